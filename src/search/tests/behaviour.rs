//! What a search finds, and in which order.

use super::{ask, entry, holding, ids};
use crate::search::{Document, Request, Section, Snapshot};

#[test]
fn words_find_their_other_forms() {
    let snapshot =
        holding(vec![entry("a", "Our pricing", "We schedule visits."), entry("b", "Other", "Nothing here.")]);
    for query in ["price", "prici", "Pricing", "PRICES", "scheduling", "schedulin", "visit"] {
        assert_eq!(ids(&snapshot, query), ["a"], "{query}");
    }
}

#[test]
fn all_words_come_before_some() {
    let snapshot = holding(vec![
        entry("some", "Price price price", ""),
        entry("body", "Other", "A long text in which the price is named, and much later the contract."),
        entry("title", "Contract and price, among many other things that are in this title too", ""),
    ]);
    let answer = ask(&snapshot, "contract price");
    assert_eq!(answer.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["title", "body", "some"]);
    assert_eq!((answer.total, answer.complete), (3, 2));
    assert_eq!(answer.hits.iter().map(|hit| hit.complete).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn a_sentence_does_not_lead_to_the_page_that_has_every_word_somewhere() {
    let page = "Our offices are open all day. ".repeat(40);
    let page = format!("A card. {page} To locate things. {page} Find the office. {page}");
    let asked = Document { variants: vec!["Where is my card?".into()], ..entry("asked", "Card arrival", "") };
    let snapshot = holding(vec![entry("page", "Handbook", &page), asked]);
    assert_eq!(ids(&snapshot, "How do I find and locate my card?"), ["asked", "page"]);
}

#[test]
fn the_customers_words_weigh_more_than_the_body() {
    let asked = Document { variants: vec!["Is our data safe with you?".into()], ..entry("asked", "Security", "") };
    let page = "Our offices are open all day. ".repeat(40);
    let body = entry("body", "Other", &format!("Data is safe. {page} Keep data safe. {page} Data, data, safe."));
    assert_eq!(ids(&holding(vec![body, asked]), "is my data safe"), ["asked", "body"]);
}

#[test]
fn product_codes_are_found_however_they_are_written() {
    for (written, asked) in [
        ("We have ISO-27001.", &["ISO-27001", "iso 27001", "iso27001", "27001", "ISO/27001", "ISO_270"][..]),
        ("We have ISO 27001.", &["ISO-27001", "iso 27001", "iso27001", "27001"]),
        ("We have iso27001.", &["ISO-27001", "iso 27001", "iso27001", "27001"]),
        ("Support 24/7.", &["24/7", "24 7", "247", "24-7"]),
        ("Support 24 7.", &["24/7", "24 7", "247"]),
        ("Support 247.", &["24/7", "24 7", "247"]),
        ("SOC 2 report", &["SOC2", "SOC 2", "SOC-2", "soc2", "soc 2"]),
        ("SOC2 report", &["SOC2", "SOC 2", "SOC-2"]),
        ("SOC-2 report", &["SOC2", "SOC 2", "SOC-2"]),
        ("Pipes of 36\".", &["36\"", "36"]),
        ("Since v2.10.", &["v2.10", "2.10", "v2", "v 2.10"]),
    ] {
        let snapshot =
            holding(vec![entry("a", "Title", written), entry("b", "Title", "ISO 9001, SOC, 2019, 24, 3.10")]);
        for query in asked {
            let answer = ask(&snapshot, query);
            let first = answer.hits.first().map(|hit| (hit.id.as_str(), hit.complete));
            assert_eq!(first, Some(("a", true)), "{query} in {written}");
        }
    }
}

#[test]
fn hyphens_do_not_matter() {
    let snapshot = holding(vec![entry("a", "How to re-plan the follow-up", "")]);
    for query in ["replan", "re-plan", "re plan", "followup", "follow up", "FOLLOW-UP"] {
        assert_eq!(ids(&snapshot, query), ["a"], "{query}");
    }
}

#[test]
fn letters_that_look_the_same_are_the_same() {
    let snapshot = holding(vec![entry("a", "Straße für Ørsted im Café", "naïve ﬁrst")]);
    for query in ["strasse", "STRASSE", "Straße", "orsted", "cafe", "CAFÉ", "naive", "first", "fur"] {
        assert_eq!(ids(&snapshot, query), ["a"], "{query}");
    }
}

#[test]
fn scripts_without_spaces_are_searched_by_pairs() {
    let snapshot = holding(vec![
        entry("ja", "価格が高すぎる", "競合より高い"),
        entry("th", "ราคาแพงเกินไป", ""),
        entry("ko", "가격이 비싸요", ""),
    ]);
    for (query, found) in [
        ("価格", "ja"),
        ("高い", "ja"),
        ("価", "ja"),
        ("合", "ja"),
        ("ราคา", "th"),
        ("แพง", "th"),
        ("가격", "ko"),
        ("비싸", "ko"),
    ] {
        assert_eq!(ids(&snapshot, query).first().map(String::as_str), Some(found), "{query}");
    }
}

#[test]
fn each_entry_is_stemmed_in_its_language() {
    let german = Document { language: "de-AT".into(), ..entry("de", "Die Preise unserer Häuser", "Verträge") };
    let french = Document { language: "fr".into(), ..entry("fr", "Le comité d'entreprise", "ascenseurs") };
    let snapshot = holding(vec![german, french, entry("en", "Prices of lifts", "contracts")]);
    for (query, found) in [
        ("Preis", "de"),
        ("Haus", "de"),
        ("Vertrag", "de"),
        ("ascenseur", "fr"),
        ("comite", "fr"),
        ("contract", "en"),
        ("lift", "en"),
    ] {
        assert_eq!(ids(&snapshot, query).first().map(String::as_str), Some(found), "{query}");
    }
}

#[test]
fn the_last_word_may_be_unfinished() {
    let snapshot = holding(vec![entry("a", "Pricing", ""), entry("b", "Privacy", "pricing"), entry("c", "Other", "")]);
    assert_eq!(ids(&snapshot, "pri").len(), 2);
    assert_eq!(ids(&snapshot, "pric")[0], "a");
    assert_eq!(ids(&snapshot, "p").len(), 2);
    assert_eq!(ids(&snapshot, "pri "), ids(&snapshot, "pri"), "an unknown word is a beginning wherever it stands");
    assert_eq!(ids(&snapshot, "privacy pr")[0], "b");
}

#[test]
fn unknown_words_are_corrected() {
    let snapshot = holding(vec![entry("a", "Too expensive", "pricing 12345"), entry("b", "Scheduling", "card")]);
    for (query, found, corrected) in [
        ("expnsive", "a", "expensive"),
        ("Exepnsive!", "a", "expensive!"),
        ("the pricung", "a", "the pricing"),
        ("shceduilng", "b", "scheduling"),
        ("schedl", "b", "scheduling"),
    ] {
        let answer = ask(&snapshot, query);
        assert_eq!(answer.hits.first().map(|hit| hit.id.as_str()), Some(found), "{query}");
        assert_eq!(answer.corrected.as_deref(), Some(corrected), "{query}");
    }
    for query in ["12346", "cadr7", "crd", "xyzzyx", "expensive"] {
        assert_eq!(ask(&snapshot, query).corrected, None, "{query}");
    }
}

#[test]
fn stop_words_are_looked_for_only_if_there_is_nothing_else() {
    let snapshot = holding(vec![entry("a", "What to do", ""), entry("b", "The price", "")]);
    assert_eq!(ids(&snapshot, "the price"), ["b"]);
    assert_eq!(ids(&snapshot, "to do"), ["a"]);
    assert_eq!(ask(&snapshot, "do you have the price").complete, 1);
}

#[test]
fn whatever_is_typed_is_text() {
    let snapshot =
        holding(vec![entry("a", "AND or NOT", "Go to https://example.com/a?b=c:d"), entry("b", "Who is waldo", "")]);
    let long = "price ".repeat(2_000);
    let many: String = (0..500).map(|number| format!("word{number} ")).collect();
    for query in [
        "\"unclosed",
        "title:",
        "(",
        ")",
        "-waldo",
        ">>>",
        "AND",
        "OR NOT",
        "36\"",
        "\0",
        "a\0b",
        "🎉",
        "🎉 👩‍👩‍👧",
        "x",
        "é",
        "\u{301}",
        "مرحبا بالعالم",
        "שלום",
        "*",
        "?",
        "[a TO b]",
        "{",
        "\\",
        "^2~",
        "+",
        "field:value AND (a OR",
        "who is \"waldo\"?",
        "https://example.com/a?b=c:d",
        &long,
        &many,
        &"é".repeat(5_000),
        &"界".repeat(5_000),
        "𝒳𝒴",
        "\u{202e}abc",
        "%s%n",
        "' OR 1=1 --",
    ] {
        let answer = ask(&snapshot, query);
        assert!(answer.hits.len() <= answer.total && answer.complete <= answer.total, "{query}");
    }
    assert_eq!(ids(&snapshot, "-waldo"), ["b"]);
    assert_eq!(ids(&snapshot, "who is \"waldo\"?"), ["b"]);
    assert_eq!(ids(&snapshot, "https://example.com/a?b=c:d")[0], "a");
    assert_eq!(ask(&snapshot, "🎉").total, 0);
}

#[test]
fn faded_entries_rank_below_equals() {
    let faded = Document { faded: true, ..entry("old", "The price", "price") };
    assert_eq!(ids(&holding(vec![faded.clone(), entry("new", "The price", "price")]), "price"), ["new", "old"]);
    assert_eq!(ids(&holding(vec![faded, entry("z", "Z", "")]), ""), ["z", "old"]);
}

#[test]
fn an_empty_query_lists_by_title() {
    let entries = vec![entry("1", "banana", ""), entry("2", "Äpfel", ""), entry("3", "Cherry", ""), entry("4", "", "")];
    let snapshot = holding(entries);
    for query in ["", "   ", "\n\t"] {
        let answer = ask(&snapshot, query);
        assert_eq!(answer.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["4", "2", "1", "3"]);
        assert_eq!((answer.total, answer.complete), (4, 4));
    }
    let two = snapshot.search(&Request::new("", 2));
    assert_eq!((two.hits.len(), two.total), (2, 4));
    let none = snapshot.search(&Request::new("banana", 0));
    assert_eq!((none.hits.len(), none.total), (0, 1));
    assert_eq!(ask(&Snapshot::clone(&holding(vec![])), "banana").total, 0);
}

#[test]
fn totals_count_all_matches() {
    let snapshot = holding((0..50).map(|number| entry(&number.to_string(), "Price", "the same")).collect());
    let answer = ask(&snapshot, "price missing");
    assert_eq!((answer.hits.len(), answer.total, answer.complete), (10, 50, 0));
}

#[test]
fn many_sections_are_one_entry() {
    let section = |title: &str, text: &str| Section { title: title.into(), anchor: title.into(), text: text.into() };
    let page = Document {
        sections: vec![section("First", "apples and pears"), section("Second", "pears and plums")],
        ..entry("page", "Fruit", "")
    };
    let answer = ask(&holding(vec![page]), "plums");
    assert_eq!(answer.total, 1);
    assert_eq!(answer.hits[0].section.as_ref().map(|section| section.anchor.as_str()), Some("Second"));
}

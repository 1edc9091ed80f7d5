//! Whatever is typed, with meaning on: no query is wrong.

use fieldlore::search::{Answer, Request};

use super::{ask, sample_understood};

/// Asserts what holds of every answer to a search.
fn holds(query: &str, answer: &Answer) {
    let shown: String = query.chars().take(80).collect();
    let catalog = sample_understood();
    assert!(answer.total >= answer.hits.len() && answer.complete <= answer.total, "{shown}");
    assert!(answer.hits.windows(2).all(|pair| pair[0].score >= pair[1].score), "{shown}: not in order");
    assert!(answer.certainty.is_finite() && (!answer.confident || !answer.hits.is_empty()), "{shown}");
    for (at, hit) in answer.hits.iter().enumerate() {
        assert!((0.0..=1.0).contains(&hit.relevance) && hit.score.is_finite(), "{shown}: {hit:?}");
        assert!(catalog.page(&hit.id).is_some_and(|page| page.entry().id.as_str() == hit.id), "{shown}: {}", hit.id);
        assert!(answer.hits[..at].iter().all(|before| before.id != hit.id), "{shown}: {} twice", hit.id);
        let characters = hit.snippet.text.chars().count();
        assert!(hit.snippet.highlights.iter().all(|(start, end)| start < end && *end <= characters), "{shown}");
    }
}

/// Asks for something by its meaning; an answer without would be one that broke off.
fn by_meaning(query: &str) -> Answer {
    let catalog = sample_understood();
    let request = Request { facets: true, explain: true, ..Request::new(query, 50) };
    let answer = catalog.search.search(&request);
    assert!(answer.meaning, "broken off: {}", query.chars().take(80).collect::<String>());
    holds(query, &answer);
    answer
}

#[test]
fn what_looks_like_syntax_is_text() {
    let cases = [
        "\"too expensive",
        "too expensive\"",
        "too: expensive",
        "(too expensive",
        "too expensive)",
        "- too expensive",
        "too expensive -",
        ">>> too expensive",
        "AND too expensive",
        "too AND OR NOT expensive",
        "36\" too expensive",
        "https://example.com/too?expensive=1&x=%00#y",
        "who is \"waldo\"? too expensive",
        "too ^ expensive~2 *",
        "+too +expensive",
        "[too TO expensive]",
        "{too expensive}",
        "too\\ expensive\\",
        "title:too body:expensive",
        "/too.*expensive/",
        "too || expensive && !",
        "' OR 1=1 --; too expensive",
        "<script>too expensive</script>",
        "${too} {{expensive}}",
        "too\texpensive\r\n",
        "too\u{0}expensive",
        "\u{feff}too expensive",
        "to\u{ad}o expensive",
        "t\u{308}oo e\u{301}xpensive",
        "\u{202e}too expensive\u{202c}",
        "TOO EXPENSIVE!!!1",
        "„too expensive“",
        "«too» ‹expensive›",
        "too—expensive…",
        "[CLS] too expensive [SEP] [MASK] [PAD] [UNK]",
        "##too ##expensive",
        "too expensive 👍🏽👩‍👩‍👧",
        "(a+)+$ too expensive",
        "kind: too expensive",
        "kind:nonsense too expensive",
    ];
    for query in cases {
        let found = by_meaning(query).hits;
        let about_price = found
            .iter()
            .take(5)
            .any(|hit| ["price", "cheaper", "cost", "payback", "budget"].iter().any(|word| hit.id.contains(word)));
        assert!(about_price, "{query:?}: {:?}", found.iter().take(5).map(|hit| &hit.id).collect::<Vec<_>>());
    }
}

#[test]
fn what_says_nothing_is_answered_calmly() {
    for query in [
        "a",
        "ü",
        "?",
        "the of and",
        "do you",
        "👍",
        "👩‍👩‍👧‍👦 🤷🏽‍♀️",
        "...",
        "-",
        "\"",
        "\"\"",
        "()",
        "\u{0}",
        "\u{1}\u{2}\u{1f}\u{7f}",
        "\u{200b}",
        "\u{301}\u{301}",
        "\u{202e}",
        "שלום",
        "لماذا هو غالي",
        "为什么这么贵",
        "どうして",
        "ทำไม",
        "zzqx wvuk",
        "4410",
        "0",
        "1e999",
        "NaN",
        "\u{fffd}\u{10ffff}",
        "ﷺ",
        "ｆｕｌｌ ｗｉｄｔｈ",
        "𝕗𝕒𝕟𝕔𝕪",
        "Z̷̡̛a̴l̶g̷o̸",
    ] {
        let catalog = sample_understood();
        let answer = ask(&catalog, query);
        holds(query, &answer);
        let asked_nothing = answer == catalog.search.search(&Request { limit: 10, ..Request::new("", 10) });
        assert!(answer.meaning || asked_nothing || answer.hits.is_empty(), "{query:?}");
    }
    for query in ["", " ", "\t\n", "\u{a0}\u{3000}"] {
        assert_eq!(ask(&sample_understood(), query).total, sample_understood().pages().count(), "{query:?}");
    }
}

#[test]
fn nonsense_is_no_good_match() {
    for query in ["zzqx wvuk", "👍👍", "x", "?!?!", "asdf jkl qwertz", "為什麼", "9999999", "\u{0}\u{0}"] {
        let answer = ask(&sample_understood(), query);
        assert!(!answer.confident, "{query:?}: {} {:?}", answer.certainty, answer.hits.first().map(|hit| &hit.id));
    }
}

#[test]
fn long_pastes_are_answered() {
    let mail = "Hello, thank you for the call. We have looked at your offer, and honestly it is too expensive for us. ";
    let ten_kilobytes = mail.repeat(100);
    let words: Vec<String> = (0..500).map(|number| format!("word{number}")).collect();
    let misspelt: Vec<String> =
        (0..500).map(|number| format!("pricng{}", ["e", "x", "q"][number % 3].repeat(number % 7))).collect();
    for query in [
        ten_kilobytes.as_str(),
        &words.join(" "),
        &misspelt.join(" "),
        &"x".repeat(10_000),
        &"ü".repeat(5_000),
        &"e\u{301}".repeat(3_000),
        &"\"".repeat(3_000),
        &"-a ".repeat(3_000),
        &"👍".repeat(2_000),
        &"(".repeat(5_000),
        &"kind:objection ".repeat(300),
        &format!("{}z", "a".repeat(4_000)),
    ] {
        holds(query, &ask(&sample_understood(), query));
    }
    assert!(by_meaning(&ten_kilobytes).hits.iter().take(10).any(|hit| hit.id.contains("price")));
}

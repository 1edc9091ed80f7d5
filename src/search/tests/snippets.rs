//! What is shown of an entry.

use super::{ask, entry, holding};
use crate::search::{Document, Hit, Section, Snippet};

fn section(title: &str, text: &str) -> Section {
    Section { title: title.into(), anchor: title.to_lowercase(), text: text.into() }
}

fn only_hit(document: Document, query: &str) -> Hit {
    let answer = ask(&holding(vec![document]), query);
    answer.hits.into_iter().next().unwrap()
}

/// The highlighted words of a text.
fn marked(text: &str, highlights: &[(usize, usize)]) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    highlights.iter().map(|(start, end)| characters[*start..*end].iter().collect()).collect()
}

fn marked_in(snippet: &Snippet) -> Vec<String> {
    marked(&snippet.text, &snippet.highlights)
}

#[test]
fn the_section_with_most_of_the_words_is_shown() {
    let page = Document {
        title: "Handbook".into(),
        sections: vec![
            section("", "A lead about prices."),
            section("Discounts", "Who may give discounts on prices, and how much."),
            section("Other", "Nothing."),
        ],
        ..Document::default()
    };
    let hit = only_hit(page.clone(), "discount price");
    assert_eq!(hit.section.unwrap().anchor, "discounts");
    assert_eq!(marked_in(&hit.snippet), ["discounts", "prices"]);
    let lead = only_hit(page, "lead");
    assert_eq!((lead.section, lead.snippet.text.as_str()), (None, "A lead about prices."));
}

#[test]
fn a_heading_counts_more_than_the_text() {
    let page = Document {
        sections: vec![
            section("Apples", "A discount here."),
            section("Discount", "Rules."),
            section("Pears", "A discount."),
        ],
        ..entry("a", "Handbook", "")
    };
    let hit = only_hit(page, "discount");
    assert_eq!(hit.section.unwrap().title, "Discount");
    assert_eq!(hit.snippet.text, "Rules.");
}

#[test]
fn a_match_in_the_question_shows_the_glance_layer() {
    let question = Document {
        question: "Why are you so expensive?".into(),
        glance: "Ask what they compare with.".into(),
        sections: vec![section("Answer", "Compared with doing nothing we are not expensive.")],
        ..entry("a", "Price", "")
    };
    let hit = only_hit(question.clone(), "expensive");
    assert_eq!(hit.section, None);
    assert_eq!(hit.snippet.text, "Ask what they compare with.");
    assert!(only_hit(question.clone(), "doing nothing").section.is_some());
    assert_eq!(only_hit(question, "compare").section, None, "the glance layer says as much as the section");
}

#[test]
fn titles_are_marked_in_characters() {
    let title = "Größe und Preise für Häuser";
    let hit = only_hit(entry("a", title, ""), "größe");
    assert_eq!(marked(title, &hit.title_highlights), ["Größe"]);
    let german = Document { language: "de".into(), ..entry("a", title, "") };
    let hit = only_hit(german, "häusern grösse preis");
    assert_eq!(marked(title, &hit.title_highlights), ["Größe", "Preise", "Häuser"]);
}

#[test]
fn stems_beginnings_codes_and_corrections_are_marked() {
    let body = "Scheduling under ISO 27001 costs less; see the re-plan.";
    for (query, words) in [
        ("scheduled", &["Scheduling"][..]),
        ("sched", &["Scheduling"]),
        ("iso27001", &["ISO 27001"]),
        ("ISO-27001", &["ISO 27001"]),
        ("shceduling", &["Scheduling"]),
        ("replan", &["re-plan"]),
        ("cost see", &["costs", "see"]),
    ] {
        assert_eq!(marked_in(&only_hit(entry("a", "T", body), query).snippet), words, "{query}");
    }
}

#[test]
fn long_texts_are_cut_around_the_words() {
    let filler = "Some other words stand here. ".repeat(60);
    let hit = only_hit(entry("a", "T", &format!("{filler}The needle is here, with thread. {filler}")), "needle thread");
    assert!(
        hit.snippet.text.starts_with("…The needle is here") || hit.snippet.text.contains("… The needle"),
        "{}",
        hit.snippet.text
    );
    assert!(hit.snippet.text.ends_with('…') && hit.snippet.text.chars().count() <= 200);
    assert_eq!(marked_in(&hit.snippet), ["needle", "thread"]);
}

#[test]
fn spaces_are_evened_out() {
    let hit = only_hit(entry("a", "T", "  one\n\n\ttwo \u{a0} needle\r\nthree  "), "needle");
    assert_eq!(hit.snippet.text, "one two needle three");
    assert_eq!(hit.snippet.highlights, [(8, 14)]);
}

#[test]
fn no_character_is_cut_in_two() {
    let family = "👨‍👩‍👧‍👦".repeat(120);
    for text in [format!("needle{family}"), format!("{family} needle {family}"), "e\u{301}".repeat(400) + " needle"] {
        let hit = only_hit(entry("a", "T", &text), "needle");
        assert_eq!(marked_in(&hit.snippet), ["needle"], "{}", hit.snippet.text);
        let body = hit.snippet.text.trim_matches('…');
        assert!(!body.ends_with('\u{200d}') && !body.starts_with(['\u{200d}', '\u{301}']), "{body}");
    }
    let japanese = only_hit(entry("a", "T", &"価格が高すぎる。".repeat(100)), "高い 価格");
    assert!(marked_in(&japanese.snippet).contains(&"価格".to_owned()), "{:?}", japanese.snippet);
}

#[test]
fn without_a_query_the_beginning_is_shown() {
    let hit =
        ask(&holding(vec![Document { summary: "In short.".into(), ..entry("a", "T", "Body.") }]), "").hits.remove(0);
    assert_eq!((hit.snippet.text.as_str(), hit.snippet.highlights.len(), hit.section), ("In short.", 0, None));
    assert_eq!(ask(&holding(vec![entry("a", "T", "Body.")]), "").hits[0].snippet.text, "Body.");
    assert_eq!(ask(&holding(vec![entry("a", "T", "")]), "t").hits[0].snippet, Snippet::default());
}

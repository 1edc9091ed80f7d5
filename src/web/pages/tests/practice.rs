//! Cards drawn once from sample values, and hostile words drawn as words.

use super::*;
use crate::store::PracticeLog;
use crate::training::curriculum::Curriculum;
use crate::training::deck::{Deck, Held, Reworded, Standing};
use crate::web::pages::practice::{CardPage, Rest, RestPage, Session, Why};
use crate::web::view::entry::Recalled;

const HOSTILE: &str = "---\ntitle: \"<b>T</b>\"\nquestion: \"<b>Why</b>?\"\nvariants: [\"<b>How</b>?\"]\nquick_response: \"<b>Because</b>\"\n\
     clarify: [\"<b>Who</b>?\"]\navoid: [\"<b>No</b>. <i>Never</i>\"]\nowner: ada\nlast_verified: 2026-11-01\n---\n\n\
     ## Answer: `<b>` one {#one}\n\n**Respond** So.\n";
const LESSON: &str = "---\ntitle: \"<b>L</b>\"\nlesson: \"<b>Count</b> first.\"\ndirection: do\n---\n\n## How you would notice in time\n\nThey ask.\n";
const STANDARD: &str = "---\ntitle: S\nfacts:\n  - {id: money, label: \"<b>Money</b>\", evidence: \"<b>Signed</b>\", question: \"<b>Who pays</b>?\", why: \"<i>x</i>\", valid_for: 90d}\n---\n";

/// Every card of a catalog, drawn as if it had changed.
fn cards(catalog: &Catalog) -> Vec<String> {
    let setting = Setting { catalog, today: TODAY, seen: Seen::default() };
    let curriculum = Curriculum::default();
    let deck = Deck::of(catalog, &PracticeLog::default(), &curriculum, TODAY);
    let session = Session { entry: "<b>".to_owned(), begun: 5, ..Session::default() };
    let draw = |held: &Held| {
        let reworded =
            Reworded { before: Some("<b>It was</b> otherwise".to_owned()), now: "<i>It is</i> so".to_owned() };
        let mut held = held.clone();
        held.standing = Standing::Changed(reworded);
        let back = Recalled { setting, card: &held.card };
        let answer = back.answer().map(|answer| answer.anchor.as_str());
        let wording = held.card.wording(answer);
        let (held, session, wording) = (&held, &session, &wording);
        CardPage { held, back, session, showing: "0a", wording, answer, problem: "<b>" }.render().into_string()
    };
    deck.chosen(|_| true, i64::MAX).into_iter().map(draw).collect()
}

#[test]
fn every_card_has_a_front_a_back_and_four_grades() {
    let catalog = sample();
    let drawn = cards(&catalog);
    assert!(drawn.len() > 30, "{}", drawn.len());
    for html in drawn {
        assert!(html.matches("<h1").count() == 1 && !html.contains(" style="), "{html}");
        assert_eq!(html.matches("name=\"grade\"").count(), 4);
        // Nothing that is sent elsewhere, or that a key would open, is drawn on the back.
        assert_eq!(html.matches("<form").count(), 1, "{html}");
        assert!(!html.contains("data-key") && !html.contains("data-copy"), "{html}");
    }
}

#[test]
fn hostile_words_on_cards_are_words() {
    let files = [("objections/a.md", HOSTILE), ("lessons/b.md", LESSON), ("discovery/c.md", STANDARD)];
    let (_folder, catalog) = folder(&files);
    let drawn = cards(&catalog);
    assert_eq!(drawn.len(), 3);
    for html in drawn {
        assert!(html.contains("&lt;b&gt;"), "{html}");
        assert!(!html.contains("<b>") && !html.contains("<i>"), "{html}");
    }
}

#[test]
fn every_rest_says_when_it_goes_on_or_what_to_do() {
    let next = date(2026, 11, 24);
    for why in [Why::Enough, Why::NothingDue, Why::Weekend(next), Why::NoCard, Why::Empty] {
        for done in [0, 1, 5] {
            let session = Session { done, stage: "<b>".to_owned(), ..Session::default() };
            let rest = Rest { why, waiting: 2, comes: Some(next), today: TODAY };
            let html = RestPage { rest, session: &session }.render().into_string();
            assert!(html.matches("<h1").count() == 1 && !html.contains("<b>"), "{html}");
            assert!(html.contains("tomorrow, Tuesday 24 Nov") || html.matches("href").count() > 1, "{html}");
        }
    }
}

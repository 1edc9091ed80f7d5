//! What git remembers, drawn from sample values.

use maud::Render;

use super::{Setting, TODAY, sample};
use crate::history::{Apart, Paragraph, Piece, PullState, What};
use crate::web::pages::past::{Past, Told};
use crate::web::pages::since::Since;
use crate::web::view::past::Difference;
use crate::web::view::pulling::Pulling;
use crate::web::view::seen::Seen;

fn difference() -> Difference {
    let pieces = vec![Piece::Same("We".to_owned()), Piece::Gone("<b>did".to_owned()), Piece::Come("<i>do".to_owned())];
    Difference::Words(vec![Paragraph { pieces, after_others: true }])
}

#[test]
fn a_history_is_drawn_and_names_are_words() {
    let catalog = sample();
    let setting = Setting { catalog: &catalog, today: TODAY, seen: Seen::default() };
    let page = catalog.page("objection/outage-24-7").unwrap();
    let told = |what| Told { commit: "c".repeat(40), who: "<b>Lena".to_owned(), at: None, what };
    let changes = [What::Added, What::Changed, What::Renamed, What::Slight].map(told).into();
    let shown = |difference| Some(("c".repeat(40), difference));
    let past = Past { setting, page, changes, more: 3, shown: shown(difference()) }.render().into_string();
    assert!(past.contains("<del>&lt;b&gt;did</del>") && past.contains("<ins>&lt;i&gt;do</ins>"));
    assert!(past.contains("&lt;b&gt;Lena") && past.contains("date unknown") && past.contains("3 older changes"));
    for (difference, words) in [
        (Difference::None, "No word that readers see"),
        (Difference::Closed, "was not for everybody"),
        (Difference::Lost, "cannot be had here"),
    ] {
        assert!(difference.render().into_string().contains(words));
    }
    let empty = Past { setting, page, changes: Vec::new(), more: 0, shown: None }.render().into_string();
    assert!(empty.contains("the content folder is in no git repository"));
    let (entry, used) = (&page.entry().id, catalog.built_at);
    let since = Since { setting, entry, who: "<b>Jo".to_owned(), at: None, used, difference: difference() };
    let since = since.render().into_string();
    assert!(
        since.contains("Changed since you used it") && since.contains("&lt;b&gt;Jo") && since.contains("/seen-change")
    );
}

#[test]
fn how_the_remote_is_followed_is_told() {
    let now = sample().built_at;
    let apart = Some(Apart { here: 2, there: 1 });
    let told = |state: PullState, steward| Pulling { state, remote: "origin", apart, steward }.told(now).into_string();
    let fresh = told(PullState::default(), true);
    assert!(fresh.contains("not yet since the start") && fresh.contains("Pull from origin now"));
    assert!(fresh.contains("2 commits of the served branch are not at origin yet"), "{fresh}");
    assert!(fresh.contains("1 commit of origin is not served yet"), "{fresh}");
    let failing = PullState { failures: 2, failure: Some((now, "<b>no".to_owned())), ..PullState::default() };
    let failing = told(failing, false);
    assert!(
        failing.contains("&lt;b&gt;no") && failing.contains("tried again by itself") && !failing.contains("Pull from")
    );
    let kept = Some((now, Some("fieldlore/kept-0".to_owned())));
    let followed = told(PullState { good: Some(now), rewritten: kept, running: true, ..PullState::default() }, false);
    assert!(followed.contains("fieldlore/kept-0") && followed.contains("being asked"));
}

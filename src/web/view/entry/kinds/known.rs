//! What else the team knows about a stage or an alternative: a few entries of a kind, and the way to all of them.

use maud::{Markup, html};

use super::deals;
use crate::catalog::Page;
use crate::model::entry::{Detail, Status, Trust};
use crate::model::{Entry, Kind};
use crate::search::Facet;
use crate::web::urls;
use crate::web::view::blocks::column;
use crate::web::view::{Setting, links, words};

/// How many entries are named.
const NAMED: usize = 5;

/// A column with the entries of a kind that carry a term; nothing where there are none.
pub fn of_kind(setting: &Setting, level: u8, label: &str, kind: Kind, facet: Facet, term: &str) -> Markup {
    let carries = |entry: &Entry| terms(entry, facet).iter().any(|id| id == term);
    let mut pages: Vec<_> = setting.catalog.of_kind(kind).filter(|page| carries(page.entry())).collect();
    let all = pages.len();
    pages.retain(|page| may_be_offered(setting, page.entry()));
    // What is about few terms is about this one most; among equals the last verified comes first.
    pages.sort_by_key(|page| terms(page.entry(), facet).len());
    pages.truncate(NAMED);
    let filters = [(Facet::Kind, kind.name().to_owned()), (facet, term.to_owned())];
    let body = html! {
        @if !pages.is_empty() { ul.plain { @for page in &pages { li { (named(setting, *page)) } } } }
        @if all > pages.len() {
            p.all { a href=(urls::search("", &filters)) { "All " (words::count(all, kind.one(), kind.many()).to_lowercase()) } }
        }
    };
    column(level, label, "known", &body)
}

fn terms(entry: &Entry, facet: Facet) -> &[String] {
    match facet {
        Facet::Stage => &entry.common.stages,
        Facet::Competitor => &entry.common.competitors,
        _ => &[],
    }
}

fn may_be_offered(setting: &Setting, entry: &Entry) -> bool {
    entry.common.status == Status::Published && entry.trust(setting.today) != Trust::Expired
}

/// A link and what tells it from its neighbours.
fn named(setting: &Setting, page: Page) -> Markup {
    let note = match &page.entry().detail {
        Detail::Lesson(lesson) => Some(if lesson.avoid { "Avoid" } else { "Do" }.to_owned()),
        Detail::WinLoss(review) => Some(deals::ending(setting, review)),
        Detail::RolePlay(play) => play.minutes.map(|minutes| format!("{minutes} minutes")),
        _ => None,
    };
    let account = match &page.entry().detail {
        Detail::WinLoss(review) => review.account.as_deref(),
        _ => None,
    };
    html! {
        @match account { Some(account) => a href=(page.address()) dir="auto" { (account) }, None => (links::page(page)) }
        @if let Some(note) = note { " " span.aside { (note) } }
    }
}

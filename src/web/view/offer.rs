//! One entry in a list that nobody searched for: what it is called, what stands beside it, its first words.

use maud::{Markup, Render, html};

use super::standing::{TrustMark, status};
use super::{Setting, links, words};
use crate::catalog::{Page, glance};
use crate::model::entry::Detail;

/// How many characters of the first words are shown.
const WORDS: usize = 160;

/// An entry in a list.
#[derive(Debug)]
pub struct Offer<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    /// Whether its kind is said; not where all in the list are of one.
    pub kinded: bool,
    /// What stands beside the name, instead of how far the entry can be relied on.
    pub note: Option<Markup>,
}

impl<'a> Offer<'a> {
    /// An entry in a list of its kind.
    pub fn new(setting: Setting<'a>, page: Page<'a>) -> Offer<'a> {
        Offer { setting, page, kinded: false, note: None }
    }

    fn note(&self) -> Markup {
        if let Some(note) = &self.note {
            return note.clone();
        }
        let today = self.setting.today;
        match &self.page.entry().detail {
            Detail::ProofPoint(proof) => html! { (proof.permission_on(today).label()) },
            Detail::WinLoss(review) => html! {
                @if let Some(closed) = review.closed_on { "closed " (words::day(closed, today)) }
            },
            _ => TrustMark { setting: self.setting, entry: self.page.entry() }.render(),
        }
    }
}

impl Render for Offer<'_> {
    fn render(&self) -> Markup {
        let entry = self.page.entry();
        html! {
            a.offer href=(self.page.address()) {
                span.row-title dir="auto" { (links::name(entry)) @if !self.kinded { " " (status(entry)) } }
                span.row-meta { (self.note()) }
                span.row-text dir="auto" {
                    @if self.kinded { span.row-kind { (entry.kind.one()) (status(entry)) } " " }
                    (words::cut(glance(entry), WORDS))
                }
            }
        }
    }
}

//! The deal that a vote is about: what it is called, the field that asks for it, and what was typed there shown again.

use maud::{Markup, Render, html};

use super::{Setting, again};
use crate::insights::deals::{called, going_on};
use crate::store::Millis;
use crate::web::urls;

/// A deal that was named so lately is offered for the next vote: it is probably the same visit.
const SAME_VISIT: Millis = 30 * 60 * 1000;
/// Letters that the field takes.
const LONGEST: usize = 200;

/// What a deal is called.
pub fn deal<'a>(setting: &Setting<'a>, deal: &'a str) -> &'a str {
    setting.page(deal).map_or(deal, |page| called(&page))
}

/// The field for the deal; nobody has to name one. `id` is its own on the page, `begun` what stands in it.
pub fn field(setting: &Setting, id: &str, begun: &str) -> Markup {
    let (known, list) = (offered(setting), format!("{id}-known"));
    let list = (!known.is_empty()).then_some(list);
    html! {
        div.of-deal {
            label for=(id) { "Deal, if you like" }
            input id=(id) type="text" name="deal" value=(begun) maxlength=(LONGEST) list=[list.as_deref()] autocomplete="off" dir="auto";
            @if let Some(list) = &list {
                datalist id=(list) { @for name in &known { option value=(name) {} } }
            }
        }
    }
}

/// The deal that somebody named last in this visit; empty where there is none.
pub fn last_named<'a>(setting: &Setting<'a>) -> &'a str {
    let last = setting.seen.own.and_then(|own| own.deals.first());
    let last = last.filter(|named| setting.seen.now - named.at < SAME_VISIT);
    last.map_or("", |named| deal(setting, &named.name))
}

/// Deals that somebody may well mean: those that they named last, then those of theirs that go on.
fn offered<'a>(setting: &Setting<'a>) -> Vec<&'a str> {
    let named = setting.seen.own.into_iter().flat_map(|own| &own.deals).map(|named| deal(setting, &named.name));
    let (catalog, today) = (setting.catalog, setting.today);
    let theirs = setting.seen.viewer.into_iter().flat_map(|viewer| going_on(catalog, viewer, today));
    let mut offered: Vec<&str> = Vec::new();
    for name in named.chain(theirs.map(|page| called(&page))) {
        if !offered.contains(&name) {
            offered.push(name);
        }
    }
    offered
}

/// A vote that was not taken, with the deal that was typed.
#[derive(Debug)]
pub struct DealAgain<'a> {
    pub setting: Setting<'a>,
    /// Why it was not.
    pub why: String,
    /// What the form says beside the deal.
    pub hidden: Vec<(&'static str, &'a str)>,
    pub deal: &'a str,
}

impl Render for DealAgain<'_> {
    fn render(&self) -> Markup {
        again::form(&self.why, urls::VOTE, &self.hidden, &field(&self.setting, "fl-deal", self.deal))
    }
}

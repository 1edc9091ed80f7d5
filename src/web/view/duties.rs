//! "Yours to verify": what somebody is asked to look at again, on the start page. Two buttons each, and never a chore.

use maud::{Markup, Render, html};

use super::forms::StillRight;
use super::{Setting, blocks, links, standing, words};
use crate::insights::duties::Duty;
use crate::web::urls;

/// How many are named at once.
const MOST: usize = 5;

/// The list; nothing where nothing is due.
#[derive(Debug)]
pub struct Duties<'a> {
    pub setting: Setting<'a>,
    pub duties: &'a [Duty<'a>],
}

impl Render for Duties<'_> {
    fn render(&self) -> Markup {
        let rest = self.duties.len().saturating_sub(MOST);
        html! {
            @if !self.duties.is_empty() {
                div.entry.duties {
                    (blocks::line(2, "Yours to verify", &html! {
                        ul.offers { @for duty in self.duties.iter().take(MOST) { li { (self.duty(duty)) } } }
                        @if rest > 0 { p.quiet { "And " (words::count(rest, "more", "more")) ", later." } }
                    }))
                }
            }
        }
    }
}

impl Duties<'_> {
    fn duty(&self, duty: &Duty) -> Markup {
        let (entry, today) = (duty.page.entry(), self.setting.today);
        let told = standing::told(self.setting, entry, &duty.standing).unwrap_or_default();
        html! {
            div.duty {
                div {
                    p { (links::page(duty.page)) }
                    p.row-meta {
                        (told)
                        @if let Some(due) = duty.standing.due.filter(|due| *due > today) { ", due " (words::distance(due, today)) }
                        @if duty.orphaned { " · nobody answers for it" }
                        @if duty.stood_in { ", and nobody looks after its kind" }
                    }
                }
                div.acts {
                    @if duty.stood_in { a.button href=(urls::trust(&entry.id)) { "Look at it" } }
                    @else {
                        (StillRight(entry))
                        a.button href=(urls::trust(&entry.id)) { "Not any more" }
                    }
                }
            }
        }
    }
}

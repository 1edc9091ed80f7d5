//! What the start says about questions to the team and role plays, and what is said of replies to what one looks after: that one's own questions are answered, which wait for a
//! steward, and who waits for somebody to play with.

use maud::{Markup, Render, html};

use super::blocks::line;
use super::{Setting, links, words};
use crate::store::Ask;
use crate::web::urls;

/// Most questions that are named.
const MOST: usize = 3;

/// Answers to what somebody asked, and what is asked of somebody.
#[derive(Debug)]
pub struct Told<'a> {
    pub setting: Setting<'a>,
    /// One's own, answered.
    pub answered: &'a [Ask],
    /// Those of others that nothing answers yet, for who looks after the content.
    pub open: &'a [Ask],
    /// How many role plays somebody is asked to hold.
    pub plays: usize,
}

impl Render for Told<'_> {
    fn render(&self) -> Markup {
        html! {
            @if !self.answered.is_empty() {
                (line(2, "You asked", &html! { @for ask in self.answered { (self.answer(ask)) } }))
            }
            @if !self.open.is_empty() {
                (line(2, "Asked of you", &html! {
                    ul.plain { @for ask in self.open.iter().take(MOST) { li dir="auto" { q { (ask.text) } } } }
                    p.whole { a href=(urls::GAPS) {
                        (words::count(self.open.len(), "question to the team has", "questions to the team have")) " no answer yet"
                    } }
                }))
            }
            @if self.plays > 0 {
                (line(2, "Role plays", &html! {
                    p { "You are asked to hold " a href=(urls::PLAYS) { (words::count(self.plays, "role play", "role plays")) } "." }
                }))
            }
        }
    }
}

/// That colleagues said something else than entries say which the reader looks after; nothing where nobody did.
pub fn said_instead(replies: usize) -> Markup {
    html! {
        @if replies > 0 {
            (line(2, "Said instead", &html! {
                p { a href=(urls::REPLIES) { (words::count(replies, "reply of a colleague waits", "replies of colleagues wait")) } " for your word." }
            }))
        }
    }
}

impl Told<'_> {
    fn answer(&self, ask: &Ask) -> Markup {
        let page = ask.answered_by.as_deref().and_then(|id| self.setting.catalog.page(id));
        html! {
            p { "Your question " q dir="auto" { (ask.text) } " is answered: "
                @match page {
                    Some(page) => (links::page(page)),
                    None => a href=(urls::search(&ask.text, &[])) { "search for it" },
                }
            }
        }
    }
}

//! One card: the question, then what to say to it, then how it came.

use maud::{Markup, Render, html};

use super::Session;
use super::session::MOST_CARDS;
use crate::history::compare;
use crate::store::Wording;
use crate::training::cards::Front;
use crate::training::deck::{Held, Reworded, Standing};
use crate::training::grade::Grade;
use crate::web::view::blocks::bare;
use crate::web::view::entry::Recalled;
use crate::web::view::past::Difference;
use crate::web::view::words;
use crate::web::{assets, urls};

/// A card that somebody practises.
#[derive(Debug)]
pub struct CardPage<'a> {
    pub held: &'a Held<'a>,
    pub back: Recalled<'a>,
    pub session: &'a Session,
    /// What names this one time that it is shown.
    pub showing: &'a str,
    /// How its back is worded, with the answer that is among it.
    pub wording: &'a Wording,
    pub answer: Option<&'a str>,
    /// Why the grade was not noted; empty where none was given.
    pub problem: &'a str,
}

impl Render for CardPage<'_> {
    fn render(&self) -> Markup {
        let language = self.held.card.page.entry().common.language.as_deref();
        html! {
            div.entry.practice data-practice {
                (self.front(language))
                details.reveal open[!self.problem.is_empty()] {
                    summary.button autofocus { span.shut { "Reveal" span.by-key { " (space)" } } span.opened-up { "The answer" } }
                    h2.unseen { "The answer" }
                    (self.changed())
                    div.back lang=[language] { (self.back) }
                    (self.grades())
                }
            }
            script src=(assets::address("practice.js")) defer {}
        }
    }
}

impl CardPage<'_> {
    fn front(&self, language: Option<&str>) -> Markup {
        let card = &self.held.card;
        let asked = words::unquoted(card.asks(self.held.times));
        let (label, question, task) = match card.front {
            Front::Question(_) => ("They say", html! { q { (asked) } }, "Say your answer aloud, as you would to them."),
            Front::Recall(_) => ("Lesson", html! { (asked) }, "Say your answer aloud."),
            Front::Lesson(_) => {
                ("Lesson", html! { (asked) }, "Say aloud what to do, and how you would notice in time.")
            }
            Front::Fact(_) => {
                let asked = html! { (asked) span lang="en" { ": what counts as known?" } };
                ("To find out", asked, "Say it aloud.")
            }
        };
        html! {
            div.line.said {
                p.label { (label) @if !self.session.is_chosen() { " " span.progress { (self.progress()) } } }
                div.content {
                    h1.question dir="auto" lang=[language] { (question) }
                    @if !self.problem.is_empty() { p.banner role="alert" { (self.problem) } }
                    p.task { (task) }
                    @if matches!(self.held.standing, Standing::Changed(_)) {
                        p.quiet { "Changed since you last practised." }
                    }
                    (recorder())
                }
            }
        }
    }

    fn progress(&self) -> String {
        format!("card {} of up to {MOST_CARDS}", self.session.done + 1)
    }

    /// What is another than it was when it was last practised. Told with the answer, which it gives away.
    fn changed(&self) -> Markup {
        let Standing::Changed(Reworded { before, now }) = &self.held.standing else { return Markup::default() };
        let difference = before.as_deref().map(|before| Difference::Words(compare(before, now)));
        bare(&html! {
            details.banner {
                summary { strong { "Changed since you last practised" } }
                @match difference {
                    Some(difference) => (difference),
                    None => p.quiet { "How it read then is not kept here." },
                }
            }
        })
    }

    fn grades(&self) -> Markup {
        let about = [("card", self.held.card.id.as_str()), ("showing", self.showing), ("wording", &self.wording.hash)];
        html! {
            form.grades method="post" action=(urls::PRACTICE) aria-label="How did it come?" {
                @for (name, value) in about { input type="hidden" name=(name) value=(value); }
                @if let Some(answer) = self.answer { input type="hidden" name="answer" value=(answer); }
                @for (name, value) in self.session.fields() { input type="hidden" name=(name) value=(value); }
                div.choices {
                    @for grade in Grade::ALL {
                        button type="submit" name="grade" value=(grade.number()) {
                            strong { span.by-key aria-hidden="true" { (grade.number()) " " } (grade.label()) } span.means { (grade.meaning()) }
                        }
                    }
                }
            }
            p.fix.quiet { a href=(urls::change(&self.held.card.page.entry().id)) { "Fix this card" } }
        }
    }
}

/// Offered by the script, where the browser can record. Nothing of it is sent.
fn recorder() -> Markup {
    html! {
        div.recorder data-recorder hidden {
            button.button type="button" data-record { "Record yourself" }
            audio controls hidden {}
            span.quiet { "It stays in this browser, and is gone with the next card." }
        }
    }
}

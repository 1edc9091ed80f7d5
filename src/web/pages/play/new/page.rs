//! The forms by which a role play is arranged: to play the rep, or to hold it.

use jiff::ToSpan;
use maud::{Markup, Render, html};

use super::arranged::{Arranged, DAYS_AHEAD, DAYS_BACK, LONGEST};
use crate::catalog::Page;
use crate::model::person::Person;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::{Setting, links};

/// A role play to be arranged.
#[derive(Debug)]
pub struct Arrange<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    /// Who can be chosen.
    pub others: &'a [&'a Person],
    pub typed: &'a Arranged,
    /// Why it was not arranged.
    pub problem: &'a str,
}

impl Render for Arrange<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.play {
                div.line { div.content {
                    h1.title { "Arrange a role play" }
                    p.summary { (links::page(self.page)) }
                    @if !self.problem.is_empty() { p.banner role="alert" { (self.problem) } }
                } }
                (line(2, "You play the rep", &html! { div #fl-book { (self.book()) } }))
                (line(2, "You hold it", &html! { div #fl-hold { (self.hold()) } }))
            }
        }
    }
}

impl Arrange<'_> {
    fn book(&self) -> Markup {
        html! {
            @if self.others.is_empty() {
                p { "Nobody is known by name here. Whoever holds it opens this page, and gives you the link." }
            } @else {
                form.said-wrong method="post" action=(urls::BOOK_PLAY) {
                    input type="hidden" name="play" value=(self.page.entry().id);
                    (self.choice("host", "Ask to hold and score it", "Choose a person", &self.typed.host, true))
                    label {
                        span { "When would it suit you? (if you like)" }
                        input type="text" name="note" maxlength=(LONGEST) value=(self.typed.note) dir="auto" autocomplete="off";
                    }
                    button.button type="submit" { "Book it" }
                    p.quiet { "It waits on the page “Role plays” of who is asked, and can be declined there, or taken back by you." }
                }
            }
        }
    }

    fn hold(&self) -> Markup {
        let today = self.setting.today;
        let day = if self.typed.day.is_empty() { today.to_string() } else { self.typed.day.clone() };
        html! {
            form.said-wrong method="post" action=(urls::HOLD_PLAY) {
                input type="hidden" name="play" value=(self.page.entry().id);
                @if !self.others.is_empty() {
                    (self.choice("person", "Who plays the rep", "Whoever opens the link", &self.typed.person, false))
                    (self.choice("buyer", "Who plays the customer", "I do", &self.typed.buyer, false))
                }
                label {
                    span { "On which day" }
                    input type="date" name="day" value=(day) min=(today.saturating_sub(DAYS_BACK.days()))
                        max=(today.saturating_add(DAYS_AHEAD.days())) required;
                }
                button.button type="submit" { "Hold it" }
                p.quiet {
                    "You score what you see, on a screen of your own. "
                    @if self.others.is_empty() { "The other one gets a link." }
                }
            }
        }
    }

    fn choice(&self, name: &str, label: &str, nobody: &str, chosen: &str, required: bool) -> Markup {
        html! {
            label {
                span { (label) }
                select name=(name) required[required] {
                    option value="" { (nobody) }
                    @for person in self.others { option value=(person.id) selected[person.id == chosen] { (person.name) } }
                }
            }
        }
    }
}

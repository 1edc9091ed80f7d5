//! No card: it was enough, or nothing waits. The next date is told in words.

use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::Session;
use crate::web::urls;
use crate::web::view::blocks::bare;
use crate::web::view::words;

/// Why no card is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There were cards enough, or time enough, or no other one waits.
    Enough,
    NothingDue,
    /// Nobody works today; on this day they do.
    Weekend(Date),
    /// What somebody chose has no card.
    NoCard,
    /// Nothing that cards are made of is written.
    Empty,
}

/// What is told instead of a card.
#[derive(Debug, Clone, Copy)]
pub struct Rest {
    pub why: Why,
    /// Cards that still wait today.
    pub waiting: usize,
    /// The next day on which something is asked.
    pub comes: Option<Date>,
    pub today: Date,
}

/// The page between two sessions.
#[derive(Debug)]
pub struct RestPage<'a> {
    pub rest: Rest,
    pub session: &'a Session,
}

impl Render for RestPage<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1.title { (self.title()) }
            @match self.rest.why {
                Why::Enough | Why::NothingDue => (self.next()),
                Why::Weekend(_) => (self.weekend()),
                Why::NoCard => (self.no_card()),
                Why::Empty => {
                    p { "Cards are made of tough questions, lessons and what counts as known, as soon as these are published." }
                    p { a href=(urls::BROWSE) { "Look around" } }
                }
            }
            p.quiet { "Nobody else sees a grade. " a href=(urls::ME) { "What is recorded about you" } }
        };
        html! { div.entry.practice.rest { (bare(&content)) } }
    }
}

impl RestPage<'_> {
    fn title(&self) -> String {
        match self.rest.why {
            Why::Enough if self.session.done == 0 => "That is enough for now".to_owned(),
            Why::Enough => {
                let cards = usize::try_from(self.session.done).unwrap_or(usize::MAX);
                format!("{} practised", words::count(cards, "card", "cards"))
            }
            Why::NothingDue => "Nothing is due today".to_owned(),
            Why::Weekend(_) => "Practice rests at the weekend".to_owned(),
            Why::NoCard => "There is no card for this".to_owned(),
            Why::Empty => "There is nothing to practise yet".to_owned(),
        }
    }

    fn next(&self) -> Markup {
        let Rest { waiting, comes, today, why } = self.rest;
        // What somebody chose is done; what waits is another thing.
        let on = if self.session.is_chosen() { Session::default() } else { self.session.anew() };
        html! {
            @if let Some(day) = comes { p.next-date { "Next: " time datetime=(day) { (on_day(day, today)) } "." } }
            @if waiting > 0 && why == Why::Enough {
                p { (words::count(waiting, "card waits", "cards wait")) " today, if you like." }
                p { a.button href=(on.address()) { "Go on" } }
            }
        }
    }

    fn weekend(&self) -> Markup {
        let Why::Weekend(day) = self.rest.why else { return Markup::default() };
        let anyway = Session { anyway: "1".to_owned(), ..self.session.anew() };
        html! {
            p.next-date { "Next: " time datetime=(day) { (on_day(day, self.rest.today)) } "." }
            @if self.rest.waiting > 0 { p { a.button href=(anyway.address()) { "Practise anyway" } } }
        }
    }

    fn no_card(&self) -> Markup {
        html! {
            p { "A tough question has one when it has a first response or an answer, a fact when it says what counts as known." }
            p { a href=(urls::PRACTICE) { "Practise what is due" } }
        }
    }
}

/// `tomorrow, Tuesday 24 Nov`.
fn on_day(day: Date, today: Date) -> String {
    format!("{}, {} {}", words::distance(day, today), day.strftime("%A"), words::day(day, today))
}

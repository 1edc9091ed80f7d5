//! "Did it work?": one tap, as a form.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, Render, html};

use super::deals::{deal, field, last_named};
use super::{Setting, words};
use crate::catalog::Page;
use crate::model::body::Answer;
use crate::store::{Asked, DAY, Millis, Said};
use crate::web::urls;

/// Uses that are asked about on the start page at once.
const MOST: usize = 3;
/// A use is asked about from the next visit on: another page, so long after it at least. Before that one still talks.
const NEXT_VISIT: Millis = 10 * 60 * 1000;
/// For how many days a day is told by its name.
const NAMED_DAYS: Millis = 7 * DAY;

/// The four things to say of a use, and the deal that it was in.
#[derive(Debug)]
pub struct Vote<'a> {
    pub setting: Setting<'a>,
    pub asked: &'a Asked,
    /// `objection/x#anchor`, by today's id.
    pub answer: String,
    /// It stands on the start page.
    pub start: bool,
}

impl Render for Vote<'_> {
    fn render(&self) -> Markup {
        html! {
            form.vote method="post" action=(urls::VOTE) data-act {
                input type="hidden" name="answer" value=(self.answer);
                (occasion(self.asked))
                @if self.start { input type="hidden" name="back" value="start"; }
                @if self.asked.deal.is_none() {
                    // Enter in the field says nothing yet: what would be pressed by it cannot be.
                    button type="submit" disabled hidden {}
                    (field(&self.setting, &self.field_id(), self.begun()))
                }
                @for said in Said::ALL {
                    button type="submit" name="value" value=(said.name()) aria-pressed=[self.pressed(said)] { (label(said)) }
                }
            }
        }
    }
}

impl<'a> Vote<'a> {
    fn field_id(&self) -> String {
        let name = format!("fl-deal-{}-{}", self.answer, self.asked.occasion);
        name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
    }

    /// What stands in the field: what was said without a deal is changed without one.
    fn begun(&self) -> &'a str {
        if self.asked.said.is_none() { last_named(&self.setting) } else { "" }
    }

    fn pressed(&self, said: Said) -> Option<&'static str> {
        (self.asked.said == Some(said)).then_some("true")
    }
}

/// Which use a form is about.
pub fn occasion(asked: &Asked) -> Markup {
    html! {
        @match (&asked.deal, asked.occasion.strip_prefix("day:")) {
            (Some(deal), _) => { input type="hidden" name="deal" value=(deal); }
            (None, Some(day)) => { input type="hidden" name="on" value=(day); }
            (None, None) => {}
        }
    }
}

fn label(said: Said) -> &'static str {
    match said {
        Said::Worked => "Worked",
        Said::Partly => "Partly",
        Said::DidNot => "Did not",
        Said::NotSaid => "Not said",
    }
}

/// When a use was: `today`, `yesterday`, `on Friday`, `on 12 Nov`.
pub fn when(at: Millis, now: Millis, today: Date) -> String {
    let day = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC).date();
    match (today - day).get_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2.. if now - at < NAMED_DAYS - DAY => format!("on {}", day.strftime("%A")),
        _ => format!("on {}", words::day(day, today)),
    }
}

/// What the viewer is asked about on the start page.
#[derive(Debug)]
pub struct AskedNow<'a> {
    pub setting: Setting<'a>,
}

impl<'a> AskedNow<'a> {
    /// The uses, each with its answer as it is today; what is gone is not asked about.
    fn uses(&self) -> Vec<(&'a Asked, Page<'a>, &'a Answer)> {
        let now = self.setting.seen.now;
        let due = |asked: &&Asked| asked.said.is_none() && asked.at <= now - NEXT_VISIT;
        let found = |asked: &'a Asked| {
            let page = self.setting.page(&asked.entry)?;
            let answer = page.entry().body.answers.iter().find(|answer| answer.anchor == asked.answer)?;
            Some((asked, page, answer))
        };
        self.setting.asked().filter(due).filter_map(found).take(MOST).collect()
    }

    fn question(&self, asked: &'a Asked, page: &Page, answer: &Answer) -> Markup {
        let link =
            html! { a href=(urls::answer_address(&page.entry().id, &answer.anchor)) dir="auto" { (answer.name) } };
        html! {
            p.asked-words {
                @match &asked.deal {
                    Some(name) => { "Did it work with " bdi { (deal(&self.setting, name)) } "? " span.quiet { (link) } }
                    None => { "You used " (link) " " (when(asked.at, self.setting.seen.now, self.setting.today)) ". Did it work?" }
                }
            }
        }
    }
}

impl Render for AskedNow<'_> {
    fn render(&self) -> Markup {
        let uses = self.uses();
        html! {
            @if !uses.is_empty() {
                (super::blocks::line(2, "Did it work?", &html! {
                    ul.did-it.plain {
                        @for (asked, page, answer) in uses {
                            li {
                                (self.question(asked, &page, answer))
                                (Vote { setting: self.setting, asked, answer: format!("{}#{}", page.entry().id, answer.anchor), start: true })
                            }
                        }
                    }
                }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_use_is_told_by_its_day() {
        let today = date(2026, 11, 23);
        let noon = |day: Date| day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp().as_millisecond();
        let told = |day| when(noon(day), noon(today), today);
        assert_eq!(told(today), "today");
        assert_eq!(told(date(2026, 11, 22)), "yesterday");
        assert_eq!(told(date(2026, 11, 20)), "on Friday");
        assert_eq!(told(date(2026, 11, 16)), "on 16 Nov");
        // A clock that was set back.
        assert_eq!(told(date(2026, 11, 25)), "on 25 Nov");
    }
}

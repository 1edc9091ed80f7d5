//! A whole path of somebody: how far they are, milestones with their days, steps in order.

use maud::{Markup, Render, html};

use super::step::{Eyes, StepRow};
use super::{Names, activity};
use crate::catalog::Page;
use crate::model::onboarding_path::Step;
use crate::model::taxonomy::in_words;
use crate::training::course::{Course, Leg, Outside};
use crate::training::learner::{Walked, Way};
use crate::web::view::blocks::line;
use crate::web::view::html::heading;
use crate::web::view::{Setting, links, words};

/// A path of somebody, for that person or for who goes along.
#[derive(Debug, Clone, Copy)]
pub struct Journey<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub way: &'a Way<'a>,
    pub eyes: Eyes<'a>,
}

impl Render for Journey<'_> {
    fn render(&self) -> Markup {
        html! {
            section.journey {
                @match &self.way.course {
                    Walked::Open(page, course) => {
                        (self.head(*page, course))
                        @for (place, leg) in course.legs.iter().enumerate() { (self.leg(*page, course, leg, place)) }
                        (self.outside(&course.outside))
                    }
                    Walked::Gone(closed) => {
                        div.line { div.content { h2.journey-title { (in_words(slug(&self.way.enrolment.path))) }
                            p { "This path is no longer in the playbook. What was closed on it is kept." } } }
                        (self.outside(closed))
                    }
                    // Not even what it is called.
                    Walked::Closed => div.line { div.content { h2.journey-title { "A path that is not for everybody" }
                        p { "It is not open to you. What was closed on it is kept, for those to whom it is." } } },
                }
            }
        }
    }
}

fn slug(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or_default()
}

impl Journey<'_> {
    fn head(&self, page: Page, course: &Course) -> Markup {
        let (enrolment, today) = (self.way.enrolment, self.setting.today);
        let is_own = matches!(self.eyes, Eyes::Own { .. });
        html! {
            div.line { div.content {
                h2.journey-title { (links::page(page)) }
                p.journey-meta { (started(enrolment.started.0, today)) " · " strong { (course.pace(today)) } }
                @for (word, id) in [("Buddy", &enrolment.buddy), ("Manager", &enrolment.manager)] {
                    @if let Some(id) = id { p.journey-meta { @if is_own { "Your " (word.to_lowercase()) " is " } @else { (word) " " } (self.names.reached(id)) } }
                }
                @if course.next().is_none() && !course.legs.is_empty() {
                    p.first-words { @if is_own { "You have been through all of it." } @else { "Through all of it." } }
                }
            } }
        }
    }

    fn leg(&self, page: Page, course: &Course, leg: &Leg, place: usize) -> Markup {
        let now = course.next().is_some_and(|(now, _)| std::ptr::eq(now, leg));
        let closed = leg.steps.iter().filter(|taken| taken.state.is_closed()).count();
        let is_done = closed == leg.steps.len();
        let id = format!("{}.leg-{place}", slug(page.entry().id.as_str()));
        html! {
            section.line.milestone.passed[is_done] {
                (heading(3, "label", None, html! { (name(leg, self.setting)) }))
                div.content {
                    @if let Some(goal) = &leg.milestone.goal { p.goal dir="auto" { (goal) } }
                    details.leg id=(id) open[now] {
                        summary {
                            (progress(closed, leg.steps.len()))
                            @if let Some(due) = leg.due.filter(|_| !is_done) { " · " (words::left(due, self.setting.today)) }
                        }
                        ol.steps {
                            @for taken in &leg.steps {
                                (StepRow { setting: self.setting, names: self.names, path: &page.entry().id, enrolment: self.way.enrolment, taken, eyes: self.eyes })
                            }
                        }
                    }
                }
            }
        }
    }

    /// What was closed and is not in the path any more.
    fn outside(&self, closed: &[Outside]) -> Markup {
        html! {
            @if !closed.is_empty() {
                (line(3, "No longer part of the path", &html! {
                    ul.plain.outside {
                        @for (step, on) in closed {
                            li {
                                span.activity { (activity(&Step { activity: Some(step.activity.clone()).filter(|word| !word.is_empty()), ..Step::default() })) } " "
                                bdi { (step.words) } " "
                                span.quiet { "closed " (words::day(*on, self.setting.today)) }
                            }
                        }
                    }
                }))
            }
        }
    }
}

/// How long somebody has been on it.
fn started(first_day: jiff::civil::Date, today: jiff::civil::Date) -> String {
    match (today - first_day).get_days() {
        0 => "Started today".to_owned(),
        days @ 1.. => format!("Day {}, since {}", days + 1, words::day(first_day, today)),
        days => format!("Starts in {}, on {}", words::span(days), words::day(first_day, today)),
    }
}

fn progress(closed: usize, of: usize) -> String {
    let steps = words::count(of, "step", "steps");
    match closed {
        0 => steps,
        closed if closed == of => format!("{steps}, all closed"),
        closed => format!("{steps}, {closed} closed"),
    }
}

/// `By 31 Dec`, or what the milestone is called.
fn name(leg: &Leg, setting: Setting) -> String {
    leg.due.map_or_else(|| in_words(&leg.milestone.id), |due| format!("By {}", words::day(due, setting.today)))
}

//! The next thing to do on a path, as one quiet block.

use maud::{Markup, Render, html};

use super::{Names, activity, lead, linked};
use crate::training::course::{Course, Leg, State};
use crate::training::learner::Way;
use crate::training::signing::Signer;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::{Setting, links, words};

/// What is next on one path; nothing where the path is gone or all is closed.
#[derive(Debug, Clone, Copy)]
pub struct Next<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub way: &'a Way<'a>,
}

impl Render for Next<'_> {
    fn render(&self) -> Markup {
        let Some((page, course)) = self.way.course.open() else { return Markup::default() };
        let Some((leg, next)) = course.next() else { return Markup::default() };
        html! {
            div.next-step {
                @match next {
                    Some(taken) => p.next-words dir="auto" {
                        a href=(urls::path_step(&page.entry().id, &taken.step.id)) aria-label={ (activity(taken.step)) ": where it stands on your path" } { (activity(taken.step)) }
                        " " (linked(&self.setting, taken.step))
                    },
                    None => p.next-words { "All that is left of this milestone waits for " (self.waits_for(leg)) "." },
                }
                @if let Some((address, words)) = next.and_then(|taken| lead(&self.setting, taken.step)) {
                    p.step-lead { a href=(address) { (words) } }
                }
                p.row-meta { (links::page(page)) " · " (self.far(course, leg)) }
            }
        }
    }
}

impl Next<'_> {
    fn far(&self, course: &Course, leg: &Leg) -> Markup {
        let today = self.setting.today;
        html! {
            @if let Some(due) = leg.due { (words::left(due, today)) " · " }
            span.pace { (course.pace(today)) }
        }
    }

    /// Whom the steps of a milestone wait for.
    fn waits_for(&self, leg: &Leg) -> String {
        let waiting = leg.steps.iter().filter(|taken| matches!(taken.state, State::Waits(_)));
        let mut names: Vec<String> = waiting
            .map(|taken| match Signer::of(taken.step).named(self.way.enrolment) {
                Some(id) => self.names.of(id),
                None => "a manager".to_owned(),
            })
            .collect();
        names.sort();
        names.dedup();
        words::and(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// What is next on every path of somebody, for the start page.
#[derive(Debug, Clone, Copy)]
pub struct NextUp<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub ways: &'a [Way<'a>],
}

impl Render for NextUp<'_> {
    fn render(&self) -> Markup {
        let next: Vec<Markup> =
            self.ways.iter().map(|way| Next { setting: self.setting, names: self.names, way }.render()).collect();
        html! {
            @if next.iter().any(|each| !each.0.is_empty()) {
                (line(2, "Next on your path", &html! {
                    div.next-up { @for each in &next { (each) } }
                    p.whole { a href=(urls::PATH) { "Your path" } }
                }))
            }
        }
    }
}

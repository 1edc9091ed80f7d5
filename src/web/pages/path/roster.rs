//! The form that puts somebody on a path, and the list of who is on one.

use maud::{Markup, Render, html};

use super::typed::{Typed, first_day};
use super::whom::Everybody;
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::store::Enrolment;
use crate::training::learner::path;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::path::Names;
use crate::web::view::{Setting, links, words};

/// The form, and who is on a path.
#[derive(Debug)]
pub struct Roster<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub viewer: &'a Viewer,
    pub everybody: &'a Everybody,
    pub enrolments: &'a [Enrolment],
    pub typed: &'a Typed,
    /// Why nothing was noted.
    pub problem: &'a str,
}

impl Render for Roster<'_> {
    fn render(&self) -> Markup {
        let changes = !self.typed.change.is_empty();
        html! {
            div.entry.assign {
                div.line { div.content {
                    h1.title { @if changes { "Change a path" } @else { "Put somebody on a path" } }
                    p.summary { "Who and which path is enough. All else can be said later, and nothing that is closed is lost." }
                } }
                (line(2, if changes { "Change" } else { "New" }, &self.form()))
                @if !self.enrolments.is_empty() { (line(2, "On a path", &self.list())) }
            }
        }
    }
}

impl Roster<'_> {
    fn form(&self) -> Markup {
        let typed = self.typed;
        html! {
            @if !self.problem.is_empty() { p.problem role="alert" { (self.problem) } }
            form.said-wrong method="post" action=(urls::PATH_ASSIGN) {
                input type="hidden" name="change" value=(typed.change);
                @if typed.change.is_empty() {
                    label { span { "Who" } (self.people("person", &typed.person, "Choose")) }
                    label { span { "Which path" } (self.paths()) }
                } @else {
                    input type="hidden" name="person" value=(typed.person);
                    input type="hidden" name="path" value=(typed.path);
                    p { bdi { (self.names.of(&typed.person)) } ": " (self.path(&typed.path)) }
                }
                label { span { "First day" } (self.first_day()) }
                p.hint #fl-first-day { "Milestones count from it. " @if typed.change.is_empty() { "Left empty, it is today." } }
                @if typed.person != self.viewer.id {
                    label { span { "Buddy, who signs what a buddy signs" } (self.people("buddy", &typed.buddy, "Nobody yet")) }
                    label { span { "Manager, who signs the rest" } (self.people("manager", &typed.manager, "Nobody in particular: any manager")) }
                } @else {
                    p.hint { "Somebody else names your own buddy and manager." }
                }
                button.button type="submit" { @if typed.change.is_empty() { "Put on this path" } @else { "Keep the change" } }
            }
        }
    }

    /// Browsers have a calendar for days; what is no day they would not show again.
    fn first_day(&self) -> Markup {
        let text = &self.typed.started;
        let is_day = text.is_empty() || first_day(text, self.setting.today).is_ok_and(|day| day.to_string() == *text);
        html! {
            input type=(if is_day { "date" } else { "text" }) name="started" value=(text) aria-describedby="fl-first-day"
                aria-invalid=[(!is_day).then_some("true")] maxlength="40" autocomplete="off";
        }
    }

    fn people(&self, name: &str, chosen: &str, none: &str) -> Markup {
        let offered = |id: &str| self.everybody.has(id) && (name != "manager" || self.everybody.may_lead(id));
        html! {
            select name=(name) required[name == "person"] {
                option value="" { (none) }
                @for (id, called) in self.everybody.all().iter().filter(|(id, _)| offered(id)) { option value=(id) selected[id == chosen] { (called) } }
                @if !chosen.is_empty() && !offered(chosen) { option value=(chosen) selected { (self.names.of(chosen)) } }
            }
        }
    }

    fn paths(&self) -> Markup {
        let mut paths: Vec<_> = self.setting.catalog.of_kind(Kind::OnboardingPath).collect();
        paths.sort_by(|a, b| a.entry().title.cmp(&b.entry().title));
        html! {
            select name="path" required {
                option value="" { "Choose" }
                @for path in paths {
                    option value=(path.entry().id) selected[path.entry().id.as_str() == self.typed.path] { (path.entry().title) }
                }
            }
        }
    }

    fn list(&self) -> Markup {
        let mut enrolments: Vec<_> = self.enrolments.iter().map(|one| (self.names.of(&one.person), one)).collect();
        enrolments.sort_by_key(|(name, _)| name.to_lowercase());
        html! { ul.offers { @for (name, one) in &enrolments { li { (self.row(name, one)) } } } }
    }

    /// A path by what it is called; also one that is not for everybody, for whom it is.
    fn path(&self, id: &str) -> Markup {
        match path(self.setting.catalog, self.viewer, id) {
            Some((page, _)) => links::page(page),
            None => links::reference(&self.setting, id),
        }
    }

    fn row(&self, name: &str, one: &Enrolment) -> Markup {
        html! {
            div.duty {
                div {
                    p { bdi { (name) } ": " (self.path(&one.path)) }
                    p.row-meta {
                        "First day " (words::day(one.started.0, self.setting.today))
                        @if let Some(buddy) = &one.buddy { " · buddy " bdi { (self.names.of(buddy)) } }
                        @if let Some(manager) = &one.manager { " · manager " bdi { (self.names.of(manager)) } }
                    }
                }
                div.acts {
                    a.button href=(urls::assign(&one.person, &one.path)) aria-label={ "Change: " (name) } { "Change" }
                    form method="post" action=(urls::PATH_END) {
                        input type="hidden" name="person" value=(one.person);
                        input type="hidden" name="path" value=(one.path);
                        button.plain-button type="submit" aria-label={ "End: " (name) } { "End" }
                    }
                }
            }
        }
    }
}

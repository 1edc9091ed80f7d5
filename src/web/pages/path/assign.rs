//! `GET` and `POST /path/assign`: puts somebody on a path, or changes since when and with whom. For managers and the
//! stewards of paths.

use std::collections::HashMap;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};

use super::super::{blocking, setting_there};
use super::typed::{Typed, first_day};
use super::whom::{Everybody, may_assign, names_of_path};
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::store::{Enrolment, FirstDay};
use crate::training::learner::path;
use crate::web::error::{Drawn, Error};
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::path::Names;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, words};

const UNWRITTEN: &str = "Nothing can be noted just now, so what you chose is still here. Try again in a moment.";

/// The form, filled with what is known of somebody on a path.
pub async fn form(State(app): State<App>, Asker(viewer): Asker, Query(asked): Query<Typed>) -> Result<Response, Error> {
    if !may_assign(&viewer) {
        return Err(Error::Forbidden);
    }
    let (enrolments, given) = (app.store.enrolments().await?, app.store.names().await?);
    let (today, former) = names_of_path(&app.catalog(), &viewer, &asked.path);
    let is_it = |one: &&Enrolment| one.person == asked.person && (one.path == today || former.contains(&one.path));
    let typed = match enrolments.iter().find(is_it) {
        Some(known) => Typed {
            person: known.person.clone(),
            path: today.clone(),
            started: known.started.0.to_string(),
            buddy: known.buddy.clone().unwrap_or_default(),
            manager: known.manager.clone().unwrap_or_default(),
            change: "yes".to_owned(),
        },
        None => Typed { path: today.clone(), change: String::new(), ..asked },
    };
    draw(app, viewer.as_ref().clone(), Read { enrolments, given }, typed, String::new()).await
}

/// Notes it. What is wrong with it is told beside what was typed.
pub async fn assign(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::BadRequest)?;
    if !may_assign(&viewer) {
        return Err(Error::Forbidden);
    }
    let read = Read { enrolments: app.store.enrolments().await?, given: app.store.names().await? };
    let (enrolment, former) = match checked(&app, &viewer, &read, &typed) {
        Ok(checked) => checked,
        Err(problem) => return again(app, &viewer, read, typed, problem, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    let came_as = (enrolment.person == viewer.id).then(|| viewer.name.clone());
    match app.store.enrol(enrolment, former, came_as).await {
        Ok(true) => Ok(Redirect::to(urls::PATH_ASSIGN).into_response()),
        Ok(false) => {
            let problem =
                "This person is on two paths already, and nobody is on more at a time. End one of them first.";
            again(app, &viewer, read, typed, problem.to_owned(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => {
            let status = Error::from(error).status();
            again(app, &viewer, read, typed, UNWRITTEN.to_owned(), status).await
        }
    }
}

/// What the store says of it.
#[derive(Debug)]
struct Read {
    enrolments: Vec<Enrolment>,
    given: HashMap<String, String>,
}

/// What is to be noted, with the former names of the path; or what is wrong.
fn checked(app: &App, viewer: &Viewer, read: &Read, typed: &Typed) -> Result<(Enrolment, Vec<String>), String> {
    let catalog = app.catalog();
    let everybody = Everybody::of(&Names { catalog: &catalog, given: &read.given }, viewer);
    let is_known = |id: &str| everybody.has(id) || read.enrolments.iter().any(|one| one.person == id);
    if !is_known(&typed.person) {
        return Err("Choose who is to take the path.".to_owned());
    }
    if path(&catalog, viewer, &typed.path).is_none() {
        return Err("Choose the path.".to_owned());
    }
    let (path, former) = names_of_path(&catalog, viewer, &typed.path);
    let is_it = |one: &&Enrolment| one.person == typed.person && (one.path == path || former.contains(&one.path));
    let known = read.enrolments.iter().find(is_it);
    let kept = known.filter(|_| typed.change.is_empty());
    let started = match (typed.started.trim(), known) {
        ("", Some(known)) => known.started,
        ("", None) => FirstDay(app.today_there()),
        (text, _) => FirstDay(first_day(text, app.today_there())?),
    };
    let along = |id: &str, word: &str, before: Option<&String>| match id {
        "" => Ok(before.cloned()),
        id if id == typed.person => Err(format!("Nobody is a {word} of their own: choose somebody else, or nobody.")),
        id if !everybody.has(id) => Err(format!("Choose the {word} from the list, or nobody.")),
        id => Ok(Some(id.to_owned())),
    };
    let buddy = along(&typed.buddy, "buddy", kept.and_then(|one| one.buddy.as_ref()))?;
    let manager = along(&typed.manager, "manager", kept.and_then(|one| one.manager.as_ref()))?;
    let (person, given_by) = (typed.person.clone(), Some(viewer.id.clone()));
    Ok((Enrolment { person, path, started, buddy, manager, given_by, at: app.now(), ended_at: None }, former))
}

async fn again(
    app: App,
    viewer: &Viewer,
    read: Read,
    typed: Typed,
    problem: String,
    status: StatusCode,
) -> Result<Response, Error> {
    let mut response = draw(app, viewer.clone(), read, typed, problem).await?;
    *response.status_mut() = status;
    response.extensions_mut().insert(Drawn);
    Ok(response)
}

async fn draw(app: App, viewer: Viewer, read: Read, typed: Typed, problem: String) -> Result<Response, Error> {
    let drawn = blocking(move || {
        let catalog = app.catalog();
        let names = Names { catalog: &catalog, given: &read.given };
        let page = Assign {
            setting: setting_there(&app, &catalog),
            names,
            viewer: &viewer,
            everybody: &Everybody::of(&names, &viewer),
            enrolments: &read.enrolments,
            typed: &typed,
            problem: &problem,
        };
        Shell { site: &app.name, title: "Who is on a path", field: Field::default(), content: &page }.render()
    });
    Ok(for_one(drawn.await?.into_response()))
}

/// The form, and who is on a path.
#[derive(Debug)]
pub struct Assign<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub viewer: &'a Viewer,
    pub everybody: &'a Everybody,
    pub enrolments: &'a [Enrolment],
    pub typed: &'a Typed,
    /// Why nothing was noted.
    pub problem: &'a str,
}

impl Render for Assign<'_> {
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

impl Assign<'_> {
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
                    p { bdi { (self.names.of(&typed.person)) } ": " (links::reference(&self.setting, &typed.path)) }
                }
                label { span { "First day" } (self.first_day()) }
                p.hint #fl-first-day { "Milestones count from it. " @if typed.change.is_empty() { "Left empty, it is today." } }
                label { span { "Buddy, who signs what a buddy signs" } (self.people("buddy", &typed.buddy, "Nobody yet")) }
                label { span { "Manager, who signs the rest" } (self.people("manager", &typed.manager, "Nobody in particular: any manager")) }
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
        html! {
            select name=(name) required[name == "person"] {
                option value="" { (none) }
                @for (id, called) in self.everybody.all() { option value=(id) selected[id == chosen] { (called) } }
                @if !chosen.is_empty() && !self.everybody.has(chosen) { option value=(chosen) selected { (self.names.of(chosen)) } }
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

    fn row(&self, name: &str, one: &Enrolment) -> Markup {
        html! {
            div.duty {
                div {
                    p { bdi { (name) } ": " (links::reference(&self.setting, &one.path)) }
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

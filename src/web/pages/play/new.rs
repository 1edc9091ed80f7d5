//! `GET /plays/new`: a role play is arranged. `POST /plays/hold`: by who holds and scores it. `POST /plays/book`: by who wants
//! to play it, and asks somebody.

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::{again, role_play};
use crate::catalog::{Catalog, Page};
use crate::model::person::{Person, Viewer};
use crate::store::{PlaySession, PlayState};
use crate::training::plays::Sheet;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::pages::setting;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links};

/// Most letters of what is said when asking.
const LONGEST: usize = 200;
/// How long ago a role play may have been that is entered now, and how far ahead one is planned.
const DAYS_BACK: i32 = 2;
const DAYS_AHEAD: i32 = 90;

/// What an address or a form says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Arranged {
    play: String,
    /// Who plays the rep; empty for whoever opens the link.
    person: String,
    /// Who is asked to hold it.
    host: String,
    buyer: String,
    day: String,
    note: String,
}

/// The forms.
pub async fn new(
    State(app): State<App>,
    Asker(viewer): Asker,
    asked: Result<Query<Arranged>, QueryRejection>,
) -> Result<Response, Error> {
    let Query(typed) = asked.map_err(|_| Error::BadRequest)?;
    Ok(for_one(draw(&app, &viewer, &typed, "")?.into_response()))
}

/// Opens a role play that the viewer holds, and leads to it.
pub async fn hold(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Arranged>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::BadRequest)?;
    match held(&app, &viewer, &typed)? {
        Ok(session) => kept(&app, &viewer, &typed, session).await,
        Err(problem) => Ok(again(StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &viewer, &typed, problem)?)),
    }
}

/// Asks somebody to hold a role play that the viewer wants to play.
pub async fn book(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Arranged>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::BadRequest)?;
    match booked(&app, &viewer, &typed)? {
        Ok(session) => kept(&app, &viewer, &typed, session).await,
        Err(problem) => Ok(again(StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &viewer, &typed, problem)?)),
    }
}

async fn kept(app: &App, viewer: &Viewer, typed: &Arranged, session: PlaySession) -> Result<Response, Error> {
    let is_open = session.state == PlayState::Open;
    match app.store.keep_play(session).await.map_err(Error::from) {
        Ok(id) if is_open => Ok(Redirect::to(&urls::play(&id)).into_response()),
        Ok(_) => Ok(Redirect::to(urls::PLAYS).into_response()),
        Err(error) => {
            let problem = "This could not be kept just now. What you chose is still here: try again in a moment.";
            Ok(again(error.status(), draw(app, viewer, typed, problem)?))
        }
    }
}

/// What is opened; or what is wrong with it.
fn held(app: &App, viewer: &Viewer, typed: &Arranged) -> Result<Result<PlaySession, &'static str>, Error> {
    let catalog = app.catalog();
    let (page, sheet) = played(&catalog, viewer, &typed.play)?;
    let others = others(app, &catalog, viewer);
    let known = |id: &str| id.is_empty() || others.iter().any(|person| person.id == id);
    let today = app.today_there();
    let day = if typed.day.is_empty() { Some(today) } else { typed.day.parse::<Date>().ok() };
    let near =
        |day: &Date| *day >= today.saturating_sub(DAYS_BACK.days()) && *day <= today.saturating_add(DAYS_AHEAD.days());
    Ok(if !typed.person.is_empty() && typed.person == viewer.id {
        Err("Nobody scores themselves. To play the rep yourself, ask somebody else to hold it.")
    } else if !known(&typed.person) || !(known(&typed.buyer) || typed.buyer == viewer.id) {
        Err("That is nobody of the team. Choose somebody of the list.")
    } else if !typed.person.is_empty() && typed.buyer == typed.person {
        Err("One person cannot play both sides. Choose somebody else for the customer, or nobody.")
    } else if let Some(day) = day.filter(near) {
        let named = |id: &String| Some(id.clone()).filter(|id| !id.is_empty() && *id != viewer.id);
        let base = unplayed(page, app);
        Ok(PlaySession {
            state: PlayState::Open,
            person: named(&typed.person),
            host: Some(viewer.id.clone()),
            buyer: named(&typed.buyer),
            day: Some(day),
            rubric: sheet.to_text(),
            ..base
        })
    } else {
        Err("Choose a day of the last two days or of the next three months.")
    })
}

fn booked(app: &App, viewer: &Viewer, typed: &Arranged) -> Result<Result<PlaySession, &'static str>, Error> {
    let catalog = app.catalog();
    let (page, _) = played(&catalog, viewer, &typed.play)?;
    let note = typed.note.trim();
    Ok(if !typed.host.is_empty() && typed.host == viewer.id {
        Err("Nobody scores themselves. Ask somebody else.")
    } else if !others(app, &catalog, viewer).iter().any(|person| person.id == typed.host) {
        Err("Choose whom you ask.")
    } else if note.chars().count() > LONGEST {
        Err("200 characters are enough to say when it would suit you.")
    } else {
        let base = unplayed(page, app);
        Ok(PlaySession {
            person: Some(viewer.id.clone()),
            host: Some(typed.host.clone()),
            note: note.to_owned(),
            ..base
        })
    })
}

/// A role play between nobody yet.
fn unplayed(page: Page<'_>, app: &App) -> PlaySession {
    PlaySession {
        id: String::new(),
        play: page.entry().id.to_string(),
        state: PlayState::Asked,
        person: None,
        host: None,
        buyer: None,
        day: None,
        note: String::new(),
        rubric: String::new(),
        at: app.now(),
    }
}

/// The entry, and what it is scored by.
fn played<'a>(catalog: &'a Catalog, viewer: &Viewer, play: &str) -> Result<(Page<'a>, Sheet), Error> {
    let page = catalog.page_for(viewer, play).ok_or(Error::NotFound)?;
    let unscored = Error::Invalid("It cannot be scored yet: its entry needs a rubric and a pass mark.");
    let sheet = Sheet::of(role_play(page).ok_or(Error::NotFound)?).ok_or(unscored)?;
    Ok((page, sheet))
}

/// Everybody else of the team; nobody where people are not told apart by name.
fn others<'a>(app: &App, catalog: &'a Catalog, viewer: &Viewer) -> Vec<&'a Person> {
    let people = catalog.loaded().people.all();
    let others = people.filter(|person| person.active && person.id != viewer.id && app.auth.identity.knows_people());
    let mut others: Vec<_> = others.collect();
    others.sort_by(|a, b| a.name.cmp(&b.name));
    others
}

fn draw(app: &App, viewer: &Viewer, typed: &Arranged, problem: &str) -> Result<Markup, Error> {
    let catalog = app.catalog();
    let (page, _) = played(&catalog, viewer, &typed.play)?;
    let others = others(app, &catalog, viewer);
    let content = Arrange { setting: setting(app, &catalog), page, others: &others, typed, problem };
    Ok(Shell { site: &app.name, title: "Arrange a role play", field: Field::default(), content: &content }.render())
}

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

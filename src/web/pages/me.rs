//! `GET /me`: what is recorded about you, to be read, taken along (`/me.json`) and erased (`POST /me/erase`).

use axum::Form;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::setting;
use crate::insights::signals::day_of;
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::store::Record;
use crate::web::error::{Drawn, Error};
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::setting::Reference;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, words};

/// Most rows that the page shows; the file has them all.
const MOST: usize = 100;

/// The page of whoever asks.
pub async fn me(State(app): State<App>, Asker(viewer): Asker) -> Result<Response, Error> {
    let records = app.store.recorded(&viewer.id).await?;
    Ok(for_one(draw(&app, &viewer, &records, "").into_response()))
}

/// Everything, for another program.
pub async fn json(State(app): State<App>, Asker(viewer): Asker) -> Result<Response, Error> {
    let records = app.store.recorded(&viewer.id).await?;
    let name = [(header::CONTENT_DISPOSITION, "attachment; filename=\"about-me.json\"")];
    Ok((name, Json(serde_json::json!({ "id": viewer.id, "recorded": records }))).into_response())
}

/// Whether it is meant.
#[derive(Debug, Default, Deserialize)]
pub struct Meant {
    #[serde(default)]
    sure: String,
}

/// Erases it, where the box is ticked.
pub async fn erase(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Meant>, FormRejection>,
) -> Result<Response, Error> {
    let Form(Meant { sure }) = form.map_err(|_| Error::BadRequest)?;
    if sure != "yes" {
        let records = app.store.recorded(&viewer.id).await?;
        let problem = "Nothing was erased: tick the box first, since it cannot be brought back.";
        let page = draw(&app, &viewer, &records, problem);
        let mut response = (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
        response.extensions_mut().insert(Drawn);
        return Ok(response);
    }
    app.store.erase_person(&viewer.id).await?;
    app.auth.forget(&viewer.id);
    app.outcomes.refresh_all().await;
    Ok(Redirect::to(urls::ME).into_response())
}

fn draw(app: &App, viewer: &Viewer, records: &[Record], problem: &str) -> Markup {
    let catalog = app.catalog();
    let page = AboutMe { setting: setting(app, &catalog), viewer, records, problem };
    Shell { site: &app.name, title: "What is recorded about you", field: Field::default(), content: &page }.render()
}

/// What is recorded about one person.
#[derive(Debug)]
pub struct AboutMe<'a> {
    pub setting: Setting<'a>,
    pub viewer: &'a Viewer,
    pub records: &'a [Record],
    /// Why nothing was erased.
    pub problem: &'a str,
}

impl Render for AboutMe<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.listing {
                div.line { div.content {
                    h1.title { "What is recorded about you" }
                    p.summary { "You are " strong dir="auto" { (self.name()) } ". Nobody else sees this page." }
                    @if !self.problem.is_empty() { p.banner role="alert" { (self.problem) } }
                } }
                (line(2, "Kept", &kept()))
                (line(2, "Recorded", &self.recorded()))
                (line(2, "Erase it", &erase_form()))
            }
        }
    }
}

impl AboutMe<'_> {
    fn name(&self) -> &str {
        if self.viewer.name.is_empty() { &self.viewer.id } else { &self.viewer.name }
    }

    fn recorded(&self) -> Markup {
        html! {
            @if self.records.is_empty() { p { "Nothing." } } @else {
                ul.plain.recorded { @for record in self.records.iter().take(MOST) { li { (self.record(record)) } } }
                @if self.records.len() > MOST { p.quiet { "And " (self.records.len() - MOST) " more, in the file." } }
                p { a href=(urls::ME_JSON) { "Take all of it along, as JSON" } }
            }
        }
    }

    fn record(&self, record: &Record) -> Markup {
        // The words of a step are those of its path.
        let is_of_path = record.entry.split('/').next() == Some(Kind::OnboardingPath.name());
        let hidden = is_of_path && matches!(self.setting.follow_for(self.viewer, &record.entry), Reference::Hidden);
        html! {
            time datetime=(day_of(record.at)) { (words::day(day_of(record.at), self.setting.today)) } " "
            strong { (record.what) } " "
            @if !record.entry.is_empty() { (links::reference_for(&self.setting, self.viewer, &record.entry)) " " }
            @if !hidden { span.quiet dir="auto" { (words::cut(&record.details, 200)) } }
        }
    }
}

/// For how long, in words.
fn kept() -> Markup {
    html! {
        ul.points {
            li { "What you search for: with you for 30 days, the words for 180." }
            li { "Words that led you to an entry which you used: with you for 12 months, as a wording of it for 14." }
            li { "What you use and what you confirm: with you for 12 months." }
            li { "How answers went: as long as the answer. No colleague sees who said what." }
            li { "Paths that you are on and what you closed of them: for 12 months after they end. Your buddy and managers see them." }
            li { "What you flag: until it is closed, then 12 months." }
            li { "What you practise, and how it came: while you practise, and 12 months longer. Nobody else sees a grade." }
            li { "Role plays: levels and notes for 12 months, that you passed for 24. Levels and notes are seen by you and who scored; that you passed, by managers too, and by your buddy on a path." }
            li { "That you looked on in a role play: as long as the role play is kept. Nobody sees it." }
        }
    }
}

fn erase_form() -> Markup {
    html! {
        p {
            "Everything above loses your name and every word that you wrote. What was counted stays counted, as of nobody. \
             What is written in the files of the playbook stays: that is in git."
        }
        form.said-wrong method="post" action=(urls::ME_ERASE) {
            label.sure { input type="checkbox" name="sure" value="yes"; span { "Yes, erase it. It cannot be brought back." } }
            button.button type="submit" { "Erase what is recorded about me" }
        }
    }
}

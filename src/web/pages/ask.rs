//! `POST /not-this`: what was found is not what somebody needs. `GET` and `POST /ask`: a question to the team. Nobody is
//! asked why, and nothing that was typed is lost.

use std::collections::BTreeSet;

use axum::Extension;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};
use serde::Deserialize;

use super::{blocking, setting};
use crate::model::Kind;
use crate::model::taxonomy::Vocabulary;
use crate::search::Request;
use crate::store::Ask;
use crate::web::error::{Drawn, Error};
use crate::web::identity::Asker;
use crate::web::query::SearchQuery;
use crate::web::searches::searched;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, words};

/// Letters of a question to the team, and of a term.
const LONGEST: usize = 400;
const LONGEST_TERM: usize = 100;

/// What a form or an address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    /// The entry that was open.
    entry: String,
    stage: String,
    persona: String,
    /// It is noted that nothing of it was an answer.
    noted: String,
    /// The number of a question that was asked.
    asked: i64,
}

/// What was sent, no longer than the form lets anybody write.
fn asked(form: Result<Form<Asked>, FormRejection>) -> Result<Asked, Error> {
    let Form(mut asked) = form.map_err(|_| Error::BadRequest)?;
    for (text, most) in [(&mut asked.q, LONGEST), (&mut asked.stage, LONGEST_TERM), (&mut asked.persona, LONGEST_TERM)]
    {
        *text = text.chars().take(most).collect();
    }
    Ok(asked)
}

/// Notes that what was found is not what somebody needs, and offers to ask the team.
pub async fn not_this(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Asked>, FormRejection>,
) -> Result<Response, Error> {
    let asked = asked(form)?;
    let noted = refuse(&app, &viewer.id, &asked).await;
    match noted {
        Ok(Some(text)) => Ok(Redirect::to(&urls::ask_instead(&text)).into_response()),
        Ok(None) => Ok(Redirect::to(urls::ASK).into_response()),
        Err(error) => failed(app, asked, error).await,
    }
}

/// The form, or what became of it.
pub async fn ask(
    State(app): State<App>,
    Asker(viewer): Asker,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Markup, Error> {
    let Query(asked) = asked.map_err(|_| Error::BadRequest)?;
    let known = if asked.asked > 0 { app.store.ask_of(asked.asked, &viewer.id).await? } else { None };
    blocking(move || draw(&app, &asked, known.as_ref(), None)).await
}

/// Asks the team.
pub async fn send(
    State(app): State<App>,
    Asker(viewer): Asker,
    form: Result<Form<Asked>, FormRejection>,
) -> Result<Response, Error> {
    let asked = asked(form)?;
    if asked.q.trim().is_empty() {
        let page =
            blocking(move || draw(&app, &asked, None, Some("Write the question first, as the customer said it.")))
                .await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    match put(&app, &viewer.id, &asked).await {
        Ok(number) => Ok(Redirect::to(&format!("{}?asked={number}", urls::ASK)).into_response()),
        Err(error) => failed(app, asked, error).await,
    }
}

/// Notes that a search was in vain: the one in the form, else the last.
async fn refuse(app: &App, person: &str, asked: &Asked) -> Result<Option<String>, Error> {
    let (catalog, query) = (app.catalog(), SearchQuery { text: asked.q.clone(), limit: 1, ..SearchQuery::default() });
    let noted = blocking(move || {
        let answer = catalog.search.search(&query.request());
        searched(&query, &answer, "page").unwrap_or_default()
    });
    let entry = Some(asked.entry.as_str()).filter(|entry| app.catalog().page(entry).is_some());
    Ok(app.store.say_no(person, noted.await?, entry, app.now()).await?)
}

async fn put(app: &App, person: &str, asked: &Asked) -> Result<i64, Error> {
    let text = asked.q.trim().to_owned();
    refuse(app, person, asked).await?;
    let (catalog, words) = (app.catalog(), text.clone());
    let sure = blocking(move || catalog.search.search(&Request::new(words, 1)));
    let sure = Some(sure.await?).filter(|answer| answer.confident);
    let nearest = sure.and_then(|answer| answer.hits.into_iter().next()).map(|hit| hit.id);
    let given = |value: &String| Some(value.clone()).filter(|value| !value.is_empty());
    let (stage, persona) = (given(&asked.stage), given(&asked.persona));
    let ask = Ask { person: Some(person.to_owned()), text, stage, persona, nearest, at: app.now(), ..Ask::default() };
    Ok(app.store.ask(ask).await?)
}

/// The form again, with all that was typed, and what went wrong.
async fn failed(app: App, asked: Asked, error: Error) -> Result<Response, Error> {
    let page = blocking(move || {
        draw(
            &app,
            &asked,
            None,
            Some("This could not be written down just now. What you typed is still here: try again in a moment."),
        )
    })
    .await?;
    Ok((error.status(), Extension(Drawn), page).into_response())
}

fn draw(app: &App, asked: &Asked, known: Option<&Ask>, wrong: Option<&str>) -> Markup {
    let catalog = app.catalog();
    let text = known.map_or(asked.q.as_str(), |ask| ask.text.as_str());
    let nearest = catalog.search.search(&Request::new(text, 1)).hits.into_iter().next();
    let kind = nearest.and_then(|hit| catalog.page(&hit.id)).map_or(Kind::Objection, |page| page.entry().kind);
    let page = AskTheTeam { setting: setting(app, &catalog), asked, known, wrong, kind };
    Shell { site: &app.name, title: "Ask the team", field: Field { text, ..Field::default() }, content: &page }.render()
}

/// A question to the team.
#[derive(Debug)]
pub struct AskTheTeam<'a> {
    pub setting: Setting<'a>,
    pub asked: &'a Asked,
    /// It was asked already.
    pub known: Option<&'a Ask>,
    /// What went wrong, in words.
    pub wrong: Option<&'a str>,
    /// The kind of the entry that comes nearest.
    pub kind: Kind,
}

impl Render for AskTheTeam<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.ask {
                div.line { div.content {
                    h1.title { @if self.known.is_some() { "Asked" } @else { "Ask the team" } }
                    @if let Some(wrong) = self.wrong { p.summary role="alert" { (wrong) } }
                    @else if !self.asked.noted.is_empty() { p.summary { "Noted: nothing here was an answer. Nobody asks you why." } }
                } }
                @match self.known {
                    Some(ask) => (self.told(ask)),
                    None => (line(2, "The question", &self.form())),
                }
                div.line { div.content { p.whole {
                    @if !self.asked.q.is_empty() { a href=(urls::search(&self.asked.q, &[])) { "Back to the search" } " · " }
                    a href=(urls::START) { "Start" }
                } } }
            }
        }
    }
}

impl AskTheTeam<'_> {
    fn form(&self) -> Markup {
        html! {
            form.asking action=(urls::ASK) method="post" {
                label for="ask-q" { "As the customer said it" }
                textarea #ask-q name="q" rows="3" maxlength=(LONGEST) dir="auto" required { (self.asked.q) }
                input type="hidden" name="entry" value=(self.asked.entry);
                (self.choice("stage", "Stage of the deal", Vocabulary::Stages, &self.asked.stage))
                (self.choice("persona", "Who asked", Vocabulary::Personas, &self.asked.persona))
                p.quiet { (self.whom("goes to")) " They see the question, the stage and the role, and your name; never a deal's." }
                button.act type="submit" { "Ask" }
            }
        }
    }

    fn choice(&self, name: &str, label: &str, vocabulary: Vocabulary, chosen: &str) -> Markup {
        let terms = self.setting.catalog.loaded().taxonomy.terms(vocabulary);
        html! {
            @if !terms.is_empty() {
                label for={ "ask-" (name) } { (label) }
                select id={ "ask-" (name) } name=(name) {
                    option value="" { "Not said" }
                    @for term in terms.iter().filter(|term| !term.closed) {
                        option value=(term.id) selected[term.id == chosen] { (term.label) }
                    }
                }
            }
        }
    }

    /// Who looks after the kind of what comes nearest, by name.
    fn whom(&self, goes: &str) -> String {
        let people = self.setting.catalog.loaded().people.all();
        let stewards: BTreeSet<&str> = people
            .filter(|person| person.active && person.roles.is_steward_of(self.kind))
            .map(|person| person.name.as_str())
            .collect();
        let kind = self.kind.many().to_lowercase();
        if stewards.is_empty() {
            return format!("Nobody is named who looks after {kind}: it {goes} everybody who opens the list of gaps.");
        }
        let names: Vec<&str> = stewards.into_iter().collect();
        format!(
            "It {goes} {}, who {} after {kind}.",
            words::and(&names),
            if names.len() == 1 { "looks" } else { "look" }
        )
    }

    fn told(&self, ask: &Ask) -> Markup {
        let answer = ask.answered_by.as_deref().and_then(|id| self.setting.catalog.page(id));
        html! {
            (line(2, "The question", &html! { p.first-words dir="auto" { q { (ask.text) } } }))
            (line(2, "What now", &html! {
                @match answer {
                    Some(page) => { p { "It is answered: " (links::page(page)) } }
                    None => {
                        p { (self.whom("went to")) }
                        p { "As soon as an entry answers it, the start page tells you." }
                    }
                }
            }))
        }
    }
}

//! `GET /content-health`: what is served, since when, and what is wrong with the content.

use axum::extract::State;
use jiff::Timestamp;
use maud::{Markup, Render, html};

use super::{blocking, setting};
use crate::catalog::{Failure, Understanding};
use crate::history::{self, Standing};
use crate::model::person::Viewer;
use crate::model::{Diagnostic, Severity};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::{Fact, facts, line};
use crate::web::view::browse::Tally;
use crate::web::view::pulling::{Pulling, instant};
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, findings, links, words};

/// The state of the content.
pub async fn content_health(State(app): State<App>, Asker(viewer): Asker) -> Result<Markup, Error> {
    // Git is asked how far the remote is, unless many ask it something.
    let turn = app.writing.turn().await;
    blocking(move || draw(&app, &viewer, turn.is_some())).await
}

fn draw(app: &App, viewer: &Viewer, asks_git: bool) -> Markup {
    let catalog = app.catalog();
    let failure = app.live.failure();
    let (watching, understanding) = (app.live.watching(), app.live.understanding());
    let page = ContentHealth {
        setting: setting(app, &catalog),
        now: app.clock.now(),
        failure: failure.as_deref(),
        stale: app.live.is_stale(),
        watching: &watching,
        understanding: &understanding,
        pulling: app.pulls.state().map(|state| Pulling {
            state,
            remote: &app.git.remote,
            apart: asks_git.then(|| history::apart(&catalog.loaded().root, &app.git.remote)).flatten(),
            steward: viewer.roles.is_steward(),
        }),
    };
    Shell { site: &app.name, title: "Content health", field: Field::default(), content: &page }.render()
}

/// The most files of which the findings are listed.
const MOST_FILES: usize = 200;

/// What somebody who looks after the content wants to know.
#[derive(Debug)]
pub struct ContentHealth<'a> {
    pub setting: Setting<'a>,
    pub now: Timestamp,
    /// The last rebuild that failed.
    pub failure: Option<&'a Failure>,
    /// None has succeeded since.
    pub stale: bool,
    pub watching: &'a str,
    pub understanding: &'a Understanding,
    /// Nothing where nothing is pulled.
    pub pulling: Option<Pulling<'a>>,
}

impl Render for ContentHealth<'_> {
    fn render(&self) -> Markup {
        let diagnostics = self.setting.catalog.diagnostics();
        html! {
            div.entry.health {
                div.line { div.content { h1.title { "Content health" } p.summary { (self.summary(diagnostics)) } } }
                @if let Some(failure) = self.failure.filter(|_| self.stale) {
                    div.line { div.content { div.banner {
                        p { strong { "The last reading of the content failed." } " An older state is served." }
                        p dir="auto" { (failure.message) }
                        p.quiet { (instant(failure.at, self.now)) }
                    } } }
                }
                (line(2, "What is wrong", &found(&self.setting, diagnostics)))
                @if !self.setting.catalog.questions().is_empty() {
                    (line(2, "What could be entries", &questions(&self.setting)))
                }
                (line(2, "What is missing", &html! { p { a href=(urls::GAPS) { "What was asked in vain" } ", and what can be done about it." } }))
                (line(2, "What is served", &Tally(self.setting.catalog.counts())))
                (line(2, "How it is kept", &facts(&self.kept())))
                @if let Some(pulling) = &self.pulling { (line(2, "The remote", &pulling.told(self.now))) }
            }
        }
    }
}

impl ContentHealth<'_> {
    fn summary(&self, diagnostics: &[Diagnostic]) -> String {
        if self.stale { "What is served is not what the folder holds now.".to_owned() } else { counted(diagnostics) }
    }

    fn kept(&self) -> Vec<Fact> {
        let catalog = self.setting.catalog;
        let closed = match catalog.restricted() {
            0 => "none".to_owned(),
            number => words::count(number, "entry", "entries"),
        };
        let facts = [
            Fact::text("Last change", Some(instant(catalog.built_at, self.now))),
            Fact::text(
                "Last failure",
                Some(
                    self.failure
                        .map_or("none".to_owned(), |last| format!("{}: {}", instant(last.at, self.now), last.message)),
                ),
            ),
            Fact::text("Follows changes by", Some(self.watching)),
            Fact::text("Its past", Some(remembered(&catalog.history().standing))),
            Fact::text("Search", Some(understood(self.understanding))),
            Fact::text("Not for everybody", Some(closed)),
            Fact::text("Revision", Some(catalog.revision.to_string())),
        ];
        facts.into_iter().flatten().collect()
    }
}

/// How much of the history is known, in words.
fn remembered(standing: &Standing) -> String {
    match standing {
        Standing::Unasked => "Git is being asked; until then nothing is dated.".to_owned(),
        Standing::Whole => "Git knows all of it.".to_owned(),
        Standing::Shallow => {
            "The repository is a shallow clone, so what is older has no date. `git fetch --unshallow` on the server brings it.".to_owned()
        }
        Standing::Unknown(reason) => format!("Nobody knows who wrote what, and when: {reason}."),
    }
}

/// How far search understands meaning, in words.
fn understood(understanding: &Understanding) -> String {
    match understanding {
        Understanding::Ready(all) => {
            format!("It understands meaning: {} read.", words::count(*all, "entry is", "entries are"))
        }
        Understanding::Reading { done, all } => format!(
            "Entries are being read for their meaning: {done} of {all}. Until then the others are found by their words alone."
        ),
        Understanding::Loading => {
            "It goes by words until the model that reads for meaning is loaded, which takes a moment.".to_owned()
        }
        Understanding::Off => "It goes by words alone: no model is wanted (--model none).".to_owned(),
        Understanding::Failed(why) => {
            format!("It goes by words alone: {why}. Everything else works; the next start tries the model again.")
        }
    }
}

/// Of files that are closed nothing is told here but that there are some.
fn closed(count: usize) -> Markup {
    let (verb, whose) = if count == 1 { ("is", "its") } else { ("are", "their") };
    html! {
        p { (words::count(count, "file", "files")) " " (verb) " not for everybody, since " (whose) " " code { "visibility" }
            " cannot be read. " code { "fieldlore check" } " tells which, and why." }
    }
}

fn counted(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|finding| finding.severity == severity).count();
    match (of(Severity::Error), of(Severity::Warning)) {
        (0, 0) => "Every file that is served could be read, and every link leads somewhere.".to_owned(),
        (errors, warnings) => {
            format!("{}, {}.", words::count(errors, "error", "errors"), words::count(warnings, "warning", "warnings"))
        }
    }
}

/// How much in plain pages reads like a customer's question.
fn questions(setting: &Setting) -> Markup {
    let count = setting.catalog.questions().iter().map(|page| page.questions.len()).sum();
    let verb = if count == 1 { "looks" } else { "look" };
    html! {
        p { a href=(urls::QUESTIONS) { (words::count(count, "heading", "headings")) } " in plain pages " (verb) " like tough questions." }
    }
}

/// Findings by file, files with errors first; of very many files, the first.
fn found(setting: &Setting, diagnostics: &[Diagnostic]) -> Markup {
    let mut files: Vec<&[Diagnostic]> = diagnostics.chunk_by(|a, b| a.path == b.path).collect();
    files.sort_by_key(|findings| !findings.iter().any(|finding| finding.severity == Severity::Error));
    html! {
        @let closed_files = setting.catalog.kept_closed();
        @if closed_files > 0 { (closed(closed_files)) } @else if files.is_empty() { p { "Nothing is wrong." } }
        @for findings in files.iter().take(MOST_FILES) {
            section.file {
                h3.path dir="ltr" {
                    @let path = findings[0].path.as_str();
                    @match setting.catalog.page_at(path) {
                        Some(page) => { a href=(page.address()) { (path) } " " (links::edit(page.entry())) }
                        None => (path),
                    }
                }
                ul.findings { @for each in *findings { (findings::finding(setting, each)) } }
            }
        }
        @if files.len() > MOST_FILES {
            p.quiet { "There are " (words::count(files.len() - MOST_FILES, "more file", "more files")) ". " code { "fieldlore check" } " lists them all." }
        }
    }
}

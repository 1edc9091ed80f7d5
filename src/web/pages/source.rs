//! `GET /source/{path}`: the file of an entry with numbered lines, and what is wrong in them.

use axum::extract::{Path, State};
use maud::{Markup, Render, html};

use super::{blocking, setting};
use crate::catalog::Page;
use crate::content::Loaded;
use crate::fs;
use crate::model::Diagnostic;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::html::ticked;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links};

/// The most lines that are shown.
const MOST_LINES: usize = 20_000;
/// The most bytes that are shown; entries are read no further either.
const MOST_BYTES: usize = 4 << 20;

/// The file as it was read. Only files of entries that the asker may read have an answer.
pub async fn source(State(app): State<App>, Asker(viewer): Asker, Path(path): Path<String>) -> Result<Markup, Error> {
    blocking(move || {
        let catalog = app.catalog();
        let page = catalog.page_at_for(&viewer, &path).ok_or(Error::NotFound)?;
        let text = read(catalog.loaded(), &path)?;
        let edit = app.writing.edit(&path);
        let source = Source { setting: setting(&app, &catalog), page, text: &text, edit };
        Ok(Shell { site: &app.name, title: &path, field: Field::default(), content: &source }.render())
    })
    .await?
}

/// The bytes that the entry was read from: a newer state of the file may be meant for fewer eyes.
fn read(loaded: &Loaded, path: &str) -> Result<String, Error> {
    let full = loaded.root.join(path);
    if !loaded.has_file(path) {
        return Err(Error::NotFound);
    }
    let bytes = fs::read(&full).map_err(|error| {
        tracing::warn!(%error, "a source could not be read");
        Error::NotFound
    })?;
    if !loaded.is_as_read(path, &bytes) {
        return Err(Error::NotFound);
    }
    Ok(String::from_utf8_lossy(&bytes[..bytes.len().min(MOST_BYTES)]).into_owned())
}

/// A file, line by line.
#[derive(Debug)]
pub struct Source<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    pub text: &'a str,
    /// What the forge is called, and where it edits the file.
    pub edit: Option<(&'static str, String)>,
}

impl Render for Source<'_> {
    fn render(&self) -> Markup {
        let findings = self.page.diagnostics();
        let lines = (1..).zip(self.text.lines()).take(MOST_LINES);
        html! {
            div.entry {
                div.line { div.content {
                    nav.crumbs aria-label="Breadcrumbs" { ol { li { (links::page(self.page)) } } }
                    h1.path dir="ltr" { (self.page.entry().path) }
                    p { a href=(urls::change(&self.page.entry().id)) { "Suggest a change" }
                        @if let Some((forge, address)) = &self.edit { " · " a href=(address) rel="noreferrer" { "Edit on " (forge) } } }
                } }
                ol.source dir="ltr" aria-label="Lines of the file" {
                    @for (number, line) in lines { (numbered(number, line, of_line(&findings, number))) }
                    @if self.text.is_empty() { (numbered(1, "", of_line(&findings, 1))) }
                }
            }
        }
    }
}

/// The findings of one line, out of those of the file, which are sorted by line.
fn of_line(findings: &[Diagnostic], number: u32) -> &[Diagnostic] {
    let start = findings.partition_point(|finding| finding.line < number);
    let length = findings[start..].partition_point(|finding| finding.line == number);
    &findings[start..start + length]
}

fn numbered(number: u32, line: &str, here: &[Diagnostic]) -> Markup {
    html! {
        li id={ "L" (number) } class=[here.first().map(|finding| finding.severity.word())] {
            code { (line) }
            @for finding in here { p.message dir="auto" { (ticked(&finding.message)) " " span.by { (ticked(&finding.help)) } } }
        }
    }
}

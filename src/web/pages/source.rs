//! `GET /source/{path}`: the file of an entry with numbered lines, and what is wrong in them.

use axum::extract::{Path, State};
use maud::{Markup, Render, html};

use super::setting;
use crate::catalog::Page;
use crate::fs;
use crate::model::Diagnostic;
use crate::web::error::Error;
use crate::web::state::App;
use crate::web::view::html::ticked;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links};

/// The most bytes that are shown; entries are read no further either.
const MOST_BYTES: usize = 4 << 20;

/// The file as it is on disk now. Only files of served entries have an answer.
pub async fn source(State(app): State<App>, Path(path): Path<String>) -> Result<Markup, Error> {
    let catalog = app.catalog();
    catalog.page_at(&path).ok_or(Error::NotFound)?;
    let root = catalog.loaded().root.clone();
    let wanted = path.clone();
    let text = tokio::task::spawn_blocking(move || read(&root, &wanted)).await.map_err(|_| Error::Internal)??;
    let page = catalog.page_at(&path).ok_or(Error::NotFound)?;
    let source = Source { setting: setting(&app, &catalog), page, text: &text };
    Ok(Shell { site: &app.name, title: &path, field: Field::default(), content: &source }.render())
}

fn read(root: &std::path::Path, path: &str) -> Result<String, Error> {
    let full = root.join(path);
    if !fs::inside(root, &full) || !fs::is_file(&full) {
        return Err(Error::NotFound);
    }
    let bytes = fs::read(&full).map_err(|error| {
        tracing::warn!(%error, "a source could not be read");
        Error::NotFound
    })?;
    Ok(String::from_utf8_lossy(&bytes[..bytes.len().min(MOST_BYTES)]).into_owned())
}

/// A file, line by line.
#[derive(Debug)]
pub struct Source<'a> {
    pub setting: Setting<'a>,
    pub page: Page<'a>,
    pub text: &'a str,
}

impl Render for Source<'_> {
    fn render(&self) -> Markup {
        let findings: Vec<_> = self.page.diagnostics().iter().collect();
        html! {
            div.source-page {
                nav.crumbs aria-label="Breadcrumbs" { ol { li { (links::page(self.page)) } } }
                h1.path dir="ltr" { (self.page.entry().path) }
                ol.source dir="ltr" tabindex="0" aria-label="Lines of the file" {
                    @for (index, line) in self.text.lines().enumerate() { (numbered(index + 1, line, &findings)) }
                }
            }
        }
    }
}

fn numbered(number: usize, line: &str, findings: &[&Diagnostic]) -> Markup {
    let here: Vec<_> = findings.iter().filter(|finding| finding.line as usize == number).collect();
    html! {
        li id={ "L" (number) } class=[here.first().map(|finding| finding.severity.word())] {
            code { (line) }
            @for finding in here { p.message dir="auto" { (ticked(&finding.message)) " " (ticked(&finding.help)) } }
        }
    }
}

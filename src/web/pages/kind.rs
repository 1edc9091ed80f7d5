//! `GET /{kind}`: everything of a kind. `?in=` shows one of its shelves or folders, `?page=` a further leaf of it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};

use super::{blocking, setting};
use crate::catalog::{Folder, Shelf};
use crate::model::Kind;
use crate::model::taxonomy::{Vocabulary, in_words};
use crate::web::error::Error;
use crate::web::query::ListQuery;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::listing::{Head, LEAF, Leaf, head};
use crate::web::view::shell::Field;
use crate::web::view::tree::Tree;
use crate::web::view::{Setting, Shell, words};

/// Entries that are shown without a further click, on all shelves together.
const SHOWN: usize = 300;
/// The fewest that a shelf shows of its own.
const LEAST: usize = 3;
/// Shelves that are shown.
const SHELVES: usize = 150;

/// All entries of a kind, or the entry that once had this address.
pub async fn kind(State(app): State<App>, Path(name): Path<String>, query: ListQuery) -> Result<Response, Error> {
    let Some(kind) = Kind::from_name(&name) else {
        let former = app.catalog().page(&name).map(|page| Redirect::permanent(&page.address()).into_response());
        return former.ok_or(Error::NotFound);
    };
    if kind.name() != name {
        return Ok(Redirect::permanent(&urls::kind(kind)).into_response());
    }
    blocking(move || draw(&app, kind, &query)).await?.map(IntoResponse::into_response)
}

fn draw(app: &App, kind: Kind, query: &ListQuery) -> Result<Markup, Error> {
    let catalog = app.catalog();
    let page = OfKind { setting: setting(app, &catalog), kind, query };
    if query.within.is_some() && !page.is_known() {
        return Err(Error::NotFound);
    }
    Ok(Shell { site: &app.name, title: &page.title(), field: Field::default(), content: &page }.render())
}

/// The page of a kind.
#[derive(Debug)]
pub struct OfKind<'a> {
    pub setting: Setting<'a>,
    pub kind: Kind,
    pub query: &'a ListQuery,
}

impl Render for OfKind<'_> {
    fn render(&self) -> Markup {
        html! { div.entry.listing { (self.top()) (self.body()) (self.begin()) } }
    }
}

impl<'a> OfKind<'a> {
    fn shelves(&self) -> &'a [Shelf] {
        self.setting.catalog.shelves().of_kind(self.kind)
    }

    fn shelf(&self) -> Option<&'a Shelf> {
        let key = self.query.within.as_deref()?;
        self.shelves().iter().find(|shelf| shelf.key == key)
    }

    fn folder(&self) -> Option<&'a Folder> {
        let folders = &self.setting.catalog.shelves().folders;
        folders.find(self.query.within.as_deref().unwrap_or_default()).filter(|_| self.kind == Kind::Page)
    }

    fn is_known(&self) -> bool {
        self.shelf().is_some() || self.folder().is_some()
    }

    /// What the tab is called.
    fn title(&self) -> String {
        match (self.shelf(), self.folder()) {
            (Some(shelf), _) => format!("{}: {}", self.kind.many(), self.label(&shelf.key)),
            (_, Some(folder)) if !folder.path.is_empty() => format!("{}: {}", self.kind.many(), folder.path),
            _ => self.kind.many().to_owned(),
        }
    }

    fn top(&self) -> Markup {
        let back = [(self.kind.many(), urls::kind(self.kind))];
        match (self.shelf(), self.folder()) {
            (Some(shelf), _) => head(&back, &self.label(&shelf.key), self.counted(shelf.paths.len())),
            (_, Some(folder)) if !folder.path.is_empty() => {
                let mut crumbs = back.to_vec();
                let above = folder.path.match_indices('/').map(|(end, _)| &folder.path[..end]);
                crumbs
                    .extend(above.map(|path| (path.rsplit('/').next().unwrap_or(path), urls::shelf(Kind::Page, path))));
                head(&crumbs, folder.name(), self.counted(folder.total))
            }
            _ => head(&[("Browse", urls::BROWSE.to_owned())], self.kind.many(), self.summary()),
        }
    }

    fn counted(&self, number: usize) -> String {
        words::count(number, &self.kind.one().to_lowercase(), &self.kind.many().to_lowercase())
    }

    fn summary(&self) -> Markup {
        let count = self.setting.catalog.counts().get(&self.kind).copied().unwrap_or_default();
        html! {
            @if count == 0 { "There are none yet." }
            @else { (self.counted(count)) (order(self.kind)) "." }
        }
    }

    fn body(&self) -> Markup {
        let leaf = self.query.leaf;
        if let Some(folder) = self.folder() {
            let tree = Tree { setting: self.setting, folder, leaf };
            return if folder.total == 0 {
                self.empty()
            } else {
                html! { div.line { div.content { (tree) } } }
            };
        }
        match (self.shelf(), self.shelves()) {
            (None, []) => self.empty(),
            (Some(shelf), _) => self.leaf(shelf, &urls::shelf(self.kind, &shelf.key)),
            (None, [only]) if only.key.is_empty() => self.leaf(only, &urls::kind(self.kind)),
            (None, shelves) => self.overview(shelves),
        }
    }

    fn leaf(&self, shelf: &'a Shelf, list: &str) -> Markup {
        let leaf = Leaf { setting: self.setting, paths: &shelf.paths, number: self.query.leaf, list };
        html! { div.line { div.content { (leaf) } } }
    }

    /// Every shelf with its first entries.
    fn overview(&self, shelves: &'a [Shelf]) -> Markup {
        let all: usize = shelves.iter().map(|shelf| shelf.paths.len()).sum();
        let most = if all <= SHOWN { SHOWN } else { (SHOWN / shelves.len()).clamp(LEAST, LEAF) };
        let first = |shelf: &'a Shelf| Head {
            setting: self.setting,
            paths: &shelf.paths,
            most,
            all: urls::shelf(self.kind, &shelf.key),
        };
        html! {
            @for shelf in shelves.iter().take(SHELVES) { (line(2, &self.label(&shelf.key), &first(shelf))) }
            @if shelves.len() > SHELVES {
                div.line { div.content { p.quiet {
                    "There are " (shelves.len() - SHELVES) " more groups; search finds what is in them."
                } } }
            }
        }
    }

    fn begin(&self) -> Markup {
        html! {
            @if self.kind != Kind::Page {
                div.line { div.content { p.quiet.way-to-begin {
                    a href=(urls::begin(self.kind)) { "Write a new " (self.kind.one().to_lowercase()) }
                } } }
            }
        }
    }

    fn empty(&self) -> Markup {
        html! {
            div.line { div.content { p {
                @if self.kind == Kind::Page { "Every Markdown file outside the folders of the other kinds is a page." }
                @else { "Markdown files in the folder " code { (self.kind.folder()) "/" } " of the content are here at once." }
            } } }
        }
    }

    /// What a shelf is called.
    fn label(&self, key: &str) -> String {
        match (self.kind, key) {
            (Kind::Objection, "") => "Without a category".to_owned(),
            (Kind::Objection, id) => self.setting.label(Vocabulary::ObjectionCategories, id),
            (Kind::Checklist, "") => "At any stage".to_owned(),
            (Kind::Checklist, id) => self.setting.label(Vocabulary::Stages, id),
            (Kind::WinLoss, "") => "Without an outcome".to_owned(),
            (Kind::WinLoss, "lost_competitor") => "Lost to a competitor".to_owned(),
            (Kind::WinLoss, "lost_no_decision") => "Lost to no decision".to_owned(),
            (_, "") => self.kind.many().to_owned(),
            (_, key) => in_words(key),
        }
    }
}

/// By what the entries of a kind are arranged.
fn order(kind: Kind) -> &'static str {
    match kind {
        Kind::Objection => " by category, with what to say first",
        Kind::Lesson => ": what to do, and what to avoid",
        Kind::Stage => " in the order of the pipeline",
        Kind::Checklist => " by stage",
        Kind::WinLoss => " by outcome, the newest first",
        Kind::ProofPoint => ", with what may be said outside",
        Kind::Page => " by folder",
        _ => "",
    }
}

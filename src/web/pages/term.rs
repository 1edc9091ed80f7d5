//! `GET /browse/{facet}/{value}`: everything that concerns a stage, an alternative, a person, or has a tag.
//! `?kind=` shows all of one kind, `?page=` a further leaf of it.

use std::borrow::Cow;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, Render, html};

use super::{blocking, setting};
use crate::catalog::{Catalog, Page, Term, glance, vocabulary};
use crate::model::Kind;
use crate::model::nearest::nearest;
use crate::search::Facet;
use crate::web::error::Error;
use crate::web::query::ListQuery;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::listing::{Head, Leaf, entries, head};
use crate::web::view::shell::Field;
use crate::web::view::terms::Terms;
use crate::web::view::{Setting, Shell, facets, links};

/// Entries of each kind that are shown without a further click.
const SHOWN: usize = 25;
/// Terms that are named where one is unknown.
const NAMED: usize = 50;

/// The page of a term. A term of taxonomy.yaml has one even where nothing is written about it yet.
pub async fn term(
    State(app): State<App>,
    Path((facet, value)): Path<(String, String)>,
    query: ListQuery,
) -> Result<Response, Error> {
    let facet = Facet::ALL.into_iter().find(|known| known.name() == facet).ok_or(Error::NotFound)?;
    if facet == Facet::Kind {
        let kind = Kind::from_name(&value).ok_or(Error::NotFound)?;
        return Ok(Redirect::permanent(&urls::kind(kind)).into_response());
    }
    if facet == Facet::Owner {
        return Ok(Redirect::permanent(&urls::term(facet, &value)).into_response());
    }
    blocking(move || draw(&app, facet, &value, &query)).await
}

fn draw(app: &App, facet: Facet, value: &str, query: &ListQuery) -> Response {
    let catalog = app.catalog();
    let setting = setting(app, &catalog);
    let title = format!("{}: {}", facets::name(facet), setting.facet_value(facet, value));
    let shell =
        |title: &str, content: &dyn Render| Shell { site: &app.name, title, field: Field::default(), content }.render();
    match known(&catalog, facet, value) {
        Some(term) => shell(&title, &Concerning { setting, facet, term: &term, query }).into_response(),
        None => {
            let page = shell("There is nothing here", &Unknown { setting, facet, value });
            (StatusCode::NOT_FOUND, page).into_response()
        }
    }
}

fn known<'a>(catalog: &'a Catalog, facet: Facet, value: &str) -> Option<Cow<'a, Term>> {
    let listed = || catalog.loaded().taxonomy.term(vocabulary(facet)?, value);
    let unused = || listed().map(|_| Cow::Owned(Term { value: value.to_owned(), ..Term::default() }));
    catalog.shelves().term(facet, value).map(Cow::Borrowed).or_else(unused)
}

/// Everything that concerns a term.
#[derive(Debug)]
pub struct Concerning<'a> {
    pub setting: Setting<'a>,
    pub facet: Facet,
    pub term: &'a Term,
    pub query: &'a ListQuery,
}

impl Render for Concerning<'_> {
    fn render(&self) -> Markup {
        let address = urls::term(self.facet, &self.term.value);
        html! {
            div.entry.listing {
                (self.top())
                @match self.query.kind {
                    Some(kind) => (self.all(kind, &address)),
                    None => {
                        @if let Some(about) = self.about() { (line(2, about.entry().kind.one(), &card(about))) }
                        @for (kind, paths) in &self.term.kinds {
                            @let all = urls::of_kind(&address, *kind);
                            (line(2, kind.many(), &Head { setting: self.setting, paths, most: SHOWN, all }))
                        }
                        @if self.term.total == 0 { div.line { div.content { p { "Nothing is written about this yet." } } } }
                    }
                }
            }
        }
    }
}

impl<'a> Concerning<'a> {
    fn top(&self) -> Markup {
        let label = self.setting.facet_value(self.facet, &self.term.value);
        let mut crumbs = vec![("Browse", urls::BROWSE.to_owned())];
        if self.query.kind.is_some() {
            crumbs.push((&label, urls::term(self.facet, &self.term.value)));
        }
        let is = vocabulary(self.facet)
            .and_then(|vocabulary| self.setting.catalog.loaded().taxonomy.term(vocabulary, &self.term.value))
            .map(|term| term.is.as_str())
            .filter(|is| !is.is_empty());
        let summary = html! {
            (facets::name(self.facet)) @if let Some(is) = is { ": " (is) } " · " (entries(self.term.total))
        };
        head(&crumbs, &label, summary)
    }

    fn about(&self) -> Option<Page<'a>> {
        self.setting.catalog.page_at(self.term.about.as_deref()?)
    }

    fn all(&self, kind: Kind, address: &str) -> Markup {
        let paths = self.term.kinds.iter().find(|(of, _)| *of == kind).map(|(_, paths)| paths);
        let list = urls::of_kind(address, kind);
        html! {
            @match paths {
                Some(paths) => (line(2, kind.many(), &Leaf { setting: self.setting, paths, number: self.query.leaf, list: &list })),
                None => { div.line { div.content { p { "There are no " (kind.many().to_lowercase()) " about this." } } } }
            }
        }
    }
}

/// The entry that is about the term itself, in large words.
fn card(page: Page) -> Markup {
    html! {
        p.spoken { (links::page(page)) }
        @if !glance(page.entry()).is_empty() { p.first-words dir="auto" { (glance(page.entry())) } }
    }
}

/// A term that nobody knows, and those that are known.
#[derive(Debug)]
pub struct Unknown<'a> {
    pub setting: Setting<'a>,
    pub facet: Facet,
    pub value: &'a str,
}

impl Render for Unknown<'_> {
    fn render(&self) -> Markup {
        let terms = self.setting.catalog.shelves().terms(self.facet);
        let near = nearest(self.value, terms.iter().map(|term| term.value.as_str()));
        html! {
            div.entry.refusal {
                (head(&[("Browse", urls::BROWSE.to_owned())], "There is nothing here", html! {
                    "Nothing has the " (facets::name(self.facet).to_lowercase()) " " q { (self.value) } "."
                }))
                @if let Some(near) = near {
                    (line(2, "Perhaps", &html! {
                        a href=(urls::term(self.facet, near)) { (self.setting.facet_value(self.facet, near)) }
                    }))
                }
                @if !terms.is_empty() {
                    (line(2, "There are", &Terms { setting: self.setting, facet: self.facet, most: NAMED, counted: true }))
                }
            }
        }
    }
}

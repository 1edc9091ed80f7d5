//! Refusals and failures in plain words. A wrong address suggests the entries nearest to it.

use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};
use percent_encoding::percent_decode_str;

use crate::catalog::{Catalog, Page};
use crate::model::Kind;
use crate::model::nearest::nearest;
use crate::search::Request;
use crate::web::error::Error;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::shell::Field;
use crate::web::view::{Shell, links};

/// How many entries are suggested.
const SUGGESTED: usize = 5;

/// With more entries than this, only search says what is near: spelling is compared with every address.
const MOST_SPELLED: usize = 20_000;

/// Letters of an address that are looked for.
const MOST_LETTERS: usize = 200;

/// Draws an error for a path.
pub fn page(app: &App, error: Error, path: &str) -> Response {
    let catalog = app.catalog();
    let words = words(path);
    let hits = match error {
        Error::NotFound if !words.is_empty() => {
            let request = Request { query: words.clone(), limit: SUGGESTED, ..Request::default() };
            catalog.search.search(&request).hits
        }
        _ => Vec::new(),
    };
    let few = catalog.counts().values().sum::<usize>() <= MOST_SPELLED;
    let spelled = (error == Error::NotFound && few).then(|| spelled_like(&catalog, path)).flatten();
    let is_new = |page: &Page| spelled.is_none_or(|known| known.address() != page.address());
    let found = hits.iter().filter_map(|hit| catalog.page(&hit.id)).filter(is_new);
    let nearest = spelled.into_iter().chain(found).collect();
    let content = Refusal { error, nearest, words: &words };
    Shell { site: &app.name, title: title(error), field: Field::default(), content: &content }.render().into_response()
}

/// The same for somebody of whom it is not known who they are: nothing that is written here is told.
pub fn bare(app: &App, error: Error) -> Response {
    let content = Refusal { error, nearest: Vec::new(), words: "" };
    Shell { site: &app.name, title: title(error), field: Field::default(), content: &content }.render().into_response()
}

/// The entry whose address is only a few letters away, by all of its path or by the last part of it.
fn spelled_like<'a>(catalog: &'a Catalog, path: &str) -> Option<Page<'a>> {
    let decoded = percent_decode_str(path).decode_utf8_lossy().to_lowercase();
    let bare = decoded.trim_matches('/').trim_end_matches(".md");
    let is_kind = |first: &str| Kind::all().any(|kind| kind.name() == first || kind.folder() == first);
    let wanted = bare.split_once('/').filter(|(first, _)| is_kind(first)).map_or(bare, |(_, slug)| slug);
    let last = |slug: &'a str| slug.rsplit('/').next().unwrap_or(slug);
    let slugs = || catalog.pages().map(|page| page.entry().id.slug());
    let whole = nearest(wanted, slugs());
    let name = || nearest(wanted.rsplit('/').next().unwrap_or(wanted), slugs().map(last));
    let found = whole.or_else(name)?;
    catalog.pages().find(|page| page.entry().id.slug() == found || last(page.entry().id.slug()) == found)
}

/// The words of a path, as one would search for them.
fn words(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let words = decoded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_kind = |word: &str| Kind::all().any(|kind| kind.name() == word || kind.folder() == word);
    let words = words.filter(|word| !is_kind(word)).take(12).collect::<Vec<_>>().join(" ");
    words.chars().take(MOST_LETTERS).collect()
}

/// An error for people.
#[derive(Debug)]
pub struct Refusal<'a> {
    pub error: Error,
    pub nearest: Vec<Page<'a>>,
    /// The words of the address.
    pub words: &'a str,
}

impl Render for Refusal<'_> {
    fn render(&self) -> Markup {
        html! {
            div.entry.refusal {
                div.line { div.content {
                    h1.title { (title(self.error)) }
                    p.summary { (advice(self.error)) }
                } }
                @if !self.nearest.is_empty() {
                    (crate::web::view::blocks::line(2, "Perhaps", &links::with_kinds(&self.nearest)))
                }
                div.line { div.content { p.whole {
                    @if self.error == Error::NotFound && !self.words.is_empty() {
                        a href=(urls::search(self.words, &[])) { "Search for “" (self.words) "”" } " · "
                    }
                    @if matches!(self.error, Error::SignedOut | Error::SignInFailed | Error::ProviderSilent) {
                        a href=(urls::SIGN_IN) { "Sign in" } " · "
                    }
                    a href=(urls::START) { "Start" }
                } } }
            }
        }
    }
}

fn title(error: Error) -> &'static str {
    match error {
        Error::NotFound => "There is nothing here",
        Error::BadRequest => "That request makes no sense here",
        Error::MethodNotAllowed => "This page can only be read",
        Error::WrongHost => "This server has another name",
        Error::NoSuchAnswer => "There is no such answer",
        Error::NoSuchDeal => "There is no such deal",
        Error::Invalid(_) => "That cannot be taken as it is",
        Error::Unwritable => "That could not be kept",
        Error::Forbidden => "This is not for everybody",
        Error::Store => "That cannot be looked up just now",
        Error::Busy => "Others are asking git just now",
        Error::Timeout => "That took too long",
        Error::Internal => "Something broke",
        Error::SignedOut => "You are not signed in",
        Error::NotTheProxy | Error::NotNamed => "Nobody knows who you are",
        Error::Left => "This is not open to you any more",
        Error::CrossSite => "Another site asked for this",
        Error::Unsigned => "This is not signed",
        Error::TooLarge => "That is too much at once",
        Error::TooMany { .. } => "That was too often",
        Error::SignInFailed => "The sign-in did not work",
        Error::ProviderSilent => "You cannot sign in just now",
    }
}

fn advice(error: Error) -> &'static str {
    match error {
        Error::NotFound => "The entry was moved or taken out, or the address has a slip in it.",
        Error::BadRequest => "Go back and try again.",
        Error::MethodNotAllowed => "Nothing was changed.",
        Error::WrongHost => "Whoever runs it has to name the host that you asked for when starting it.",
        Error::NoSuchDeal => "Take one that is offered, call it by a name of its own, or leave the field empty.",
        Error::NoSuchAnswer => "It was taken out or named anew since the page was opened. Open the entry again.",
        Error::Invalid(words) => words,
        Error::Unwritable => {
            "Nothing can be written just now, perhaps because the disk is full. Everything can still be read. Go back \
            and try again in a moment."
        }
        Error::Forbidden => "Whoever runs the server gives roles, in people.yaml or by the identity provider.",
        Error::Store => "Entries and search answer as ever. Try again in a moment.",
        Error::Busy => "Entries and search answer as ever. Try again in a few seconds.",
        Error::Timeout => "Try again; a shorter question is quicker.",
        Error::Internal => "It is in the log of the server. Other pages still work.",
        Error::SignedOut => {
            "Nothing was changed. Sign in, in another tab if something is typed here, and send it again."
        }
        Error::NotTheProxy => {
            "This server is reached through a proxy that signs people in, and this request came past it. Use the address that your team uses."
        }
        Error::NotNamed => {
            "The proxy in front has to name one person, by id or mail, and did not do so clearly. Whoever runs it can see why."
        }
        Error::Left => "The list of people says that you have left. Whoever keeps people.yaml can change that.",
        Error::Unsigned => "Nothing was done. Set the same secret at the forge and on the server.",
        Error::CrossSite => {
            "A page elsewhere tried to change something in your name. Nothing was changed; do it here if you meant it."
        }
        Error::TooLarge => "Go back, shorten it, and send it again. Nothing was changed.",
        Error::TooMany { .. } => "Wait a few seconds and try again. Nothing was changed.",
        Error::SignInFailed => "It took too long, or began in another browser. Begin it again.",
        Error::ProviderSilent => {
            "The identity provider does not answer. Whoever is signed in stays so. Try again in a moment."
        }
    }
}

//! `POST /gaps/write`: a wording or a synonym of what was asked in vain, as one commit.

use std::sync::Arc;

use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::committing::{self, Called, in_a_line};
use super::contribute::refused;
use super::through_git;
use crate::catalog::Catalog;
use crate::content::amend::with_items;
use crate::history::propose::{Change, Text, Written};
use crate::model::person::Viewer;
use crate::store::Decision;
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::found_by::quoted;

/// The file with the synonyms.
const TAXONOMY: &str = "taxonomy.yaml";
/// Characters of a wording.
const LONGEST: usize = 300;
/// Wordings that are added at once.
const MOST: usize = 20;
const BY_HAND: &str = "the list in that file is written in a way that is not changed from here; add the line by hand";

/// What is to be written down.
#[derive(Debug, Default)]
struct Wanted {
    /// The words of the gap.
    words: String,
    synonym: bool,
    entry: String,
    wordings: Vec<String>,
    from: String,
    to: String,
}

impl Wanted {
    fn read(body: &[u8]) -> Wanted {
        let mut wanted = Wanted::default();
        for pair in body.split(|byte| *byte == b'&') {
            let text = String::from_utf8_lossy(pair).replace('+', " ");
            let (name, value) = text.split_once('=').unwrap_or((&text, ""));
            let value = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
            let value: String = value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
            match name {
                "q" => wanted.words = value,
                "write" => wanted.synonym = value == "synonym",
                "entry" => wanted.entry = value,
                "from" => wanted.from = value,
                "to" => wanted.to = value,
                "wording" if wanted.wordings.len() < MOST && !value.is_empty() => wanted.wordings.push(value),
                _ => {}
            }
        }
        wanted
    }

    /// The file, the list in it, what is added, and what the commit says.
    fn lines(&self, catalog: &Catalog) -> Result<(String, &'static str, Vec<String>, String), Error> {
        if self.synonym {
            if self.from.is_empty() || self.to.is_empty() {
                return Err(Error::Invalid("a synonym needs both words: what customers call it and what we call it"));
            }
            let item = format!("{{from: [{}], to: {}}}", quoted(&self.from), quoted(&self.to));
            let message = format!("Customers say {} for {}", in_a_line(&self.from), in_a_line(&self.to));
            return Ok((TAXONOMY.to_owned(), "synonyms", vec![item], message));
        }
        let page = catalog.page(&self.entry).ok_or(Error::NotFound)?;
        if self.wordings.is_empty() {
            return Err(Error::Invalid("tick at least one wording"));
        }
        let items = self.wordings.iter().map(|wording| quoted(wording)).collect();
        let message = format!("{} is also asked otherwise", in_a_line(&page.entry().title));
        Ok((page.entry().path.clone(), "variants", items, message))
    }
}

/// Commits it, notes it as decided, and leads to what was committed.
pub async fn write(State(app): State<App>, Asker(viewer): Asker, RawForm(body): RawForm) -> Result<Response, Error> {
    if !viewer.roles.is_steward() {
        return Err(Error::Forbidden);
    }
    let wanted = Wanted::read(&body);
    let catalog = app.catalog();
    let (text, entry) = (wanted.words.clone(), catalog.page(&wanted.entry).map(|page| page.entry().id.to_string()));
    let decision = if wanted.synonym { "synonym" } else { "variant" }.to_owned();
    let written = {
        let (git, viewer) = (app.clone(), viewer.clone());
        through_git(&app, move || commit(&git, &catalog, &viewer, &wanted)).await??
    };
    let (person, at) = (Some(viewer.id.clone()), app.now());
    if let Err(error) = app.store.decide(Decision { text, decision, entry, person, at }).await {
        tracing::warn!(%error, "a gap is written down, and stays on the list");
    }
    Ok(Redirect::to(&urls::proposed(&written.commit)).into_response())
}

fn commit(app: &App, catalog: &Arc<Catalog>, viewer: &Viewer, wanted: &Wanted) -> Result<Written, Error> {
    let (path, list, items, message) = wanted.lines(catalog)?;
    let desk =
        app.writing.desk().map_err(|_| Error::Invalid("nothing is committed from here; add the line by hand"))?;
    let known = desk.text(&path).map_err(refused)?;
    let Text { hash, bytes, .. } = known.unwrap_or(Text { hash: String::new(), bytes: Vec::new(), edited: false });
    let text = String::from_utf8(bytes).map_err(|_| Error::Invalid(BY_HAND))?;
    let text = with_items(&text, wanted.synonym, list, &items).ok_or(Error::Invalid(BY_HAND))?;
    let changes = [Change { path, bytes: text.into_bytes(), over: vec![hash] }];
    committing::commit(app, catalog, viewer, Called { message: &message, about: &wanted.words }, &changes)
}

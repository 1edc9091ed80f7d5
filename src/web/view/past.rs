//! Who changed an entry, when, and word by word.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, Render, html};

use super::{Setting, words};
use crate::catalog::Owner;
use crate::history::{Author, Change, Paragraph, Piece};
use crate::model::Entry;
use crate::search::Facet;
use crate::web::urls;

/// Names of one change that are told.
const MOST_NAMES: usize = 4;

/// What readers see of a change, and who may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    Words(Vec<Paragraph>),
    /// Readers see none.
    None,
    /// One of the two texts is not for whoever asks.
    Closed,
    /// Git does not have the texts any more, or not here.
    Lost,
}

impl Render for Difference {
    fn render(&self) -> Markup {
        match self {
            Difference::Words(paragraphs) => html! {
                div.difference dir="auto" {
                    @for paragraph in paragraphs {
                        @if paragraph.after_others { p.quiet aria-hidden="true" { "…" } }
                        p { @for piece in &paragraph.pieces { (drawn(piece)) " " } }
                    }
                }
            },
            Difference::None => {
                html! { p.quiet { "No word that readers see is another: metadata or spaces changed." } }
            }
            Difference::Closed => html! { p.quiet { "How it read then was not for everybody, and is not now." } },
            Difference::Lost => {
                html! { p.quiet { "How it read then cannot be had here: the copy of the repository lacks it." } }
            }
        }
    }
}

fn drawn(piece: &Piece) -> Markup {
    match piece {
        Piece::Same(words) => html! { (words) },
        Piece::Gone(words) => html! { del { (words) } },
        Piece::Come(words) => html! { ins { (words) } },
    }
}

/// What a writer is called: by `people.yaml`, else by the name in the commit. Mails are not shown.
pub fn name(setting: Setting, author: &Author) -> String {
    let known = setting.catalog.loaded().people.writer(&author.mail);
    match known {
        Some(person) => person.name.clone(),
        None if author.name.is_empty() || author.name.contains('@') => "somebody without a name".to_owned(),
        None => author.name.clone(),
    }
}

/// What whoever answers for an entry is called.
pub fn owner(setting: Setting, owner: Owner) -> String {
    match owner {
        Owner::Named(id) => setting.person(id),
        Owner::Listed(person) => person.name.clone(),
        Owner::Handle(handle) => handle.to_owned(),
        Owner::Probably(author) => format!("probably {}", name(setting, author)),
    }
}

/// The same, leading to all that they answer for.
pub fn owner_link(setting: Setting, entry: &Entry) -> Option<Markup> {
    let called = owner(setting, setting.catalog.owner(entry)?);
    Some(match setting.catalog.owner_value(entry) {
        Some(value) => html! { a href=(urls::term(Facet::Owner, &value)) { (called) } },
        None => html! { (called) },
    })
}

/// Who wrote a change, in words.
pub fn names(setting: Setting, change: Change) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in change.authors().into_iter().map(|author| name(setting, author)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    if more > 0 {
        names.push(words::count(more, "other", "others"));
    }
    words::and(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The day of a moment in words, in UTC; that it is unknown where it is.
pub fn day(setting: Setting, at: Option<Timestamp>) -> String {
    at.map_or_else(|| "date unknown".to_owned(), |at| words::day(at.to_zoned(TimeZone::UTC).date(), setting.today))
}

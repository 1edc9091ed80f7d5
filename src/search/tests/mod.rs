//! The engine as a whole: what its users see.

mod behaviour;
mod languages;
mod operators;
mod properties;
mod robust;
mod snippets;
mod terms;
mod vocabulary;

use super::{Answer, Document, Index, Request, Section, Settings, Snapshot};
use crate::model::Taxonomy;

/// An entry with a title and a body of one lead section.
fn entry(id: &str, title: &str, body: &str) -> Document {
    Document {
        id: id.into(),
        title: title.into(),
        sections: vec![Section { text: body.into(), ..Section::default() }],
        ..Document::default()
    }
}

/// An index in memory of these entries.
fn holding(entries: Vec<Document>) -> Snapshot {
    let mut index = Index::in_memory(Settings::new(&Taxonomy::default(), "en")).unwrap();
    index.apply(entries.into_iter(), &[]).unwrap()
}

fn ask(snapshot: &Snapshot, query: &str) -> Answer {
    snapshot.search(&Request::new(query, 10))
}

/// The ids that a query finds, best first.
fn ids(snapshot: &Snapshot, query: &str) -> Vec<String> {
    ask(snapshot, query).hits.into_iter().map(|hit| hit.id).collect()
}

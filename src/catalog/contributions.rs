//! Who of `people.yaml` changed entries when: gathered once from the history, looked up by person.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::Catalog;
use crate::history::What;

/// The moments at which people changed entries, by person, the first first.
#[derive(Debug, Default)]
pub(super) struct Contributions(HashMap<String, Vec<Timestamp>>);

impl Contributions {
    fn of(catalog: &Catalog) -> Contributions {
        let people = &catalog.loaded.people;
        let mut by_mail: HashMap<&str, Option<&str>> = HashMap::new();
        let mut moments: HashMap<String, Vec<Timestamp>> = HashMap::new();
        let changes = catalog.loaded.files.keys().flat_map(|path| catalog.history.changes(path));
        for change in changes.filter(|change| matches!(change.what(), What::Added | What::Changed)) {
            let Some(at) = change.at() else { continue };
            for author in change.authors() {
                let writer = || people.writer(&author.mail).map(|person| person.id.as_str());
                if let Some(person) = by_mail.entry(&author.mail).or_insert_with(writer) {
                    moments.entry((*person).to_owned()).or_default().push(at);
                }
            }
        }
        moments.values_mut().for_each(|of_one| of_one.sort());
        Contributions(moments)
    }
}

impl Catalog {
    /// When somebody of `people.yaml` first added or changed an entry, from a moment on.
    pub fn first_contribution(&self, person: &str, from: Timestamp) -> Option<Timestamp> {
        let known = self.contributions.get_or_init(|| Arc::new(Contributions::of(self)));
        let moments = known.0.get(person)?;
        moments.get(moments.partition_point(|at| *at < from)).copied()
    }
}

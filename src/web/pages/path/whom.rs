//! Whom one may put on a path, and who may be named to go along.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::web::view::path::Names;

/// Whether somebody puts others on paths: managers, and the stewards of paths.
pub fn may_assign(viewer: &Viewer) -> bool {
    viewer.roles.manager || viewer.roles.is_steward_of(Kind::OnboardingPath)
}

/// Everybody whom one may name, by id and by name: the people of `people.yaml` who are here, those who gave a name or
/// signed in, and whoever asks.
#[derive(Debug)]
pub struct Everybody(Vec<(String, String)>);

impl Everybody {
    /// Of the content and the store.
    pub fn of(names: &Names, viewer: &Viewer) -> Everybody {
        let people = &names.catalog.loaded().people;
        let has_left = |id: &str| people.get(id).is_some_and(|person| !person.active);
        let known = people.ids().chain(names.given.keys().map(String::as_str)).filter(|id| !has_left(id));
        let mut by_id: BTreeMap<&str, String> = known.map(|id| (id, names.of(id))).collect();
        by_id.insert(&viewer.id, format!("{} (you)", names.of(&viewer.id)));
        let mut all: Vec<_> = by_id.into_iter().map(|(id, name)| (id.to_owned(), name)).collect();
        all.sort_by_key(|(_, name)| name.to_lowercase());
        Everybody(all)
    }

    /// By name.
    pub fn all(&self) -> &[(String, String)] {
        &self.0
    }

    /// Whether somebody is among them.
    pub fn has(&self, id: &str) -> bool {
        self.0.iter().any(|(known, _)| known == id)
    }
}

/// The names under which something was noted of a path: what it is called today, and what it was called before.
pub fn names_of_path(catalog: &Catalog, viewer: &Viewer, id: &str) -> (String, Vec<String>) {
    match catalog.page_for(viewer, id) {
        Some(page) => {
            let mut names = crate::insights::names_of(catalog, &page);
            let today = names.remove(0);
            (today, names)
        }
        None => (id.to_owned(), Vec::new()),
    }
}

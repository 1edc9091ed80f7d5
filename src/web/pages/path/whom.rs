//! Whom one may put on a path, and who may be named to go along.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::config::Identity;
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::web::state::App;
use crate::web::view::path::Names;

/// Whether somebody puts others on paths: managers, and the stewards of paths.
pub fn may_assign(viewer: &Viewer) -> bool {
    viewer.roles.manager || viewer.roles.is_steward_of(Kind::OnboardingPath)
}

/// Everybody whom one may name, by id and by name: the people of `people.yaml` who are here, those who gave a name or
/// signed in, and whoever asks.
#[derive(Debug)]
pub struct Everybody {
    by_name: Vec<(String, String)>,
    /// Those who are known to be managers; none where that is not known of people.
    managers: Option<BTreeSet<String>>,
}

impl Everybody {
    /// Of the content and the store.
    pub fn of(names: &Names, viewer: &Viewer, roles_are_known: bool) -> Everybody {
        let people = &names.catalog.loaded().people;
        let has_left = |id: &str| people.get(id).is_some_and(|person| !person.active);
        let known = people.ids().chain(names.given.keys().map(String::as_str)).filter(|id| !has_left(id));
        let mut by_id: BTreeMap<&str, String> = known.map(|id| (id, names.of(id))).collect();
        by_id.insert(&viewer.id, format!("{} (you)", names.of(&viewer.id)));
        let mut by_name: Vec<_> = by_id.into_iter().map(|(id, name)| (id.to_owned(), name)).collect();
        by_name.sort_by_key(|(_, name)| name.to_lowercase());
        let managers = || {
            let known = people.all().filter(|person| person.roles.manager).map(|person| &person.id);
            known.chain(viewer.roles.manager.then_some(&viewer.id)).cloned().collect()
        };
        Everybody { by_name, managers: roles_are_known.then(managers) }
    }

    /// By name.
    pub fn all(&self) -> &[(String, String)] {
        &self.by_name
    }

    /// Whether somebody may be named as a manager. What only managers may, they may as such, and not because they are named.
    pub fn may_lead(&self, id: &str) -> bool {
        self.managers.as_ref().is_none_or(|managers| managers.contains(id))
    }

    /// Whether somebody is among them.
    pub fn has(&self, id: &str) -> bool {
        self.by_name.iter().any(|(known, _)| known == id)
    }
}

/// Whether who is a manager is known of everybody. It is not where nobody signs in, nor where an identity provider says so
/// when somebody comes.
pub fn roles_are_known(app: &App) -> bool {
    match &*app.auth.identity {
        Identity::Local | Identity::Public => false,
        Identity::Proxy(_) => true,
        Identity::Oidc(oidc) => !oidc.roles.values().any(|roles| roles.manager),
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

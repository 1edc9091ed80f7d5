//! What people are called, whether the content knows them or they signed in.

use std::collections::HashMap;

use maud::{Markup, html};

use crate::catalog::Catalog;

/// The names of people.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    pub catalog: &'a Catalog,
    /// Those that people gave or were signed in with, by id.
    pub given: &'a HashMap<String, String>,
}

impl Names<'_> {
    /// What somebody is called; of who has no name, what tells them apart.
    pub fn of(&self, id: &str) -> String {
        let people = &self.catalog.loaded().people;
        match (people.get(id), self.given.get(id)) {
            (Some(person), _) => person.name.clone(),
            (None, Some(name)) => name.clone(),
            (None, None) => match id.split_once(':') {
                Some((_, known_by)) => known_by.to_owned(),
                None if id.starts_with("local-") => "Whoever works here".to_owned(),
                None => people.name(id),
            },
        }
    }

    /// The name with a way to write to them, where `people.yaml` has one: for who is to work with them.
    pub fn reached(&self, id: &str) -> Markup {
        let person = self.catalog.loaded().people.get(id);
        let mail = person.filter(|person| person.active).and_then(|person| person.mails.first());
        html! {
            @match mail {
                Some(mail) => a href={ "mailto:" (mail) } dir="auto" { (self.of(id)) },
                None => bdi { (self.of(id)) },
            }
        }
    }
}

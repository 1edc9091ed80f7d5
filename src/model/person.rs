//! The people of `people.yaml`: everything that needs a person goes through it.

use std::collections::BTreeMap;

/// Somebody who writes, owns or reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The id in front matter, such as `lena.fors`.
    pub id: String,
    pub name: String,
    pub mails: Vec<String>,
    pub team: String,
    /// Somebody who left keeps the credit and owns nothing.
    pub active: bool,
}

/// Everybody, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    by_id: BTreeMap<String, Person>,
}

impl People {
    /// Adds somebody; the last one with an id stays.
    pub fn add(&mut self, person: Person) {
        self.by_id.insert(person.id.clone(), person);
    }

    /// The person with this id.
    pub fn get(&self, id: &str) -> Option<&Person> {
        self.by_id.get(id)
    }

    /// What people see for an id: the name, or the id in words (`lena.fors` becomes `Lena Fors`).
    pub fn name(&self, id: &str) -> String {
        match self.by_id.get(id) {
            Some(person) => person.name.clone(),
            None => id.split('.').map(super::taxonomy::in_words).collect::<Vec<_>>().join(" "),
        }
    }

    /// Whether nobody is known.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }
}

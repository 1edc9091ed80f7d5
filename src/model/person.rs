//! The people of `people.yaml`, what they may do, and who is asking: everything that needs a person goes through it.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Status;
use super::{Entry, Kind};

/// Somebody who writes, owns or reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The id in front matter, such as `lena.fors`.
    pub id: String,
    pub name: String,
    pub mails: Vec<String>,
    /// What forges call them, without the `@`.
    pub handles: Vec<String>,
    /// Who it is at the identity provider.
    pub subject: Option<String>,
    pub team: String,
    pub roles: Roles,
    /// Somebody who left keeps the credit and owns nothing.
    pub active: bool,
}

/// What somebody may do beyond what everybody may.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    pub steward: Stewardship,
    pub manager: bool,
}

/// The kinds of entries that somebody looks after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Stewardship {
    #[default]
    None,
    Of(BTreeSet<Kind>),
    All,
}

impl Roles {
    /// Everything, as on a machine of one's own.
    pub fn all() -> Roles {
        Roles { steward: Stewardship::All, manager: true }
    }

    /// Reads `member`, `steward` (of every kind), `steward:objection,battlecard` or `manager`.
    pub fn parse(word: &str) -> Option<Roles> {
        match word.trim().split_once(':') {
            None if word.trim() == "member" => Some(Roles::default()),
            None if word.trim() == "manager" => Some(Roles { manager: true, ..Roles::default() }),
            None if word.trim() == "steward" => Some(Roles { steward: Stewardship::All, manager: false }),
            Some(("steward", kinds)) => {
                let kinds = kinds.split(',').map(|name| Kind::from_name(name.trim())).collect::<Option<_>>()?;
                Some(Roles { steward: Stewardship::Of(kinds), manager: false })
            }
            _ => None,
        }
    }

    /// Both together.
    pub fn and(self, other: Roles) -> Roles {
        let steward = match (self.steward, other.steward) {
            (Stewardship::All, _) | (_, Stewardship::All) => Stewardship::All,
            (Stewardship::None, one) | (one, Stewardship::None) => one,
            (Stewardship::Of(mut one), Stewardship::Of(more)) => {
                one.extend(more);
                Stewardship::Of(one)
            }
        };
        Roles { steward, manager: self.manager || other.manager }
    }

    /// Whether somebody looks after any kind.
    pub fn is_steward(&self) -> bool {
        self.steward != Stewardship::None
    }

    /// Whether somebody looks after a kind.
    pub fn is_steward_of(&self, kind: Kind) -> bool {
        match &self.steward {
            Stewardship::None => false,
            Stewardship::Of(kinds) => kinds.contains(&kind),
            Stewardship::All => true,
        }
    }
}

/// Who is asking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Viewer {
    /// Of `people.yaml` where known there, else made up.
    pub id: String,
    /// Empty where nobody gave one.
    pub name: String,
    pub roles: Roles,
    /// Was here before: this request brought what tells who it is.
    pub returning: bool,
}

impl Viewer {
    /// Whether somebody may read an entry: a draft is for its authors, its owner and stewards; a restricted entry is for its
    /// owner, its team and managers.
    pub fn may_read(&self, entry: &Entry) -> bool {
        let common = &entry.common;
        let is_me = |person: &String| *person == self.id;
        let owns = common.owner.as_ref().is_some_and(is_me);
        let writes = owns || common.contributors.iter().any(is_me);
        let open = common.status != Status::Draft || writes || self.roles.is_steward_of(entry.kind);
        let is_member = entry.team().iter().any(is_me);
        open && (!common.restricted || owns || is_member || self.roles.manager)
    }

    /// Whether somebody may say that an entry is still right: its owner and the stewards of its kind.
    pub fn may_verify(&self, entry: &Entry) -> bool {
        entry.common.owner.as_ref() == Some(&self.id) || self.roles.is_steward_of(entry.kind)
    }
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

    /// The person that the identity provider knows by this. Never looked for by mail: a mail can change hands.
    pub fn of_subject(&self, subject: &str) -> Option<&Person> {
        self.by_id.values().find(|person| person.subject.as_deref() == Some(subject))
    }

    /// The person that has a mail, in whatever case. Only for whoever vouches for mails.
    pub fn of_mail(&self, mail: &str) -> Option<&Person> {
        self.by_id.values().find(|person| person.mails.iter().any(|known| known.eq_ignore_ascii_case(mail)))
    }

    /// The person whom forges call by this, in whatever case.
    pub fn of_handle(&self, handle: &str) -> Option<&Person> {
        let handle = handle.trim_start_matches('@');
        self.by_id.values().find(|person| person.handles.iter().any(|known| known.eq_ignore_ascii_case(handle)))
    }

    /// The person who writes commits with a mail; forges have mails of their own, made of the handle
    /// (`123+lena@users.noreply.forge.example`). Nobody vouches for mails in commits: this names, and lets nobody in.
    pub fn writer(&self, mail: &str) -> Option<&Person> {
        let handle = mail.split_once('@').filter(|(_, host)| host.contains("noreply")).map(|(handle, _)| handle);
        let handle = handle.map(|handle| handle.split_once('+').map_or(handle, |(_, handle)| handle));
        self.of_mail(mail).or_else(|| self.of_handle(handle?))
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

    /// Everybody, by id.
    pub fn all(&self) -> impl Iterator<Item = &Person> {
        self.by_id.values()
    }
}

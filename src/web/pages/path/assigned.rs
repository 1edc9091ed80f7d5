//! What is to be noted of somebody who is put on a path, or what is wrong with what was typed.

use std::collections::HashMap;

use super::typed::{Typed, first_day};
use super::whom::{Everybody, roles_are_known};
use crate::model::person::Viewer;
use crate::store::{Enrolment, FirstDay, OnPath};
use crate::training::learner::path;
use crate::web::state::App;
use crate::web::view::path::Names;

const OWN: &str = "Somebody else names your buddy and your manager: ask another manager, or a steward of paths.";

/// Who asks, and what is known.
#[derive(Debug)]
pub struct Asked<'a> {
    pub app: &'a App,
    pub viewer: &'a Viewer,
    /// The names that people gave.
    pub given: &'a HashMap<String, String>,
    /// The person on the path, also where that has ended.
    pub known: Option<&'a Enrolment>,
}

impl Asked<'_> {
    /// What is to be noted.
    ///
    /// # Errors
    /// What to choose or write instead.
    pub fn checked(&self, on: &OnPath, typed: &Typed) -> Result<Enrolment, String> {
        let catalog = self.app.catalog();
        let names = Names { catalog: &catalog, given: self.given };
        let everybody = Everybody::of(&names, self.viewer, roles_are_known(self.app));
        if !everybody.has(&typed.person) && self.known.is_none() {
            return Err("Choose who is to take the path.".to_owned());
        }
        if path(&catalog, self.viewer, &typed.path).is_none() {
            return Err("Choose the path.".to_owned());
        }
        let today = self.app.today_there();
        let started = match (typed.started.trim(), self.known) {
            ("", Some(known)) => known.started,
            ("", None) => FirstDay(today),
            (text, _) => FirstDay(first_day(text, today)?),
        };
        let buddy = self.along(&everybody, typed, ("buddy", &typed.buddy), |one| one.buddy.as_ref())?;
        let manager = self.along(&everybody, typed, ("manager", &typed.manager), |one| one.manager.as_ref())?;
        if let Some(id) = manager.as_ref().filter(|id| **id == typed.manager && !everybody.may_lead(id)) {
            return Err(format!("{} is no manager here. Choose one who is, or nobody.", names.of(id)));
        }
        let (person, path, given_by) = (on.person.clone(), on.path.clone(), Some(self.viewer.id.clone()));
        Ok(Enrolment { person, path, started, buddy, manager, given_by, at: self.app.now(), ended_at: None })
    }

    /// Who goes along: who was chosen, or who was before. Nobody chooses that for themselves.
    fn along(
        &self,
        everybody: &Everybody,
        typed: &Typed,
        (word, chosen): (&str, &str),
        of: impl Fn(&Enrolment) -> Option<&String>,
    ) -> Result<Option<String>, String> {
        let known = self.known.and_then(of);
        let is_own = typed.person == self.viewer.id;
        match chosen {
            "" if typed.change.is_empty() || is_own => Ok(known.cloned()),
            "" => Ok(None),
            id if Some(id) == known.map(String::as_str) => Ok(known.cloned()),
            id if id == typed.person => {
                Err(format!("Nobody is a {word} of their own: choose somebody else, or nobody."))
            }
            _ if is_own => Err(OWN.to_owned()),
            id if !everybody.has(id) => Err(format!("Choose the {word} from the list, or nobody.")),
            id => Ok(Some(id.to_owned())),
        }
    }
}

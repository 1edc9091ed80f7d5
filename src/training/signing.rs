//! Who says that a step is done, and who sees how far somebody is.

use crate::model::onboarding_path::Step;
use crate::model::person::Viewer;
use crate::store::Enrolment;

/// Who says that a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// Whoever takes it.
    Oneself,
    Buddy,
    Manager,
}

impl Signer {
    /// Whom a step asks for.
    pub fn of(step: &Step) -> Signer {
        match step.signed_off_by.as_deref() {
            Some("buddy") => Signer::Buddy,
            Some("manager") => Signer::Manager,
            _ => Signer::Oneself,
        }
    }

    /// The person who was named for it; where no buddy was, the manager is asked.
    pub fn named(self, enrolment: &Enrolment) -> Option<&str> {
        match self {
            Signer::Oneself => Some(&enrolment.person),
            Signer::Buddy => enrolment.buddy.as_deref().or(enrolment.manager.as_deref()),
            Signer::Manager => enrolment.manager.as_deref(),
        }
    }
}

/// Whether somebody may sign a step of a path that somebody is on. Nobody signs for themselves what another is to sign.
pub fn may_sign(viewer: &Viewer, enrolment: &Enrolment, signer: Signer) -> bool {
    if viewer.id == enrolment.person {
        return signer == Signer::Oneself;
    }
    match signer {
        Signer::Oneself => false,
        Signer::Buddy => is_buddy(viewer, enrolment) || leads(viewer, enrolment),
        Signer::Manager => leads(viewer, enrolment),
    }
}

/// Whether somebody sees how far another is on a path: who takes it, the buddy and managers.
pub fn may_see(viewer: &Viewer, enrolment: &Enrolment) -> bool {
    viewer.id == enrolment.person || is_buddy(viewer, enrolment) || leads(viewer, enrolment)
}

/// Whether somebody was named to go along with another.
pub fn goes_along(viewer: &Viewer, enrolment: &Enrolment) -> bool {
    is_buddy(viewer, enrolment) || enrolment.manager.as_deref() == Some(&viewer.id)
}

fn is_buddy(viewer: &Viewer, enrolment: &Enrolment) -> bool {
    enrolment.buddy.as_deref() == Some(&viewer.id)
}

fn leads(viewer: &Viewer, enrolment: &Enrolment) -> bool {
    viewer.roles.manager || enrolment.manager.as_deref() == Some(&viewer.id)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::person::Roles;
    use crate::store::FirstDay;

    #[test]
    fn another_signs_what_another_is_to_sign() {
        let enrolment = Enrolment {
            person: "new".to_owned(),
            path: "onboarding_path/p".to_owned(),
            started: FirstDay(date(2026, 12, 1)),
            buddy: Some("buddy".to_owned()),
            manager: Some("boss".to_owned()),
            given_by: None,
            at: 0,
            ended_at: None,
        };
        let viewer = |id: &str, manager: bool| Viewer {
            id: id.to_owned(),
            roles: Roles { manager, ..Roles::default() },
            ..Viewer::default()
        };
        let may = |id: &str, manager: bool| {
            [Signer::Oneself, Signer::Buddy, Signer::Manager]
                .map(|signer| may_sign(&viewer(id, manager), &enrolment, signer))
        };
        assert_eq!(may("new", false), [true, false, false]);
        assert_eq!(may("new", true), [true, false, false], "a manager on a path is signed by another");
        assert_eq!(may("buddy", false), [false, true, false]);
        assert_eq!(may("boss", false), [false, true, true]);
        assert_eq!(may("lead", true), [false, true, true]);
        assert_eq!(may("stranger", false), [false; 3]);
        assert!(!may_see(&viewer("stranger", false), &enrolment) && may_see(&viewer("lead", true), &enrolment));
        let alone = Enrolment { buddy: None, ..enrolment };
        assert_eq!(Signer::Buddy.named(&alone), Some("boss"));
    }
}

//! Who says that a step is done, and who sees how far somebody is.

use crate::model::onboarding_path::Step;
use crate::model::person::Viewer;
use crate::store::{Enrolment, PlayDay};

/// Who says that a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// Whoever takes it.
    Oneself,
    Buddy,
    Manager,
    /// Anybody else who scores the role play that certifies it; in its place a buddy or a manager signs.
    Others,
}

impl Signer {
    /// Whom a step asks for. Nobody certifies themselves.
    pub fn of(step: &Step) -> Signer {
        match step.signed_off_by.as_deref() {
            Some("buddy") => Signer::Buddy,
            Some("manager") => Signer::Manager,
            _ if step.activity.as_deref() == Some("certify") => Signer::Others,
            _ => Signer::Oneself,
        }
    }

    /// The person who was named for it; where no buddy was, the manager is asked.
    pub fn named(self, enrolment: &Enrolment) -> Option<&str> {
        match self {
            Signer::Oneself => Some(&enrolment.person),
            Signer::Buddy | Signer::Others => enrolment.buddy.as_deref().or(enrolment.manager.as_deref()),
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
        Signer::Buddy | Signer::Others => is_buddy(viewer, enrolment) || viewer.roles.manager,
        Signer::Manager => viewer.roles.manager,
    }
}

/// Whether the score of a role play says what a signature would: it is of one who might sign. Nobody scores themselves.
pub fn says_enough(day: &PlayDay, enrolment: &Enrolment, signer: Signer) -> bool {
    let is_buddy = day.by.is_some() && day.by == enrolment.buddy;
    match signer {
        Signer::Oneself | Signer::Others => true,
        Signer::Buddy => is_buddy || day.as_manager,
        Signer::Manager => day.as_manager,
    }
}

/// Whether somebody sees how far another is on a path: who takes it, the buddy and managers.
pub fn may_see(viewer: &Viewer, enrolment: &Enrolment) -> bool {
    viewer.id == enrolment.person || is_buddy(viewer, enrolment) || viewer.roles.manager
}

/// Whether somebody was named to go along with another. To be named gives nobody what only managers may.
pub fn goes_along(viewer: &Viewer, enrolment: &Enrolment) -> bool {
    let is_manager = viewer.roles.manager && enrolment.manager.as_deref() == Some(&viewer.id);
    is_buddy(viewer, enrolment) || is_manager
}

fn is_buddy(viewer: &Viewer, enrolment: &Enrolment) -> bool {
    enrolment.buddy.as_deref() == Some(&viewer.id)
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
        assert_eq!(may("boss", true), [false, true, true]);
        assert_eq!(may("boss", false), [false; 3], "to be named makes nobody a manager");
        assert!(!may_see(&viewer("boss", false), &enrolment) && !goes_along(&viewer("boss", false), &enrolment));
        assert_eq!(may("lead", true), [false, true, true]);
        assert_eq!(may("stranger", false), [false; 3]);
        assert!(!may_see(&viewer("stranger", false), &enrolment) && may_see(&viewer("lead", true), &enrolment));
        let play = |by: &str, as_manager| PlayDay {
            person: "new".to_owned(),
            play: "role_play/p".to_owned(),
            day: date(2026, 12, 2),
            told_on: date(2026, 12, 2),
            passed: true,
            by: Some(by.to_owned()),
            as_manager,
        };
        let says = |by: &str, as_manager| {
            [Signer::Others, Signer::Buddy, Signer::Manager]
                .map(|signer| says_enough(&play(by, as_manager), &enrolment, signer))
        };
        assert_eq!(says("peer", false), [true, false, false]);
        assert_eq!(says("buddy", false), [true, true, false]);
        assert_eq!(says("lead", true), [true; 3]);
        let alone = Enrolment { buddy: None, ..enrolment };
        assert_eq!(Signer::Buddy.named(&alone), Some("boss"));
        let certify = Step { activity: Some("certify".to_owned()), ..Step::default() };
        assert_eq!(Signer::of(&certify), Signer::Others, "nobody certifies themselves");
    }
}

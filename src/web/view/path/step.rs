//! One step: what it says, what became of it, and what can be done about it.

use maud::{Markup, Render, html};

use super::{Names, activity, lead, linked, origin, said, sign};
use crate::model::EntryId;
use crate::model::person::Viewer;
use crate::store::{ClosedStep, Enrolment, PASSED, StepAsk};
use crate::training::course::{State, Taken};
use crate::training::signing::{Signer, may_sign};
use crate::web::urls;
use crate::web::view::{Setting, words};

/// Who looks at a step.
#[derive(Debug, Clone, Copy)]
pub enum Eyes<'a> {
    /// Whoever takes it; where nobody signs in, that person says of every step that it is done.
    Own { signs_all: bool },
    /// A buddy or a manager.
    Beside(&'a Viewer),
}

/// A step of somebody's path.
#[derive(Debug, Clone, Copy)]
pub struct StepRow<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub path: &'a EntryId,
    pub enrolment: &'a Enrolment,
    pub taken: &'a Taken<'a>,
    pub eyes: Eyes<'a>,
}

impl Render for StepRow<'_> {
    fn render(&self) -> Markup {
        let step = self.taken.step;
        html! {
            li id=(urls::step_anchor(self.path, &step.id)) .is-closed[self.taken.state.is_closed()] {
                span.activity { (activity(step)) }
                div.step dir="auto" {
                    p { (linked(&self.setting, step)) }
                    (origin::draw(&self.setting, step))
                    @if self.taken.state.is_closed() { div.settled-row { (self.state()) (self.acts()) } }
                    @else { (self.state()) (self.lead()) (self.acts()) }
                }
            }
        }
    }
}

impl StepRow<'_> {
    fn signer(&self) -> Signer {
        match self.eyes {
            Eyes::Own { signs_all: true } => Signer::Oneself,
            _ => Signer::of(self.taken.step),
        }
    }

    /// Whoever is asked to sign it.
    fn asked(&self) -> String {
        let signer = self.signer();
        match signer.named(self.enrolment) {
            Some(id) if id == self.enrolment.person => "you".to_owned(),
            Some(id) => self.names.of(id),
            None => "a manager".to_owned(),
        }
    }

    /// What became of it, in words.
    fn state(&self) -> Markup {
        let on = self.on();
        html! {
            @match self.taken.state {
                State::Open => (self.open()),
                State::Waits(ask) if ask.how == PASSED => span.by {
                    "Passed" (on) ", waits for " bdi { (self.asked()) } " to sign"
                },
                State::Waits(ask) => span.by {
                    "Waits for " bdi { (self.asked()) } @if ask.how == "known" { ", as known already" } " since" (on)
                },
                State::NotYet(ask) => (self.not_yet(ask)),
                State::Closed(closed) => span.by.settled { span.tick aria-hidden="true" {} (self.closed(closed)) },
            }
        }
    }

    /// Where it is done, for who does it.
    fn lead(&self) -> Markup {
        let own = matches!(self.eyes, Eyes::Own { .. });
        html! {
            @if let Some((address, words)) = lead(&self.setting, self.taken.step).filter(|_| own) {
                p.step-lead { a href=(address) aria-label={ (words) ": " (said(&self.setting, self.taken.step)) } { (words) } }
            }
        }
    }

    /// Since when, after a space.
    fn on(&self) -> String {
        self.taken.on.map(|on| format!(" {}", words::day(on, self.setting.today))).unwrap_or_default()
    }

    /// Who says when it is done, where that is another; and what to do where nobody was named for it.
    fn open(&self) -> Markup {
        let is_own = matches!(self.eyes, Eyes::Own { .. });
        let signer = self.signer();
        let is_named = signer.named(self.enrolment).is_some();
        html! {
            @match (signer, is_own) {
                (Signer::Oneself, _) => {},
                (Signer::Others, true) if self.taken.step.reference.is_some() => span.by {
                    "Passed once others have scored it often enough"
                    @if is_named { ", or " (self.asked()) " signs" } @else { ". Nobody is named to sign for you: any manager can, and can name somebody" }
                },
                (Signer::Others, false) if self.taken.step.reference.is_some() => span.by { "Passed once others have scored it often enough" },
                (_, true) if is_named => span.by { (words::sentence(&self.asked())) " says when it is done" },
                (_, true) => span.by { "Nobody is named to sign for you: any manager can, and can name somebody" },
                (Signer::Buddy, false) => span.by { "The buddy says when it is done" },
                (Signer::Others, false) => span.by { "The buddy or a manager says when it is done" },
                (Signer::Manager, false) => span.by { "The manager says when it is done" },
            }
        }
    }

    fn not_yet(&self, ask: &StepAsk) -> Markup {
        html! {
            span.by {
                @match &ask.answered_by { Some(id) => bdi { (self.names.of(id)) }, None => "Somebody" }
                " says: not yet"
                @if let Some(words) = ask.words.as_deref().filter(|words| !words.is_empty()) { ". " q dir="auto" { (words) } }
            }
        }
    }

    fn closed(&self, closed: &ClosedStep) -> Markup {
        let on = self.taken.on.map(|on| words::day(on, self.setting.today)).unwrap_or_default();
        let is_own = closed.signed_by.as_deref() == Some(&self.enrolment.person);
        let known = closed.how == "known";
        html! {
            @match (&closed.signed_by, is_own, known) {
                _ if closed.how == PASSED => { "Passed " (on) },
                (Some(id), false, _) => { "Signed by " bdi { (self.names.of(id)) } ", " (on) @if known { ", as known already" } },
                (_, _, true) => { "Known already, " (on) },
                (_, _, false) => { "Done " (on) },
            }
        }
    }

    /// What can be done about it.
    fn acts(&self) -> Markup {
        match self.eyes {
            Eyes::Own { .. } => self.own_acts(),
            Eyes::Beside(viewer) => self.acts_beside(viewer),
        }
    }

    fn own_acts(&self) -> Markup {
        let step = self.taken.step;
        let own = |closed: &ClosedStep| closed.signed_by.as_deref() == Some(&self.enrolment.person);
        let acts: Vec<(&str, String)> = match (self.taken.state, self.signer()) {
            (State::Open | State::NotYet(_), Signer::Oneself) => {
                vec![("done", "Done".to_owned()), ("known", "I know this".to_owned())]
            }
            (State::Open, _) => vec![("ask", self.ask_words()), ("known", "I know this".to_owned())],
            (State::NotYet(_), _) => vec![("ask", "Ask again".to_owned())],
            (State::Waits(ask), _) if ask.how == PASSED => Vec::new(),
            (State::Waits(_), Signer::Oneself) => {
                vec![("done", "Done".to_owned()), ("withdraw", "Take it back".to_owned())]
            }
            (State::Waits(_), _) => vec![("withdraw", "Take it back".to_owned())],
            (State::Closed(closed), _) if own(closed) => vec![("undo", "Undo".to_owned())],
            (State::Closed(_), _) => Vec::new(),
        };
        let about = said(&self.setting, step);
        html! {
            @if step.id.is_empty() {
                span.by { "This step has no id in its file, so nothing can be noted of it." }
            } @else if !acts.is_empty() {
                form.acts method="post" action=(urls::PATH_STEP) {
                    input type="hidden" name="path" value=(self.path);
                    input type="hidden" name="step" value=(step.id);
                    @for (act, label) in &acts {
                        button class=(shape(act)) type="submit" name="do" value=(act) aria-label={ (label) ": " (about) } { (label) }
                    }
                }
            }
        }
    }

    fn ask_words(&self) -> String {
        match (self.signer(), self.signer().named(self.enrolment)) {
            (Signer::Buddy | Signer::Others, _) if self.enrolment.buddy.is_some() => "Ask my buddy to sign".to_owned(),
            (_, Some(_)) => "Ask my manager to sign".to_owned(),
            (_, None) => "Ask a manager to sign".to_owned(),
        }
    }

    fn acts_beside(&self, viewer: &Viewer) -> Markup {
        let (step, signer) = (self.taken.step, Signer::of(self.taken.step));
        if step.id.is_empty() || !may_sign(viewer, self.enrolment, signer) {
            return Markup::default();
        }
        let form = sign::Sign {
            person: &self.enrolment.person,
            path: self.path,
            step: &step.id,
            about: &said(&self.setting, step),
            back: sign::Back::Person,
        };
        match self.taken.state {
            State::Waits(_) => form.answer(),
            State::Open | State::NotYet(_) => form.sign(),
            State::Closed(closed) if closed.how == PASSED => Markup::default(),
            State::Closed(_) => form.undo(),
        }
    }
}

/// What is done most looks like a button; what takes it back does not.
fn shape(act: &str) -> &'static str {
    if matches!(act, "undo" | "withdraw") { "plain-button" } else { "button" }
}

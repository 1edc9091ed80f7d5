//! One step: what it says, what became of it, and what can be done about it.

use maud::{Markup, Render, html};

use super::{Names, activity, linked, origin, said, sign};
use crate::model::EntryId;
use crate::model::person::Viewer;
use crate::store::{ClosedStep, Enrolment, StepAsk, day};
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
                    @else { (self.state()) (self.acts()) }
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
        let today = self.setting.today;
        html! {
            @match self.taken.state {
                State::Open => @match (self.signer(), self.eyes) {
                    (Signer::Oneself, _) => {},
                    (_, Eyes::Own { .. }) => span.by { (words::sentence(&self.asked())) " says when it is done" },
                    (Signer::Buddy, _) => span.by { "The buddy says when it is done" },
                    (Signer::Manager, _) => span.by { "The manager says when it is done" },
                },
                State::Waits(ask) => span.by {
                    "Waits for " bdi { (self.asked()) } @if ask.how == "known" { ", as known already" }
                    " since " (words::day(day(ask.at), today))
                },
                State::NotYet(ask) => (self.not_yet(ask)),
                State::Closed(closed) => span.by.settled { span.tick aria-hidden="true" {} (self.closed(closed)) },
                State::Passed(at) => span.by.settled { span.tick aria-hidden="true" {} "Passed " (words::day(day(at), today)) },
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
        let on = words::day(day(closed.at), self.setting.today);
        let is_own = closed.signed_by.as_deref() == Some(&self.enrolment.person);
        let known = closed.how == "known";
        html! {
            @match (&closed.signed_by, is_own, known) {
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
            (State::Waits(_), Signer::Oneself) => {
                vec![("done", "Done".to_owned()), ("withdraw", "Take it back".to_owned())]
            }
            (State::Waits(_), _) => vec![("withdraw", "Take it back".to_owned())],
            (State::Closed(closed), _) if own(closed) => vec![("undo", "Undo".to_owned())],
            (State::Closed(_) | State::Passed(_), _) => Vec::new(),
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
            (Signer::Buddy, _) if self.enrolment.buddy.is_some() => "Ask my buddy to sign".to_owned(),
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
            State::Closed(_) => form.undo(),
            State::Passed(_) => Markup::default(),
        }
    }
}

/// What is done most looks like a button; what takes it back does not.
fn shape(act: &str) -> &'static str {
    if matches!(act, "undo" | "withdraw") { "plain-button" } else { "button" }
}

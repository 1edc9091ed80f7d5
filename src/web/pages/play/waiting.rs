//! Role plays that are not played yet: who waits for whom, and what can be done.

use maud::{Markup, Render, html};

use super::known::Known;
use crate::model::person::Viewer;
use crate::store::{PlaySession, PlayState};
use crate::web::urls;
use crate::web::view::links;
use crate::web::view::{Setting, words};

/// Role plays on one side of somebody.
#[derive(Debug)]
pub struct Waiting<'a> {
    setting: Setting<'a>,
    viewer: &'a Viewer,
    known: &'a Known,
    sessions: Vec<&'a PlaySession>,
}

impl<'a> Waiting<'a> {
    /// Those that the viewer holds, or plays the customer in.
    pub fn to_hold(setting: Setting<'a>, viewer: &'a Viewer, known: &'a Known) -> Waiting<'a> {
        let is = |person: &Option<String>| person.as_deref() == Some(viewer.id.as_str());
        let waits = |session: &&PlaySession| {
            let begins = matches!(session.state, PlayState::Asked | PlayState::Open);
            begins && (is(&session.host) || is(&session.buyer)) && !known.is_told(session)
        };
        Waiting { setting, viewer, known, sessions: known.sessions.iter().filter(waits).collect() }
    }

    /// Those in which the viewer plays the rep; also what was declined.
    pub fn to_play(setting: Setting<'a>, viewer: &'a Viewer, known: &'a Known) -> Waiting<'a> {
        let is_own = |session: &PlaySession| session.person.as_deref() == Some(viewer.id.as_str());
        let waits = |session: &&PlaySession| {
            is_own(session) && session.state != PlayState::TakenBack && !known.is_told(session)
        };
        Waiting { setting, viewer, known, sessions: known.sessions.iter().filter(waits).collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.sessions.is_empty()
    }

    fn one(&self, session: &PlaySession) -> Markup {
        html! {
            li.waiting {
                p { (title(self.setting, self.viewer, &session.play)) }
                p.quiet { (self.what(session)) @if !session.note.is_empty() { " " q dir="auto" { (session.note) } } }
                (acts(session, &self.viewer.id))
            }
        }
    }

    fn what(&self, session: &PlaySession) -> String {
        let name = |id: &Option<String>| self.known.names.of(self.setting, id.as_deref());
        let rep = if session.person.is_some() { name(&session.person) } else { "whoever opens the link".to_owned() };
        let host = name(&session.host);
        let on = |before: &str| {
            session.day.map(|day| format!("{before}{}", words::day(day, self.setting.today))).unwrap_or_default()
        };
        let is_rep = session.person.as_deref() == Some(self.viewer.id.as_str());
        match (session.state, is_rep) {
            (PlayState::Asked, true) => format!("You asked {host} to hold it."),
            (PlayState::Asked, false) => format!("{} asks you to hold it.", words::sentence(&rep)),
            (PlayState::Declined, _) => {
                format!("It will not be held: {host} cannot this time. Book it with somebody else.")
            }
            (PlayState::Open | PlayState::TakenBack, true) => {
                format!("{} holds it{}.", words::sentence(&host), on(", "))
            }
            (PlayState::Open | PlayState::TakenBack, false) => format!("With {rep}{}.", on(", ")),
        }
    }
}

impl Render for Waiting<'_> {
    fn render(&self) -> Markup {
        html! { ul.plain { @for session in &self.sessions { (self.one(session)) } } }
    }
}

/// What somebody can do with a role play that is not played yet.
pub fn acts(session: &PlaySession, person: &str) -> Markup {
    let (is_host, is_rep) = (session.host.as_deref() == Some(person), session.person.as_deref() == Some(person));
    html! {
        div.acts {
            @match session.state {
                PlayState::Asked if is_host => {
                    (act(urls::play_begin(&session.id), "button", "Hold it now"))
                    (act(urls::play_end(&session.id), "plain-button", "Not this time"))
                }
                PlayState::Asked if is_rep => (act(urls::play_end(&session.id), "plain-button", "Take it back")),
                PlayState::Open => a.button href=(urls::play(&session.id)) { "Open your screen" },
                PlayState::Asked | PlayState::Declined | PlayState::TakenBack => {}
            }
        }
    }
}

fn act(action: String, class: &str, words: &str) -> Markup {
    html! { form method="post" action=(action) { button class=(class) type="submit" { (words) } } }
}

/// What the entry of a role play is called, for somebody who may read it.
pub fn title(setting: Setting<'_>, viewer: &Viewer, play: &str) -> Markup {
    match setting.catalog.page_for(viewer, play) {
        Some(page) => links::page(page),
        None => links::reference(&setting, play),
    }
}

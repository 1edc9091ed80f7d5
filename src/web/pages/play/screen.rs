//! One screen of a role play: the rep's shows the rep's brief and nothing else of the entry; that of the other side the
//! customer, what comes up, and what is scored.

use maud::{Markup, Render, html};

use super::role_play;
use super::scoring::{Scored, Scoring, Typed};
use super::session::{Held, Seat};
use crate::catalog::Page;
use crate::model::taxonomy::Vocabulary;
use crate::store::{Millis, PlayScore, PlayState};
use crate::web::view::blocks::{folded, line};
use crate::web::view::entry::{Side, brief};
use crate::web::view::{Setting, links, words};
use crate::web::{assets, urls};

/// What somebody sees of a role play.
#[derive(Debug)]
pub struct Screen<'a> {
    pub setting: Setting<'a>,
    /// Who looks at it.
    pub person: &'a str,
    /// The entry; none where it is gone, or not open to whoever looks.
    pub page: Option<Page<'a>>,
    pub held: &'a Held,
    pub typed: &'a Typed,
    /// The address of it in full.
    pub link: &'a str,
    pub now: Millis,
    /// What went wrong.
    pub problem: &'a str,
}

impl Render for Screen<'_> {
    fn render(&self) -> Markup {
        let is_open = self.held.session.state == PlayState::Open;
        html! {
            div.entry.play {
                div.line { div.content {
                    h1.title dir="auto" { (self.page.map_or("Role play", |page| page.entry().title.as_str())) }
                    p.summary { (self.who()) }
                    @if !self.problem.is_empty() { p.banner role="alert" { (self.problem) } }
                } }
                @if !self.is_scored_here() && !self.typed.note.is_untouched() {
                    (line(2, "Your notes, to be copied", &html! { p.noted dir="auto" { (self.typed.note.now) } }))
                }
                @match (is_open, self.held.seat) {
                    (false, _) => (self.closed()),
                    (true, Seat::Guest) => (self.choice()),
                    (true, Seat::Rep) => (self.rep()),
                    (true, Seat::Host | Seat::Buyer | Seat::Beside) => (self.other()),
                }
                div.line { div.content { p.whole { a href=(urls::PLAYS) { "Your role plays" } } } }
            }
            script src=(assets::address("plays.js")) defer {}
        }
    }
}

impl Screen<'_> {
    /// Whether the form stands here, with what was typed in it.
    fn is_scored_here(&self) -> bool {
        let scores = matches!(self.held.seat, Seat::Host | Seat::Buyer | Seat::Beside);
        let is_planned = self.held.session.day.is_some_and(|day| day > self.setting.today);
        let may = self.held.score_of(self.person).is_none() || self.held.is_open_to(self.person, self.now);
        self.held.session.state == PlayState::Open && self.held.sheet.is_some() && scores && !is_planned && may
    }

    fn name(&self, id: Option<&str>) -> String {
        if id == Some(self.person) { "you".to_owned() } else { self.held.names.of(self.setting, id) }
    }

    fn rep_name(&self) -> String {
        match self.held.session.person.as_deref() {
            None => "whoever opens the link".to_owned(),
            rep => self.name(rep),
        }
    }

    /// Who is who, and when.
    fn who(&self) -> String {
        let session = &self.held.session;
        let verb = |name: &str, you: &str, other: &str| {
            if name == "you" { format!("you {you}") } else { format!("{name} {other}") }
        };
        let (rep, host) = (self.rep_name(), self.name(session.host.as_deref()));
        let mut all =
            vec![verb(&rep, "play the rep", "plays the rep"), verb(&host, "hold and score it", "holds and scores it")];
        if let Some(buyer) = session.buyer.as_deref() {
            all.insert(1, verb(&self.name(Some(buyer)), "play the customer", "plays the customer"));
        }
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let when = session.day.map(|day| format!(" {}", words::day(day, self.setting.today))).unwrap_or_default();
        let sentence = words::sentence(&words::and(&all));
        if when.is_empty() { format!("{sentence}.") } else { format!("{sentence},{when}.") }
    }

    fn closed(&self) -> Markup {
        let session = &self.held.session;
        let said = match session.state {
            PlayState::Declined => "This will not be held.",
            PlayState::TakenBack => "This was taken back.",
            PlayState::Asked | PlayState::Open => "It waits to be held.",
        };
        line(
            2,
            "Where it stands",
            &html! {
                p { (said) }
                @if !session.note.is_empty() { p dir="auto" { q { (session.note) } } }
                @if session.state == PlayState::Asked { (super::waiting::acts(session, self.person)) }
            },
        )
    }

    /// For somebody with the link: which side.
    fn choice(&self) -> Markup {
        let id = &self.held.session.id;
        line(
            2,
            "Your side",
            &html! {
                p { "You were given the link to this role play." }
                div.acts {
                    form method="post" action=(urls::play_join(id)) { button.button type="submit" { "I play the rep" } }
                    form method="post" action=(urls::play_look(id)) { button.button type="submit" { "I look on" } }
                }
                p.quiet { "Who looks on sees the customer's side, and cannot play the rep in this one afterwards." }
            },
        )
    }

    fn rep(&self) -> Markup {
        let brief = self.page.and_then(|page| brief(page, Side::Ours));
        html! {
            (line(2, "You sell", &html! {
                @match brief {
                    Some(brief) => (brief),
                    None if self.page.is_some() => p { "Nothing is written for your side: the other one begins." },
                    None => p { "Its entry is gone, or not open to you. The other one can tell you where you stand." },
                }
            }))
            (self.clock())
            @let told: Vec<_> = self.held.scores.iter().filter(|score| score.points.is_some()).collect();
            @if told.is_empty() {
                (line(2, "Afterwards", &html! { p.quiet { "How it went is told here once all is scored. Load the page again then." } }))
            }
            @for score in told { (self.told(score)) }
            (self.end())
        }
    }

    fn other(&self) -> Markup {
        let play = self.page.and_then(role_play);
        let persona = play.and_then(|play| play.persona.as_deref());
        let theirs = self.page.and_then(|page| brief(page, Side::Theirs));
        html! {
            (self.link())
            (line(2, "The customer", &html! {
                @if let Some(persona) = persona { p { strong { (self.setting.label(Vocabulary::Personas, persona)) } } }
                @match theirs {
                    Some(theirs) => (theirs),
                    None if self.page.is_some() => p { "Nothing is written for the customer's side." },
                    None => p { "Its entry is gone, or not open to you. What was to be scored is kept below." },
                }
            }))
            @if let Some(play) = play.filter(|play| !play.objections.is_empty()) {
                (line(2, "What comes up", &links::references(&self.setting, &play.objections)))
            }
            @if let Some(ours) = self.page.and_then(|page| brief(page, Side::Ours)) {
                (line(2, "The rep", &folded(None, "What the rep was told", &ours)))
            }
            (self.clock())
            (self.score())
            (self.end())
        }
    }

    /// The link for the other one.
    fn link(&self) -> Markup {
        let is_needed = self.held.seat == Seat::Host && !self.held.is_told();
        let knows = self.held.session.person.is_some();
        html! {
            @if is_needed {
                (line(2, "The other screen", &html! {
                    p {
                        @if knows { "It stands on the page “Role plays” of " bdi { (self.rep_name()) } ". Or give this link:" }
                        @else { "Give this link to who plays the rep:" }
                    }
                    p.play-link {
                        code dir="ltr" #fl-play-link { (self.link) }
                        " " button.plain-button type="button" hidden data-share="fl-play-link" { "Copy the link" }
                    }
                }))
            }
        }
    }

    /// The minutes, which a script counts down where somebody starts them. Nothing ends with them.
    fn clock(&self) -> Markup {
        let minutes = self.page.and_then(role_play).and_then(|play| play.minutes).filter(|minutes| *minutes > 0);
        html! {
            @if let Some(minutes) = minutes {
                (line(2, "Time", &html! {
                    p.play-clock data-clock=(self.held.session.id) data-minutes=(minutes) {
                        span role="timer" { (words::count(usize::try_from(minutes).unwrap_or_default(), "minute", "minutes")) }
                        " " button.button type="button" hidden { "Start the clock" }
                    }
                }))
            }
        }
    }

    fn score(&self) -> Markup {
        let Some(sheet) = &self.held.sheet else {
            return line(2, "What is seen", &html! { p { "What it is scored by cannot be read." } });
        };
        let own = self.held.score_of(self.person);
        let is_planned = self.held.session.day.is_some_and(|day| day > self.setting.today);
        let name = self.rep_name();
        let form = Scoring {
            session: &self.held.session.id,
            name: if name == "whoever opens the link" { "the rep" } else { &name },
            sheet,
            typed: self.typed,
            told: own.filter(|score| score.points.is_some()),
        };
        html! {
            @match own {
                _ if is_planned && self.held.seat == Seat::Host => (line(2, "What is seen", &self.planned())),
                _ if is_planned => (line(2, "What is seen", &html! { p { "It is scored on its day." } })),
                Some(own) if !self.held.is_open_to(self.person, self.now) => (line(2, "What you saw", &Scored { score: own, sheet })),
                None if self.held.seat != Seat::Host => {
                    (line(2, "Score beside", &html! {
                        @if self.held.session.person.is_none() {
                            p.quiet { "You have seen the customer's side, so somebody else plays the rep." }
                        }
                        (folded(None, "You look on: score it too", &html! {
                            p.quiet { "What counts is what who holds it says; yours is for the talk afterwards." }
                            (form)
                        }))
                    }))
                }
                _ => (line(2, "What is seen", &form)),
            }
        }
    }

    fn planned(&self) -> Markup {
        html! {
            p { "It is scored on its day." }
            form.acts method="post" action=(urls::play_begin(&self.held.session.id)) {
                button.button type="submit" { "Hold it today" }
            }
        }
    }

    /// What one scorer said, for who was scored.
    fn told(&self, score: &PlayScore) -> Markup {
        let (label, name) = (if score.counts { "How it went" } else { "Seen beside" }, self.name(score.by.as_deref()));
        html! {
            @if let Some(sheet) = &self.held.sheet {
                (line(2, label, &html! {
                    p.quiet { "As " bdi { (name) } " saw it." }
                    (Scored { score, sheet })
                }))
            }
        }
    }

    /// The way out, until something counts.
    fn end(&self) -> Markup {
        let may_end = matches!(self.held.seat, Seat::Host | Seat::Rep) && !self.held.is_told();
        html! {
            @if may_end {
                (line(2, "Not now", &html! {
                    form method="post" action=(urls::play_end(&self.held.session.id)) {
                        button.plain-button type="submit" { "Drop this role play" }
                    }
                }))
            }
        }
    }
}

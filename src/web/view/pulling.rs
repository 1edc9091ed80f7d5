//! How the remote is followed, for who looks after the content.

use jiff::Timestamp;
use maud::{Markup, html};

use super::blocks::{Fact, facts};
use super::words;
use crate::history::{Apart, PullState};
use crate::web::urls;

/// How pulling goes.
#[derive(Debug)]
pub struct Pulling<'a> {
    pub state: PullState,
    /// What the remote is called.
    pub remote: &'a str,
    /// How far what is served and what the remote has are from each other, as far as that is known.
    pub apart: Option<Apart>,
    /// Whoever looks may have it pulled.
    pub steward: bool,
}

impl Pulling<'_> {
    /// The last time that it went well, the last time that it did not, and a press that tries it now.
    pub fn told(&self, now: Timestamp) -> Markup {
        let state = &self.state;
        let good = state.good.map_or("not yet since the start".to_owned(), |at| instant(at, now));
        let failure = state.failure.as_ref().map(|(at, message)| format!("{}: {message}.", instant(*at, now)));
        let told = [
            Fact::text("Last pull", Some(good)),
            Fact::text("Last that failed", Some(failure.unwrap_or_else(|| "none".to_owned()))),
            Fact::drawn("Rewritten", state.rewritten.as_ref().map(|(at, kept)| rewritten(*at, kept.as_deref(), now))),
        ];
        let told: Vec<Fact> = told.into_iter().flatten().collect();
        html! {
            @if state.running { p { "The remote is being asked; look again in a moment." } }
            @else if state.failures > 0 { p { "What is served may be older than what the remote has. It is tried again by itself." } }
            (facts(&told))
            @for words in self.apart.map(|apart| self.ahead(apart)).into_iter().flatten() { p { (words) } }
            @if self.steward {
                form.act method="post" action=(urls::PULL) {
                    button.button type="submit" { "Pull from " (self.remote) " now" }
                }
            }
        }
    }
}

impl Pulling<'_> {
    /// What has gone on without the other, and what to do.
    fn ahead(&self, Apart { here, there }: Apart) -> Vec<String> {
        let (remote, commits) = (self.remote, |count| words::count(count, "commit", "commits"));
        let verb = |count| if count == 1 { "is" } else { "are" };
        let mut told = Vec::new();
        if here > 0 {
            told.push(format!(
                "{} of the served branch {} not at {remote} yet. Until somebody pushes it (`git push {remote} HEAD` on the server), what is \
                 to be published at once becomes a proposal.",
                commits(here), verb(here),
            ));
        }
        if there > 0 {
            told.push(format!(
                "{} of {remote} {} not served yet; a pull brings what is there.",
                commits(there),
                verb(there)
            ));
        }
        told
    }
}

fn rewritten(at: Timestamp, kept: Option<&str>, now: Timestamp) -> Markup {
    html! {
        (instant(at, now)) ": the remote's history was another than the one that was served, and is followed."
        @if let Some(kept) = kept { " Commits that nobody had pushed are kept on the branch " code dir="ltr" { (kept) } "." }
    }
}

/// An instant in words: `today, 14:03 UTC`, `12 Oct, 14:03 UTC`.
pub fn instant(at: Timestamp, now: Timestamp) -> String {
    let (at, now) = (at.to_zoned(jiff::tz::TimeZone::UTC), now.to_zoned(jiff::tz::TimeZone::UTC));
    let day = if at.date() == now.date() { "today".to_owned() } else { words::day(at.date(), now.date()) };
    format!("{day}, {:02}:{:02} UTC", at.hour(), at.minute())
}

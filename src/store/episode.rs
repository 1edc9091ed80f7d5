//! A search episode: queries of one person that follow each other, and how they ended.

use super::Millis;

/// Queries with less between them are one episode.
pub const FOLDED: Millis = 120_000;
/// What is done so long after the last query still belongs to it.
pub const REMEMBERED: Millis = 30 * 60_000;
/// An entry that was seen so long was read.
const READ: Millis = 8_000;
/// The same of the first result, which stands open in place.
const READ_IN_PLACE: Millis = 4_000;
/// Whoever has found it there asks nothing else for so long.
const QUIET: Millis = 60_000;

/// How an episode ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// It goes on, as far as anybody knows.
    Open,
    /// An entry was used, or opened and read.
    Answered,
    /// The first result was read where it stands.
    AnsweredOnPage,
    /// *Not what I need*, or *Ask the team*.
    SaidNo,
    /// Nothing that was found is likely to be meant.
    NothingFound,
    /// There were results, and none was of use.
    NotOpened,
}

impl State {
    const ALL: [State; 6] =
        [State::Open, State::Answered, State::AnsweredOnPage, State::SaidNo, State::NothingFound, State::NotOpened];

    /// The name in the store and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Answered => "answered",
            State::AnsweredOnPage => "answered_on_page",
            State::SaidNo => "said_no",
            State::NothingFound => "nothing_found",
            State::NotOpened => "not_opened",
        }
    }

    /// Whether somebody went away without an answer.
    pub fn is_unanswered(self) -> bool {
        matches!(self, State::SaidNo | State::NothingFound | State::NotOpened)
    }

    /// Whether somebody was answered.
    pub fn is_answered(self) -> bool {
        matches!(self, State::Answered | State::AnsweredOnPage)
    }

    fn named(name: &str) -> State {
        State::ALL.into_iter().find(|state| state.name() == name).unwrap_or(State::Open)
    }
}

/// An episode as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Episode {
    pub id: i64,
    /// Dropped after 30 days.
    pub person: Option<String>,
    /// The last query; dropped after 180 days.
    pub text: Option<String>,
    /// The state where it is settled, else `open`: see [`Episode::state_at`].
    pub state: String,
    /// Whether the first result of the last query was likely to be meant.
    pub confident: bool,
    pub results: i64,
    /// The first result of the last query.
    pub nearest: Option<String>,
    /// What was used or opened.
    pub entry: Option<String>,
    pub used: bool,
    /// How long the first result was seen, open in place.
    pub first_ms: Millis,
    pub opened_at: Option<Millis>,
    /// How long an opened entry was seen; `None` where no script measured that.
    pub opened_ms: Option<Millis>,
    pub said_no_at: Option<Millis>,
    pub stage: Option<String>,
    pub persona: Option<String>,
    pub competitor: Option<String>,
    pub started_at: Millis,
    /// The moment of the last query.
    pub ended_at: Millis,
}

impl Episode {
    /// Whether it is written down how it ended.
    pub fn is_settled(&self) -> bool {
        State::named(&self.state) != State::Open
    }

    /// How it ended, as far as that is known at a moment: the first rule that fits.
    pub fn state_at(&self, now: Millis) -> State {
        let settled = State::named(&self.state);
        if settled != State::Open {
            return settled;
        }
        let since = now - self.ended_at;
        let seen = self.opened_ms.or(self.opened_at.map(|at| now - at)).unwrap_or_default();
        match () {
            () if self.said_no_at.is_some() => State::SaidNo,
            () if self.used || seen >= READ => State::Answered,
            () if self.confident && self.first_ms >= READ_IN_PLACE && since >= QUIET => State::AnsweredOnPage,
            () if since < FOLDED => State::Open,
            () if !self.confident => State::NothingFound,
            () => State::NotOpened,
        }
    }

    /// Whether a query at a moment goes on with it. What was said no to is over: the next query is another attempt.
    pub(super) fn goes_on(&self, at: Millis) -> bool {
        State::named(&self.state) == State::Open && self.said_no_at.is_none() && at - self.ended_at < FOLDED
    }

    /// Whether what is done at a moment still belongs to it.
    pub(super) fn is_remembered(&self, at: Millis) -> bool {
        at - self.ended_at < REMEMBERED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> Episode {
        Episode { state: "open".to_owned(), confident: true, results: 3, ended_at: 1_000_000, ..Episode::default() }
    }

    #[test]
    fn the_first_rule_that_fits_tells_the_state() {
        let later = 1_000_000 + FOLDED;
        let state = |episode: &Episode| episode.state_at(later);
        assert_eq!(state(&found()), State::NotOpened);
        assert_eq!(state(&Episode { confident: false, ..found() }), State::NothingFound);
        assert_eq!(state(&Episode { first_ms: READ_IN_PLACE, ..found() }), State::AnsweredOnPage);
        assert_eq!(state(&Episode { first_ms: READ_IN_PLACE - 1, ..found() }), State::NotOpened);
        let unsure = Episode { first_ms: READ_IN_PLACE, confident: false, ..found() };
        assert_eq!(state(&unsure), State::NothingFound, "the first result was only the nearest");
        assert_eq!(state(&Episode { used: true, ..unsure.clone() }), State::Answered);
        assert_eq!(state(&Episode { opened_ms: Some(READ), ..unsure.clone() }), State::Answered);
        assert_eq!(state(&Episode { opened_at: Some(1), opened_ms: Some(READ - 1), ..found() }), State::NotOpened);
        let no = Episode { said_no_at: Some(1_000_001), used: true, ..found() };
        assert_eq!(no.state_at(1_000_001), State::SaidNo, "said no is tested first, and known at once");
        assert_eq!(state(&Episode { state: "answered".to_owned(), ..no }), State::Answered, "settled is settled");
    }

    #[test]
    fn as_long_as_the_next_query_may_come_it_is_open() {
        let at = |after: Millis| 1_000_000 + after;
        assert_eq!(found().state_at(at(FOLDED - 1)), State::Open);
        let seen = Episode { first_ms: READ_IN_PLACE, ..found() };
        assert_eq!((seen.state_at(at(QUIET - 1)), seen.state_at(at(QUIET))), (State::Open, State::AnsweredOnPage));
        // Without a script nobody measures how long an entry is read: whoever asks nothing else for so long has read it.
        let opened = Episode { opened_at: Some(at(5_000)), ..found() };
        assert_eq!((opened.state_at(at(12_999)), opened.state_at(at(13_000))), (State::Open, State::Answered));
        assert!(found().goes_on(at(FOLDED - 1)) && !found().goes_on(at(FOLDED)));
        assert!(found().goes_on(at(-5_000)), "the clock went back");
        assert!(!Episode { said_no_at: Some(at(1)), ..found() }.goes_on(at(2)));
    }
}

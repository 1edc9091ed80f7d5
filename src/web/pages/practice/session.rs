//! A session: a few cards in a few minutes. It stands in the address, so that it needs no script and no memory here.

use serde::Deserialize;

use crate::store::Millis;
use crate::training::cards::Card;
use crate::web::urls;

/// Cards of a session.
pub const MOST_CARDS: u32 = 5;
/// How long a session takes: when it is over, no other card is shown.
const MOST_TIME: Millis = 3 * 60 * 1000;

/// What is practised, and how far one is. Of a form or of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Session {
    /// The one entry that is practised, due or not.
    #[serde(default)]
    pub entry: String,
    /// The one stage that is practised, due or not.
    #[serde(default)]
    pub stage: String,
    /// Although nobody works today.
    #[serde(default)]
    pub anyway: String,
    /// When it began, as the store keeps moments; 0 before the first card.
    #[serde(default)]
    pub begun: Millis,
    /// The last review before it.
    #[serde(default)]
    pub known: i64,
    /// Cards that were graded.
    #[serde(default)]
    pub done: u32,
}

impl Session {
    /// The session that begins where none did.
    pub fn begin(self, now: Millis, known: i64) -> Session {
        if self.begun == 0 { Session { begun: now, known, done: 0, ..self } } else { self }
    }

    /// The same with one card more.
    pub fn and_one(&self) -> Session {
        Session { done: self.done.saturating_add(1), ..self.clone() }
    }

    /// The same from its first card on.
    pub fn anew(&self) -> Session {
        Session { begun: 0, known: 0, done: 0, ..self.clone() }
    }

    /// Whether there were cards enough, or time enough. A clock that was set back leaves the cards.
    pub fn is_over(&self, now: Millis) -> bool {
        self.done >= MOST_CARDS || now.saturating_sub(self.begun) >= MOST_TIME
    }

    /// Whether somebody chose what to practise.
    pub fn is_chosen(&self) -> bool {
        !self.entry.is_empty() || !self.stage.is_empty()
    }

    /// Whether somebody chose a card.
    pub fn chooses(&self, card: &Card, entry: Option<&str>) -> bool {
        let of_entry = self.entry.is_empty() || entry == Some(card.page.entry().id.as_str());
        of_entry && (self.stage.is_empty() || card.is_of_stage(&self.stage))
    }

    /// What a form or an address says of it.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let numbers =
            [("begun", self.begun.to_string()), ("known", self.known.to_string()), ("done", self.done.to_string())];
        let words = [("entry", &self.entry), ("stage", &self.stage), ("anyway", &self.anyway)];
        let words = words.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.clone()));
        words.chain(numbers.into_iter().filter(|_| self.begun != 0)).collect()
    }

    /// Where it goes on.
    pub fn address(&self) -> String {
        let pair = |(name, value): &(&str, String)| format!("{name}={}", urls::encode(value));
        let pairs: Vec<String> = self.fields().iter().map(pair).collect();
        if pairs.is_empty() { urls::PRACTICE.to_owned() } else { format!("{}?{}", urls::PRACTICE, pairs.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_five_cards_or_three_minutes() {
        let session = Session::default().begin(1_000_000, 7);
        assert!(!session.is_over(1_000_000) && !session.is_over(1_179_999) && session.is_over(1_180_000));
        assert!(!Session { done: 4, ..session.clone() }.is_over(1_000_001));
        assert!(Session { done: 4, ..session.clone() }.and_one().is_over(1_000_001));
        // The clock was set back.
        assert!(!session.is_over(0));
        assert_eq!(session.clone().begin(2_000_000, 9), session, "it begins once");
        assert_eq!(session.and_one().anew(), Session::default());
    }

    #[test]
    fn a_session_stands_in_its_address() {
        assert_eq!(Session::default().address(), "/practice");
        let entry = Session { entry: "objection/a b".to_owned(), begun: 5, done: 2, ..Session::default() };
        assert_eq!(entry.address(), "/practice?entry=objection%2Fa%20b&begun=5&known=0&done=2");
        let hostile = Session { stage: "x&done=0\r\n".to_owned(), ..Session::default() };
        assert_eq!(hostile.address(), "/practice?stage=x%26done%3D0%0D%0A");
    }
}

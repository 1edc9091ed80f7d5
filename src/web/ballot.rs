//! A vote as it is sent, by form or as JSON, checked before anybody counts it.

use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;

use super::error::Error;
use crate::insights::Ballot;
use crate::store::Said;

/// Letters of a note and of the name of a deal.
const LONGEST_NOTE: usize = 2000;
const LONGEST_DEAL: usize = 200;
/// How long ago the use may be that a vote is about.
const LATEST: i64 = 31;

/// A vote as somebody sends it.
#[derive(Debug, Clone, Deserialize)]
pub struct Sent {
    /// `objection/x#anchor`.
    pub answer: String,
    /// `worked`, `partly`, `did_not` or `not_said`.
    pub value: String,
    pub deal: Option<String>,
    /// The day of the use that it is about, such as `2026-11-23`.
    pub on: Option<String>,
    pub note: Option<String>,
}

impl Sent {
    /// The vote.
    pub fn ballot(&self, today: Date) -> Result<Ballot, Error> {
        let said = Said::from_name(&self.value)
            .ok_or(Error::Invalid("a vote is one of these: worked, partly, did_not, not_said"))?;
        let note = short(self.note.as_deref(), LONGEST_NOTE, "a note has 2,000 letters at most")?;
        let on = match filled(self.on.as_deref()) {
            None => None,
            Some(day) => Some(day_of(day, today)?),
        };
        Ok(Ballot { answer: self.answer.clone(), said, deal: deal(self.deal.as_deref())?, on, note })
    }
}

/// The name or id of a deal.
pub fn deal(text: Option<&str>) -> Result<Option<String>, Error> {
    short(text, LONGEST_DEAL, "the name of a deal has 200 letters at most")
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn short(text: Option<&str>, most: usize, otherwise: &'static str) -> Result<Option<String>, Error> {
    let text = filled(text);
    if text.is_some_and(|text| text.chars().count() > most) {
        return Err(Error::Invalid(otherwise));
    }
    Ok(text.map(str::to_owned))
}

fn day_of(text: &str, today: Date) -> Result<Date, Error> {
    let wrong = Error::Invalid("the day of the use is a day of the last month, such as 2026-11-23");
    let day: Date = text.parse().map_err(|_| wrong)?;
    let first = today.saturating_sub(Span::new().days(LATEST));
    if (first..=today).contains(&day) { Ok(day) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_cannot_be_a_vote_is_told_in_words() {
        let sent = |value: &str, on: Option<&str>, note: &str| {
            let sent = Sent {
                answer: "objection/x#a".to_owned(),
                value: value.to_owned(),
                deal: Some(" ".to_owned()),
                on: on.map(str::to_owned),
                note: Some(note.to_owned()),
            };
            sent.ballot(date(2026, 11, 23))
        };
        let ballot = sent("did_not", Some("2026-11-20"), " They left. ").unwrap();
        assert_eq!((ballot.deal, ballot.note.as_deref(), ballot.said), (None, Some("They left."), Said::DidNot));
        for wrong in [
            sent("great", None, ""),
            sent("Worked", None, ""),
            sent("worked", Some("2026-11-24"), ""),
            sent("worked", Some("2026-01-01"), ""),
            sent("worked", Some("yesterday"), ""),
            sent("worked", None, &"x".repeat(2001)),
        ] {
            assert!(matches!(wrong, Err(Error::Invalid(_))));
        }
    }
}

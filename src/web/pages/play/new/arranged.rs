//! What is arranged: between whom, on which day. Checked, it is a role play to be kept.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::Arranging;
use crate::store::{PlaySession, PlayState};

/// Most letters of what is said when asking.
pub const LONGEST: usize = 200;
/// How long ago a role play may have been that is entered now, and how far ahead one is planned.
pub const DAYS_BACK: i32 = 2;
pub const DAYS_AHEAD: i32 = 90;

/// What an address or a form says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Arranged {
    pub play: String,
    /// Who plays the rep; empty for whoever opens the link.
    pub person: String,
    /// Who is asked to hold it.
    pub host: String,
    pub buyer: String,
    pub day: String,
    pub note: String,
}

impl Arranged {
    /// What the viewer opens, to hold it; or what is wrong with it.
    pub fn held(&self, by: &Arranging) -> Result<PlaySession, &'static str> {
        let viewer = &by.viewer.id;
        let known = |id: &str| id.is_empty() || by.knows(id);
        if !self.person.is_empty() && self.person == *viewer {
            return Err("Nobody scores themselves. To play the rep yourself, ask somebody else to hold it.");
        }
        if !known(&self.person) || !(known(&self.buyer) || self.buyer == *viewer) {
            return Err("That is nobody of the team. Choose somebody of the list.");
        }
        if !self.person.is_empty() && self.buyer == self.person {
            return Err("One person cannot play both sides. Choose somebody else for the customer, or nobody.");
        }
        let near = "Choose a day of the last two days or of the next three months.";
        let day = self.day(by.app.today_there()).ok_or(near)?;
        let named = |id: &String| Some(id.clone()).filter(|id| !id.is_empty() && id != viewer);
        Ok(PlaySession {
            state: PlayState::Open,
            person: named(&self.person),
            host: Some(viewer.clone()),
            buyer: named(&self.buyer),
            day: Some(day),
            rubric: by.sheet.to_text(),
            ..unplayed(by)
        })
    }

    /// What the viewer wants to play, and asks somebody to hold; or what is wrong with it.
    pub fn booked(&self, by: &Arranging) -> Result<PlaySession, &'static str> {
        let (viewer, note) = (&by.viewer.id, self.note.trim());
        if !self.host.is_empty() && self.host == *viewer {
            return Err("Nobody scores themselves. Ask somebody else.");
        }
        if !by.knows(&self.host) {
            return Err("Choose whom you ask.");
        }
        if note.chars().count() > LONGEST {
            return Err("200 characters are enough to say when it would suit you.");
        }
        let (person, host) = (Some(viewer.clone()), Some(self.host.clone()));
        Ok(PlaySession { person, host, note: note.to_owned(), ..unplayed(by) })
    }

    /// The day on which it is held, today where none is said; none where it is none, or far from today.
    fn day(&self, today: Date) -> Option<Date> {
        let (first, last) = (today.saturating_sub(DAYS_BACK.days()), today.saturating_add(DAYS_AHEAD.days()));
        let day = if self.day.is_empty() { Some(today) } else { self.day.parse().ok() };
        day.filter(|day| (first..=last).contains(day))
    }
}

/// A role play between nobody yet.
fn unplayed(by: &Arranging) -> PlaySession {
    PlaySession {
        id: String::new(),
        play: by.page.entry().id.to_string(),
        state: PlayState::Asked,
        person: None,
        host: None,
        buyer: None,
        day: None,
        note: String::new(),
        rubric: String::new(),
        at: by.app.now(),
    }
}

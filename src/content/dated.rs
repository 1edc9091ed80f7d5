//! What a day makes of the entries: never said to be right, long past the day of their review, ahead of it.

use jiff::civil::Date;

use super::load::Loaded;
use crate::model::Entry;
use crate::model::diagnostic::{DATE_AHEAD, Diagnostic, NEVER_VERIFIED, Position, REVIEW_DUE};
use crate::model::entry::{Status, later};

/// Where it is tomorrow already, somebody may verify today.
const AHEAD: i64 = 1;

/// What is to be said of review dates on a day. Drafts, records and what is over are nobody's duty.
pub fn dated(loaded: &Loaded, today: Date) -> Vec<Diagnostic> {
    loaded.entries().filter_map(|entry| of_entry(entry, today)).collect()
}

fn of_entry(entry: &Entry, today: Date) -> Option<Diagnostic> {
    let at = entry.common.verified_at.unwrap_or(Position::START);
    let report =
        |rule, message: String, help: &'static str| Some(Diagnostic::new(rule, &entry.path, at, message, help));
    if let Some(verified) = entry.common.last_verified.filter(|verified| *verified > later(today, AHEAD)) {
        let message = format!("`last_verified` is {verified}, a day to come");
        return report(&DATE_AHEAD, message, "Write the day on which somebody read it all and said that it is right.");
    }
    let days = entry.review_days().filter(|_| entry.common.status == Status::Published && !entry.is_faded(today))?;
    match entry.common.last_verified {
        // A day that cannot be read is told as that.
        None if entry.common.verified_at.is_some() => None,
        None => report(
            &NEVER_VERIFIED,
            "nobody has said yet that this is right".to_owned(),
            "Let its owner read it all and write the day into `last_verified`.",
        ),
        Some(verified) => {
            let due = later(verified, i64::from(days));
            let late = (today - due).get_days();
            let ago = if late == 1 { "1 day".to_owned() } else { format!("{late} days") };
            let message = format!("its review was due on {due}, {ago} ago");
            let help = "Read it all; where it is right, write today into `last_verified`, and nothing else.";
            if late > 0 { report(&REVIEW_DUE, message, help) } else { None }
        }
    }
}

//! A wording belongs to one tough question.

use std::collections::HashMap;

use jiff::civil::Date;

use super::wordings::{Wording, wordings};
use crate::content::Loaded;
use crate::model::diagnostic::{DUPLICATE_WORDING, Diagnostic};

/// The wordings that an entry before has claimed, on a day. What has no words at all is nobody's.
pub fn doubles(loaded: &Loaded, today: Date) -> Vec<Diagnostic> {
    let wordings = wordings(loaded.entries().map(AsRef::as_ref), today);
    let mut first: HashMap<&str, &Wording> = HashMap::new();
    let mut found = Vec::new();
    for wording in wordings.iter().filter(|wording| !wording.bare.is_empty()) {
        match first.get(wording.bare.as_str()) {
            Some(other) => found.push(finding(wording, other)),
            None => {
                first.insert(&wording.bare, wording);
            }
        }
    }
    found
}

fn finding(wording: &Wording, other: &Wording) -> Diagnostic {
    let place = format!("{}:{}", other.entry.path, other.at.line);
    let message = format!("{} is claimed by `{}` too ({place})", wording.quoted(), other.entry.id);
    let help = "One of the two should keep it; if both answer it in full, make them one entry.";
    let finding = wording.finding(&DUPLICATE_WORDING, message, help.to_owned()).because_of([other.entry.path.as_str()]);
    if other.is_draft() { finding.softened() } else { finding }
}

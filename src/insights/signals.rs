//! What readers and votes say of entries, brought from the store to the catalog.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::catalog::{Catalog, Live};
use crate::model::signals::{Confirmed, Flag, Losing, Signals};
use crate::stats;
use crate::store::{AnswerVotes, DAY, Error, Millis, Store};

/// Votes of so many days say whether an answer loses.
pub const VOTES_OF: i64 = 180;

/// The day of a moment, in UTC.
pub fn day_of(at: Millis) -> Date {
    let at = Timestamp::from_millisecond(at).unwrap_or_default();
    at.to_zoned(TimeZone::UTC).date()
}

/// Brings the catalog up to date with what the store says now. A store that does not answer leaves it as it was.
pub async fn refresh(store: &Store, live: &Live, now: Millis) -> Result<(), Error> {
    let signals = read(store, &live.current(), now).await?;
    live.signal(signals);
    Ok(())
}

/// Everything that is said of entries that are there, under the ids that they have now.
async fn read(store: &Store, catalog: &Catalog, now: Millis) -> Result<Signals, Error> {
    let today_id = |stored: &str| catalog.counted_page(stored).map(|page| page.entry().id.to_string());
    let mut signals = Signals::default();
    for flag in store.open_flags().await? {
        let Some(id) = today_id(&flag.entry) else { continue };
        let open = Flag { id: flag.id, answer: flag.answer, reason: flag.reason, on: day_of(flag.at) };
        signals.of_mut(&id).flags.push(open);
    }
    for (id, votes) in together(store.answer_votes(now - VOTES_OF * DAY).await?, today_id) {
        if !stats::loses(votes.sum(), votes.count()) {
            continue;
        }
        signals.of_mut(&id).losing.push(Losing { on: day_of(votes.last), answer: votes.answer });
    }
    // The last one last, under whatever id it was given.
    for confirmation in store.confirmations().await? {
        let Some(id) = today_id(&confirmation.entry) else { continue };
        let Ok(hash) = u64::from_str_radix(&confirmation.hash, 16) else { continue };
        let confirmed = Some(Confirmed { on: day_of(confirmation.at), hash });
        let signal = signals.of_mut(&id);
        *(if confirmation.verifies { &mut signal.verified } else { &mut signal.confirmed }) = confirmed;
    }
    Ok(signals)
}

/// Votes by answer, those under former ids of an entry with the others.
fn together(rows: Vec<AnswerVotes>, today_id: impl Fn(&str) -> Option<String>) -> Vec<(String, AnswerVotes)> {
    let mut votes: BTreeMap<(String, String), AnswerVotes> = BTreeMap::new();
    for row in rows {
        let Some(id) = today_id(&row.entry) else { continue };
        match votes.entry((id, row.answer.clone())) {
            Entry::Vacant(place) => drop(place.insert(row)),
            Entry::Occupied(mut place) => place.get_mut().add(&row),
        }
    }
    votes.into_iter().map(|((id, _), votes)| (id, votes)).collect()
}

/// The hash of a text, as the store keeps it.
pub fn stored_hash(hash: u64) -> String {
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_under_a_former_id_count_with_those_under_todays() {
        let votes = |entry: &str, answer: &str, did_not, last| AnswerVotes {
            entry: entry.to_owned(),
            answer: answer.to_owned(),
            worked: 0,
            partly: 0,
            did_not,
            last,
        };
        let rows =
            vec![votes("gone", "a", 9, 1), votes("new", "a", 4, 5), votes("new", "b", 1, 2), votes("old", "a", 3, 9)];
        let today_id = |id: &str| (id != "gone").then(|| "new".to_owned());
        let counted = together(rows, today_id);
        let told: Vec<_> =
            counted.iter().map(|(id, votes)| (id.as_str(), &*votes.answer, votes.did_not, votes.last)).collect();
        assert_eq!(told, [("new", "a", 7, 9), ("new", "b", 1, 2)]);
    }
}

//! What readers and votes say of entries, brought from the store to the catalog.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::verdicts::{VOTES_OF, verdicts};
use crate::catalog::{Catalog, Live};
use crate::model::signals::{Confirmed, Flag, Losing, Signals};
use crate::stats;
use crate::store::{DAY, Error, Millis, Store};

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
    let votes = store.answer_votes(now - VOTES_OF * DAY).await?;
    for votes in verdicts(catalog, &votes, day_of(now)) {
        if !stats::loses(votes.sum(), votes.count()) {
            continue;
        }
        signals.of_mut(&votes.entry).losing.push(Losing { on: day_of(votes.last), answer: votes.answer });
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

/// The hash of a text, as the store keeps it.
pub fn stored_hash(hash: u64) -> String {
    format!("{hash:016x}")
}

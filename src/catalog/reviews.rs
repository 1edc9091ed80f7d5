//! When entries fall due: those that were verified together, as by an import, do not fall due together.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Catalog, is_served};
use crate::model::Entry;
use crate::model::entry::later;

/// So many entries that would fall due on one day are spread over the days around it.
const CROWD: u32 = 5;
/// They are spread over this part of their interval, before and after.
const PART: i64 = 10;

/// How many entries were verified on a day for so many days.
#[derive(Debug, Default)]
pub(super) struct Crowds(HashMap<(Date, u32), u32>);

impl Crowds {
    pub fn of(catalog: &Catalog) -> Crowds {
        let mut crowds = HashMap::new();
        for entry in catalog.loaded.entries().filter(|entry| is_served(entry)) {
            if let (Some(verified), Some(days)) = (entry.common.last_verified, entry.review_days()) {
                *crowds.entry((verified, days)).or_default() += 1;
            }
        }
        Crowds(crowds)
    }

    /// The day on which an entry falls due.
    pub fn due(&self, entry: &Entry, verified: Date, days: u32) -> Date {
        let due = later(verified, i64::from(days));
        let crowd = self.0.get(&(verified, days)).copied().unwrap_or_default();
        if crowd < CROWD { due } else { later(due, shift(entry.id.as_str(), i64::from(days) / PART)) }
    }
}

/// From `-most` to `most`, the same for an id on every machine and in every release: FNV-1a.
fn shift(id: &str, most: i64) -> i64 {
    let hash = id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    // The upper half is mixed better than the lower bits.
    i64::try_from((hash >> 32) % (2 * most.unsigned_abs() + 1)).unwrap_or_default() - most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_shifted_within_their_bounds_and_all_over_them() {
        let shifts: Vec<_> = (0..200).map(|number| shift(&format!("objection/entry-{number}"), 9)).collect();
        assert!(shifts.iter().all(|days| (-9..=9).contains(days)));
        for days in -9..=9 {
            assert!(shifts.contains(&days), "{days}");
        }
        assert_eq!(shift("objection/a", 0), 0);
    }
}

//! What the store knows of what was asked in vain.

use crate::store::{Ask, DAY, Decision, Episode, Error, Millis, Store};

/// How far back the list of gaps looks: as long as it is known who searched, so that people can be counted.
pub const WINDOW: Millis = 30 * DAY;

/// Everything that gaps are made of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heard {
    /// By the time of their last query.
    pub episodes: Vec<Episode>,
    /// Questions to the team that nothing answers yet, however old.
    pub asks: Vec<Ask>,
    /// The latest first.
    pub decisions: Vec<Decision>,
}

impl Heard {
    /// What was searched for from a moment on and before another, with what is still asked of the team.
    pub async fn between(store: &Store, from: Millis, until: Millis) -> Result<Heard, Error> {
        Ok(Heard {
            episodes: store.episodes(from, until).await?,
            asks: store.open_asks().await?,
            decisions: store.decisions().await?,
        })
    }
}

//! Who is on a path, at hand: every page has a word for them.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use super::{Error, Store};

/// Everybody who is on a path. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Learners {
    known: Arc<RwLock<HashSet<String>>>,
    /// Held while it is read anew: what is read last stands.
    reading: Arc<tokio::sync::Mutex<()>>,
}

impl Store {
    /// Whether somebody is on a path; without asking the file.
    pub fn is_on_path(&self, person: &str) -> bool {
        self.learners.known.read().unwrap_or_else(PoisonError::into_inner).contains(person)
    }

    /// Reads it anew, after what may have changed it.
    pub(super) async fn reread_learners(&self) {
        let _reading = self.learners.reading.lock().await;
        match self.who_is_on_a_path().await {
            Ok(known) => *self.learners.known.write().unwrap_or_else(PoisonError::into_inner) = known,
            Err(error) => tracing::warn!(%error, "who is on a path cannot be read; pages say what was known before"),
        }
    }

    async fn who_is_on_a_path(&self) -> Result<HashSet<String>, Error> {
        let known = sqlx::query_scalar::<_, String>("SELECT DISTINCT person FROM enrolment WHERE ended_at IS NULL");
        Ok(known.fetch_all(self.reader()).await?.into_iter().collect())
    }
}

//! Votes that come at the same time are written at the same time: whoever comes first takes the others along.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::{Error, Store, Vote, votes};

/// A vote, and where it is told what became of it.
type Cast = (Arc<Vote>, oneshot::Sender<Result<(), Error>>);

/// Votes that wait until the writer is free.
#[derive(Debug, Clone, Default)]
pub(super) struct Ballots(Arc<Mutex<Vec<Cast>>>);

impl Ballots {
    /// Takes a vote; answers when it is committed.
    pub async fn cast(&self, store: &Store, vote: Vote) -> Result<(), Error> {
        let (tell, told) = oneshot::channel();
        if self.wait((Arc::new(vote), tell)) {
            // Those who are taken along do not depend on whether the first one still waits.
            tokio::spawn(self.clone().write(store.clone()));
        }
        told.await.unwrap_or_else(|_| Err(Error::Unwritable("the server is stopping".to_owned())))
    }

    /// Whether it is the first one that waits.
    fn wait(&self, cast: Cast) -> bool {
        let mut waiting = locked(&self.0);
        waiting.push(cast);
        waiting.len() == 1
    }

    /// All that wait at the moment when they can be written.
    fn taken(&self) -> Vec<Cast> {
        std::mem::take(&mut *locked(&self.0))
    }

    async fn write(self, store: Store) {
        let taken = Arc::new(Mutex::new(Vec::new()));
        let (waiting, keep) = (self.clone(), taken.clone());
        let together = store.write(move |connection| {
            Box::pin(async move {
                let casts = waiting.taken();
                let together: Vec<Arc<Vote>> = casts.iter().map(|(vote, _)| vote.clone()).collect();
                *locked(&keep) = casts;
                votes::write(connection, &together).await
            })
        });
        let outcome = together.await;
        let mut casts = std::mem::take(&mut *locked(&taken));
        if outcome.is_err() && casts.is_empty() {
            // It was not their turn: nothing can be written.
            casts = self.taken();
        }
        for (vote, tell) in casts {
            // What goes wrong with one of them is not the fault of the others.
            let outcome = if outcome.is_ok() { Ok(()) } else { alone(&store, vote).await };
            let _ = tell.send(outcome);
        }
    }
}

async fn alone(store: &Store, vote: Arc<Vote>) -> Result<(), Error> {
    store.write(move |connection| Box::pin(async move { votes::write(connection, &[vote]).await })).await
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! Pulls from the remote on a thread of its own: on a timer, when somebody asks, and again after a failure.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use super::words;
use crate::clock::Clock;
use crate::config::Git;
use crate::history::{self, Pulled, Pulls, Trouble, Wish, Wishes};
use crate::watch::Changed;

/// A remote that takes longer does not answer.
const PATIENCE: Duration = Duration::from_secs(120);
/// After the first failure it is tried again so soon; after each further one, twice as late.
const FIRST_RETRY: Duration = Duration::from_secs(10);
/// It is never tried again later than this.
const LAST_RETRY: Duration = Duration::from_secs(15 * 60);

/// Follows the remote of a folder from now on; ends when nobody can ask any more. What is pulled is told to whoever follows
/// the folder. Where there is no remote, and nobody configured that one is pulled, nothing ever is.
pub fn keep_pulling(folder: PathBuf, git: &Git, changed: Sender<Changed>, clock: Arc<dyn Clock>) -> Pulls {
    let wanted = git.pull.is_some() || git.hook_secret.is_some();
    if !wanted && !history::has_remote(&folder, &git.remote) {
        return Pulls::default();
    }
    let (pulls, wishes) = Pulls::new();
    let (remote, every) = (git.remote.clone(), git.pull);
    std::thread::spawn(move || run(&folder, &remote, every, &wishes, &changed, &*clock));
    pulls
}

fn run(
    folder: &Path,
    remote: &str,
    every: Option<Duration>,
    wishes: &Wishes,
    changed: &Sender<Changed>,
    clock: &dyn Clock,
) {
    // Where a timer is wanted, the first pull is at once.
    let (mut failures, mut wait) = (0, every.map(|_| Duration::ZERO));
    while wishes.next(wait) == Wish::Pull {
        wishes.begin();
        let pulled = catch_unwind(AssertUnwindSafe(|| history::pull(folder, remote, PATIENCE)));
        let pulled = pulled.unwrap_or_else(|panic| Err(Trouble::Failed(words(&*panic))));
        log(remote, &pulled);
        failures = if pulled.is_ok() { 0 } else { failures + 1 };
        wait = pause(failures, every);
        if pulled.as_ref().is_ok_and(|pulled| *pulled != Pulled::Same) {
            // Whoever followed the folder has ended with the server.
            let _ = changed.send(Changed::Anything);
        }
        wishes.end(&pulled, clock.now());
    }
}

/// How long to wait after so many failures in a row; for good where nothing failed and no timer is wanted.
fn pause(failures: u32, every: Option<Duration>) -> Option<Duration> {
    match failures {
        0 => every,
        _ => Some(FIRST_RETRY.saturating_mul(2_u32.saturating_pow(failures - 1)).min(LAST_RETRY)),
    }
}

fn log(remote: &str, pulled: &Result<Pulled, Trouble>) {
    match pulled {
        Ok(Pulled::Same) => tracing::debug!(remote, "nothing new to pull"),
        Ok(Pulled::Forward) => tracing::info!(remote, "pulled"),
        Ok(Pulled::Rewritten { kept }) => {
            tracing::warn!(remote, ?kept, "the remote's history was rewritten, and is followed");
        }
        Err(trouble) => tracing::warn!(remote, %trouble, "nothing was pulled; what is here is served"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_often_it_fails_the_later_it_is_tried_and_never_too_late() {
        let seconds = |failures, every| pause(failures, every).map(|pause| pause.as_secs());
        let minute = Some(Duration::from_secs(60));
        assert_eq!(
            [0, 1, 2, 3, 7, 8, 200].map(|failures| seconds(failures, minute)),
            [60, 10, 20, 40, 640, 900, 900].map(Some)
        );
        assert_eq!((seconds(0, None), seconds(1, None)), (None, Some(10)));
    }
}

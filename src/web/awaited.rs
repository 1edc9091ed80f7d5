//! Work for somebody who may stop waiting for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::Error;

/// Somebody waits as long as this is there. It goes with the future of the handler that holds it, which is dropped when
/// the client has hung up.
#[derive(Debug, Default)]
struct Waiting {
    gone: Arc<AtomicBool>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.gone.store(true, Ordering::Relaxed);
    }
}

/// Works away from the threads that answer requests. The work can ask whether nobody waits for it any longer; what has
/// not even begun by then never does.
pub async fn awaited<T: Send + 'static>(
    work: impl FnOnce(&dyn Fn() -> bool) -> T + Send + 'static,
) -> Result<T, Error> {
    let waiting = Waiting::default();
    let gone = waiting.gone.clone();
    // What it logs is still of the request.
    let request = tracing::Span::current();
    let begin = move || {
        let abandoned = || gone.load(Ordering::Relaxed);
        (!abandoned()).then(|| request.in_scope(|| work(&abandoned)))
    };
    match tokio::task::spawn_blocking(begin).await {
        Ok(done) => done.ok_or(Error::Internal),
        Err(error) => {
            tracing::error!(%error, "a request could not be answered");
            Err(Error::Internal)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn who_hangs_up_is_worked_for_no_longer() {
        let ((begin, begun), (end, ended)) = (oneshot::channel(), oneshot::channel());
        let work = tokio::spawn(awaited(move |abandoned| {
            begin.send(abandoned()).unwrap();
            while !abandoned() {
                std::thread::yield_now();
            }
            end.send(()).unwrap();
        }));
        assert!(!begun.await.unwrap(), "somebody waits");
        work.abort();
        ended.await.unwrap();
    }

    #[tokio::test]
    async fn who_waits_is_answered_and_told_where_the_work_broke_off() {
        assert_eq!(awaited(|abandoned| abandoned()).await, Ok(false));
        assert_eq!(awaited(|_| std::panic::resume_unwind(Box::new(()))).await, Err::<(), _>(Error::Internal));
    }
}

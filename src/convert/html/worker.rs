//! Third-party code in a thread of its own, which the caller's thread keeps for its next page: there a
//! deep tree has room, a panic costs one page, and a page that takes too long is left behind.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

/// The parser's tree may be deep.
const STACK_LEN_BYTES: usize = 64 * 1024 * 1024;

type Job = Box<dyn FnOnce() + Send>;

thread_local! {
    static WORKER: RefCell<Option<Sender<Job>>> = const { RefCell::new(None) };
}

/// What a job returns; `None` if it panics or takes longer than `limit`. Then its thread is left to
/// itself and ends when the job does.
pub fn within<T: Send + 'static>(limit: Duration, job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (send, receive) = mpsc::channel();
    let job: Job = Box::new(move || {
        if let Ok(result) = catch_unwind(AssertUnwindSafe(job)) {
            // Nobody waits any more after the limit.
            let _ = send.send(result);
        }
    });
    let worker = WORKER.take().or_else(start)?;
    worker.send(job).ok()?;
    match receive.recv_timeout(limit) {
        Ok(result) => {
            WORKER.set(Some(worker));
            Some(result)
        }
        Err(_) => None,
    }
}

fn start() -> Option<Sender<Job>> {
    let (send, jobs) = mpsc::channel::<Job>();
    let work = move || jobs.into_iter().for_each(|job| job());
    thread::Builder::new().stack_size(STACK_LEN_BYTES).spawn(work).ok().map(|_detached| send)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_and_endless_pages_cost_themselves_alone() {
        let long = Duration::from_secs(60);
        assert_eq!(within(long, || 1), Some(1));
        assert_eq!(within(long, || -> i32 { panic!("as broken code does") }), None);
        assert_eq!(within(Duration::from_millis(1), || thread::sleep(Duration::from_millis(300))), None);
        assert_eq!(within(long, || 2), Some(2));
    }
}

//! Third-party code in a thread of its own, which the caller's thread keeps for its next page: there a
//! deep tree has room, a panic costs one page, and a page that takes too long is left behind.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

/// The parser's tree may be deep.
const STACK_LEN_BYTES: usize = 64 * 1024 * 1024;

type Job = Box<dyn FnOnce() + Send>;

thread_local! {
    static WORKER: RefCell<Option<Sender<Job>>> = const { RefCell::new(None) };
}

/// So many threads may be left behind and still busy. From then on, pages are refused at once instead of
/// taking memory and processors for good.
const MOST_LEFT: usize = 8;
/// Threads that were left behind and have not ended.
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// What a job returns; `None` if it panics or takes longer than `limit`, or if too many others are still
/// busy that did. Then its thread is left to itself and ends when the job does.
pub fn within<T: Send + 'static>(limit: Duration, job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    if LEFT.load(Ordering::Relaxed) >= MOST_LEFT {
        return None;
    }
    let (send, receive) = mpsc::channel();
    let left = Arc::new(AtomicBool::new(false));
    let is_left = left.clone();
    let job: Job = Box::new(move || {
        if let Ok(result) = catch_unwind(AssertUnwindSafe(job)) {
            // Nobody waits any more after the limit.
            let _ = send.send(result);
        }
        // Whoever comes second sees what the first did.
        if is_left.swap(true, Ordering::AcqRel) {
            LEFT.fetch_sub(1, Ordering::Relaxed);
        }
    });
    let worker = WORKER.take().or_else(start)?;
    worker.send(job).ok()?;
    match receive.recv_timeout(limit) {
        Ok(result) => {
            WORKER.set(Some(worker));
            Some(result)
        }
        Err(_) => {
            LEFT.fetch_add(1, Ordering::Relaxed);
            if left.swap(true, Ordering::AcqRel) {
                LEFT.fetch_sub(1, Ordering::Relaxed);
            }
            None
        }
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
        // Those left behind are few, and count only as long as they are busy.
        let busy = || within(Duration::from_millis(1), || thread::sleep(Duration::from_millis(1500)));
        (0..MOST_LEFT).for_each(|_| assert_eq!(busy(), None));
        assert_eq!(within(long, || 3), None);
        thread::sleep(Duration::from_millis(2500));
        assert_eq!(within(long, || 4), Some(4));
    }
}

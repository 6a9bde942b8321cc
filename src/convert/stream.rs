//! A source's documents, handed to several threads and collected in the source's order.
//!
//! 1. The calling thread lists and hands over, a few documents at a time: through a short channel, so that however
//!    large the source is, only as many of these handfuls are in memory as there are threads, and as many again.
//! 2. Threads read and work on one handful each.
//! 3. What comes out is settled and collected in the source's order, whoever was done first: a
//!    thread waits for its [`Turn`], once for a handful. So nothing depends on the number of threads.

use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex};
use std::thread;

use super::source::{Found, Source};

/// A value that each document may change when all documents before it have had their turn.
#[derive(Debug)]
pub struct Turn<T> {
    state: Mutex<(usize, T)>,
    passed: Condvar,
}

impl<T> Turn<T> {
    /// The value before the first turn.
    pub fn new(value: T) -> Turn<T> {
        Turn { state: Mutex::new((0, value)), passed: Condvar::new() }
    }

    /// The value behind the last turn.
    pub fn end(self) -> T {
        self.state.into_inner().expect("no thread panics in its turn").1
    }

    /// Waits until all turns before `index` have been taken, and takes `count` turns from it on. Every index has to have
    /// its turn once, or those behind it wait forever.
    pub fn take<R>(&self, index: usize, count: usize, act: impl FnOnce(&mut T) -> R) -> R {
        let lock = self.state.lock().expect("no thread panics in its turn");
        let mut state = self.passed.wait_while(lock, |s| s.0 != index).expect("no thread panics in its turn");
        let result = act(&mut state.1);
        state.0 += count;
        self.passed.notify_all();
        result
    }
}

/// The most documents of a handful. A thread that waits for its turn loses the less the more there are.
const MOST: usize = 16;
/// The most bytes of a handful, but for its last document.
const MOST_BYTES: usize = 256 * 1024;

/// Runs `work` on all that a source finds, on `jobs` threads, and `collect` on the results in the source's order. Where
/// `collect` returns false, the source is told to stop; what is under way still ends.
pub fn in_order<T: Send>(
    source: &dyn Source,
    jobs: usize,
    work: impl Fn(Found) -> T + Sync,
    collect: impl FnMut(T) -> bool + Send,
) {
    settled_in_order(source, jobs, |found| (work(found), 0), |_, results| results, collect);
}

/// The same in two steps: runs `read` on all that a source finds, on `jobs` threads, `settle` on what a handful of these gave with the number of its
/// first, and `collect` on the results in the source's order. `read` also says how many bytes are to be held until then.
pub fn settled_in_order<R, T: Send>(
    source: &dyn Source,
    jobs: usize,
    read: impl Fn(Found) -> (R, usize) + Sync,
    settle: impl Fn(usize, Vec<R>) -> Vec<T> + Sync,
    collect: impl FnMut(T) -> bool + Send,
) {
    struct Collected<C> {
        collect: C,
        going: bool,
    }
    let jobs = jobs.max(1);
    let collected = Turn::new(Collected { collect, going: true });
    let (send, receive) = sync_channel::<(usize, Vec<Found>)>(jobs);
    let receive = Mutex::new(receive);
    let run = || {
        loop {
            // The lock is held while waiting: the others would only wait as well.
            let next = receive.lock().expect("taking documents cannot panic").recv();
            let Ok((mut first, handful)) = next else { return };
            let mut handful = handful.into_iter().peekable();
            while handful.peek().is_some() {
                let mut held = 0;
                let mut some = Vec::with_capacity(handful.len());
                while let Some(found) = handful.next_if(|_| held < MOST_BYTES) {
                    let (one, len) = read(found);
                    some.push(one);
                    held += len;
                }
                let count = some.len();
                let results = settle(first, some);
                collected.take(first, count, |c| results.into_iter().for_each(|result| c.going &= (c.collect)(result)));
                first += count;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(run);
        }
        let (mut first, mut held) = (0, 0);
        let mut handful: Vec<Found> = Vec::new();
        source.each(&mut |found| {
            held += found.as_ref().map_or(0, |item| item.content.held_bytes());
            handful.push(found);
            // A small batch is for all threads, too.
            if handful.len() < (first / (jobs * 8)).clamp(1, MOST) && held < MOST_BYTES {
                return true;
            }
            let some = std::mem::take(&mut handful);
            let next = first + some.len();
            let going = collected.state.lock().expect("no thread panics in its turn").1.going;
            let sent = going && send.send((first, some)).is_ok();
            (first, held) = (next, 0);
            sent
        });
        if !handful.is_empty() {
            // Nobody listens any more if all threads have ended, and then there is nothing to do.
            let _ = send.send((first, handful));
        }
        drop(send);
    });
}

/// How many threads `--jobs` means.
pub fn threads(jobs: usize) -> usize {
    if jobs > 0 { jobs } else { thread::available_parallelism().map_or(1, usize::from) }
}

//! A source's documents, handed to several threads and collected in the source's order.
//!
//! 1. The calling thread lists and hands over: through a short channel, so that however large the
//!    source is, only as many documents are in memory as there are threads, and as many again.
//! 2. Threads work on one document each.
//! 3. What comes out is collected one after another in the source's order, whoever was done first: a
//!    thread waits for its [`Turn`]. So nothing depends on the number of threads.

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

    /// Waits until all turns before `index` have been taken, and takes it. Every index has to take
    /// its turn once, or those behind it wait forever.
    pub fn take<R>(&self, index: usize, act: impl FnOnce(&mut T) -> R) -> R {
        let lock = self.state.lock().expect("no thread panics in its turn");
        let mut state = self.passed.wait_while(lock, |s| s.0 != index).expect("no thread panics in its turn");
        let result = act(&mut state.1);
        state.0 += 1;
        self.passed.notify_all();
        result
    }
}

/// Runs `work` on all that a source finds, on `jobs` threads, and `collect` on the results in the
/// source's order. Where `collect` returns false, the source is told to stop; what is under way
/// still ends.
pub fn in_order<T: Send>(
    source: &dyn Source,
    jobs: usize,
    work: impl Fn(usize, Found) -> T + Sync,
    collect: impl FnMut(T) -> bool + Send,
) {
    struct Collected<C> {
        collect: C,
        going: bool,
    }
    let jobs = jobs.max(1);
    let collected = Turn::new(Collected { collect, going: true });
    let (send, receive) = sync_channel::<(usize, Found)>(jobs);
    let receive = Mutex::new(receive);
    let run = || {
        loop {
            // The lock is held while waiting: the others would only wait as well.
            let next = receive.lock().expect("taking a document cannot panic").recv();
            let Ok((index, found)) = next else { return };
            let result = work(index, found);
            collected.take(index, |c| c.going &= (c.collect)(result));
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(run);
        }
        let mut index = 0;
        source.each(&mut |found| {
            let going = collected.state.lock().expect("no thread panics in its turn").1.going;
            let sent = going && send.send((index, found)).is_ok();
            index += 1;
            sent
        });
        drop(send);
    });
}

/// How many threads `--jobs` means.
pub fn threads(jobs: usize) -> usize {
    if jobs > 0 { jobs } else { thread::available_parallelism().map_or(1, usize::from) }
}

//! Work spread over threads, each with its own reusable state.
//!
//! Plain scoped threads rather than a pool: every phase has one flat list of items, and each
//! worker keeps buffers across its items, which work-stealing pools do not offer per thread.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Runs `work` on every item of `items` with its index, on up to `jobs` threads, in blocks of
/// neighbours, in order.
///
/// Each thread makes its state with `start` and hands it back at its end; the states are returned
/// in no particular order. The first error stops all threads and is returned.
pub fn fill<T: Send, S: Send, E: Send>(
    jobs: usize,
    items: &mut [T],
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize, &mut T) -> Result<(), E> + Sync,
) -> Result<Vec<S>, E> {
    let len = items.len();
    // Small enough to share evenly, large enough that neighbours share folders and caches.
    let size = (len / (jobs.max(1) * 8)).clamp(1, 64);
    let blocks = Mutex::new(items.chunks_mut(size).enumerate());
    let failed = AtomicBool::new(false);
    let run = || {
        let mut state = start();
        while !failed.load(Ordering::Relaxed) {
            let next = blocks.lock().expect("taking a block cannot panic").next();
            let Some((block, items)) = next else { break };
            for (at, item) in items.iter_mut().enumerate() {
                if let Err(e) = work(&mut state, block * size + at, item) {
                    failed.store(true, Ordering::Relaxed);
                    return Err(e);
                }
            }
        }
        Ok(state)
    };
    let threads = jobs.clamp(1, len.div_ceil(size).max(1));
    if threads == 1 {
        return run().map(|state| vec![state]);
    }
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        let join =
            |w: std::thread::ScopedJoinHandle<'_, _>| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        workers.into_iter().map(join).collect::<Vec<_>>().into_iter().collect()
    })
}

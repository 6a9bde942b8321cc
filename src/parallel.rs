//! Work spread over threads, each with its own reusable state.
//!
//! Plain scoped threads rather than a pool: every phase has one flat list of items, and each
//! worker keeps buffers across its items, which work-stealing pools do not offer per thread.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Runs `work` on the indices `0..len` on up to `jobs` threads, in blocks of neighbouring indices.
///
/// Each thread makes its state with `start` and hands it back at its end; the states are returned
/// in no particular order. The first error stops all threads and is returned.
pub fn for_each<S: Send, E: Send>(
    jobs: usize,
    len: usize,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> Result<(), E> + Sync,
) -> Result<Vec<S>, E> {
    // Small enough to share evenly, large enough that neighbours share folders and caches.
    let block = (len / (jobs.max(1) * 8)).clamp(1, 64);
    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let run = || {
        let mut state = start();
        while !failed.load(Ordering::Relaxed) {
            let first = next.fetch_add(block, Ordering::Relaxed);
            if first >= len {
                break;
            }
            for index in first..(first + block).min(len) {
                if let Err(e) = work(&mut state, index) {
                    failed.store(true, Ordering::Relaxed);
                    return Err(e);
                }
            }
        }
        Ok(state)
    };
    let threads = jobs.clamp(1, len.div_ceil(block).max(1));
    if threads == 1 {
        return run().map(|state| vec![state]);
    }
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        workers
            .into_iter()
            .map(|w| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect::<Vec<_>>()
            .into_iter()
            .collect()
    })
}

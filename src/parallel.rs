//! Work spread over threads, each with its own reusable state.
//!
//! Plain scoped threads rather than a pool: every phase has one flat list of items, and each
//! worker keeps buffers across its items, which work-stealing pools do not offer per thread.

use std::collections::VecDeque;
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
    fill_blocks(jobs, items, start, |state, first, items| {
        items.iter_mut().enumerate().try_for_each(|(at, item)| work(state, first + at, item))
    })
}

/// As [`fill`], but by the block: `work` is given the index of its first item.
pub fn fill_blocks<T: Send, S: Send, E: Send>(
    jobs: usize,
    items: &mut [T],
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize, &mut [T]) -> Result<(), E> + Sync,
) -> Result<Vec<S>, E> {
    run(jobs, 1, items, start, work)
}

/// As [`fill`], but by the block, and each thread has a part of its own, from its first block on, and helps with the
/// others' when it is through: so that threads which write files are in different folders, which the file system
/// lets in one at a time.
pub fn fill_apart<T: Send, S: Send, E: Send>(
    jobs: usize,
    items: &mut [T],
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &mut [T]) -> Result<(), E> + Sync,
) -> Result<Vec<S>, E> {
    run(jobs, jobs.max(1), items, start, |state, _, items: &mut [T]| work(state, items))
}

/// Runs `work` on items that `source` finds one after the other and hands over some at a time: on up to `jobs`
/// threads, of which the one that finds them is the first, and helps when it is through. What the work made of them
/// is returned in no particular order, or the first error of either.
pub fn feed<T: Send, S, R: Send, E: Send>(
    jobs: usize,
    source: impl FnOnce(&mut dyn FnMut(Vec<T>)) -> Result<(), E>,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let (send, receive) = std::sync::mpsc::channel::<Vec<T>>();
    let receive = Mutex::new(receive);
    let run = || {
        let (mut state, mut made) = (start(), Vec::new());
        loop {
            let Ok(items) = receive.lock().expect("waiting cannot panic").recv() else { return Ok(made) };
            for item in items {
                made.push(work(&mut state, item)?);
            }
        }
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..jobs).map(|_| scope.spawn(run)).collect();
        let found = source(&mut |items| send.send(items).expect("the receiver is there"));
        drop(send);
        let mut made = run();
        for other in others {
            let more = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            made = made.and_then(|mut made| more.map(|more| made.extend(more)).map(|()| made));
        }
        found.and(made)
    })
}

/// Runs two pieces of work that do not need each other, side by side with more than one job.
pub fn both<A: Send, B>(jobs: usize, first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    if jobs <= 1 {
        return (first(), second());
    }
    std::thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        (first.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), second)
    })
}

fn run<T: Send, S: Send, E: Send>(
    jobs: usize,
    parts: usize,
    items: &mut [T],
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize, &mut [T]) -> Result<(), E> + Sync,
) -> Result<Vec<S>, E> {
    let len = items.len();
    // Small enough to share evenly, large enough that neighbours share folders and caches.
    let size = (len / (jobs.max(1) * 8)).clamp(1, 64);
    let blocks = len.div_ceil(size);
    let mut queues: Vec<VecDeque<_>> = (0..parts).map(|_| VecDeque::new()).collect();
    for (block, items) in items.chunks_mut(size).enumerate() {
        queues[block * parts / blocks].push_back((block, items));
    }
    let queues = Mutex::new(queues);
    let next = |own: usize| {
        let mut queues = queues.lock().expect("taking a block cannot panic");
        let own = queues[own % parts].pop_front();
        own.or_else(|| queues.iter_mut().max_by_key(|queue| queue.len())?.pop_back())
    };
    let failed = AtomicBool::new(false);
    let run = |thread: usize| {
        let mut state = start();
        while !failed.load(Ordering::Relaxed) {
            let Some((block, items)) = next(thread) else { break };
            if let Err(e) = work(&mut state, block * size, items) {
                failed.store(true, Ordering::Relaxed);
                return Err(e);
            }
        }
        Ok(state)
    };
    let threads = jobs.clamp(1, blocks.max(1));
    if threads == 1 {
        return run(0).map(|state| vec![state]);
    }
    std::thread::scope(|scope| {
        let run = &run;
        let workers: Vec<_> = (0..threads).map(|thread| scope.spawn(move || run(thread))).collect();
        let join =
            |w: std::thread::ScopedJoinHandle<'_, _>| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        workers.into_iter().map(join).collect::<Vec<_>>().into_iter().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_fed_is_worked_on_or_the_first_error_is_returned() {
        for jobs in [1, 2, 7] {
            let source = |some: &mut dyn FnMut(Vec<u32>)| {
                (0..50).for_each(|at| some((at * 3..at * 3 + 3).collect()));
                Ok(())
            };
            let mut made = feed(jobs, source, || 1, |one, item| Ok::<_, &str>(item + *one)).unwrap();
            made.sort_unstable();
            assert!(made.into_iter().eq(1..=150));
            let work = |_: &mut (), item| if item == 70 { Err("bad item") } else { Ok(item) };
            assert_eq!(feed(jobs, source, || (), work), Err("bad item"));
            let broken = |some: &mut dyn FnMut(Vec<u32>)| {
                some(vec![1]);
                Err("bad source")
            };
            assert_eq!(feed(jobs, broken, || (), |(), item| Ok(item)), Err("bad source"));
        }
    }
}

//! Preview: SCAN ▶ INDEX, then RENDER of only the page that is asked for.
//!
//! Nothing is written but the scan's cache. A request reaches only what the site has: an address is looked
//! up among those of its pages, never joined to a folder.
//!
//! One thread has the `Sources`: it waits for changes, reads again what changed, and gives out a new
//! `Snapshot`. Requests are answered from the one that is there, and open pages are told of each.

mod addition;
mod answer;
mod body;
mod events;
mod file;
mod guard;
mod headers;
mod listen;
mod snapshot;
mod sources;
mod trouble;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Handle};

use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use answer::Server;
pub use listen::Bind;
use sources::Sources;
pub use sources::{Load, Now};
use watch::Changes;

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Threads for reading the sources.
    pub jobs: usize,
    /// Where to listen.
    pub bind: Bind,
    /// The first port to try; 0 is any.
    pub port: u16,
    /// Look for changes now and then instead of being told of them.
    pub poll: bool,
}

/// What the server has to say.
pub enum Event<'a> {
    /// The port that was asked for is taken.
    PortTaken {
        /// Which.
        wanted: u16,
        /// The one that it has.
        instead: u16,
    },
    /// Others can reach it.
    Exposed {
        /// Through which address.
        bind: &'a Bind,
    },
    /// It is ready.
    Listening {
        /// Where.
        address: &'a str,
        /// How many articles it shows.
        articles: usize,
    },
    /// It looks for changes now and then only.
    Polling {
        /// Why.
        reason: &'a str,
    },
    /// Sources changed and were read.
    Reloaded {
        /// How many articles there are now.
        articles: usize,
        /// How long it took.
        took: Duration,
    },
    /// What is wrong with the sources.
    Diagnostics(&'a [Diagnostic]),
    /// Sources cannot be used as they are; the last good state is still shown.
    Failed(&'a Error),
}

/// Says what the server has to say.
pub type Tell = Box<dyn Fn(Event) + Send>;

/// The folder of the site, and how its settings and the moment are read.
pub struct Site {
    /// The folder.
    pub root: PathBuf,
    /// The settings, again after each change of them.
    pub load: Load,
    /// What may be shown, as of now.
    pub now: Now,
}

/// Serves until the program is told to end (Ctrl-C, SIGTERM), which is no error.
pub fn serve(site: Site, options: Options, tell: Tell) -> Result<()> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(32)
        .enable_io()
        .enable_time()
        .build()
        .map_err(Error::io("start the server", ""))?;
    let (ended, outcome) = channel();
    let stopped = ended.clone();
    runtime.spawn(async move {
        stop_signal().await;
        let _ = stopped.send(Some(Ok(())));
    });
    let handle = runtime.handle().clone();
    // A thread of its own, so that the program ends at once also while sources are read.
    let worker = std::thread::spawn(move || {
        let end = End(ended);
        let outcome = run(&handle, site, &options, &tell);
        let _ = end.0.send(Some(outcome));
    });
    let outcome = outcome.recv().ok().flatten();
    // A cache that is being written.
    crate::fs::remove_unfinished();
    // Open streams of events would otherwise be waited for.
    runtime.shutdown_background();
    outcome.unwrap_or_else(|| match worker.join() {
        Err(panic) => std::panic::resume_unwind(panic),
        Ok(()) => Ok(()),
    })
}

/// Tells when the thread ends, also by a panic.
struct End(Sender<Option<Result<()>>>);

impl Drop for End {
    fn drop(&mut self) {
        let _ = self.0.send(None);
    }
}

async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        else {
            return std::future::pending().await;
        };
        std::future::poll_fn(|context| {
            if interrupt.poll_recv(context).is_ready() || terminate.poll_recv(context).is_ready() {
                return std::task::Poll::Ready(());
            }
            std::task::Poll::Pending
        })
        .await;
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

fn run(runtime: &Handle, site: Site, options: &Options, tell: &Tell) -> Result<()> {
    let config = (site.load)()?;
    let (listener, port) = runtime.block_on(listen::listen(&options.bind, options.port))?;
    let origin = options.bind.origin(port);
    let address = format!("{origin}{}/", config.base_url.path());
    // Before anything is read, so that no change is missed.
    let (mut changes, reason) = Changes::of(&site.root, options.poll);
    let mut sources = Sources::read(config, site.load, site.now, options.jobs, origin)?;
    let mistakes: Vec<Diagnostic> = sources.diagnostics().cloned().collect();
    if !mistakes.is_empty() {
        tell(Event::Diagnostics(&mistakes));
    }
    let (snapshots, latest) = tokio::sync::watch::channel(Arc::new(sources.snapshot()));
    let server = Server::new(latest, options.bind.name.clone());
    runtime.spawn(listen::accept(listener, Arc::new(server)));
    if options.port != 0 && port != options.port {
        tell(Event::PortTaken { wanted: options.port, instead: port });
    }
    if !options.bind.address.is_loopback() {
        tell(Event::Exposed { bind: &options.bind });
    }
    if let Some(reason) = &reason {
        tell(Event::Polling { reason });
    }
    tell(Event::Listening { address: &address, articles: sources.articles() });

    while let Some(changed) = changes.wait(sources.listing_took, sources.due()) {
        let started = Instant::now();
        let Some(mistakes) = sources.update(&changed) else { continue };
        snapshots.send_replace(Arc::new(sources.snapshot()));
        let took = started.elapsed();
        if !mistakes.is_empty() {
            tell(Event::Diagnostics(&mistakes));
        }
        sources.failures().for_each(|failure| tell(Event::Failed(failure)));
        tell(Event::Reloaded { articles: sources.articles(), took });
    }
    Ok(())
}

//! A progress bar, on a terminal, for work that takes over a second.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows how far a command is. Used from any thread.
pub struct Progress {
    started: Instant,
    bar: Option<Mutex<ProgressBar>>,
}

impl Progress {
    /// A bar that shows up once there is something to wait for; none where no one would see it.
    pub fn new(quiet: bool) -> Progress {
        let visible = !quiet && std::io::stderr().is_terminal();
        Progress { started: Instant::now(), bar: visible.then(|| Mutex::new(ProgressBar::hidden())) }
    }

    /// Shows that `done` of `of` things are done; 0 where no one knows how many there are.
    pub fn show(&self, what: &'static str, done: usize, of: usize) {
        let Some(bar) = &self.bar else { return };
        if self.started.elapsed() < Duration::from_secs(1) {
            return;
        }
        let Ok(bar) = bar.lock() else { return };
        if bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
            let known = "{msg:10} {wide_bar} {human_pos}/{human_len} {eta}";
            let style = ProgressStyle::with_template(if of > 0 { known } else { "{msg:10} {human_pos} {per_sec}" });
            bar.set_style(style.expect("the template is valid"));
        }
        bar.set_message(what);
        if of > 0 {
            bar.set_length(of as u64);
        }
        bar.set_position(done as u64);
    }

    /// Clears the bar.
    pub fn finish(self) -> Duration {
        if let Some(bar) = self.bar.and_then(|bar| bar.into_inner().ok()) {
            bar.finish_and_clear();
        }
        self.started.elapsed()
    }
}

//! Ctrl-C, and what else asks a program to end: files in the making are removed, the terminal is left as it was,
//! and the exit code says so.
//!
//! Whatever was being written at that moment is what the next run puts right, as after a kill or a power cut.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// The signal that asked the program to end; 2, that of Ctrl-C, as long as none was seen.
static SIGNAL: AtomicU8 = AtomicU8::new(2);

/// The exit code of a program that was interrupted: 128 and the signal's number.
pub fn exit_code() -> u8 {
    128 + SIGNAL.load(Ordering::Relaxed)
}

/// Ends the program tidily when it is told to; 128 and the signal's number is the exit code.
pub fn end_tidily() {
    end_after(Duration::ZERO);
}

/// As [`end_tidily`], for what listens for Ctrl-C itself and has something to do before it ends: that may take
/// so long, or until it is told again.
#[cfg(unix)]
pub fn end_after(grace: Duration) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    std::thread::spawn(move || {
        let Some(signal) = signals.forever().next() else { return };
        SIGNAL.store(signal as u8, Ordering::Relaxed);
        let end = || {
            crate::fs::remove_unfinished();
            super::messages::clear_line();
            super::messages::print_error(&crate::error::Error::Interrupted);
            std::process::exit(i32::from(exit_code()));
        };
        if !grace.is_zero() {
            std::thread::spawn(move || {
                std::thread::sleep(grace);
                end();
            });
            signals.forever().next();
        }
        end();
    });
}

/// Ends a program that has nothing left to do but to give back its memory, piece by piece: the system does that at once.
pub fn end_now(code: u8) -> ExitCode {
    #[cfg(unix)]
    if std::io::Write::flush(&mut std::io::stdout()).is_ok() {
        signal_hook::low_level::exit(code.into());
    }
    ExitCode::from(code)
}

/// Elsewhere the system ends the program.
#[cfg(not(unix))]
pub fn end_after(_: Duration) {}

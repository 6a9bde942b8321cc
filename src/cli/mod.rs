//! stub
use std::process::ExitCode;
/// x
pub fn run(_: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    ExitCode::SUCCESS
}

//! The `newsgen` program: hands its arguments to the library and exits with what that says.

fn main() -> std::process::ExitCode {
    newsgen::cli::run(std::env::args_os())
}

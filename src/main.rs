//! The `newsgen` program: hands its arguments to the library and exits with what that says.

fn main() -> std::process::ExitCode {
    newsgen::cli::run(std::env::args_os())
}

/// Pages are made of very many small texts and values, on all threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

//! The `ties` program: hand the arguments over, give back the exit code.

fn main() -> std::process::ExitCode {
    ties::cli::run()
}

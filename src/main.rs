//! The `fieldlore` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    fieldlore::cli::run()
}

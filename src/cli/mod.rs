//! The command line: one file per subcommand.

mod backup;
mod check;
mod convert;
mod erase;
mod eval;
mod export;
mod findings;
mod import;
mod init;
mod new;
mod prepared;
mod progress;
mod search;
mod serve;
mod stored;
mod tend;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{self, Given};

/// A knowledge base for sales teams: type what the customer said, read what to say.
///
/// Point it at a folder of Markdown files and open the address that it prints. Nothing else is needed: files that
/// change are live at once.
#[derive(Debug, Parser)]
#[command(name = "fieldlore", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// The subcommands; what each does is said at its arguments.
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    New(new::Arguments),
    Serve(serve::Arguments),
    Check(check::Arguments),
    Search(search::Arguments),
    Eval(eval::Arguments),
    Backup(backup::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
    Convert(convert::Arguments),
    Erase(erase::Arguments),
}

/// Where the content is; shared by all commands.
#[derive(Debug, Args)]
struct ContentArguments {
    /// The folder with your Markdown files
    #[arg(long, value_name = "DIR", env = "FIELDLORE_CONTENT")]
    content: Option<PathBuf>,
    /// A file with the server's own settings (what concerns the content goes into fieldlore.toml beside it)
    #[arg(long, value_name = "FILE", env = "FIELDLORE_CONFIG")]
    config: Option<PathBuf>,
}

impl ContentArguments {
    fn given(self) -> Given {
        Given { config: self.config, content: self.content, ..Given::default() }
    }
}

/// How search understands meaning; shared by all commands that search.
#[derive(Debug, Args)]
struct ModelArguments {
    /// The folder for the search index, vectors and everything else that is kept [default: ./data]
    #[arg(long, value_name = "DIR", env = "FIELDLORE_DATA")]
    data: Option<PathBuf>,
    /// The sentence model: `bundled`, `none`, or a folder with model.onnx and tokenizer.json [default: bundled]
    #[arg(long, value_name = "MODEL", env = "FIELDLORE_MODEL")]
    model: Option<String>,
}

impl ModelArguments {
    fn given(self, given: Given) -> Given {
        Given { data: self.data, model: self.model, ..given }
    }
}

/// Where vectors are kept, in the data folder.
const VECTORS: &str = "vectors";

/// In the data folder: what git told, which is read again where it is missing.
const HISTORY: &str = "history";

/// What happened, in the data folder.
const STORE: &str = "fieldlore.db";

/// Why a command ended without doing what it was asked.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Config(#[from] config::Error),
    #[error(transparent)]
    Sync(#[from] crate::sync::Error),
    #[error("the search index cannot be written: {0}")]
    Search(#[from] crate::search::Error),
    #[error(
        "there are no queries at {}; write what somebody might say and what answers it, one a line, as \
         {{\"query\": \"…\", \"relevant\": [\"objection/file-name\"]}}", .0.display()
    )]
    NoQueries(PathBuf),
    #[error(transparent)]
    Files(#[from] crate::fs::Error),
    #[error(transparent)]
    Changed(#[from] crate::history::ChangedError),
    #[error(transparent)]
    Store(#[from] crate::store::Error),
    #[error("there is no {} yet; name the data folder of the server by --data", .0.display())]
    NoStore(PathBuf),
    #[error("{} is there already and is left alone; name another file", .0.display())]
    Exists(PathBuf),
    #[error(transparent)]
    Oidc(#[from] crate::oidc::Error),
    #[error(transparent)]
    Scaffold(#[from] crate::content::scaffold::Error),
    #[error(transparent)]
    New(#[from] new::Refused),
    #[error(transparent)]
    Import(#[from] crate::content::import::Error),
    #[error(transparent)]
    Convert(#[from] crate::content::convert::Refused),
    #[error(transparent)]
    Unanswered(#[from] init::Unanswered),
    #[error("cannot listen on {0}: {1}")]
    Listen(std::net::SocketAddr, std::io::Error),
    #[error("another server keeps its data in {}; give this one a folder of its own by --data", .0.display())]
    DataInUse(PathBuf),
    #[error("cannot start: {0}")]
    Start(std::io::Error),
    #[error("cannot write the answer: {0}")]
    Output(#[from] std::io::Error),
}

/// Runs the program and gives its exit status: 0 fine, 1 something was found, 2 it could not be done.
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Init(arguments) => init::run(arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Search(arguments) => search::run(arguments),
        Command::Eval(arguments) => eval::run(arguments),
        Command::Backup(arguments) => backup::run(arguments),
        Command::Export(arguments) => export::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Convert(arguments) => convert::run(arguments),
        Command::Erase(arguments) => erase::run(arguments),
    };
    match outcome {
        Ok(code) => code,
        // A reader that has seen enough, such as `head`, is no failure.
        Err(Error::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fieldlore: {error}");
            ExitCode::from(2)
        }
    }
}

fn number(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A word as a shell takes it.
fn in_shell(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-+:@".contains(letter);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(plain) {
        return word.to_owned();
    }
    let dash = if word.starts_with('-') { "./" } else { "" };
    format!("{dash}'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_the_shell() {
        assert_eq!(in_shell("../my/playbook"), "../my/playbook");
        assert_eq!(in_shell("Lena's notes"), r"'Lena'\''s notes'");
        assert_eq!(in_shell("-x"), "./'-x'");
    }

    #[test]
    fn the_command_line_is_well_formed() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}

//! `fieldlore backup`: a copy of what people did, while the server goes on.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::Error;
use super::stored::{StoreArguments, with_store};
use crate::fs;

/// Copy what people did (votes, uses, searches, people) into one file
///
/// The copy is whole and of one moment; the server may go on. The entries themselves are files: git is their backup. To
/// restore, stop the server, put the file in the place of fieldlore.db in the data folder, and delete fieldlore.db-wal and
/// fieldlore.db-shm beside it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  fieldlore backup /var/backups/fieldlore-monday.db --data /var/lib/fieldlore")]
pub struct Arguments {
    /// The file to write; one that is there already is left alone
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    store: StoreArguments,
}

/// Writes beside the store first, which is on a local disk, and moves the finished copy.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    let file = arguments.file;
    if fs::exists(&file) {
        return Err(Error::Exists(file));
    }
    let bytes = with_store(arguments.store, async |store, data| {
        let beside = data.join(format!("backup-{}.partial", std::process::id()));
        fs::remove_file(&beside)?;
        let copied = store.copy_to(&beside).await.map_err(Error::from);
        let moved = copied.and_then(|()| Ok(fs::move_file(&beside, &file)?));
        fs::remove_file(&beside)?;
        moved.map(|()| fs::stamp(&file).map_or(0, |stamp| stamp.size))
    })?;
    println!("{}: {} kB", file.display(), bytes.div_ceil(1000));
    Ok(ExitCode::SUCCESS)
}

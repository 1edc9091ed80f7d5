//! A content folder made ready to be searched once, for the commands that do.

use std::sync::Arc;

use clap::Args;

use super::Error;
use crate::catalog::Catalog;
use crate::clock;
use crate::config::Config;
use crate::sync::{Storage, Sync};

/// How the commands that search do it.
#[derive(Debug, Clone, Copy, Args)]
pub struct SearchArguments {
    /// Search by words alone
    #[arg(long)]
    pub lexical: bool,
}

/// Reads and indexes the folder, in memory. Words are all that is indexed, so that `lexical` is how it is searched anyway.
pub fn prepared(config: &Config, _arguments: SearchArguments) -> Result<Arc<Catalog>, Error> {
    let sync = Sync::start(&config.content, &Storage::Memory, Arc::new(clock::System))?;
    Ok(sync.live().current())
}

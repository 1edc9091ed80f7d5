//! A content folder made ready to be searched once, for the commands that do.

use std::sync::Arc;

use clap::Args;

use super::{Error, ModelArguments, VECTORS};
use crate::catalog::Catalog;
use crate::clock;
use crate::config::{Config, Given};
use crate::sync::{Storage, Sync};

/// How the commands that search do it.
#[derive(Debug, Args)]
pub struct SearchArguments {
    #[command(flatten)]
    model: ModelArguments,
    /// Search by words alone, the same as --model none
    #[arg(long)]
    lexical: bool,
}

impl SearchArguments {
    /// What was given, with what is said here.
    pub fn given(self, given: Given) -> Given {
        let given = self.model.given(given);
        Given { model: if self.lexical { Some("none".to_owned()) } else { given.model.clone() }, ..given }
    }
}

/// Reads and indexes the folder, in memory, and reads its entries for their meaning. Their vectors are kept in the data
/// folder, so that the next time takes less.
pub fn prepared(config: &Config) -> Result<Arc<Catalog>, Error> {
    let sync = Sync::start(&config.content, &Storage::Memory, Arc::new(clock::System))?;
    sync.understand(&config.server.model, Some(&config.server.data.join(VECTORS)))?;
    Ok(sync.live().current())
}

//! The store of a data folder, for commands that run beside a server.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Error, STORE};
use crate::config::{self, Given};
use crate::fs;
use crate::store::Store;

/// Where the store is; shared by all commands that need nothing else.
#[derive(Debug, Args)]
pub struct StoreArguments {
    /// The data folder of the server [default: ./data]
    #[arg(long, value_name = "DIR", env = "FIELDLORE_DATA")]
    data: Option<PathBuf>,
    /// The file with the server's own settings, which may name the data folder
    #[arg(long, value_name = "FILE", env = "FIELDLORE_CONFIG")]
    config: Option<PathBuf>,
}

/// Opens the store that is there, and does something with it. A server may go on serving from it.
pub fn with_store<T>(
    arguments: StoreArguments,
    work: impl AsyncFnOnce(&Store, &Path) -> Result<T, Error>,
) -> Result<T, Error> {
    let data = config::data(Given { data: arguments.data, config: arguments.config, ..Given::default() })?;
    let path = data.join(STORE);
    if !fs::is_file(&path) {
        return Err(Error::NoStore(path));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Start)?;
    runtime.block_on(async {
        let store = Store::open(&path).await?;
        work(&store, &data).await
    })
}

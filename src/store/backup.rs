//! A copy of the store, whole and of one moment, while it is in use.

use std::path::Path;

use super::{Error, Store};

impl Store {
    /// Writes a copy into a new file on a local disk. What is written meanwhile is not in it.
    ///
    /// # Errors
    /// Where the file is there already, or cannot be written.
    pub async fn copy_to(&self, file: &Path) -> Result<(), Error> {
        sqlx::query("VACUUM INTO $1").bind(file.to_string_lossy().into_owned()).execute(self.reader()).await?;
        Ok(())
    }
}

//! What was written, and how to go on.

use std::io::{self, Write};
use std::path::Path;

use crate::cli::in_shell;
use crate::content::scaffold::File;

/// Prints the files and the next two commands.
pub fn report(out: &mut impl Write, files: &[File], folder: &Path) -> io::Result<()> {
    writeln!(out, "Wrote {} files to {}:\n", files.len(), folder.display())?;
    let width = files.iter().map(|file| file.path.chars().count()).max().unwrap_or_default().min(40);
    for File { path, about, .. } in files {
        writeln!(out, "  {path:width$}  {about}")?;
    }
    writeln!(
        out,
        "\nA draft says so on its page until you take out its line `status: draft`. README.md tells how to go on."
    )?;
    let program = std::env::args().next().unwrap_or_else(|| "fieldlore".to_owned());
    let (program, folder) = (in_shell(&program), in_shell(&folder.to_string_lossy()));
    writeln!(out, "\nNext:\n\n  {program} check {folder}\n  {program} serve --content {folder}")
}

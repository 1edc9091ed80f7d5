//! `--fix`: mends, looks again, and goes on until nothing is left that can be mended.

use std::io::{self, Write};

use super::gather::Gathering;
use crate::cli::{Error, number};
use crate::content;
use crate::model::Diagnostic;

/// A field that got its right name may have a value to mend, and that one more.
const ROUNDS: usize = 5;

/// Mends what can be; what was done comes back.
pub fn mend(gathering: &Gathering) -> Result<Vec<Diagnostic>, Error> {
    let mut mended = Vec::new();
    for _ in 0..ROUNDS {
        let checked = gathering.gather(false)?;
        let done = content::mend(&checked.loaded, &checked.findings)?;
        if done.is_empty() {
            break;
        }
        mended.extend(done.into_iter().cloned());
    }
    Ok(mended)
}

/// Says what was mended, a line for each.
pub fn report(out: &mut impl Write, mended: &[Diagnostic]) -> io::Result<()> {
    for finding in mended {
        let what = finding.fix.as_ref().map(|fix| fix.described()).unwrap_or_default();
        writeln!(out, "fixed {}:{}: {what}", finding.path, finding.line)?;
    }
    if mended.is_empty() { Ok(()) } else { writeln!(out, "{} mended\n", number(mended.len(), "finding")) }
}

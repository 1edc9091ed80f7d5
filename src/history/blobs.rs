//! The texts that commits name, read by their full hashes.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::Stdio;

use super::git;
use super::oid::Oid;
use super::substance::digest;

/// Longer texts are compared by their hash alone, and shown in part.
const MOST_BYTES: u64 = 4 << 20;

/// What each text comes down to for readers; one that is not there is missing. One process reads them all.
pub fn digests(folder: &Path, wanted: &HashSet<Oid>) -> HashMap<Oid, u64> {
    read_all(folder, wanted).unwrap_or_else(|error| {
        tracing::warn!(%error, "git could not give the texts of commits; every change counts as one that readers see");
        HashMap::new()
    })
}

fn read_all(folder: &Path, wanted: &HashSet<Oid>) -> std::io::Result<HashMap<Oid, u64>> {
    let mut digests = HashMap::new();
    if wanted.is_empty() {
        return Ok(digests);
    }
    let mut command = git::git(folder);
    command.args(["cat-file", "--batch", "--buffer"]).stdin(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let names: Vec<Oid> = wanted.iter().copied().collect();
    // Git answers while it reads: who only writes would wait for who only writes.
    let writing = std::thread::spawn(move || -> std::io::Result<()> {
        let Some(mut input) = input.map(std::io::BufWriter::new) else { return Ok(()) };
        names.iter().try_for_each(|oid| writeln!(input, "{oid}"))?;
        input.flush()
    });
    if let Some(mut output) = output.map(BufReader::new) {
        while let Some((oid, text)) = next(&mut output)? {
            digests.extend(oid.zip(text.map(|text| digest(&text))));
        }
    }
    child.wait()?;
    writing.join().ok().transpose()?;
    Ok(digests)
}

/// The next answer: `<hash> blob <size>`, the bytes and a line end; or `<hash> missing`.
fn next(output: &mut impl BufRead) -> std::io::Result<Option<(Option<Oid>, Option<String>)>> {
    let mut line = String::new();
    if output.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (oid, kind, size) = (words.next().and_then(Oid::read), words.next(), words.next());
    let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else { return Ok(Some((oid, None))) };
    let mut bytes = Vec::new();
    let mut rest = output.take(size + 1);
    rest.by_ref().take(size.min(MOST_BYTES)).read_to_end(&mut bytes)?;
    std::io::copy(&mut rest, &mut std::io::sink())?;
    let whole = kind == Some("blob") && size <= MOST_BYTES;
    Ok(Some((oid, whole.then(|| String::from_utf8_lossy(&bytes).into_owned()))))
}

/// A text by its full hash; `None` where the hash is none, or the repository has no such text.
pub fn text(folder: &Path, hash: &str) -> Option<String> {
    let oid = Oid::read(hash)?;
    let mut command = git::git(folder);
    command.args(["cat-file", "blob", "--end-of-options"]).arg(oid.to_string()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut bytes = Vec::new();
    child.stdout.take()?.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    let status = child.wait().ok()?;
    (status.success() || bytes.len() as u64 == MOST_BYTES).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

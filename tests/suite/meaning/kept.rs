//! Vectors on disk: whatever happens to them costs time, and nothing else.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fieldlore::catalog::{Catalog, texts};
use fieldlore::clock;
use fieldlore::config::{self, ModelSource};
use fieldlore::sync::{Storage, Sync};

use super::{PARAPHRASE, PRICE, RECORD, first, kept, read, three};
use crate::cli::program;

/// Reads a folder for its meaning, with vectors kept there, and asserts that it is found by its meaning.
fn understand(sync: &Sync, vectors: &Path) {
    sync.understand(&ModelSource::Bundled, Some(vectors)).unwrap();
    assert_eq!(first(&sync.live().current(), PARAPHRASE), PRICE);
}

/// The one file in a folder.
fn only(folder: &Path) -> PathBuf {
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().map(|file| file.path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.into_iter().next().unwrap()
}

#[test]
fn whatever_is_wrong_with_the_vectors_they_are_made_again() {
    type Damage = fn(&Path, &Path);
    let change = |file: &Path, change: fn(&mut Vec<u8>)| {
        let mut bytes = std::fs::read(file).unwrap();
        change(&mut bytes);
        std::fs::write(file, bytes).unwrap();
    };
    let sync = read(three().path());
    let data = tempfile::tempdir().unwrap();
    let vectors = data.path().join("vectors");
    understand(&sync, &vectors);
    let (file, whole) = (only(&vectors), kept(&vectors));
    let damages: [(&str, Damage); 7] = [
        ("garbage", |file, _| std::fs::write(file, b"\x00garbage\n\xff").unwrap()),
        ("empty", |file, _| std::fs::write(file, b"").unwrap()),
        ("gone with its folder", |_, folder| std::fs::remove_dir_all(folder).unwrap()),
        ("a link to nothing", |file, _| {
            std::fs::remove_file(file).unwrap();
            std::os::unix::fs::symlink("nowhere", file).unwrap();
        }),
        ("of another model", |file, _| {
            let bytes =
                String::from_utf8_lossy(&std::fs::read(file).unwrap()).replacen("vectors 1, ", "vectors 1, 0", 1);
            std::fs::write(file, bytes).unwrap();
        }),
        ("of a later layout", |file, _| std::fs::write(file, b"fieldlore vectors 2\n").unwrap()),
        ("a million zeros", |file, _| std::fs::write(file, vec![0; 1 << 20]).unwrap()),
    ];
    for (what, damage) in damages {
        damage(&file, &vectors);
        understand(&sync, &vectors);
        assert_eq!((what, only(&vectors), kept(&vectors)), (what, file.clone(), whole));
    }
    // What is before the damage is still used; what comes behind it is made again.
    change(&file, |bytes| bytes.truncate(bytes.len() - 5));
    understand(&sync, &vectors);
    assert_eq!(kept(&vectors), whole);
    change(&file, |bytes| {
        let end = bytes.len() - RECORD as usize * 2 - 7;
        bytes[end] ^= 0x10;
    });
    understand(&sync, &vectors);
    assert_eq!(kept(&vectors), whole);
}

#[test]
fn where_vectors_cannot_be_kept_they_are_made_each_time() {
    let sync = read(three().path());
    let data = tempfile::tempdir().unwrap();
    let vectors = data.path().join("vectors");
    understand(&sync, &vectors);
    let file = only(&vectors);
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    understand(&sync, &vectors);
    assert!(file.is_dir());
    std::fs::remove_dir_all(&vectors).unwrap();
    std::fs::write(&vectors, "not a folder").unwrap();
    understand(&sync, &vectors);
    assert_eq!(std::fs::read(&vectors).unwrap(), b"not a folder");
    understand(&sync, Path::new("/proc/nowhere"));
}

#[test]
fn vectors_that_may_only_be_read_are_read() {
    let sync = read(three().path());
    let data = tempfile::tempdir().unwrap();
    understand(&sync, data.path());
    let (file, whole) = (only(data.path()), kept(data.path()));
    let mut permissions = std::fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&file, permissions).unwrap();
    understand(&sync, data.path());
    assert_eq!(kept(data.path()), whole);
}

#[test]
fn vectors_of_what_is_gone_go_in_time() {
    let folder = three();
    let data = tempfile::tempdir().unwrap();
    understand(&read(folder.path()), data.path());
    let whole = kept(data.path());
    folder.remove("objections/lift.md");
    understand(&read(folder.path()), data.path());
    assert_eq!(kept(data.path()), whole, "so little is not worth writing all anew");
    folder.remove("objections/data.md");
    folder.write("objections/price.md", super::objection("Too expensive", "Why does it cost so much?", &[]));
    understand(&read(folder.path()), data.path());
    assert_eq!(kept(data.path()) / RECORD, 3, "title, question and words to say");
}

/// All texts of a catalog, each once.
fn distinct(catalog: &Catalog) -> usize {
    let texts: Vec<_> = catalog.pages().map(|page| texts(page.entry())).collect();
    texts.iter().flat_map(|texts| texts.all()).collect::<HashSet<_>>().len()
}

#[test]
fn what_was_read_before_the_process_was_killed_is_not_read_again() {
    let folder = three();
    for number in 0..60 {
        let question = format!("What about subject number {number}, which is like no other?");
        let text = super::objection(&format!("Subject {number}"), &question, &[]);
        folder.write(&format!("objections/o{number}.md"), text);
    }
    let data = tempfile::tempdir().unwrap();
    let vectors = data.path().join("vectors");
    let mut serve = program();
    serve.args(["serve", "--model", "bundled", "--listen", "127.0.0.1:0", "--content"]).arg(folder.path());
    let mut child = serve.arg("--data").arg(data.path()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while kept(&vectors) < RECORD {
        assert!(started.elapsed() < Duration::from_secs(60), "nothing was kept");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let clock = Arc::new(clock::System);
    let storage = Storage::Folder(data.path().join("search"));
    let sync = Sync::start(&config::content(folder.path()).unwrap(), &storage, clock).unwrap();
    understand(&sync, &vectors);
    let catalog = sync.live().current();
    assert_eq!((catalog.search.len(), catalog.pages().count()), (63, 63));
    assert_eq!(catalog.search.meaning().unwrap().len(), 63);
    assert_eq!(kept(&vectors) / RECORD, distinct(&catalog) as u64, "each text was read once");
}

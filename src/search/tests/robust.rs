//! Damage, interruption and many at once.

use std::path::Path;

use super::{entry, ids};
use crate::fs;
use crate::model::Taxonomy;
use crate::search::{Document, Index, Request, Settings};

fn settings() -> Settings {
    Settings::new(&Taxonomy::default(), "en")
}

fn open(folder: &Path) -> Index {
    Index::open(folder, settings()).unwrap()
}

const NAMES: [&str; 10] = ["zero", "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india"];

fn version(number: u64) -> Document {
    Document { fingerprint: number, ..entry("a", &format!("Version {}", NAMES[number as usize % NAMES.len()]), "text") }
}

/// A folder with an index of two entries, closed again.
fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut index = open(folder.path());
    index.apply([version(7), entry("b", "Other", "words")].into_iter(), &[]).unwrap();
    folder
}

fn files(folder: &Path, ending: &str) -> Vec<String> {
    let found = fs::walk(folder, &|path| path.ends_with(ending));
    found.files.into_iter().map(|file| file.path).collect()
}

#[test]
fn what_was_applied_is_there_after_a_restart() {
    let folder = filled();
    let index = open(folder.path());
    assert_eq!(index.contents(), [("a".to_owned(), 7), ("b".to_owned(), 0)].into());
    assert_eq!(ids(&index.snapshot(), "golf"), ["a"]);
}

#[test]
fn whatever_is_wrong_with_the_folder_it_is_built_again() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 8] = [
        ("a missing file", |folder| {
            let name = &files(folder, ".idx")[0];
            std::fs::remove_file(folder.join(name)).unwrap();
        }),
        ("a cut file", |folder| cut(&folder.join(&files(folder, ".store")[0]))),
        ("a changed file", |folder| {
            let path = folder.join(&files(folder, ".idx")[0]);
            let mut bytes = fs::read(&path).unwrap();
            bytes[3] ^= 0x55;
            std::fs::remove_file(&path).unwrap();
            fs::write(&path, &bytes).unwrap();
        }),
        ("garbage", |folder| fs::write(&folder.join("meta.json"), b"\x00garbage{").unwrap()),
        ("an empty list", |folder| fs::write(&folder.join("meta.json"), b"").unwrap()),
        ("no list", |folder| std::fs::remove_file(folder.join("meta.json")).unwrap()),
        ("another version", |folder| fs::write(&folder.join("fieldlore-version"), b"layout 0").unwrap()),
        ("no version", |folder| std::fs::remove_file(folder.join("fieldlore-version")).unwrap()),
    ];
    for (what, damage) in damages {
        let folder = filled();
        damage(folder.path());
        let mut index = open(folder.path());
        assert!(index.contents().is_empty() && index.snapshot().is_empty(), "{what}");
        let snapshot = index.apply([version(8)].into_iter(), &[]).unwrap();
        assert_eq!(ids(&snapshot, "version"), ["a"], "{what}");
        drop(index);
        assert_eq!(open(folder.path()).contents(), [("a".to_owned(), 8)].into(), "{what}");
    }
}

fn cut(path: &Path) {
    let bytes = fs::read(path).unwrap();
    std::fs::remove_file(path).unwrap();
    fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
}

#[test]
fn a_lock_left_behind_does_not_matter() {
    let folder = filled();
    for lock in [".tantivy-writer.lock", ".tantivy-meta.lock"] {
        fs::write(&folder.path().join(lock), b"").unwrap();
    }
    let mut index = open(folder.path());
    assert_eq!(index.contents().len(), 2);
    index.apply([version(9)].into_iter(), &[]).unwrap();
    assert_eq!(index.contents()["a"], 9);
}

#[test]
fn an_index_that_is_written_to_is_not_deleted() {
    let folder = filled();
    let mut writing = open(folder.path());
    writing.apply([version(1)].into_iter(), &[]).unwrap();
    let german = Index::open(folder.path(), Settings::new(&Taxonomy::default(), "de"));
    assert!(german.is_err_and(|error| error.to_string().contains("another process")));
    assert_eq!(open(folder.path()).contents().len(), 2, "reading it is possible");
    writing.apply([version(2)].into_iter(), &[]).unwrap();
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    fs::write(&path, b"not a folder").unwrap();
    assert!(Index::open(&path, settings()).is_err());
}

#[test]
fn another_default_language_means_another_index() {
    let folder = filled();
    assert_eq!(open(folder.path()).contents().len(), 2);
    let german = Index::open(folder.path(), Settings::new(&Taxonomy::default(), "de")).unwrap();
    assert!(german.contents().is_empty());
}

#[test]
fn applying_again_changes_nothing() {
    let mut index = Index::in_memory(settings()).unwrap();
    for _ in 0..3 {
        let entries = [version(1), entry("b", "Other", "words"), version(2)];
        let snapshot = index.apply(entries.into_iter(), &["gone".to_owned()]).unwrap();
        assert_eq!(snapshot.len(), 2);
        assert_eq!(index.contents(), [("a".to_owned(), 2), ("b".to_owned(), 0)].into());
        assert!(ids(&snapshot, "alpha").is_empty(), "the later of two with the same id stays");
        assert_eq!(ids(&snapshot, "bravo"), ["a"]);
    }
    let before = index.snapshot();
    let after = index.apply(std::iter::empty(), &["a".to_owned()]).unwrap();
    assert_eq!((before.len(), after.len()), (2, 1));
    assert_eq!(ids(&before, "bravo"), ["a"], "a snapshot that is held does not change");
    assert!(ids(&after, "bravo").is_empty());
    assert_eq!(index.apply(std::iter::empty(), &[]).unwrap().len(), 1);
}

#[test]
fn many_small_changes_keep_counts_right() {
    let mut index = Index::in_memory(settings()).unwrap();
    for round in 0..30 {
        let entries =
            (0..3).map(|number| entry(&format!("{}", (round + number) % 10), "Price", &format!("round{round}")));
        index.apply(entries, &[format!("{}", (round + 5) % 10)]).unwrap();
    }
    let snapshot = index.snapshot();
    let answer = snapshot.search(&Request { facets: true, ..Request::new("price", 50) });
    assert_eq!(answer.total, snapshot.len());
    assert_eq!(answer.hits.len(), index.contents().len());
}

#[test]
fn what_was_not_committed_is_not_there() {
    let folder = filled();
    {
        let mut index = open(folder.path());
        let interrupted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let entries = (0..5).map(|number| if number < 3 { version(100 + number) } else { panic!("interrupted") });
            index.apply(entries, &["b".to_owned()])
        }));
        assert!(interrupted.is_err());
        assert_eq!(index.contents()["a"], 7);
        index.apply([entry("c", "C", "")].into_iter(), &[]).unwrap();
        assert_eq!(index.contents().len(), 3, "the part before the interruption is not taken up later");
    }
    assert_eq!(open(folder.path()).contents()["a"], 7);
}

#[test]
fn a_folder_that_vanished_is_an_error_and_then_an_index_again() {
    let folder = filled();
    let mut index = open(folder.path());
    fs::remove_folder(folder.path()).unwrap();
    let failed = index.apply([version(8)].into_iter(), &[]);
    if failed.is_err() {
        assert!(index.contents().is_empty());
        index.apply([version(8)].into_iter(), &[]).unwrap();
    }
    assert_eq!(index.contents()["a"], 8);
}

#[test]
fn searches_go_on_while_the_index_changes() {
    let mut index = Index::in_memory(settings()).unwrap();
    let first = index.apply((0..200).map(|number| entry(&number.to_string(), "Price", "body text")), &[]).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for query in ["price", "body te", "pirce", "", "text price"].iter().cycle().take(100) {
                    assert_eq!(
                        first.search(&Request { facets: true, ..Request::new(*query, 10) }).total,
                        200,
                        "{query}"
                    );
                }
            });
        }
        for round in 0..10 {
            index.apply((0..20).map(|number| entry(&(round * 20 + number).to_string(), "Changed", "")), &[]).unwrap();
        }
    });
    assert_eq!(index.snapshot().search(&Request::new("changed", 1)).total, 200);
}

#[test]
fn very_large_and_odd_entries_are_taken() {
    let mut index = Index::in_memory(settings()).unwrap();
    let large = entry("large", "Large", &"many different words 12345 in-a-row ".repeat(60_000));
    let odd = Document {
        id: "odd/é \"quoted\" \u{1}\u{2}\n\u{1f}".into(),
        variants: vec![String::new(), "\u{1}\u{2}\n".into(), "x".repeat(100_000)],
        labels: vec![String::new(), "=".into(), "l".repeat(70_000)],
        facets: vec![(crate::search::Facet::Tag, String::new()), (crate::search::Facet::Tag, "t".repeat(70_000))],
        ..entry("", "Odd\u{0}title", "\u{0}")
    };
    let snapshot = index.apply([large, odd.clone(), entry("", "", "")].into_iter(), &[]).unwrap();
    assert_eq!(snapshot.len(), 3);
    assert_eq!(ids(&snapshot, "odd"), std::slice::from_ref(&odd.id));
    assert_eq!(ids(&snapshot, "different words"), ["large"]);
    assert!(index.contents().contains_key(&odd.id));
    assert_eq!(index.apply(std::iter::empty(), &[odd.id]).unwrap().len(), 2);
}

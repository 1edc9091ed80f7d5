//! Pulls that land at a bad moment, that were stopped half way, and into a clone that has not everything.

use std::fs::File;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use fieldlore::content;
use fieldlore::history::{Pulled, Reader, Standing, Trouble, mark, pull};
use fieldlore::model::Detail;

use super::entry;
use crate::folder::Folder;
use crate::repository::{ask, commit, git, init};

const DAY: &str = "2026-11-20";
const LIMIT: Duration = Duration::from_secs(60);

/// A checkout that follows another repository, whose remote it is.
fn places(files: usize) -> (Folder, Folder) {
    let (theirs, ours) = (Folder::new(), Folder::new());
    init(theirs.path());
    fill(&theirs, files, "First words.");
    git(ours.path(), DAY, &["clone", "--quiet", &theirs.path().display().to_string(), "."]);
    (theirs, ours)
}

fn fill(folder: &Folder, files: usize, words: &str) {
    for number in 0..files {
        folder.write(&format!("objections/{number}.md"), entry(&format!("{words} {}", "And more. ".repeat(200))));
    }
    commit(folder.path(), DAY);
}

#[test]
fn a_pull_that_lands_while_files_are_read_shows_old_or_new_words_and_never_half() {
    let (theirs, ours) = places(60);
    let done = AtomicBool::new(false);
    let mut last = content::load(ours.path()).unwrap();
    std::thread::scope(|scope| {
        let pulling = scope.spawn(|| {
            for round in 0..12 {
                fill(&theirs, 60, &format!("Round {round}."));
                assert_eq!(pull(ours.path(), "origin", LIMIT), Ok(Pulled::Forward));
            }
            done.store(true, Ordering::Release);
        });
        while !done.load(Ordering::Acquire) && !pulling.is_finished() {
            last = content::reload(&last, None).unwrap().0;
            for entry in last.entries() {
                // Half a file would have no end, and half its fields.
                assert!(entry.declared && entry.body.text.ends_with("Yes.\n"), "{}: {:?}", entry.path, entry.body.text);
            }
        }
        pulling.join().unwrap();
    });
    last = content::reload(&last, None).unwrap().0;
    assert_eq!(last.files.len(), 60);
    let fresh = content::load(ours.path()).unwrap();
    assert_eq!(last.diagnostics(), fresh.diagnostics(), "nothing of what was read half is left");
    assert!(last.files.values().all(|file| !file.kept));
    assert_eq!(ask(ours.path(), &["status", "--porcelain"]), "");
}

/// Git takes a file away before it writes it anew: a reader may come after each step.
#[test]
fn a_file_that_is_taken_away_and_written_anew_keeps_its_words_until_it_has_others() {
    let folder = Folder::with("objections/dear.md", entry("First words."));
    let words = |loaded: &content::Loaded| {
        let file = loaded.files.get("objections/dear.md")?;
        let says = matches!(&file.entry.detail, Detail::Objection(said) if said.quick_response.as_deref() == Some("First words."));
        Some((says, file.kept))
    };
    let mut last = content::load(folder.path()).unwrap();
    let mut seen = Vec::new();
    let mut look = || {
        last = content::reload(&last, None).unwrap().0;
        seen.push(words(&last));
    };
    folder.remove("objections/dear.md");
    look();
    look();
    folder.write("objections/dear.md", "");
    look();
    folder.write("objections/dear.md", "---\ntitle: Half");
    look();
    folder.write("objections/dear.md", entry("Second words."));
    look();
    // What comes back much later is another file.
    folder.remove("objections/dear.md");
    look();
    folder.write("objections/dear.md", "");
    let later = SystemTime::now() + Duration::from_secs(3600);
    File::open(folder.path().join("objections")).unwrap().set_modified(later).unwrap();
    look();
    let (kept, new) = (Some((true, true)), Some((false, false)));
    assert_eq!(seen, [None, None, kept, kept, new, None, new]);
}

/// As a machine that went down leaves it: the branch and the index are old, some files are not.
#[test]
fn what_a_pull_left_half_done_is_taken_back_and_what_somebody_wrote_stays() {
    let (theirs, ours) = places(5);
    theirs.write("added/whole.md", entry("Added."));
    theirs.write("added/half.md", entry("Half."));
    theirs.remove("objections/4.md");
    fill(&theirs, 4, "Second words.");
    git(ours.path(), DAY, &["fetch", "--quiet", "origin"]);
    let new = std::fs::read_to_string(theirs.at("objections/0.md")).unwrap();
    ours.write("objections/0.md", &new);
    ours.write("objections/1.md", &new[..new.len() / 2]);
    ours.remove("objections/2.md");
    ours.remove("objections/4.md");
    ours.write("added/whole.md", entry("Added."));
    ours.write("added/half.md", "---\ntitle");
    // Without a note of a pull nobody knows whose these are.
    assert!(matches!(pull(ours.path(), "origin", LIMIT), Err(Trouble::Uncommitted | Trouble::InTheWay(_))));
    let noted = || ask(ours.path(), &["for-each-ref", "refs/fieldlore"]);
    assert_eq!(noted(), "");
    git(ours.path(), DAY, &["update-ref", "refs/fieldlore/pulling", "refs/remotes/origin/main"]);
    ours.write("objections/3.md", entry("Being written."));
    assert_eq!(pull(ours.path(), "origin", LIMIT), Err(Trouble::Uncommitted), "somebody writes");
    assert!(std::fs::read_to_string(ours.at("objections/3.md")).unwrap().contains("Being written."));
    assert_eq!(ask(ours.path(), &["status", "--porcelain"]), "M objections/3.md", "the rest is as it was");
    git(ours.path(), DAY, &["checkout", "--quiet", "objections/3.md"]);
    assert_eq!(pull(ours.path(), "origin", LIMIT), Ok(Pulled::Forward));
    assert_eq!((ask(ours.path(), &["status", "--porcelain"]), noted()), (String::new(), String::new()));
    assert!(!ours.at("objections/4.md").exists() && ours.at("added/half.md").exists());
}

#[test]
fn a_clone_without_old_texts_is_pulled_and_its_history_read() {
    let (theirs, _) = places(3);
    git(theirs.path(), DAY, &["config", "uploadpack.allowFilter", "true"]);
    git(theirs.path(), DAY, &["mv", "objections/2.md", "objections/two.md"]);
    theirs.write("objections/two.md", entry("Renamed and changed."));
    let old = std::fs::read(theirs.at("objections/0.md")).unwrap();
    fill(&theirs, 2, "Second words.");
    let clone = Folder::new();
    let from = format!("file://{}", theirs.path().display());
    git(clone.path(), DAY, &["clone", "--quiet", "--filter=blob:none", &from, "kb"]);
    let kb = clone.at("kb");
    // What it was spared comes back, beside a text that nobody had.
    theirs.write("objections/0.md", old);
    theirs.write("objections/1.md", entry("Third words."));
    commit(theirs.path(), DAY);
    assert_eq!(pull(&kb, "origin", LIMIT), Ok(Pulled::Forward));
    assert!(std::fs::read_to_string(kb.join("objections/0.md")).unwrap().contains("First words."));
    assert_eq!(ask(&kb, &["status", "--porcelain"]), "");
    let now = "2026-11-23T09:00:00Z".parse().unwrap();
    let history = Reader::new(kb.clone(), None).read(&mark(&kb), now);
    assert_eq!(history.standing, Standing::Whole);
    assert_eq!(history.changes("objections/0.md").len(), 3);
}

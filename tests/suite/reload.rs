//! A real folder, really watched: what is saved is live within a moment.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use fieldlore::catalog::{Catalog, Live};
use fieldlore::search::Request;
use fieldlore::sync::{Storage, Sync};
use fieldlore::watch::{self, Changed, Watcher};
use fieldlore::{clock, config};

use crate::folder::Folder;

/// A folder that is followed until this is dropped.
struct Followed {
    folder: Folder,
    live: Arc<Live>,
    changes: Option<Sender<Changed>>,
    _watcher: Option<Watcher>,
    loop_thread: Option<std::thread::JoinHandle<()>>,
    _data: tempfile::TempDir,
}

impl Followed {
    fn new(folder: Folder) -> Followed {
        Followed::start(folder, true)
    }

    fn start(folder: Folder, events: bool) -> Followed {
        let data = tempfile::tempdir().unwrap();
        let content = config::content(folder.path()).unwrap();
        let sync =
            Sync::start(&content, &Storage::Folder(data.path().join("search")), Arc::new(clock::System)).unwrap();
        let live = sync.live();
        let (sender, receiver) = channel();
        let watcher = events.then(|| watch::watch(&content.folder, sender.clone()).unwrap());
        let loop_thread = std::thread::spawn(move || sync.run(&receiver, true));
        Followed { folder, live, changes: Some(sender), _watcher: watcher, loop_thread: Some(loop_thread), _data: data }
    }

    /// Waits until the catalog is as wanted; far longer than it ever takes.
    fn wait(&self, what: &str, wanted: impl Fn(&Catalog) -> bool) {
        let started = Instant::now();
        while !wanted(&self.live.current()) {
            assert!(started.elapsed() < Duration::from_secs(20), "never seen: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn hint(&self, change: Changed) {
        self.changes.as_ref().unwrap().send(change).unwrap();
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self._watcher = None;
        self.changes = None;
        if let Some(thread) = self.loop_thread.take() {
            thread.join().unwrap();
        }
    }
}

fn finds(catalog: &Catalog, query: &str, id: &str) -> bool {
    catalog.search.search(&Request::new(query, 5)).hits.iter().any(|hit| hit.id == id)
}

#[test]
fn saved_renamed_and_deleted_files_are_live() {
    let followed = Followed::new(Folder::with("a.md", "# Alpha\n\nzebra\n"));
    followed.folder.write("b.md", "# Beta\n\ngiraffe\n");
    followed.wait("a new file", |catalog| finds(catalog, "giraffe", "page/b"));
    followed.folder.write("a.md", "# Alpha\n\nokapi\n");
    followed.wait("a saved file", |catalog| finds(catalog, "okapi", "page/a") && !finds(catalog, "zebra", "page/a"));
    followed.folder.rename("b.md", "sub/c.md");
    followed
        .wait("a renamed file", |catalog| finds(catalog, "giraffe", "page/sub/c") && catalog.page("page/b").is_none());
    followed.folder.write("sub/d.md", "# Delta\n\ngnu\n");
    followed.wait("a file in a new folder", |catalog| finds(catalog, "gnu", "page/sub/d"));
    followed.folder.rename("sub", "moved");
    followed.wait("a renamed folder", |catalog| {
        finds(catalog, "gnu", "page/moved/d") && catalog.page("page/sub/d").is_none()
    });
    followed.folder.remove("a.md");
    followed.wait("a deleted file", |catalog| !finds(catalog, "okapi", "page/a"));
}

#[test]
fn an_editor_that_saves_by_rename_is_followed_again_and_again() {
    let followed = Followed::new(Folder::with("a.md", "# A\n"));
    for round in 0..5 {
        followed.folder.write(".a.md.swp", "swap");
        followed.folder.write("4913", "");
        followed.folder.write("a.md~", "backup");
        followed.folder.write("a.md.new", format!("# A\n\nround{round}\n"));
        followed.folder.rename("a.md.new", "a.md");
        let word = format!("round{round}");
        followed.wait(&word, |catalog| finds(catalog, &word, "page/a"));
    }
    assert_eq!(followed.live.current().pages().count(), 1);
}

#[test]
fn a_broken_file_keeps_its_last_good_version_and_is_told() {
    let good = "---\ntitle: Good\n---\nquagga\n";
    let followed = Followed::new(Folder::with("a.md", good));
    followed.folder.write("a.md", "---\ntitle: \"Good\n---\nquagga\n");
    followed.wait("the break", |catalog| catalog.page("page/a").is_some_and(|page| page.is_kept()));
    let catalog = followed.live.current();
    assert!(finds(&catalog, "quagga", "page/a"));
    assert_eq!(catalog.diagnostics()[0].code, "front-matter-unreadable");
    followed.folder.write("a.md", good);
    followed.wait("the mend", |catalog| catalog.diagnostics().is_empty());
}

#[test]
fn a_thousand_files_at_once_are_taken_together() {
    let followed = Followed::new(Folder::with("a.md", "# A\n"));
    let before = followed.live.current().revision;
    for number in 0..1000 {
        followed
            .folder
            .write(&format!("branch/f{}/p{number}.md", number % 7), format!("# Page {number}\n\nword{number}\n"));
    }
    followed.wait("all files", |catalog| catalog.pages().count() == 1001);
    followed.wait("the last one in the index", |catalog| finds(catalog, "word999", "page/branch/f5/p999"));
    assert!(followed.live.current().revision - before < 100);
    std::fs::remove_dir_all(followed.folder.at("branch")).unwrap();
    followed.wait("all gone", |catalog| catalog.pages().count() == 1);
}

#[test]
fn without_events_a_look_through_the_folder_finds_everything() {
    let followed = Followed::start(Folder::with("a.md", "# A\n"), false);
    followed.folder.write("b.md", "# B\n\nibex\n");
    followed.hint(Changed::Anything);
    followed.wait("the new file", |catalog| finds(catalog, "ibex", "page/b"));
}

#[test]
fn a_hint_for_a_file_that_is_gone_again_costs_nothing() {
    let followed = Followed::start(Folder::with("a.md", "# A\n"), false);
    followed.hint(Changed::Paths(BTreeSet::from(["ghost.md".to_owned(), "no/such/folder".to_owned()])));
    followed.folder.write("b.md", "# B\n");
    followed.hint(Changed::Paths(BTreeSet::from(["b.md".to_owned()])));
    followed.wait("the real file", |catalog| catalog.page("page/b").is_some());
}

#[test]
fn a_folder_that_vanishes_leaves_the_last_state_and_comes_back() {
    let outer = Folder::with("content/a.md", "# A\n\nibex\n");
    let data = tempfile::tempdir().unwrap();
    let content = config::content(&outer.at("content")).unwrap();
    let sync = Sync::start(&content, &Storage::Folder(data.path().join("search")), Arc::new(clock::System)).unwrap();
    let live = sync.live();
    let (sender, receiver) = channel();
    let thread = std::thread::spawn(move || sync.run(&receiver, true));
    let wait = |what: &str, wanted: &dyn Fn() -> bool| {
        let started = Instant::now();
        while !wanted() {
            assert!(started.elapsed() < Duration::from_secs(20), "never seen: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    outer.rename("content", "elsewhere");
    sender.send(Changed::Anything).unwrap();
    wait("the failure", &|| live.is_stale() && live.failure().is_some());
    assert!(finds(&live.current(), "ibex", "page/a"));
    outer.rename("elsewhere", "content");
    sender.send(Changed::Anything).unwrap();
    wait("the recovery", &|| !live.is_stale());
    assert!(live.failure().is_some(), "the last failure is still told");
    drop(sender);
    thread.join().unwrap();
}

#[test]
fn what_changed_while_the_server_was_down_is_seen_at_start() {
    let folder = Folder::with("a.md", "# A\n\nibex\n");
    let data = tempfile::tempdir().unwrap();
    let start = || {
        let content = config::content(folder.path()).unwrap();
        Sync::start(&content, &Storage::Folder(data.path().join("search")), Arc::new(clock::System))
            .unwrap()
            .live()
            .current()
    };
    assert!(finds(&start(), "ibex", "page/a"));
    folder.write("a.md", "# A\n\nkudu\n");
    folder.write("b.md", "# B\n\nlynx\n");
    let catalog = start();
    assert!(
        finds(&catalog, "kudu", "page/a") && finds(&catalog, "lynx", "page/b") && !finds(&catalog, "ibex", "page/a")
    );
    folder.remove("b.md");
    assert!(!finds(&start(), "lynx", "page/b"));
}

#[test]
fn a_damaged_index_is_built_again() {
    let folder = Folder::with("a.md", "# A\n\nibex\n");
    let data = tempfile::tempdir().unwrap();
    let search = data.path().join("search");
    let start = || {
        let content = config::content(folder.path()).unwrap();
        Sync::start(&content, &Storage::Folder(search.clone()), Arc::new(clock::System)).unwrap().live().current()
    };
    drop(start());
    for file in std::fs::read_dir(&search).unwrap().flatten() {
        if file.file_name() != "meta.json" {
            std::fs::remove_file(file.path()).unwrap();
        }
    }
    assert!(finds(&start(), "ibex", "page/a"));
    std::fs::write(search.join("meta.json"), "nonsense").unwrap();
    assert!(finds(&start(), "ibex", "page/a"));
}

#[test]
fn what_a_page_calls_by_its_id_follows_the_name() {
    let standard = |label: &str| format!("---\ntitle: S\nfacts:\n  - {{id: council, label: {label}}}\n---\n");
    let folder = Folder::with("discovery/s.md", standard("The council"));
    folder.write("page.md", "Mark `council` as assumed, in `code`.\n");
    let followed = Followed::new(folder);
    let says = |catalog: &Catalog, words: &str| {
        let html = catalog.page("page/page").unwrap().html();
        html.sections.iter().any(|section| section.html.as_str().contains(words))
    };
    followed.wait("the name", |catalog| says(catalog, "Mark <em>The council</em> as assumed, in <code>code</code>."));
    followed.folder.write("discovery/s.md", standard("The union"));
    followed.wait("the new name", |catalog| says(catalog, "Mark <em>The union</em>"));
}

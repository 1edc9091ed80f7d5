//! Sources that would fill the memory or the disk.

use std::path::Path;

use fieldlore::content::import::{self, Limits, Request, Unseen};

use super::{adds_up, import as imported, outcome, refused, written, zipped};
use crate::folder::Folder;

/// An import that may hold so much.
fn limited<'a>(source: &'a Path, into: &'a Path, limits: Limits) -> Request<'a> {
    Request {
        source,
        form: None,
        into,
        under: None,
        sites: &[],
        kinds: &[],
        split: false,
        today: jiff::civil::date(2026, 11, 23),
        limits,
    }
}

/// The archive, with another size in every place where it says one.
fn lying(archive: Vec<u8>, real: u32, said: u32) -> Vec<u8> {
    let (real, said) = (real.to_le_bytes(), said.to_le_bytes());
    let mut archive = archive;
    let places: Vec<usize> = (0..archive.len() - 4).filter(|at| archive[*at..*at + 4] == real).collect();
    assert!(places.len() >= 2, "it says its size twice");
    places.into_iter().for_each(|at| archive[at..at + 4].copy_from_slice(&said));
    archive
}

#[test]
fn an_archive_that_lies_of_its_sizes_is_stopped_early() {
    let size = 6 << 20;
    let bomb = lying(zipped(&[("bomb.md", &vec![b'a'; size]), ("fine.md", b"# Fine\n")]), size as u32, 100);
    let folder = Folder::with("bomb.zip", &bomb);
    let report = imported(&folder, "bomb.zip", &["--write"]);
    assert_eq!(outcome(&report, "files", "path", "bomb.md"), "skipped");
    assert!(
        report["files"].to_string().contains("it cannot be unpacked: File is larger than"),
        "{:#}",
        report["files"]
    );
    assert_eq!(written(&folder).into_keys().collect::<Vec<_>>(), ["bomb/fine.md"]);
    // Neither is one that lies in another archive, which is laid out on disk.
    let inner = zipped(&[("a.md", b"# A\n")]);
    folder.write("outer.zip", zipped(&[("Export-Part-1.zip", &inner), ("Export-Part-2.zip", &bomb)]));
    let report = imported(&folder, "outer.zip", &[]);
    assert_eq!(report["counts"]["files"]["opened"], 2, "{:#}", report["files"]);
    assert_eq!(outcome(&report, "files", "path", "bomb.md"), "skipped");
}

#[test]
fn more_text_than_is_held_at_once_is_told_page_by_page() {
    let folder = Folder::new();
    (0..5).for_each(|number| folder.write(&format!("hb/{number}.md"), format!("# {number}\n\n{}", "x".repeat(1000))));
    let (source, into) = (folder.at("hb"), folder.at("content"));
    let request = limited(&source, &into, Limits { texts: 2500, ..Limits::default() });
    let report = serde_json::to_value(import::plan(&request, &Unseen).unwrap().report).unwrap();
    adds_up(&report);
    assert_eq!((&report["counts"]["files"]["page"], &report["counts"]["files"]["skipped"]), (&2.into(), &3.into()));
    assert!(report["files"].to_string().contains("import it by itself"));
}

/// Bombs: what is packed too well, what is too large, and too many files.
#[test]
fn bombs_are_refused_and_the_rest_comes_in() {
    let bomb = vec![b'a'; 4 << 20];
    let bytes = zipped(&[("bomb.md", &bomb), ("fine.md", b"# Fine\n"), ("large.png", &[7; 3000])]);
    let folder = Folder::with("bomb.zip", bytes);
    let report = imported(&folder, "bomb.zip", &["--write"]);
    assert_eq!(outcome(&report, "files", "path", "bomb.md"), "refused");
    assert_eq!(written(&folder).len(), 1);
    folder.write(
        "pages.zip",
        zipped(&[("a.md", b"![l](large.png)\n"), ("large.png", &[7; 3000]), ("huge.md", &[b'b'; 5000])]),
    );
    let (source, into) = (folder.at("pages.zip"), folder.at("other"));
    let limits = Limits { picture: 1000, page: 4000, ..Limits::default() };
    let request = limited(&source, &into, limits);
    let report = serde_json::to_value(import::plan(&request, &Unseen).unwrap().report).unwrap();
    adds_up(&report);
    assert_eq!(report["counts"]["pictures"]["too_large"], 1);
    assert_eq!(outcome(&report, "files", "path", "huge.md"), "skipped");
    let few = Request { limits: Limits { files: 2, ..limits }, ..request };
    assert!(import::plan(&few, &Unseen).err().unwrap().to_string().contains("more than 2 files"));
    folder.write("no.zip", "PK no");
    assert!(refused(&folder, "no.zip").contains("no archive that can be read"));
}

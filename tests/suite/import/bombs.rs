//! Sources that would fill the memory or the disk.

use fieldlore::content::import::{self, Limits, Request, Unseen};

use super::{adds_up, import as imported, outcome, written, zipped};
use crate::folder::Folder;

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
    let request = Request {
        source: &source,
        form: None,
        into: &into,
        under: None,
        sites: &[],
        kinds: &[],
        split: false,
        today: jiff::civil::date(2026, 11, 23),
        limits: Limits { texts: 2500, ..Limits::default() },
    };
    let report = serde_json::to_value(import::plan(&request, &Unseen).unwrap().report).unwrap();
    adds_up(&report);
    assert_eq!((&report["counts"]["files"]["page"], &report["counts"]["files"]["skipped"]), (&2.into(), &3.into()));
    assert!(report["files"].to_string().contains("import it by itself"));
}

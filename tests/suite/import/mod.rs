//! `fieldlore import` and `fieldlore convert`: sources of every form, built here or read from real handbooks, brought in
//! by the real program.

mod bombs;
mod convert;
mod interrupted;
mod names;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::process::{Command, Output};

use axum::http::StatusCode;
use fieldlore::content;
use fieldlore::content::import::{self, Limits, Request, Unseen};
use fieldlore::model::Severity;
use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::folder::{Folder, shared};
use crate::site::{Site, order};

const ID: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";
/// One pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(*path, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn program(folder: &Folder, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fieldlore")).args(arguments).current_dir(folder.path()).output().unwrap()
}

/// Imports into `content`, and gives the report.
fn import(folder: &Folder, source: &str, arguments: &[&str]) -> Value {
    let output = program(folder, &[&["import", source, "--into", "content", "--format", "json"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    adds_up(&report);
    report
}

/// Why nothing could be imported.
fn refused(folder: &Folder, source: &str) -> String {
    let output = program(folder, &["import", source, "--into", "content"]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

/// Every count of outcomes adds up to what was found, and to the rows.
fn adds_up(report: &Value) {
    for what in ["files", "pages", "entries", "links", "pictures"] {
        let counts = report["counts"][what].as_object().unwrap();
        let sum: u64 = counts.values().map(|count| count.as_u64().unwrap()).sum();
        assert_eq!(report["found"][what], sum, "{what}: {counts:?}");
        assert_eq!(report[what].as_array().unwrap().len() as u64, sum, "{what}");
    }
    let pages = report["files"].as_array().unwrap().iter().filter(|file| file["outcome"] == "page").count();
    assert_eq!(report["found"]["pages"], pages);
}

/// All files of the folder that was written, with their texts.
fn written(folder: &Folder) -> BTreeMap<String, String> {
    let root = folder.at("content");
    let walk = fieldlore::fs::walk(&root, &|_| true);
    let text = |path: &str| String::from_utf8_lossy(&std::fs::read(root.join(path)).unwrap()).into_owned();
    walk.files.into_iter().map(|file| (file.path.clone(), text(&file.path))).collect()
}

/// Nothing in the folder is what `check` calls an error.
fn has_no_errors(folder: &Folder) {
    let loaded = content::load(&folder.at("content")).unwrap();
    let errors: Vec<_> =
        loaded.diagnostics().into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn outcome<'a>(report: &'a Value, rows: &str, field: &str, value: &str) -> &'a str {
    let found = report[rows].as_array().unwrap().iter().find(|row| row[field] == value);
    found.unwrap_or_else(|| panic!("no {value} among {rows}: {:#}", report[rows]))["outcome"].as_str().unwrap()
}

#[test]
fn nothing_is_written_before_it_is_asked_for_and_nothing_twice() {
    let folder = Folder::with("hb/a.md", "# A\n\n[b](b.md#part) [gone](gone.md) ![p](p.png)\n");
    folder.write("hb/b.md", "---\ntitle: B\n---\n\n## Part\n\n[a](/a)\n");
    folder.write("hb/p.png", PNG);
    let dry = import(&folder, "hb", &[]);
    assert!(!folder.at("content").exists() && dry["written"] == false);
    let first = import(&folder, "hb", &["--write"]);
    assert_eq!(first["counts"], dry["counts"]);
    let files = written(&folder);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["hb/a.md", "hb/b.md", "hb/p.png"]);
    assert!(files["hb/a.md"].contains("[b](b.md#part) [gone](gone.md) ![p](p.png)"));
    assert!(files["hb/b.md"].starts_with("---\ntitle: B\nsource: {type: markdown, ref: \"hb/b.md\", date: "));
    assert!(files["hb/b.md"].contains("[a](a.md)"), "{}", files["hb/b.md"]);
    let second = import(&folder, "hb", &["--write"]);
    assert_eq!(second["counts"]["pages"]["unchanged"], 2, "{:#}", second["pages"]);
    assert_eq!(written(&folder), files);
    // What was edited here stays, wherever it lies by now.
    std::fs::rename(folder.at("content/hb/a.md"), folder.at("content/moved.md")).unwrap();
    folder.write("content/moved.md", files["hb/a.md"].replace("# A", "# Ours"));
    folder.write("hb/c.md", "# C\n\n[a](a.md)\n");
    let third = import(&folder, "hb", &["--write"]);
    assert_eq!(outcome(&third, "pages", "from", "a.md"), "differs");
    assert_eq!(outcome(&third, "pages", "from", "c.md"), "new");
    let files = written(&folder);
    assert!(files["moved.md"].contains("# Ours") && files["hb/c.md"].contains("[a](../moved.md)"));
    assert!(!files.contains_key("hb/a.md"));
    has_no_errors(&folder);
}

#[test]
fn habits_of_generators_are_understood() {
    let folder = Folder::with("hb/index.md", "# Home\n\n[x](/handbook/sales/x/#how) [y](https://hb.example/sales/y)\n");
    folder.write("hb/sales/x.md", "+++\ntitle = \"X\"\n[extra]\na = 1\n+++\n\n## How\n\n<a href=\"y.md\">y</a>\n");
    folder.write(
        "hb/sales/y.md",
        "---\ntitle: Y\nreviewed: 2020-01-01\nold_paths: [sales/old]\n---\n\n[o](../sales/old)\n",
    );
    folder.write("hb/sales/y.mdx", "# Twin\n");
    folder.write("hb/sales/z.mdx", "import A from 'a'\n\n# Z\n\n<A>\n");
    folder.write("hb/objections.md", "---\nobject_type: objection\n---\n\n# Price\n");
    folder.write("hb/broken.md", "---\ntitle: a: b\n---\n\nText\n");
    folder.write(
        "hb/utf16.md",
        [b"\xff\xfe".as_slice(), &"# Größe\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat(),
    );
    folder.write("hb/.gitbook.yaml", "redirects:\n  former/place: ./sales/x.md\n");
    let report = import(&folder, "hb", &["--write", "--site", "/handbook", "--site", "https://hb.example"]);
    let files = written(&folder);
    assert!(files["hb/index.md"].contains("[x](sales/x.md#how) [y](sales/y.md)"), "{}", files["hb/index.md"]);
    assert!(files["hb/sales/x.md"].starts_with("+++\nsource = {"), "{}", files["hb/sales/x.md"]);
    assert!(files["hb/utf16.md"].contains("# Größe"));
    assert_eq!(outcome(&report, "files", "path", "sales/y.mdx"), "skipped");
    assert!(files.contains_key("hb/sales/z.mdx") && !files.contains_key("hb/sales/y.mdx"));
    // What says that it is a tough question and has no question is a page.
    assert!(files["hb/objections.md"].contains("kind: page"));
    // Front matter that cannot be read stays for somebody to mend, and a second import knows the file again.
    assert_eq!(files["hb/broken.md"], "---\ntitle: a: b\n---\n\nText\n");
    let again = import(&folder, "hb", &["--site", "/handbook", "--site", "https://hb.example"]);
    assert_eq!(again["counts"]["pages"]["unchanged"], report["found"]["pages"], "{:#}", again["pages"]);
}

#[test]
fn a_table_becomes_tough_questions_and_formulas_stay_text() {
    let table = "\u{feff}Question;Answer;Tags;Owner\r\n\"Is it \"\"safe\"\"; really?\";\"Yes.\nShall I show you?\";\"security, trust\";lena.fors\r\n\
                 =cmd|' /C calc'!A0;+1+1;;\r\n;lost;;\r\nIs it \"safe\"; no;\"- a\n- b\";;\r\n";
    let folder = Folder::with("faq.csv", table);
    folder.write("content/taxonomy.yaml", "objection_categories:\n  - {id: trust, label: Trust}\n");
    let report = import(&folder, "faq.csv", &["--write"]);
    let files = written(&folder);
    let safe = &files["objections/is-it-safe-really.md"];
    assert!(safe.contains("question: \"Is it \\\"safe\\\"; really?\"") && safe.contains("category: trust"), "{safe}");
    assert!(safe.contains("owner: lena.fors") && safe.contains("tags: [security, trust]"), "{safe}");
    assert!(safe.contains("quick_response: \"Yes. Shall I show you?\""), "{safe}");
    assert!(files.values().any(|text| text.contains("question: \"=cmd|' /C calc'!A0\"")), "{files:#?}");
    assert!(report["entries"].to_string().contains("looks like a formula and is kept as text"));
    assert!(report["notes"].to_string().contains("a row without question was passed over"));
    has_no_errors(&folder);
    let again = import(&folder, "faq.csv", &["--write"]);
    assert_eq!(again["counts"]["entries"]["unchanged"], report["found"]["entries"]);
    assert_eq!(written(&folder), files);
    folder.write("odd.csv", "name,mail\nx,y\n");
    assert!(refused(&folder, "odd.csv").contains("it says: name, mail"));
}

/// Several parts, of which one is in another archive: AppFlowy #8148. Links with encoded names, two pages with one title.
#[test]
fn an_export_of_notion_comes_in_whole() {
    let home = format!(
        "# Sales\n\n[FAQ](Sales%20{ID}/Price%20FAQ%20{OTHER}.md) [same](https://www.notion.so/acme/Price-FAQ-{OTHER}?pvs=4) \
         [gone](https://www.notion.so/acme/Gone-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) ![p](Sales%20{ID}/a%20b.png)\n"
    );
    let (home_path, faq_path, twin_path, picture) = (
        format!("Sales {ID}.md"),
        format!("Sales {ID}/Price FAQ {OTHER}.md"),
        format!("Sales {ID}/Price FAQ {}.md", "b".repeat(32)),
        format!("Sales {ID}/a b.png"),
    );
    let one = zipped(&[
        (&home_path, home.as_bytes()),
        (&faq_path, b"# Price FAQ\n\nTags: price, faq\n\n[up](../Sales%200123456789abcdef0123456789abcdef.md)\n"),
    ]);
    let two = zipped(&[
        (&twin_path, b"# Price FAQ\n\nOther.\n"),
        (&picture, PNG),
        (&format!("Deals {ID}_all.csv"), b"a,b\n"),
    ]);
    let folder = Folder::new();
    folder.write("Export-1-Part-1.zip", &one);
    folder.write("Export-1-Part-2.zip", &two);
    folder.write(
        "whole.zip",
        zipped(&[("Export-1-Part-1.zip", &one), ("Export-1-Part-2.zip", &two), ("index.html", b"<p>")]),
    );
    let report = import(&folder, "Export-1-Part-2.zip", &["--write", "--under", "notion"]);
    assert_eq!((report["form"].as_str(), report["found"]["pages"].as_u64()), (Some("notion"), Some(3)));
    assert!(report["notes"].to_string().contains("2 parts of the export were read together"));
    let files = written(&folder);
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["notion/sales.md", "notion/sales/a b.png", "notion/sales/price-faq-2.md", "notion/sales/price-faq.md"]
    );
    let sales = &files["notion/sales.md"];
    let target = if files["notion/sales/price-faq.md"].contains("tags:") { "price-faq.md" } else { "price-faq-2.md" };
    assert!(sales.contains(&format!("[FAQ](sales/{target}) [same](sales/{target})")), "{sales}");
    assert!(sales.contains("![p](sales/a%20b.png)") && sales.contains("title: \"Sales\""), "{sales}");
    assert!(files[&format!("notion/sales/{target}")].contains("[up](../sales.md)"));
    assert_eq!(report["counts"]["links"]["private"], 1);
    has_no_errors(&folder);
    // The same pages in another archive, in which the parts lie, are known by their ids.
    let again = import(&folder, "whole.zip", &["--write", "--under", "notion"]);
    assert_eq!(again["counts"]["pages"]["unchanged"], 3, "{:#}", again["pages"]);
    assert_eq!(again["counts"]["files"]["opened"], 2);
    assert_eq!(written(&folder), files);
    std::fs::remove_file(folder.at("Export-1-Part-1.zip")).unwrap();
    assert!(import(&folder, "Export-1-Part-2.zip", &[])["notes"].to_string().contains("Part 1"));
}

#[test]
fn an_export_of_guru_comes_in_with_its_folders() {
    let one = "<p>Use <a href=\"cards/two\">this</a>, <a href=\"https://app.getguru.com/card/abc123/Two\">that</a> or \
               <a href=\"https://app.getguru.com/card/zzz/Gone\">no</a> <img src=\"resources/a.png\" alt=\"A\"> <img src=\"resources/b.png\"></p>\
               <table><tr><th>A</th></tr><tr><td>1</td></tr></table>";
    let files: [(&str, &[u8]); 7] = [
        ("collection.yaml", b"Version: 2\nTags: []\n"),
        ("folders/pricing.yaml", b"Title: Pricing & terms\nItems:\n  - ID: one\n    Type: card\n"),
        ("cards/one.yaml", b"Title: 'Price: too high'\nExternalId: g-1\nTags: [price, terms]\n"),
        ("cards/one.html", one.as_bytes()),
        ("cards/two.yaml", b"Title: Two\nExternalUrl: https://app.getguru.com/card/abc123\n"),
        ("cards/two.md", b"## Two\n"),
        ("resources/a.png", PNG),
    ];
    let folder = Folder::with("guru.zip", zipped(&files));
    let report = import(&folder, "guru.zip", &["--write"]);
    assert_eq!(report["form"], "guru");
    let files = written(&folder);
    let one = &files["guru/pricing-terms/price-too-high.md"];
    assert!(
        one.contains("title: \"Price: too high\"\ntags: [price, terms]\nsource: {type: guru, ref: \"g-1\""),
        "{one}"
    );
    assert!(one.contains("[this](../two.md)") && one.contains("[that](../two.md)"), "{one}");
    assert!(one.contains("![A](../resources/a.png)") && one.contains("| A"), "{one}");
    assert_eq!(outcome(&report, "pictures", "target", "resources/b.png"), "missing");
    assert_eq!(report["counts"]["links"]["private"], 1);
    has_no_errors(&folder);
    assert_eq!(import(&folder, "guru.zip", &["--write"])["counts"]["pages"]["unchanged"], 2);
    assert_eq!(written(&folder), files);
}

#[test]
fn an_export_of_confluence_comes_in_and_says_what_was_lost() {
    let page = "<html><head><title>Sales : Price FAQ</title></head><body><div id=\"main-header\"><div id=\"breadcrumb-section\">\
        <ol id=\"breadcrumbs\"><li class=\"first\"><span><a href=\"index.html\">Sales</a></span></li><li><span><a href=\"Home_1.html\">Home page</a></span></li></ol>\
        </div></div><div id=\"main-content\" class=\"wiki-content group\"><div class=\"toc-macro\">Contents</div><h2 id=\"PriceFAQ-Why\">Why?</h2>\
        <div class=\"confluence-information-macro confluence-information-macro-note\"><p>Mind this</p></div>\
        <p><img class=\"confluence-embedded-image\" src=\"attachments/2/3.png\"> <a href=\"attachments/2/4.pdf\">sheet</a></p></div>\
        <div class=\"pageSection group\"><h2 id=\"attachments\">Attachments:</h2></div><div id=\"footer\">Made by</div></body></html>";
    let home = "<html><head><title>Sales : Home page</title></head><body><div id=\"main-content\"><p><a href=\"Price-FAQ_2.html#PriceFAQ-Why\">why</a></p></div></body></html>";
    let folder = Folder::new();
    for (path, text) in
        [("SALES/index.html", "<ul></ul>"), ("SALES/Home_1.html", home), ("SALES/Price-FAQ_2.html", page)]
    {
        folder.write(&format!("export/{path}"), text);
    }
    folder.write("export/SALES/attachments/2/3.png", PNG);
    folder.write("export/SALES/attachments/2/4.pdf", "pdf");
    folder.write("export/SALES/styles/site.css", "a {}");
    let report = import(&folder, "export", &["--write"]);
    assert_eq!((report["form"].as_str(), report["found"]["pages"].as_u64()), (Some("confluence"), Some(2)));
    let files = written(&folder);
    let faq = &files["export/sales/home-page/price-faq.md"];
    assert!(faq.contains("title: \"Price FAQ\"") && faq.contains("## Why? {#PriceFAQ-Why}"), "{faq}");
    assert!(faq.contains("> [!IMPORTANT]\n> Mind this"), "{faq}");
    for gone in ["Contents", "Attachments", "Made by", "Sales"] {
        assert!(!faq.contains(gone), "{gone}: {faq}");
    }
    assert!(files["export/sales/home-page.md"].contains("(home-page/price-faq.md#PriceFAQ-Why)"));
    assert!(report["pages"].to_string().contains("lost: table of contents"));
    assert_eq!(outcome(&report, "links", "target", "attachments/2/4.pdf"), "left_out");
    assert_eq!(report["counts"]["pictures"]["copied"], 1);
    has_no_errors(&folder);
}

/// Zip-slip: names that lead out, links, and what systems leave behind.
#[test]
fn nothing_leads_out_of_the_folder() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let names = ["../out.md", "/abs.md", "C:\\drive.md", "a\\..\\..\\out.md", "ok.md", "win\\dir.md", "__MACOSX/x.md"];
    for name in names {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"# X\n").unwrap();
    }
    zip.add_symlink("link.md", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let folder = Folder::with("slip.zip", zip.finish().unwrap().into_inner());
    let report = import(&folder, "slip.zip", &["--write"]);
    assert_eq!(report["counts"]["files"]["refused"], 5, "{:#}", report["files"]);
    assert_eq!(written(&folder).into_keys().collect::<Vec<_>>(), ["slip/ok.md", "slip/win/dir.md"]);
    assert!(!folder.at("out.md").exists() && !folder.at("content/out.md").exists());
    // A link in the content folder leads no import out of it either, and nothing is written then.
    folder.write("outside/keep.md", "x");
    folder.write("hb/a.md", "# A\n");
    std::os::unix::fs::symlink(folder.at("outside"), folder.at("content/hb")).unwrap();
    let output = program(&folder, &["import", "hb", "--into", "content", "--write"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("leads out of"));
    assert!(!folder.at("outside/a.md").exists());
}

/// Bombs: what is packed too well, what is too large, and too many files.
#[test]
fn bombs_are_refused_and_the_rest_comes_in() {
    let bomb = vec![b'a'; 4 << 20];
    let bytes = zipped(&[("bomb.md", &bomb), ("fine.md", b"# Fine\n"), ("large.png", &[7; 3000])]);
    let folder = Folder::with("bomb.zip", bytes);
    let report = import(&folder, "bomb.zip", &["--write"]);
    assert_eq!(outcome(&report, "files", "path", "bomb.md"), "refused");
    assert_eq!(written(&folder).len(), 1);
    folder.write(
        "pages.zip",
        zipped(&[("a.md", b"![l](large.png)\n"), ("large.png", &[7; 3000]), ("huge.md", &[b'b'; 5000])]),
    );
    let (source, into) = (folder.at("pages.zip"), folder.at("other"));
    let limits = Limits { picture: 1000, page: 4000, ..Limits::default() };
    let request = Request {
        source: &source,
        form: None,
        into: &into,
        under: None,
        sites: &[],
        kinds: &[],
        split: false,
        today: jiff::civil::date(2026, 11, 23),
        limits,
    };
    let report = serde_json::to_value(import::plan(&request, &Unseen).unwrap().report).unwrap();
    adds_up(&report);
    assert_eq!(report["counts"]["pictures"]["too_large"], 1);
    assert_eq!(outcome(&report, "files", "path", "huge.md"), "skipped");
    let few = Request { limits: Limits { files: 2, ..limits }, ..request };
    assert!(import::plan(&few, &Unseen).err().unwrap().to_string().contains("more than 2 files"));
    folder.write("no.zip", "PK no");
    assert!(refused(&folder, "no.zip").contains("no archive that can be read"));
}

/// "No valid collections" without a why helps nobody: outline #7797.
#[test]
fn a_source_of_unknown_form_is_told_with_what_it_holds() {
    let folder = Folder::with("docs/a.docx", "x");
    folder.write("docs/b.pdf", "x");
    let told = refused(&folder, "docs");
    assert!(told.contains("it holds 1 .docx, 1 .pdf") && told.contains("Notion"), "{told}");
    folder.write("content/a.md", "# A\n");
    assert!(refused(&folder, "content").contains("name another one by --into"));
    assert!(refused(&folder, "nowhere").contains("nowhere"));
}

#[test]
fn five_thousand_pictures_and_names_that_collide_come_in() {
    let folder = Folder::new();
    let lines: String = (0..5000).map(|number| format!("![p](pics/{number}.png)\n")).collect();
    folder.write("hb/a.md", format!("# A\n\n{lines}"));
    for number in 0..5000 {
        folder.write(&format!("hb/pics/{number}.png"), PNG);
    }
    for name in ["Faq.md", "FAQ.md", "con.md", "what: \"now\"?.md"] {
        folder.write(&format!("hb/{name}"), format!("# {name}\n"));
    }
    let report = import(&folder, "hb", &["--write"]);
    assert_eq!(report["counts"]["pictures"]["copied"], 5000);
    let files = written(&folder);
    assert_eq!(files.len(), 5005);
    let lower: std::collections::BTreeSet<_> = files.keys().map(|path| path.to_lowercase()).collect();
    assert_eq!(lower.len(), files.len());
    assert!(
        files.contains_key("hb/con-page.md") && files.contains_key("hb/what- -now--.md"),
        "{:?}",
        files.keys().find(|path| path.contains("what"))
    );
}

#[test]
fn a_page_with_many_questions_is_taken_apart() {
    let faq = "---\ntitle: Customer FAQ\nvisibility: restricted\nowner: lena.fors\n---\n\nIntro.\n\n## Is it safe for us?\n\n\
        We explain first.\n\n> Yes. Shall I show [how][how]?\n\n### More\n\n[gone](gone.md) [part](#deals)\n\n\
        ## 1. \"It is too expensive\"\n\n**Why They Say This** They compare.\n\n**Acknowledge** Fair.\n\n**Respond** Count it.\n\n\
        **Proof Point** Castellan saved a third.\n\n**Follow-Up Question** What do you pay now?\n\n## Deals\n\n- Q: Who may sign the offer?\n  A: The owner.\n\n[how]: how.md\n";
    let folder = Folder::with("hb/sales/faq.md", faq);
    folder.write("hb/sales/how.md", "# How\n");
    let report = import(&folder, "hb", &["--write", "--split"]);
    assert_eq!(report["found"]["entries"], 3, "{:#}", report["entries"]);
    let files = written(&folder);
    let page = &files["hb/sales/faq.md"];
    assert!(
        page.contains("## Is it safe for us?\n\n[Is it safe for us?](../../objections/is-it-safe-for-us.md)\n"),
        "{page}"
    );
    assert!(page.contains("Intro.") && page.contains("## Deals") && !page.contains("They compare"), "{page}");
    let safe = &files["objections/is-it-safe-for-us.md"];
    assert!(safe.contains("visibility: restricted") && safe.contains("owner: lena.fors"), "{safe}");
    assert!(safe.contains("**Respond** Yes. Shall I show [how][how]?"), "{safe}");
    assert!(safe.contains("[how]: ../hb/sales/how.md"), "{safe}");
    assert!(safe.contains("## Internal notes\n\nWe explain first."), "{safe}");
    assert!(safe.contains("gone [part](../hb/sales/faq.md#deals)"), "{safe}");
    let price = &files["objections/it-is-too-expensive.md"];
    let expected = "**Acknowledge** Fair.\n\n**Respond** Count it.\n\n**Confirm** What do you pay now?\n\n## Internal notes\n\n\
        **Why They Say This** They compare.\n\n**Proof Point** Castellan saved a third.\n";
    assert!(price.ends_with(expected), "{price}");
    assert!(files["objections/who-may-sign-the-offer.md"].contains("**Respond** The owner."));
    has_no_errors(&folder);
    let again = import(&folder, "hb", &["--write", "--split"]);
    assert_eq!(again["counts"]["entries"]["unchanged"], 3, "{:#}", again["entries"]);
    assert_eq!(again["counts"]["pages"]["unchanged"], 2, "{:#}", again["pages"]);
    assert_eq!(written(&folder), files);
}

#[test]
fn an_interrupted_import_leaves_nothing_half_and_goes_on() {
    let folder = Folder::with("hb/a.md", "# A\n");
    folder.write("hb/b.md", "# B\n");
    folder.write("content/.fieldlore-import-1/0", "half");
    import(&folder, "hb", &["--write"]);
    assert!(!folder.at("content/.fieldlore-import-1").exists());
    std::fs::remove_file(folder.at("content/hb/b.md")).unwrap();
    let report = import(&folder, "hb", &["--write"]);
    assert_eq!(
        (outcome(&report, "pages", "from", "a.md"), outcome(&report, "pages", "from", "b.md")),
        ("unchanged", "new")
    );
    assert_eq!(std::fs::read_dir(folder.at("content")).unwrap().count(), 1);
}

#[test]
fn real_handbooks_come_in_whole() {
    for name in ["sourcegraph", "18f"] {
        let Some(path) = shared(&format!("handbooks/{name}")) else {
            eprintln!("skipped: no handbook {name} beside the project");
            continue;
        };
        for split in [&[][..], &["--split"]] {
            let folder = Folder::new();
            let path = path.to_str().unwrap();
            let report = import(&folder, path, &[&["--write"], split].concat());
            assert_eq!(report["counts"]["pages"]["new"], report["found"]["pages"]);
            has_no_errors(&folder);
            let before = content::load(path.as_ref()).unwrap().diagnostics().len();
            let after = content::load(&folder.at("content")).unwrap();
            let pages =
                after.diagnostics().into_iter().filter(|finding| !finding.path.starts_with("objections/")).count();
            assert!(pages <= before, "{name}: {pages} findings where the source has {before}");
            let again = import(&folder, path, &[&["--write"], split].concat());
            let known = again["counts"]["pages"]["unchanged"].as_u64().unwrap();
            assert_eq!(again["found"]["pages"], known, "{name}");
            assert_eq!(
                again["counts"]["entries"].as_object().unwrap().keys().filter(|key| *key != "unchanged").count(),
                0
            );
        }
    }
}

#[test]
fn a_question_is_converted_and_both_files_are_written() {
    let faq =
        "# Customer FAQ\r\n\r\n## Is it safe for us?\r\n\r\nYes, see [how](how.md#gone).\r\n\r\n## Next\r\n\r\nx\r\n";
    let folder = Folder::with("content/hb/faq.md", faq);
    folder.write("content/hb/how.md", "# How\n");
    let list = program(&folder, &["convert", "hb/faq.md", "--content", "content"]);
    assert_eq!(String::from_utf8(list.stdout).unwrap(), "hb/faq.md#is-it-safe-for-us  Is it safe for us?\n");
    let wrong = program(&folder, &["convert", "hb/faq.md#next", "--content", "content"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("it asks at: #is-it-safe-for-us"));
    let done = program(&folder, &["convert", "hb/faq.md#is-it-safe-for-us", "--content", "content"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let files = written(&folder);
    assert!(files["objections/is-it-safe-for-us.md"].contains("**Respond** Yes, see [how](../hb/how.md)."));
    assert_eq!(
        files["hb/faq.md"],
        "# Customer FAQ\r\n\r\n## Is it safe for us?\r\n\r\n[Is it safe for us?](../objections/is-it-safe-for-us.md)\r\n\r\n## Next\r\n\r\nx\r\n"
    );
    has_no_errors(&folder);
}

#[tokio::test]
async fn the_page_of_questions_offers_both_changes_as_one_patch_that_git_takes() {
    let folder = Folder::with("hb/faq.md", "# Customer FAQ\n\n## Is it <safe> for us?\n\nYes.\n\n## Next\n\nx\n");
    folder.write("hb/secret-faq.md", "---\nvisibility: restricted\n---\n\n# FAQ\n\n## Is it our okapi now?\n\nYes.\n");
    let site = Site::new(folder.path());
    let page = site.get("/questions-in-pages").await;
    assert!(
        page.body.contains("What converting changes") && page.body.contains("+[Is it  for us?](../objections/"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("okapi"));
    let address = page.body.split("href=\"/questions-in-pages/patch?").nth(1).unwrap().split('"').next().unwrap();
    let patch = site.get(&format!("/questions-in-pages/patch?{}", address.replace("&amp;", "&"))).await;
    assert_eq!(patch.status, StatusCode::OK);
    folder.write("change.patch", &patch.body);
    let applied = Command::new("git").args(["apply", "change.patch"]).current_dir(folder.path()).output().unwrap();
    assert!(applied.status.success(), "{}\n{}", String::from_utf8_lossy(&applied.stderr), patch.body);
    let text = std::fs::read_to_string(folder.at("hb/faq.md")).unwrap();
    assert!(text.contains("](../objections/is-it-for-us.md)\n\n## Next\n"), "{text}");
    assert!(folder.at("objections/is-it-for-us.md").exists());
    let hidden = "/questions-in-pages/patch?page=hb/secret-faq.md&at=is-it-our-okapi-now&q=Is+it+our+okapi+now%3F";
    assert_eq!(site.get(hidden).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn many_questions_in_pages_are_read_leaf_by_leaf() {
    let folder = Folder::with("hb/a-faq.md", faq("a", 60));
    folder.write("hb/b-faq.md", faq("b", 61));
    let site = Site::new(folder.path());
    let shown = |page: &str| page.matches("<li><a href=\"/page/hb/").count();
    let first = site.get("/questions-in-pages").await.body;
    order(
        &first,
        &["121 headings", "Numbers 1 to 50 of 121, from 2 pages in all.", "Is it a1?", "Is it a50?", "?page=2"],
    );
    assert!(!first.contains("#is-it-a51\"") && !first.contains("rel=\"prev\"") && shown(&first) == 50, "{first}");
    // A page of many is cut where the leaf ends.
    let second = site.get("/questions-in-pages?page=2").await.body;
    order(&second, &["Numbers 51 to 100 of 121", "Is it a51?", "Is it a60?", "Is it b1?", "Is it b40?"]);
    order(&second, &["href=\"/questions-in-pages\" rel=\"prev\"", "href=\"/questions-in-pages?page=3\" rel=\"next\""]);
    assert_eq!(shown(&second), 50);
    let last = site.get("/questions-in-pages?page=3").await.body;
    assert!(last.contains("Numbers 101 to 121 of 121") && !last.contains("rel=\"next\""), "{last}");
    assert_eq!(shown(&last), 21);
    for number in ["4", "99999999999999999999", "100000"] {
        let beyond = site.get(&format!("/questions-in-pages?page={number}")).await;
        assert_eq!(beyond.status, StatusCode::OK, "{number}");
        let read = if number.len() > 9 { "Numbers 1 to 50" } else { "Numbers 101 to 121" };
        assert!(beyond.body.contains(read), "{number}: {}", beyond.body);
    }
    assert!(site.get("/questions-in-pages?page=0").await.body.contains("Numbers 1 to 50"));
}

/// A page that answers many questions.
fn faq(name: &str, questions: usize) -> String {
    let asked = (1..=questions).map(|number| format!("## Is it {name}{number}?\n\nYes.\n\n"));
    format!("# Customer FAQ {name}\n\n{}", asked.collect::<String>())
}

//! What each form of source is read as.

use super::*;

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

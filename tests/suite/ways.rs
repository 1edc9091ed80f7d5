//! Looking around: the start, pages of kinds, terms and folders, and the address bar.

use axum::http::StatusCode;

use crate::folder::{Folder, sample, shared};
use crate::site::{Site, order};

#[tokio::test]
async fn everything_can_be_browsed_in_the_order_of_the_pipeline() {
    let site = Site::new(&sample());
    let browse = site.get("/browse").await.body;
    order(
        &browse,
        &[">Kind<", "/objection\"", ">Stage<", ">Qualify<", ">Discover<", ">Validate<", ">Person<", ">Competitor<"],
    );
    let links: Vec<_> = browse.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for link in links.iter().filter(|link| link.starts_with("/browse/")) {
        assert_eq!(site.get(link).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn a_term_has_a_page_with_its_own_card_on_top_and_tough_questions_first() {
    let site = Site::new(&sample());
    let stage = site.get("/browse/stage/discover").await.body;
    assert!(stage.contains("<title>Stage: Discover · Test</title>"));
    order(&stage, &["<h1", ">Stage guideline<", "/stage/discover", ">Tough questions<", ">Lessons<"]);
    let rival = site.get("/browse/competitor/corvane").await.body;
    order(&rival, &[">Battlecard<", "/battlecard/corvane", ">Tough questions<"]);
    assert!(site.get("/browse/stage/discover?kind=lesson").await.body.contains("/lesson/"));
    assert!(site.get("/browse/stage/lost").await.body.contains("Nothing is written about this yet"));
    let kind = site.get("/browse/kind/win-loss").await;
    assert_eq!((kind.status, kind.header("location")), (StatusCode::PERMANENT_REDIRECT, "/win_loss"));
}

#[tokio::test]
async fn an_unknown_term_suggests_the_known_ones() {
    let site = Site::new(&sample());
    let answer = site.get("/browse/stage/discovr").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    order(&answer.body, &["discovr", ">Perhaps<", "/browse/stage/discover", ">There are<", "/browse/stage/qualify"]);
    for path in ["/browse/nothing/x", "/browse/stage/", "/browse/kind/x"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_tag_may_be_any_text() {
    let folder =
        Folder::with("lessons/a.md", "---\ntitle: A\nlesson: Ask.\ntags: [\"a/b & <i>?#%2F\", \"größe\"]\n---\nx\n");
    let site = Site::new(folder.path());
    let browse = site.get("/browse").await.body;
    assert!(!browse.contains("<i>"));
    let links: Vec<_> = browse.split('"').filter(|part| part.starts_with("/browse/tag/")).collect();
    assert_eq!(links.len(), 2);
    for link in links {
        let page = site.get(link).await;
        assert!(
            page.status == StatusCode::OK && page.body.contains("/lesson/a") && !page.body.contains("<i>"),
            "{link}"
        );
    }
}

#[tokio::test]
async fn each_kind_has_a_page_arranged_as_one_looks_for_it() {
    let site = Site::new(&sample());
    let questions = site.get("/objection").await.body;
    assert!(
        questions.contains("<title>Tough questions · Test</title>")
            && questions.contains("Paying twice would be wrong")
    );
    order(&questions, &[">Price and budget<", ">Timing and priority<", ">Competitor or incumbent<"]);
    order(&site.get("/lesson").await.body, &[">Do<", ">Avoid<"]);
    order(&site.get("/stage").await.body, &["/stage/qualify", "/stage/discover", "/stage/validate", "/stage/propose"]);
    order(&site.get("/win_loss").await.body, &[">Won<", "closed 12 Nov", "closed 8 Oct", ">Lost to a competitor<"]);
    order(&site.get("/checklist").await.body, &[">Qualify<", ">Validate<", ">Propose<", ">Commit<"]);
    assert!(site.get("/proof_point").await.body.contains("Without the name only"));
    assert!(site.get("/page").await.body.contains("<details class=\"folder\"><summary"));
    let other = site.get("/win-loss").await;
    assert_eq!((other.status, other.header("location")), (StatusCode::PERMANENT_REDIRECT, "/win_loss"));
    assert!(site.get("/objection/outage-24-7").await.body.contains("<a href=\"/objection\">Tough questions</a>"));
    assert_eq!(site.get("/lesson?in=nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_kind_with_thousands_of_entries_is_shown_in_parts() {
    let folder = Folder::with(
        "taxonomy.yaml",
        "objection_categories:\n  - {id: price, label: Price}\n  - {id: trust, label: Trust}\n",
    );
    for number in 0..460 {
        let category = if number < 450 { "price" } else { "trust" };
        let text =
            format!("---\ntitle: T\nquestion: Number {number:03}?\ncategory: {category}\nstages: [discover]\n---\n");
        folder.write(&format!("objections/n{number:03}.md"), text);
    }
    let site = Site::new(folder.path());
    let all = site.get("/objection").await.body;
    order(&all, &[">Price<", "Number 000", "/objection?in=price", "All 450", ">Trust<", "Number 459"]);
    assert!(all.matches("class=\"offer\"").count() <= 300);
    let price = site.get("/objection?in=price").await.body;
    assert!(
        price.contains("Number 099")
            && !price.contains("Number 100")
            && price.contains("/objection?in=price&amp;page=2")
    );
    let last = site.get("/objection?in=price&page=5").await.body;
    assert!(last.contains("Number 449") && !last.contains("rel=\"next\""));
    let stage = site.get("/browse/stage/discover").await.body;
    assert!(stage.matches("class=\"offer\"").count() == 25 && stage.contains("/browse/stage/discover?kind=objection"));
    assert!(site.get("/browse/stage/discover?kind=objection&page=5").await.body.contains("Number 459"));
}

#[tokio::test]
async fn many_pages_are_shown_folder_by_folder() {
    let folder = Folder::new();
    (0..1300).for_each(|number| {
        folder.write(&format!("f{}/p{number:04}.md", number / 650), format!("# Page {number:04}\n"))
    });
    let site = Site::new(folder.path());
    let root = site.get("/page").await.body;
    assert!(root.contains("/page?in=f0") && !root.contains("Page 0001"));
    assert!(site.get("/page?in=f1").await.body.contains("Page 1299"));
    assert_eq!(site.get("/page?in=f2").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_start_leads_a_new_colleague_on() {
    let site = Site::new(&sample());
    let start = site.get("/").await.body;
    order(
        &start,
        &[
            "Type what the customer said",
            "Lately verified",
            "New here?",
            "/onboarding_path/",
            "/page/handbook",
            "Look around",
            "/browse/stage/discover",
            "/browse/competitor/corvane",
            "/browse/persona/",
        ],
    );
    let empty = Folder::new();
    assert!(Site::new(empty.path()).get("/").await.body.contains("fieldlore init"));
    let handbook = Folder::with("kb/team/a.md", "# A\n");
    handbook.write("kb/index.md", "# Welcome\n");
    let start = Site::new(handbook.path()).get("/").await.body;
    order(
        &start,
        &["Type what you are looking for", "2 pages", "begins with", "/page/kb\"", ">Folders<", "/page?in=kb%2Fteam"],
    );
}

#[tokio::test]
async fn real_handbooks_have_a_tree_and_a_start() {
    for (path, folder) in [("handbooks/sourcegraph", "content%2Fdepartments"), ("handbooks/18f", "pages")] {
        let Some(root) = shared(path) else { return };
        let site = Site::new(&root);
        let tree = site.get("/page").await.body;
        assert!(tree.len() < 1 << 20 && tree.contains("<details class=\"folder\""), "{path}: {}", tree.len());
        assert_eq!(site.get(&format!("/page?in={folder}")).await.status, StatusCode::OK, "{path}");
        let start = site.get("/").await.body;
        assert!(start.contains(">Folders<") && start.contains("begins with"), "{path}");
        assert!(site.get("/new").await.body.len() < 1 << 17);
    }
}

#[tokio::test]
async fn a_browser_can_search_from_its_address_bar() {
    let site = Site::new(&sample());
    assert!(site.get("/").await.body.contains("href=\"/opensearch.xml\""));
    let answer = site.get_with("/opensearch.xml", &[("host", "kb.example")]).await;
    assert!(answer.header("content-type").starts_with("application/opensearchdescription+xml"));
    let description = roxmltree::Document::parse(&answer.body).unwrap();
    let child = |name: &str| description.root_element().children().find(|node| node.tag_name().name() == name).unwrap();
    assert_eq!(child("ShortName").text(), Some("Test"));
    assert_eq!(child("Url").attribute("template"), Some("http://kb.example/search?q={searchTerms}"));
    let icon = child("Image").text().unwrap().replace("http://kb.example", "");
    assert_eq!(site.get(&icon).await.status, StatusCode::OK);
}

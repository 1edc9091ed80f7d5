//! The page of what plain pages answer.

use std::process::Command;

use axum::http::StatusCode;

use crate::folder::Folder;
use crate::site::{Site, order};

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

//! Paths that not everybody may read: nothing of them is shown to who may not, and that is not the same as gone.

use axum::http::StatusCode;

use super::{PATH, folder, say, under_way, words};
use crate::folder::Folder;
use crate::identity::{get_as, post_as};
use crate::site::{Answer, Site};

/// Nia on a path that is closed to all but its owner and managers meanwhile, with a step closed before.
async fn shut(folder: &Folder) -> Site {
    let (site, _) = under_way(folder).await;
    say(&site, "nia.new", "desk", "done").await;
    say(&site, "nia.new", "shadow", "ask").await;
    folder.write("paths/first.md", PATH.replace("role: ae", "visibility: restricted\nrole: ae"));
    super::edits::until(&site, "bo.buddy", "/team", "not open to you").await;
    site
}

fn tells_nothing(page: &Answer) {
    assert_eq!(page.status, StatusCode::OK);
    for told in
        ["First weeks", "Read about the desk", "onboarding_path/first", "Sit in on four", "first.desk", ">First<"]
    {
        assert!(!page.body.contains(told), "{told}: {}", page.body);
    }
}

#[tokio::test]
async fn a_path_that_is_closed_to_who_looks_tells_neither_its_name_nor_what_was_closed() {
    let folder = folder();
    let site = shut(&folder).await;
    for (who, path) in [
        ("bo.buddy", "/team"),
        ("bo.buddy", "/team/person?person=nia.new"),
        ("bo.buddy", "/"),
        ("nia.new", "/path"),
        ("nia.new", "/"),
        ("nia.new", "/me"),
    ] {
        tells_nothing(&get_as(&site, who, path).await);
    }
    assert!(words(&site, "bo.buddy", "/team/person?person=nia.new").await.contains("It is not open to you"));
    assert!(words(&site, "max.manager", "/team/person?person=nia.new").await.contains("Done 1 Dec"));
    // It can be ended without being named.
    assert_eq!(post_as(&site, "nia.new", "/path/end", "x=y").await.status, StatusCode::SEE_OTHER);
    assert!(words(&site, "nia.new", "/path").await.contains("You are on no path"));
}

#[tokio::test]
async fn a_steward_who_may_not_read_a_path_does_not_learn_who_is_on_it() {
    let folder = folder();
    folder.write(
        "people.yaml",
        super::PEOPLE.replace(
            "  mo.member:\n    name: Mo Member\n",
            "  mo.member:\n    name: Mo Member\n    roles: [{steward: [onboarding_path]}]\n",
        ),
    );
    let site = shut(&folder).await;
    let list = get_as(&site, "mo.member", "/path/assign").await;
    tells_nothing(&list);
    let form = "person=nia.new&path=onboarding_path/first";
    assert_eq!(post_as(&site, "mo.member", "/path/end", form).await.status, StatusCode::FORBIDDEN);
    assert!(words(&site, "sue.steward", "/path/assign").await.contains("Nia New : First weeks"), "its owner does");
}

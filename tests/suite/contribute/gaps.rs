//! What was asked in vain, written down: an entry, a wording, a synonym.

use axum::http::StatusCode;
use fieldlore::config::Publish;

use super::{Repository, committed, form, typed};
use crate::identity::{get_as, post_as};

#[tokio::test]
async fn an_entry_is_written_from_what_was_asked() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Direct);
    post_as(&site, "tom.hale", "/ask", "q=Does+it+run+on+a+tablet%3F").await;
    let gaps = get_as(&site, "sue.steward", "/gaps").await;
    let path = "/suggest/new?q=Does%20it%20run%20on%20a%20tablet%3F";
    assert!(gaps.body.contains(path) && !gaps.body.contains("Ready file"), "{}", gaps.body);
    let page = get_as(&site, "sue.steward", path).await;
    assert!(page.body.contains("contributors: [tom.hale, sue.steward]"), "{}", page.body);
    let text = "---\ntitle: Tablet\nquestion: Does it run on a tablet?\nquick_response: Yes. Shall I show it?\n---\n";
    let hash = committed(&typed(&site, "sue.steward", path, "send", text).await);
    let file = "playbook/objections/does-it-run-on-a-tablet.md";
    assert_eq!(repository.says(&["show", "--name-only", "--format=", &hash]), file);
    assert_eq!(repository.read("objections/does-it-run-on-a-tablet.md"), text);
    let decided = site.app.store.decisions().await.unwrap();
    assert_eq!(
        (decided[0].decision.as_str(), decided[0].entry.as_deref()),
        ("written", Some("objection/does-it-run-on-a-tablet"))
    );
    // The name is taken now: nobody writes over it.
    let next = get_as(&site, "tom.hale", path).await;
    assert!(next.body.contains("does-it-run-on-a-tablet-2.md"), "{}", next.body);
    let begin = get_as(&site, "tom.hale", "/suggest/new?kind=lesson").await;
    assert!(begin.body.contains("<option value=\"lesson\" selected>Lesson</option>"), "{}", begin.body);
    repository.is_sound();
}

#[tokio::test]
async fn wordings_and_synonyms_are_commits_of_stewards() {
    let repository = Repository::new();
    repository.write("taxonomy.yaml", "vendor: Tarnfield\nsynonyms:\n  - {from: [board], to: plan}\n");
    repository.git(&["add", "--all"]);
    repository.git(&["commit", "--quiet", "--message", "terms"]);
    let site = repository.serve(Publish::Propose);
    let variant = "q=a&write=variant&entry=objection/erp&wording=Is+%22it%22+in%3A+SAP%3F&wording=Why+two%3F";
    assert_eq!(post_as(&site, "lena.fors", "/gaps/write", variant).await.status, StatusCode::FORBIDDEN);
    let hash = committed(&post_as(&site, "sue.steward", "/gaps/write", variant).await);
    let added = repository.says(&["show", "--unified=0", "--format=", &hash]);
    let lines: Vec<&str> = added.lines().filter(|line| line.starts_with("+ ")).collect();
    assert_eq!(lines, ["+  - \"Is \\\"it\\\" in: SAP?\"", "+  - \"Why two?\""]);
    let synonym = form(&[("q", "a"), ("write", "synonym"), ("from", "planning wall"), ("to", "plan")]);
    let hash = committed(&post_as(&site, "sue.steward", "/gaps/write", &synonym).await);
    let terms = repository.says(&["show", &format!("{hash}:playbook/taxonomy.yaml")]);
    assert_eq!(
        terms,
        "vendor: Tarnfield\nsynonyms:\n  - {from: [board], to: plan}\n  - {from: [\"planning wall\"], to: \"plan\"}"
    );
    let half = form(&[("q", "a"), ("write", "synonym"), ("from", "x"), ("to", " ")]);
    assert_eq!(post_as(&site, "sue.steward", "/gaps/write", &half).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let decisions = site.app.store.decisions().await.unwrap();
    assert_eq!(decisions.len(), 2);
}

#[tokio::test]
async fn a_question_in_a_page_becomes_an_entry_in_one_commit() {
    let repository = Repository::new();
    repository.write(
        "customer-faq.md",
        "# Customer questions\n\n## Why is it so dear?\n\nBecause it pays.\n\n## Prices\n\nLow.\n",
    );
    repository.git(&["add", "--all"]);
    repository.git(&["commit", "--quiet", "--message", "faq"]);
    let site = repository.serve(Publish::Direct);
    let page = get_as(&site, "tom.hale", "/questions-in-pages").await.body;
    assert!(page.contains(">Convert</button>"), "{page}");
    let at = page.split("name=\"at\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let wanted = form(&[("page", "customer-faq.md"), ("at", at), ("q", "Why is it so dear?")]);
    let hash = committed(&post_as(&site, "tom.hale", "/questions-in-pages/convert", &wanted).await);
    let files = repository.says(&["show", "--name-status", "--format=%an", &hash]);
    let lines: Vec<&str> = files.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["Tom Hale", "M\tplaybook/customer-faq.md", "A\tplaybook/objections/why-is-it-so-dear.md"]);
    assert!(repository.read("customer-faq.md").contains("](objections/why-is-it-so-dear.md)"));
    // What is not asked there, or no longer, is no entry.
    let other = form(&[("page", "customer-faq.md"), ("at", ""), ("q", "Who are you?")]);
    assert_eq!(post_as(&site, "tom.hale", "/questions-in-pages/convert", &other).await.status, StatusCode::NOT_FOUND);
    repository.write("customer-faq.md", "# Customer questions\n\n## Why is it so dear?\n\nNot committed.\n");
    let closed = repository.serve(Publish::Off);
    let page = get_as(&closed, "tom.hale", "/questions-in-pages").await.body;
    assert!(!page.contains(">Convert</button>") && page.contains("What converting changes"));
    let refused = post_as(&closed, "tom.hale", "/questions-in-pages/convert", &wanted).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    repository.is_sound();
}

#[tokio::test]
async fn every_kind_begins_with_its_fields_and_what_is_near() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Direct);
    for (kind, folder) in [
        ("lesson", "lessons"),
        ("win_loss", "win-loss"),
        ("stage", "stages"),
        ("checklist", "checklists"),
        ("battlecard", "battlecards"),
        ("proof_point", "proof"),
        ("role_play", "role-plays"),
    ] {
        let path = format!("/suggest/new?kind={kind}&q=Our+ERP+has+scheduling");
        let page = get_as(&site, "tom.hale", &path).await;
        assert!(page.body.contains("owner: tom.hale"), "{kind}: {}", page.body);
        assert!(page.body.contains("There already?") && page.body.contains("href=\"/objection/erp\""), "{kind}");
        assert!(page.body.contains("class=\"finding"), "{kind}: what is missing is told: {}", page.body);
        let file = format!("{folder}/our-erp-has-scheduling.md");
        assert!(page.body.contains(&file), "{kind}: {}", page.body);
        let text = "---\ntitle: Ours\nowner: tom.hale\n---\n\nSo it was.\n";
        // A draft leads back to the form of its kind.
        typed(&site, "tom.hale", &path, "preview", text).await;
        let drafts = get_as(&site, "tom.hale", "/yours").await;
        let back = format!("/suggest/new?kind={}&amp;q=Our", kind.replace('_', "%5F"));
        assert!(drafts.body.contains(&back) || drafts.body.contains(&back.replace("%5F", "_")), "{}", drafts.body);
        let hash = committed(&typed(&site, "tom.hale", &path, "send", text).await);
        assert_eq!(repository.says(&["show", "--name-only", "--format=", &hash]), format!("playbook/{file}"));
        assert_eq!(repository.read(&file), text);
    }
    assert!(site.app.store.decisions().await.unwrap().is_empty(), "no gap was closed by it");
    let nameless = get_as(&site, "tom.hale", "/suggest/new?kind=lesson&q=%3F%21").await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    repository.is_sound();
}

//! A learner's progress where a change, a deletion, a new name or another order come between.

use super::*;

#[tokio::test]
async fn a_typo_changes_nothing_and_other_words_make_the_card_due_with_what_changed() {
    let folder = folder(&["dear"]);
    let (site, watch) = site(&folder);
    practise(&site, "objection/dear", 4).await;
    watch.days(1);
    let typo = question("dear", "").replace("every single move", "every  singel move").replace("price.", "price!");
    rewrite(&site, &folder, "objections/dear.md", &typo).await;
    assert!(shown(&site, "/practice").await.is_none());
    // An answer that is added, another order of answers and other words beside what was practised change nothing.
    let (one, two) = (
        "## Answer: One {#one}\n\n**Respond** One says so of dear.\n",
        "## Answer: Two {#two}\n\n**Respond** Two says otherwise of dear.\n",
    );
    let head = typo.split_once("## Answer").unwrap().0;
    let turned = format!("{head}{two}\n{one}\n## Answer: Three\n\n**Respond** Quite another thing to say.\n");
    rewrite(&site, &folder, "objections/dear.md", &turned).await;
    assert!(shown(&site, "/practice").await.is_none());
    let other =
        turned.replace("One says so of dear.", "Ask them who moves the jobs when somebody calls in sick at six.");
    rewrite(&site, &folder, "objections/dear.md", &other).await;
    let card = shown(&site, "/practice").await.unwrap();
    let page = &card.body;
    assert!(page.contains("Changed since you last practised"), "{page}");
    assert!(page.contains("<del>One says so of dear.</del>") && page.contains("<ins>Ask them who moves"), "{page}");
    grade(&site, &card, 3).await;
    assert!(shown(&site, "/practice").await.is_none(), "practised as it is now");
    // Where the answer that was practised is gone, that is a change, too.
    practise(&site, "objection/dear", 4).await;
    rewrite(&site, &folder, "objections/dear.md", head).await;
    assert!(shown(&site, "/practice").await.unwrap().body.contains("Changed since you last practised"));
}

#[tokio::test]
async fn a_card_edited_while_it_is_learnt_counts_as_it_was_seen() {
    let folder = folder(&["dear"]);
    let (site, _) = site(&folder);
    let seen = shown(&site, "/practice").await.unwrap();
    let typo = question("dear", "").replace("every single move", "every singel move");
    rewrite(&site, &folder, "objections/dear.md", &typo).await;
    grade(&site, &seen, 4).await;
    assert_eq!(log(&site).await[0].wording, seen.field("wording"));
    assert!(shown(&site, "/practice").await.is_none(), "a typo");
    let seen = shown(&site, "/practice?entry=objection/dear").await.unwrap();
    let other = typo.replace(
        "Because dear counts every singel move before anybody talks",
        "Nobody has ever asked us for a discount once they had seen",
    );
    rewrite(&site, &folder, "objections/dear.md", &other).await;
    grade(&site, &seen, 4).await;
    let again = shown(&site, "/practice").await.unwrap();
    assert!(again.body.contains("Changed since you last practised") && again.body.contains("<del>"), "{}", again.body);
}

#[tokio::test]
async fn a_card_that_is_deleted_or_closed_goes_silently_and_comes_back_with_its_history() {
    let folder = folder(&["dear", "slow"]);
    let (site, watch) = site(&folder);
    practise(&site, "objection/slow", 4).await;
    let card = shown(&site, "/practice").await.unwrap();
    assert_eq!(card.card(), "objection/dear");
    folder.remove("objections/dear.md");
    until(&site, "that it is gone", |catalog| catalog.page("objection/dear").is_none()).await;
    let on = grade(&site, &card, 3).await;
    let page = get_as(&site, JO, &on).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("dear"), "{}", page.body);
    assert_eq!(log(&site).await.len(), 1);
    for more in ["status: draft\n", "visibility: restricted\n", "expires: 2026-11-20\n"] {
        rewrite(&site, &folder, "objections/slow.md", &question("slow", more)).await;
        watch.set("2026-12-21T09:00:00Z");
        let page = get_as(&site, JO, "/practice").await.body;
        assert!(page.contains("There is nothing to practise yet") && !page.contains("slow"), "{more}: {page}");
    }
    watch.set("2026-11-24T09:00:00Z");
    rewrite(&site, &folder, "objections/slow.md", &question("slow", "")).await;
    assert!(shown(&site, "/practice").await.is_none(), "it is known, and not due");
    watch.set("2026-12-21T09:00:00Z");
    assert_eq!(shown(&site, "/practice").await.unwrap().card(), "objection/slow");
}

#[tokio::test]
async fn a_renamed_entry_keeps_its_history() {
    let folder = folder(&["dear"]);
    let (site, watch) = site(&folder);
    practise(&site, "objection/dear", 4).await;
    let seen = shown(&site, "/practice?entry=objection/dear").await.unwrap();
    folder.remove("objections/dear.md");
    rewrite(&site, &folder, "objections/price.md", &question("dear", "aliases: [objection/dear]\n")).await;
    until(&site, "the former id", |catalog| catalog.page("objection/dear").is_some()).await;
    assert!(shown(&site, "/practice").await.is_none(), "it is known by its former name");
    // What was shown under the former name is noted under today's.
    watch.days(1);
    grade(&site, &seen, 3).await;
    let reviews = log(&site).await;
    assert_eq!(
        reviews.iter().map(|review| (review.card.as_str(), review.elapsed)).collect::<Vec<_>>(),
        [("objection/dear", 0), ("objection/price", 1)]
    );
    watch.days(1);
    practise(&site, "objection/price", 3).await;
    assert_eq!(log(&site).await[2].elapsed, 1);
}

#[tokio::test]
async fn another_order_of_entries_and_facts_is_no_matter() {
    let folder = folder(&["dear"]);
    let standard = |facts: [&str; 2]| format!("---\ntitle: S\nfacts:\n  - {}\n  - {}\n---\n", facts[0], facts[1]);
    let (money, date) = (
        "{id: money, label: Budget, evidence: Named by who signs.}",
        "{id: date, label: Date, evidence: Given by them.}",
    );
    folder.write("discovery/s.md", standard([money, date]));
    let (site, _) = site(&folder);
    assert_eq!(session(&site, 4).await.0.len(), 3);
    let before = log(&site).await;
    rewrite(&site, &folder, "discovery/s.md", &standard([date, money])).await;
    rewrite(&site, &folder, "objections/dear.md", &question("dear", "").replace("2026-11-01", "2026-11-22")).await;
    assert!(shown(&site, "/practice").await.is_none());
    assert_eq!(log(&site).await, before);
}

//! What is kept of role plays: for how long, in which words, and for whom.

use super::*;

#[tokio::test]
async fn scores_keep_the_words_that_were_scored() {
    let folder = folder();
    let (site, _) = site(&folder);
    let at = hold(&site, "pia.peer", "rita.rep").await;
    folder.write("role-plays/cfo.md", entry("shouts").replace("pass_mark: 8", "pass_mark: 12"));
    let started = std::time::Instant::now();
    while !get_as(&site, "rita.rep", "/role_play/cfo").await.body.contains("shouts") {
        assert!(started.elapsed().as_secs() < 15);
    }
    assert!(get_as(&site, "pia.peer", &at).await.body.contains("talks over"));
    score(&site, "pia.peer", &at, "level-0=1&level-1=4&level-2=3").await;
    let page = get_as(&site, "rita.rep", &at).await.body;
    assert!(page.contains("talks over") && page.contains("8 are needed") && !page.contains("shouts"), "{page}");
    // The entry may even go.
    folder.remove("role-plays/cfo.md");
    while site.app.catalog().page("role_play/cfo").is_some() {
        assert!(started.elapsed().as_secs() < 30);
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(get_as(&site, "rita.rep", "/plays").await.body.contains("talks over"));
    assert!(get_as(&site, "pia.peer", &at).await.body.contains("talks over"));
}

#[tokio::test]
async fn whoever_is_erased_takes_what_was_said_of_them_and_leaves_what_they_said() {
    let folder = folder();
    let (site, _) = site(&folder);
    for (host, rep) in [("pia.peer", "rita.rep"), ("rita.rep", "pia.peer")] {
        let at = hold(&site, host, rep).await;
        score(&site, host, &at, WELL).await;
    }
    hold(&site, "rita.rep", "sue.steward").await;
    let json = get_as(&site, "rita.rep", "/me.json").await.json().to_string();
    for told in
        ["was scored", "points: 9, passed", "was seen at a level", "scored a role play", "Good pause", "plays the rep"]
    {
        assert!(json.contains(told), "{told}: {json}");
    }
    post_as(&site, "rita.rep", "/me/erase", "sure=yes").await;
    assert!(get_as(&site, "rita.rep", "/me.json").await.json()["recorded"].as_array().unwrap().is_empty());
    assert!(get_as(&site, "rita.rep", "/role_play/cfo").await.body.contains("Not played yet"));
    let pia = get_as(&site, "pia.peer", "/plays").await.body;
    order(&pia, &["How it went", "Passed once on 3 November", "with <bdi>somebody</bdi>", "waits and asks"]);
    assert!(!pia.contains("Good pause") && !pia.contains("You scored"), "{pia}");
    assert!(get_as(&site, "sue.steward", "/plays").await.body.contains("None. Open"));
}

#[tokio::test]
async fn levels_and_notes_go_after_a_year_and_the_pass_after_two() {
    let folder = folder();
    let (site, days) = site(&folder);
    let at = hold(&site, "pia.peer", "rita.rep").await;
    score(&site, "pia.peer", &at, WELL).await;
    post_as(&site, "rita.rep", "/plays/book", &format!("{PLAY}&host=pia.peer")).await;
    days.forward(366);
    site.app.store.retain(site.app.now()).await.unwrap();
    let own = get_as(&site, "rita.rep", "/plays").await.body;
    assert!(own.contains("Passed once on 3 November 2026") && !own.contains("waits and asks"), "{own}");
    assert!(!own.contains("You asked"), "{own}");
    let page = get_as(&site, "rita.rep", &at).await.body;
    assert!(page.contains("9 points of 12") && !page.contains("Good pause"), "{page}");
    days.forward(366);
    site.app.store.retain(site.app.now()).await.unwrap();
    assert!(site.app.store.scores_of("rita.rep").await.unwrap().is_empty());
}

/// Two people in a month could be told apart by their manager.
#[tokio::test]
async fn an_export_counts_months_of_three_people_or_more() {
    let folder = folder();
    let (site, days) = site(&folder);
    let play = async |people: &[&str]| {
        for rep in people {
            let at = hold(&site, "max.manager", rep).await;
            assert_eq!(score(&site, "max.manager", &at, WELL).await.status, StatusCode::SEE_OTHER);
        }
        site.app.store.export_plays().await.unwrap()
    };
    assert!(play(&["rita.rep", "pia.peer", "rita.rep", "rita.rep"]).await.is_empty());
    let rows = play(&["sue.steward"]).await;
    assert_eq!(
        rows.iter().map(|row| (row.month.as_str(), row.held, row.passed)).collect::<Vec<_>>(),
        [("2026-11", 5, 5)]
    );
    days.forward(30);
    assert_eq!(play(&["rita.rep", "pia.peer"]).await.len(), 1, "December has two");
}

//! In which order answers stand, and what is said of them.

use super::*;
use crate::folder::sample;

const WELL: &str = "objection/dear#well";
const ILL: &str = "objection/dear#ill";

#[tokio::test]
async fn near_results_have_no_leader_and_clear_ones_do() {
    let folder = folder(&["ill", "well"]);
    let site = Site::new(folder.path());
    voted(&site, WELL, 7, 9, 100).await;
    voted(&site, ILL, 5, 9, 200).await;
    let page = site.get(DEAR).await.body;
    assert_eq!(
        lines(&page),
        ["Say well: best when it rains; 7 of 9, early signal", "Say ill: best when it rains; 5 of 9, early signal"]
    );
    assert!(page.contains("No clear leader yet"));
    assert!(
        words(&page).contains(
            "7 of 9 said it worked, 2 that it did not. How often it really works is somewhere from 50 to 92%"
        )
    );
    assert!(words(&page).contains("9 votes from 9 uses."));

    let folder = self::folder(&["ill", "well"]);
    let site = Site::new(folder.path());
    voted(&site, WELL, 9, 12, 100).await;
    voted(&site, ILL, 2, 8, 200).await;
    let page = site.get(DEAR).await.body;
    assert_eq!(
        lines(&page),
        [
            "Say well: best when it rains; leading, 9 of 12, early signal",
            "Say ill: best when it rains; 2 of 8, loses more than it wins?"
        ]
    );
    assert!(!page.contains("No clear leader yet"));
    // Whoever it is and whenever: a leader stands first.
    for number in 300..320 {
        assert!(lines(&Person::new(&site, number).get(DEAR).await.body)[0].contains("leading"));
    }
    // The same in the entry that is open beside results.
    assert_eq!(lines(&site.get("/open/objection/dear").await.body), lines(&page));
}

#[tokio::test]
async fn half_of_the_people_see_the_first_two_the_other_way_round_each_for_a_week() {
    let folder = folder(&["well", "ill"]);
    let clock = Hands::at("2026-11-23T09:00:00Z");
    let site = Site::kept(folder.path(), clock.clone(), tempfile::tempdir().unwrap());
    voted(&site, WELL, 7, 9, 1000).await;
    voted(&site, ILL, 5, 9, 2000).await;
    let mut seen = Vec::new();
    for day in 0..8 {
        let mut firsts = Vec::new();
        for number in 0..60 {
            firsts.push(lines(&Person::new(&site, number).get(DEAR).await.body)[0].contains("Say well"));
        }
        let well = firsts.iter().filter(|first| **first).count();
        assert!((15..=45).contains(&well), "{well} of 60 on day {day}");
        seen.push(firsts);
        clock.on(Span::new().hours(24));
    }
    assert!(seen[..7].iter().all(|day| *day == seen[0]), "stable from Monday to Sunday");
    assert_ne!(seen[7], seen[0], "and another half in the week after");
    let stranger = lines(&site.get(DEAR).await.body);
    assert!(stranger[0].contains("Say well"), "who is not known sees the better one first");
}

#[tokio::test]
async fn without_votes_the_order_is_the_authors() {
    let folder = folder(&["well", "ill"]);
    let site = Site::new(folder.path());
    for number in 0..20 {
        let lines = lines(&Person::new(&site, number).get(DEAR).await.body);
        assert_eq!(lines, ["Say well: best when it rains; new", "Say ill: best when it rains; new"]);
    }
}

#[tokio::test]
async fn what_customers_said_in_reviews_counts() {
    let site = Site::new(&sample());
    let told = tally(&site, "objection/erp-already-has-scheduling#plan-and-day").await;
    assert_eq!((&told["worked"], &told["partly"], &told["did_not"]), (&1.into(), &1.into(), &1.into()));
    assert_eq!((&told["uses"], &told["label"]), (&3.into(), &"too few to say".into()));
    let page = site.get("/objection/erp-already-has-scheduling").await.body;
    assert!(words(&page).contains("3 votes from 3 uses; 3 votes from win/loss reviews, as customers told it."));
}

#[tokio::test]
async fn votes_on_another_wording_count_less() {
    let folder = folder(&["well", "ill"]);
    let clock = Hands::at("2026-11-23T09:00:00Z");
    let site = Site::kept(folder.path(), clock.clone(), tempfile::tempdir().unwrap());
    voted(&site, WELL, 4, 4, 100).await;
    let p = async |site: &Site| site.app.outcomes.settled("objection/dear").await.evidence("objection/dear").p;
    assert!((p(&site).await - 7.6 / 10.0).abs() < 1e-9);
    let text = question(&["well", "ill"])
        .replace("We say well to that.", "Nobody else brings the parts along on the first visit.");
    folder.write("objections/dear.md", text);
    let site = Site::kept(folder.path(), clock.clone(), site.end());
    assert!((p(&site).await - 5.6 / 8.0).abs() < 1e-9, "half of four votes: {}", p(&site).await);
    assert!(words(&site.get(DEAR).await.body).contains("4 of 4 said it worked; 4 of them about an earlier wording."));
    // Half a year halves them again; what people see stays.
    clock.on(Span::new().hours(180 * 24));
    let site = Site::kept(folder.path(), clock, site.end());
    assert!((p(&site).await - 4.6 / 7.0).abs() < 1e-9, "{}", p(&site).await);
    assert_eq!(tally(&site, WELL).await["worked"], 4);
}

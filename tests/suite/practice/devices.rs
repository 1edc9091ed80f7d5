//! Two devices at once, and a log that grows long.

use super::*;
use crate::store::execute;

#[tokio::test]
async fn two_devices_lose_no_review_and_one_sent_twice_is_one() {
    let folder = folder(&["dear"]);
    let (site, watch) = site(&folder);
    let address = "/practice?entry=objection/dear";
    let (phone, desk) = (shown(&site, address).await.unwrap(), shown(&site, address).await.unwrap());
    assert_ne!(phone.field("showing"), desk.field("showing"));
    grade(&site, &phone, 3).await;
    watch.forward(1);
    grade(&site, &desk, 1).await;
    // Pressed twice, sent again by the browser, and once more with another grade on the way back.
    for number in [3, 3, 4] {
        grade(&site, &phone, number).await;
    }
    let reviews = log(&site).await;
    assert_eq!(reviews.iter().map(|review| (review.grade, review.elapsed)).collect::<Vec<_>>(), [(3, 0), (1, 0)]);
    watch.days(1);
    practise(&site, "objection/dear", 3).await;
    assert_eq!(log(&site).await[2].elapsed, 1);
    // The key of one person says nothing of another's.
    let other = post_as(&site, "max.manager", "/practice", &phone.form(2)).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    assert_eq!(log_of(&site, "max.manager").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_at_once_comes_one_after_the_other() {
    let folder = folder(&["dear"]);
    let (site, _) = site(&folder);
    let site = Arc::new(site);
    let mut tasks = Vec::new();
    for _ in 0..20 {
        let card = shown(&site, "/practice?entry=objection/dear").await.unwrap();
        let site = site.clone();
        tasks.push(tokio::spawn(async move { (grade(&site, &card, 3).await, grade(&site, &card, 3).await) }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let reviews = log(&site).await;
    assert_eq!(reviews.len(), 20);
    // Each knew all that came before it: remembered twenty times on one day, it rests no shorter than after one.
    assert!(reviews.iter().all(|review| review.interval >= reviews[0].interval), "{reviews:?}");
    assert!(reviews.windows(2).all(|pair| pair[0].id < pair[1].id));
}

/// However long somebody has practised, what is read of it is one row a card; and it is what the log says.
#[tokio::test]
async fn a_long_log_is_read_card_by_card() {
    let folder = folder(&["dear", "slow"]);
    let (site, _) = site(&folder);
    let rows = "INSERT INTO practice_review (person, card, showing, grade, elapsed, interval, wording, day, at)
         WITH RECURSIVE times(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM times WHERE value < 4001)
         SELECT 'jo.rep', CASE value % 2 WHEN 0 THEN 'objection/dear' ELSE 'objection/slow' END, printf('%x', value), 3, 1, 2, 'w',
         date('2015-01-01', (value / 2) || ' days'), value FROM times";
    execute(site.app.store.path(), rows).await;
    let (known, log) = (site.app.store.practised(JO).await.unwrap(), log(&site).await);
    assert_eq!((known.cards.len(), log.len(), known.end()), (2, 4001, log[4000].id));
    for card in &known.cards {
        let of_it: Vec<&Review> = log.iter().filter(|review| review.card == card.last.card).collect();
        assert_eq!(card.last, **of_it.last().unwrap());
        assert_eq!((card.times, &card.begun), (of_it.len() as i64, &of_it[0].day));
    }
    // It goes on from there.
    let on = practise(&site, "objection/dear", 3).await;
    assert!(on.body.contains("Changed since you last practised"));
    assert_eq!(site.app.store.practised(JO).await.unwrap().cards[1].times, 2001);
}

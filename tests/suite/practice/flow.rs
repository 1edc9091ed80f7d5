//! What is asked, in which order, and when it is enough.

use std::collections::BTreeSet;

use super::*;
use crate::store::occupy;

const LESSON: &str = "---\ntitle: Count first\nlesson: Count the moves first.\ndirection: do\nrecall_prompt: \"What do we count first?\"\n---\n\n\
     ## How you would notice in time\n\nThey ask for the price.\n";
const STANDARD: &str = "---\ntitle: Standard\nfacts:\n  - {id: money, label: Budget, evidence: \"Named by who signs.\", needed_by: discover}\n  \
     - {id: hope, label: Hope}\n---\n";

#[tokio::test]
async fn cards_are_made_of_what_everybody_may_read_and_of_nothing_else() {
    let folder = folder(&["dear"]);
    folder.write("lessons/count.md", LESSON);
    folder.write("lessons/bare.md", LESSON.replace("recall_prompt: \"What do we count first?\"\n", ""));
    folder.write("discovery/standard.md", STANDARD);
    for (name, more) in [
        ("draft", "status: draft\nowner: jo.rep\n"),
        ("closed", "visibility: restricted\nteam: [jo.rep]\n"),
        ("old", "expires: 2026-11-01\n"),
        ("gone", "status: archived\n"),
    ] {
        folder.write(&format!("objections/{name}.md"), question(name, more).replace("owner: ada\n", ""));
    }
    folder.write("objections/mute.md", "---\ntitle: Mute\nquestion: \"Why mute?\"\n---\n");
    let (site, watch) = site(&folder);
    let mut asked = BTreeSet::new();
    for _ in 0..8 {
        for card in session(&site, 3).await.0 {
            asked.insert((card.card().to_owned(), card.question));
        }
        watch.days(1);
    }
    let pair = |card: &str, question: &str| (card.to_owned(), question.to_owned());
    let wanted = [
        pair("discovery/standard#money", "Budget: what counts as known?"),
        pair("lesson/bare", "Count first"),
        pair("lesson/count", "What do we count first?"),
        pair("objection/dear", "Why dear?"),
    ];
    assert_eq!(asked, BTreeSet::from(wanted));
    let fact = shown(&site, "/practice?entry=discovery/standard").await.unwrap();
    assert!(fact.body.contains("Named by who signs.") && fact.body.contains("/suggest/discovery/standard"));
    let lesson = shown(&site, "/practice?entry=lesson/count").await.unwrap();
    assert!(lesson.body.contains("They ask for the price.") && !lesson.body.contains("They say"));
}

#[tokio::test]
async fn a_question_is_asked_in_its_wordings_in_turn_and_answered_as_its_page_does() {
    let folder = folder(&[]);
    folder.write("objections/dear.md", question("dear", "variants: [\"How come?\", \"What for?\", \"Never asked?\"]\nobjection_type: brush_off\nclarify: [\"Who asks?\"]\n"));
    let (site, watch) = site(&folder);
    let mut asked = Vec::new();
    for _ in 0..4 {
        let card = practise(&site, "objection/dear", 3).await;
        crate::site::order(&card.body, &["Who asks?", "Because dear counts", "One says so of dear", "name=\"grade\""]);
        assert!(!card.body.contains("Two says otherwise"));
        asked.push(card.question);
        watch.days(7);
    }
    assert_eq!(asked, ["Why dear?", "How come?", "What for?", "Why dear?"]);
    let page = get_as(&site, JO, "/objection/dear").await.body;
    assert!(page.contains("href=\"/practice?entry=objection%2Fdear\""), "{page}");
}

#[tokio::test]
async fn a_session_is_five_mixed_cards_and_a_backlog_never_more_than_ten() {
    let names: Vec<String> = (0..15).map(|number| format!("q{number:02}")).collect();
    let folder = folder(&[]);
    for (number, name) in names.iter().enumerate() {
        let category = if number < 9 { "price" } else { "trust" };
        folder.write(&format!("objections/{name}.md"), question(name, &format!("category: {category}\n")));
    }
    let (site, watch) = site(&folder);
    // New cards come a few at a time.
    let (first, end) = session(&site, 3).await;
    assert_eq!(first.len(), 3);
    assert!(
        end.contains("3 cards practised")
            && end.contains("Next: <time datetime=\"2026-11-24\">tomorrow, Tuesday 24 Nov</time>"),
        "{end}"
    );
    assert!(session(&site, 3).await.1.contains("Nothing is due today"));
    for name in &names {
        practise(&site, &format!("objection/{name}"), 3).await;
    }
    watch.set("2027-03-01T09:00:00Z");
    assert!(get_as(&site, JO, "/mine").await.body.contains("10 cards wait"));
    let (cards, end) = session(&site, 3).await;
    assert_eq!(cards.len(), 5);
    let categories: Vec<bool> = cards.iter().map(|card| card.card() < "objection/q09").collect();
    assert!(categories.windows(2).all(|pair| pair[0] != pair[1]), "{categories:?}");
    assert!(
        end.contains("5 cards practised") && end.contains("10 cards wait") && end.contains("href=\"/practice\""),
        "{end}"
    );
    // Three minutes are enough, too.
    let card = shown(&site, "/practice").await.unwrap();
    watch.forward(180);
    let on = grade(&site, &card, 3).await;
    assert!(get_as(&site, JO, &on).await.body.contains("1 card practised"));
}

#[tokio::test]
async fn practice_rests_at_the_weekend_but_keeps_nobody_from_it() {
    let folder = folder(&["dear"]);
    let (site, watch) = site(&folder);
    watch.set("2026-11-28T09:00:00Z");
    let page = get_as(&site, JO, "/practice").await.body;
    assert!(page.contains("Practice rests at the weekend") && page.contains("in 2 days, Monday 30 Nov"), "{page}");
    assert!(page.contains("href=\"/practice?anyway=1\""));
    let card = shown(&site, "/practice?anyway=1").await.unwrap();
    let on = grade(&site, &card, 3).await;
    assert!(get_as(&site, JO, &on).await.body.contains("1 card practised"));
    assert!(shown(&site, "/practice?entry=objection/dear").await.is_some());
}

#[tokio::test]
async fn one_practises_an_entry_or_a_stage_now() {
    let folder = folder(&["dear"]);
    folder.write("objections/early.md", question("early", "stages: [discover]\n"));
    folder.write("discovery/standard.md", STANDARD);
    let (site, _) = site(&folder);
    let (mut address, mut asked) = ("/practice?stage=discover".to_owned(), BTreeSet::new());
    while let Some(card) = shown(&site, &address).await {
        address = grade(&site, &card, 4).await;
        assert!(asked.insert(card.card().to_owned()), "each once");
    }
    assert_eq!(asked.into_iter().collect::<Vec<_>>(), ["discovery/standard#money", "objection/early"]);
    assert!(get_as(&site, JO, &address).await.body.contains("2 cards practised"));
    assert!(get_as(&site, JO, "/practice?stage=nothing").await.body.contains("There is no card for this"));
    assert_eq!(get_as(&site, JO, "/practice?entry=objection/none").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get_as(&site, JO, "/practice?done=many").await.status, StatusCode::BAD_REQUEST);
    let wrong = post_as(&site, JO, "/practice", "card=objection/dear&showing=xyz&wording=0a&grade=3").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn every_entry_with_a_card_leads_to_it() {
    let folder = folder(&["dear"]);
    folder.write("lessons/count.md", LESSON);
    folder.write("lessons/bare.md", LESSON.replace("recall_prompt: \"What do we count first?\"\n", ""));
    folder.write("discovery/standard.md", STANDARD);
    folder.write("discovery/hopes.md", "---\ntitle: Hopes\nfacts:\n  - {id: hope, label: Hope}\n---\n");
    let (site, _) = site(&folder);
    for (entry, leads) in [
        ("objection/dear", 1),
        ("lesson/count", 1),
        ("lesson/bare", 1),
        ("discovery/standard", 1),
        ("discovery/hopes", 0),
    ] {
        let link = format!("href=\"/practice?entry={}\"", entry.replace('/', "%2F"));
        let page = get_as(&site, JO, &format!("/{entry}")).await.body;
        assert_eq!(page.matches(&link).count(), leads, "{entry}");
    }
}

#[tokio::test]
async fn an_empty_folder_says_what_cards_are_made_of() {
    let folder = folder(&[]);
    let (site, _) = site(&folder);
    assert!(get_as(&site, JO, "/practice").await.body.contains("There is nothing to practise yet"));
}

#[tokio::test]
async fn grades_are_seen_by_the_person_alone() {
    let folder = folder(&["dear"]);
    let (site, watch) = site(&folder);
    practise(&site, "objection/dear", 1).await;
    watch.days(1);
    practise(&site, "objection/dear", 4).await;
    assert!(get_as(&site, JO, "/mine").await.body.contains("On 2 of the last 15 working days."));
    let own = get_as(&site, JO, "/me.json").await.json();
    let told: Vec<&str> = own["recorded"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["what"] == "practised")
        .map(|row| row["details"].as_str().unwrap())
        .collect();
    assert!(told.len() == 2 && told[0].starts_with("easy, after 1 days") && told[1].starts_with("again"), "{told:?}");
    for address in
        ["/", "/mine", "/me", "/insights", "/insights.csv", "/metrics", "/practice", "/objection/dear", "/health"]
    {
        let page = get_as(&site, "max.manager", address).await.body;
        assert!(
            !page.contains("jo.rep") && !page.contains("practised</strong>") && !page.contains("fieldlore_grade"),
            "{address}"
        );
    }
    let today = site.app.today_there();
    let days = site.app.store.practised_days(JO, today.yesterday().unwrap(), today).await.unwrap();
    assert_eq!(days.len(), 2);
    assert!(site.app.store.practised_days("max.manager", today, today).await.unwrap().is_empty());
    site.app.store.erase_person(JO).await.unwrap();
    assert!(log(&site).await.is_empty());
}

#[tokio::test]
async fn one_may_hear_oneself_on_the_practice_page_alone() {
    let folder = folder(&["dear"]);
    let (site, _) = site(&folder);
    let practice = get_as(&site, JO, "/practice").await;
    assert!(practice.header("content-security-policy").contains("media-src blob:;"));
    assert!(practice.header("content-security-policy").contains("connect-src 'self'"));
    assert!(practice.header("permissions-policy").contains("microphone=(self)"));
    for address in ["/", "/objection/dear", "/mine", "/nowhere"] {
        let page = get_as(&site, JO, address).await;
        assert!(!page.header("content-security-policy").contains("media-src"), "{address}");
        assert!(page.header("permissions-policy").contains("microphone=()"), "{address}");
    }
}

#[tokio::test]
async fn a_grade_that_cannot_be_noted_is_asked_for_again() {
    let folder = folder(&["dear"]);
    let (site, _) = site(&folder);
    let card = shown(&site, "/practice").await.unwrap();
    let other = occupy(&site.app.store).await;
    let refused = post_as(&site, JO, "/practice", &card.form(3)).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.body.contains("Give it again in a moment") && refused.body.contains(card.field("showing")));
    assert!(shown(&site, "/practice").await.is_some(), "what can be read is shown");
    drop(other);
    grade(&site, &card, 3).await;
    assert_eq!(log(&site).await.len(), 1);
}

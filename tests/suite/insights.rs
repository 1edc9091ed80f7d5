//! The weekly page against a history that was worked out by hand.

use axum::http::StatusCode;
use fieldlore::insights::weekly::State;
use fieldlore::insights::{signals, weekly};
use fieldlore::model::person::Roles;

use crate::site::{Site, order};
use crate::store::execute;

const PEOPLE: &str = "people:\n  ada:\n    name: Ada Alder\n    active: true\n  gone:\n    name: Gus Gone\n    active: false\n  \
                      jonas:\n    name: Jonas Weber\n    active: true\n  \
                      kim:\n    name: Kim Keeper\n    roles: [member, {steward: [objection]}]\n    active: true\n";

const TAXONOMY: &str = "personas:\n  - id: cfo\n    label: Finance lead\n";

/// Answers `one` and, where wanted, `two`.
fn entry(name: &str, fields: &str, from: &str, answers: usize) -> (String, String) {
    let one = format!("## Answer: One {{#one}}\n\n**Respond** So.\n\n**From** {from}\n");
    let two = "## Answer: Two {#two}\n\n**Respond** Or so.\n".to_owned();
    let body = [one, two][..answers].join("\n");
    let text = format!("---\ntitle: {name}\nquestion: \"{name}?\"\nquick_response: Because.\n{fields}\n---\n\n{body}");
    (format!("objections/{}.md", name.to_lowercase()), text)
}

/// Four tough questions and a lesson that nobody uses.
fn content() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("people.yaml".to_owned(), PEOPLE.to_owned()),
        ("taxonomy.yaml".to_owned(), TAXONOMY.to_owned()),
        // Verified until 10 January 2027.
        entry("A", "owner: ada\nlast_verified: 2026-10-12", "Jonas Weber, at Castellan", 1),
        // Due on 29 September 2026: 90 days after 1 July; 55 days ago on 23 November.
        entry("B", "owner: ada\nlast_verified: 2026-07-01", "", 1),
        // Its owner has left; it has no answer.
        entry("C", "owner: gone\nlast_verified: 2026-11-01", "", 0),
        // Verified, but its second answer loses since.
        entry("D", "owner: ada\nlast_verified: 2026-10-13", "", 2),
        (
            "lessons/e.md".to_owned(),
            "---\ntitle: E\nlesson: Ask.\nowner: ada\nlast_verified: 2026-10-12\n---\n".to_owned(),
        ),
    ];
    for (path, text) in files {
        let full = folder.path().join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, text).unwrap();
    }
    folder
}

fn at(moment: &str) -> i64 {
    moment.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

/// How many, in which state, the text, people in turn, the entry, the moment of the first; the others follow by the
/// minute.
type Episodes<'a> = (i64, &'a str, &'a str, &'a [&'a str], &'a str, &'a str);

fn episodes(rows: &[Episodes]) -> String {
    let mut values = Vec::new();
    for (count, state, text, people, entry, moment) in rows {
        for number in 0..*count {
            let person = people[usize::try_from(number).unwrap() % people.len()];
            let (entry, ended) =
                (if entry.is_empty() { "NULL".to_owned() } else { format!("'{entry}'") }, at(moment) + number * 60_000);
            values.push(format!("('{person}', '{text}', '{state}', 1, 1, {entry}, {ended}, {ended})"));
        }
    }
    format!(
        "INSERT INTO search_episode (person, text, state, confident, results, entry, started_at, ended_at) VALUES {};",
        values.join(", ")
    )
}

/// The week is 16 to 22 November 2026.
async fn history(site: &Site) {
    let people = ["p1", "p2", "p3", "p4", "p5"];
    let mut sql = episodes(&[
        // The four weeks before: 10, 20, 30 and 40 searches, so that 25 are usual.
        (10, "answered", "x", &people, "", "2026-10-20T09:00:00Z"),
        (20, "answered", "x", &people, "", "2026-10-27T09:00:00Z"),
        (30, "answered", "x", &people, "", "2026-11-03T09:00:00Z"),
        (39, "answered", "x", &people, "", "2026-11-10T09:00:00Z"),
        // One a millisecond before the week, one at its end: neither is in it.
        (1, "said_no", "x", &["p1"], "", "2026-11-15T23:59:59.999Z"),
        (1, "said_no", "x", &["p1"], "", "2026-11-23T00:00:00Z"),
        // The week: 15 answered, 3 on the page, 6 in vain; one that has not ended is none.
        (14, "answered", "why", &people, "objection/a", "2026-11-17T09:00:00Z"),
        (1, "answered", "GPS!", &["p5"], "objection/a", "2026-11-19T09:00:00Z"),
        (3, "answered_on_page", "why", &["p1"], "", "2026-11-17T10:00:00Z"),
        (1, "said_no", "Works council?", &["p1"], "", "2026-11-16T00:00:00Z"),
        (1, "said_no", "works council", &["p2"], "", "2026-11-18T09:00:00Z"),
        (1, "nothing_found", "works council", &["p1"], "", "2026-11-18T10:00:00Z"),
        (2, "nothing_found", "=ROI", &["p3"], "", "2026-11-18T11:00:00Z"),
        (1, "not_opened", "gps", &["p4"], "", "2026-11-18T12:00:00Z"),
        (1, "open", "later", &["p4"], "", "2026-11-22T12:00:00Z"),
    ]);
    let uses = [("a", 6, "one", 3), ("b", 4, "one", 3), ("c", 2, "", 2), ("d", 2, "two", 2)];
    for (entry, count, answer, people) in uses {
        for number in 0..count {
            let answer = if answer.is_empty() { "NULL".to_owned() } else { format!("'{answer}'") };
            let (person, moment) = (number % people + 1, at("2026-11-18T09:00:00Z"));
            sql += &format!(
                "INSERT INTO use_event (person, entry, answer, how, at) VALUES ('p{person}', 'objection/{entry}', {answer}, 'copy', {moment});"
            );
        }
    }
    let vote = |person: &str, entry: &str, answer: &str, day: u32, value: &str, persona: &str, stage: &str| {
        let moment = at(&format!("2026-11-{day}T15:00:00Z"));
        format!(
            "INSERT INTO vote (person, entry, answer, occasion, value, persona, stage, note, at) VALUES
             ('{person}', 'objection/{entry}', '{answer}', 'day:{day}', '{value}', {persona}, {stage}, '', {moment});"
        )
    };
    // The first answer of A worked for three colleagues in four conversations. Jonas made it: his own vote is no credit.
    for (person, day) in [("p1", 17), ("p1", 18), ("p2", 17), ("p3", 17), ("jonas", 17)] {
        sql += &vote(person, "a", "one", day, "worked", "NULL", "NULL");
    }
    // The second answer of D: 1 of 5 worked. Three had a finance lead before them; one was in discovery.
    sql += &vote("p1", "d", "two", 20, "worked", "NULL", "NULL");
    for (person, persona, stage) in
        [("p2", "'cfo'", "NULL"), ("p3", "'cfo'", "NULL"), ("p4", "'cfo'", "NULL"), ("p5", "NULL", "'discover'")]
    {
        sql += &vote(person, "d", "two", 20, "did_not", persona, stage);
    }
    sql += "UPDATE vote SET note = 'They knew the number.' WHERE person = 'p2' AND entry = 'objection/d';";
    let moment = at("2026-11-19T09:00:00Z");
    sql += &format!(
        "INSERT INTO confirmation (person, entry, hash, verifies, at) VALUES ('kim', 'objection/a', '0', 1, {moment});"
    );
    execute(site.app.store.path(), &sql).await;
    signals::refresh(&site.app.store, &site.app.live, site.app.now()).await.unwrap();
}

#[tokio::test]
async fn the_week_is_what_its_history_says() {
    let folder = content();
    let site = Site::new(folder.path());
    history(&site).await;
    let today = site.app.clock.today();
    let rows = weekly::read(&site.app.store, today).await.unwrap();
    let report = weekly::report(&site.app.catalog(), &rows, today, &Roles::all());
    assert_eq!(
        report.headline,
        [
            // 15 + 3 + 6; the median of 10, 20, 30, 40 is 25, and 24 is within a tenth of it.
            "24 searches (about as usual: 25); 6 of 24 (25%) ended without an answer.",
            // Only A is verified: 6 of 6 + 4 + 2 + 2. Fewer than twenty uses are compared with nothing.
            "14 uses; 6 of 14 (43%) of entries that are verified.",
            "10 votes: 6 worked, 0 partly, 4 did not.",
            "1 answer loses more often than it wins.",
        ]
    );
    let searches: Vec<_> = report.searches.iter().map(|series| &series.counts[8..]).collect();
    assert_eq!(searches, [[10, 20, 30, 39, 18], [0, 0, 0, 1, 6]]);
    // Two people asked for the works council, in three searches; ROI has two searches of one; GPS was answered since.
    let gaps: Vec<_> =
        report.gaps.iter().map(|gap| (gap.wordings.join("/"), gap.people, gap.searches, gap.state)).collect();
    let gap = |wordings: &str, people, searches, state| (wordings.to_owned(), people, searches, state);
    assert_eq!(
        gaps,
        [gap("works council", 2, 3, State::Open), gap("=ROI", 1, 2, State::Open), gap("GPS!", 1, 1, State::Answered)]
    );
    // B: three people times 55 / 30. C is not overdue, but nobody answers for it: no risk, and still there.
    let stale: Vec<_> =
        report.stale.iter().map(|row| (row.entry.as_str(), row.people, row.overdue, row.owned, row.risk)).collect();
    assert_eq!(stale, [("objection/b", 3, 55, true, 5.5), ("objection/c", 2, 0, false, 0.0)]);
    assert_eq!(report.silent, ["lesson/e"]);
    let lost = &report.losing[0];
    assert_eq!(
        (report.losing.len(), lost.entry.as_str(), lost.answer.as_str(), lost.uses),
        (1, "objection/d", "two", 2)
    );
    assert_eq!((lost.votes.worked, lost.votes.count(), lost.instead.as_deref()), (1, 5, Some("One")));
    // The table of intervals says 5 to 56 of a hundred for 1 of 5. One person in discovery is nobody's business.
    assert_eq!(((lost.interval.0 * 100.0).round(), (lost.interval.1 * 100.0).round()), (5.0, 56.0));
    assert_eq!(
        (lost.situations.as_slice(), lost.notes.as_slice()),
        (&["persona:cfo".to_owned()][..], &["They knew the number.".to_owned()][..])
    );
    assert_eq!(
        report.unserved.iter().map(|row| (row.entry.as_str(), row.answers, row.people)).collect::<Vec<_>>(),
        [("objection/c", 0, 2)]
    );
    assert_eq!(
        report.asked.iter().map(|row| (row.entry.as_str(), row.searches, row.people)).collect::<Vec<_>>(),
        [("objection/a", 15, 5)]
    );
    assert_eq!(
        report.credit,
        [
            "Jonas Weber: 1 answer helped 3 colleagues in 4 conversations.",
            "Kim Keeper: reviewed 1 entry, used 6 times."
        ]
    );
}

/// What not everybody may read is in no count, and what was noted twice of one occasion is one use.
#[tokio::test]
async fn restricted_entries_and_the_same_occasion_again_change_no_count() {
    let folder = content();
    let (path, text) = entry("F", "owner: ada\nvisibility: restricted", "", 1);
    std::fs::write(folder.path().join(path), text).unwrap();
    let site = Site::new(folder.path());
    history(&site).await;
    let counted = async || {
        let today = site.app.clock.today();
        let rows = weekly::read(&site.app.store, today).await.unwrap();
        let report = weekly::report(&site.app.catalog(), &rows, today, &Roles::all());
        (report.headline, report.votes, report.losing)
    };
    let moment = at("2026-11-20T09:00:00Z");
    let used = |entry: &str, how: &str| {
        format!(
            "INSERT INTO use_event (person, entry, answer, how, occasion, at)
             VALUES ('p1', 'objection/{entry}', 'one', '{how}', 'day:2026-11-20', {moment});"
        )
    };
    execute(site.app.store.path(), &used("b", "copy")).await;
    let before = counted().await;
    assert!(before.0[1].starts_with("15 uses; "), "{:?}", before.0);
    let vote = format!(
        "INSERT INTO vote (person, entry, answer, occasion, value, at)
         VALUES ('p1', 'objection/f', 'one', 'day:2026-11-20', 'did_not', {moment});"
    );
    execute(site.app.store.path(), &[used("b", "used"), used("b", "dwell"), used("f", "copy"), vote].concat()).await;
    assert_eq!(counted().await, before);
}

/// Two people said so under the former id, two under today's, and two customers in a review: one answer loses, once.
#[tokio::test]
async fn former_ids_and_customers_in_reviews_count_with_the_rest() {
    let folder = content();
    let (path, text) = entry("Z", "owner: ada\nlast_verified: 2026-11-01\naliases: [objection/y]", "Jonas Weber", 1);
    std::fs::write(folder.path().join(path), text).unwrap();
    let met = "  - {objection: objection/z, answer: one, result: did_not}\n".repeat(2);
    let review = format!("---\ntitle: Castellan\noutcome: lost\nclosed_on: 2026-11-10\nobjections_met:\n{met}---\n");
    std::fs::create_dir_all(folder.path().join("win-loss")).unwrap();
    std::fs::write(folder.path().join("win-loss/castellan.md"), review).unwrap();
    let site = Site::new(folder.path());
    let moment = at("2026-11-18T09:00:00Z");
    let mut sql = String::new();
    for (entry, person) in [("y", "p1"), ("y", "p2"), ("z", "p2"), ("z", "p3")] {
        sql += &format!(
            "INSERT INTO use_event (person, entry, answer, how, occasion, at)
             VALUES ('{person}', 'objection/{entry}', 'one', 'copy', 'deal:{entry}', {moment});
             INSERT INTO vote (person, entry, answer, occasion, value, persona, at)
             VALUES ('{person}', 'objection/{entry}', 'one', 'deal:{entry}', 'did_not', 'cfo', {moment});
             INSERT INTO confirmation (person, entry, hash, verifies, at)
             VALUES ('kim', 'objection/{entry}', '0', 1, {moment});"
        );
    }
    execute(site.app.store.path(), &sql).await;
    signals::refresh(&site.app.store, &site.app.live, site.app.now()).await.unwrap();
    let today = site.app.clock.today();
    let rows = weekly::read(&site.app.store, today).await.unwrap();
    let report = weekly::report(&site.app.catalog(), &rows, today, &Roles::all());
    let lost: Vec<_> = report.losing.iter().map(|row| (&*row.entry, row.votes.count(), row.uses)).collect();
    assert_eq!(lost, [("objection/z", 6, 4)]);
    assert_eq!(report.losing[0].situations, ["persona:cfo"]);
    assert_eq!(report.credit, ["Kim Keeper: reviewed 1 entry, used 4 times."]);
    let unserved: Vec<_> = report.unserved.iter().map(|row| (&*row.entry, row.people)).collect();
    assert_eq!(unserved[0], ("objection/z", 3));
    // The entry is due since, as its readers are told.
    let trust = site.get("/trust/objection/z").await.body;
    assert!(trust.contains("loses"), "{trust}");
}

/// What is not the team's to answer is no gap of the week, and what somebody has in hand says so.
#[tokio::test]
async fn what_was_decided_about_gaps_stands_on_the_weekly_page() {
    let folder = content();
    let site = Site::new(folder.path());
    history(&site).await;
    let moment = at("2026-11-23T08:00:00Z");
    let decided = |text: &str, decision: &str| {
        format!("INSERT INTO gap_decision (text, decision, at) VALUES ('{text}', '{decision}', {moment});")
    };
    execute(site.app.store.path(), &(decided("works council", "not_ours") + &decided("=ROI", "written"))).await;
    let today = site.app.clock.today();
    let rows = weekly::read(&site.app.store, today).await.unwrap();
    let report = weekly::report(&site.app.catalog(), &rows, today, &Roles::all());
    let gaps: Vec<_> = report.gaps.iter().map(|gap| (gap.wordings.join("/"), gap.state)).collect();
    assert_eq!(gaps, [("=ROI".to_owned(), State::InHand), ("GPS!".to_owned(), State::Answered)]);
    let page = site.get("/insights").await.body;
    assert!(page.contains("in hand") && page.contains("/suggest/new?q=%3DROI"), "{page}");
}

#[tokio::test]
async fn the_page_the_markdown_and_the_table_say_the_same() {
    let folder = content();
    let site = Site::new(folder.path());
    history(&site).await;
    let page = site.get("/insights").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    order(
        &page.body,
        &[
            "16 Nov to 22 Nov",
            "24 searches",
            "role=\"img\"",
            "The numbers",
            "Unanswered searches",
            "works council",
            "Stale entries",
            "55 days",
            "Answers that lose",
            "1 of 5, 0 partly",
            "0 to 6 of 10 times",
            "Finance lead",
            "Most asked",
            "Jonas Weber",
        ],
    );
    assert!(!page.body.contains(" style=") && !page.body.contains("discover") && page.body.matches("<h1").count() == 1);
    let markdown = site.get("/insights.md").await;
    assert!(markdown.header("content-type").starts_with("text/markdown"));
    order(
        &markdown.body,
        &[
            "2026-11-16 to 2026-11-22",
            "- 24 searches",
            "## Unanswered searches",
            "- **“works council”",
            "## Thanks to",
            "Jonas Weber",
        ],
    );
    let table = site.get("/insights.csv").await;
    assert!(table.header("content-disposition").contains("insights-2026-11-22.csv"));
    assert!(
        table.body.starts_with("block,row,column,value\n") && table.body.contains("Stale entries,1,Overdue,55 days")
    );
    // It was verified: that nobody answers for it is why it stands there.
    assert!(table.body.contains("Stale entries,2,Overdue,not yet due"), "{}", table.body);
    // Nobody's id is on any of them.
    for text in [&page.body, &markdown.body, &table.body] {
        assert!(!text.contains("'p1'") && !text.contains(">p1<") && !text.contains("kim\""), "{text}");
    }
}

#[tokio::test]
async fn a_week_of_nothing_says_so() {
    let folder = content();
    let site = Site::new(folder.path());
    let page = site.get("/insights").await.body;
    for words in [
        "Nobody searched this week.",
        "Nothing was used this week.",
        "Nobody said how an answer went this week.",
        "No answer loses",
        "Nothing yet.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains('%') && !page.contains('↑'));
}

//! In which order somebody meets what is new.

use std::collections::BTreeSet;

use super::*;

/// A lesson to be met by a day, or at any time.
fn lesson(name: &str, more: &str) -> String {
    format!(
        "---\ntitle: {name}\nlesson: Do {name}.\ndirection: do\nrecall_prompt: \"What of {name}?\"\nlast_verified: 2026-11-01\n{more}---\n"
    )
}

const PATH: &str = "---\ntitle: First weeks\nrole: ae\nmilestones:\n  - id: late\n    by_day: 60\n    goal: Later\n    items:\n      \
     - {id: b, type: read, ref: objection/bb}\n  - id: soon\n    by_day: 30\n    goal: Soon\n    items:\n      \
     - {id: z, type: practise, ref: objection/zz}\n      - {id: y, type: read, ref: objection/yy}\n---\n";

fn contents() -> Folder {
    let folder = folder(&["aa", "bb", "yy", "zz"]);
    folder.write("lessons/first.md", lesson("first", "onboarding: day_1\n"));
    folder.write("lessons/some.md", lesson("some", ""));
    folder.write("paths/start.md", PATH);
    folder
}

/// The cards that are met, three a day.
async fn met(site: &Site, watch: &Watch) -> Vec<String> {
    let mut met: Vec<String> = Vec::new();
    for _ in 0..3 {
        for card in session(site, 4).await.0 {
            if !met.contains(&card.card().to_owned()) {
                met.push(card.card().to_owned());
            }
        }
        watch.days(1);
    }
    met
}

#[tokio::test]
async fn who_is_on_a_path_meets_cards_by_its_days() {
    let folder = contents();
    let (site, watch) = site(&folder);
    let given = "path=onboarding_path/start&person=jo.rep&started=2026-11-23&manager=max.manager";
    assert_eq!(post_as(&site, "max.manager", "/path/assign", given).await.status, StatusCode::SEE_OTHER);
    let met = met(&site, &watch).await;
    let place = |card: &str| met.iter().position(|known| known == card).unwrap();
    // Day 1 and day 30 on the first day, mixed by category; day 60 next, before what is of no day.
    let first: BTreeSet<&str> = met[..3].iter().map(String::as_str).collect();
    assert_eq!(first, BTreeSet::from(["lesson/first", "objection/zz", "objection/yy"]), "{met:?}");
    assert!(place("objection/zz") < place("objection/yy") && place("objection/bb") < place("objection/aa"), "{met:?}");
    assert_eq!(met.len(), 6, "{met:?}");
}

#[tokio::test]
async fn who_is_on_no_path_meets_cards_by_stage_and_categories_in_turn() {
    let folder = contents();
    folder.write("taxonomy.yaml", "stages:\n  - {id: discover, label: Discover}\n  - {id: close, label: Close}\n");
    folder.write("objections/bb.md", question("bb", "stages: [close]\n"));
    folder.write("objections/zz.md", question("zz", "stages: [discover]\n"));
    let (site, watch) = site(&folder);
    let met = met(&site, &watch).await;
    let place = |card: &str| met.iter().position(|known| known == card).unwrap();
    assert!(place("objection/zz") < place("objection/bb") && place("objection/bb") < place("objection/aa"), "{met:?}");
    let lessons = met[..3].iter().filter(|card| card.starts_with("lesson/")).count();
    assert!((1..=2).contains(&lessons), "{met:?}");
}

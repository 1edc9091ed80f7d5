//! Paths as people go them, drawn of sample values and of hostile words.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use maud::Render;

use super::{TODAY, folder};
use crate::model::person::{Roles, Viewer};
use crate::store::{CardCount, ClosedStep, Enrolment, FirstDay, StepAsk};
use crate::training::firsts::First;
use crate::training::health::{failing, health, path_cards};
use crate::training::learner::{Learner, path};
use crate::web::pages::path::Paths;
use crate::web::pages::path::health::PathHealth;
use crate::web::pages::path::roster::Roster;
use crate::web::pages::path::typed::Typed;
use crate::web::pages::path::whom::Everybody;
use crate::web::pages::play::Known;
use crate::web::pages::team::Team;
use crate::web::pages::team::person::OnePerson;
use crate::web::view::Setting;
use crate::web::view::path::Names;
use crate::web::view::seen::Seen;

const PATH: &str = "---\ntitle: <b>Path\nrole: <b>ae\nmilestones:\n  - id: <b>first\n    by_day: 30\n    goal: <b>Goal\n    items:\n      \
     - {id: '<b>a', type: do, text: '<i>Do', signed_off_by: buddy}\n      - {id: b, type: read, ref: '<b>lesson/x'}\n      \
     - {id: c, type: certify, text: '<i>Pass', signed_off_by: manager}\n      - {type: do, text: '<i>No id'}\n      - {id: l, type: practise, ref: lesson/l}\n---\n";

fn learner(person: &str, path: &str) -> Learner {
    let closed = |step: &str| ClosedStep {
        person: person.to_owned(),
        path: path.to_owned(),
        step: step.to_owned(),
        activity: "<b>do".to_owned(),
        words: "<i>words".to_owned(),
        how: "known".to_owned(),
        signed_by: Some("<b>signer".to_owned()),
        at: 0,
    };
    let ask = |step: &str, answered_at| StepAsk {
        person: person.to_owned(),
        path: path.to_owned(),
        step: step.to_owned(),
        how: "known".to_owned(),
        at: 0,
        answered_by: Some("<b>buddy".to_owned()),
        answered_at,
        words: Some("<i>not yet".to_owned()),
    };
    let enrolment = Enrolment {
        person: person.to_owned(),
        path: path.to_owned(),
        started: FirstDay(TODAY),
        buddy: Some("<b>buddy".to_owned()),
        manager: Some("me".to_owned()),
        given_by: None,
        at: 0,
        ended_at: None,
    };
    Learner {
        enrolments: vec![enrolment],
        closed: vec![closed("b"), closed("<b>gone")],
        asks: vec![ask("<b>a", None), ask("c", Some(1))],
        plays: Vec::new(),
    }
}

#[test]
fn pages_of_paths_are_drawn_and_hostile_words_are_words() {
    let (_folder, catalog) =
        folder(&[("paths/p.md", PATH), ("lessons/l.md", "---\ntitle: '<b>L'\nlesson: '<i>Ask.'\n---\n")]);
    let setting = Setting { catalog: &catalog, today: TODAY, seen: Seen::default() };
    let given = HashMap::from([("<b>new".to_owned(), "<i>New".to_owned())]);
    let names = Names { catalog: &catalog, given: &given };
    let viewer = Viewer { id: "me".to_owned(), roles: Roles::all(), ..Viewer::default() };
    let firsts = [First { what: "used an answer", days: 3 }];
    let mut drawn = Vec::new();
    for id in ["onboarding_path/p", "onboarding_path/<b>gone"] {
        let learner = learner("<b>new", id);
        let ways = learner.ways(&catalog, &viewer, &TimeZone::UTC);
        for signs_all in [true, false] {
            drawn.push(Paths { setting, names, viewer: &viewer, ways: &ways, firsts: &firsts, signs_all }.render());
        }
        let person = "<b>new";
        drawn.push(OnePerson { setting, names, viewer: &viewer, person, ways: &ways, firsts: &firsts }.render());
        let (ways, plays) = (learner.ways(&catalog, &viewer, &TimeZone::UTC), Known::default());
        drawn.push(Team { setting, names, viewer: &viewer, ways, plays: &plays }.render());
        let typed = Typed { person: person.to_owned(), started: "<i>03/04/26".to_owned(), ..Typed::default() };
        let everybody = Everybody::of(&names, &viewer, true);
        for typed in [typed.clone(), Typed { change: "yes".to_owned(), ..typed }] {
            let (enrolments, problem) = (&learner.enrolments[..], "<i>no");
            drawn.push(
                Roster { setting, names, viewer: &viewer, everybody: &everybody, enrolments, typed: &typed, problem }
                    .render(),
            );
        }
    }
    drawn.push(Paths { setting, names, viewer: &viewer, ways: &[], firsts: &[], signs_all: false }.render());
    let (page, path) = path(&catalog, &viewer, "onboarding_path/p").unwrap();
    let takers: Vec<Enrolment> =
        (0..3).map(|number| learner(&number.to_string(), "onboarding_path/p").enrolments.remove(0)).collect();
    let closed: Vec<ClosedStep> =
        takers.iter().map(|taker| learner(&taker.person, &taker.path).closed.remove(0)).collect();
    let cards = path_cards(&catalog, path, TODAY);
    let failing = failing(cards.into_iter().map(|card| (card, CardCount { people: 4, failed: 3 })).collect());
    assert_eq!(failing.len(), 1);
    drawn.push(
        PathHealth {
            setting,
            page,
            failing: &failing,
            health: &health(path, &takers, &closed, (TODAY, &TimeZone::UTC)),
        }
        .render(),
    );
    for page in drawn {
        let html = page.into_string();
        assert!(html.matches("<h1").count() == 1 && !html.contains(" style="), "{html}");
        assert!(!html.contains("<b>") && !html.contains("<i>"), "{html}");
    }
}

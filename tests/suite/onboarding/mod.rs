//! Paths: who is put on them, what people close and have signed, and who sees how far they are.

mod browser;
mod closed;
mod days;
mod edits;
mod passes;
mod people;
mod signing;
mod taking;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::StatusCode;
use fieldlore::clock::Clock;
use jiff::Timestamp;

use crate::folder::Folder;
use crate::identity::{get_as, post_as, proxied};
use crate::site::{Answer, Site};

const PEOPLE: &str = "people:\n  nia.new:\n    name: Nia New\n    mails: [nia@kb.example]\n  bo.buddy:\n    name: Bo Buddy\n    \
     mails: [bo@kb.example]\n  max.manager:\n    name: Max Manager\n    roles: [manager]\n  sue.steward:\n    name: Sue Steward\n    \
     roles: [{steward: [onboarding_path]}]\n  mo.member:\n    name: Mo Member\n  gone.girl:\n    name: Gone Girl\n    active: false\n";

/// A path of two milestones and six steps.
const PATH: &str = "---\ntitle: First weeks\nkind: onboarding_path\nsummary: What to know first.\nrole: ae\nowner: sue.steward\nmilestones:\n  \
     - id: day-30\n    by_day: 30\n    goal: Holds a first conversation.\n    items:\n      \
     - {id: lesson, type: read, ref: lesson/watch, signed_off_by: self}\n      \
     - {id: desk, type: read, text: Read about the desk, signed_off_by: self}\n      \
     - {id: shadow, type: shadow, text: Sit in on four calls, signed_off_by: buddy}\n  \
     - id: day-60\n    by_day: 60\n    goal: Leads a first call.\n    items:\n      \
     - {id: lead, type: do, text: Lead a call, signed_off_by: manager}\n      \
     - {id: cert, type: certify, ref: role_play/cfo, signed_off_by: manager}\n      \
     - {id: own, type: do, text: Write a lesson, signed_off_by: self}\n---\n\n## How to use this\n\nIn order.\n";

/// What the forms of these tests call it.
const FIRST: &str = "path=onboarding_path/first";

fn folder() -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    folder.write("paths/first.md", PATH);
    folder.write(
        "lessons/watch.md",
        "---\ntitle: Watch the desk\nlesson: Watch it.\ndirection: do\nowner: bo.buddy\nlearned_from: [win_loss/castellan]\n---\n",
    );
    folder.write("win-loss/castellan.md", "---\ntitle: Won at Castellan\naccount: Castellan\noutcome: won\n---\n");
    folder.write("role-plays/cfo.md", "---\ntitle: The CFO asks\npersona: cfo\npass_mark: 9\n---\n");
    folder
}

/// A clock that a test sets.
#[derive(Debug)]
struct Hand(AtomicI64);

impl Hand {
    fn at(moment: &str) -> Arc<Hand> {
        Arc::new(Hand(AtomicI64::new(moment.parse::<Timestamp>().unwrap().as_millisecond())))
    }

    fn set(&self, moment: &str) {
        self.0.store(moment.parse::<Timestamp>().unwrap().as_millisecond(), Ordering::SeqCst);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// A folder that people are told apart in, on the first day of Nia.
fn site(folder: &Folder) -> (Site, Arc<Hand>) {
    let clock = Hand::at("2026-12-01T08:00:00Z");
    (Site::identified(folder.path(), proxied(), clock.clone(), |_| {}), clock)
}

/// The same, with Nia on the path, Bo as her buddy and Max as her manager.
async fn under_way(folder: &Folder) -> (Site, Arc<Hand>) {
    let (site, clock) = site(folder);
    let given =
        assign(&site, "max.manager", "person=nia.new&started=2026-12-01&buddy=bo.buddy&manager=max.manager").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    (site, clock)
}

async fn assign(site: &Site, who: &str, form: &str) -> Answer {
    post_as(site, who, "/path/assign", &format!("{FIRST}&{form}")).await
}

/// What somebody says of a step of theirs.
async fn say(site: &Site, who: &str, step: &str, act: &str) -> StatusCode {
    post_as(site, who, "/path/step", &format!("{FIRST}&step={step}&do={act}")).await.status
}

/// What somebody says of a step of Nia's.
async fn sign(site: &Site, who: &str, step: &str, act: &str, words: &str) -> Answer {
    let form = format!("person=nia.new&{FIRST}&step={step}&do={act}&words={words}&back=team");
    post_as(site, who, "/team/sign", &form).await
}

/// The words of a page, without markup.
async fn words(site: &Site, who: &str, path: &str) -> String {
    let answer = get_as(site, who, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path} as {who}");
    plain(&answer.body)
}

/// The text of the main part, with single spaces.
fn plain(body: &str) -> String {
    let main = body.split_once("<main").map_or(body, |(_, rest)| rest);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let mut text = String::new();
    let mut inside = true;
    for letter in main.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".").replace(" ,", ",")
}

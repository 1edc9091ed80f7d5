//! Role plays between people: arranged, held on two screens, scored, passed, and who sees what of it.

mod arranging;
mod browser;
mod kept;
mod passing;
mod scoring;
mod seats;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::StatusCode;
use fieldlore::clock::Clock;
use jiff::Timestamp;

use crate::folder::Folder;
use crate::identity::{get_as, post_as, proxied};
use crate::site::{Answer, Site, order};

const PEOPLE: &str = "people:\n  rita.rep:\n    name: Rita Rep\n  max.manager:\n    name: Max Manager\n    roles: [manager]\n  \
     pia.peer:\n    name: Pia Peer\n  sue.steward:\n    name: Sue Steward\n    roles: [{steward: [role_play]}]\n  \
     gone.girl:\n    name: Gone Girl\n    active: false\n";
const PLAY: &str = "play=role_play/cfo";
const SECRET: &str = "three percent would be enough";

/// A role play of three behaviours; the words of the first level can be told apart.
fn entry(first: &str) -> String {
    let row = |id: &str, levels: &str| format!("  - {{id: {id}, behaviour: {id} it, levels: [{levels}]}}\n");
    let rubric = row("pauses", &format!("{first}, answers at once, waits, waits and asks"))
        + &row("asks", "nothing, closed, open, the worry behind")
        + &row("agrees", "no, a word, a day, a dated step");
    format!(
        "---\ntitle: The CFO says no\npersona: cfo\nminutes: 8\nobjections: [objection/dear]\npass_mark: 8\nrubric:\n{rubric}---\n\n\
         ## Brief for the person playing the CFO\n\nYou know that {SECRET}.\n\n## Brief for the rep\n\nSecond meeting, and 88 technicians.\n"
    )
}

fn folder() -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    folder.write("role-plays/cfo.md", entry("talks over"));
    folder.write("objections/dear.md", "---\ntitle: Dear\nquestion: \"Why so dear?\"\n---\n");
    folder
}

/// A clock that a test moves by days.
#[derive(Debug)]
struct Days(AtomicI64);

impl Days {
    fn new() -> Arc<Days> {
        let morning: Timestamp = "2026-11-03T09:00:00Z".parse().unwrap();
        Arc::new(Days(AtomicI64::new(morning.as_second())))
    }

    fn forward(&self, days: i64) {
        self.0.fetch_add(days * 24 * 60 * 60, Ordering::SeqCst);
    }
}

impl Clock for Days {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

fn site(folder: &Folder) -> (Site, Arc<Days>) {
    let days = Days::new();
    (Site::identified(folder.path(), proxied(), days.clone(), |_| {}), days)
}

/// Opens a role play that somebody holds for somebody; its address.
async fn hold(site: &Site, host: &str, rep: &str) -> String {
    let held = post_as(site, host, "/plays/hold", &format!("{PLAY}&person={rep}")).await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
    held.header("location").to_owned()
}

async fn score(site: &Site, who: &str, at: &str, form: &str) -> Answer {
    post_as(site, who, &format!("{at}/score"), form).await
}

const WELL: &str = "level-0=4&level-1=3&level-2=2&was-note=&note=Good+pause";
const BADLY: &str = "level-0=1&level-1=1&level-2=1&was-note=&note=";

/// Waits until an entry is served.
async fn until(site: &Site, id: &str) {
    let started = std::time::Instant::now();
    while site.app.catalog().page(id).is_none_or(|page| page.entry().id.as_str() != id) {
        assert!(started.elapsed().as_secs() < 15, "{id} was never served");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

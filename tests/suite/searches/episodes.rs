//! Queries become episodes, and episodes end in one of five states.

use fieldlore::store::{Episode, Seen, State, Store};

use super::{DAY, MINUTE, NOW, Person, SECOND, found, in_vain, noted, playbook};
use crate::site::Site;
use crate::store::{ask, open};

async fn all(store: &Store) -> Vec<Episode> {
    store.episodes(0, i64::MAX).await.unwrap()
}

async fn only(store: &Store) -> Episode {
    let all = all(store).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().unwrap()
}

#[tokio::test]
async fn queries_that_follow_each_other_are_one_episode_named_by_the_last() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let mut at = NOW;
    for text in ["escr", "escrow", "escrow", "escrow of the code"] {
        store.note_search("a", in_vain(text), at).await.unwrap();
        at += 119 * SECOND;
    }
    store.note_search("b", in_vain("escrow"), NOW).await.unwrap();
    store.note_search("a", in_vain("lift"), at + SECOND).await.unwrap();
    let texts: Vec<_> = all(&store).await.into_iter().map(|episode| (episode.person, episode.text)).collect();
    let expected = [("b", "escrow"), ("a", "escrow of the code"), ("a", "lift")];
    assert_eq!(texts, expected.map(|(person, text)| (Some(person.to_owned()), Some(text.to_owned()))));
    let queries = "SELECT text FROM search_query ORDER BY id";
    assert_eq!(ask(data.path(), queries).await, ["escr", "escrow", "escrow of the code", "escrow", "lift"]);
}

#[tokio::test]
async fn each_of_the_five_ends_is_told() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    let over = NOW + 2 * MINUTE;
    store.note_search("nothing", in_vain("zebra"), NOW).await.unwrap();
    for person in ["unopened", "in place", "opened", "glanced", "no"] {
        store.note_search(person, found("lift", "objection/lift"), NOW).await.unwrap();
    }
    let see =
        async |person: &str, entry: &str, seen| store.note_seen(person, entry, seen, NOW + 9 * SECOND).await.unwrap();
    see("in place", "objection/lift", Seen::InPlace(4_000)).await;
    see("unopened", "objection/price", Seen::InPlace(9_000)).await;
    see("opened", "objection/price", Seen::Opened(Some(8_000))).await;
    see("opened", "objection/lift", Seen::Opened(Some(1_000))).await;
    see("glanced", "objection/lift", Seen::Opened(Some(7_999))).await;
    see("no", "objection/lift", Seen::Opened(Some(60_000))).await;
    let refused = store.say_no("no", in_vain(""), Some("objection/lift"), NOW + 20 * SECOND).await.unwrap();
    assert_eq!(refused.as_deref(), Some("lift"), "the last search is meant");
    let state = |person: &str, all: &[Episode]| {
        let episode = all.iter().find(|episode| episode.person.as_deref() == Some(person)).unwrap();
        (episode.state_at(over), episode.entry.clone().unwrap_or_default())
    };
    let expected = [
        ("nothing", State::NothingFound, ""),
        ("unopened", State::NotOpened, ""),
        ("in place", State::AnsweredOnPage, ""),
        ("opened", State::Answered, "objection/price"),
        ("glanced", State::NotOpened, "objection/lift"),
        ("no", State::SaidNo, "objection/lift"),
    ];
    for settled in [false, true] {
        let all = all(&store).await;
        for (person, ended, entry) in expected {
            assert_eq!(state(person, &all), (ended, entry.to_owned()), "{person}, settled: {settled}");
        }
        assert_eq!(store.settle_episodes(NOW + 31 * MINUTE).await.unwrap(), if settled { 0 } else { 5 });
    }
}

#[tokio::test]
async fn a_use_answers_the_search_that_led_to_it() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    store.note_search("a", in_vain("stuck"), NOW).await.unwrap();
    store.note_search("a", in_vain("pricey"), NOW + 5 * MINUTE).await.unwrap();
    let used =
        |at| format!("INSERT INTO use_event (person, entry, how, at) VALUES ('a', 'objection/lift', 'copy', {at})");
    ask(data.path(), &used(NOW + 4 * MINUTE)).await;
    ask(data.path(), &used(NOW + 36 * MINUTE)).await;
    let states: Vec<_> = all(&store).await.iter().map(|episode| episode.state_at(NOW + DAY)).collect();
    assert_eq!(states, [State::Answered, State::NothingFound], "a use long after a search is another's");
    store.settle_episodes(NOW + DAY).await.unwrap();
    let learned = store.phrasings().await.unwrap();
    let learned: Vec<_> = learned.iter().map(|each| (each.text.as_str(), each.entry.as_str(), each.said_no)).collect();
    assert_eq!(learned, [("stuck", "objection/lift", false)]);
}

#[tokio::test]
async fn after_no_the_next_query_is_another_attempt() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    store.note_search("a", in_vain("escrow"), NOW).await.unwrap();
    store.say_no("a", in_vain("escrow"), None, NOW + SECOND).await.unwrap();
    store.say_no("a", in_vain("escrow"), None, NOW + 2 * SECOND).await.unwrap();
    store.note_search("a", found("source code", "objection/lift"), NOW + 3 * SECOND).await.unwrap();
    let states: Vec<_> = all(&store).await.iter().map(|episode| episode.state_at(NOW + DAY)).collect();
    assert_eq!(states, [State::SaidNo, State::NotOpened]);
    assert_eq!(store.say_no("nobody", in_vain(""), None, NOW).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_old_is_forgotten_piece_by_piece() {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path());
    store.note_search("a", in_vain("escrow"), NOW).await.unwrap();
    store.say_no("a", in_vain("escrow"), Some("objection/lift"), NOW + SECOND).await.unwrap();
    let kept = async |after: i64| {
        store.retain(NOW + after).await.unwrap();
        let episode = all(&store).await.into_iter().next();
        let queries = ask(data.path(), "SELECT text FROM search_query").await.len();
        let person = store.phrasings().await.unwrap()[0].person.clone();
        (episode.map(|episode| (episode.person.is_some(), episode.text.is_some())), queries, person.is_some())
    };
    assert_eq!(kept(30 * DAY).await, (Some((true, true)), 1, true));
    assert_eq!(kept(31 * DAY).await, (Some((false, true)), 1, true));
    assert_eq!(kept(181 * DAY).await, (Some((false, false)), 0, true));
    assert_eq!(kept(366 * DAY).await, (None, 0, false));
}

#[tokio::test]
async fn only_people_are_noted() {
    let folder = playbook();
    let site = Site::new(folder.path());
    site.get("/api/v1/search?q=zebra").await;
    site.get("/search?q=zebra").await;
    site.get("/search/results?q=zebra").await;
    site.get_with("/search?q=zebra", &[("sec-fetch-mode", "navigate"), ("sec-purpose", "prefetch;prerender")]).await;
    let person = Person::come(&site).await;
    person.get(&site, "/search?kind=objection").await;
    person.get(&site, "/search/results?q=zebr").await;
    person.get(&site, "/search?q=zebra&stage=discover").await;
    noted(&site, 1).await;
    let episode = only(&site.app.store).await;
    assert_eq!((episode.text.as_deref(), episode.stage.as_deref()), (Some("zebra"), Some("discover")));
    assert_eq!((episode.results, episode.confident, episode.nearest), (0, false, None));
}

#[tokio::test]
async fn the_script_tells_what_was_typed_and_seen() {
    let folder = playbook();
    let site = Site::new(folder.path());
    let person = Person::come(&site).await;
    assert_eq!(person.post(&site, "/api/v1/searched", "q=stuck+lift&surface=phone").await.status, 204);
    assert_eq!(person.post(&site, "/api/v1/seen", "entry=objection%2Flift&ms=4000&first=true").await.status, 204);
    assert_eq!(person.post(&site, "/api/v1/seen", "entry=objection%2Fnone&ms=90000").await.status, 204);
    assert_eq!(person.post(&site, "/api/v1/searched", "").await.status, 204);
    let episode = only(&site.app.store).await;
    assert_eq!((episode.text.as_deref(), episode.nearest.as_deref()), (Some("stuck lift"), Some("objection/lift")));
    assert_eq!((episode.first_ms, episode.opened_ms), (4_000, None));
    let stranger = Person { cookie: String::new() };
    stranger.post(&site, "/api/v1/searched", "q=zebra").await;
    only(&site.app.store).await;
}

#[tokio::test]
async fn without_javascript_an_entry_that_a_search_led_to_is_known() {
    let folder = playbook();
    let site = Site::new(folder.path());
    let person = Person::come(&site).await;
    person.get(&site, "/search?q=stuck").await;
    noted(&site, 1).await;
    let page = person.get_from(&site, "/objection/lift", "/search?q=stuck").await;
    assert!(page.body.contains("Not what I need") && page.body.contains("value=\"stuck\""), "{}", page.body);
    assert!(!person.get(&site, "/objection/lift").await.body.contains("Not what I need"));
    let elsewhere = [("cookie", person.cookie.as_str()), ("referer", "http://evil.example/search?q=stuck")];
    assert!(!site.get_with("/objection/lift", &elsewhere).await.body.contains("Not what I need"));
    let opened = async || only(&site.app.store).await.opened_at;
    while opened().await.is_none() {
        tokio::task::yield_now().await;
    }
    assert_eq!(only(&site.app.store).await.state_at(NOW + 8 * SECOND), State::Answered);
}

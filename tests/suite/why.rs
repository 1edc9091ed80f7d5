//! Why results are there, and what is said of it: in the API, on the page.

use fieldlore::catalog::Understanding;
use serde_json::Value;

use crate::folder::{Folder, sample};
use crate::site::{Site, order};

const TWICE: &str = "q=why+should+we+pay+twice+for+planning";

/// The product of all factors of a result.
fn factors(why: &Value) -> f64 {
    why["factors"].as_object().unwrap().values().map(|factor| factor.as_f64().unwrap()).product()
}

#[tokio::test]
async fn who_asks_is_told_why_each_result_is_there() {
    let site = Site::understood(&sample());
    the_api_says_how_certain_it_is_and_why(&site).await;
    the_page_says_why_only_where_somebody_asks(&site).await;
}

async fn the_api_says_how_certain_it_is_and_why(site: &Site) {
    let found = site.get(&format!("/api/v1/search?{TWICE}&explain=1")).await.json();
    assert_eq!((found["confident"].as_bool(), found["meaning"].as_bool()), (Some(true), Some(true)));
    assert!(found["certainty"].as_f64() > Some(0.0));
    for result in found["results"].as_array().unwrap() {
        let (relevance, score) = (result["relevance"].as_f64().unwrap(), result["score"].as_f64().unwrap());
        assert!(relevance > 0.0 && relevance <= 1.0 && (relevance * factors(&result["why"]) - score).abs() < 1e-4);
    }
    let why = &found["results"][0]["why"];
    assert_eq!(found["results"][0]["id"], "objection/erp-already-has-scheduling");
    assert!(why["nearest"].as_str().unwrap().contains("pay") && why["meaning"].as_f64() > Some(0.5), "{why}");
    assert!(why["held"].as_array().unwrap().contains(&"twice".into()), "{why}");
    let plain = site.get(&format!("/api/v1/search?{TWICE}")).await.json();
    assert!(plain["results"][0].get("why").is_none(), "nobody asked why");
    let nothing = site.get("/api/v1/search?q=will+it+rain+in+Lisbon+at+the+weekend").await.json();
    assert_eq!(nothing["confident"], false, "{nothing}");
}

#[tokio::test]
async fn without_a_model_words_alone_are_the_reason() {
    let site = Site::new(&sample());
    let found = site.get(&format!("/api/v1/search?{TWICE}&explain=1")).await.json();
    let why = &found["results"][0]["why"];
    assert_eq!((&found["meaning"], &why["meaning"], &why["nearest"]), (&false.into(), &Value::Null, &Value::Null));
    assert!((why["words"].as_f64().unwrap() - found["results"][0]["relevance"].as_f64().unwrap()).abs() < 1e-6);
}

async fn the_page_says_why_only_where_somebody_asks(site: &Site) {
    for address in ["/search", "/search/results"] {
        let page = site.get(&format!("{address}?{TWICE}")).await.body;
        let asks =
            "<a class=\"why-link\" href=\"/search?q=why%20should%20we%20pay%20twice%20for%20planning&amp;explain=1\">";
        assert!(page.contains(asks) && !page.contains("row-why") && !page.contains("why-legend"), "{page}");
    }
    let page = site.get(&format!("/search?{TWICE}&explain=1")).await.body;
    assert_eq!(page.matches("row-why").count(), page.matches("id=\"fl-row-").count());
    assert!(page.contains(">Without reasons</a>") && page.contains("Relevance, from 0 to 1, says"), "{page}");
    assert!(page.contains("Nearest in meaning: <q dir=\"auto\">") && page.contains("Counted: relevance 0."), "{page}");
    let all = site.get(&format!("/search?{TWICE}&limit=50&explain=1")).await.body;
    assert!(all.contains("for%20planning&amp;limit=50\">Without reasons"), "{all}");
    // What is only listed has no reasons.
    let listed = site.get("/search?kind=objection&explain=1").await.body;
    assert!(!listed.contains("row-why") && !listed.contains("class=\"why-link\""), "{listed}");
}

#[tokio::test]
async fn health_tells_how_far_search_understands() {
    let folder = Folder::with("objections/dear.md", question("", DEAR));
    folder.write("pages/prices.md", "# Prices\n");
    let site = Site::understood(folder.path());
    let health = site.get("/health?diagnostics=0").await.json();
    let meaning = serde_json::json!({ "state": "ready", "done": 2, "all": 2, "message": null });
    assert_eq!((&health["status"], &health["meaning"]), (&"ok".into(), &meaning));
    let page = site.get("/content-health").await.body;
    assert!(page.contains("It understands meaning: 2 entries are read."), "{page}");
    site.app.live.set_understanding(Understanding::Failed("model.onnx is damaged".to_owned()));
    let health = site.get("/health?diagnostics=0").await.json();
    assert_eq!(health["status"], "ok", "search still works, by words");
    assert_eq!(
        (&health["meaning"]["state"], &health["meaning"]["message"]),
        (&"failed".into(), &"model.onnx is damaged".into())
    );
}

const OTHERWISE: &str = ">Also asked<";

/// A tough question of some wordings.
fn question(extra: &str, wordings: [&str; 3]) -> String {
    let [question, one, other] = wordings;
    format!(
        "---\ntitle: \"{question}\"\nquestion: \"{question}\"\nvariants: [\"{one}\", \"{other}\"]\n{extra}---\n\nText.\n"
    )
}

const DEAR: [&str; 3] =
    ["You are too expensive for us", "Your price is far too high", "We cannot afford what you charge"];
const COSTLY: [&str; 3] =
    ["It costs too much", "That is too expensive for our budget", "The price you ask is too high"];
const HACKED: [&str; 3] =
    ["Have you ever been hacked?", "What if somebody steals our data?", "Tell me of your last breach"];

#[tokio::test]
async fn a_tough_question_leads_to_those_that_ask_the_same() {
    let folder = Folder::with("objections/dear.md", question("", DEAR));
    folder.write("objections/costly.md", question("", COSTLY));
    folder.write("objections/hacked.md", question("", HACKED));
    folder.write("pages/prices.md", "# It costs too much for our budget\n\nWhat to think of it.\n");
    for (name, extra) in [
        ("draft", "status: draft\n"),
        ("old", "status: archived\n"),
        ("past", "expires: 2020-01-01\n"),
        ("shut", "visibility: restricted\n"),
    ] {
        folder.write(&format!("objections/{name}.md"), question(extra, COSTLY));
    }
    let site = Site::understood(folder.path());
    let page = site.get("/objection/dear").await.body;
    let (_, otherwise) = page.split_once(OTHERWISE).unwrap();
    let links: Vec<_> =
        otherwise.split("href=\"/objection/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(links, ["costly"], "{otherwise}");
    assert!(!site.get("/objection/hacked").await.body.contains(OTHERWISE));
    // What is no longer offered leads to what is.
    assert!(site.get("/objection/old").await.body.contains("href=\"/objection/costly\""));
    let plain = site.get("/page/pages/prices").await.body;
    order(&plain, &[">Near this<", "href=\"/objection/costly\"", "Tough question"]);
    // Beside results there is only what can be read at a glance.
    assert!(!site.get("/open/objection/dear").await.body.contains(OTHERWISE));
}

#[tokio::test]
async fn what_is_linked_already_is_not_named_twice() {
    let folder = Folder::with("objections/dear.md", question("related: [objection/costly]\n", DEAR));
    folder.write("objections/costly.md", question("", COSTLY));
    let site = Site::understood(folder.path());
    for id in ["dear", "costly"] {
        assert!(!site.get(&format!("/objection/{id}")).await.body.contains(OTHERWISE), "{id}");
    }
    // By words alone nothing is known to be near.
    folder.write("objections/dear.md", question("", DEAR));
    assert!(!Site::new(folder.path()).get("/objection/dear").await.body.contains(OTHERWISE));
}

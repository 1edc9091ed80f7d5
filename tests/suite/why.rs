//! Why results are there, and what is said of it: in the API, on the page.

use fieldlore::catalog::Understanding;
use serde_json::Value;

use crate::folder::sample;
use crate::site::Site;

const TWICE: &str = "q=why+should+we+pay+twice+for+planning";

/// The product of all factors of a result.
fn factors(why: &Value) -> f64 {
    why["factors"].as_object().unwrap().values().map(|factor| factor.as_f64().unwrap()).product()
}

#[tokio::test]
async fn the_api_says_how_certain_it_is_and_why_each_result_is_there() {
    let site = Site::understood(&sample());
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

#[tokio::test]
async fn the_page_says_why_only_where_somebody_asks() {
    let site = Site::understood(&sample());
    for address in ["/search", "/search/results"] {
        let page = site.get(&format!("{address}?{TWICE}")).await.body;
        let asks = "<a class=\"why-link\" href=\"/search?q=why%20should%20we%20pay%20twice%20for%20planning&amp;explain=1\">";
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
    let site = Site::understood(&sample());
    let health = site.get("/health?diagnostics=0").await.json();
    let entries: u64 = health["entries"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    let meaning = serde_json::json!({ "state": "ready", "done": entries, "all": entries, "message": null });
    assert_eq!((&health["status"], &health["meaning"]), (&"ok".into(), &meaning));
    let page = site.get("/content-health").await.body;
    assert!(page.contains(&format!("It understands meaning: {entries} entries are read.")), "{page}");
    site.app.live.set_understanding(Understanding::Failed("model.onnx is damaged".to_owned()));
    let health = site.get("/health?diagnostics=0").await.json();
    assert_eq!(health["status"], "ok", "search still works, by words");
    assert_eq!((&health["meaning"]["state"], &health["meaning"]["message"]), (&"failed".into(), &"model.onnx is damaged".into()));
}

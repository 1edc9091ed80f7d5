//! Why results are there, and what is said of it: in the API, on the page.

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

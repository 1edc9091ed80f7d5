//! "I said something else": a reply of one's own, at once.

use super::*;

#[tokio::test]
async fn a_better_reply_is_there_for_its_author_at_once() {
    let folder = folder(&["one"]);
    let site = Site::new(folder.path());
    let (jo, ann) = (Person::new(&site, 1), Person::new(&site, 2));
    let fields = [("entry", "objection/dear"), ("text", "Dear <b>is</b> what\nbreaks down.")];
    for _ in 0..2 {
        let kept = jo.form("/reply", &fields).await;
        assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, "/objection/dear#fl%2Dsaid"));
    }
    let page = jo.get(DEAR).await.body;
    assert_eq!(page.matches("Yours, not part of the entry yet").count(), 1, "the same words are one reply");
    assert!(page.contains("Dear &lt;b&gt;is&lt;/b&gt; what\nbreaks down.</p>"));
    assert!(page.contains("## Answer: Dear &lt;b&gt;is&lt;/b&gt; what {#said}") && page.contains("objections/dear.md"));
    assert!(jo.get("/open/objection/dear").await.body.contains("Yours, not part of the entry yet"));
    for page in [ann.get(DEAR).await, site.get(DEAR).await] {
        assert!(!page.body.contains("Yours, not part of the entry yet") && page.body.contains("I said something else"));
    }
    // Nobody else can take it back.
    let id = page.split("name=\"drop\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let back = [("entry", "objection/dear"), ("drop", id.as_str())];
    ann.form("/reply", &back).await;
    assert!(jo.get(DEAR).await.body.contains("Yours, not part of the entry yet"));
    assert_eq!(jo.form("/reply", &back).await.status, StatusCode::SEE_OTHER);
    assert!(!jo.get(DEAR).await.body.contains("Yours, not part of the entry yet"));
}

#[tokio::test]
async fn what_cannot_be_kept_is_shown_again() {
    let folder = folder(&["one"]);
    let site = Site::new(folder.path());
    let jo = Person::new(&site, 1);
    let long = format!("{}<end>", "word ".repeat(1000));
    let refused = jo.form("/reply", &[("entry", "objection/dear"), ("text", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("&lt;end&gt;</textarea>") && refused.body.contains("4,000 letters"));
    let empty = jo.form("/reply", &[("entry", "objection/dear"), ("text", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(jo.form("/reply", &[("entry", "objection/gone"), ("text", "x")]).await.status, StatusCode::NOT_FOUND);
    let note = jo.form("/vote", &[("answer", "objection/dear#one"), ("value", "did_not"), ("note", &long)]).await;
    assert_eq!(note.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(note.body.contains("&lt;end&gt;</textarea>") && note.body.contains("2,000 letters"));
}

//! What nobody can do: write from another site, send without end, ask too often.

use axum::http::{Method, StatusCode};

use super::{PEOPLE, PERSON, behind_proxy, get_as, post_as, request};
use crate::folder::Folder;
use crate::site::Site;

fn folder() -> Folder {
    Folder::with("people.yaml", PEOPLE)
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing() {
    let folder = folder();
    let site = Site::new(folder.path());
    for (headers, status) in [
        (&[("sec-fetch-site", "cross-site")][..], StatusCode::FORBIDDEN),
        (&[("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN),
        (&[("origin", "https://evil.example")], StatusCode::FORBIDDEN),
        (&[("origin", "null")], StatusCode::FORBIDDEN),
        (&[("origin", "http://kb.example.evil.example")], StatusCode::FORBIDDEN),
        (&[("sec-fetch-site", "same-origin"), ("origin", "http://kb.example")], StatusCode::SEE_OTHER),
        (&[("sec-fetch-site", "none")], StatusCode::SEE_OTHER),
        (&[("origin", "http://kb.example")], StatusCode::SEE_OTHER),
        (&[], StatusCode::SEE_OTHER),
    ] {
        let answer = site.send(request(Method::POST, "/me/name", "127.0.0.1", headers, "name=Lena&to=/yours")).await;
        assert_eq!(answer.status, status, "{headers:?}");
        assert!(
            status != StatusCode::FORBIDDEN || answer.body.contains("Another site asked for this"),
            "{}",
            answer.body
        );
    }
    let read = site.send(request(Method::GET, "/", "127.0.0.1", &[("sec-fetch-site", "cross-site")], "")).await;
    assert_eq!(read.status, StatusCode::OK, "reading harms nobody");
}

#[tokio::test]
async fn a_monitor_reads_what_is_counted_and_nothing_else() {
    let folder = folder();
    let monitored = behind_proxy(&folder).open_to_monitor("a long text");
    let ask = async |site: &Site, path: &str, token: &str| {
        site.send(request(Method::GET, path, "192.0.2.9", &[("authorization", token)], "")).await.status
    };
    for wrong in ["", "Bearer ", "Bearer a long tex", "Bearer A long text", "Basic a long text", "a long text"] {
        assert_eq!(ask(&monitored, "/metrics", wrong).await, StatusCode::UNAUTHORIZED, "{wrong:?}");
    }
    // Where no log is kept, nothing is counted: what matters is that nobody is turned away.
    assert_ne!(ask(&monitored, "/metrics", "Bearer a long text").await, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&monitored, "/insights", "Bearer a long text").await, StatusCode::UNAUTHORIZED);
    let closed = behind_proxy(&folder);
    for token in ["Bearer ", "Bearer a long text"] {
        assert_eq!(ask(&closed, "/metrics", token).await, StatusCode::UNAUTHORIZED, "nobody gave it a token");
    }
}

#[tokio::test]
async fn a_name_is_kept_and_shown_and_leads_nowhere_else() {
    let folder = folder();
    let site = Site::new(folder.path());
    let cookie = "fieldlore_person=0123456789abcdef0123456789abcdef";
    let give =
        async |body: &str| site.send(request(Method::POST, "/me/name", "127.0.0.1", &[("cookie", cookie)], body)).await;
    let shown = async || site.get_with("/yours", &[("cookie", cookie)]).await.body;
    assert!(shown().await.contains("value=\"\""));
    let given = give("name=+Lena+%3Cb%3E%00+&to=%2Fyours").await;
    assert_eq!((given.status, given.header("location")), (StatusCode::SEE_OTHER, "/yours"));
    assert!(shown().await.contains("value=\"Lena &lt;b&gt;\""), "{}", shown().await);
    assert_eq!(give("name=Lena&to=%2F%2Fevil.example").await.header("location"), "/");
    assert_eq!(give("name=Lena&to=https%3A%2F%2Fevil.example").await.header("location"), "/");
    assert!(shown().await.contains("value=\"Lena\""));
    assert_eq!(give("nom=x").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(give(&format!("name={}", "x".repeat(300 << 10))).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Somebody else has no part in it.
    assert!(!site.get("/yours").await.body.contains("Lena"));
}

#[tokio::test]
async fn a_name_that_a_proxy_gives_is_not_changed_here() {
    let folder = folder();
    let site = behind_proxy(&folder);
    assert_eq!(post_as(&site, "mia.member", "/me/name", "name=Max").await.status, StatusCode::BAD_REQUEST);
    assert!(get_as(&site, "mia.member", "/yours").await.body.contains("<strong>Mia</strong>"));
}

#[tokio::test]
async fn whoever_writes_or_searches_without_end_waits_and_the_others_do_not() {
    let folder = folder();
    let site = behind_proxy(&folder);
    let mut refused = None;
    for _ in 0..80 {
        let answer = post_as(&site, "mia.member", "/me/sessions/revoke", "session=x").await;
        if answer.status != StatusCode::SEE_OTHER {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("eighty writes at once are too many");
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 1);
    assert_eq!(post_as(&site, "max.manager", "/me/sessions/revoke", "session=x").await.status, StatusCode::SEE_OTHER);
    assert_eq!(get_as(&site, "mia.member", "/").await.status, StatusCode::OK, "reading goes on");
    assert_eq!(
        get_as(&site, "mia.member", "/api/v1/search?q=a").await.status,
        StatusCode::OK,
        "searching is counted apart"
    );
    let mut last = StatusCode::OK;
    for _ in 0..400 {
        let answer = get_as(&site, "sue.steward", "/api/v1/suggest?q=a").await;
        last = answer.status;
        if last != StatusCode::OK {
            assert_eq!(answer.json()["error"]["code"], "too_many");
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn on_a_machine_of_ones_own_nobody_is_counted() {
    let folder = folder();
    let site = Site::new(folder.path());
    for _ in 0..100 {
        let answer = site.send(request(Method::POST, "/me/name", "127.0.0.1", &[], "name=L")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn what_is_open_to_all_tells_nothing_of_what_is_written() {
    let folder = folder();
    folder.write(
        "objections/zebra.md",
        "---\ntitle: Zebra\nquestion: \"Why zebra?\"\nowner: nobody.known\nverify: 1\n---\n[x](gone.md)\n",
    );
    let site = behind_proxy(&folder);
    let health = site.get("/health").await;
    assert_eq!((health.status, health.json()["status"].as_str()), (StatusCode::OK, Some("ok")));
    assert_eq!(health.json()["diagnostics"], serde_json::Value::Null);
    let known = get_as(&site, "mia.member", "/health").await;
    assert!(
        known.body.contains("zebra") && known.json()["diagnostics"].as_array().is_some_and(|found| !found.is_empty())
    );
    for path in [
        "/health",
        "/assets/zebra",
        "/assets/app.css",
        "/auth/signed-out",
        "/auth/callback",
        "/zebra",
        "/objection/zebr",
    ] {
        let answer = site.get(path).await;
        assert!(
            !answer.body.to_lowercase().contains("why zebra") && !answer.body.contains("/objection/zebra"),
            "{path}"
        );
    }
    // What is kept for those who came in is not given to those who did not.
    for path in ["/browse", "/objection", "/help", "/objection/zebra", "/"] {
        assert_eq!(get_as(&site, "mia.member", path).await.status, StatusCode::OK, "{path}");
        assert_eq!(get_as(&site, "mia.member", path).await.status, StatusCode::OK, "{path}");
        assert_eq!(site.get(path).await.status, StatusCode::UNAUTHORIZED, "{path}");
        let claimed = site.get_with(path, &[(PERSON, "mia.member")]).await;
        assert_eq!(claimed.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

/// A cache between us and others would hand the cookie on.
#[tokio::test]
async fn what_others_may_keep_brings_no_cookie() {
    let folder = Folder::with("objections/a.md", "---\ntitle: A\n---\n");
    let site = Site::new(folder.path());
    let page = site.get("/").await;
    assert!(!page.header("set-cookie").is_empty());
    let style = page.body.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".css")).unwrap();
    let style = site.get(style).await;
    assert!(style.header("cache-control").starts_with("public") && style.header("set-cookie").is_empty());
}

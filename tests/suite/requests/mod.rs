//! Odd requests: whatever is asked, and however, is answered in order or closed.

mod connections;

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, StatusCode};

use crate::folder::{Folder, sample};
use crate::site::{Answer, Site};

/// A small folder with one of everything that is answered differently.
fn folder() -> Folder {
    let folder = Folder::with("lessons/new.md", "---\ntitle: New\naliases: [old, \"page/was\"]\n---\nwords\n");
    folder.write("p.png", "picture");
    folder.write("d.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    folder
}

fn asset(page: &Answer) -> String {
    let named = |part: &&str| part.starts_with("/assets/app.") && part.ends_with(".css");
    page.body.split('"').find(named).unwrap().to_owned()
}

async fn ask(site: &Site, method: &str, path: &str, headers: &[(&str, &[u8])]) -> Answer {
    let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(path);
    for (name, value) in headers {
        request = request.header(*name, HeaderValue::from_bytes(value).unwrap());
    }
    site.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_kind_of_answer_says_what_it_is_and_how_long_it_holds() {
    let folder = folder();
    let site = Site::new(folder.path());
    let style = asset(&site.get("/").await);
    let (html, json, again) = ("text/html; charset=utf-8", "application/json", "private, no-cache");
    let rows = [
        ("/", 200, html, again),
        ("/lesson/new", 200, html, again),
        ("/search?q=new", 200, html, again),
        ("/search/results?q=new", 200, html, again),
        ("/open/lesson/new", 200, html, again),
        ("/source/lessons/new.md", 200, html, again),
        ("/content-health", 200, html, again),
        ("/help", 200, html, again),
        ("/health", 200, json, again),
        ("/api/v1/search?q=new", 200, json, again),
        ("/api/v1/nothing", 404, json, again),
        ("/nothing", 404, html, again),
        ("/lesson/nothing", 404, html, again),
        ("/lesson/%ff", 400, html, again),
        ("/lesson/old", 308, "", again),
        ("/lesson", 200, html, again),
        ("/new", 200, html, again),
        ("/browse", 200, html, again),
        ("/new.atom", 200, "application/atom+xml; charset=utf-8", again),
        ("/opensearch.xml", 200, "application/opensearchdescription+xml; charset=utf-8", again),
        ("/files/p.png", 200, "image/png", "private, max-age=60"),
        ("/files/d.svg", 200, "image/svg+xml", "private, max-age=60"),
        ("/files/none.png", 404, html, again),
        ("/copy/lesson/new", 404, html, again),
        (style.as_str(), 200, "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/assets/app.0123456789ab.css", 404, html, again),
        ("/assets/app.css", 404, html, again),
    ];
    for (path, status, kind, kept) in rows {
        for method in ["GET", "HEAD"] {
            let answer = ask(&site, method, path, &[("host", b"localhost")]).await;
            let seen = (answer.status.as_u16(), answer.header("content-type"), answer.header("cache-control"));
            assert_eq!(seen, (status, kind, kept), "{method} {path}");
            assert_closed(&answer, path);
        }
    }
}

/// The headers that every answer carries.
fn assert_closed(answer: &Answer, path: &str) {
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
    let rows = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-dns-prefetch-control", "off"),
    ];
    for (name, value) in rows {
        assert_eq!(answer.header(name), value, "{path}");
    }
    assert!(!answer.header("x-request-id").is_empty(), "{path}");
    let kept = answer.headers.get_all("cache-control").iter().count();
    assert_eq!(kept, 1, "{path}");
}

#[tokio::test]
async fn refusals_are_closed_too() {
    let folder = folder();
    let site = Site::new(folder.path());
    let tag = site.get("/help").await.header("etag").to_owned();
    let known = site.get_with("/help", &[("if-none-match", &tag)]).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    assert_closed(&known, "304");
    assert_eq!(known.header("cache-control"), "private, no-cache");
    let foreign = site.get_with("/help", &[("host", "evil.example")]).await;
    assert_closed(&foreign, "421");
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        for path in ["/", "/lesson/new", "/health", "/files/p.png", "/events", "/source/lessons/new.md"] {
            let refused = ask(&site, method, path, &[("host", b"localhost")]).await;
            assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert_eq!(refused.header("allow"), "GET,HEAD", "{method} {path}");
            assert_closed(&refused, path);
        }
    }
}

#[tokio::test]
async fn a_head_is_that_of_the_whole_answer() {
    let folder = folder();
    let site = Site::new(folder.path());
    for path in ["/", "/lesson/new", "/search?q=new", "/api/v1/nothing", "/files/p.png", "/nothing"] {
        let whole = site.get(path).await;
        let head = ask(&site, "HEAD", path, &[("host", b"localhost")]).await;
        assert_eq!((head.status, head.body.as_str()), (whole.status, ""), "{path}");
        for name in ["etag", "content-type", "cache-control"] {
            assert_eq!(head.header(name), whole.header(name), "{path} {name}");
        }
        let length = head.header("content-length");
        assert!(length.is_empty() || length == whole.body.len().to_string(), "{path}: {length}");
    }
}

#[tokio::test]
async fn only_one_host_of_ours_is_answered() {
    let folder = folder();
    let site = Site::new(folder.path());
    let ours: [&[u8]; 8] = [
        b"localhost",
        b"LOCALHOST:1",
        b"127.0.0.1",
        b"[::1]",
        b"[::1]:4040",
        b"kb.example",
        b"KB.EXAMPLE:443",
        b"192.0.2.1",
    ];
    for host in ours {
        let answer = ask(&site, "GET", "/health", &[("host", host)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", String::from_utf8_lossy(host));
    }
    let foreign: [&[u8]; 14] = [
        b"",
        b"evil.example",
        b"evil.example:4040",
        b"localhost.evil.example",
        b"127.0.0.1.evil.example",
        b"evil.example#localhost",
        b"localhost@evil.example",
        b"evil.example/localhost",
        b"localhost, evil.example",
        b"kb.example.",
        b"xkb.example",
        b"k\xc3\xa9.example",
        b"\xff",
        b"2130706433.evil.example",
    ];
    for host in foreign {
        let answer = ask(&site, "GET", "/health", &[("host", host)]).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{}", String::from_utf8_lossy(host));
    }
    let none = ask(&site, "GET", "/health", &[]).await;
    let twice = ask(&site, "GET", "/health", &[("host", b"localhost"), ("host", b"evil.example")]).await;
    let whole = ask(&site, "GET", "http://evil.example/health", &[("host", b"localhost")]).await;
    let forwarded =
        [("host", &b"evil.example"[..]), ("x-forwarded-host", b"localhost"), ("forwarded", b"host=localhost")];
    let forwarded = ask(&site, "GET", "/health", &forwarded).await;
    for answer in [none, twice, whole, forwarded] {
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
    }
}

#[tokio::test]
async fn odd_addresses_and_headers_break_nothing() {
    let site = Site::new(&sample());
    let many: String = (0..10_000).map(|number| format!("&tag=t{number}")).collect();
    let odd = [
        "/%",
        "/%zz",
        "/%00",
        "/lesson/%",
        "/lesson/%ff%fe",
        "/lesson/%00",
        "/lesson/%0d%0ax:y",
        "/search?q=%",
        "/search?%=%&&=&q",
        "/search?limit=-1&limit=99999999999999999999",
        "/open/lesson/x?part=%",
        "/open/lesson/x?part=%ff",
        "/copy/lesson/x?answer=%zz",
        "/health?diagnostics=%",
        "/a;b=c",
        "/a?b?c#d",
        "/.",
        "/..",
        "/../..",
        "/./lesson",
        "/lesson/../lesson",
        "//",
        "///",
        "/lesson//x",
        "/lesson/",
        "/LESSON",
        "/win-loss",
        "/page/\u{7f}",
    ];
    for path in odd {
        if path.parse::<axum::http::Uri>().is_err() {
            continue;
        }
        let answer = site.get(path).await;
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        assert_closed(&answer, path);
    }
    let long = [
        format!("/search?q=price{many}"),
        format!("/search?q={}", "price%20".repeat(8_000)),
        format!("/search?tag={}", "x".repeat(60_000)),
        format!("/{}", "x".repeat(60_000)),
        format!("/page/{}", "x/".repeat(30_000)),
        format!("/source/{}", "../".repeat(20_000)),
        format!("/{}", "word-".repeat(12_000)),
    ];
    for path in &long {
        let path = &path[..path.len().min(65_000)];
        let answer = site.get(path).await;
        assert!(!answer.status.is_server_error(), "{}: {}", &path[..40], answer.status);
        // What is asked at length is not answered at greater length.
        assert!(answer.body.len() < 400_000, "{}: {} bytes", &path[..40], answer.body.len());
    }
    let odd: [&[(&str, &[u8])]; 6] = [
        &[("accept-encoding", b"br;q=0, gzip;q=0, *")],
        &[("accept-encoding", b"br"), ("accept-encoding", b"gzip")],
        &[("accept-encoding", b"\xff\xfe")],
        &[("if-none-match", b"\xff"), ("if-none-match", b",,,\"\",W/")],
        &[("range", b"bytes=0-0"), ("if-range", b"x"), ("te", b"trailers"), ("accept", b"\xff")],
        &[("x-request-id", b"\xff<script>"), ("cookie", b"a=\"<script>"), ("referer", b"javascript:alert(1)")],
    ];
    for headers in odd {
        let headers = [headers, &[("host", &b"localhost"[..])]].concat();
        for path in ["/", "/objection/erp-already-has-scheduling", "/search?q=price", "/health"] {
            let answer = ask(&site, "GET", path, &headers).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {headers:?}");
        }
    }
}

#[tokio::test]
async fn a_picture_is_known_until_it_changes() {
    let folder = folder();
    let site = Site::new(folder.path());
    let first = site.get("/files/p.png").await;
    let tag = first.header("etag").to_owned();
    assert!(!tag.is_empty());
    let known = site.get_with("/files/p.png", &[("if-none-match", &tag)]).await;
    assert_eq!((known.status, known.body.as_str(), known.header("etag")), (StatusCode::NOT_MODIFIED, "", tag.as_str()));
    assert_closed(&known, "picture");
    let part = site.get_with("/files/p.png", &[("range", "bytes=0-2")]).await;
    assert_eq!((part.status, part.body.as_str()), (StatusCode::OK, "picture"));
    folder.write("p.png", "another picture");
    let changed = site.get_with("/files/p.png", &[("if-none-match", &tag)]).await;
    assert_eq!((changed.status, changed.body.as_str()), (StatusCode::OK, "another picture"));
    assert_ne!(changed.header("etag"), tag);
}

#[tokio::test]
async fn a_drawing_is_framed_where_it_would_be_a_document() {
    let folder = folder();
    let site = Site::new(folder.path());
    let opened = site.get_with("/files/d.svg", &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]).await;
    assert!(opened.header("content-type").starts_with("text/html") && opened.body.contains("src=\"/files/d.svg\""));
    let drawn = site.get_with("/files/d.svg", &[("accept", "image/avif,image/webp,image/svg+xml,*/*;q=0.8")]).await;
    assert_eq!(drawn.header("content-type"), "image/svg+xml");
    assert!(drawn.header("content-security-policy").ends_with("sandbox"));
    assert_eq!((opened.header("vary").contains("accept"), drawn.header("vary").contains("accept")), (true, true));
    let gone = site.get_with("/files/none.svg", &[("accept", "text/html")]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_kept_is_what_would_be_drawn() {
    let folder = folder();
    let site = Site::new(folder.path());
    let pages = ["/", "/help", "/lesson/new"];
    for path in pages {
        let mut tags = Vec::new();
        for encoding in ["", "identity", "gzip", "br", "gzip, deflate, br, zstd", "br;q=0.5, gzip"] {
            let headers: &[_] = if encoding.is_empty() { &[] } else { &[("accept-encoding", encoding)] };
            let first = site.get_with(path, headers).await;
            let again = site.get_with(path, headers).await;
            assert_eq!((first.status, &first.body), (again.status, &again.body), "{path} {encoding}");
            let encoded = if encoding.contains("gzip, d") { "br" } else { encoding.split(", ").last().unwrap() };
            let encoded = if encoded == "identity" { "" } else { encoded };
            for answer in [&first, &again] {
                assert_eq!(answer.header("content-encoding"), encoded, "{path} {encoding}");
                assert!(answer.header("vary").contains("accept-encoding"), "{path} {encoding}");
                assert_closed(answer, path);
            }
            assert_ne!(first.header("x-request-id"), again.header("x-request-id"));
            let tag = again.header("etag").to_owned();
            let known = [headers, &[("if-none-match", tag.as_str())]].concat();
            assert_eq!(site.get_with(path, &known).await.status, StatusCode::NOT_MODIFIED, "{path} {encoding}");
            tags.push(tag);
        }
        assert!(tags.iter().all(|tag| *tag == tags[0]), "{path}: {tags:?}");
        let asked = site.get_with(&format!("{path}?x=1"), &[("if-none-match", &tags[0])]).await;
        assert_eq!(asked.status, StatusCode::NOT_MODIFIED, "{path}: an address with a query is not kept, but known");
    }
    let foreign = site.get_with("/lesson/new", &[("host", "evil.example")]).await;
    assert_eq!(foreign.status, StatusCode::MISDIRECTED_REQUEST, "what is kept is for our hosts only");
    let before = site.get("/lesson/new").await;
    folder.write("lessons/new.md", "---\ntitle: New\n---\nother words\n");
    let started = std::time::Instant::now();
    while !site.get("/lesson/new").await.body.contains("other words") {
        assert!(started.elapsed() < Duration::from_secs(20), "the new words never came");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_ne!(site.get("/lesson/new").await.header("etag"), before.header("etag"));
}

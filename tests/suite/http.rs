//! Requests in, answers out, through the router.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use crate::folder::{Folder, sample, shared};
use crate::site::Site;

#[tokio::test]
async fn the_api_answers_what_was_asked_in_its_documented_shape() {
    let site = Site::new(&sample());
    let answer = site.get("/api/v1/search?q=the+erp+already+does+scheduling&limit=3&kind=objection").await;
    assert_eq!(answer.status, StatusCode::OK);
    let found = answer.json();
    let first = &found["results"][0];
    assert_eq!(first["id"], "objection/erp-already-has-scheduling");
    assert_eq!(first["kind"], "objection");
    assert_eq!(first["url"], "/objection/erp-already-has-scheduling");
    assert!(first["quick_response"].as_str().unwrap().contains("Paying twice"));
    assert!(first["score"].as_f64().unwrap() > 0.0 && first["title"].is_string());
    assert!(found["total"].as_u64().unwrap() >= 1 && found["took_us"].is_u64() && found["confident"].is_boolean());
    assert!(found["results"].as_array().unwrap().len() <= 3);
    let text: Vec<char> = first["snippet"].as_str().unwrap().chars().collect();
    for range in first["highlights"].as_array().unwrap() {
        let (start, end) = (range[0].as_u64().unwrap() as usize, range[1].as_u64().unwrap() as usize);
        assert!(start < end && end <= text.len());
    }
    let kinds = found["facets"].as_array().unwrap().iter().find(|facet| facet["facet"] == "kind").unwrap();
    assert!(kinds["values"][0]["count"].as_u64().unwrap() >= 1);
}

#[tokio::test]
async fn the_api_tells_how_a_query_was_understood() {
    let site = Site::new(&sample());
    let found = site.get("/api/v1/search?q=%22pay+twice%22+corvane+kind:objection+-budget&facets=0").await.json();
    let understood = &found["understood"];
    assert_eq!(understood["words"], "pay twice corvane");
    assert_eq!(understood["phrases"], serde_json::json!([{ "words": "pay twice", "found": true }]));
    assert_eq!(understood["filters"], serde_json::json!([{ "facet": "kind", "value": "objection" }]));
    assert_eq!(understood["without"], serde_json::json!(["budget"]));
    let corvane = serde_json::json!([{ "facet": "competitor", "value": "corvane", "label": "Corvane Suite" }]);
    assert_eq!((&understood["terms"], understood["listed"].as_bool()), (&corvane, Some(false)));
    assert_eq!(understood["language"], "en", "the sample has a German entry");
    assert_eq!(found["results"][0]["id"], "objection/erp-already-has-scheduling");
    let listed = site.get("/api/v1/search?q=cfo+corvane&limit=50").await.json();
    let same = site.get("/api/v1/search?persona=cfo&competitor=corvane&limit=50").await.json();
    assert_eq!(listed["total"], same["total"]);
}

#[tokio::test]
async fn whatever_is_typed_is_answered() {
    let site = Site::new(&sample());
    let long = "price%20".repeat(1300);
    let words = (0..500).map(|number| format!("w{number}+")).collect::<String>();
    let queries = [
        "",
        "%22",
        "(",
        "a:b",
        "-",
        "%3E%3E%3E",
        "AND",
        "OR+NOT",
        "36%22",
        "https%3A%2F%2Fx.example%2F%3Fa%3Db",
        "who+is+%22waldo%22%3F",
        "a",
        "the",
        "%F0%9F%A6%93",
        "%00",
        "%D7%A9%D7%9C%D7%95%D7%9D",
        "e%CC%81%CC%81",
        "%FF%FE",
        "*",
        "~1",
        "title%3A%5Ba+TO+b%5D",
        "%5C",
        &long,
        &words,
    ];
    for query in queries {
        for path in ["/api/v1/search", "/search", "/search/results"] {
            let answer = site.get(&format!("{path}?q={query}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {query}");
        }
    }
}

#[tokio::test]
async fn every_page_of_the_sample_is_drawn() {
    let site = Site::new(&sample());
    for page in site.app.catalog().pages() {
        let answer = site.get(&page.address()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", page.address());
        assert!(answer.body.contains("<main"), "{}", page.address());
        let source = site.get(&format!("/source/{}", page.entry().path)).await;
        assert_eq!(source.status, StatusCode::OK, "{}", page.entry().path);
    }
    for path in ["/", "/search?q=price", "/search?kind=lesson", "/content-health", "/help", "/health"] {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn the_answer_page_has_its_parts_in_order() {
    let site = Site::new(&sample());
    let page = site.get("/objection/erp-already-has-scheduling").await.body;
    let order = [
        "quick-response",
        "When a technician calls in sick",
        "Count the hand-moved jobs",
        "Castellan",
        "A feature-by-feature grid",
    ];
    let places: Vec<_> = order.iter().map(|part| page.find(part).unwrap_or_else(|| panic!("no {part}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn what_is_copied_for_a_customer_is_safe() {
    let site = Site::new(&sample());
    let copy = site.get("/copy/objection/erp-already-has-scheduling").await;
    assert!(copy.header("content-type").starts_with("text/plain"));
    assert!(copy.body.contains("Paying twice would be wrong"));
    let answer = site.get("/copy/objection/erp-already-has-scheduling?answer=count-moves").await;
    assert!(answer.body.contains("31 of every 100") && answer.body.contains("Could we count"));
    assert!(!answer.body.contains("Best when") && !answer.body.contains("gives the module away"));
    for page in site.app.catalog().pages().filter(|page| page.entry().objection().is_some()) {
        for answer in
            std::iter::once(None).chain(page.entry().body.answers.iter().map(|answer| Some(answer.anchor.clone())))
        {
            let query = answer.map(|anchor| format!("?answer={anchor}")).unwrap_or_default();
            let copy = site.get(&format!("/copy{}{query}", page.address())).await.body;
            for hidden in ["Skerrow", "Tolsta"] {
                assert!(!copy.contains(hidden), "{}{query}: {copy}", page.address());
            }
        }
    }
    assert_eq!(site.get("/copy/objection/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/copy/lesson/watch-the-dispatch-desk").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn customers_who_may_not_be_named_are_described() {
    let folder = Folder::new();
    folder.write(
        "taxonomy.yaml",
        "industries:\n  - {id: lifts, label: Lift maintenance}\nobjection_categories:\n  - {id: price, label: Price}\n",
    );
    folder.write("proof/p.md", "---\ntitle: P\ncustomer: Ibexa Lifts\nproblem: a\nsolution: b\nresult: \"Ibexa saves 9 hours\"\nindustries: [lifts]\nuse_permission: anonymous_only\n---\n");
    folder.write("proof/q.md", "---\ntitle: Q\ncustomer: Quolla\nproblem: a\nsolution: b\nresult: \"Saves 7 hours\"\nuse_permission: public\npermission_expires: 2026-01-01\n---\n");
    folder.write("objections/x.md", "---\ntitle: X\nquestion: \"Why?\"\ncategory: price\nquick_response: \"Ask Ibexa Lifts or Quolla?\"\nproof: [proof_point/p, proof_point/q]\n---\n");
    let site = Site::new(folder.path());
    let copy = site.get("/copy/objection/x").await.body;
    assert!(copy.contains("a customer in lift maintenance") && copy.contains("9 hours"), "{copy}");
    assert!(!copy.contains("Ibexa") && !copy.contains("Quolla") && !copy.contains("7 hours"), "{copy}");
}

#[tokio::test]
async fn every_answer_is_closed_by_default() {
    let site = Site::new(&sample());
    for path in
        ["/", "/search?q=x", "/nothing/here", "/api/v1/search?q=x", "/api/v1/nothing", "/health", "/files/x.png"]
    {
        let answer = site.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
    let page = site.get("/objection/erp-already-has-scheduling").await.body;
    assert!(!page.contains("<script>") && !page.contains(" style=\"") && !page.contains("<style"));
}

#[tokio::test]
async fn a_foreign_host_name_is_refused() {
    let site = Site::new(&sample());
    for host in ["localhost", "127.0.0.1:4040", "[::1]:4040", "kb.example", "192.0.2.1:80"] {
        assert_eq!(site.get_with("/health", &[("host", host)]).await.status, StatusCode::OK, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example:4040"] {
        assert_eq!(site.get_with("/health", &[("host", host)]).await.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let site = Site::new(&sample());
    for path in ["/", "/objection/erp-already-has-scheduling", "/help"] {
        let first = site.get(path).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{path}");
        let again = site.get_with(path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        assert_eq!(again.header("etag"), tag);
    }
}

#[tokio::test]
async fn assets_are_named_by_their_hash_and_kept_for_ever() {
    let site = Site::new(&sample());
    let page = site.get("/").await.body;
    let style = page.split('"').find(|part| part.starts_with("/assets/app.") && part.ends_with(".css")).unwrap();
    let answer = site.get(style).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/css; charset=utf-8"));
    assert!(answer.header("cache-control").contains("immutable"));
    assert_eq!(site.get("/assets/app.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_are_compressed_where_the_browser_takes_it() {
    let site = Site::new(&sample());
    for encoding in ["gzip", "br"] {
        assert_eq!(site.get_with("/", &[("accept-encoding", encoding)]).await.header("content-encoding"), encoding);
    }
    assert_eq!(site.get("/").await.header("content-encoding"), "");
}

#[tokio::test]
async fn nothing_outside_the_folder_is_given_out() {
    let outer = Folder::with("secret.png", "secret");
    outer.write("content/a.md", "# A\n");
    outer.write("content/p.png", "picture");
    outer.write("content/x.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
    outer.write("content/notes.txt", "no picture");
    outer.write("content/.git/config.png", "hidden");
    outer.write("content/r.md", "---\ntitle: R\nvisibility: restricted\n---\nsecret\n");
    std::os::unix::fs::symlink(outer.at("secret.png"), outer.at("content/link.png")).unwrap();
    let site = Site::public(&outer.at("content"));
    assert_eq!(site.get("/files/p.png").await.body, "picture");
    let svg = site.get("/files/x.svg").await;
    assert!(svg.header("content-security-policy").contains("sandbox"));
    let refused = [
        "/files/../secret.png",
        "/files/..%2fsecret.png",
        "/files/%2e%2e/secret.png",
        "/files/link.png",
        "/files/notes.txt",
        "/files/a.md",
        "/files/.git/config.png",
        "/files//etc/passwd",
        "/files/%00.png",
        "/files/..%5csecret.png",
        "/source/../secret.png",
        "/source/%2e%2e/secret.md",
        "/source/r.md",
        "/source/notes.txt",
        "/page/r",
        "/copy/page/r",
    ];
    for path in refused {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn hostile_content_is_escaped_everywhere() {
    let folder = Folder::new();
    let bad = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    folder.write(
        "objections/x.md",
        format!("---\ntitle: \"{bad}\"\nsummary: \"{bad}\"\nquestion: \"{bad}\"\ncategory: \"{bad}\"\nquick_response: \"{bad}\"\nclarify: [\"{bad}\"]\navoid: [\"{bad}\"]\nvariants: [\"{bad}\"]\nowner: \"{bad}\"\ntags: [\"{bad}\"]\nstages: [\"{bad}\"]\nrelated: [\"{bad}\"]\n---\n\n## Answer: {bad} {{#a}}\n\n**Best when** {bad}\n\n**Respond** {bad} [x](javascript:alert(1)) [y](data:text/html,x)\n\n<a href=\"javascript:alert(1)\" onclick=alert(1)>z</a><svg onload=alert(1)></svg><iframe src=/></iframe><style>*{{}}</style><form action=//x.example></form>\n"),
    );
    let site = Site::new(folder.path());
    let paths = [
        "/",
        "/search?q=alert",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/objection/x",
        "/content-health",
        "/source/objections/x.md",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?tag=%3Cscript%3E%22onload=x",
    ];
    for path in paths {
        let body = site.get(path).await.body;
        let tags: Vec<_> = body
            .split('<')
            .skip(1)
            .filter_map(|rest| rest.split_once('>'))
            .map(|(tag, _)| tag.to_lowercase())
            .collect();
        for tag in tags {
            let bare: String = tag.split('"').step_by(2).collect();
            assert!(!tag.starts_with("script") || tag.contains("src=\"/assets/"), "{path}: <{tag}>");
            assert!(!bare.contains(" on"), "{path}: <{tag}>");
            assert!(!tag.contains("javascript:") && !tag.contains("href=\"data:"), "{path}: <{tag}>");
            assert!(!["iframe", "style", "svg onload"].iter().any(|bad| tag.starts_with(bad)), "{path}: <{tag}>");
        }
    }
}

#[tokio::test]
async fn errors_are_pages_for_people_and_json_for_programs() {
    let site = Site::new(&sample());
    let page = site.get("/objection/erp-alredy-has-scheduling").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(
        page.header("content-type").starts_with("text/html")
            && page.body.contains("/objection/erp-already-has-scheduling")
    );
    let json = site.get("/api/v1/nothing").await;
    assert_eq!((json.status, json.json()["error"]["code"].as_str()), (StatusCode::NOT_FOUND, Some("not_found")));
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/v1/search")
        .header("host", "localhost")
        .body(Body::empty())
        .unwrap();
    assert_eq!(site.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(site.get("/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_former_id_leads_to_todays() {
    let folder = Folder::with("lessons/new.md", "---\ntitle: New\naliases: [old]\n---\nx\n");
    let site = Site::new(folder.path());
    let answer = site.get("/lesson/old").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, "/lesson/new"));
}

#[tokio::test]
async fn health_counts_and_names_what_is_wrong() {
    let folder = Folder::with("objections/x.md", "---\ntitle: X: y\n---\nx\n");
    folder.write("a.md", "# A\n");
    let site = Site::new(folder.path());
    let health = site.get("/health").await.json();
    assert_eq!(health["status"], "ok");
    assert_eq!((health["entries"]["objection"].as_u64(), health["entries"]["page"].as_u64()), (Some(1), Some(1)));
    assert!(health["errors"].as_u64().unwrap() >= 1);
    let first = health["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["code"] == "front-matter-unreadable")
        .unwrap();
    assert_eq!(
        (first["path"].as_str(), first["url"].as_str()),
        (Some("objections/x.md"), Some("/source/objections/x.md#L2"))
    );
    assert!(site.get("/health?diagnostics=0").await.json()["diagnostics"].is_null());
    let page = site.get("/content-health").await.body;
    assert!(page.contains("front-matter-unreadable") && page.contains("/source/objections/x.md#L2"), "{page}");
}

#[tokio::test]
async fn drafts_and_expired_entries_are_marked() {
    let folder = Folder::new();
    folder.write("lessons/d.md", "---\ntitle: Zebra\nstatus: draft\n---\nx\n");
    folder.write("lessons/e.md", "---\ntitle: Gnu\nexpires: 2026-01-01\n---\nx\n");
    let site = Site::new(folder.path());
    assert!(site.get("/lesson/d").await.body.to_lowercase().contains("draft"));
    assert!(site.get("/lesson/e").await.body.to_lowercase().contains("expired"));
    assert!(site.get("/search?q=zebra").await.body.to_lowercase().contains("draft"));
}

#[tokio::test]
async fn a_change_is_told_to_open_pages() {
    use futures_util::StreamExt;
    use tower::ServiceExt;
    let folder = Folder::with("a.md", "# A\n");
    let site = Site::new(folder.path());
    let request = Request::builder().uri("/events").header("host", "localhost").body(Body::empty()).unwrap();
    let response = fieldlore::web::router(site.app.clone()).oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    let first = String::from_utf8_lossy(&stream.next().await.unwrap().unwrap()).into_owned();
    let page = Site::new(folder.path()).get("/").await.body;
    let named = first.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
    assert!(first.contains("event: assets") && named.split(' ').all(|address| page.contains(address)), "{first}");
    folder.write("a.md", "# A two\n");
    let event =
        tokio::time::timeout(std::time::Duration::from_secs(20), stream.next()).await.unwrap().unwrap().unwrap();
    assert!(String::from_utf8_lossy(&event).contains("event: change"));
    site.app.stop.cancel();
    let end =
        tokio::time::timeout(std::time::Duration::from_secs(20), async { while stream.next().await.is_some() {} })
            .await;
    assert!(end.is_ok(), "the stream ends when the server stops");
}

#[tokio::test]
async fn a_task_list_in_a_plain_page_is_shown() {
    let folder = Folder::with("a.md", "# A\n\n## To do\n\n- [ ] **First** thing\n- [x] Second thing\n");
    let page = Site::new(folder.path()).get("/page/a").await.body;
    assert!(page.contains("aria-label=\"to do\"></span><strong>First"), "{page}");
    assert!(page.contains("checked aria-label=\"done\"></span>Second thing"), "{page}");
}

#[tokio::test]
async fn what_is_closed_while_it_is_served_is_gone_at_once() {
    let folder = Folder::with("a.md", "# A\n\n[b](b.md)\n");
    folder.write("b.md", "---\ntitle: Bravo\n---\nold words\n");
    let site = Site::public(folder.path());
    assert!(site.get("/page/a").await.body.contains("/page/b"));
    folder.write("b.md", "---\ntitle: Bravo\nsummary: x: y\nvisibility: restricted\n---\nnew secret\n");
    let started = std::time::Instant::now();
    while site.get("/page/b").await.status != StatusCode::NOT_FOUND {
        assert!(!site.get("/source/b.md").await.body.contains("secret"));
        assert!(started.elapsed() < std::time::Duration::from_secs(20));
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(site.get("/source/b.md").await.status, StatusCode::NOT_FOUND);
    assert!(!site.get("/page/a").await.body.contains("/page/b"));
    assert_eq!(site.get("/api/v1/search?q=bravo").await.json()["results"], serde_json::json!([]));
}

#[tokio::test]
async fn an_empty_folder_is_served() {
    let folder = Folder::new();
    let site = Site::new(folder.path());
    for path in ["/", "/search", "/search?q=x", "/content-health"] {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_real_handbook_is_served_unedited() {
    let Some(root) = shared("handbooks/sourcegraph") else { return };
    let site = Site::new(&root);
    let catalog = site.app.catalog();
    for page in catalog.pages().step_by(9) {
        let answer = site.get(&page.address()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", page.address());
    }
    let found = site.get("/api/v1/search?q=common+customer+questions").await.json();
    assert!(found["total"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn a_file_that_is_closed_by_a_slip_is_counted_and_not_named() {
    let folder = Folder::with("lessons/secret-name.md", "---\ntitle: Hidden title\nvisibility: everyone\n---\nwords\n");
    let site = Site::new(folder.path());
    let page = site.get("/content-health").await.body;
    assert!(page.contains("1 file is not for everybody") && !page.contains("Nothing is wrong"), "{page}");
    assert!(!page.contains("secret-name") && !page.contains("Hidden title"));
    assert_eq!(site.get("/health").await.json()["kept_closed"], 1);
}

#[tokio::test]
async fn a_status_that_cannot_be_read_is_a_drafts() {
    let folder = Folder::new();
    for (name, status) in [("quoted", "\u{201c}draft\u{201d}"), ("list", "[a]"), ("shouted", "Published!")] {
        folder.write(&format!("lessons/{name}.md"), format!("---\ntitle: {name}\nstatus: {status}\n---\nwords\n"));
    }
    folder.write("lessons/none.md", "---\ntitle: none\n---\nwords\n");
    let site = Site::new(folder.path());
    for (name, drafted) in [("quoted", true), ("list", true), ("shouted", true), ("none", false)] {
        let page = site.get(&format!("/lesson/{name}")).await.body;
        assert_eq!(page.contains("Nobody has published this yet."), drafted, "{name}: {page}");
    }
}

#[tokio::test]
async fn words_scattered_over_a_long_text_are_no_sure_answer() {
    let folder = Folder::new();
    folder.write("objections/a.md", "---\ntitle: A\nquestion: Too dear?\nquick_response: Why?\n---\n## Answer: X\n\nWe need a basement.\n\nWhat do they think of it?\n");
    folder.write(
        "objections/b.md",
        "---\ntitle: B\nquestion: We need to think about it.\nquick_response: What about?\n---\n",
    );
    let site = Site::new(folder.path());
    let ask = async |site: &Site, query: &str| site.get(&format!("/api/v1/search?q={query}")).await.json();
    assert_eq!(ask(&site, "we+need+to+think+about+it").await["confident"], true);
    folder.remove("objections/b.md");
    let site = Site::new(folder.path());
    let answer = ask(&site, "we+need+to+think+about+it").await;
    assert_eq!((&answer["confident"], answer["results"].as_array().unwrap().len()), (&false.into(), 1));
    assert!(site.get("/search?q=we+need+to+think+about+it").await.body.contains("No entry is a good match"));
}

#[tokio::test]
async fn the_findings_of_very_many_files_are_no_endless_page() {
    let folder = Folder::new();
    for number in 0..260 {
        folder.write(&format!("pages/p{number:03}.md"), "# P\n\n[gone](nowhere.md)\n");
    }
    let page = Site::new(folder.path()).get("/content-health").await.body;
    assert_eq!(page.matches("class=\"file\"").count(), 200);
    assert!(page.contains("60 more files") && page.contains("260 warnings"), "{}", page.len());
}

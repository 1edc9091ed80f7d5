//! Drafts: kept while one types, over a crash, and for whoever writes them alone. Pictures and answers that come with them.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use fieldlore::config::Publish;
use fieldlore::web::listen::Peer;
use fieldlore::web::writing::TURNS;

use super::{ERP, Repository, committed, erp, form, hidden, typed};
use crate::identity::{PERSON, get_as, post_as, proxied};
use crate::repository::commit;
use crate::site::{Answer, Site, order};
use crate::store::{occupy, open};

#[tokio::test]
async fn a_draft_is_there_after_a_crash_and_nothing_was_committed() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Direct);
    let kept = typed(&site, "lena.fors", ERP, "preview", &erp("Half a thou")).await;
    assert_eq!(kept.header("location"), ERP);
    let head = repository.says(&["rev-parse", "HEAD"]);
    let site = repository.serve_as(proxied(), Publish::Direct, site.end());
    let page = get_as(&site, "lena.fors", ERP).await;
    assert!(
        page.body.contains("quick_response: Half a thou") && page.body.contains("value=\"Count first\""),
        "{}",
        page.body
    );
    // As it would look, how long it is, and what check would find.
    for told in
        ["<p class=\"quick-response", "Quick response: 3 of 40 words", "6 words, 2 s aloud", "neither asks nor offers"]
    {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    assert!(get_as(&site, "lena.fors", "/yours").await.body.contains("Your drafts"));
    assert!(!get_as(&site, "tom.hale", ERP).await.body.contains("Half a thou"));
    assert!(!get_as(&site, "lena.fors", "/objection/erp").await.body.contains("Half a thou"));
    assert_eq!(repository.says(&["rev-parse", "HEAD"]), head);
    let about = get_as(&site, "lena.fors", "/me").await;
    assert!(about.body.contains("is writing") && about.body.contains("Half a thou"));
    committed(&typed(&site, "lena.fors", ERP, "send", &erp("A whole one?")).await);
    assert!(!get_as(&site, "lena.fors", "/yours").await.body.contains("Your drafts"));
    let thrown = typed(&site, "tom.hale", ERP, "discard", "x").await;
    assert_eq!(thrown.header("location"), "/objection/erp");
}

#[tokio::test]
async fn where_a_draft_cannot_be_kept_it_stands_in_the_form_and_can_be_sent() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Direct);
    let begun = hidden(&get_as(&site, "lena.fors", ERP).await, "begun");
    let _other = occupy(&open_again(&site)).await;
    let typed = |what| form(&[("do", what), ("text", &erp("Unkept?")), ("begun", &begun)]);
    let unkept = post_as(&site, "lena.fors", ERP, &typed("preview")).await;
    assert_eq!(unkept.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        unkept.body.contains("quick_response: Unkept?") && unkept.body.contains("cannot be kept"),
        "{}",
        unkept.body
    );
    committed(&post_as(&site, "lena.fors", ERP, &typed("send")).await);
    assert_eq!(repository.read("objections/erp.md"), erp("Unkept?"));
}

/// The store of a site, as another program has it.
fn open_again(site: &Site) -> fieldlore::store::Store {
    open(site.app.store.path().parent().unwrap())
}

#[tokio::test]
async fn another_answer_is_put_into_the_right_form() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Propose);
    let page = get_as(&site, "lena.fors", &format!("{ERP}?answer=1")).await;
    assert!(page.body.contains("<details class=\"fold\" id=\"fl-answer-form\" open"), "{}", page.body);
    let begun = hidden(&page, "begun");
    let answer =
        [("name", "Ask {now} #1"), ("respond", "Who moves them?\r\n# not a heading"), ("confirm", "And then?")];
    let text = erp("Shall we count?");
    let send = [("do", "send"), ("text", text.as_str()), ("begun", &begun)];
    let hash = committed(&post_as(&site, "lena.fors", ERP, &form(&[&send[..], &answer[..]].concat())).await);
    let sent = repository.says(&["show", &format!("{hash}:playbook/objections/erp.md")]);
    let section = "## Answer: Ask  now   1 {#ask-now-1}\n\n**Respond** Who moves them?\n\\# not a heading\n\n**Confirm** And then?\n\n**From** Lena Fors";
    assert_eq!(sent, format!("{}\n\n{section}", text.trim_end()));
}

#[tokio::test]
async fn a_reply_of_ones_own_becomes_part_of_its_entry() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Direct);
    post_as(&site, "lena.fors", "/reply", &form(&[("entry", "objection/erp"), ("text", "I asked who plans Mondays.")]))
        .await;
    let entry = get_as(&site, "lena.fors", "/objection/erp").await;
    let link = entry.body.split_once("/suggest/objection/erp?reply=").unwrap().1.split('"').next().unwrap();
    let path = format!("{ERP}?reply={link}");
    assert!(!get_as(&site, "tom.hale", &path).await.body.contains("Mondays"));
    let page = get_as(&site, "lena.fors", &path).await;
    assert!(page.body.contains("**Respond** I asked who plans Mondays.\n\n**From** Lena Fors"), "{}", page.body);
    let text = format!(
        "{}\n\n## Answer: Mondays {{#said}}\n\n**Respond** I asked who plans Mondays.\n",
        erp("Shall we count?").trim_end()
    );
    let send = form(&[("do", "send"), ("text", &text), ("begun", &hidden(&page, "begun"))]);
    committed(&post_as(&site, "lena.fors", ERP, &send).await);
    assert_eq!(repository.read("objections/erp.md"), text);
    // It is everybody's now.
    assert!(!get_as(&site, "lena.fors", &path).await.body.contains("Yours, not part of the entry yet"));
    assert!(site.app.store.replies_of("lena.fors").await.unwrap().is_empty());
}

#[tokio::test]
async fn what_somebody_said_instead_becomes_an_answer_with_a_colleagues_word() {
    for (publish, published) in [(Publish::Direct, true), (Publish::Propose, false), (Publish::Off, false)] {
        let repository = Repository::new();
        let site = repository.serve(publish);
        let said = form(&[("entry", "objection/erp"), ("text", "Count the jobs.\n# Really")]);
        post_as(&site, "lena.fors", "/reply", &said).await;
        // Whoever does not look after the entry sees none of it, nor does its author here.
        for person in ["tom.hale", "lena.fors"] {
            let page = get_as(&site, person, "/replies").await;
            assert!(!page.body.contains("Count the jobs"), "{person}: {}", page.body);
            let refused = post_as(&site, person, "/replies", "id=1&do=take").await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{person}");
        }
        let entry = get_as(&site, "sue.steward", "/objection/erp").await;
        assert!(entry.body.contains("href=\"/replies?entry=objection%2Ferp\""), "{}", entry.body);
        let page = get_as(&site, "sue.steward", "/replies?entry=objection%2Ferp").await;
        order(
            &page.body,
            &["Count the jobs.", "Lena Fors", "## Answer: Count the jobs. {#said}", "**From** Lena Fors"],
        );
        assert_eq!(page.header("cache-control"), "no-store");
        // It is told where who looks after the entry looks, and to nobody else.
        let line = "<a href=\"/replies\">1 reply of a colleague waits</a>";
        for address in ["/mine", "/insights"] {
            assert!(get_as(&site, "sue.steward", address).await.body.contains(line), "{address}");
            assert!(!get_as(&site, "tom.hale", address).await.body.contains("/replies"), "{address}");
        }
        let button = if publish == Publish::Off { "It is added" } else { "Make it part of the entry" };
        assert!(page.body.contains(button), "{}", page.body);
        if publish == Publish::Off {
            let refused = post_as(&site, "sue.steward", "/replies", "id=1&do=take").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let done = post_as(&site, "sue.steward", "/replies", "id=1&do=added").await;
            assert_eq!(done.header("location"), "/replies");
        } else {
            let hash = committed(&post_as(&site, "sue.steward", "/replies", "id=1&do=take").await);
            let about = repository.says(&["show", "--no-patch", "--format=%an|%s|%(trailers)", &hash]);
            let wanted = "Sue|What Lena Fors said to “ERP has it”|Co-authored-by: Lena Fors <lena@tarnfield.example>";
            assert_eq!(about.trim(), wanted);
            let text = repository.says(&["show", &format!("{hash}:playbook/objections/erp.md")]);
            let section =
                "## Answer: Count the jobs. {#said}\n\n**Respond** Count the jobs.\n\\# Really\n\n**From** Lena Fors";
            assert_eq!(text, format!("{}\n\n{section}", erp("Shall we count?").trim_end()));
            assert_eq!(repository.read("objections/erp.md") == format!("{text}\n"), published);
        }
        assert!(!get_as(&site, "sue.steward", "/mine").await.body.contains("/replies"));
        // It is taken up once, and stays with its author until the entry says it.
        let again = post_as(&site, "sue.steward", "/replies", "id=1&do=take").await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        if !published {
            let own = get_as(&site, "lena.fors", "/objection/erp").await;
            assert!(own.body.contains("Yours, taken up by a colleague"), "{}", own.body);
        }
        repository.is_sound();
    }
}

/// A form with a picture, as browsers send it.
async fn with_picture(site: &Site, begun: &str, text: &str, name: &str, bytes: &[u8]) -> Answer {
    let field = |name: &str, value: &str| {
        format!("--sep\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body = [field("text", text), field("begun", begun), field("do", "picture")].concat().into_bytes();
    body.extend_from_slice(format!("--sep\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n").as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--sep--\r\n");
    let request = Request::post(ERP).header("host", "kb.example").header(PERSON, "lena.fors");
    let request = request.header("content-type", "multipart/form-data; boundary=sep");
    site.send(request.extension(Peer("10.1.2.3".parse().unwrap())).body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_picture_comes_with_the_text_that_shows_it_and_only_if_it_is_one() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Propose);
    let begun = hidden(&get_as(&site, "lena.fors", ERP).await, "begun");
    let png = b"\x89PNG\r\n\x1a\nand so on";
    let text = format!("{}\n![Board](the-board.png)\n", erp("Shall we count?"));
    let kept = with_picture(&site, &begun, &text, "../../The Board.png", png).await;
    assert_eq!(kept.header("location"), format!("{ERP}#fl%2Dpictures"), "{}", kept.body);
    let page = get_as(&site, "lena.fors", ERP).await;
    assert!(
        page.body.contains("![What it shows](the-board.png)") && page.body.contains("![Board](the-board.png)"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("no picture at"), "{}", page.body);
    // It stands in the preview, for nobody else.
    let path = "/suggest/picture?path=objections%2Ferp%2Emd&name=the%2Dboard%2Epng";
    assert!(page.body.contains(&format!("<img src=\"{}\"", path.replace('&', "&amp;"))), "{}", page.body);
    let shown = get_as(&site, "lena.fors", path).await;
    assert_eq!((shown.header("content-type"), shown.header("cache-control")), ("image/png", "no-store"));
    assert_eq!(get_as(&site, "tom.hale", path).await.status, StatusCode::NOT_FOUND);
    with_picture(&site, &begun, &text, "unused.png", png).await;
    let page = get_as(&site, "lena.fors", ERP).await;
    assert!(page.body.contains(">unused.png</span>, not in the text yet"), "{}", page.body);
    for (name, bytes) in [
        ("a.svg", &b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"[..]),
        ("a.png", b"<script>"),
        ("big.png", &vec![0; 4 << 20]),
    ] {
        let refused = with_picture(&site, &begun, &text, name, bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.body.contains("![Board](the-board.png)"), "what was typed stands there");
    }
    let large = with_picture(&site, &begun, &text, "huge.png", &vec![0; 7 << 20]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let hash = committed(&typed(&site, "lena.fors", ERP, "send", &text).await);
    let files = repository.says(&["show", "--name-only", "--format=", &hash]);
    assert_eq!(files, "playbook/objections/erp.md\nplaybook/objections/the-board.png");
}

/// Waits until what is served holds.
async fn until(site: &Site, what: &str, holds: impl Fn(&fieldlore::catalog::Catalog) -> bool) {
    let started = std::time::Instant::now();
    while !holds(&site.app.catalog()) {
        assert!(started.elapsed() < std::time::Duration::from_secs(15), "never seen: {what}");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn what_was_typed_into_an_entry_that_is_gone_or_closed_is_shown_and_kept() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Direct);
    let begun = hidden(&get_as(&site, "lena.fors", ERP).await, "begun");
    let typed = |what, text: &str| form(&[("do", what), ("text", &erp(text)), ("begun", &begun), ("note", "Count")]);
    let closed = erp("Theirs?").replace("owner:", "visibility: restricted\nowner:");
    repository.write("objections/erp.md", &closed);
    until(&site, "that it is closed", |catalog| catalog.page("objection/erp").is_none()).await;
    let held = post_as(&site, "lena.fors", ERP, &typed("preview", "Typed while it was closed?")).await;
    assert_eq!(held.status, StatusCode::NOT_FOUND);
    assert!(held.body.contains("quick_response: Typed while it was closed?"), "{}", held.body);
    assert!(held.body.contains("Your draft is kept") && !held.body.contains("Theirs?"), "{}", held.body);
    std::fs::remove_file(repository.at("playbook/objections/erp.md")).unwrap();
    commit(&repository.at(""), "2026-11-03");
    let head = repository.says(&["rev-parse", "HEAD"]);
    let held = post_as(&site, "lena.fors", ERP, &typed("send", "Typed while it was gone?")).await;
    assert_eq!(held.status, StatusCode::NOT_FOUND);
    assert!(held.body.contains("quick_response: Typed while it was gone?"), "{}", held.body);
    assert_eq!(repository.says(&["rev-parse", "HEAD"]), head, "nothing was committed");
    assert!(get_as(&site, "lena.fors", "/yours").await.body.contains("Your drafts"));
    let recorded = get_as(&site, "lena.fors", "/me").await;
    assert!(recorded.body.contains("quick_response: Typed while it was gone?"), "{}", recorded.body);
    assert!(!recorded.body.contains("Typed while it was closed?"), "one draft of one file");
    let file = post_as(&site, "lena.fors", ERP, &typed("download", "Typed while it was gone?")).await;
    assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, erp("Typed while it was gone?").as_str()));
    assert!(file.header("content-disposition").contains("''erp"), "{}", file.header("content-disposition"));
    let thrown = post_as(&site, "lena.fors", ERP, &typed("discard", "x")).await;
    assert_eq!(thrown.header("location"), "/yours");
    assert!(!get_as(&site, "lena.fors", "/yours").await.body.contains("Your drafts"));
}

#[tokio::test]
async fn who_finds_git_busy_is_told_when_to_come_again_and_loses_nothing() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Direct);
    let begun = hidden(&get_as(&site, "lena.fors", ERP).await, "begun");
    let mut turns = Vec::new();
    for _ in 0..TURNS {
        turns.push(site.app.writing.turn().await.unwrap());
    }
    let hash = repository.says(&["rev-parse", "HEAD"]);
    let (proposed, history) = (format!("/proposed?commit={hash}"), format!("/history/objection/erp?change={hash}"));
    let typed = form(&[("do", "send"), ("text", &erp("Not now?")), ("begun", &begun)]);
    let (form, yours, proposed, history, sent) = tokio::join!(
        get_as(&site, "lena.fors", ERP),
        get_as(&site, "lena.fors", "/yours"),
        get_as(&site, "lena.fors", &proposed),
        get_as(&site, "lena.fors", &history),
        post_as(&site, "lena.fors", ERP, &typed),
    );
    for answer in [form, yours, proposed, history, sent] {
        assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
        assert!(
            answer.body.contains("git is asked for too much") || answer.body.contains("asking git"),
            "{}",
            answer.body
        );
    }
    drop(turns.pop());
    let page = get_as(&site, "lena.fors", ERP).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("quick_response: Not now?"), "{}", page.body);
    assert_eq!(get_as(&site, "lena.fors", "/objection/erp").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_somebody_kept_for_themselves_stays_so_until_they_show_it() {
    let repository = Repository::new();
    let site = repository.serve(Publish::Direct);
    let say = async |words: &str| {
        let said = form(&[("entry", "objection/erp"), ("text", words)]);
        assert_eq!(post_as(&site, "lena.fors", "/reply", &said).await.status, StatusCode::SEE_OTHER);
    };
    say("Count the jobs.").await;
    // As replies stood in the store before who looks after an entry was shown any.
    crate::store::ask(site.app.store.path().parent().unwrap(), "UPDATE reply SET shown = 0").await;
    say("Who plans Mondays?").await;
    let own = get_as(&site, "lena.fors", "/objection/erp").await.body;
    order(&own, &["Yours, seen by nobody else", "Count the jobs.", "Show it to whoever looks after this entry"]);
    assert_eq!(own.matches("Yours, not part of the entry yet").count(), 1, "{own}");
    let seen = get_as(&site, "sue.steward", "/replies").await.body;
    assert!(!seen.contains("Count the jobs.") && seen.contains("Who plans Mondays?"), "{seen}");
    assert_eq!(post_as(&site, "sue.steward", "/replies", "id=1&do=take").await.status, StatusCode::NOT_FOUND);

    say("Count the jobs.").await;
    assert!(!get_as(&site, "lena.fors", "/objection/erp").await.body.contains("Yours, seen by nobody else"));
    order(&get_as(&site, "sue.steward", "/replies").await.body, &["Count the jobs.", "Who plans Mondays?"]);
}

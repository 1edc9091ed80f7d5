//! Every route × every role: what each is answered. A route that is missing here fails the test.

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::{Method, StatusCode};

use super::{PEOPLE, PERSON, behind_proxy, request};
use crate::folder::Folder;

/// Who asks, in the order of the columns: nobody, a member, a steward of another kind, a steward of its kind, a manager.
const ROLES: [&str; 5] = ["", "stranger@kb.example", "sten.other", "sue.steward", "max.manager"];

const ALL: [u16; 5] = [401, 200, 200, 200, 200];
const OPEN: [u16; 5] = [200, 200, 200, 200, 200];
const DRAFT: [u16; 5] = [401, 404, 404, 200, 404];
const SECRET: [u16; 5] = [401, 404, 404, 404, 200];
const NOTHING: [u16; 5] = [401, 404, 404, 404, 404];
const DONE: [u16; 5] = [401, 303, 303, 303, 303];
const SECRET_DONE: [u16; 5] = [401, 404, 404, 404, 303];
const LEAD: [u16; 5] = [401, 403, 200, 200, 200];
const LEADS_ON: [u16; 5] = [303, 303, 303, 303, 303];

/// The route as it stands in `routes.rs`, a request of it (what is sent stands behind the method), and what each role is
/// answered.
const TABLE: [(&str, &str, &str, [u16; 5]); 138] = [
    ("urls::HELP", "GET", "/help", ALL),
    ("\"/assets/{name}\"", "GET", "/assets/app.css", [404, 404, 404, 404, 404]),
    ("urls::BROWSE", "GET", "/browse", ALL),
    ("\"/browse/{facet}/{*value}\"", "GET", "/browse/tag/okapi", ALL),
    ("\"/{kind}\"", "GET", "/objection", ALL),
    ("urls::START", "GET", "/", ALL),
    ("\"/{kind}/{*slug}\"", "GET", "/objection/open", ALL),
    ("\"/{kind}/{*slug}\"", "GET", "/objection/draft", DRAFT),
    ("\"/{kind}/{*slug}\"", "GET", "/objection/secret", SECRET),
    ("\"/{kind}/{*slug}\"", "GET", "/objection/nothing", NOTHING),
    ("urls::SEARCH", "GET", "/search?q=okapi", ALL),
    ("urls::RESULTS", "GET", "/search/results?q=okapi", ALL),
    ("urls::CONTENT_HEALTH", "GET", "/content-health", ALL),
    ("urls::NEW", "GET", "/new", ALL),
    ("urls::FEED", "GET", "/new.atom", ALL),
    ("urls::OPENSEARCH", "GET", "/opensearch.xml", ALL),
    ("urls::QUESTIONS", "GET", "/questions-in-pages", ALL),
    ("urls::CONVERT", "POST page=nothing.md&q=okapi", "/questions-in-pages/convert", [401, 404, 404, 404, 404]),
    ("urls::QUESTION_PATCH", "GET", "/questions-in-pages/patch?page=nothing.md&q=okapi", NOTHING),
    ("\"/source/{*path}\"", "GET", "/source/objections/open.md", ALL),
    ("\"/source/{*path}\"", "GET", "/source/objections/draft.md", DRAFT),
    ("\"/source/{*path}\"", "GET", "/source/objections/secret.md", SECRET),
    ("\"/open/{kind}/{*slug}\"", "GET", "/open/objection/open", ALL),
    ("\"/open/{kind}/{*slug}\"", "GET", "/open/objection/draft", DRAFT),
    ("\"/open/{kind}/{*slug}\"", "GET", "/open/objection/secret", SECRET),
    ("\"/copy/{kind}/{*slug}\"", "GET", "/copy/objection/open", ALL),
    ("\"/copy/{kind}/{*slug}\"", "GET", "/copy/objection/draft", DRAFT),
    ("\"/copy/{kind}/{*slug}\"", "GET", "/copy/objection/secret", SECRET),
    ("\"/files/{*path}\"", "GET", "/files/a.svg", ALL),
    ("\"/files/{*path}\"", "GET", "/files/objections/secret.md", NOTHING),
    ("\"/health\"", "GET", "/health", OPEN),
    ("urls::PULL", "POST", "/pull", [401, 403, 404, 404, 403]),
    ("urls::PUSH_HOOK", "POST", "/hooks/push", [404, 404, 404, 404, 404]),
    ("\"/api/v1/search\"", "GET", "/api/v1/search?q=okapi", ALL),
    ("\"/api/v1/suggest\"", "GET", "/api/v1/suggest?q=ok", ALL),
    ("urls::SUGGEST", "GET", "/suggest?q=ok", ALL),
    ("urls::YOURS", "GET", "/yours", ALL),
    ("urls::NAME", "POST", "/me/name", [401, 400, 400, 400, 400]),
    ("urls::NAME", "GET", "/me/name", [401, 405, 405, 405, 405]),
    ("urls::REVOKE", "POST", "/me/sessions/revoke", DONE),
    ("urls::SIGN_IN", "GET", "/auth/sign-in", LEADS_ON),
    ("urls::CALLBACK", "GET", "/auth/callback", [404, 404, 404, 404, 404]),
    ("urls::SIGN_OUT", "POST", "/auth/sign-out", LEADS_ON),
    ("urls::SIGN_OUT", "GET", "/auth/sign-out", [405, 405, 405, 405, 405]),
    ("urls::SIGNED_OUT", "GET", "/auth/signed-out", OPEN),
    ("urls::EVENTS", "GET", "/events", ALL),
    ("urls::GAPS", "GET", "/gaps", ALL),
    ("urls::DECIDE", "POST q=okapi&decision=not_ours", "/gaps/decide", [401, 403, 303, 303, 403]),
    ("urls::GAP_FILE", "GET", "/gaps/file?q=okapi", ALL),
    ("urls::GAP_WRITE", "POST q=okapi&write=synonym&from=a", "/gaps/write", [401, 403, 422, 422, 403]),
    ("urls::WRITE", "GET", "/suggest/new?q=okapi", ALL),
    ("urls::WRITE", "GET", "/suggest/new", ALL),
    ("urls::WRITE", "GET", "/suggest/new?kind=lesson&q=okapi", ALL),
    ("urls::WRITE", "GET", "/suggest/new?kind=okapi&q=okapi", [401, 422, 422, 422, 422]),
    ("urls::REPLIES", "GET", "/replies", ALL),
    ("urls::REPLIES", "POST id=1&do=take", "/replies", NOTHING),
    ("urls::DRAFT_PICTURE", "GET", "/suggest/picture?path=objections/open.md&name=a.png", NOTHING),
    ("urls::WRITE", "POST do=preview&text=x", "/suggest/new?q=okapi", DONE),
    ("\"/suggest/{kind}/{*slug}\"", "GET", "/suggest/objection/open", ALL),
    ("\"/suggest/{kind}/{*slug}\"", "GET", "/suggest/objection/draft", DRAFT),
    ("\"/suggest/{kind}/{*slug}\"", "GET", "/suggest/objection/secret", SECRET),
    ("\"/suggest/{kind}/{*slug}\"", "POST do=preview&text=x", "/suggest/objection/open", DONE),
    ("\"/suggest/{kind}/{*slug}\"", "POST do=preview&text=x", "/suggest/objection/secret", [401, 404, 404, 404, 303]),
    ("urls::PROPOSED", "GET", "/proposed?commit=0000000000000000000000000000000000000000", NOTHING),
    ("urls::PUSH", "POST commit=--all", "/proposed/push", NOTHING),
    ("urls::DROP_DRAFT", "POST path=objections/open.md", "/yours/drafts/drop", DONE),
    ("urls::ASK", "GET", "/ask?q=okapi", ALL),
    ("urls::ASK", "POST q=okapi", "/ask", DONE),
    ("urls::NOT_THIS", "POST q=okapi&entry=objection/open", "/not-this", DONE),
    ("urls::PLAYS", "GET", "/plays", ALL),
    ("urls::NEW_PLAY", "GET", "/plays/new?play=role_play/played", ALL),
    ("urls::NEW_PLAY", "GET", "/plays/new?play=role_play/secret", SECRET),
    ("urls::NEW_PLAY", "GET", "/plays/new?play=objection/open", NOTHING),
    ("urls::HOLD_PLAY", "POST play=role_play/played&person=mia.member", "/plays/hold", DONE),
    ("urls::HOLD_PLAY", "POST play=role_play/secret", "/plays/hold", [401, 404, 404, 404, 303]),
    ("urls::BOOK_PLAY", "POST play=role_play/played&host=mia.member", "/plays/book", DONE),
    ("\"/plays/{id}\"", "GET", "/plays/0123456789abcdef", NOTHING),
    ("\"/plays/{id}/join\"", "POST", "/plays/0123456789abcdef/join", NOTHING),
    ("\"/plays/{id}/look\"", "POST", "/plays/0123456789abcdef/look", NOTHING),
    ("\"/plays/{id}/begin\"", "POST", "/plays/0123456789abcdef/begin", NOTHING),
    ("\"/plays/{id}/end\"", "POST", "/plays/0123456789abcdef/end", NOTHING),
    ("\"/plays/{id}/score\"", "POST", "/plays/0123456789abcdef/score", NOTHING),
    ("\"/api/v1/gaps\"", "GET", "/api/v1/gaps", ALL),
    ("\"/api/v1/searched\"", "POST q=okapi", "/api/v1/searched", [401, 204, 204, 204, 204]),
    ("\"/api/v1/seen\"", "POST entry=objection/open&ms=9000", "/api/v1/seen", [401, 204, 204, 204, 204]),
    ("urls::PATH", "GET", "/path", ALL),
    ("urls::PATH_STEP", "POST path=onboarding_path/way&step=a&do=done", "/path/step", [401, 422, 422, 422, 422]),
    ("urls::PATH_START", "POST path=onboarding_path/nothing", "/path/start", NOTHING),
    ("urls::PATH_END", "POST path=onboarding_path/nothing", "/path/end", DONE),
    ("urls::PATH_END", "POST path=onboarding_path/nothing&person=ann.author", "/path/end", [401, 403, 403, 403, 303]),
    ("urls::PATH_ASSIGN", "GET", "/path/assign", [401, 403, 403, 403, 200]),
    (
        "urls::PATH_ASSIGN",
        "POST person=ann.author&path=onboarding_path/nothing",
        "/path/assign",
        [401, 403, 403, 403, 422],
    ),
    ("urls::PATH_HEALTH", "GET", "/path/health?path=onboarding_path/nothing", NOTHING),
    ("urls::TEAM", "GET", "/team", [401, 403, 403, 403, 200]),
    ("urls::TEAM_PERSON", "GET", "/team/person?person=ann.author", NOTHING),
    (
        "urls::TEAM_SIGN",
        "POST person=ann.author&path=onboarding_path/way&step=a&do=sign",
        "/team/sign",
        [401, 403, 403, 403, 403],
    ),
    ("urls::INSIGHTS", "GET", "/insights", LEAD),
    ("urls::INSIGHTS_MARKDOWN", "GET", "/insights.md", LEAD),
    ("urls::INSIGHTS_CSV", "GET", "/insights.csv", LEAD),
    ("urls::METRICS", "GET", "/metrics", LEAD),
    ("urls::MINE", "GET", "/mine", ALL),
    ("urls::PRACTICE", "GET", "/practice", ALL),
    ("urls::PRACTICE", "GET", "/practice?entry=objection/open", ALL),
    ("urls::PRACTICE", "GET", "/practice?entry=objection/draft", NOTHING),
    ("urls::PRACTICE", "GET", "/practice?entry=objection/secret", NOTHING),
    ("urls::PRACTICE", "POST card=objection/open&showing=0a&wording=0b&grade=3", "/practice", DONE),
    (
        "urls::PRACTICE",
        "POST card=objection/open&showing=0a&wording=0b&grade=5",
        "/practice",
        [401, 422, 422, 422, 422],
    ),
    ("urls::ME", "GET", "/me", ALL),
    ("urls::ME_JSON", "GET", "/me.json", ALL),
    ("urls::ME_ERASE", "POST sure=no", "/me/erase", [401, 422, 422, 422, 422]),
    ("\"/trust/{kind}/{*slug}\"", "GET", "/trust/objection/open", ALL),
    ("\"/trust/{kind}/{*slug}\"", "GET", "/trust/objection/secret", SECRET),
    ("\"/verified/{kind}/{*slug}\"", "GET", "/verified/objection/open", [401, 403, 403, 200, 403]),
    ("\"/verified/{kind}/{*slug}\"", "GET", "/verified/objection/secret", [401, 404, 404, 404, 403]),
    ("\"/history/{kind}/{*slug}\"", "GET", "/history/objection/open", ALL),
    ("\"/history/{kind}/{*slug}\"", "GET", "/history/objection/secret", SECRET),
    ("urls::SEEN_CHANGE", "POST entry=objection/open", "/seen-change", DONE),
    ("urls::SEEN_CHANGE", "POST entry=objection/secret", "/seen-change", NOTHING),
    ("urls::FLAGS", "POST entry=objection/open&answer=&reason=old", "/flags", DONE),
    ("urls::FLAGS", "POST entry=objection/secret&answer=&reason=old", "/flags", SECRET_DONE),
    ("\"/flags/{id}/close\"", "POST outcome=mended", "/flags/999/close", NOTHING),
    ("urls::STILL_RIGHT", "POST entry=objection/open", "/still-right", DONE),
    ("urls::STILL_RIGHT", "POST entry=objection/draft", "/still-right", [401, 404, 404, 303, 404]),
    ("urls::USE", "POST answer=objection/open%23yes", "/use", DONE),
    ("urls::USE", "POST answer=objection/secret%23yes", "/use", SECRET_DONE),
    ("urls::VOTE", "POST answer=objection/open%23yes&value=worked", "/vote", DONE),
    ("urls::VOTE", "POST answer=objection/secret%23yes&value=worked", "/vote", SECRET_DONE),
    ("urls::REPLY", "POST entry=objection/open&text=okapi", "/reply", DONE),
    ("urls::REPLY", "POST entry=objection/secret&text=okapi", "/reply", SECRET_DONE),
    ("\"/api/v1/votes\"", "GET", "/api/v1/votes?answer=objection/open%23yes", ALL),
    ("\"/api/v1/votes\"", "GET", "/api/v1/votes?answer=objection/secret%23yes", SECRET),
    (
        "\"/api/v1/votes\"",
        "POST {\"answer\": \"objection/open#yes\", \"value\": \"worked\"}",
        "/api/v1/votes",
        [401, 201, 201, 201, 201],
    ),
    (
        "\"/api/v1/votes\"",
        "POST {\"answer\": \"objection/secret#yes\", \"value\": \"worked\"}",
        "/api/v1/votes",
        [401, 404, 404, 404, 201],
    ),
    (
        "\"/api/v1/uses\"",
        "POST {\"answer\": \"objection/open#yes\", \"how\": \"used\"}",
        "/api/v1/uses",
        [401, 201, 201, 201, 201],
    ),
    (
        "\"/api/v1/uses\"",
        "POST {\"answer\": \"objection/secret#yes\", \"how\": \"used\"}",
        "/api/v1/uses",
        [401, 404, 404, 404, 201],
    ),
    // What is on no route.
    ("", "GET", "/no/such/page", NOTHING),
    ("", "POST", "/no/such/page", [401, 405, 405, 405, 405]),
    ("", "GET", "/api/v1/nothing", NOTHING),
];

fn folder() -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    let entry = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\nquestion: \"Why {title}?\"\nquick_response: Because okapi.\ntags: [okapi]\n{more}---\n\n## Answer: Yes {{#yes}}\n\nIt does.\n"
        )
    };
    folder.write("objections/open.md", entry("Open", ""));
    folder.write("objections/draft.md", entry("Zzdraft", "status: draft\nowner: ann.author\n"));
    folder.write("objections/secret.md", entry("Zzsecret", "visibility: restricted\nowner: ann.author\n"));
    let play = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\npass_mark: 2\nrubric:\n  - {{id: a, behaviour: Asks, levels: [no, yes]}}\n{more}---\n"
        )
    };
    folder.write("role-plays/played.md", play("Played", ""));
    folder.write("role-plays/secret.md", play("Zzplay", "visibility: restricted\nowner: ann.author\n"));
    folder.write("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    folder
}

#[tokio::test]
async fn every_route_answers_every_role_as_it_should() {
    let folder = folder();
    let site = behind_proxy(&folder);
    let mut wrong = Vec::new();
    for (_, method, path, statuses) in TABLE {
        for (person, status) in ROLES.into_iter().zip(statuses) {
            let named = [(PERSON, person)];
            let headers = if person.is_empty() { &[][..] } else { &named[..] };
            let (method, body) =
                method.split_once(' ').unwrap_or((method, if method == "POST" { "session=x&name=x" } else { "" }));
            let asked = request(Method::from_bytes(method.as_bytes()).unwrap(), path, "10.1.2.3", headers, body);
            // A stream does not end by itself: only how it begins is looked at.
            let answered = if path == "/events" { site.status(asked).await } else { site.send(asked).await.status };
            if answered != StatusCode::from_u16(status).unwrap() {
                wrong.push(format!("{method} {path} as {person:?}: {answered}, not {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_route_stands_in_the_table() {
    let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/routes.rs")).unwrap();
    let routes: BTreeSet<&str> = source.split(".route(").skip(1).filter_map(|rest| rest.split(", ").next()).collect();
    let known: BTreeSet<&str> = TABLE.iter().map(|(route, ..)| *route).filter(|route| !route.is_empty()).collect();
    assert!(routes.len() > 25, "the routes were not found: {routes:?}");
    assert_eq!(routes, known);
    assert!(!source.contains(".nest(") && !source.contains("_service("), "routes that this test does not see");
}

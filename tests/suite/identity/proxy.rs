//! A proxy that names people: only its word counts, and only a clear one.

use std::sync::Arc;

use axum::http::{HeaderValue, Method, StatusCode};
use fieldlore::clock::Fixed;

use super::{PEOPLE, PERSON, behind_proxy, get_as, identity, morning, request};
use crate::folder::Folder;
use crate::site::Site;

fn folder() -> Folder {
    let folder = Folder::with("people.yaml", PEOPLE);
    folder.write("objections/a.md", "---\ntitle: A\nquestion: \"Why zebra?\"\n---\n");
    folder
}

#[tokio::test]
async fn only_listed_addresses_name_people() {
    let (folder, path) = (folder(), "/objection/a");
    let site = behind_proxy(&folder);
    for (peer, headers, status) in [
        ("10.1.2.3", &[(PERSON, "mia.member")][..], StatusCode::OK),
        ("::1", &[(PERSON, "mia.member")], StatusCode::OK),
        ("10.2.0.1", &[(PERSON, "mia.member")], StatusCode::UNAUTHORIZED),
        ("127.0.0.1", &[(PERSON, "mia.member")], StatusCode::UNAUTHORIZED),
        ("192.0.2.1", &[(PERSON, "mia.member"), ("x-forwarded-for", "10.1.2.3")], StatusCode::UNAUTHORIZED),
        ("10.1.2.3", &[], StatusCode::UNAUTHORIZED),
        ("10.1.2.3", &[(PERSON, "")], StatusCode::UNAUTHORIZED),
        ("10.1.2.3", &[(PERSON, "mia.member"), (PERSON, "max.manager")], StatusCode::UNAUTHORIZED),
        ("10.1.2.3", &[("X-PERSON", "mia.member"), (PERSON, "mia.member")], StatusCode::UNAUTHORIZED),
        ("10.1.2.3", &[(PERSON, "mia.member, max.manager")], StatusCode::UNAUTHORIZED),
        ("10.1.2.3", &[(PERSON, "gone.girl")], StatusCode::FORBIDDEN),
        ("10.1.2.3", &[(PERSON, "Gone.Girl")], StatusCode::FORBIDDEN),
    ] {
        let answer = site.send(request(Method::GET, path, peer, headers, "")).await;
        assert_eq!(answer.status, status, "{peer} {headers:?}");
        assert!(status == StatusCode::OK || !answer.body.contains("zebra"), "{}", answer.body);
    }
    let mut foreign = request(Method::GET, path, "10.1.2.3", &[], "");
    foreign.headers_mut().insert(PERSON, HeaderValue::from_bytes(b"l\xc3\xa9na").unwrap());
    assert_eq!(site.send(foreign).await.status, StatusCode::UNAUTHORIZED);
    // In-process requests have no address at all.
    assert_eq!(site.get_with(path, &[(PERSON, "mia.member")]).await.status, StatusCode::UNAUTHORIZED);
    let json = site.get("/api/v1/search?q=zebra").await;
    assert_eq!((json.status, json.json()["error"]["code"].as_str()), (StatusCode::UNAUTHORIZED, Some("not_the_proxy")));
}

#[tokio::test]
async fn a_person_is_known_by_id_or_mail_in_any_case_and_else_is_one_of_their_own() {
    let folder = folder();
    let site = behind_proxy(&folder);
    for (named, words) in [
        ("mia.member", "Mia"),
        ("MIA@KB.example", "Mia"),
        ("Mia.MEMBER", "Mia"),
        ("stranger@kb.example", "proxy:stranger@kb.example"),
        ("Stranger@kb.example", "proxy:stranger@kb.example"),
        ("local-0000", "proxy:local-0000"),
    ] {
        let page = get_as(&site, named, "/yours").await;
        assert!(page.body.contains(&format!("You are <strong>{words}</strong>")), "{named}: {}", page.body);
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.header("set-cookie").is_empty());
    }
    let named = [(PERSON, "new@kb.example"), ("x-name", "New Person")];
    let page = site.send(request(Method::GET, "/yours", "10.1.2.3", &named, "")).await;
    assert!(page.body.contains("<strong>New Person</strong>"), "{}", page.body);
}

#[test]
fn what_is_missing_or_wrong_is_said_before_anything_is_served() {
    for (section, words) in [
        ("mode = \"proxy\"", "`header`"),
        ("mode = \"proxy\"\nheader = \"X-Person\"", "`from`"),
        ("mode = \"proxy\"\nheader = \"X Person\"\nfrom = [\"10.0.0.1\"]", "no name of a header"),
        ("mode = \"proxy\"\nheader = \"X-Person\"\nfrom = [\"10.0.0.0/33\"]", "no address or range"),
        ("mode = \"ldap\"", "unknown variant"),
        ("mode = \"oidc\"\nissuer = \"https://id.example\"\nclient_id = \"kb\"", "`base`"),
        ("mode = \"oidc\"\nbase = \"https://kb.example\"\nclient_id = \"kb\"", "`issuer`"),
        ("mode = \"oidc\"\nbase = \"https://kb.example\"\nissuer = \"https://id.example\"", "`client_id`"),
        (
            "mode = \"oidc\"\nbase = \"http://kb.example\"\nissuer = \"https://id.example\"\nclient_id = \"kb\"",
            "in clear",
        ),
        (
            "mode = \"oidc\"\nbase = \"https://kb.example\"\nissuer = \"http://id.example/x\"\nclient_id = \"kb\"",
            "in clear",
        ),
        (
            "mode = \"oidc\"\nbase = \"https://kb.example\"\nissuer = \"https://id.example\"\nclient_id = \"kb\"\nroles = {a = \"king\"}",
            "no role",
        ),
    ] {
        let error = identity(section).unwrap_err().to_string();
        assert!(error.contains(words), "{section}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_that_counts_is_that_of_the_connection() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let folder = folder();
    for (from, status) in [("127.0.0.1", "200"), ("10.0.0.0/8", "401")] {
        let proxied = identity(&format!("mode = \"proxy\"\nheader = \"X-Person\"\nfrom = [\"{from}\"]\n")).unwrap();
        let site = Site::identified(folder.path(), proxied, Arc::new(Fixed(morning())), |_| {});
        let mut stream = tokio::net::TcpStream::connect(site.listen().await).await.unwrap();
        let request = "GET /yours HTTP/1.1\r\nhost: localhost\r\nx-person: mia.member\r\nx-forwarded-for: 10.0.0.1\r\n\
                       forwarded: for=10.0.0.1\r\nconnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{from}: {answer}");
    }
}

/// What is read elsewhere leads back to where people are: over TLS where the proxy, and nobody else, says so.
#[tokio::test]
async fn the_feed_leads_back_over_tls() {
    let folder = folder();
    let site = behind_proxy(&folder);
    let secure = ("x-forwarded-proto", "https");
    for (peer, headers, begins) in [
        ("10.1.2.3", &[(PERSON, "mia.member"), secure][..], Some("https://kb.example/")),
        ("10.1.2.3", &[(PERSON, "mia.member")], Some("http://kb.example/")),
        ("10.2.0.1", &[(PERSON, "mia.member"), secure], None),
    ] {
        let feed = site.send(request(Method::GET, "/new.atom", peer, headers, "")).await;
        assert_eq!(feed.status == StatusCode::OK, begins.is_some(), "{peer}");
        assert!(begins.is_none_or(|begins| feed.body.contains(&format!("href=\"{begins}"))), "{}", feed.body);
    }
}

//! Ways out of the content folder, and ways to somebody else's site: there are none.

use std::os::unix::fs::symlink;

use axum::http::StatusCode;

use crate::folder::Folder;
use crate::site::Site;

const SECRET: &str = "zzsecret";

/// A content folder with secrets in and around it.
fn surrounded() -> Folder {
    let outer = Folder::new();
    for secret in [
        "secret.png",
        "secret.md",
        "aside/secret.png",
        "content/.env",
        "content/.env.png",
        "content/.git/config",
        "content/.git/x.png",
        "content/.git/x.md",
        "content/notes.txt",
        "content/data/search/x",
        "content/data/lock",
        "content/deep/.hidden/x.png",
        "content/deep/.hidden/x.md",
    ] {
        outer.write(secret, SECRET);
    }
    outer.write("content/fieldlore.toml", format!("name = \"N\" # {SECRET}\n"));
    outer.write("content/people.yaml", format!("people:\n  a.b: {{name: A, mails: [{SECRET}@x.example]}}\n"));
    outer.write("content/a.md", "# A\n\n![x](../secret.png) [y](../secret.md) [z](.git/config) ![w](link.png)\n");
    outer.write("content/r.md", format!("---\ntitle: R\nvisibility: restricted\n---\n{SECRET}\n"));
    outer.write("content/p.png", "picture");
    let links = [
        ("../secret.png", "link.png"),
        ("../secret.md", "link.md"),
        ("../aside", "folder"),
        (".git", "inner"),
        (".git/config", "config.png"),
        (".git/config", "config.md"),
        (".env", "env.svg"),
        ("r.md", "r.png"),
        ("people.yaml", "people.png"),
        ("fieldlore.toml", "toml.jpg"),
        ("loop.png", "loop.png"),
        ("/etc", "etc"),
        ("/etc/passwd", "passwd.png"),
        ("/proc/self/environ", "environ.png"),
    ];
    for (target, name) in links {
        symlink(target, outer.at(&format!("content/{name}"))).unwrap();
    }
    outer
}

#[tokio::test]
async fn no_way_of_writing_a_path_leads_out_of_the_folder() {
    let outer = surrounded();
    let site = Site::public(&outer.at("content"));
    assert_eq!(site.get("/files/p.png").await.body, "picture");
    let ups = ["..", "%2e%2e", ".%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "....", "..;", ".", "%2e", "p.png/.."];
    let slashes = ["/", "%2f", "%252f", "\\", "%5c", "%255c", "//", "/./"];
    let targets = ["secret.png", "secret.md", "aside/secret.png", "content/.env", "etc/passwd"];
    let mut paths: Vec<String> = Vec::new();
    for up in ups {
        for slash in slashes {
            for target in targets {
                let target = target.replace('/', slash);
                paths.push(format!("{up}{slash}{target}"));
                paths.push(format!("deep{slash}{up}{slash}{up}{slash}{target}"));
            }
        }
    }
    let plain = [
        ".env",
        ".env.png",
        ".git/config",
        ".git/x.png",
        ".git/x.md",
        "%2egit/x.png",
        "deep/.hidden/x.png",
        "deep/.hidden/x.md",
        "notes.txt",
        "fieldlore.toml",
        "people.yaml",
        "taxonomy.yaml",
        "data/lock",
        "data/search/x",
        "r.md",
        "r",
        "r.png",
        "link.png",
        "link.md",
        "link",
        "folder/secret.png",
        "inner/x.png",
        "inner/x.md",
        "inner/x",
        "config.png",
        "config.md",
        "config",
        "env.svg",
        "people.png",
        "toml.jpg",
        "loop.png",
        "etc/passwd",
        "passwd.png",
        "environ.png",
        "/etc/passwd",
        "/p.png",
        "%2fetc%2fpasswd",
        "p.png%00",
        "p.png%00.md",
        "%00p.png",
        "p.png/",
        "./p.png",
        "P.PNG",
        "CON",
        "p.png::$DATA",
        "file:///etc/passwd",
        "p.png%20",
        "p.png.",
        "a.md",
        "data",
        "",
    ];
    paths.extend(plain.map(str::to_owned));
    for path in paths {
        for door in
            ["/files/", "/source/", "/assets/", "/page/", "/copy/page/", "/open/page/", "/", "/events/", "/health/"]
        {
            let address = format!("{door}{path}");
            if address.parse::<axum::http::Uri>().is_err() || address == "/" || address == "/source/a.md" {
                continue;
            }
            let answer = site.get(&address).await;
            let refused = [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST, StatusCode::PERMANENT_REDIRECT];
            assert!(refused.contains(&answer.status), "{address}: {}", answer.status);
            assert!(!answer.body.contains(SECRET) && !answer.body.contains("root:"), "{address}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn nothing_that_links_lead_to_is_read() {
    let outer = surrounded();
    let site = Site::public(&outer.at("content"));
    let everything =
        ["/", "/search?q=zzsecret", "/api/v1/search?q=zzsecret", "/page/a", "/content-health", "/source/a.md"];
    for path in everything {
        let body = site.get(path).await.body.replace("zzsecret", "");
        assert!(
            !body.contains("/page/config") && !body.contains("/page/inner") && !body.contains("/page/link"),
            "{path}: {body}"
        );
    }
    assert_eq!(site.get("/api/v1/search?q=zzsecret").await.json()["total"], 0);
    let page = site.get("/page/a").await.body;
    assert!(!page.contains("/files/"), "{page}");
}

#[tokio::test]
async fn no_redirect_leads_to_another_site() {
    let folder = Folder::new();
    let aliases = [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "evil.example",
        "lesson///evil.example",
        "lesson/x\r\nset-cookie: a=b",
        "\t//evil.example",
    ];
    let list = serde_json::to_string(&aliases).unwrap();
    folder.write("lessons/a.md", format!("---\ntitle: A\naliases: {list}\nid: \"//evil.example\"\n---\nx\n"));
    folder.write("lessons/b.md", "---\ntitle: B\nid: \"\\\\\\\\evil.example/\\r\\nx: y\"\naliases: [old]\n---\nx\n");
    folder.write("\\evil.example/c.md", "---\ntitle: C\naliases: [was]\n---\nx\n");
    let site = Site::new(folder.path());
    let mut seen = 0;
    let doors =
        ["/", "/lesson/", "/page/", "//", "/\\", "/%5c", "/%2f", "/%09/", "/lesson//", "/win-loss/", "/lesson/%2f"];
    let rest = [
        "evil.example",
        "/evil.example",
        "%5cevil.example",
        "%2f%2fevil.example",
        "old",
        "was",
        "lesson",
        "lesson/old",
        "page/was",
        "https:%2f%2fevil.example%2f",
        "https://evil.example/",
        "javascript:alert(1)",
        "%5c%5cevil.example",
        "lesson%2f%2f%2fevil.example",
        "x%0d%0aset-cookie:%20a=b",
        "win-loss",
        "WIN_LOSS",
        "lesson?next=//evil.example",
        "",
    ];
    for address in doors.iter().flat_map(|door| rest.iter().map(move |rest| format!("{door}{rest}"))) {
        if address.parse::<axum::http::Uri>().is_err() {
            continue;
        }
        let answer = site.get(&address).await;
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
        let own = cookies.iter().all(|cookie| cookie.as_bytes().starts_with(b"fieldlore_person="));
        assert!(own && cookies.len() < 2 && !answer.headers.contains_key("refresh"), "{address}");
        if let Some(location) = answer.headers.get("location") {
            let location = location.to_str().unwrap();
            seen += 1;
            let here = location.starts_with('/') && !location[1..].starts_with(['/', '\\', '\t']);
            assert!(here && !location.contains(['\\', '\r', '\n']), "{address} leads to {location}");
        }
    }
    assert!(seen > 5, "only {seen} redirects were tried");
}

//! Bytes on a connection: what is no request, half of one, and a server that stops.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::folder::sample;
use crate::site::Site;

/// Sends bytes as they are and reads what comes until the other side closes or has nothing more to say.
async fn talk(address: SocketAddr, said: impl Into<Vec<u8>>) -> String {
    let said = said.into();
    // Where many connect at once, connecting waits for the server, whose thread must not be the one that waits.
    tokio::task::spawn_blocking(move || converse(TcpStream::connect(address).unwrap(), &said)).await.unwrap()
}

/// The same on a connection that is there already.
async fn talk_on(stream: TcpStream, said: impl Into<Vec<u8>>) -> String {
    let said = said.into();
    tokio::task::spawn_blocking(move || converse(stream, &said)).await.unwrap()
}

fn converse(mut stream: TcpStream, said: &[u8]) -> String {
    // A server that has heard enough may close before all is said.
    let _ = stream.write_all(said);
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
    String::from_utf8_lossy(&heard).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_refused_and_others_are_served() {
    let site = Site::new(&sample());
    let address = site.listen_with(Duration::from_secs(5)).await;
    let head = |first: &str, rest: &str| format!("{first}\r\nHost: localhost\r\nConnection: close\r\n{rest}\r\n");
    let headers: String = (0..500).map(|number| format!("x-{number}: y\r\n")).collect();
    let rows = [
        (head(&format!("GET /{} HTTP/1.1", "x".repeat(2 << 20)), ""), "414 431"),
        (head(&format!("GET /search?q={} HTTP/1.1", "x".repeat(2 << 20)), ""), "414 431"),
        (head("GET / HTTP/1.1", &headers), "431"),
        (head("GET / HTTP/1.1", &format!("x: {}\r\n", "y".repeat(2 << 20))), "431"),
        (head("GET / HTTP/1.1", "x: a\0b\r\n"), "400"),
        (head("GET / HTTP/1.1", "x y: z\r\n"), "400"),
        (head("GET / HTTP/1.1", "Host: evil.example\r\n"), "421"),
        (head("GET http://evil.example/ HTTP/1.1", ""), "421"),
        (head("GET / HTTP/1.1", "Content-Length: 5\r\nContent-Length: 6\r\n"), "400"),
        (head("GET /no space HTTP/1.1", ""), "400"),
        (head("G<T / HTTP/1.1", ""), "400"),
        (head("GET / HTTP/9.9", ""), "400"),
        ("GET / HTTP/1.0\r\n\r\n".to_owned(), "421"),
        ("\u{16}\u{3}\u{1}TLS hello\r\n\r\n".to_owned(), "400"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), "400 421 505 closed"),
        (head("OPTIONS * HTTP/1.1", ""), "404 405"),
        (head("CONNECT evil.example:80 HTTP/1.1", ""), "421 405"),
        (head("GET /help HTTP/1.1", "x-caf\u{e9}: y\r\n"), "400"),
        (head("GET /help HTTP/1.1", "x: caf\u{e9} \u{202e}\r\n"), "200"),
    ];
    for (said, statuses) in rows {
        let first: String = said.chars().take(60).collect();
        let heard = talk(address, said).await;
        let status = heard.split(' ').nth(1).unwrap_or("closed").to_owned();
        assert!(statuses.contains(&status), "{first:?}: {:?}", heard.chars().take(90).collect::<String>());
    }
    let heard = talk(address, head("GET /help HTTP/1.1", "")).await;
    assert!(heard.starts_with("HTTP/1.1 200") && heard.ends_with("</html>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_request_is_closed_while_others_are_served() {
    let site = Site::new(&sample());
    let address = site.listen_with(Duration::from_millis(300)).await;
    let halves = ["", "G", "GET /help HT", "GET /help HTTP/1.1\r\nHost: localhost\r\nx: y"];
    let mut waiting = Vec::new();
    for half in halves {
        for _ in 0..50 {
            waiting.push(tokio::spawn(talk(address, half)));
        }
    }
    // A connection that was answered and says nothing more is half a request as well.
    waiting.push(tokio::spawn(talk(address, "GET /help HTTP/1.1\r\nHost: localhost\r\n\r\n")));
    let whole = talk(address, "GET /help HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    assert!(whole.starts_with("HTTP/1.1 200"), "{whole}");
    for each in waiting {
        let heard = each.await.unwrap();
        assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 408") || heard.starts_with("HTTP/1.1 200"), "{heard}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_ends_idle_connections_and_streams() {
    let site = Site::new(&sample());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = fieldlore::web::router(site.app.clone());
    let served = tokio::spawn(fieldlore::web::serve(listener, router, site.app.stop.clone(), Duration::from_secs(600)));
    // Connected before the server is told to stop, however busy the machine is.
    let connection = || TcpStream::connect(address).unwrap();
    let idle = tokio::spawn(talk_on(connection(), "GET /help HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    let stream = tokio::spawn(talk_on(connection(), "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    let asked = talk(address, "GET /help HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    assert!(asked.starts_with("HTTP/1.1 200"));
    site.app.stop.cancel();
    served.await.unwrap();
    for each in [idle, stream] {
        each.await.unwrap();
    }
}

//! Entry pages under load beside nginx that serves the same bytes, and what a first visit costs on the wire.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::process::Server;

/// A page with everything that an answer has.
pub const PAGE: &str = "/objection/erp-already-has-scheduling";
/// How often each side is measured, in turn.
const ROUNDS: usize = 3;

/// Measures the playbook of this repository.
pub fn measure() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let data = tempfile::tempdir().expect("a folder");
    let server = Server::start(&content, data.path());
    println!("one entry page of the sample playbook");
    first_visit(&server.address);
    if ["wrk", "nginx"].iter().any(|program| !is_there(program)) {
        println!("  skipped: requests/s need wrk and nginx, and one of them is not on this machine\n");
        return;
    }
    for encoding in ["identity", "gzip"] {
        beside_nginx(&server, encoding);
    }
    println!("  {:<52} {:>9.0}\n", "memory after that, MB", server.memory_mb());
}

pub fn is_there(program: &str) -> bool {
    Command::new(program).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// The page with style, script and icon, heads of the answers included.
fn first_visit(address: &str) {
    let page = String::from_utf8_lossy(&fetch(address, PAGE, "identity").1).into_owned();
    let assets: Vec<_> = page.split('"').filter(|part| part.starts_with("/assets/")).collect();
    for encoding in ["br", "gzip", "identity"] {
        let of = |path: &str| {
            let (head, body) = fetch(address, path, encoding);
            head.len() + body.len()
        };
        let all = of(PAGE) + assets.iter().map(|path| of(path)).sum::<usize>();
        let name = format!("first visit, page with {} assets, {encoding}, kB", assets.len());
        println!("  {name:<52} {:>9.1}", all as f64 / 1000.0);
    }
}

/// Head and body of an answer, as they come.
fn fetch(address: &str, path: &str, encoding: &str) -> (Vec<u8>, Vec<u8>) {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("the request can be sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the answer");
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
    let body = answer.split_off(end);
    (answer, body)
}

fn beside_nginx(server: &Server, encoding: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = fetch(&server.address, PAGE, "identity").1;
    let body = fetch(&server.address, PAGE, encoding).1;
    let nginx = Nginx::start(folder.path(), &whole, (encoding == "gzip").then_some(body.as_slice()));
    let theirs = format!("http://{}/page.html", nginx.address);
    let ours = format!("http://{}{PAGE}", server.address);
    assert!(fetch(&nginx.address, "/page.html", encoding).1 == body, "nginx serves other bytes");
    let (mut our_rates, mut their_rates) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        // The first round only warms up.
        let seconds = if round == 0 { 1 } else { 5 };
        let (our_rate, their_rate) = (rate(&ours, encoding, seconds), rate(&theirs, encoding, seconds));
        if round > 0 {
            our_rates.push(our_rate);
            their_rates.push(their_rate);
        }
    }
    let name = format!("requests/s, {:.1} kB, {encoding}, beside nginx", body.len() as f64 / 1000.0);
    crate::row(&name, crate::percentile(&mut our_rates, 0.5), crate::percentile(&mut their_rates, 0.5));
}

/// Requests a second at 64 connections.
fn rate(address: &str, encoding: &str, seconds: u32) -> f64 {
    rate_with(address, encoding, seconds, "Accept: */*")
}

/// The same with one more header.
pub fn rate_with(address: &str, encoding: &str, seconds: u32, header: &str) -> f64 {
    let encoding = format!("Accept-Encoding: {encoding}");
    let output = Command::new("wrk")
        .args(["-t2", "-c64", &format!("-d{seconds}s"), "-H", &encoding, "-H", header, address])
        .output()
        .expect("wrk runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(!text.contains("Non-2xx"), "{text}");
    let line = text.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    line.and_then(|rate| rate.trim().parse().ok()).expect("wrk says how many requests were answered")
}

/// A running nginx with one page, ended when it is dropped.
struct Nginx {
    child: Child,
    address: String,
}

impl Nginx {
    fn start(folder: &Path, page: &[u8], packed: Option<&[u8]>) -> Nginx {
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        // Its workers may run as somebody else.
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).expect("an open folder");
        std::fs::write(folder.join("page.html"), page).expect("the page");
        if let Some(packed) = packed {
            std::fs::write(folder.join("page.html.gz"), packed).expect("the packed page");
        }
        let config = folder.join("nginx.conf");
        std::fs::write(&config, configuration(folder, port)).expect("its configuration");
        let child = Command::new("nginx").arg("-c").arg(&config).stderr(Stdio::null()).spawn().expect("nginx starts");
        let address = format!("127.0.0.1:{port}");
        for _ in 0..1000 {
            if TcpStream::connect(&address).is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        Nginx { child, address }
    }
}

/// Two workers, no log of requests, and what it is usually tuned by.
fn configuration(folder: &Path, port: u16) -> String {
    let folder = folder.display();
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let kinds: String = kinds.iter().map(|kind| format!("{kind}_temp_path {folder}/{kind}; ")).collect();
    format!(
        "daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log;\n\
         events {{ worker_connections 1024; }}\n\
         http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; gzip_static on;\n\
         open_file_cache max=16; types {{ text/html html; }} {kinds}\n\
         server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n"
    )
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Killed outright it would leave its workers behind; told to end, it takes them along.
        let ended = Command::new("kill").arg(self.child.id().to_string()).status();
        if !ended.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

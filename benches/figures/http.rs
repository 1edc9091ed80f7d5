//! One connection that stays open, for timing without a client library's own cost.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A client on one connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    address: String,
}

impl Client {
    /// Connects, with patience: the server may still be starting.
    pub fn open(address: &str) -> Client {
        for _ in 0..3000 {
            if let Ok(stream) = TcpStream::connect(address) {
                stream.set_nodelay(true).expect("a socket takes options");
                return Client { stream: BufReader::new(stream), address: address.to_owned() };
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        panic!("nobody listens on {address}");
    }

    /// The body of the answer.
    pub fn get(&mut self, path: &str) -> String {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        self.send(&request).1
    }

    /// The status of the answer to JSON from somebody with a cookie.
    pub fn post(&mut self, path: &str, cookie: &str, json: &str) -> u16 {
        let (address, length) = (&self.address, json.len());
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{json}"
        );
        self.send(&request).0
    }

    /// Status and body of the answer.
    fn send(&mut self, request: &str) -> (u16, String) {
        self.stream.get_mut().write_all(request.as_bytes()).expect("the request can be sent");
        let status = self.line().split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
            chunked |= line.starts_with("transfer-encoding: chunked");
        }
        let body = if chunked { self.chunks() } else { self.bytes(length) };
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("a line of the answer");
        line.trim_end().to_owned()
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("the body");
        body
    }

    fn chunks(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let length = usize::from_str_radix(&self.line(), 16).expect("the length of a chunk");
            body.extend(self.bytes(length));
            self.line();
            if length == 0 {
                return body;
            }
        }
    }
}

/// A text for a query string.
pub fn encoded(text: &str) -> String {
    let letter =
        |byte: u8| if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(letter).collect()
}

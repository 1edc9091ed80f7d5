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
        self.stream.get_mut().write_all(request.as_bytes()).expect("the request can be sent");
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
        String::from_utf8_lossy(&body).into_owned()
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

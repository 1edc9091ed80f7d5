//! A real server: a process that can be killed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running `fieldlore serve`, killed when it is dropped.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    pub fn start(content: &Path, data: &Path) -> Server {
        Server::run(Command::new(env!("CARGO_BIN_EXE_fieldlore")), content, data)
    }

    /// The same where no file can grow beyond so many blocks of 512 bytes, which stands for a full disk.
    pub fn on_a_disk_of(blocks: u32, content: &Path, data: &Path) -> Server {
        let mut shell = Command::new("sh");
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        shell.arg("-c").arg(limited).arg(env!("CARGO_BIN_EXE_fieldlore"));
        Server::run(shell, content, data)
    }

    /// The same where no program is found, git among them.
    pub fn without_programs(settings: &Path, content: &Path, data: &Path) -> Server {
        let mut program = Command::new(env!("CARGO_BIN_EXE_fieldlore"));
        program.env("PATH", data).env("FIELDLORE_CONFIG", settings);
        Server::run(program, content, data)
    }

    fn run(mut command: Command, content: &Path, data: &Path) -> Server {
        command.args(["serve", "--listen", "127.0.0.1:0", "--model", "none", "--content"]);
        let command = command.arg(content).arg("--data").arg(data).env("RUST_LOG", "error");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.take(9).find_map(|line| Some(line.split_once("http://")?.1.trim().to_owned())).unwrap();
        Server { child, address }
    }

    /// Kills it outright, without a last word.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Votes as somebody; the status of the answer, where there was one.
pub fn vote(address: &str, person: &str, answer: &str, value: &str) -> Option<u16> {
    let body = serde_json::json!({ "answer": answer, "value": value }).to_string();
    let head = format!(
        "Cookie: fieldlore_person={person}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
        body.len()
    );
    Some(send(address, "POST /api/v1/votes", &head, &body)?.0)
}

/// Status and whole text of a page.
pub fn get(address: &str, path: &str) -> Option<(u16, String)> {
    send(address, &format!("GET {path}"), "", "")
}

fn send(address: &str, what: &str, head: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    write!(stream, "{what} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{head}\r\n{body}").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.get(9..12)?.parse().ok()?;
    Some((status, answer))
}

//! The two programs that are measured, and what the system says of them.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running `fieldlore serve`, ended when it is dropped.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Starts it where words alone are searched for.
    pub fn start(content: &Path, data: &Path) -> Server {
        Server::run(content, data, "none")
    }

    /// Starts it with the bundled model.
    pub fn with_meaning(content: &Path, data: &Path) -> Server {
        Server::run(content, data, "bundled")
    }

    /// Starts it on a free port and waits until it says where it listens.
    fn run(content: &Path, data: &Path, model: &str) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_fieldlore"))
            .args(["serve", "--listen", "127.0.0.1:0", "--model", model, "--content"])
            .arg(content)
            .arg("--data")
            .arg(data)
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let address =
            lines.map_while(Result::ok).find_map(|line| Some(line.split_once("http://")?.1.trim().to_owned()));
        Server { child, address: address.expect("the server says where it listens") }
    }

    fn status(&self, name: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
    }

    /// Memory in use, in MB.
    pub fn memory_mb(&self) -> f64 {
        self.status("VmRSS")
    }

    /// The most memory so far, in MB.
    pub fn peak_mb(&self) -> f64 {
        self.status("VmHWM")
    }

    /// User and system seconds so far.
    pub fn cpu_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let after = stat.rsplit_once(") ").map(|(_, after)| after.to_owned()).unwrap_or_default();
        let ticks = |index: usize| {
            after.split_whitespace().nth(index).and_then(|text| text.parse::<f64>().ok()).unwrap_or(f64::NAN)
        };
        (ticks(11) + ticks(12)) / 100.0
    }

    /// Ends it.
    pub fn stop(self) {}
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The floor program.
pub struct Floor {
    program: PathBuf,
}

/// What indexing cost the floor.
pub struct Below {
    pub cpu_seconds: f64,
    pub peak_mb: f64,
}

/// A running floor server, ended when it is dropped.
pub struct FloorServer {
    child: Child,
    pub address: String,
}

impl Floor {
    /// Builds it in release mode, once.
    pub fn build(source: &Path, work: &Path) -> Floor {
        let copy = work.join("floor");
        std::fs::create_dir_all(copy.join("src")).expect("a folder for the floor");
        for file in ["Cargo.toml", "src/main.rs"] {
            std::fs::copy(source.join(file), copy.join(file)).expect("the floor's source");
        }
        let target = work.join("floor-target");
        let built = Command::new("cargo")
            .args(["build", "--release", "--quiet"])
            .current_dir(&copy)
            .env("CARGO_TARGET_DIR", &target)
            .status();
        assert!(built.is_ok_and(|status| status.success()), "the floor could not be built");
        Floor { program: target.join("release/floor") }
    }

    fn run(&self, arguments: &[&std::ffi::OsStr]) -> String {
        let output = Command::new(&self.program).args(arguments).output().expect("the floor runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Reads, renders and indexes every file with two threads.
    pub fn all(&self, corpus: &Path, index: &Path) -> Below {
        let text = self.run(&["all".as_ref(), corpus.as_os_str(), index.as_os_str(), "2".as_ref()]);
        Below { cpu_seconds: number(&text, "cpu_s="), peak_mb: number(&text, "peak_mb=") }
    }

    /// One file changed and searchable: p50 and p90 in ms.
    pub fn update(&self, corpus: &Path, index: &Path) -> (f64, f64) {
        let text = self.run(&["update".as_ref(), corpus.as_os_str(), index.as_os_str()]);
        let line = text.lines().find(|line| line.starts_with("update")).unwrap_or_default();
        (number(line, "p50="), number(line, "p90="))
    }

    /// Answers queries over HTTP.
    pub fn serve(&self, index: &Path) -> FloorServer {
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        let child = Command::new(&self.program)
            .args(["serve".as_ref(), port.to_string().as_ref(), index.as_os_str()])
            .stdout(Stdio::null())
            .spawn()
            .expect("the floor serves");
        FloorServer { child, address: format!("127.0.0.1:{port}") }
    }
}

impl Drop for FloorServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn number(text: &str, name: &str) -> f64 {
    let after = text.split(name).nth(1).unwrap_or_default();
    let digits: String = after.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    digits.parse().unwrap_or(f64::NAN)
}

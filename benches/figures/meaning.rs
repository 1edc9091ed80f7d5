//! What it costs that search understands meaning: a server with the model beside one without, of the same content.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fieldlore::config::ModelSource;
use fieldlore::search::meaning::Model;

use crate::http::{Client, encoded};
use crate::process::Server;
use crate::{beyond_window, difference, figure, keystrokes, percentile, questions, timed};

/// Texts whose vectors are timed.
const TEXTS: usize = 300;
/// A kept vector without its numbers: key, scale, check sum.
const HEAD: usize = 16 + 4 + 4;
/// How long a server rests before its memory is read.
const REST: Duration = Duration::from_secs(3);
/// How long a change may take until it is found.
const PATIENCE: Duration = Duration::from_secs(60);

/// What somebody writes into an entry, and what somebody else asks for who uses none of its words.
const CHANGES: [([&str; 2], &str); 5] = [
    (
        ["Penguins refuse orange lifejackets", "Penguins throw lifejackets overboard"],
        "antarctic birds dislike buoyancy vests",
    ),
    (["The violinist broke her bow", "Violinist without a bow"], "string musician damaged instrument"),
    (["Volcano ash grounds every flight", "Flights stopped by the volcano"], "eruption prevents aircraft departures"),
    (["Astronauts grow lettuce in orbit", "Lettuce for astronauts"], "cosmonauts farming vegetables aboard spacecraft"),
    (["Beekeepers lost all hives", "Frost emptied the beehives"], "apiary insects died during cold weather"),
];

/// The vector of one question with nothing around it, and the model's memory where there is next to nothing to search;
/// answers with the latter, in MB.
pub fn model() -> f64 {
    let started = Instant::now();
    let model = Model::load(&ModelSource::Bundled).expect("the model can be read").expect("there is a model");
    let loaded = started.elapsed();
    let embed = |text: String| timed(|| model.embed(&text)) * 1e3;
    let mut times: Vec<f64> = questions::wordings().step_by(7).take(TEXTS).map(embed).collect();
    println!("the sentence model");
    figure("loaded and tried once, ms", loaded.as_secs_f64() * 1e3);
    figure("the vector of a question alone, p50 µs", percentile(&mut times, 0.50));
    figure("the vector of a question alone, p99 µs", percentile(&mut times, 0.99));
    let memory = with_one_entry();
    figure("idle memory that it adds with one entry, MB", memory);
    println!();
    memory
}

fn with_one_entry() -> f64 {
    let content = tempfile::tempdir().expect("a folder");
    questions::write(content.path(), 1);
    let both = Both::start(content.path());
    both.with.memory_mb() - both.without.memory_mb()
}

/// Measures a corpus.
pub fn measure(size: usize, corpus: &Path, model_mb: f64) {
    println!("{size} files: with meaning, without, and the difference");
    let both = Both::start(corpus);
    both.reading(size);
    both.memory(size, model_mb);
    both.typing(corpus);
    let (_data, with) = both.restarted(corpus);
    changing(&with, corpus);
    println!();
}

/// Two servers of the same content, everything read for its meaning by one of them.
struct Both {
    with: Server,
    without: Server,
    data: [tempfile::TempDir; 2],
    /// From the start until everything was read.
    read: Duration,
}

impl Both {
    fn start(content: &Path) -> Both {
        let data = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
        let without = Server::start(content, data[1].path());
        first_answer(&without);
        let started = Instant::now();
        let with = Server::with_meaning(content, data[0].path());
        until_understood(&with);
        let read = started.elapsed();
        std::thread::sleep(REST);
        Both { with, without, data, read }
    }

    /// What reading cost, and what it left on disk.
    fn reading(&self, size: usize) {
        let cpu = self.with.cpu_seconds() - self.without.cpu_seconds();
        let (texts, bytes) = kept(self.data[0].path());
        figure("read for their meaning, index and all, wall s", self.read.as_secs_f64());
        figure("… CPU s beside the index", cpu);
        figure("… CPU ms an entry", cpu * 1e3 / size as f64);
        figure("… CPU ms a text", cpu * 1e3 / texts as f64);
        figure("texts an entry", texts as f64 / size as f64);
        figure("vectors on disk, kB an entry", bytes as f64 / 1e3 / size as f64);
    }

    fn memory(&self, size: usize, model_mb: f64) {
        let (with, without) = (self.with.memory_mb(), self.without.memory_mb());
        difference("idle memory, MB", with, without);
        let vectors = (with - without - model_mb).max(0.0);
        figure("… of the difference, vectors, kB an entry", vectors * 1048.576 / size as f64);
    }

    fn typing(&self, corpus: &Path) {
        let (mut with, mut without) = (Client::open(&self.with.address), Client::open(&self.without.address));
        let (mut times_with, mut times_without) = (Vec::new(), Vec::new());
        let queries = keystrokes(corpus);
        for round in 0..3 {
            for query in &queries {
                let path = format!("/api/v1/search?q={}&limit=10&facets=0", encoded(query));
                let (time_with, time_without) = (timed(|| with.get(&path)), timed(|| without.get(&path)));
                if round > 0 {
                    times_with.push(time_with);
                    times_without.push(time_without);
                }
            }
        }
        for (name, share) in [("search as you type, p50 ms", 0.50), ("search as you type, p99 ms", 0.99)] {
            difference(name, percentile(&mut times_with, share), percentile(&mut times_without, share));
        }
    }

    /// Ends both and starts them with what they kept; answers with the one that understands, and its data.
    fn restarted(self, corpus: &Path) -> (tempfile::TempDir, Server) {
        let [data, other] = self.data;
        self.without.stop();
        self.with.stop();
        let started = Instant::now();
        first_answer(&Server::start(corpus, other.path()));
        let without = started.elapsed();
        let started = Instant::now();
        let with = Server::with_meaning(corpus, data.path());
        first_answer(&with);
        difference("restart, to first answer, s", started.elapsed().as_secs_f64(), without.as_secs_f64());
        until_understood(&with);
        figure("… until all is known from kept vectors, s", started.elapsed().as_secs_f64());
        (data, with)
    }
}

fn first_answer(server: &Server) {
    let answer = Client::open(&server.address).get("/api/v1/search?q=deal&limit=1");
    assert!(answer.contains("results"), "{answer}");
}

/// Waits until a server has read everything for its meaning.
fn until_understood(server: &Server) {
    let mut client = Client::open(&server.address);
    loop {
        let health = client.get("/health?diagnostics=0");
        let state = health.split(r#""meaning":{"state":""#).nth(1).and_then(|rest| rest.split('"').next());
        match state {
            Some("ready") => return,
            // The model is loaded a moment after the server listens.
            Some("off" | "loading" | "reading") => {}
            // Those who wait for it would wait for ever.
            _ => panic!("nothing is read for its meaning: {health}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn vectors(data: &Path) -> PathBuf {
    let mut files = std::fs::read_dir(data.join("vectors")).expect("kept vectors").flatten();
    files.next().expect("the file of the model").path()
}

/// How many vectors are kept, and how large their file is.
fn kept(data: &Path) -> (usize, usize) {
    let bytes = std::fs::read(vectors(data)).expect("kept vectors");
    let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let dimensions = String::from_utf8_lossy(first_line).rsplit(' ').next().and_then(|number| number.parse().ok());
    let dimensions: usize = dimensions.expect("the first line ends with how many numbers a vector has");
    ((bytes.len() - first_line.len() - 1) / (HEAD + dimensions), bytes.len())
}

/// One entry becomes another, until a question in other words finds it first, over HTTP.
fn changing(server: &Server, corpus: &Path) {
    let path = corpus.join("d01/p1.md");
    let before = std::fs::read(&path).expect("a file of the corpus");
    let mut client = Client::open(&server.address);
    let (mut times, mut unfound) = (Vec::new(), 0);
    for ([title, first], asked) in CHANGES {
        let question = format!("/api/v1/search?q={}&limit=1&facets=0", encoded(asked));
        let started = Instant::now();
        std::fs::write(&path, format!("---\ntitle: {title}\n---\n\n{first}.\n")).expect("the file can be written");
        while !client.get(&question).contains(&format!("\"title\":\"{title}\"")) && started.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(5));
        }
        match started.elapsed() {
            time if time < PATIENCE => times.push(beyond_window(time.as_secs_f64() * 1e3)),
            _ => unfound += 1,
        }
    }
    std::fs::write(&path, before).expect("the file can be put back");
    if !times.is_empty() {
        figure("saved to found in other words beyond the window, p50 ms", percentile(&mut times, 0.50));
    }
    if unfound > 0 {
        println!("  {unfound} of {} changes were not found in other words", CHANGES.len());
    }
}

//! Models that cannot be used: it is said which and what to do, and search goes by words.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;

use fieldlore::catalog::Understanding;
use fieldlore::config::ModelSource;

use super::onnx::{Answers, model};
use super::{Desk, PARAPHRASE, PRICE, ask, first, read, three};
use crate::cli::{fieldlore, program, text};
use crate::folder::Folder;

fn bundled(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/all-minilm-l6-v2").join(file)).unwrap()
}

/// A folder with this graph and the bundled tokenizer.
fn holding(graph: &[u8]) -> Folder {
    let folder = Folder::with("model.onnx", graph);
    folder.write("tokenizer.json", bundled("tokenizer.json"));
    folder
}

/// Bytes that look like nothing, the same each time.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_u32;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as u8
    };
    (0..count).map(next).collect()
}

/// The folders, each with words that say what is wrong.
fn unusable() -> Vec<(Folder, &'static str)> {
    let graph = bundled("model.onnx");
    let cut = |bytes: &[u8], share: usize| bytes[..bytes.len() / share].to_vec();
    let with_tokenizer = |tokenizer: &[u8]| {
        let folder = Folder::with("model.onnx", model("input_ids", Answers::Vectors(4)));
        folder.write("tokenizer.json", tokenizer);
        folder
    };
    let without = |path: &str| {
        let folder = holding(&graph[..100]);
        folder.remove(path);
        folder
    };
    let a_folder_in_its_place = without("model.onnx");
    a_folder_in_its_place.write("model.onnx/x", "");
    let answering = |answers| holding(&model("input_ids", answers));
    vec![
        (without("model.onnx"), "model.onnx: No such file"),
        (without("tokenizer.json"), "tokenizer.json: No such file"),
        (a_folder_in_its_place, "model.onnx: Is a directory"),
        (holding(b""), "model.onnx: "),
        (holding(&cut(&graph, 2)), "model.onnx: "),
        (holding(&cut(&graph, 1000)), "model.onnx: "),
        (holding(&noise(100_000)), "model.onnx: "),
        (holding(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 23\n"), "model.onnx: "),
        (with_tokenizer(b""), "tokenizer.json cannot be read: "),
        (with_tokenizer(b"{}"), "tokenizer.json cannot be read: "),
        (with_tokenizer(&cut(&bundled("tokenizer.json"), 2)), "tokenizer.json cannot be read: "),
        (with_tokenizer(&noise(1000)), "tokenizer.json cannot be read: "),
        (with_tokenizer("[".repeat(100_000).as_bytes()), "tokenizer.json cannot be read: "),
        (holding(&model("ids", Answers::Vectors(4))), "model.onnx has no `input_ids`"),
        (answering(Answers::NoRow), "its output has the shape ["),
        (answering(Answers::Vectors(0)), "its vectors have 0 numbers"),
        (answering(Answers::Vectors(5000)), "its vectors have 5000 numbers"),
        (answering(Answers::OneRow), "numbers for one text and"),
        (answering(Answers::Nothing), "its output is no direction"),
        (answering(Answers::Pieces), "its output is not of numbers"),
    ]
}

#[test]
fn a_model_that_cannot_be_used_says_why_and_what_to_do() {
    let sync = read(three().path());
    let mut models = unusable();
    models.push((Folder::new(), "model.onnx: No such file"));
    for (folder, words) in models {
        let tried = sync.understand(&ModelSource::Folder(folder.path().to_owned()), None);
        let said = tried.err().map(|error| error.to_string()).unwrap_or_default();
        let path = folder.path().to_str().unwrap();
        assert!(said.contains(path) && said.contains(words), "{words}: {said}");
        assert!(said.contains("--model none searches by words alone"), "{said}");
        assert!(said.len() < 800 && !said.contains('\n'), "{said}");
    }
}

#[test]
fn a_small_model_of_ones_own_is_used() {
    let model = holding(&model("input_ids", Answers::Vectors(4)));
    let desk = Desk::with(three(), ModelSource::Folder(model.path().to_owned()));
    desk.ready(3);
    assert!(ask(&desk.live.current(), PARAPHRASE).meaning);
}

#[test]
fn without_a_usable_model_words_alone_answer_and_it_is_told() {
    let model = holding(b"");
    let mut desk = Desk::with(three(), ModelSource::Folder(model.path().to_owned()));
    desk.wait(
        "the failure",
        |live| matches!(&*live.understanding(), Understanding::Failed(why) if why.contains("model.onnx")),
    );
    let answer = ask(&desk.live.current(), "stuck lift");
    assert_eq!((answer.hits[0].id.as_str(), answer.meaning), ("objection/lift", false));
    // Changes are followed as ever, though nobody reads them for their meaning.
    desk.folder.write("objections/lift.md", "---\ntitle: Okapi\n---\n");
    desk.follow(&["objections/lift.md"]);
    assert_eq!(first(&desk.live.current(), "okapi"), "objection/lift");
    assert_eq!(kept(&desk), 0);
}

fn kept(desk: &Desk) -> u64 {
    super::kept(desk.data.path())
}

#[test]
fn commands_end_with_the_message_and_status_two() {
    let folder = three();
    folder.write("queries.jsonl", "{\"query\": \"dear\", \"relevant\": [\"objection/price\"]}\n");
    let model = holding(b"not a model");
    let path = model.path().to_str().unwrap();
    for arguments in
        [&["search", "--content", ".", "dear"][..], &["eval", "--content", "."], &["check", ".", "--search"]]
    {
        for (named, words) in [(path, "is no model that can be used"), ("nowhere", "cannot read nowhere/model.onnx")] {
            let output = fieldlore(&[arguments, &["--model", named]].concat(), folder.path());
            let told = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
            assert!(told.starts_with("fieldlore: ") && told.contains(words), "{arguments:?}: {told}");
            assert!(told.contains("--model none") && !told.contains("panicked"), "{told}");
        }
    }
    // What does not search needs no model.
    assert_ne!(fieldlore(&["check", ".", "--model", "nowhere"], folder.path()).status.code(), Some(2));
    let found = fieldlore(&["search", "--content", ".", "--model", "bundled", PARAPHRASE, "--json"], folder.path());
    let found: serde_json::Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!(found["results"][0]["id"], PRICE);
}

#[test]
fn serve_starts_without_its_model_and_logs_why() {
    let folder = three();
    let model = holding(&noise(5000));
    let data = tempfile::tempdir().unwrap();
    let mut serve = program();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--content"]).arg(folder.path());
    serve.arg("--data").arg(data.path()).arg("--model").arg(model.path());
    let mut child = serve.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = out.find_map(|line| Some(line.split_once("http://")?.1.trim().to_owned())).unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let told = log.find(|line| line.contains("search goes by words alone")).unwrap();
    assert!(told.contains(model.path().to_str().unwrap()) && told.contains("--model none"), "{told}");
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET /api/v1/search?q=stuck+lift HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"id\":\"objection/lift\""), "{answer}");
}

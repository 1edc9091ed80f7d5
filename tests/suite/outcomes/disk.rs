//! Where nothing can be written, everything can be read, and a vote says so.

use super::server::{Server, get, vote};
use super::{DEAR, folder, token};

const ONE: &str = "objection/dear#one";
/// Two megabytes.
const BLOCKS: u32 = 4096;

#[test]
fn on_a_full_disk_votes_are_refused_in_words_and_pages_go_on() {
    let (folder, data) = (folder(&["one"]), tempfile::tempdir().unwrap());
    let server = Server::on_a_disk_of(BLOCKS, folder.path(), data.path());
    let mut taken = 0;
    let refused = loop {
        match vote(&server.address, &token(taken), ONE, "worked") {
            Some(201) if taken < 5000 => taken += 1,
            status => break status,
        }
    };
    assert_eq!(refused, Some(503), "after {taken} votes");
    assert!(taken > 10);
    // Not kept for now: what is sent is refused in words, and everything can be read.
    assert_eq!(vote(&server.address, &token(taken), ONE, "worked"), Some(503));
    for path in [DEAR, "/", "/search?q=dear", "/health"] {
        assert_eq!(get(&server.address, path).map(|answer| answer.0), Some(200), "{path}");
    }
    let (_, page) = get(&server.address, DEAR).unwrap();
    assert!(page.contains(&format!("{taken} of {taken}")), "what was taken is told");
    // A copy is not held up by it.
    let (status, copied) = get(&server.address, "/copy/objection/dear?answer=one").unwrap();
    assert!(status == 200 && copied.ends_with("We say one to that."));
    server.kill();
    // With room again, everything that was acknowledged is there, and votes are taken.
    let server = Server::start(folder.path(), data.path());
    let (_, told) = get(&server.address, "/api/v1/votes?answer=objection/dear%23one").unwrap();
    assert!(told.contains(&format!("\"worked\":{taken},")), "{taken}: {told}");
    assert_eq!(vote(&server.address, &token(taken), ONE, "worked"), Some(201));
}

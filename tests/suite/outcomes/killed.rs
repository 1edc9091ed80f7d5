//! A server that is killed outright loses nothing that it acknowledged.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use super::server::{Server, get, vote};
use super::{folder, token};

const CLIENTS: u32 = 8;
const ANSWERS: [&str; 2] = ["objection/dear#one", "objection/dear#two"];

/// Votes by several clients until the server is killed after so many were acknowledged; who was acknowledged.
fn voted_until_killed(server: Server, first: u32, enough: u32) -> Vec<u32> {
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let next = Arc::new(AtomicU32::new(first));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (address, acknowledged, next) = (server.address.clone(), acknowledged.clone(), next.clone());
            thread::spawn(move || {
                loop {
                    let person = next.fetch_add(1, Ordering::SeqCst);
                    match vote(&address, &token(person), ANSWERS[person as usize % 2], "worked") {
                        Some(201) => acknowledged.lock().unwrap().push(person),
                        _ => return,
                    }
                }
            })
        })
        .collect();
    while (acknowledged.lock().unwrap().len() as u32) < enough {
        thread::yield_now();
    }
    server.kill();
    clients.into_iter().for_each(|client| client.join().unwrap());
    Arc::into_inner(acknowledged).unwrap().into_inner().unwrap()
}

fn worked(server: &Server, answer: &str) -> usize {
    let (_, told) = get(&server.address, &format!("/api/v1/votes?answer={}", answer.replace('#', "%23"))).unwrap();
    let json = told.split("\r\n\r\n").nth(1).unwrap();
    serde_json::from_str::<serde_json::Value>(json).unwrap()["worked"].as_u64().unwrap() as usize
}

#[test]
fn every_acknowledged_vote_survives_being_killed() {
    let (folder, data) = (folder(&["one", "two"]), tempfile::tempdir().unwrap());
    let mut acknowledged = Vec::new();
    for (round, enough) in [3, 40, 17, 90, 1].into_iter().enumerate() {
        let server = Server::start(folder.path(), data.path());
        acknowledged.extend(voted_until_killed(server, round as u32 * 100_000, enough));
        let server = Server::start(folder.path(), data.path());
        let before: Vec<_> = ANSWERS.iter().map(|answer| worked(&server, answer)).collect();
        // Each says it once more. Whose vote was kept replaces it; any other would be one more.
        for person in &acknowledged {
            assert_eq!(vote(&server.address, &token(*person), ANSWERS[*person as usize % 2], "worked"), Some(201));
        }
        let after: Vec<_> = ANSWERS.iter().map(|answer| worked(&server, answer)).collect();
        assert_eq!(after, before, "after {} votes were acknowledged", acknowledged.len());
        assert!(before.iter().sum::<usize>() >= acknowledged.len());
    }
}

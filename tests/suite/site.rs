//! The server as tests meet it: through the router, or on a loopback port for a browser.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use fieldlore::clock::Clock;
use fieldlore::config::{Content, Git, Identity, ModelSource, Publish, Secret};
use fieldlore::history::Pulls;
use fieldlore::insights::LiveOutcomes;
use fieldlore::sync::{Storage, Sync, keep_pulling};
use fieldlore::watch::{self, Changed, Watcher};
use fieldlore::web::{self, App, Auth, Writing};
use fieldlore::{clock, config};
use jiff::tz::TimeZone;
use tempfile::TempDir;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::meaning::vectors;
use crate::store;

/// When it is in these tests.
const MORNING: &str = "2026-11-23T09:00:00Z";

/// A served folder. Everything ends when it is dropped.
pub struct Site {
    pub app: App,
    data: TempDir,
    router: Router,
    _changes: Sender<Changed>,
    _watcher: Watcher,
}

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Site {
    /// Serves a folder, searched by words alone; the day is 23 November 2026.
    pub fn new(folder: &Path) -> Site {
        Site::serve(folder, |_| {})
    }

    /// The same, to people who are plain members, whoever they are.
    pub fn public(folder: &Path) -> Site {
        Site::identified(folder, Identity::Public, Arc::new(clock::Fixed(MORNING.parse().unwrap())), |_| {})
    }

    /// The same, with entries read for their meaning beforehand.
    pub fn understood(folder: &Path) -> Site {
        Site::serve(folder, |sync| sync.understand(&ModelSource::Bundled, Some(&vectors(folder))).unwrap())
    }

    /// The same, with entries read for their meaning beside it. Their vectors are kept.
    pub fn understanding(folder: &Path, vectors: &Path) -> Site {
        Site::serve(folder, |sync| sync.keep_understanding(ModelSource::Bundled, Some(vectors.to_owned())))
    }

    fn serve(folder: &Path, prepare: impl FnOnce(&mut Sync)) -> Site {
        let clock = Arc::new(clock::Fixed(MORNING.parse().unwrap()));
        Site::start(folder, Identity::Local, clock, tempfile::tempdir().unwrap(), Git::default(), prepare)
    }

    /// Serves a folder by a clock of the test, from what an earlier server left in a data folder.
    pub fn kept(folder: &Path, clock: Arc<dyn Clock>, data: TempDir) -> Site {
        Site::start(folder, Identity::Local, clock, data, Git::default(), |_| {})
    }

    /// Serves a folder to people who are told apart in some way, by some clock.
    pub fn identified(
        folder: &Path,
        identity: Identity,
        clock: Arc<dyn Clock>,
        prepare: impl FnOnce(&mut Sync),
    ) -> Site {
        Site::start(folder, identity, clock, tempfile::tempdir().unwrap(), Git::default(), prepare)
    }

    /// Serves a folder and follows its remote.
    pub fn pulling(folder: &Path, git: Git) -> Site {
        let clock = Arc::new(clock::Fixed(MORNING.parse().unwrap()));
        Site::start(folder, Identity::Local, clock, tempfile::tempdir().unwrap(), git, |_| {})
    }

    /// Serves a folder to people who write to its repository.
    pub fn writing(folder: &Path, identity: Identity, git: Git, data: TempDir) -> Site {
        let clock = Arc::new(clock::Fixed(MORNING.parse().unwrap()));
        Site::start_with(folder, identity, git, clock, data, |_| {})
    }

    /// The same where the team works in another time zone.
    pub fn in_zone(mut self, name: &str) -> Site {
        self.app.zone = TimeZone::get(name).unwrap();
        self.router = web::router(self.app.clone());
        self
    }

    /// Ends it, and gives its data to the next.
    pub fn end(mut self) -> TempDir {
        std::mem::replace(&mut self.data, tempfile::tempdir().unwrap())
    }

    fn start(
        folder: &Path,
        identity: Identity,
        clock: Arc<dyn Clock>,
        data: TempDir,
        git: Git,
        prepare: impl FnOnce(&mut Sync),
    ) -> Site {
        // Nothing is committed but where a test means it.
        let git = Git { publish: Publish::Off, ..git };
        Site::start_with(folder, identity, git, clock, data, prepare)
    }

    fn start_with(
        folder: &Path,
        identity: Identity,
        git: Git,
        clock: Arc<dyn Clock>,
        data: TempDir,
        prepare: impl FnOnce(&mut Sync),
    ) -> Site {
        let content = Content { closed_drafts: identity.knows_people(), ..config::content(folder).unwrap() };
        let mut sync = Sync::start(&content, &Storage::Memory, clock.clone()).unwrap();
        prepare(&mut sync);
        let (live, store, stop) = (sync.live(), store::open(data.path()), CancellationToken::new());
        let outcomes = store::run(LiveOutcomes::load(store.clone(), live.clone(), clock.clone()));
        store::spawn(outcomes.clone().follow(stop.clone()));
        let writing = Arc::new(Writing::new(git.clone(), content.folder.clone(), &identity));
        let (sender, receiver) = channel();
        let pulls = match (Git { publish: Publish::default(), ..git.clone() }) == Git::default() {
            true => Pulls::default(),
            false => keep_pulling(content.folder.clone(), &git, sender.clone(), clock.clone()),
        };
        let app = App {
            writing,
            live,
            store,
            outcomes,
            clock,
            zone: TimeZone::UTC,
            git: git.into(),
            pulls,
            auth: Auth::new(identity, web::urls::CALLBACK).unwrap(),
            name: if content.name.is_empty() { "Test".into() } else { content.name.as_str().into() },
            hosts: vec!["kb.example".to_owned()].into(),
            stop,
        };
        let watcher = watch::watch(&content.folder, sender.clone()).unwrap();
        std::thread::spawn(move || sync.run(&receiver, true));
        Site { router: web::router(app.clone()), app, data, _changes: sender, _watcher: watcher }
    }

    /// The same, where a monitor may show a token in the place of a person.
    pub fn open_to_monitor(mut self, token: &str) -> Site {
        let auth = self.app.auth.clone().open_to_monitor(Some(Secret::new(token.to_owned())));
        self.app = App { auth, ..self.app.clone() };
        self.router = web::router(self.app.clone());
        self
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// How an answer begins, of one that may not end.
    pub async fn status(&self, request: Request<Body>) -> StatusCode {
        self.router.clone().oneshot(request).await.unwrap().status()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(Method::GET).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "localhost:4040");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Listens on a free loopback port until the site is dropped.
    pub async fn listen(&self) -> SocketAddr {
        self.listen_with(web::HEAD_PATIENCE).await
    }

    /// The same, with less patience for half a request.
    pub async fn listen_with(&self, patience: Duration) -> SocketAddr {
        self.listen_at("127.0.0.1:0".parse().unwrap(), patience).await
    }

    /// Listens behind a gate.
    pub async fn listen_behind(&self, gate: &Gate) -> SocketAddr {
        let held = from_fn_with_state(gate.clone(), Gate::hold);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(web::serve(listener, self.router.clone().layer(held), self.app.stop.clone(), web::HEAD_PATIENCE));
        address
    }

    /// Listens behind a proxy that says each time who is at the keyboard: whom `person` names.
    pub async fn listen_as(&self, header: &'static str, person: Arc<Mutex<&'static str>>) -> SocketAddr {
        let name = move |mut request: Request<Body>, next: Next| {
            let person = HeaderValue::from_static(*person.lock().unwrap());
            request.headers_mut().insert(header, person);
            next.run(request)
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = self.router.clone().layer(from_fn(name));
        tokio::spawn(web::serve(listener, router, self.app.stop.clone(), web::HEAD_PATIENCE));
        address
    }

    /// The same, on a port that another left.
    pub async fn listen_at(&self, address: SocketAddr, patience: Duration) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(web::serve(listener, self.router.clone(), self.app.stop.clone(), patience));
        address
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.app.stop.cancel();
    }
}

/// Holds back the answers to one address until it is opened.
#[derive(Clone)]
pub struct Gate {
    address: &'static str,
    open: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Gate {
    pub fn before(address: &'static str) -> Gate {
        Gate { address, open: Arc::new(Semaphore::new(0)), waiting: Arc::default() }
    }

    /// How many wait at the gate; whoever gives up is not among them.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::SeqCst)
    }

    pub async fn until(&self, waiting: usize) {
        let started = Instant::now();
        while self.waiting() != waiting {
            assert!(started.elapsed() < Duration::from_secs(15), "{} wait for {}", self.waiting(), self.address);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub fn open(&self) {
        self.open.close();
    }

    async fn hold(State(gate): State<Gate>, request: Request<Body>, next: Next) -> Response {
        if request.uri() == gate.address {
            gate.waiting.fetch_add(1, Ordering::SeqCst);
            let _counted = Counted(gate.waiting.clone());
            let _ = gate.open.acquire().await;
        }
        next.run(request).await
    }
}

/// Counts down when the one who waits goes on or gives up.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Asserts that words stand in a text in this order, each behind the one before.
pub fn order(text: &str, words: &[&str]) {
    let mut at = 0;
    for word in words {
        at += text[at..].find(word).unwrap_or_else(|| panic!("no {word} behind {at} in {text}")) + word.len();
    }
}

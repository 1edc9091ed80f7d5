//! `fieldlore serve`: the composition root. Each part is built once here and handed down.

use std::future::pending;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use clap::{Args, ValueEnum};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Error, HISTORY, STORE, VECTORS};
use crate::catalog::Live;
use crate::clock::{self, Clock};
use crate::config::{self, Config, Given, Identity, Secret};
use crate::fs;
use crate::insights::{self, LiveOutcomes};
use crate::store::Store;
use crate::sync::{self, Storage, Sync};
use crate::telemetry;
use crate::watch::{self, Changed, Watcher};
use crate::web::{self, App, Auth, Writing};

/// How long answers that are under way may take once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);
/// How often sessions that have ended are forgotten.
const ROUND: Duration = Duration::from_secs(60 * 60);

/// Serve a content folder as web pages with search
///
/// Without any option it serves ./content on http://127.0.0.1:4040, for this machine only, and keeps what people do in
/// ./data, beside a search index that is made again where it is missing.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fieldlore serve\n  fieldlore serve --content ../handbook --data /var/lib/fieldlore\n  fieldlore serve --listen 0.0.0.0:4040 --public --host playbook.example.com"
)]
pub struct Arguments {
    #[command(flatten)]
    content: super::ContentArguments,
    #[command(flatten)]
    model: super::ModelArguments,
    /// Address and port; port 0 takes any free one [default: 127.0.0.1:4040]
    #[arg(long, value_name = "ADDRESS", env = "FIELDLORE_LISTEN")]
    listen: Option<String>,
    /// A host name that people type to reach the server; may be given several times
    #[arg(long = "host", value_name = "NAME", env = "FIELDLORE_HOSTS", value_delimiter = ',')]
    hosts: Vec<String>,
    /// Let other machines connect without signing in: whoever reaches the address can read everything that is not
    /// restricted
    #[arg(long, env = "FIELDLORE_PUBLIC")]
    public: bool,
    /// How log lines look
    #[arg(long, value_enum, default_value_t = LogFormat::Text, env = "FIELDLORE_LOG")]
    log: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
}

/// Serves until it is told to stop.
pub fn run(arguments: Arguments) -> Result<ExitCode, Error> {
    telemetry::start(match arguments.log {
        LogFormat::Text => telemetry::Format::Text,
        LogFormat::Json => telemetry::Format::Json,
    });
    telemetry::log_panics();
    let given = Given {
        listen: arguments.listen,
        hosts: arguments.hosts,
        public: arguments.public,
        client_secret: secret(config::SECRET_VARIABLE),
        hook_secret: secret(config::HOOK_VARIABLE),
        metrics_token: secret(config::TOKEN_VARIABLE),
        ..arguments.model.given(arguments.content.given())
    };
    let config = config::resolve(given)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Error::Start)?;
    let served = runtime.block_on(serve(config));
    runtime.shutdown_timeout(Duration::from_secs(1));
    served.map(|()| ExitCode::SUCCESS)
}

async fn serve(config: Config) -> Result<(), Error> {
    let clock: Arc<dyn Clock> = Arc::new(clock::System);
    fs::create_folder(&config.server.data)?;
    let data = fs::canonical(&config.server.data)?;
    let listener =
        TcpListener::bind(config.server.listen).await.map_err(|error| Error::Listen(config.server.listen, error))?;
    let address = listener.local_addr().map_err(Error::Start)?;
    let Some(_lock) = fs::lock(&data.join("lock"))? else { return Err(Error::DataInUse(data)) };
    let store = Store::open(&data.join(STORE)).await?;
    let mut sync = start(&config, &data, &clock)?;
    sync.keep_understanding(config.server.model.clone(), Some(data.join(VECTORS)));
    sync.keep_history(data.join(HISTORY));
    let live = sync.live();
    let (changes, _watcher) = follow(&config, sync, &live);
    let pulls = sync::keep_pulling(config.content.folder.clone(), &config.server.git, changes, clock.clone());
    let stop = CancellationToken::new();
    let outcomes = LiveOutcomes::load(store.clone(), live.clone(), clock.clone()).await;
    tokio::spawn(outcomes.clone().follow(stop.clone()));
    let app = App {
        live,
        store,
        outcomes,
        clock,
        zone: config.server.training.time_zone.clone(),
        git: Arc::new(config.server.git.clone()),
        pulls,
        auth: Auth::new(config.server.identity.clone(), web::urls::CALLBACK)?
            .open_to_monitor(config.server.metrics_token.clone()),
        writing: Arc::new(Writing::new(
            config.server.git.clone(),
            config.content.folder.clone(),
            &config.server.identity,
        )),
        name: name(&config).into(),
        hosts: config.server.hosts.clone().into(),
        stop: stop.clone(),
    };
    announce(&config, address, &data, &app);
    tokio::spawn(super::tend::tend(app.clone()));
    tokio::spawn(insights::keep(app.store.clone(), app.live.clone(), app.clock.clone(), stop.clone()));
    tokio::spawn(stop_on_signal(stop.clone()));
    tokio::spawn(tend(app.clone()));
    tokio::select! {
        () = web::serve(listener, web::router(app), stop.clone(), web::HEAD_PATIENCE) => {}
        () = farewell(stop) => {}
    }
    Ok(())
}

/// What the environment says in secret.
fn secret(variable: &str) -> Option<Secret<String>> {
    std::env::var(variable).ok().filter(|secret| !secret.is_empty()).map(Secret::new)
}

/// Reads the content; where the data folder cannot be written, the index lives in memory.
fn start(config: &Config, data: &Path, clock: &Arc<dyn Clock>) -> Result<Sync, Error> {
    match Sync::start(&config.content, &Storage::Folder(data.join("search")), clock.clone()) {
        Err(sync::Error::Search(error)) => {
            tracing::warn!(%error, "the search index cannot be kept on disk; it is held in memory until the next start");
            Ok(Sync::start(&config.content, &Storage::Memory, clock.clone())?)
        }
        started => Ok(started?),
    }
}

/// Follows the content folder on a thread of its own, as long as the sender and the watcher are kept.
fn follow(config: &Config, sync: Sync, live: &Live) -> (Sender<Changed>, Option<Watcher>) {
    let (sender, receiver): (Sender<Changed>, Receiver<Changed>) = channel();
    let watcher = watch::watch(&config.content.folder, sender.clone());
    let watched = watcher.is_ok();
    match &watcher {
        Ok(_) => live.set_watching("file events, and a look through the whole folder from time to time"),
        Err(error) => {
            tracing::warn!(%error, "the folder cannot be watched; it is looked through every few seconds instead");
            live.set_watching(format!(
                "looking through the folder every few seconds, since it cannot be watched: {error}"
            ));
        }
    }
    std::thread::spawn(move || sync.run(&receiver, watched));
    (sender, watcher.ok())
}

/// What the knowledge base is called.
fn name(config: &Config) -> String {
    if config.content.name.is_empty() { "Fieldlore".to_owned() } else { config.content.name.clone() }
}

/// Says where it listens and where it keeps data, on standard output.
fn announce(config: &Config, address: SocketAddr, data: &Path, app: &App) {
    let catalog = app.catalog();
    let entries: usize = catalog.counts().values().sum();
    let mut out = std::io::stdout().lock();
    let lines = [
        format!("Fieldlore serves {entries} entries of {}", config.content.folder.display()),
        format!("  open        http://{address}"),
        format!(
            "  data is in  {} (fieldlore.db is what people did; the rest can be deleted at any time)",
            data.display()
        ),
        "  stop with   Ctrl-C".to_owned(),
    ];
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    if config.server.identity == Identity::Public {
        tracing::warn!(%address, "other machines can connect, and whoever does can read everything");
    }
}

/// Finds the identity provider, so that the first who signs in need not wait for it; then forgets, from time to time,
/// sessions that have ended.
async fn tend(app: App) {
    if let Some(provider) = &app.auth.provider
        && let Err(error) = provider.discover().await
    {
        tracing::warn!(%error, "nobody can sign in yet; the provider is asked again when somebody does");
    }
    let mut round = tokio::time::interval(ROUND);
    loop {
        tokio::select! {
            _ = round.tick() => {}
            () = app.stop.cancelled() => return,
        }
        match app.store.forget_ended_sessions(app.now()).await {
            Ok(ended) => tracing::debug!(ended, "sessions that have ended are forgotten"),
            Err(error) => tracing::warn!(%error, "sessions that have ended could not be forgotten"),
        }
    }
}

async fn stop_on_signal(stop: CancellationToken) {
    let interrupt = async { tokio::signal::ctrl_c().await.ok() };
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => pending().await,
        }
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate => {}
    }
    tracing::info!("stopping");
    stop.cancel();
}

/// Ends the wait for answers that do not end.
async fn farewell(stop: CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(FAREWELL).await;
    tracing::warn!("some answers were not finished");
}

//! What can be set: flags beat the environment, the environment beats files, files beat defaults.
//!
//! `fieldlore.toml` in or beside the content folder holds what concerns the content; a file given by `--config` holds
//! what concerns the server.

mod base;
mod git;
mod identity;
mod metrics;
mod secret;
#[cfg(test)]
mod tests;
mod training;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::fs;

pub use base::Base;
pub use git::{ForgeKind, Git, HOOK_VARIABLE, Publish};
pub use identity::{Identity, Oidc, Proxy, SECRET_VARIABLE};
pub use metrics::TOKEN_VARIABLE;
pub use secret::Secret;
pub use training::Training;

/// The name of the file that belongs to the content.
pub const CONTENT_FILE: &str = "fieldlore.toml";
/// Where the server listens when nothing else is said.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:4040";
const DATA: &str = "data";

/// Why there is no configuration to run with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    File(#[from] fs::Error),
    #[error("{}: {message}", path.display())]
    Unreadable { path: PathBuf, message: String },
    #[error("`{0}` is no address to listen on; write it as 127.0.0.1:4040")]
    Listen(String),
    #[error("there is no folder {}; name the folder with your Markdown by --content, or start one by `fieldlore init`", .0.display())]
    NoContent(PathBuf),
    #[error(
        "{0} can be reached from other machines, and nobody signs in; let people sign in by [identity] in the file given \
         by --config, or say --public if whoever reaches it may read everything that is not restricted, and name the \
         host that people use by --host"
    )]
    Exposed(SocketAddr),
    #[error("[identity] says nothing of `{0}`: {1}")]
    Missing(&'static str, &'static str),
    #[error("`{0}` in [identity] is no name of a header; write it as X-Forwarded-User")]
    Header(String),
    #[error("`{0}` in [identity] is no address or range of addresses; write it as 10.0.0.7 or 10.0.0.0/8")]
    Range(String),
    #[error("`{0}` in [identity.roles] is no role; write member, steward, steward:objection,battlecard, or manager")]
    Role(String),
    #[error("`{0}` is no address of a server; write it as https://kb.example")]
    Base(String),
    #[error("`{0}` would send what signs somebody in in clear; begin it with https://")]
    InClear(String),
    #[error(
        "{} holds a secret and can be read by others; say chmod 600, or put the secret into the environment ({}, {}, {}) or a \
         file named by client_secret_file, hook_secret_file or token_file",
        .0.display(), identity::SECRET_VARIABLE, git::HOOK_VARIABLE, metrics::TOKEN_VARIABLE
    )]
    SecretForAll(PathBuf),
    #[error("`{0}` in [git] is no name of a remote; write it as origin")]
    Remote(String),
    #[error("`{0}` in [git] is no address of a repository on a forge; write it as https://git.example/sales/playbook")]
    Forge(String),
    #[error("`{0}` in [training] is no time zone; write its name as Europe/Berlin")]
    TimeZone(String),
}

/// What the command line and the environment said.
#[derive(Debug, Clone, Default)]
pub struct Given {
    pub config: Option<PathBuf>,
    pub content: Option<PathBuf>,
    pub data: Option<PathBuf>,
    pub listen: Option<String>,
    pub hosts: Vec<String>,
    pub public: bool,
    /// `none`, `bundled` or a folder.
    pub model: Option<String>,
    /// The secret of the identity provider, of the environment.
    pub client_secret: Option<Secret<String>>,
    /// The secret of the push hook, of the environment.
    pub hook_secret: Option<Secret<String>>,
    /// The token of the monitor, of the environment.
    pub metrics_token: Option<Secret<String>>,
}

/// The server's own file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ServerFile {
    /// The content folder, from the folder of this file. `FIELDLORE_CONTENT`.
    content: Option<PathBuf>,
    /// The folder for the search index and everything else that the server keeps. `FIELDLORE_DATA`.
    data: Option<PathBuf>,
    /// Address and port. `FIELDLORE_LISTEN`.
    listen: Option<String>,
    /// Names under which browsers may reach the server. `FIELDLORE_HOSTS`.
    #[serde(default)]
    hosts: Vec<String>,
    /// Other machines may connect. `FIELDLORE_PUBLIC`.
    #[serde(default)]
    public: bool,
    /// How search understands meaning.
    #[serde(default)]
    search: SearchSection,
    /// How it is known who is asking.
    #[serde(default)]
    identity: identity::Section,
    /// What is fetched and written by git.
    #[serde(default)]
    git: git::Section,
    /// Who may read what is counted.
    #[serde(default)]
    metrics: metrics::Section,
    /// On whose days people learn.
    #[serde(default)]
    training: training::Section,
}

/// `[search]` of the server's own file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchSection {
    /// `bundled`, `none`, or a folder with a sentence model, from the folder of this file. `FIELDLORE_MODEL`.
    model: Option<String>,
}

/// Which sentence model search understands meaning with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ModelSource {
    /// The one in the binary.
    #[default]
    Bundled,
    /// A folder with `model.onnx` and `tokenizer.json`, as sentence-transformers makes them.
    Folder(PathBuf),
    /// None: search goes by words alone.
    Nothing,
}

impl ModelSource {
    /// What a setting says; folders are looked for from `base`.
    fn read(setting: &str, base: &Path) -> ModelSource {
        match setting.trim() {
            "" | "bundled" => ModelSource::Bundled,
            "none" => ModelSource::Nothing,
            folder => ModelSource::Folder(base.join(folder)),
        }
    }
}

/// The file that belongs to the content.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ContentFile {
    /// What the knowledge base is called.
    name: Option<String>,
    /// The language of entries that name none, as a tag such as `en`.
    language: Option<String>,
}

/// What concerns the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub folder: PathBuf,
    /// What the knowledge base is called; empty where nobody named it.
    pub name: String,
    /// Primary language subtag, such as `en`.
    pub language: String,
    /// Drafts are kept apart as restricted entries are, for those who may read them: so wherever people sign in.
    pub closed_drafts: bool,
}

/// What concerns the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    pub listen: SocketAddr,
    /// Host names that requests may ask for, besides loopback ones.
    pub hosts: Vec<String>,
    /// The folder for everything that the server keeps.
    pub data: PathBuf,
    pub model: ModelSource,
    pub identity: Identity,
    pub git: Git,
    /// What a monitor shows that reads what is counted.
    pub metrics_token: Option<Secret<String>>,
    pub training: Training,
}

/// Everything, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub content: Content,
    pub server: Server,
}

/// Brings together what was given, the files and the defaults.
pub fn resolve(given: Given) -> Result<Config, Error> {
    let (file, base) = server_file(given.config.as_deref())?;
    let from_file = |path: Option<PathBuf>| path.map(|path| base.join(path));
    let listen = given.listen.or(file.listen).unwrap_or_else(|| DEFAULT_LISTEN.to_owned());
    let address: SocketAddr = listen.parse().map_err(|_| Error::Listen(listen))?;
    let place = identity::Place {
        file: given.config.as_deref(),
        folder: &base,
        secret: given.client_secret,
        public: given.public || file.public,
    };
    let git = file.git.read(&identity::Place { secret: given.hook_secret, ..place.clone() })?;
    let metrics_token = file.metrics.read(&identity::Place { secret: given.metrics_token, ..place.clone() })?;
    let identity = file.identity.read(place)?;
    let training = file.training.read()?;
    if !address.ip().is_loopback() && identity == Identity::Local {
        return Err(Error::Exposed(address));
    }
    let model = match (given.model, file.search.model) {
        (Some(given), _) => ModelSource::read(&given, Path::new("")),
        (None, Some(setting)) => ModelSource::read(&setting, &base),
        (None, None) => ModelSource::default(),
    };
    let folder = given.content.or(from_file(file.content)).unwrap_or_else(|| PathBuf::from("content"));
    let mut hosts = if given.hosts.is_empty() { file.hosts } else { given.hosts };
    if let Identity::Oidc(oidc) = &identity {
        hosts.push(oidc.base.host().to_owned());
    }
    Ok(Config {
        content: Content { closed_drafts: identity.knows_people(), ..content(&folder)? },
        server: Server {
            listen: address,
            hosts,
            data: given.data.or(from_file(file.data)).unwrap_or_else(|| PathBuf::from(DATA)),
            model,
            identity,
            git,
            metrics_token,
            training,
        },
    })
}

/// The data folder alone, for commands that need no content.
pub fn data(given: Given) -> Result<PathBuf, Error> {
    let (file, base) = server_file(given.config.as_deref())?;
    let from_file = file.data.map(|path| base.join(path));
    Ok(given.data.or(from_file).unwrap_or_else(|| PathBuf::from(DATA)))
}

/// The server's own file, and the folder from which it names others.
fn server_file(path: Option<&Path>) -> Result<(ServerFile, PathBuf), Error> {
    Ok(match path {
        Some(path) => (read::<ServerFile>(path)?, path.parent().unwrap_or(Path::new("")).to_owned()),
        None => (ServerFile::default(), PathBuf::new()),
    })
}

/// What concerns a content folder: its own file, or the one beside it, or defaults.
pub fn content(folder: &Path) -> Result<Content, Error> {
    if !fs::is_folder(folder) {
        return Err(Error::NoContent(folder.to_owned()));
    }
    let folder = fs::canonical(folder)?;
    let places = [Some(folder.join(CONTENT_FILE)), folder.parent().map(|parent| parent.join(CONTENT_FILE))];
    let file = match places.into_iter().flatten().find(|path| fs::is_file(path)) {
        Some(path) => read::<ContentFile>(&path)?,
        None => ContentFile::default(),
    };
    Ok(Content {
        folder,
        name: file.name.unwrap_or_default(),
        language: primary_language(file.language.as_deref().unwrap_or("en")),
        closed_drafts: false,
    })
}

/// The first part of a language tag in lower case: `pt-BR` becomes `pt`.
pub fn primary_language(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().trim().to_lowercase()
}

fn read<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<T, Error> {
    let bytes = fs::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    toml::from_str(&text)
        .map_err(|error| Error::Unreadable { path: path.to_owned(), message: error.to_string().trim_end().to_owned() })
}

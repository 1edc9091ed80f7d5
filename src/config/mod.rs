//! What can be set: flags beat the environment, the environment beats files, files beat defaults.
//!
//! `fieldlore.toml` in or beside the content folder holds what concerns the content; a file given by `--config` holds
//! what concerns the server.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::fs;

/// The name of the file that belongs to the content.
pub const CONTENT_FILE: &str = "fieldlore.toml";
/// Where the server listens when nothing else is said.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:4040";

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
        "{0} can be reached from other machines, and whoever reaches it can read everything that is not restricted; \
         say --public if that is meant, and name the host that people use by --host"
    )]
    Exposed(SocketAddr),
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
}

/// Everything, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub content: Content,
    pub server: Server,
}

/// Brings together what was given, the files and the defaults.
pub fn resolve(given: Given) -> Result<Config, Error> {
    let (file, base) = match &given.config {
        Some(path) => (read::<ServerFile>(path)?, path.parent().unwrap_or(Path::new("")).to_owned()),
        None => (ServerFile::default(), PathBuf::new()),
    };
    let from_file = |path: Option<PathBuf>| path.map(|path| base.join(path));
    let listen = given.listen.or(file.listen).unwrap_or_else(|| DEFAULT_LISTEN.to_owned());
    let address: SocketAddr = listen.parse().map_err(|_| Error::Listen(listen))?;
    if !address.ip().is_loopback() && !given.public && !file.public {
        return Err(Error::Exposed(address));
    }
    let model = match (given.model, file.search.model) {
        (Some(given), _) => ModelSource::read(&given, Path::new("")),
        (None, Some(setting)) => ModelSource::read(&setting, &base),
        (None, None) => ModelSource::default(),
    };
    let folder = given.content.or(from_file(file.content)).unwrap_or_else(|| PathBuf::from("content"));
    Ok(Config {
        content: content(&folder)?,
        server: Server {
            listen: address,
            hosts: if given.hosts.is_empty() { file.hosts } else { given.hosts },
            data: given.data.or(from_file(file.data)).unwrap_or_else(|| PathBuf::from("data")),
            model,
        },
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

#[cfg(test)]
mod tests {
    use super::*;

    fn given(listen: &str) -> Given {
        Given { content: Some(PathBuf::from("src")), listen: Some(listen.to_owned()), ..Given::default() }
    }

    #[test]
    fn loopback_is_served_and_the_rest_must_be_meant() {
        assert!(resolve(given("127.0.0.1:0")).is_ok());
        assert!(resolve(given("[::1]:0")).is_ok());
        assert!(matches!(resolve(given("0.0.0.0:80")), Err(Error::Exposed(_))));
        assert!(resolve(Given { public: true, ..given("0.0.0.0:80") }).is_ok());
        assert!(matches!(resolve(given("localhost")), Err(Error::Listen(_))));
    }

    #[test]
    fn flags_beat_the_file_and_the_file_beats_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.toml");
        fs::create_folder(&folder.path().join("notes")).unwrap();
        fs::write(&path, b"content = \"notes\"\nlisten = \"127.0.0.1:5050\"\nhosts = [\"kb.example\"]\n").unwrap();
        fs::write(&folder.path().join("notes/fieldlore.toml"), b"name = \"Ours\"\nlanguage = \"de-AT\"\n").unwrap();
        let config = resolve(Given { config: Some(path.clone()), ..Given::default() }).unwrap();
        assert_eq!(config.server.listen.port(), 5050);
        assert_eq!((config.content.name.as_str(), config.content.language.as_str()), ("Ours", "de"));
        let flags = Given { config: Some(path.clone()), listen: Some("127.0.0.1:6060".to_owned()), ..Given::default() };
        assert_eq!(resolve(flags).unwrap().server.listen.port(), 6060);
        fs::write(&path, b"lisen = 1\n").unwrap();
        let error = resolve(Given { config: Some(path), ..Given::default() }).unwrap_err().to_string();
        assert!(error.contains("lisen") && error.contains("line 1"), "{error}");
    }
}

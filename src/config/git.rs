//! `[git]` of the server's own file: what is fetched, what is written, and where changes are proposed.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::Error;
use super::identity::Place;
use super::secret::{self, Secret};

/// Where the secret of the push hook is found, before any file.
pub const HOOK_VARIABLE: &str = "FIELDLORE_HOOK_SECRET";
/// The least time between two pulls by the timer.
const LEAST_PULL: u64 = 10;

/// What the server does with git.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Git {
    /// Name of the remote, such as `origin`.
    pub remote: String,
    /// How often it is pulled; never by itself where it is not said.
    pub pull: Option<Duration>,
    /// What signs the push hook; without one there is no hook.
    pub hook_secret: Option<Secret<String>>,
    /// Where what people write in the browser goes.
    pub publish: Publish,
    /// The address at which the forge shows the repository, where it is not the remote's.
    pub forge: Option<String>,
    /// What that forge is, where its host does not tell.
    pub forge_kind: Option<ForgeKind>,
}

/// A program that forges run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ForgeKind {
    GitHub,
    GitLab,
    /// Forgejo or Gitea.
    Forgejo,
}

/// Where what people write in the browser goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Publish {
    /// To a branch of its own, for a pull request.
    #[default]
    Propose,
    /// To the branch that is served.
    Direct,
    /// Nowhere: what is written is offered to copy and download.
    Off,
}

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    /// `origin` where it is not said.
    remote: Option<String>,
    /// Seconds between two pulls.
    pull_seconds: Option<u64>,
    hook_secret: Option<String>,
    hook_secret_file: Option<PathBuf>,
    #[serde(default)]
    publish: Publish,
    forge: Option<String>,
    /// `github`, `gitlab` or `forgejo`.
    forge_kind: Option<ForgeKind>,
}

impl Section {
    /// Checks the section. The secret of the environment stands in the place.
    pub(super) fn read(self, place: &Place<'_>) -> Result<Git, Error> {
        let remote = self.remote.unwrap_or_else(|| "origin".to_owned());
        if remote.is_empty() || remote.starts_with('-') || remote.contains(|letter: char| !is_plain(letter)) {
            return Err(Error::Remote(remote));
        }
        let forge = self.forge.map(|forge| forge.trim_end_matches('/').to_owned());
        if let Some(forge) = forge.as_ref().filter(|forge| !is_address(forge)) {
            return Err(Error::Forge(forge.clone()));
        }
        let hook_secret = secret::find(place, self.hook_secret.as_deref(), self.hook_secret_file.as_deref())?;
        let pull = self.pull_seconds.filter(|seconds| *seconds > 0);
        let pull = pull.map(|seconds| Duration::from_secs(seconds.max(LEAST_PULL)));
        Ok(Git { remote, pull, hook_secret, publish: self.publish, forge, forge_kind: self.forge_kind })
    }
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_.".contains(letter)
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.contains(|letter: char| letter.is_whitespace() || "\"<>@?#".contains(letter))
    })
}

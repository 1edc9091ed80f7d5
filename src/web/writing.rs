//! Where what people write goes: whose name it is committed in, whether it is committed at all, and where the forge shows
//! it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::config::{ForgeKind, Git, Identity, Publish};
use crate::history::propose::{self, Author, Change, Commit, Desk, Failure, Forge, Outcome, Style, Text, person_slug};
use crate::history::{self, Reason};
use crate::model::person::{People, Viewer};

/// Requests that may have git work at a time.
pub const TURNS: usize = 8;
/// How long another waits for its turn.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why nothing that people write is committed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wont {
    #[error("the server is set up to commit nothing (`publish = \"off\"`)")]
    Off,
    #[error("nobody signs in here, so nothing can be committed in anybody's name")]
    Strangers,
    #[error("{0}")]
    Unavailable(Reason),
}

/// What is to be committed, for whom.
#[derive(Debug)]
pub struct Job<'a> {
    pub viewer: &'a Viewer,
    pub people: &'a People,
    pub message: &'a str,
    /// What it is about: a branch is named after it.
    pub about: &'a str,
    pub changes: &'a [Change],
    /// Milliseconds since the Unix epoch.
    pub at: i64,
}

/// What the server does with what people write.
#[derive(Debug)]
pub struct Writing {
    settings: Git,
    root: PathBuf,
    strangers: bool,
    /// Nobody signs in, since nobody else can connect: whoever writes is whoever runs this.
    alone: bool,
    /// Found out once, and kept where git came to an answer: neither changes while the server runs.
    place: OnceLock<Option<Place>>,
    /// Held by whoever publishes.
    publishing: Mutex<()>,
    turns: Arc<Semaphore>,
}

/// The repository as a forge shows it.
#[derive(Debug)]
struct Place {
    forge: Forge,
    branch: Option<String>,
    prefix: String,
}

impl Writing {
    /// For a content folder.
    pub fn new(settings: Git, root: PathBuf, identity: &Identity) -> Writing {
        let (strangers, alone) = (*identity == Identity::Public, *identity == Identity::Local);
        let (place, turns) = (OnceLock::new(), Arc::new(Semaphore::new(TURNS)));
        Writing { settings, root, strangers, alone, place, publishing: Mutex::default(), turns }
    }

    /// The turn of a request that has git work; none where too many are before it. Every request may start some processes
    /// of git, so that without it whoever asks often enough takes the whole machine.
    pub async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        timeout(PATIENCE, self.turns.clone().acquire_owned()).await.ok()?.ok()
    }

    /// The repository to write to. Asks git, so it is for threads that may wait.
    pub fn desk(&self) -> Result<Desk, Wont> {
        match (self.settings.publish, self.strangers) {
            (Publish::Off, _) => Err(Wont::Off),
            (_, true) => Err(Wont::Strangers),
            _ => {
                let desk = Desk::open(&self.root, &self.settings.remote).map_err(Wont::Unavailable)?;
                desk.catch_up();
                Ok(desk)
            }
        }
    }

    /// Whether a commit goes to the served branch at once.
    pub fn is_direct(&self) -> bool {
        self.settings.publish == Publish::Direct
    }

    /// Whether whoever writes is not known by anything but a cookie.
    pub fn is_for_strangers(&self) -> bool {
        self.strangers
    }

    /// The newest text of a file, and why a change of it would not be committed, if it would not.
    pub fn text(&self, path: &str) -> Result<(Option<Text>, Option<Wont>), Failure> {
        match self.desk() {
            Ok(desk) => Ok((desk.text(path)?, None)),
            Err(wont) => Ok((propose::lying(&self.root, path)?, Some(wont))),
        }
    }

    /// Commits in the name of a person.
    pub fn commit(&self, job: &Job) -> Result<Outcome, Failure> {
        let desk = self.desk().map_err(|wont| Failure::Refused(wont.to_string()))?;
        let author = self.author(job.people, job.viewer);
        let at = job.at.div_euclid(1000);
        let commit = Commit { author: &author, message: job.message, at, changes: job.changes };
        match self.is_direct() {
            true => {
                // What another is just bringing would look half done.
                let _turn = self.publishing.lock().unwrap_or_else(PoisonError::into_inner);
                desk.publish(&commit, &job.viewer.id, job.about)
            }
            false => desk.propose(&commit, &job.viewer.id, job.about),
        }
    }

    /// What the forge is, and where it opens a pull request of a branch.
    pub fn request(&self, branch: &str) -> Option<(&Forge, String)> {
        let place = self.place()?;
        Some((&place.forge, place.forge.open_request(place.branch.as_deref(), branch)))
    }

    /// What the forge is called, and where it edits a file.
    pub fn edit(&self, path: &str) -> Option<(&'static str, String)> {
        let place = self.place()?;
        let branch = place.branch.as_deref()?;
        Some((place.forge.name(), place.forge.edit(branch, &format!("{}{path}", place.prefix))))
    }

    /// Who somebody is to git: as people.yaml has it, on a machine of one's own as git has it, else by the name that they gave
    /// and a mail that leads nowhere.
    pub fn author(&self, people: &People, viewer: &Viewer) -> Author {
        let known = people.get(&viewer.id);
        let here = if self.alone && known.is_none() { history::author() } else { None };
        let (here_name, here_mail) = here.as_deref().map_or((None, None), |author| match author.split_once(" <") {
            Some((name, mail)) => (Some(name), Some(mail.trim_end_matches('>'))),
            None => (Some(author), None),
        });
        let given = Some(viewer.name.as_str()).filter(|name| !name.is_empty());
        let name = known.map(|person| person.name.as_str()).or(given).or(here_name).unwrap_or(&viewer.id);
        let mail = known.and_then(|person| person.mails.first().map(String::as_str)).or(here_mail);
        let made = || format!("{}@fieldlore.invalid", person_slug(&viewer.id));
        Author { name: name.to_owned(), mail: mail.map_or_else(made, str::to_owned) }
    }

    fn place(&self) -> Option<&Place> {
        if let Some(known) = self.place.get() {
            return known.as_ref();
        }
        let found = match Desk::open(&self.root, &self.settings.remote) {
            Ok(desk) => self.place_of(&desk),
            Err(Reason::NoRepository | Reason::NoGit | Reason::Bare) => None,
            // It may pass.
            Err(_) => return None,
        };
        self.place.get_or_init(|| found).as_ref()
    }

    fn place_of(&self, desk: &Desk) -> Option<Place> {
        let Git { forge, forge_kind, .. } = &self.settings;
        let style = forge_kind.map(|kind| match kind {
            ForgeKind::GitHub => Style::GitHub,
            ForgeKind::GitLab => Style::GitLab,
            ForgeKind::Forgejo => Style::Forgejo,
        });
        let forge = Forge::of(forge.as_deref(), desk.address(), style)?;
        Some(Place { forge, branch: desk.branch().map(str::to_owned), prefix: desk.whole_path("") })
    }
}

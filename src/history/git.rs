//! The only place that starts another program, and the program is git. Nothing that a repository is configured to run is
//! run, no lock is taken by who only reads, and other machines are reached by [`remote`] alone.

use std::collections::BTreeSet;
use std::io::{BufReader, ErrorKind};
use std::path::Path;
use std::process::{ChildStdout, Command, Stdio};

use super::log::FORMAT;
use super::{Head, Reason};

/// The last commit, and how the repository is seen from the folder.
pub fn head(folder: &Path) -> Result<Head, Reason> {
    let mut command = git(folder);
    command.args([
        "rev-parse",
        "--is-shallow-repository",
        "--is-inside-work-tree",
        "--show-prefix",
        "--verify",
        "HEAD",
    ]);
    let output = command.output().map_err(not_started)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<&str> = text.lines().collect();
    match (output.status.success(), lines.as_slice()) {
        (_, [_, "false", ..]) => Err(Reason::Bare),
        (true, [shallow, _, prefix, commit]) => {
            Ok(Head { commit: (*commit).to_owned(), shallow: *shallow == "true", prefix: (*prefix).to_owned() })
        }
        // The repository is there, and has no commit to name.
        (false, ["false" | "true", ..]) => Err(Reason::NothingCommitted),
        _ => Err(refused(&String::from_utf8_lossy(&output.stderr))),
    }
}

/// Whether one commit is among those that led to another.
pub fn leads_to(folder: &Path, one: &str, other: &str) -> bool {
    let mut command = git(folder);
    command.args(["merge-base", "--is-ancestor", "--end-of-options", one, other]);
    command.output().is_ok_and(|output| output.status.success())
}

/// The commits that touched files of the folder, from the oldest on; those alone that came since a commit, where one is
/// named. Read while git writes, so that little of it is held.
pub fn log(
    folder: &Path,
    since: Option<&str>,
    until: &str,
    read: impl FnOnce(BufReader<ChildStdout>) -> std::io::Result<()>,
) -> Result<(), Reason> {
    let mut command = git(folder);
    // To see that a file was renamed and changed in one, git reads texts that a partial clone may not have.
    let renames = if is_partial(folder) { "--find-renames=100%" } else { "--find-renames" };
    command.args(["log", "--no-merges", "--topo-order", "--reverse", renames, "-l1000", "--raw", "-z"]);
    command.args([
        "--no-abbrev",
        "--no-color",
        "--no-ext-diff",
        "--relative",
        "--encoding=UTF-8",
        FORMAT,
        "--end-of-options",
    ]);
    command.arg(since.map_or_else(|| until.to_owned(), |since| format!("{since}..{until}"))).args(["--", "."]);
    // What it complains about nobody would read.
    let mut child = command.stderr(Stdio::null()).spawn().map_err(not_started)?;
    child.stdout.take().map(|output| read(BufReader::new(output))).transpose().map_err(failed)?;
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(()) } else { Err(Reason::Failed(status.to_string())) }
}

/// Whether the repository is a partial clone, which was spared the texts that nobody has asked for yet.
pub fn is_partial(folder: &Path) -> bool {
    let mut command = git(folder);
    let signs = r"^(remote\..*\.promisor|extensions\.partialclone)$";
    command.args(["config", "--name-only", "--get-regexp", signs]);
    command.output().is_ok_and(|output| output.status.success())
}

/// A setting of whoever runs this program; `None` where it is empty.
#[allow(clippy::disallowed_methods, reason = "this is the one place")]
pub fn setting(key: &str) -> Option<String> {
    // Their environment may say where their settings are.
    let asked = Command::new("git").args(["config", "--get", key]).stdin(Stdio::null()).output().ok()?;
    let value = String::from_utf8_lossy(&asked.stdout).trim().to_owned();
    (asked.status.success() && !value.is_empty()).then_some(value)
}

/// Git in the folder, deaf to the environment and to what a repository would have it run.
#[allow(clippy::disallowed_methods, reason = "this is the one place")]
pub fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    command.arg("-C").arg(folder);
    for setting in [
        // The folder may belong to somebody else than the server runs as.
        "safe.directory=*",
        "core.quotePath=false",
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "core.sshCommand=ssh -oBatchMode=yes",
        "core.askPass=",
        "core.alternateRefsCommand=true",
        "gc.auto=0",
        "commit.gpgSign=false",
        "push.gpgSign=false",
        "merge.verifySignatures=false",
        "submodule.recurse=false",
        "log.showSignature=false",
        "log.follow=false",
    ] {
        command.args(["-c", setting]);
    }
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
    // Nobody sits at the server to be asked for a password.
    command.env("GIT_ASKPASS", "").env("SSH_ASKPASS", "");
    // A partial clone would fetch what it lacks, by whatever program it names; `fetch` brings that instead.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Git in the folder that writes the files of the work tree, or compares them: a filter that the repository itself
/// names is not run, and a file is as it was committed.
pub fn writing(folder: &Path) -> Command {
    let mut command = git(folder);
    let keys = filters(folder).into_iter().flat_map(|filter| {
        let programs = ["smudge", "clean", "process"].map(|key| (format!("{filter}.{key}"), ""));
        programs.into_iter().chain([(format!("{filter}.required"), "false")])
    });
    let mut count = 0;
    // By the environment: the name of a filter may hold anything.
    for (key, value) in keys {
        command.env(format!("GIT_CONFIG_KEY_{count}"), key).env(format!("GIT_CONFIG_VALUE_{count}"), value);
        count += 1;
    }
    command.env("GIT_CONFIG_COUNT", count.to_string());
    command
}

/// The filters that the repository itself configures, such as `filter.lfs`; not those of whoever runs this program.
fn filters(folder: &Path) -> BTreeSet<String> {
    let mut command = git(folder);
    command.args(["config", "--includes", "--show-scope", "--name-only", "--null", "--get-regexp", r"^filter\."]);
    let Ok(output) = command.output() else { return BTreeSet::new() };
    let text = String::from_utf8_lossy(&output.stdout);
    let parts: Vec<&str> = text.split_terminator('\0').collect();
    let (scopes, _) = parts.as_chunks::<2>();
    let own = scopes.iter().filter(|[scope, _]| matches!(*scope, "local" | "worktree"));
    own.filter_map(|[_, key]| Some(key.rsplit_once('.')?.0.to_owned())).collect()
}

/// Git in the folder that may reach other machines: by nothing that runs a program of the repository's choice.
pub fn remote(folder: &Path) -> Command {
    let mut command = git(folder);
    command.env("GIT_ALLOW_PROTOCOL", "file:http:https:ssh");
    // Who does not answer is given up, by what git starts as well.
    command.args(["-c", "core.sshCommand=ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=15"]);
    command.args(["-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60"]);
    command
}

fn not_started(error: std::io::Error) -> Reason {
    match error.kind() {
        ErrorKind::NotFound => Reason::NoGit,
        _ => failed(error),
    }
}

fn failed(error: std::io::Error) -> Reason {
    Reason::Failed(error.to_string())
}

fn refused(complaint: &str) -> Reason {
    if complaint.contains("not a git repository") {
        return Reason::NoRepository;
    }
    let first = complaint.lines().next().unwrap_or_default().trim();
    Reason::Failed(first.trim_start_matches("fatal: ").to_owned())
}

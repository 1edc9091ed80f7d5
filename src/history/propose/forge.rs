//! Addresses of a forge: where a file is edited there, and where a pull request is opened.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Every sign but those that stand in addresses as they are.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// How a forge writes its addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    GitHub,
    GitLab,
    /// Forgejo, Gitea and what came of them.
    Forgejo,
}

/// A repository on a forge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forge {
    /// `https://git.example/sales/playbook`.
    base: String,
    style: Style,
}

impl Forge {
    /// The forge at an address that somebody gave, or else that of the remote; without credentials, whatever the remote
    /// says. Nothing where the remote is a folder. The style is guessed by the host where nobody says it.
    pub fn of(given: Option<&str>, remote: Option<&str>, style: Option<Style>) -> Option<Forge> {
        let base = given.map(str::to_owned).or_else(|| base(remote?))?;
        let host = base.split("://").nth(1)?.split(['/', ':']).next()?.to_lowercase();
        let guessed = match host {
            host if host.contains("github") => Style::GitHub,
            host if host.contains("gitlab") => Style::GitLab,
            _ => Style::Forgejo,
        };
        Some(Forge { base, style: style.unwrap_or(guessed) })
    }

    /// What people call it.
    pub fn name(&self) -> &'static str {
        match self.style {
            Style::GitHub => "GitHub",
            Style::GitLab => "GitLab",
            Style::Forgejo => "the forge",
        }
    }

    /// What a proposal is called there.
    pub fn request(&self) -> &'static str {
        if self.style == Style::GitLab { "merge request" } else { "pull request" }
    }

    /// Where a file of a branch is edited.
    pub fn edit(&self, branch: &str, path: &str) -> String {
        let (branch, path) = (segments(branch), segments(path));
        match self.style {
            Style::GitHub => format!("{}/edit/{branch}/{path}", self.base),
            Style::GitLab => format!("{}/-/edit/{branch}/{path}", self.base),
            Style::Forgejo => format!("{}/_edit/{branch}/{path}", self.base),
        }
    }

    /// Where a pull request of a branch is opened; without a branch that it is for, the forge takes its own.
    pub fn open_request(&self, into: Option<&str>, branch: &str) -> String {
        let whole = |name: &str| utf8_percent_encode(name, SEGMENT).to_string();
        match (self.style, into) {
            (Style::GitHub, Some(into)) => {
                format!("{}/compare/{}...{}?expand=1", self.base, segments(into), segments(branch))
            }
            (Style::GitHub, None) => format!("{}/compare/{}?expand=1", self.base, segments(branch)),
            (Style::GitLab, into) => {
                let into = into.map(|into| format!("&merge_request%5Btarget_branch%5D={}", whole(into)));
                let source = format!("merge_request%5Bsource_branch%5D={}", whole(branch));
                format!("{}/-/merge_requests/new?{source}{}", self.base, into.unwrap_or_default())
            }
            (Style::Forgejo, Some(into)) => format!("{}/compare/{}...{}", self.base, segments(into), segments(branch)),
            (Style::Forgejo, None) => format!("{}/compare/{}", self.base, segments(branch)),
        }
    }
}

fn segments(path: &str) -> String {
    path.split('/').map(|part| utf8_percent_encode(part, SEGMENT).to_string()).collect::<Vec<_>>().join("/")
}

/// The address for a browser that belongs to one for git.
fn base(remote: &str) -> Option<String> {
    let (scheme, rest) = match remote.split_once("://") {
        Some((scheme @ ("http" | "https"), rest)) => (scheme, rest.to_owned()),
        Some(("ssh" | "git+ssh" | "git", rest)) => {
            let (host, path) = rest.split_once('/')?;
            // The port is that of ssh.
            let host = host.rsplit('@').next()?.split(':').next()?;
            ("https", format!("{host}/{path}"))
        }
        Some(_) => return None,
        None => {
            // As scp has it: git@host:path. A folder has a slash before any colon.
            let (host, path) = remote.split_once(':').filter(|(host, _)| !host.contains('/') && host.len() > 1)?;
            ("https", format!("{host}/{}", path.trim_start_matches('/')))
        }
    };
    let (host, path) = rest.split_once('/')?;
    let host = host.rsplit('@').next()?;
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let strange = |letter: char| letter.is_whitespace() || letter.is_control() || "\"'<>?#@\\".contains(letter);
    let known = !host.is_empty() && !host.starts_with('-') && !path.is_empty();
    (known && !host.contains(strange) && !path.contains(strange)).then(|| format!("{scheme}://{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forge_is_known_by_the_remote_and_no_credentials_are_shown() {
        let base = |remote: &str| Forge::of(None, Some(remote), None).map(|forge| forge.base);
        let here = Some("https://git.example/sales/playbook".to_owned());
        for remote in [
            "https://git.example/sales/playbook.git",
            "https://bot:s3cr3t@git.example/sales/playbook.git/",
            "git@git.example:sales/playbook.git",
            "git.example:/sales/playbook",
            "ssh://git@git.example:2222/sales/playbook.git",
        ] {
            assert_eq!(base(remote), here, "{remote}");
        }
        assert_eq!(base("http://git.example:3000/a/b"), Some("http://git.example:3000/a/b".to_owned()));
        for none in ["/srv/git/playbook.git", "../x:y", "file:///srv/git/x.git", "", "javascript:alert(1)\"x", "c:/x"] {
            assert_eq!(base(none), None, "{none}");
        }
    }

    #[test]
    fn each_forge_has_its_own_addresses() {
        let forge = |host: &str| Forge::of(Some(&format!("https://{host}/a/b")), None, None).unwrap();
        let (hub, lab, jo) = (forge("github.com"), forge("gitlab.example"), forge("git.example"));
        assert_eq!(hub.edit("main", "x/ä b.md"), "https://github.com/a/b/edit/main/x/%C3%A4%20b.md");
        assert_eq!(lab.edit("main", "x.md"), "https://gitlab.example/a/b/-/edit/main/x.md");
        assert_eq!(jo.edit("main", "x.md"), "https://git.example/a/b/_edit/main/x.md");
        assert_eq!(hub.open_request(Some("main"), "f/l/x-1"), "https://github.com/a/b/compare/main...f/l/x-1?expand=1");
        assert_eq!(
            lab.open_request(Some("main"), "f/x-1"),
            "https://gitlab.example/a/b/-/merge_requests/new?merge_request%5Bsource_branch%5D=f%2Fx-1&merge_request%5Btarget_branch%5D=main"
        );
        assert_eq!(jo.open_request(None, "f/x-1"), "https://git.example/a/b/compare/f/x-1");
        assert_eq!(Forge::of(Some("https://git.example/a"), None, Some(Style::GitHub)).unwrap().name(), "GitHub");
    }
}

//! Who wrote: names and mails as commits have them, and as `.mailmap` mends them.

use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::git;

/// Somebody who wrote. The mail tells who it is and is never shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Author {
    pub name: String,
    pub mail: String,
}

/// Everybody in an archive, as `.mailmap` has them, in the archive's order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Authors(Vec<Author>);

impl Authors {
    /// Mends what commits say by the `.mailmap` of a repository; where git cannot, what they say stays.
    pub fn mended(folder: &Path, said: &[Author]) -> Authors {
        Authors(mend(folder, said).unwrap_or_else(|| said.to_vec()))
    }

    /// The author at a place; nobody where there is none.
    pub fn get(&self, place: u32) -> Option<&Author> {
        self.0.get(place as usize)
    }
}

/// `Name <mail>`, or a name alone.
pub fn contact(text: &str) -> Author {
    match text.rsplit_once('<') {
        Some((name, mail)) => {
            Author { name: name.trim().to_owned(), mail: mail.split('>').next().unwrap_or_default().trim().to_owned() }
        }
        None => Author { name: text.trim().to_owned(), mail: String::new() },
    }
}

/// One line for each, in and out.
fn mend(folder: &Path, said: &[Author]) -> Option<Vec<Author>> {
    if said.is_empty() {
        return Some(Vec::new());
    }
    let mut command = git::git(folder);
    command.args(["check-mailmap", "--stdin"]);
    let mut child = command.stdin(std::process::Stdio::piped()).stderr(std::process::Stdio::null()).spawn().ok()?;
    let mut input = child.stdin.take()?;
    let lines: String =
        said.iter().map(|author| format!("{} <{}>\n", plain(&author.name), plain(&author.mail))).collect();
    // Git answers while it reads: who only writes would wait for who only writes.
    let writing = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writing.join().ok()?.ok()?;
    let mended: Vec<_> = String::from_utf8_lossy(&output.stdout).lines().map(contact).collect();
    let all = output.status.success() && mended.len() == said.len();
    // What could not be put on a line as it is was not mended.
    let whole = |author: &Author| plain(&author.name) == author.name && plain(&author.mail) == author.mail;
    let pairs = mended.into_iter().zip(said);
    all.then(|| pairs.map(|(mended, said)| if whole(said) { mended } else { said.clone() }).collect())
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() && !"<>".contains(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_has_a_name_a_mail_or_both() {
        let read = |text: &str| {
            let Author { name, mail } = contact(text);
            (name, mail)
        };
        let pair = |name: &str, mail: &str| (name.to_owned(), mail.to_owned());
        assert_eq!(read("Lena Fors <l@x>"), pair("Lena Fors", "l@x"));
        assert_eq!(read("<l@x>"), pair("", "l@x"));
        assert_eq!(read(" Lena "), pair("Lena", ""));
        assert_eq!(read("a < b <l@x> tail"), pair("a < b", "l@x"));
    }
}

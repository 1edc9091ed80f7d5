//! Patterns of paths as `.gitignore` has them, and CODEOWNERS after it.

/// A pattern, in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<String>,
    /// It names a folder: only what lies in one fits.
    folder: bool,
    /// It ends in `/*`, which means the files of a folder and not those further down.
    shallow: bool,
}

impl Pattern {
    /// Reads a pattern. One without a slash, but at its end, fits at any depth.
    pub fn read(text: &str) -> Pattern {
        let folder = text.ends_with('/');
        let inner = text.trim_end_matches('/');
        let anchored = inner.contains('/');
        let shallow = anchored && inner.ends_with("/*");
        let mut parts: Vec<String> = inner.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        if !anchored {
            parts.insert(0, "**".to_owned());
        }
        Pattern { parts, folder, shallow }
    }

    /// Whether a path fits, or a folder that it lies in.
    pub fn fits(&self, path: &str) -> bool {
        let names: Vec<&str> = path.split('/').collect();
        let parts: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        let least = if self.shallow { names.len() } else { 1 };
        let most = if self.folder { names.len() - 1 } else { names.len() };
        (least..=most).any(|end| lies(&parts, &names[..end]))
    }
}

/// Whether names fit parts one by one; `**` stands for any number of names.
fn lies(parts: &[&str], names: &[&str]) -> bool {
    match (parts.split_first(), names.split_first()) {
        (None, None) => true,
        (Some((&"**", [])), _) => !names.is_empty(),
        (Some((&"**", rest)), _) => (0..=names.len()).any(|skipped| lies(rest, &names[skipped..])),
        (Some((part, rest)), Some((name, others))) => {
            let letters: (Vec<char>, Vec<char>) = (part.chars().collect(), name.chars().collect());
            is_named(&letters.0, &letters.1) && lies(rest, others)
        }
        _ => false,
    }
}

/// Whether a name fits a part with `*` and `?`. Goes back to the last `*` alone, so it never takes long.
fn is_named(part: &[char], name: &[char]) -> bool {
    let (mut at, mut place, mut star) = (0, 0, None);
    while place < name.len() {
        match part.get(at) {
            Some('*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(letter) if *letter == '?' || *letter == name[place] => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((before, from)) = star else { return false };
                star = Some((before, from + 1));
                (at, place) = (before + 1, from + 1);
            }
        }
    }
    part[at..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_forges_have_them() {
        for (pattern, fits, misses) in [
            ("*", &["a.md", "b/c.md"][..], &[][..]),
            ("*.md", &["a.md", "b/c.md"], &["a.txt"]),
            ("/a.md", &["a.md"], &["b/a.md"]),
            ("docs/", &["docs/a", "x/docs/b/c"], &["docs"]),
            ("/docs/", &["docs/a/b"], &["x/docs/a"]),
            ("docs/*", &["docs/a"], &["docs/a/b", "x/docs/a"]),
            ("docs/**", &["docs/a", "docs/a/b"], &["docs"]),
            ("**/logs", &["logs", "a/logs", "a/b/logs/c"], &["logsx"]),
            ("a/**/z.md", &["a/z.md", "a/b/c/z.md"], &["b/a/z.md"]),
            ("/kb/ob*/p?ice.md", &["kb/objections/price.md"], &["kb/objections/prrice.md", "kb/ob/x/price.md"]),
            ("objections", &["objections/a.md", "kb/objections/b.md"], &["objection/a.md"]),
        ] {
            let read = Pattern::read(pattern);
            assert!(fits.iter().all(|path| read.fits(path)), "{pattern}");
            assert!(!misses.iter().any(|path| read.fits(path)), "{pattern}");
        }
        let stars = Pattern::read(&"*a".repeat(40));
        assert!(!stars.fits(&"a".repeat(39)) && !stars.fits(&"ab".repeat(5_000)));
    }
}

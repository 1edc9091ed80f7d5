//! Names of files: which of a source may be read at all, and what they are called in the content folder.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use crate::content::links::{EXTENSIONS, joined};
use crate::content::scaffold;

/// Names that some system keeps for devices.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
/// Characters of one part of a path.
const LONGEST_PART: usize = 80;
/// Characters that some file system does not take, or that mean something in addresses and shells.
const UNFIT: [char; 13] = ['<', '>', ':', '"', '\\', '|', '?', '*', '\'', '`', '#', '%', '$'];

/// The path of a file in an archive, or why it is not read: a name must never lead out of the folder.
pub fn safe(name: &str) -> Result<String, &'static str> {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':') && name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if name.starts_with('/') || drive {
        return Err("its name is an absolute path");
    }
    if name.chars().any(char::is_control) {
        return Err("its name has control characters");
    }
    if name.split('/').any(|part| part == "..") {
        return Err("its name leads out of the folder");
    }
    joined("", &name).filter(|path| !path.is_empty()).ok_or("it has no name")
}

/// Whether a file is one that systems leave behind: hidden, or of the archive itself.
pub fn is_litter(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX" || part == "Thumbs.db")
}

/// A part of a path as a slug; `page` where nothing is left.
pub fn slug(name: &str) -> String {
    let id = scaffold::slug(name).unwrap_or_else(|| "page".to_owned());
    fit(&id)
}

/// A path with as little changed as every system needs to take it.
pub fn fitting(path: &str) -> String {
    path.split('/').map(fit).collect::<Vec<_>>().join("/")
}

fn fit(part: &str) -> String {
    let (stem, ending) = match part.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.chars().count() <= 8 => (stem, format!(".{ending}")),
        _ => (part, String::new()),
    };
    let letter = |letter: char| if letter.is_control() || UNFIT.contains(&letter) { '-' } else { letter };
    let stem: String = stem.nfc().map(letter).take(LONGEST_PART).collect();
    let stem = stem.trim_matches([' ', '.']).trim_start_matches('~');
    let bare = stem.to_lowercase();
    let device = bare.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let reserved = RESERVED.contains(&device) && bare.len() - device.len() <= 1;
    let stem = match stem {
        "" => "page".to_owned(),
        stem if reserved => format!("{stem}-page"),
        stem => stem.to_owned(),
    };
    stem + &ending.trim_end_matches([' ', '.']).replace(UNFIT, "-")
}

/// Paths that are taken; on some disks letter case makes no difference.
#[derive(Debug, Default)]
pub struct Taken(HashSet<String>);

impl Taken {
    /// Takes a path as it is.
    pub fn take(&mut self, path: &str) {
        self.0.insert(folded(path));
    }

    /// Whether a path is taken.
    pub fn has(&self, path: &str) -> bool {
        self.0.contains(&folded(path))
    }

    /// Takes the path, numbered where it is taken already.
    pub fn free(&mut self, path: &str) -> String {
        let free = candidates(path).find(|path| !self.has(path)).unwrap_or_else(|| path.to_owned());
        self.take(&free);
        free
    }
}

/// A path and then its numbered forms: `a.md`, `a-2.md`, `a-3.md`.
pub fn candidates(path: &str) -> impl Iterator<Item = String> {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    let dot = if ending.is_empty() { "" } else { "." };
    let numbered = (2..).map(move |number| format!("{stem}-{number}{dot}{ending}"));
    std::iter::once(path.to_owned()).chain(numbered)
}

fn folded(path: &str) -> String {
    // A page and its twin with another ending have one address.
    let stem = EXTENSIONS.iter().find_map(|ending| path.strip_suffix(ending)).map_or(path, |stem| stem);
    let page = if stem.len() < path.len() { ".md" } else { "" };
    format!("{}{page}", stem.nfc().collect::<String>().to_lowercase())
}

/// The way from one file to another, as an address in Markdown.
pub fn relative(from: &str, to: &str) -> String {
    let mut here: Vec<&str> = from.split('/').collect();
    here.pop();
    let there: Vec<&str> = to.split('/').collect();
    let last = there.len() - 1;
    let same = here.iter().zip(&there[..last]).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", here.len() - same);
    let parts: Vec<String> = up.map(str::to_owned).chain(there[same..].iter().map(|part| encoded(part))).collect();
    parts.join("/")
}

fn encoded(part: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const OWN: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'(').add(b')').add(b'<').add(b'>');
    const ALL: &AsciiSet = &OWN.add(b'?').add(b'[').add(b']').add(b'\\').add(b'`').add(b'{').add(b'|').add(b'}');
    // Letters of all scripts stay readable; only what would end or bend the address is encoded.
    let piece = |letter: char| match letter.is_ascii() {
        true => utf8_percent_encode(letter.encode_utf8(&mut [0; 4]), ALL).to_string(),
        false => letter.to_string(),
    };
    part.chars().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_lead_out_are_refused() {
        for name in [
            "/etc/passwd",
            "../x.md",
            "a/../../x.md",
            "C:\\x.md",
            "c:/x.md",
            "..\\x.md",
            "\\\\host\\x",
            "a\0b",
            "",
            "./.",
        ] {
            assert!(safe(name).is_err(), "{name:?}");
        }
        assert_eq!(safe("a\\b/./c.md").as_deref(), Ok("a/b/c.md"));
        assert_eq!(safe("a..b/c...md").as_deref(), Ok("a..b/c...md"));
    }

    #[test]
    fn names_fit_every_system() {
        assert_eq!(fitting("a/What? \"now\": x.md"), "a/What- -now-- x.md");
        assert_eq!(fitting("CON.md"), "CON-page.md");
        assert_eq!(fitting("com1/aux/console.md"), "com1-page/aux-page/console.md");
        assert_eq!(fitting("a./ .md"), "a/page.md");
        assert_eq!(slug("Über uns / 2026?"), "über-uns-2026");
        assert_eq!(slug("🚀"), "page");
    }

    #[test]
    fn two_files_never_have_one_name_on_any_disk() {
        let mut taken = Taken::default();
        let names = ["a/Faq.md", "a/faq.md", "a/FAQ.mdx", "a/faq.png", "a/faq.md"].map(|path| taken.free(path));
        assert_eq!(names, ["a/Faq.md", "a/faq-2.md", "a/FAQ-3.mdx", "a/faq.png", "a/faq-4.md"]);
    }

    #[test]
    fn the_way_between_files_is_relative() {
        assert_eq!(relative("a/b/c.md", "a/d e.md"), "../d%20e.md");
        assert_eq!(relative("a.md", "größe (1).md"), "größe%20%281%29.md");
        assert_eq!(relative("x/a.md", "x/b.md"), "b.md");
        assert_eq!(relative("x/y.md", "objections/z.md"), "../objections/z.md");
    }

    proptest! {
        #[test]
        fn whatever_is_safe_stays_inside(name in "(\\PC|[./\\\\:\0 ]){0,40}") {
            if let Ok(path) = safe(&name) {
                prop_assert!(!path.starts_with('/') && path.split('/').all(|part| part != ".." && !part.is_empty()));
                let fit = fitting(&path);
                prop_assert!(fit.split('/').all(|part| !part.is_empty() && part != ".." && !part.starts_with('.')), "{}", fit);
            }
        }
    }
}

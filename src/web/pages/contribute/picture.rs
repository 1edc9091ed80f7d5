//! Pictures that come with what somebody writes: what they are is told by their bytes, and their name is made here.

use crate::content::Loaded;
use crate::history::propose::slug;

/// Bytes of a picture.
pub const LARGEST: usize = 3 << 20;
/// Characters of a name.
const LONGEST_NAME: usize = 60;
/// Names that are tried.
const TRIES: usize = 1000;

/// What the bytes are, as the ending of a file. Drawings are documents that can hold scripts, so they are none of it.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => None,
    }
}

/// The name of its file beside an entry, which nothing there has.
///
/// # Errors
/// What is wrong with it, in words.
pub fn name(loaded: &Loaded, path: &str, called: &str, bytes: &[u8]) -> Result<String, &'static str> {
    if bytes.len() > LARGEST {
        return Err("The picture has more than 3 MB. Make it smaller: nobody looks at so much of it in a call.");
    }
    let ending = ending(bytes).ok_or("This is no PNG, JPEG, GIF or WebP. Save the picture as one of these.")?;
    let called = called.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = slug(called.rsplit_once('.').map_or(called, |(stem, _)| stem), LONGEST_NAME);
    let stem = if stem == "change" { "picture".to_owned() } else { stem };
    let names = (2..TRIES).map(|number| format!("{stem}-{number}.{ending}"));
    let free = |name: &String| !loaded.has_file(&beside(path, name));
    std::iter::once(format!("{stem}.{ending}")).chain(names).find(free).ok_or("There is no name left for it.")
}

/// The path of a file beside another.
pub fn beside(path: &str, name: &str) -> String {
    path.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes_and_named_here() {
        let loaded = Loaded::default();
        let png = b"\x89PNG\r\n\x1a\n...";
        let named = |called: &str, bytes: &[u8]| name(&loaded, "objections/a.md", called, bytes);
        assert_eq!(named("../../Plan board (v2).SVG", png).unwrap(), "plan-board-v2.png");
        assert_eq!(named("日本.png", b"GIF89a").unwrap(), "picture.gif");
        assert_eq!(named(".png", b"\xff\xd8\xff\xe0").unwrap(), "picture.jpg");
        assert_eq!(named("--force", b"RIFF....WEBPVP8").unwrap(), "force.webp");
        for other in [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"<html>", b"", b"%PDF-1.4", b"RIFF....WAVE"] {
            assert!(named("a.png", other).is_err());
        }
        assert!(named("a.png", &[&png[..], &vec![0; LARGEST]].concat()).is_err());
        assert_eq!([beside("a/b.md", "c.png"), beside("b.md", "c.png")], ["a/c.png", "c.png"]);
    }
}

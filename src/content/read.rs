//! One file's bytes into an entry and what is wrong with it. Nothing makes a page disappear.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::fields;
use super::forbidden::Forbidden;
use super::front_matter::{self, Split, Syntax};
use super::lint::{self, Subject};
use super::yaml::{Document, Unreadable};
use super::{pointer, toml, visibility, yaml};
use crate::markdown;
use crate::model::diagnostic::{
    CONFLICT_MARKERS, DUPLICATE_KEY, Diagnostic, FORBIDDEN_WORD, FRONT_MATTER_UNCLOSED, FRONT_MATTER_UNREADABLE,
    LFS_POINTER, NO_FRONT_MATTER, NOT_UTF8, Position, UNKNOWN_KIND, VISIBILITY_UNCLEAR, WRONG_TYPE,
};
use crate::model::entry::{Common, Detail, Status};
use crate::model::fields::meant;
use crate::model::fix::Fix;
use crate::model::id::{EntryId, Kind};
use crate::model::nearest::{nearest, only};
use crate::model::person::People;
use crate::model::taxonomy::{Taxonomy, in_words};
use crate::model::value::{Key, Map, Node, Value, clipped};
use crate::model::{Body, Entry};

/// Characters of a summary that is made from the first paragraph.
const SUMMARY_LENGTH: usize = 160;

/// An entry as it stands in its file, with the findings that need no other file.
#[derive(Debug, Clone)]
pub struct Read {
    pub entry: Entry,
    pub diagnostics: Vec<Diagnostic>,
    /// The front matter could not be read as a whole, or a conflict was committed: an earlier version serves better.
    pub broken: bool,
}

/// The vocabulary that a file is read against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub taxonomy: &'a Taxonomy,
    pub people: &'a People,
    pub forbidden: &'a Forbidden,
    /// Drafts are closed as restricted entries are.
    pub closed_drafts: bool,
}

/// Hash of a file's bytes.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// Reads one file.
pub fn read(path: &str, bytes: &[u8], context: Context) -> Read {
    let mut found = Vec::new();
    let pointer = pointer::is_pointer(bytes);
    found.extend(pointer.then(|| pointer::finding(path, Position::START, "the file")));
    // Its lines are nothing that anybody wrote.
    let bytes_read = if pointer { b"" } else { bytes };
    let text = decode(path, bytes_read, &mut found);
    let text = front_matter::normalized(&text);
    let split = front_matter::split(&text);
    let front = Front::read(path, &split, &mut found);
    let conflict = conflict(path, &text, &mut found);
    let body = match path.ends_with(".mdx") {
        true => markdown::outline(&markdown::without_components(split.body), split.body_line),
        false => markdown::outline(split.body, split.body_line),
    };
    let mut entry = entry(path, hash(bytes), &front, body, &split, &mut found);
    let drafted = context.closed_drafts && entry.common.status == Status::Draft;
    entry.common.closed = entry.common.restricted || drafted;
    found.extend(context.forbidden.check(&entry, &text));
    found.extend(lint::misplaced(path, entry.kind, front.map.get("kind").is_some()));
    if entry.declared {
        let has_title = entry.body.headings.iter().any(|heading| heading.level == 1);
        let mut findings = fields::check(path, entry.kind, &front.map, context.taxonomy, has_title);
        // A field that could not be read is not missing as well.
        findings.diagnostics.retain(|finding| !front.broken || !finding.code.starts_with("missing"));
        found.append(&mut findings.diagnostics);
        let entry = Entry { references: findings.references, facts: findings.facts, ..entry };
        found.extend(lint::lint(&Subject { entry: &entry, map: &front.map, people: context.people }));
        return finish(entry, found, front.broken || split.unclosed || conflict);
    }
    if Kind::from_path(path) != Kind::Page && context.taxonomy.controlled && !split.unclosed && !pointer {
        let kind = Kind::from_path(path);
        let help = format!("Begin the file with `---`, its fields (`kind: {kind}`) and `---` to make it one.");
        let message = format!("no front matter, so this is a page and no {kind}");
        found.push(Diagnostic::new(&NO_FRONT_MATTER, path, Position::START, message, help));
    }
    let emptied = text.trim().is_empty();
    finish(entry, found, split.unclosed || conflict || emptied)
}

/// Of a plain page nothing is demanded: what is wrong with its fields is a warning.
fn finish(entry: Entry, found: Vec<Diagnostic>, broken: bool) -> Read {
    let keep = [
        VISIBILITY_UNCLEAR.code,
        NOT_UTF8.code,
        FRONT_MATTER_UNREADABLE.code,
        FRONT_MATTER_UNCLOSED.code,
        CONFLICT_MARKERS.code,
        LFS_POINTER.code,
        FORBIDDEN_WORD.code,
    ];
    let soften = |finding: Diagnostic| match entry.kind {
        Kind::Page if !keep.contains(&finding.code) => finding.softened(),
        _ => finding,
    };
    let mut diagnostics: Vec<_> = found.into_iter().map(soften).collect();
    diagnostics.sort_by_key(|finding| (finding.line, finding.column));
    Read { entry, diagnostics, broken }
}

fn decode<'a>(path: &str, bytes: &'a [u8], found: &mut Vec<Diagnostic>) -> std::borrow::Cow<'a, str> {
    if let Err(error) = std::str::from_utf8(bytes) {
        let before = &bytes[..error.valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
        let message = "bytes that are not UTF-8".to_owned();
        let help = "Save the file as UTF-8; the bytes are shown as \u{fffd}.";
        found.push(Diagnostic::new(&NOT_UTF8, path, Position::new(line, 1), message, help));
    }
    decoded(bytes)
}

/// Bytes as text: UTF-8, or UTF-16 where they begin with its mark; what is neither is shown as \u{fffd}.
pub(super) fn decoded(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    utf16(bytes).map_or_else(|| String::from_utf8_lossy(bytes), std::borrow::Cow::Owned)
}

/// Whether a file begins with the byte-order mark of UTF-16.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes.get(..2), Some([0xff, 0xfe] | [0xfe, 0xff]))
}

/// The text of a file that begins with the byte-order mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<String> {
    let units =
        |read: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect::<Vec<_>>();
    match bytes.get(..2)? {
        [0xff, 0xfe] => Some(String::from_utf16_lossy(&units(u16::from_le_bytes))),
        [0xfe, 0xff] => Some(String::from_utf16_lossy(&units(u16::from_be_bytes))),
        _ => None,
    }
}

fn conflict(path: &str, text: &str, found: &mut Vec<Diagnostic>) -> bool {
    let mut lines = (1..).zip(text.lines());
    let start = lines.find(|(_, line)| line.starts_with("<<<<<<< "));
    let whole = start.is_some() && lines.any(|(_, line)| line.starts_with(">>>>>>> "));
    if let (Some((line, _)), true) = (start, whole) {
        let help = "Settle the merge: keep the right lines and take out the marks.";
        found.push(Diagnostic::new(
            &CONFLICT_MARKERS,
            path,
            Position::new(line, 1),
            "a merge conflict was committed",
            help,
        ));
    }
    whole
}

/// The fields of a file, with aliases read as what they mean.
#[derive(Default)]
struct Front {
    map: Map,
    broken: bool,
    declared: bool,
}

impl Front {
    fn read(path: &str, split: &Split, found: &mut Vec<Diagnostic>) -> Front {
        if split.unclosed {
            let help = "Close it with a line of its own that is the same as the first.";
            found.push(Diagnostic::new(
                &FRONT_MATTER_UNCLOSED,
                path,
                Position::START,
                "the front matter is never closed",
                help,
            ));
        }
        let Some((syntax, text)) = split.front else { return Front::default() };
        let parsed = match syntax {
            Syntax::Yaml => yaml::parse(text, split.front_line + 1),
            Syntax::Toml => toml::parse(text, split.front_line + 1),
        };
        match parsed {
            Ok(document) => Front { declared: true, ..Front::of(path, document, found) },
            Err(error) => {
                found.push(unreadable(path, text, split.front_line + 1, &error));
                Front { map: salvaged(path, text, split.front_line + 1), broken: true, declared: true }
            }
        }
    }

    fn of(path: &str, document: Document, found: &mut Vec<Diagnostic>) -> Front {
        for key in document.duplicates {
            let message = format!("`{}` stands twice", key.name);
            found.push(Diagnostic::new(&DUPLICATE_KEY, path, key.at, message, "Keep one; the first is used."));
        }
        match document.value {
            Some(Value { node: Node::Map(map), .. }) => Front { map: canonical(path, map), ..Front::default() },
            Some(Value { node: Node::Null, .. }) | None => Front::default(),
            Some(value) => {
                let message = format!("the front matter is {}, where fields belong", value.described());
                found.push(Diagnostic::new(
                    &WRONG_TYPE,
                    path,
                    value.at,
                    message,
                    "Write fields as `name: value`, one on a line.",
                ));
                Front::default()
            }
        }
    }
}

fn unreadable(path: &str, text: &str, first_line: u32, error: &Unreadable) -> Diagnostic {
    let line = text.lines().nth(error.at.line.saturating_sub(first_line) as usize).unwrap_or_default();
    let tabbed = text.lines().any(|line| line.starts_with('\t'));
    let unquoted = line
        .split_once(": ")
        .is_some_and(|(_, value)| value.contains(": ") && !value.trim_start().starts_with(['"', '\'', '[', '{']));
    let help = if unquoted {
        "Put the value in double quotes: it holds a colon. The other fields are read as they stand."
    } else if tabbed || line.contains('\t') {
        "Indent with spaces; YAML takes no tabs. The other fields are read as they stand."
    } else {
        "Mend the line; text with special characters goes in double quotes. The other fields are read as they stand."
    };
    let message = format!("the front matter cannot be read: {}", error.message);
    Diagnostic::new(&FRONT_MATTER_UNREADABLE, path, error.at, message, help)
}

/// The fields that can be read one by one where the whole cannot. A field that decides who may see the entry and
/// cannot be read counts as the stricter one.
fn salvaged(path: &str, text: &str, first_line: u32) -> Map {
    let mut map = Map::default();
    let mut start = 0;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    while start < lines.len() {
        let length = 1 + lines[start + 1..].iter().take_while(|line| line.starts_with([' ', '\t', '-', '\n'])).count();
        let chunk: String = lines[start..start + length].concat();
        match yaml::parse(&chunk, start as u32 + first_line).map(|document| document.value.map(|value| value.node)) {
            Ok(Some(Node::Map(part))) => map.entries.extend(part.entries),
            _ => map.entries.extend(stricter(&chunk, start as u32 + first_line)),
        }
        start += length;
    }
    canonical(path, map)
}

/// A status that cannot be read counts as a draft's.
fn stricter(chunk: &str, line: u32) -> Option<(Key, Value)> {
    let at = Position::new(line, 1);
    let is_status = chunk.split([':', '=']).next().unwrap_or_default().trim() == "status";
    let node = Node::Scalar { text: "draft".to_owned(), quoted: false };
    is_status.then(|| (Key { name: "status".to_owned(), at }, Value { at, node }))
}

/// Renames aliases to the fields that they mean; the field itself wins where both stand.
fn canonical(path: &str, map: Map) -> Map {
    let named = map.text("kind").or_else(|| map.text("object_type"));
    let kind = named.map_or_else(|| Some(Kind::from_path(path)), |name| Kind::from_name(&name)).unwrap_or(Kind::Page);
    let mut out = Map::default();
    let (direct, aliased): (Vec<_>, Vec<_>) =
        map.entries.into_iter().partition(|(key, _)| meant(kind, &key.name) == key.name);
    out.entries = direct;
    for (mut key, mut value) in aliased {
        key.name = meant(kind, &key.name).to_owned();
        if matches!(key.name.as_str(), "personas" | "aliases") && matches!(value.node, Node::Scalar { .. }) {
            value = Value { at: value.at, node: Node::List(vec![value]) };
        }
        if out.key(&key.name).is_none() {
            out.entries.push((key, value));
        }
    }
    out
}

fn entry(path: &str, hash: u64, front: &Front, body: Body, split: &Split, found: &mut Vec<Diagnostic>) -> Entry {
    let kind = if front.declared { kind(path, &front.map, found) } else { Kind::Page };
    // Elsewhere a list of tasks is a list, and nothing leads to one of them.
    let body = if kind == Kind::Checklist { body } else { Body { items: Vec::new(), ..body } };
    let mut common = Common::read(&front.map);
    let (head, head_line) = match split.front {
        Some((_, text)) => (text, split.front_line + 1),
        None => (visibility::head(split.body), 1),
    };
    common.restricted = visibility::is_restricted(path, head, head_line, &front.map, found);
    if split.unclosed && head.lines().any(|line| line.trim_start().starts_with("status") && line.contains("draft")) {
        common.status = Status::Draft;
    }
    let heading = body.headings.iter().find(|heading| heading.level == 1 && !heading.text.is_empty());
    let title = front.map.text("title").or_else(|| heading.map(|heading| heading.text.clone()));
    let summary = front.map.text("summary").or_else(|| body.lead.as_deref().map(|lead| clipped(lead, SUMMARY_LENGTH)));
    Entry {
        id: own_id(path, kind, common.slug.as_deref()),
        kind,
        path: path.to_owned(),
        title: title.unwrap_or_else(|| title_of(path)),
        summary: summary.unwrap_or_default(),
        detail: Detail::read(kind, &front.map),
        common,
        references: Vec::new(),
        facts: Vec::new(),
        body,
        declared: front.declared,
        hash,
    }
}

fn kind(path: &str, map: &Map, found: &mut Vec<Diagnostic>) -> Kind {
    let Some(name) = map.text("kind") else { return Kind::from_path(path) };
    Kind::from_name(&name).unwrap_or_else(|| {
        let at = map.get("kind").map_or(Position::START, |value| value.at);
        let help = match nearest(&name, Kind::all().map(Kind::name)) {
            Some(near) => format!("Did you mean `{near}`? Until then its folder decides."),
            None => {
                format!("Its folder decides. Kinds are {}.", Kind::all().map(Kind::name).collect::<Vec<_>>().join(", "))
            }
        };
        let fix = only(&name, Kind::all().map(Kind::name)).map(|kind| Fix::replace(&name, kind));
        let message = format!("`{name}` is no kind of entry");
        found.push(Diagnostic::new(&UNKNOWN_KIND, path, at, message, help).mended_by(fix));
        Kind::from_path(path)
    })
}

/// `<kind>/<file name>`; of a plain page `page/<path without extension>`, an index file being its folder's page.
fn own_id(path: &str, kind: Kind, slug: Option<&str>) -> EntryId {
    if let Some(slug) = slug {
        let slug = slug.strip_prefix(&format!("{kind}/")).unwrap_or(slug);
        if !slug.is_empty() && !slug.contains(char::is_whitespace) {
            return EntryId::new(kind, slug);
        }
    }
    let stem = super::links::without_extension(path);
    match kind {
        Kind::Page => EntryId::new(kind, super::links::folder_page(stem).unwrap_or(stem)),
        _ => EntryId::new(kind, stem.rsplit('/').next().unwrap_or(stem)),
    }
}

/// A title for a file that has none: its name in words, or its folder's for an index file.
fn title_of(path: &str) -> String {
    let stem = super::links::without_extension(path);
    let stem = super::links::folder_page(stem).filter(|folder| *folder != "index").unwrap_or(stem);
    in_words(stem.rsplit('/').next().unwrap_or(stem))
}

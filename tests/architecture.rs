//! The table in `src/lib.rs` is the law: every file stands on a row, and no path leads where its row does not allow.

#![allow(clippy::disallowed_methods, reason = "tests prepare and look at files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A row of the table.
struct Row {
    floor: Vec<u32>,
    allowed: BTreeSet<String>,
}

/// The rows by module, such as `web::pages`.
fn table(lib: &str) -> BTreeMap<String, Row> {
    let cells =
        |line: &str| -> Vec<String> { line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect() };
    let names = |cell: &str| -> BTreeSet<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let lines = lib.lines().filter_map(|line| line.strip_prefix("//! |")).map(cells);
    let rows = lines.filter(|cells| cells.len() == 4 && cells[1].starts_with('`'));
    rows.map(|cells| {
        let floor = cells[0].split('.').map(|number| number.parse().expect("a floor is a number")).collect();
        (cells[1].trim_matches('`').to_owned(), Row { floor, allowed: names(&cells[2]) })
    })
    .collect()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).expect("src can be listed").flatten() {
        let path = item.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// `src/web/pages/mod.rs` is the module `web::pages`.
fn module_of(path: &Path, src: &Path) -> Vec<String> {
    let below = path.strip_prefix(src).expect("a file of src").with_extension("");
    let mut parts: Vec<_> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// The code without comments and without what stands between quotes.
fn code(source: &str) -> String {
    let without_comments = source.lines().map(|line| line.split("//").next().unwrap_or_default());
    let text = without_comments.collect::<Vec<_>>().join("\n");
    text.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

/// All paths of this crate that the code names, `crate::` and `super::` resolved against the module it stands in.
fn paths(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (start, root) in code.match_indices("crate::").chain(code.match_indices("super::")) {
        let before = code[..start].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || "_:$".contains(letter)) {
            continue;
        }
        let mut base = if root == "crate::" { Vec::new() } else { module[..module.len().saturating_sub(1)].to_vec() };
        let mut rest = &code[start + root.len()..];
        while let Some(after) = rest.strip_prefix("super::") {
            base.pop();
            rest = after;
        }
        follow(&base, rest, &mut found);
    }
    found
}

/// Follows `a::b::{c, d::e}` and notes each path.
fn follow(base: &[String], rest: &str, found: &mut Vec<Vec<String>>) {
    let rest = rest.trim_start();
    if let Some(group) = rest.strip_prefix('{') {
        let mut depth = 1;
        let mut start = 0;
        for (at, letter) in group.char_indices() {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            if depth == 0 || (depth == 1 && letter == ',') {
                follow(base, &group[start..at], found);
                start = at + 1;
            }
            if depth == 0 {
                return;
            }
        }
        return;
    }
    let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    if name.is_empty() {
        return;
    }
    let path = [base, std::slice::from_ref(&name)].concat();
    match rest[name.len()..].strip_prefix("::") {
        Some(further) => follow(&path, further, found),
        None => found.push(path),
    }
}

/// The row with the longest name that the path begins with.
fn row_of<'a>(rows: &'a BTreeMap<String, Row>, path: &[String]) -> Option<&'a str> {
    (1..=path.len())
        .rev()
        .find_map(|length| rows.get_key_value(&path[..length].join("::")).map(|(name, _)| name.as_str()))
}

#[test]
fn every_arrow_points_down_is_granted_and_is_used() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rows = table(&fs::read_to_string(src.join("lib.rs")).expect("src/lib.rs"));
    assert!(rows.len() > 10, "the table in src/lib.rs was not found");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut wrong = Vec::new();
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    for file in files.iter().filter(|file| !file.ends_with("src/lib.rs")) {
        let module = module_of(file, &src);
        let Some(name) = row_of(&rows, &module) else {
            wrong.push(format!("{} is on no row", file.display()));
            continue;
        };
        for path in paths(&code(&fs::read_to_string(file).expect("a source file")), &module) {
            let Some(target) = row_of(&rows, &path) else { continue };
            used.insert((name, target));
            if target != name && !rows[name].allowed.contains(target) {
                wrong.push(format!("{}: {name} may not import {target} ({})", file.display(), path.join("::")));
            }
        }
    }
    for (name, row) in &rows {
        for target in &row.allowed {
            match rows.get(target) {
                None => wrong.push(format!("{name} may import {target}, which is on no row")),
                Some(below) if below.floor >= row.floor => wrong.push(format!("{name} looks up or aside to {target}")),
                // A module names those inside it without a path.
                Some(_) if name == "main" || target.starts_with(&format!("{name}::")) => {}
                Some(_) if !used.contains(&(name, target)) => wrong.push(format!("{name} never imports {target}")),
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_arrow_that_is_not_granted_is_found() {
    let module = ["web".to_owned(), "pages".to_owned(), "start".to_owned()];
    let seen = paths("use crate::{model::Kind, fs}; use super::super::urls::{self, START};", &module);
    let seen: Vec<_> = seen.iter().map(|path| path.join("::")).collect();
    assert_eq!(seen, ["model::Kind", "fs", "web::urls::self", "web::urls::START"]);
}

//! What a change does, as `git apply` takes it.

/// Lines around a change that do not change.
const CONTEXT: usize = 3;

/// A file that is new.
pub fn of_new(path: &str, text: &str) -> String {
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    let head =
        format!("diff --git a/{path} b/{path}\nnew file mode 100644\n--- /dev/null\n+++ b/{path}{}\n", tab(path));
    let span = if lines.is_empty() { "0,0".to_owned() } else { format!("1,{}", lines.len()) };
    format!("{head}@@ -0,0 +{span} @@\n{}", marked('+', &lines))
}

/// A file that changed in one place: everything between its first and its last line that differ is one piece.
pub fn of_changed(path: &str, before: &str, after: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let start = same.saturating_sub(CONTEXT);
    let (old_end, new_end) = (old.len() - rest, new.len() - rest);
    let below = &old[old_end..(old_end + CONTEXT).min(old.len())];
    let count = |end: usize| end - start + below.len();
    // An empty side begins at no line.
    let first = |count: usize| if count == 0 { start } else { start + 1 };
    let (gone, come) = (count(old_end), count(new_end));
    format!(
        "diff --git a/{path} b/{path}\n--- a/{path}{tab}\n+++ b/{path}{tab}\n@@ -{},{gone} +{},{come} @@\n{}{}{}{}",
        first(gone),
        first(come),
        marked(' ', &old[start..same]),
        marked('-', &old[same..old_end]),
        marked('+', &new[same..new_end]),
        marked(' ', below),
        tab = tab(path),
    )
}

/// Ends a name that has blanks.
fn tab(path: &str) -> &'static str {
    if path.contains(' ') { "\t" } else { "" }
}

fn marked(mark: char, lines: &[&str]) -> String {
    lines
        .iter()
        .map(|line| match line.ends_with('\n') {
            true => format!("{mark}{line}"),
            false => format!("{mark}{line}\n\\ No newline at end of file\n"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_one_piece_with_what_stands_around_it() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9";
        let after = "1\n2\n3\n4\nx\n7\n8\n9";
        assert_eq!(
            of_changed("a b.md", before, after),
            "diff --git a/a b.md b/a b.md\n--- a/a b.md\t\n+++ b/a b.md\t\n@@ -2,8 +2,7 @@\n 2\n 3\n 4\n-5\n-6\n+x\n 7\n 8\n 9\n\\ No newline at end of file\n"
        );
        assert!(of_new("x.md", "a\nb\n").ends_with("+++ b/x.md\n@@ -0,0 +1,2 @@\n+a\n+b\n"));
    }
}

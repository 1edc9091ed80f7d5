//! Two texts beside each other: which lines only one of them has.

use maud::{Markup, html};

/// Above so many pairs of lines the parts that differ are shown whole.
const MOST: usize = 4_000_000;
/// Lines that both have and that are shown around a difference.
const AROUND: usize = 2;

/// A line of one text or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    Both(&'a str),
    /// Only the first has it.
    Gone(&'a str),
    /// Only the second has it.
    New(&'a str),
}

/// The lines of both texts in order.
pub fn lines<'a>(one: &'a str, other: &'a str) -> Vec<Line<'a>> {
    let (a, b): (Vec<&str>, Vec<&str>) = (one.lines().collect(), other.lines().collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (middle_a, middle_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut out: Vec<Line> = a[..head].iter().map(|line| Line::Both(line)).collect();
    between(middle_a, middle_b, &mut out);
    out.extend(a[a.len() - tail..].iter().map(|line| Line::Both(line)));
    out
}

/// The longest lines in common, by the table of lengths.
fn between<'a>(a: &[&'a str], b: &[&'a str], out: &mut Vec<Line<'a>>) {
    if a.len().saturating_mul(b.len()) > MOST {
        out.extend(a.iter().map(|line| Line::Gone(line)));
        out.extend(b.iter().map(|line| Line::New(line)));
        return;
    }
    let width = b.len() + 1;
    let mut length = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let (right, below) = (length[i * width + j + 1], length[(i + 1) * width + j]);
            let both = length[(i + 1) * width + j + 1] + 1;
            length[i * width + j] = if a[i] == b[j] { both } else { right.max(below) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            out.push(Line::Both(a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && length[(i + 1) * width + j] >= length[i * width + j + 1]) {
            out.push(Line::Gone(a[i]));
            i += 1;
        } else {
            out.push(Line::New(b[j]));
            j += 1;
        }
    }
}

/// The difference of two texts, with a few lines around it.
pub fn difference(one: &str, other: &str) -> Markup {
    let lines = lines(one, other);
    let differs: Vec<usize> = (0..lines.len()).filter(|at| !matches!(lines[*at], Line::Both(_))).collect();
    let near = |at: usize| {
        let place = differs.partition_point(|place| *place + AROUND < at);
        differs.get(place).is_some_and(|place| *place <= at + AROUND)
    };
    let mut skipped = false;
    html! {
        pre.difference tabindex="0" dir="ltr" aria-label="What differs" {
            @for (at, line) in lines.iter().enumerate() {
                @if near(at) {
                    ({ skipped = false; "" })
                    (drawn(*line))
                } @else if !skipped {
                    ({ skipped = true; "" })
                    span.skipped { "…\n" }
                }
            }
        }
    }
}

/// A difference as git tells it: of each file its path, then what changes.
pub fn of_git(text: &str) -> Markup {
    let mut head = true;
    html! {
        pre.difference tabindex="0" dir="ltr" aria-label="What changes" {
            @for line in text.lines() {
                ({ head = line.starts_with("diff --git ") || (head && !line.starts_with("@@")); "" })
                @if head { (about(line)) } @else { (changed(line)) }
            }
        }
    }
}

/// What stands above the lines of a file.
fn about(line: &str) -> Markup {
    let path = line.strip_prefix("+++ ").map(|path| path.strip_prefix("b/").unwrap_or(path));
    let told = path.or_else(|| Some(line).filter(|line| line.starts_with("Binary")));
    html! { @if let Some(told) = told { span.skipped { (told) "\n" } } }
}

fn changed(line: &str) -> Markup {
    match line.split_at_checked(1) {
        Some(("+", rest)) => drawn(Line::New(rest)),
        Some(("-", rest)) => drawn(Line::Gone(rest)),
        Some((" ", rest)) => drawn(Line::Both(rest)),
        Some(("@", _)) => html! { span.skipped { "…\n" } },
        _ => Markup::default(),
    }
}

fn drawn(line: Line) -> Markup {
    html! {
        @match line {
            Line::Both(line) => { span { "  " (line) "\n" } },
            Line::Gone(line) => { del { "− " (line) "\n" } },
            Line::New(line) => { ins { "+ " (line) "\n" } },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_have_is_told_from_what_one_has() {
        let of = |a, b| lines(a, b);
        assert_eq!(of("a\nb\nc", "a\nx\nc"), [Line::Both("a"), Line::Gone("b"), Line::New("x"), Line::Both("c")]);
        assert_eq!(of("", "a"), [Line::New("a")]);
        assert_eq!(of("a\nb\na\nc", "b\nc"), [Line::Gone("a"), Line::Both("b"), Line::Gone("a"), Line::Both("c")]);
        assert!(of("a", "a").iter().all(|line| matches!(line, Line::Both(_))));
        let (long, other) = ("x\n".repeat(3000), "y\n".repeat(3000));
        assert_eq!(of(&long, &other).len(), 6000);
    }

    #[test]
    fn nothing_in_a_difference_is_markup() {
        let html = difference("<b>\nsame\n", "<i>\nsame\n").into_string();
        assert!(html.contains("<del>− &lt;b&gt;") && html.contains("<ins>+ &lt;i&gt;"), "{html}");
        let html = of_git("diff --git a/x b/x\nindex 1..2\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n--- <b>\n+ä\n").into_string();
        assert!(html.contains(">x\n") && html.contains("<del>− -- &lt;b&gt;") && html.contains("<ins>+ ä"), "{html}");
        assert!(!html.contains("index 1") && !html.contains("@@"), "{html}");
    }
}

//! Pages that say the same: one title, or most of their word groups.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::report::Double;

/// Words of a group.
const GROUP: usize = 5;
/// Part of the groups of the shorter page that the other has too.
const ALIKE: f64 = 0.8;
/// A page with fewer groups is not compared by them.
const FEWEST: usize = 20;
/// A group that so many pages have is of their template.
const COMMON: usize = 20;
/// Titles that every folder may have.
const USUAL: [&str; 5] = ["readme", "index", "overview", "home", "table of contents"];

/// A page as it is compared.
pub struct Compared<'a> {
    pub path: &'a str,
    pub title: &'a str,
    pub text: &'a str,
}

/// Pairs of pages that say the same.
pub fn doubles(pages: &[Compared]) -> Vec<Double> {
    let mut found = by_title(pages);
    let known: HashSet<_> = found.iter().map(|double| (double.one.clone(), double.other.clone())).collect();
    found.extend(by_words(pages).into_iter().filter(|it| !known.contains(&(it.one.clone(), it.other.clone()))));
    found
}

fn by_title(pages: &[Compared]) -> Vec<Double> {
    let mut first: HashMap<String, &str> = HashMap::new();
    let mut found = Vec::new();
    for page in pages {
        let title = page.title.to_lowercase();
        if USUAL.contains(&title.as_str()) {
            continue;
        }
        match first.get(&title) {
            Some(one) => found.push(double(one, page.path, "the same title")),
            None => drop(first.insert(title, page.path)),
        }
    }
    found
}

fn by_words(pages: &[Compared]) -> Vec<Double> {
    let groups: Vec<HashSet<u64>> = pages.iter().map(|page| groups(page.text)).collect();
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (page, groups) in groups.iter().enumerate().filter(|(_, groups)| groups.len() >= FEWEST) {
        groups.iter().for_each(|group| holders.entry(*group).or_default().push(page));
    }
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for pages in holders.values().filter(|pages| (2..=COMMON).contains(&pages.len())) {
        for (place, one) in pages.iter().enumerate() {
            pages[place + 1..].iter().for_each(|other| *shared.entry((*one, *other)).or_default() += 1);
        }
    }
    let enough = |(one, other): &(usize, usize), count: usize| {
        count as f64 >= ALIKE * groups[*one].len().min(groups[*other].len()) as f64
    };
    let mut pairs: Vec<_> =
        shared.into_iter().filter(|(pair, count)| enough(pair, *count)).map(|(pair, _)| pair).collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|(one, other)| double(pages[one].path, pages[other].path, "nearly the same words")).collect()
}

fn double(one: &str, other: &str, why: &'static str) -> Double {
    Double { one: one.to_owned(), other: other.to_owned(), why }
}

fn groups(text: &str) -> HashSet<u64> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let hash = |group: &[String]| {
        let mut hasher = DefaultHasher::new();
        group.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(GROUP).map(hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_say_the_same_are_paired() {
        let long: String = (0..60).map(|number| format!("word{number} ")).collect();
        let other = format!("{long} and a few more words at the end");
        let pages = [
            Compared { path: "a", title: "Price", text: &long },
            Compared { path: "b", title: "Cost", text: &other },
            Compared { path: "c", title: "price", text: "short" },
            Compared { path: "d", title: "Index", text: "x" },
            Compared { path: "e", title: "index", text: "y" },
        ];
        let seen: Vec<_> = doubles(&pages).into_iter().map(|it| (it.one, it.other, it.why)).collect();
        assert_eq!(
            seen,
            [
                ("a".to_owned(), "c".to_owned(), "the same title"),
                ("a".to_owned(), "b".to_owned(), "nearly the same words")
            ]
        );
    }
}

//! Figures and queries as aligned lines.

use std::io::{self, Write};

use crate::quality::{Asked, Figures, Share};

/// Fewer queries than this say little.
const FEW: usize = 50;

/// The figures, each with how sure it is.
pub fn figures(out: &mut impl Write, file: &str, figures: &Figures) -> io::Result<()> {
    let Figures { entries, queries, fitting, unfitting, .. } = figures;
    writeln!(out, "{queries} {} of {file}", if *queries == 1 { "query" } else { "queries" })?;
    writeln!(out, "{fitting} that an entry fits, {unfitting} that nothing fits; {entries} entries\n")?;
    if *fitting == 0 {
        writeln!(out, "No query has an entry that fits, so there is nothing to count.")?;
        return times(out, figures);
    }
    share(out, "found first (accuracy@1)", figures.accuracy)?;
    share(out, "among the first three (recall@3)", figures.recall3)?;
    share(out, "among the first ten (recall@10)", figures.recall10)?;
    row(out, "mean reciprocal rank (MRR@10)", &figure(figures.mrr))?;
    row(out, "order of the first ten (nDCG@10)", &figure(figures.ndcg))?;
    let none = "-      add queries that nothing fits, with []".to_owned();
    row(out, "fits told from fits not (AUROC)", &figures.auroc.map_or(none, |auroc| figure(Some(auroc))))?;
    let Figures { confident_fitting, confident_unfitting, .. } = figures;
    row(out, "called a good match", &format!("{confident_fitting} of {fitting} that an entry fits"))?;
    if *unfitting > 0 {
        row(out, "", &format!("{confident_unfitting} of {unfitting} that nothing fits, wrongly"))?;
    }
    times(out, figures)?;
    let few = if *fitting < FEW { "; with more queries they get narrower" } else { "" };
    writeln!(out, "\nThe ranges hold the true share in 95 of 100 cases{few}.")
}

fn times(out: &mut impl Write, figures: &Figures) -> io::Result<()> {
    let (Some(half), Some(most)) = (figures.p50_us, figures.p99_us) else { return Ok(()) };
    row(out, "time of a search", &format!("{half} µs (p50), {most} µs (p99)"))
}

fn share(out: &mut impl Write, name: &str, share: Option<Share>) -> io::Result<()> {
    let Some(Share { value, low, high }) = share else { return Ok(()) };
    row(out, name, &format!("{value:.3}  {low:.3} to {high:.3}"))
}

fn figure(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.3}"))
}

fn row(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(out, "  {name:34} {value}")
}

/// One line for each query: the place of the first relevant entry, `lost` where it was not found, `none` where nothing
/// fits.
pub fn each(out: &mut impl Write, asked: &[Asked]) -> io::Result<()> {
    let first = |asked: &Asked| asked.first.clone().unwrap_or_else(|| "-".to_owned());
    let width = asked.iter().map(|asked| first(asked).chars().count()).max().unwrap_or_default().clamp(12, 40);
    writeln!(out, "place  certainty  {:width$}  query", "first result")?;
    for asked in asked {
        let place = match asked.place {
            Some(place) => place.to_string(),
            None if asked.is_fitting() => "lost".to_owned(),
            None => "none".to_owned(),
        };
        let query = asked.query.replace(char::is_control, " ");
        writeln!(out, "{place:>5}  {:>9.2}  {:width$}  {query}", asked.certainty, first(asked))?;
    }
    writeln!(out)
}

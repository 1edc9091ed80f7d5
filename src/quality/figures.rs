//! The figures of one file of queries.

use serde::Serialize;

use super::asked::Asked;
use super::metrics::{DEPTH, auroc, ndcg, percentile, reciprocal};
use super::share::Share;

/// How good search is over some queries. Shares and means are of the queries that something fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Entries that can be found.
    pub entries: usize,
    /// Queries that were asked.
    pub queries: usize,
    /// Those that some entry fits.
    pub fitting: usize,
    /// Those that no entry fits.
    pub unfitting: usize,
    /// The first relevant entry is the first result (accuracy@1).
    pub accuracy: Option<Share>,
    /// It is among the first three.
    pub recall3: Option<Share>,
    /// It is among the first ten.
    pub recall10: Option<Share>,
    /// Mean of one over its place (MRR@10).
    pub mrr: Option<f64>,
    /// Gain of the first ten against the best order (nDCG@10, an entry is relevant or not).
    pub ndcg: Option<f64>,
    /// How likely search is more certain of its first result where something fits than where nothing does.
    pub auroc: Option<f64>,
    /// Fitting queries whose first result is called a good match.
    pub confident_fitting: usize,
    /// The same of unfitting ones, where it is wrong.
    pub confident_unfitting: usize,
    /// Microseconds that half of the searches take at most.
    pub p50_us: Option<u64>,
    /// Microseconds that 99 of 100 searches take at most.
    pub p99_us: Option<u64>,
}

/// A figure that can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Accuracy,
    Recall3,
    Recall10,
    Mrr,
    Ndcg,
    Auroc,
}

impl Figure {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Figure; 6] =
        [Figure::Accuracy, Figure::Recall3, Figure::Recall10, Figure::Mrr, Figure::Ndcg, Figure::Auroc];

    /// The name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Figure::Accuracy => "accuracy",
            Figure::Recall3 => "recall3",
            Figure::Recall10 => "recall10",
            Figure::Mrr => "mrr",
            Figure::Ndcg => "ndcg",
            Figure::Auroc => "auroc",
        }
    }
}

impl Figures {
    /// The figures of what was asked of a catalog with so many entries.
    pub fn of(entries: usize, asked: &[Asked]) -> Figures {
        let (fitting, unfitting): (Vec<&Asked>, Vec<&Asked>) = asked.iter().partition(|asked| asked.is_fitting());
        let places: Vec<_> = fitting.iter().map(|asked| asked.place).collect();
        let mean = |of: &dyn Fn(&Asked) -> f64| {
            let sum: f64 = fitting.iter().map(|asked| of(asked)).sum();
            (!fitting.is_empty()).then(|| sum / fitting.len() as f64)
        };
        let certainties = |asked: &[&Asked]| asked.iter().map(|asked| asked.certainty).collect::<Vec<_>>();
        let confident = |asked: &[&Asked]| asked.iter().filter(|asked| asked.confident).count();
        let times: Vec<_> = asked.iter().map(|asked| asked.took_us).collect();
        Figures {
            entries,
            queries: asked.len(),
            fitting: fitting.len(),
            unfitting: unfitting.len(),
            accuracy: Share::among_first(1, &places),
            recall3: Share::among_first(3, &places),
            recall10: Share::among_first(DEPTH, &places),
            mrr: mean(&|asked| reciprocal(asked.place)),
            ndcg: mean(&|asked| ndcg(&asked.places, asked.relevant.len())),
            auroc: auroc(&certainties(&fitting), &certainties(&unfitting)),
            confident_fitting: confident(&fitting),
            confident_unfitting: confident(&unfitting),
            p50_us: percentile(&times, 0.5),
            p99_us: percentile(&times, 0.99),
        }
    }

    /// A figure by its name; `None` where there was nothing to count.
    pub fn value(&self, figure: Figure) -> Option<f64> {
        let share = |share: Option<Share>| share.map(|share| share.value);
        match figure {
            Figure::Accuracy => share(self.accuracy),
            Figure::Recall3 => share(self.recall3),
            Figure::Recall10 => share(self.recall10),
            Figure::Mrr => self.mrr,
            Figure::Ndcg => self.ndcg,
            Figure::Auroc => self.auroc,
        }
    }
}

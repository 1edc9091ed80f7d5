//! What is counted over queries, as plain functions of plain numbers.

/// Results that are looked at: nobody scrolls further while a customer waits.
pub(super) const DEPTH: usize = 10;

/// One over the place of the first relevant entry, from 1; 0 where it is not among the first ten. The mean of it is the
/// mean reciprocal rank, MRR@10.
pub(super) fn reciprocal(place: Option<usize>) -> f64 {
    place.filter(|place| *place <= DEPTH).map_or(0.0, |place| 1.0 / place as f64)
}

/// Normalised discounted cumulated gain of the first ten, nDCG@10, with one gain for relevant and none for other
/// entries: the sum of 1 / log2(place + 1) over relevant entries, over the same sum for the best order there could be.
///
/// After Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM Transactions on Information
/// Systems 20(4), 2002, in the form with log2(place + 1) that evaluation campaigns use.
pub(super) fn ndcg(places: &[usize], relevant: usize) -> f64 {
    let gain = |place: usize| 1.0 / (place as f64 + 1.0).log2();
    let best: f64 = (1..=relevant.min(DEPTH)).map(gain).sum();
    let found: f64 = places.iter().filter(|place| **place <= DEPTH).map(|place| gain(*place)).sum();
    if best > 0.0 { found / best } else { 0.0 }
}

/// How likely one of `high` is above one of `low`, ties counting half: the area under the ROC curve. `None` where one of
/// them is empty.
pub(super) fn auroc(high: &[f32], low: &[f32]) -> Option<f64> {
    if high.is_empty() || low.is_empty() {
        return None;
    }
    let mut low = low.to_vec();
    low.sort_by(f32::total_cmp);
    let won = |value: &f32| {
        let below = low.partition_point(|other| other < value);
        let not_above = low.partition_point(|other| other <= value);
        (below + not_above) as f64 / 2.0
    };
    Some(high.iter().map(won).sum::<f64>() / (high.len() * low.len()) as f64)
}

/// The 95% interval of a share after Wilson (1927), "Probable inference, the law of succession, and statistical
/// inference": honest for few queries, and never beyond 0 and 1.
pub(super) fn wilson(found: usize, of: usize) -> (f64, f64) {
    /// Standard deviations to both sides that hold 95% of a normal distribution.
    const Z: f64 = 1.959_964;
    let n = of as f64;
    let share = found as f64 / n;
    let shrink = 1.0 + Z * Z / n;
    let middle = (share + Z * Z / (2.0 * n)) / shrink;
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt() / shrink;
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// The least of these numbers that at least such a share of them does not exceed.
pub(super) fn percentile(numbers: &[u64], share: f64) -> Option<u64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.000_5
    }

    #[test]
    fn ranks_count_as_one_over_them_up_to_ten() {
        assert_eq!([Some(1), Some(4), Some(10), Some(11), None].map(reciprocal), [1.0, 0.25, 0.1, 0.0, 0.0]);
    }

    #[test]
    fn gains_shrink_with_the_place() {
        assert!(near(ndcg(&[1], 1), 1.0));
        // 1 / log2(4)
        assert!(near(ndcg(&[3], 1), 0.5));
        // (1 + 1 / log2(4)) / (1 + 1 / log2(3)) = 1.5 / 1.6309
        assert!(near(ndcg(&[1, 3], 2), 0.9197));
        // One of two: 1 / 1.6309
        assert!(near(ndcg(&[1], 2), 0.6131));
        assert_eq!((ndcg(&[11], 1), ndcg(&[], 1), ndcg(&[], 0)), (0.0, 0.0, 0.0));
        // Of twelve there is room for ten.
        assert!(near(ndcg(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 12), 1.0));
    }

    #[test]
    fn told_apart_is_the_share_of_pairs_in_order() {
        assert_eq!(auroc(&[0.9, 0.8], &[0.1]), Some(1.0));
        assert_eq!(auroc(&[0.1], &[0.9, 0.8]), Some(0.0));
        // Of six pairs: .9 beats all three, .4 beats .2, ties with .4 and loses to .6. (3 + 1 + 1/2) / 6
        assert_eq!(auroc(&[0.9, 0.4], &[0.2, 0.4, 0.6]), Some(0.75));
        assert_eq!(auroc(&[0.5, 0.5], &[0.5]), Some(0.5));
        assert_eq!((auroc(&[], &[0.5]), auroc(&[0.5], &[])), (None, None));
    }

    #[test]
    fn intervals_are_those_of_wilson() {
        // z² = 3.8415. 9 of 10: middle (.9 + .19207) / 1.38415 = .7890; half 1.96 √(.009 + .009604) / 1.38415 = .1931
        let (low, high) = wilson(9, 10);
        assert!(near(low, 0.5958) && near(high, 0.9821), "{low} {high}");
        // 0 of 10: z² / 10 / 1.38415 = .2775
        let (low, high) = wilson(0, 10);
        assert!(low.abs() < 1e-9 && near(high, 0.2775), "{low} {high}");
        // 60 of 100, as in textbooks
        let (low, high) = wilson(60, 100);
        assert!(near(low, 0.5020) && near(high, 0.6906), "{low} {high}");
        assert!(wilson(10, 10).1 <= 1.0);
    }

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let numbers: Vec<u64> = (1..=200).rev().collect();
        assert_eq!((percentile(&numbers, 0.5), percentile(&numbers, 0.99)), (Some(100), Some(198)));
        assert_eq!((percentile(&[7], 0.99), percentile(&[], 0.5)), (Some(7), None));
        // Of three, the second: half of three is one and a half, so two must not exceed it.
        assert_eq!(percentile(&[30, 10, 20], 0.5), Some(20));
    }
}

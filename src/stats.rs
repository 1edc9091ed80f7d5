//! What a few votes say, and how sure that is: pure functions, each with its source.
//!
//! Reps are few and votes are rare, so cold start is the normal case: order by a mean with a prior, show counts first,
//! and an interval that holds for small samples.

/// Votes that the team's own average counts as.
pub const PRIOR_VOTES: f64 = 6.0;
/// The team's average until there are enough votes, and how many that is.
pub const USUAL_MEAN: f64 = 0.6;
pub const ENOUGH_VOTES: f64 = 50.0;
/// The team's average is kept within these, so that a run of luck or of bad luck does not decide about new answers.
const MEAN_BOUNDS: (f64, f64) = (0.3, 0.7);
/// Two-sided 90% of the normal distribution.
pub const Z_90: f64 = 1.645;
/// One-sided 90%.
const Z_90_ONE_SIDED: f64 = 1.2816;
/// From this probability against every other answer on, an answer leads.
pub const LEADS: f64 = 0.80;
/// Fewest votes that anything is said of.
pub const FEWEST: u32 = 5;
/// From so many votes on, what is seen is established.
const ESTABLISHED: u32 = 20;

/// What a vote counts, 180 days old: half. `age` in days, not below 0.
///
/// Exponential decay, since products and competitors change.
pub fn decay(age: f64) -> f64 {
    0.5_f64.powf(age.max(0.0) / 180.0)
}

/// The mean of all votes in the knowledge base, kept within bounds: what an answer without votes is taken for.
///
/// `sum` is of the values (1 worked, 0.5 partly, 0 did not), `count` of the votes.
pub fn team_mean(sum: f64, count: f64) -> f64 {
    if count < ENOUGH_VOTES { USUAL_MEAN } else { (sum / count).clamp(MEAN_BOUNDS.0, MEAN_BOUNDS.1) }
}

/// What is believed of how often an answer works: a beta distribution.
///
/// Beta-binomial mean with the team's average as prior, after Evan Miller, *Bayesian Average Ratings* (2012).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Belief {
    pub alpha: f64,
    pub beta: f64,
}

impl Belief {
    /// After votes: `sum` of weighted values, `weight` of them together, `mean` of the team.
    pub fn after(sum: f64, weight: f64, mean: f64) -> Belief {
        Belief { alpha: mean * PRIOR_VOTES + sum, beta: (1.0 - mean) * PRIOR_VOTES + (weight - sum) }
    }

    /// Its mean: what answers are ordered by.
    pub fn mean(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    fn variance(&self) -> f64 {
        let both = self.alpha + self.beta;
        self.alpha * self.beta / (both * both * (both + 1.0))
    }

    /// The probability that this works more often than another, by the normal approximation of the difference.
    pub fn better_than(&self, other: &Belief) -> f64 {
        normal_cdf((self.mean() - other.mean()) / (self.variance() + other.variance()).sqrt())
    }
}

/// The distribution function of the standard normal.
fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// Wilson's score interval of a proportion: `sum` of values from 0 to 1 out of `count`, both unweighted; `None` without
/// any. `z` is the quantile of the normal distribution, see [`Z_90`].
///
/// Wilson (1927); recommended for small samples by Brown, Cai and DasGupta, *Interval Estimation for a Binomial
/// Proportion* (2001).
pub fn wilson(sum: f64, count: f64, z: f64) -> Option<(f64, f64)> {
    if count <= 0.0 {
        return None;
    }
    let share = sum / count;
    let scale = 1.0 + z * z / count;
    let centre = (share + z * z / (2.0 * count)) / scale;
    let half = z * (share * (1.0 - share) / count + z * z / (4.0 * count * count)).sqrt() / scale;
    Some(((centre - half).max(0.0), (centre + half).min(1.0)))
}

/// Whether an answer loses more than it wins: a reason to look at it, no judgement. At least [`FEWEST`] votes, and the
/// one-sided 90% upper bound of Wilson's interval is below a half.
pub fn loses(sum: f64, count: u32) -> bool {
    count >= FEWEST && wilson(sum, f64::from(count), Z_90_ONE_SIDED).is_some_and(|(_, upper)| upper < 0.5)
}

/// What is said of an answer by its votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// No vote yet.
    New,
    TooFew,
    Losing,
    Early,
    Established,
}

impl Label {
    /// The label of `sum` out of `count` raw votes.
    pub fn of(sum: f64, count: u32) -> Label {
        match count {
            0 => Label::New,
            1..FEWEST => Label::TooFew,
            _ if loses(sum, count) => Label::Losing,
            FEWEST..ESTABLISHED => Label::Early,
            _ => Label::Established,
        }
    }

    /// The words that people see.
    pub fn words(self) -> &'static str {
        match self {
            Label::New => "new",
            Label::TooFew => "too few to say",
            Label::Losing => "loses more than it wins?",
            Label::Early => "early signal",
            Label::Established => "established",
        }
    }
}

/// The difference of two proportions with its 90% interval: `(difference, low, high)`; `None` where one has no cases.
///
/// Newcombe's hybrid score interval, from the two Wilson intervals: Newcombe, *Interval Estimation for the Difference
/// Between Independent Proportions* (1998), method 10.
pub fn newcombe(with: (u32, u32), without: (u32, u32)) -> Option<(f64, f64, f64)> {
    let [(x1, n1), (x2, n2)] = [with, without].map(|(x, n)| (f64::from(x), f64::from(n)));
    let ((l1, u1), (l2, u2)) = (wilson(x1, n1, Z_90)?, wilson(x2, n2, Z_90)?);
    let (p1, p2) = (x1 / n1, x2 / n2);
    let below = ((p1 - l1).powi(2) + (u2 - p2).powi(2)).sqrt();
    let above = ((u1 - p1).powi(2) + (p2 - l2).powi(2)).sqrt();
    let difference = p1 - p2;
    Some((difference, difference - below, difference + above))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(share: f64) -> i32 {
        (share * 100.0).round() as i32
    }

    #[test]
    fn votes_give_the_intervals_means_and_labels_of_the_table() {
        let table = [
            (2.0, 2, Some((42, 100)), 0.70, "too few to say"),
            (3.0, 4, Some((36, 94)), 0.66, "too few to say"),
            (1.0, 5, Some((5, 56)), 0.42, "loses more than it wins?"),
            (7.0, 9, Some((50, 92)), 0.71, "early signal"),
            (2.0, 8, Some((9, 54)), 0.40, "loses more than it wins?"),
            (14.0, 20, Some((52, 84)), 0.68, "established"),
            (30.0, 40, Some((62, 84)), 0.73, "established"),
            (0.0, 0, None, 0.60, "new"),
        ];
        for (sum, count, interval, mean, label) in table {
            let found = wilson(sum, f64::from(count), Z_90).map(|(low, high)| (percent(low), percent(high)));
            assert_eq!(found, interval, "{sum} of {count}");
            assert_eq!(percent(Belief::after(sum, f64::from(count), 0.6).mean()), percent(mean), "{sum} of {count}");
            assert_eq!(Label::of(sum, count).words(), label, "{sum} of {count}");
        }
    }

    #[test]
    fn the_better_of_two_answers_is_told_with_its_probability() {
        let belief = |worked: f64, votes: f64| Belief::after(worked, votes, 0.6);
        let probability = |a: (f64, f64), b: (f64, f64)| belief(a.0, a.1).better_than(&belief(b.0, b.1));
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 0.0005, "{found} is not {expected}");
        near(probability((9.0, 12.0), (2.0, 8.0)), 0.966);
        near(probability((7.0, 9.0), (5.0, 9.0)), 0.786);
        near(probability((2.0, 2.0), (14.0, 20.0)), 0.552);
    }

    #[test]
    fn an_answer_loses_from_so_few_successes_on() {
        let most = [(5..=7, 1), (8..=10, 2), (11..=12, 3), (13..=14, 4), (15..=17, 5), (18..=19, 6), (20..=20, 7)];
        for (counts, most) in most {
            for count in counts {
                assert!(loses(f64::from(most), count), "{most} of {count}");
                assert!(!loses(f64::from(most + 1), count), "{} of {count}", most + 1);
            }
        }
        assert!(!loses(0.0, 4));
    }

    #[test]
    fn differences_have_the_intervals_of_the_examples() {
        let points = |with, without| {
            newcombe(with, without).map(|(difference, low, high)| (percent(difference), percent(low), percent(high)))
        };
        assert_eq!(points((4, 6), (9, 21)), Some((24, -13, 51)));
        assert_eq!(points((11, 14), (9, 27)), Some((45, 18, 63)));
        assert_eq!(points((7, 12), (12, 29)), Some((17, -10, 41)));
        assert_eq!(points((0, 0), (1, 2)), None);
    }

    #[test]
    fn the_mean_of_the_team_is_bounded_and_waits_for_votes() {
        assert_eq!((team_mean(0.0, 49.0), team_mean(1.0, 50.0), team_mean(60.0, 60.0)), (0.6, 0.3, 0.7));
        assert_eq!(team_mean(25.0, 50.0), 0.5);
        assert!((decay(180.0) - 0.5).abs() < 1e-9 && decay(-3.0) == 1.0);
    }
}

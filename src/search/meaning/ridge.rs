//! Which of some near entries a question belongs to: kernel ridge regression over their wordings.
//!
//! Cosines look at one wording after the other. The regression looks at all of them at once: wordings that say the same
//! share their weight instead of counting twice, and a wording that stands between two entries counts for neither
//! (Saunders, Gammerman and Vovk 1998, *Ridge regression learning algorithm in dual variables*).

use super::metric::cholesky;
use super::vectors::dot;

/// Width of the kernel, in cosine.
const WIDTH: f32 = 0.4;
/// How little single wordings are trusted.
const RIDGE: f32 = 0.2;
/// The least that a wording counts.
const LEAST: f32 = 0.01;

/// A wording: the entry that it belongs to, how far it counts, from 0 to 1, and its vector of length one.
pub(super) type Row = (usize, f32, Vec<f32>);

/// The share of each entry in a question, about 0 to 1. Entries are counted from 0 to `entries`. What counts in part is
/// trusted less, as in weighted least squares.
pub(super) fn shares(rows: &[Row], asked: &[f32], entries: usize) -> Vec<f32> {
    let count = rows.len();
    let mut matrix = vec![0.0; count * count];
    for (at, (_, counts, row)) in rows.iter().enumerate() {
        for (other, (.., column)) in rows[..=at].iter().enumerate() {
            matrix[at * count + other] = kernel(row, column);
        }
        matrix[at * count + at] += RIDGE / counts.max(LEAST);
    }
    let near: Vec<f32> = rows.iter().map(|(.., row)| kernel(row, asked)).collect();
    let mut shares = vec![0.0; entries];
    for ((entry, ..), weight) in rows.iter().zip(solved(matrix, near)) {
        shares[*entry] += weight;
    }
    shares
}

fn kernel(a: &[f32], b: &[f32]) -> f32 {
    ((dot(a, b) - 1.0) / WIDTH).exp()
}

/// Solves a system whose matrix is symmetric and positive definite, of which the lower half is given.
fn solved(matrix: Vec<f32>, mut right: Vec<f32>) -> Vec<f32> {
    let count = right.len();
    let matrix = cholesky(matrix, count);
    for row in 0..count {
        let sum: f32 = (0..row).map(|column| matrix[row * count + column] * right[column]).sum();
        right[row] = (right[row] - sum) / matrix[row * count + row];
    }
    for row in (0..count).rev() {
        let sum: f32 = (row + 1..count).map(|below| matrix[below * count + row] * right[below]).sum();
        right[row] = (right[row] - sum) / matrix[row * count + row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        // 4x + 2y = 10, 2x + 3y = 9
        let solution = solved(vec![4.0, 0.0, 2.0, 3.0], vec![10.0, 9.0]);
        assert!((solution[0] - 1.5).abs() < 1e-5 && (solution[1] - 2.0).abs() < 1e-5, "{solution:?}");
        assert!(solved(Vec::new(), Vec::new()).is_empty());
    }

    #[test]
    fn a_question_belongs_to_the_entry_that_says_it() {
        let turned = |degrees: f32| vec![degrees.to_radians().cos(), degrees.to_radians().sin()];
        let rows = |counts| {
            vec![(0, counts, turned(0.0)), (0, counts, turned(5.0)), (1, 1.0, turned(60.0)), (1, 1.0, turned(60.0))]
        };
        let all = shares(&rows(1.0), &turned(3.0), 2);
        assert!(all[0] > 0.7 && all[1] < all[0] / 2.0, "{all:?}");
        let less = shares(&rows(0.5), &turned(3.0), 2);
        assert!(less[0] < all[0] && less[0] > all[0] / 2.0, "{less:?}");
    }
}

//! A measure in which wordings of the same entry stand closer together.
//!
//! The wordings that authors gave show in which directions a question may vary and still be the same. Distances in these
//! directions count a little less: vectors are multiplied by the inverse root of the covariance within entries, mixed with
//! much of the identity (within-class covariance normalisation, Hatch, Kajarekar and Stolcke 2006).

use super::vectors::{Vector, dot, unit};

/// Share of the covariance within entries; the rest is the identity.
const WITHIN: f32 = 0.1;
/// Entries that the covariance is taken from: more would tell the same.
const MOST: usize = 4_000;
/// Longer vectors stay as they are: the work grows with the square of the length.
const MOST_DIMENSIONS: usize = 1_024;

/// A linear change of measure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Metric {
    dimensions: usize,
    /// Lower triangular root of the mixed covariance, row by row.
    root: Vec<f32>,
}

impl Metric {
    /// The measure that entries call for, each given by the exact vectors of its wordings. `None` where none has two.
    pub fn of(entries: &[Vec<Vec<f32>>]) -> Option<Metric> {
        let dimensions = entries.iter().flatten().next()?.len();
        if dimensions > MOST_DIMENSIONS {
            return None;
        }
        let mut covariance = vec![0.0_f32; dimensions * dimensions];
        let several: Vec<_> = entries.iter().filter(|wordings| wordings.len() > 1).collect();
        for wordings in several.iter().step_by(several.len().div_ceil(MOST).max(1)) {
            add_spread(&mut covariance, wordings, dimensions);
        }
        let trace: f32 = (0..dimensions).map(|at| covariance[at * dimensions + at]).sum();
        if trace <= 0.0 {
            return None;
        }
        let scale = WITHIN * dimensions as f32 / trace;
        covariance.iter_mut().for_each(|number| *number *= scale);
        (0..dimensions).for_each(|at| covariance[at * dimensions + at] += 1.0 - WITHIN);
        Some(Metric { dimensions, root: cholesky(covariance, dimensions) })
    }

    /// A vector of length one in this measure.
    pub fn apply(&self, exact: &[f32]) -> Vec<f32> {
        let mut solved: Vec<f32> = Vec::with_capacity(self.dimensions);
        for (row, number) in exact.iter().enumerate().take(self.dimensions) {
            let (before, here) = (&self.row(row)[..row], self.row(row)[row]);
            solved.push((number - dot(before, &solved)) / here);
        }
        unit(solved)
    }

    /// What a vector in this measure was before.
    pub fn undo(&self, measured: &[f32]) -> Vec<f32> {
        let product = |row: usize| dot(&self.row(row)[..=row], &measured[..=row]);
        unit((0..self.dimensions).map(product).collect())
    }

    /// A kept vector in this measure.
    pub fn applied(&self, vector: &Vector) -> Vector {
        Vector::of(&self.apply(&vector.exact()))
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.root[row * self.dimensions..(row + 1) * self.dimensions]
    }
}

/// Adds how the wordings of an entry stand around their middle.
fn add_spread(covariance: &mut [f32], wordings: &[Vec<f32>], dimensions: usize) {
    let count = wordings.len() as f32;
    let middle: Vec<f32> = (0..dimensions).map(|at| wordings.iter().map(|row| row[at]).sum::<f32>() / count).collect();
    for wording in wordings {
        let from: Vec<f32> = wording.iter().zip(&middle).map(|(number, middle)| number - middle).collect();
        for (row, number) in covariance.chunks_exact_mut(dimensions).zip(&from) {
            row.iter_mut().zip(&from).for_each(|(sum, other)| *sum += number * other);
        }
    }
}

/// The lower triangular root of a symmetric positive definite matrix, of which the lower half is given.
pub(super) fn cholesky(mut matrix: Vec<f32>, count: usize) -> Vec<f32> {
    for row in 0..count {
        for column in 0..=row {
            let (above, here) = matrix.split_at(row * count);
            let pivot = if column == row { here } else { &above[column * count..] };
            let sum = dot(&here[..column], &pivot[..column]);
            let rest = here[column] - sum;
            // Above 0 but for rounding: much of the identity stands on the diagonal.
            matrix[row * count + column] =
                if column == row { rest.max(f32::EPSILON).sqrt() } else { rest / pivot[column] };
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosine(a: &[f32], b: &[f32]) -> f32 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn what_varies_within_entries_counts_less() {
        let turned = |x: f32, y: f32, z: f32| unit(vec![x, y, z]);
        let entries: Vec<_> =
            (0..20).map(|at| vec![turned(1.0, at as f32 / 9.0, 0.4), turned(1.0, at as f32 / 9.0, -0.4)]).collect();
        let metric = Metric::of(&entries).unwrap();
        let (one, other, apart) = (turned(1.0, 0.0, 0.3), turned(1.0, 0.0, -0.3), turned(1.0, 0.6, 0.3));
        let closer = |a: &[f32], b: &[f32]| cosine(&metric.apply(a), &metric.apply(b)) - cosine(a, b);
        assert!(closer(&one, &other) > closer(&one, &apart));
        let back = metric.undo(&metric.apply(&apart));
        assert!(cosine(&back, &apart) > 0.9999);
    }

    #[test]
    fn single_wordings_leave_the_measure_as_it_is() {
        assert_eq!(Metric::of(&[vec![vec![1.0, 0.0]], vec![vec![0.0, 1.0]]]), None);
        assert_eq!(Metric::of(&[]), None);
    }
}

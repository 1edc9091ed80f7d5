//! Vectors as they are kept: eight bits a number and one scale, a fourth of what they are made of.

/// Numbers of a question go up to this: products of 4,096 numbers fit in 32 bits.
const FINE: f32 = 2047.0;
/// Numbers that are kept go up to this.
const COARSE: f32 = 127.0;
/// Numbers that are compared at a time. Longer and shorter blocks are slower.
const BLOCK: usize = 32;

/// Products that are added up beside each other.
const LANES: usize = 16;

/// A vector in eight bits a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Vector {
    pub scale: f32,
    pub numbers: Box<[i8]>,
}

impl Vector {
    pub fn of(exact: &[f32]) -> Vector {
        let (scale, numbers) = rounded(exact, COARSE);
        Vector { scale, numbers: numbers.map(|number| number as i8).collect() }
    }

    pub fn exact(&self) -> Vec<f32> {
        self.numbers.iter().map(|number| f32::from(*number) * self.scale).collect()
    }
}

/// A question's vector, in more bits, so that only one side of a comparison is rounded.
#[derive(Debug, Clone)]
pub(in crate::search) struct Asked {
    scale: f32,
    numbers: Box<[i16]>,
}

impl Asked {
    pub fn of(exact: &[f32]) -> Asked {
        let (scale, numbers) = rounded(exact, FINE);
        Asked { scale, numbers: numbers.map(|number| number as i16).collect() }
    }

    pub fn exact(&self) -> Vec<f32> {
        self.numbers.iter().map(|number| f32::from(*number) * self.scale).collect()
    }
}

/// The scale, and every number divided by it.
fn rounded(exact: &[f32], most: f32) -> (f32, impl Iterator<Item = f32>) {
    let greatest = exact.iter().fold(0.0_f32, |greatest, number| greatest.max(number.abs()));
    let scale = if greatest > 0.0 { greatest / most } else { 1.0 };
    (scale, exact.iter().map(move |number| (number / scale).round()))
}

/// All vectors of an entry, one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Rows {
    scales: Vec<f32>,
    numbers: Vec<i8>,
}

impl Rows {
    pub fn push(&mut self, vector: &Vector) {
        // They are pushed once and kept for good: room to grow would only take memory.
        self.scales.reserve_exact(1);
        self.numbers.reserve_exact(vector.numbers.len());
        self.scales.push(vector.scale);
        self.numbers.extend_from_slice(&vector.numbers);
    }

    /// The cosine of each to a question.
    pub fn cosines<'a>(&'a self, asked: &'a Asked) -> impl Iterator<Item = f32> + 'a {
        let rows = self.numbers.chunks_exact(asked.numbers.len().max(1));
        self.scales.iter().zip(rows).map(|(scale, row)| scale * asked.scale * product(row, &asked.numbers) as f32)
    }

    /// One of them.
    pub fn row(&self, at: usize) -> Option<Vector> {
        let dimensions = self.numbers.len().checked_div(self.scales.len())?;
        let numbers = self.numbers.get(at * dimensions..(at + 1) * dimensions)?;
        Some(Vector { scale: self.scales[at], numbers: numbers.into() })
    }
}

/// Block by block: of a length that it knows the compiler makes eight products an instruction, twice as fast.
fn product(row: &[i8], asked: &[i16]) -> i32 {
    let (blocks, rest) = row.as_chunks::<BLOCK>();
    let (asked_blocks, asked_rest) = asked.as_chunks::<BLOCK>();
    let blocks = blocks.iter().zip(asked_blocks).map(|(row, asked)| sum_of_products(row, asked));
    blocks.sum::<i32>() + sum_of_products(rest, asked_rest)
}

#[inline(always)]
fn sum_of_products(row: &[i8], asked: &[i16]) -> i32 {
    row.iter().zip(asked).map(|(row, asked)| i32::from(*row) * i32::from(*asked)).sum()
}

/// A vector in the same direction, of length one.
pub(in crate::search) fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = dot(&vector, &vector).sqrt().max(f32::EPSILON);
    vector.iter_mut().for_each(|number| *number /= length);
    vector
}

/// The sum of products. Sums of such numbers are never reordered by the compiler: in lanes of their own they are five
/// times as fast.
pub(in crate::search) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (blocks, rest) = a.as_chunks::<LANES>();
    let (other_blocks, other_rest) = b.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for (block, other) in blocks.iter().zip(other_blocks) {
        lanes.iter_mut().zip(block.iter().zip(other)).for_each(|(lane, (a, b))| *lane += a * b);
    }
    lanes.iter().sum::<f32>() + rest.iter().zip(other_rest).map(|(a, b)| a * b).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(seed: u32) -> Vec<f32> {
        let numbers = (0..384_u32).map(|at| ((at * 7919 + seed * 104_729) % 1000) as f32 / 500.0 - 1.0);
        let exact: Vec<f32> = numbers.collect();
        let length = exact.iter().map(|number| number * number).sum::<f32>().sqrt();
        exact.into_iter().map(|number| number / length).collect()
    }

    #[test]
    fn rounding_costs_little() {
        let mut rows = Rows::default();
        (0..20).for_each(|seed| rows.push(&Vector::of(&some(seed))));
        let question = some(3);
        let cosines: Vec<f32> = rows.cosines(&Asked::of(&question)).collect();
        for (seed, cosine) in (0..).zip(cosines) {
            let exact: f32 = some(seed).iter().zip(&question).map(|(a, b)| a * b).sum();
            assert!((cosine - exact).abs() < 0.005, "{cosine} {exact}");
        }
        assert_eq!(rows.row(3), Some(Vector::of(&question)));
        assert_eq!(rows.row(20), None);
    }

    #[test]
    fn a_length_of_no_whole_blocks_is_compared_to_its_end() {
        let row: Vec<i8> = (0..77).map(|at: i8| at.wrapping_mul(37)).collect();
        let asked: Vec<i16> = (0..77).map(|at: i16| at * 26 - 1000).collect();
        for length in 0..=row.len() {
            let products = (0..length).map(|at| i32::from(row[at]) * i32::from(asked[at]));
            assert_eq!(product(&row[..length], &asked[..length]), products.sum::<i32>());
        }
    }

    #[test]
    fn nothing_is_near_nothing() {
        let mut rows = Rows::default();
        rows.push(&Vector::of(&[0.0; 8]));
        assert_eq!(rows.cosines(&Asked::of(&[0.0; 8])).collect::<Vec<_>>(), [0.0]);
    }
}

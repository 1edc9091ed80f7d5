//! How far a long import has come, for whoever looks on.

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Read,
    Link,
    Write,
}

/// Somebody who looks on.
pub trait Progress {
    /// So many of so many are done.
    fn step(&self, step: Step, done: usize, all: usize);
}

/// Nobody looks on.
#[derive(Debug, Clone, Copy)]
pub struct Unseen;

impl Progress for Unseen {
    fn step(&self, _step: Step, _done: usize, _all: usize) {}
}

//! What a person learns and how far they are: pure functions over the content, the store's rows and a day that is given.

pub mod calendar;
pub mod plays;

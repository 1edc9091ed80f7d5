//! What a person learns and how far they are: pure functions over the content, the store's rows and a day that is given.

mod backs;
pub mod calendar;
pub mod cards;
pub mod certification;
pub mod course;
pub mod curriculum;
pub mod deck;
pub mod firsts;
pub mod grade;
pub mod habit;
pub mod health;
pub mod learner;
pub mod pace;
pub mod plays;
pub mod schedule;
pub mod signing;

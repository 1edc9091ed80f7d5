//! Values that are spelled wrongly and can mean one thing only.

use jiff::civil::Date;

use crate::model::fix::Fix;
use crate::model::schema::Shape;
use crate::model::value::{Node, Value};

/// How a value is to be written, where it is clear what was meant.
pub fn respelled(shape: &Shape, value: &Value) -> Option<Fix> {
    let Node::Scalar { text, quoted } = &value.node else { return None };
    let text = text.trim();
    let new = match shape {
        Shape::Date => day(text)?.to_string(),
        Shape::Flag if !quoted => flag(text)?.to_owned(),
        Shape::List(_) if !quoted && is_plain(text) => format!("[{text}]"),
        _ => return None,
    };
    Some(Fix::replace(text, &new))
}

/// Words that older YAML reads as true or false.
fn flag(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "yes" | "on" => Some("true"),
        "no" | "off" => Some("false"),
        _ => None,
    }
}

/// Whether a text can stand between brackets as it is.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || "-_./, ".contains(letter))
}

/// A day in another spelling that leaves no doubt: the year has four digits and comes first, the month is a word, or a
/// number above twelve tells the day. Between dots the day comes first.
fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ',', ' ']).filter(|part| !part.is_empty()).collect();
    let [one, two, three] = parts[..] else { return compact(text) };
    let number = |part: &str| part.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse::<i8>().ok();
    let year = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() == 4);
    let (year, month, day) = match (year(one), year(three)) {
        (Some(year), _) => (year, number(two)?, number(three)?),
        (_, Some(year)) => match (month(one), month(two)) {
            (Some(month), _) => (year, month, number(two)?),
            (_, Some(month)) => (year, month, number(one)?),
            _ => {
                let (first, second) = (number(one)?, number(two)?);
                match text.contains('.') || first > 12 {
                    true => (year, second, first),
                    false if second > 12 => (year, first, second),
                    false => return None,
                }
            }
        },
        _ => return None,
    };
    Date::new(year, month, day).ok()
}

/// `20261012`.
fn compact(text: &str) -> Option<Date> {
    let is_date = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_date.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]).parse().ok())?
}

/// The month of a word such as `October` or `oct`.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let is_it = |(_, month): &(i8, &str)| word.len() >= 3 && month.starts_with(word.as_str());
    (1..).zip(MONTHS).find(is_it).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_can_be_one_day_only_is_read() {
        for text in [
            "2026/10/12",
            "2026.10.12",
            "20261012",
            "12.10.2026",
            "12 October 2026",
            "October 12, 2026",
            "oct 12th, 2026",
            "12-Oct-2026",
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2026-10-12"), "{text}");
        }
        assert_eq!(day("2026-1-5").map(|day| day.to_string()).as_deref(), Some("2026-01-05"));
        assert_eq!(day("10/13/2026"), day("13/10/2026"));
        for text in
            ["03/04/26", "03/04/2026", "2026-02-30", "soon", "Q3 2026", "1 2 3", "2026", "ma 1 2026", "aéb-c-2026"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}

//! Days, ages and numbers in words; texts cut where they end.

use jiff::civil::Date;

use crate::model::entry::{Common, Trust};

/// `12 Oct`, with the year where it is another one.
pub fn day(date: Date, today: Date) -> String {
    let form = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.strftime(form).to_string()
}

/// `12 Oct 2026`: for paper, which is read in other years.
pub fn day_and_year(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// How long a day is past or ahead: `6 weeks ago`, `today`, `in 3 days`.
pub fn distance(date: Date, today: Date) -> String {
    let days = (today - date).get_days();
    let span = match days.unsigned_abs() {
        0 => return "today".to_owned(),
        1 if days > 0 => return "yesterday".to_owned(),
        1 => return "tomorrow".to_owned(),
        days @ 2..14 => format!("{days} days"),
        days @ 14..60 => format!("{} weeks", days / 7),
        days @ 60..730 => format!("{} months", days / 30),
        days => format!("{} years", days / 365),
    };
    if days > 0 { format!("{span} ago") } else { format!("in {span}") }
}

/// A number as one says it: `two`, `13`.
pub fn spelled(number: i32) -> String {
    const SMALL: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    usize::try_from(number)
        .ok()
        .and_then(|place| SMALL.get(place))
        .map_or_else(|| number.to_string(), |&word| word.into())
}

/// So many days as one says it: `one day`, `two weeks`, `three months`.
pub fn span(days: i32) -> String {
    let (number, one, many) = match days.unsigned_abs() {
        0..14 => (days.abs(), "day", "days"),
        14..61 => (days.abs() / 7, "week", "weeks"),
        _ => (days.abs() / 30, "month", "months"),
    };
    format!("{} {}", spelled(number), if number == 1 { one } else { many })
}

/// How long it is until a day: `two weeks left`, `due today`, `two weeks past its day`.
pub fn left(due: Date, today: Date) -> String {
    match (due - today).get_days() {
        0 => "due today".to_owned(),
        days @ 1.. => format!("{} left", span(days)),
        days => format!("{} past its day", span(days)),
    }
}

/// `1 entry`, `12 entries`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `A`, `A and B`, `A, B and C`.
pub fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Days in words: `90 days`.
pub fn days(number: i64) -> String {
    if number == 1 { "1 day".to_owned() } else { format!("{number} days") }
}

/// A number that was measured, with its thousands apart: `212,000`; anything else as it is.
pub fn number(value: &str) -> String {
    let digits = value.len();
    if digits < 5 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.to_owned();
    }
    let apart = |(place, digit): (usize, char)| {
        let comma = (place > 0 && (digits - place).is_multiple_of(3)).then_some(',');
        comma.into_iter().chain([digit])
    };
    value.chars().enumerate().flat_map(apart).collect()
}

/// A band that was written like an id: `under-100k` becomes `under 100k`, `100-250k` stays.
pub fn spaced(band: &str) -> String {
    if band.starts_with(|first: char| first.is_ascii_digit()) { band.to_owned() } else { band.replace(['-', '_'], " ") }
}

/// A text that begins with a capital letter.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How far an entry can be relied on, in words; nothing for what is never due.
pub fn trust(trust: Trust, common: &Common, today: Date) -> Option<String> {
    Some(match trust {
        Trust::Verified(on) => format!("verified {}", day(on, today)),
        Trust::ReviewDue(since) => format!("review due since {}", day(since, today)),
        Trust::Unverified => match common.last_verified {
            Some(on) => format!("unverified, last check {}", day(on, today)),
            None => "unverified".to_owned(),
        },
        Trust::Expired => match common.expires.filter(|end| *end < today) {
            Some(end) => format!("expired {}", day(end, today)),
            None => "archived".to_owned(),
        },
        Trust::Timeless => return None,
    })
}

/// Cuts a text after what is quoted at its start, else after its first sentence. The second part may be empty.
pub fn first_sentence(text: &str) -> (&str, &str) {
    let text = text.trim();
    let quoted = ["'", "\"", "“", "‘", "„", "«"].iter().find(|mark| text.starts_with(**mark));
    let closing = match quoted {
        Some(&"'") => ["' ", "' "],
        Some(&"\"") => ["\" ", "\": "],
        Some(_) => ["” ", "’ "],
        None => [". ", ": "],
    };
    let end = closing.iter().filter_map(|close| text.find(close).map(|at| at + close.trim_end().len())).min();
    end.map_or((text, ""), |end| (&text[..end], text[end..].trim()))
}

/// A text without the quotation marks around it, where they are around all of it.
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let pairs = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」'), ('\'', '\'')];
    let inner = pairs.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.filter(|inner| !inner.contains(['"', '“', '”'])).unwrap_or(text)
}

/// At most so many characters, cut at a word, with an ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most).collect();
    let end = head.rfind(char::is_whitespace).filter(|end| *end > head.len() / 2).unwrap_or(head.len());
    format!("{}…", head[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_in_words() {
        let today = date(2026, 11, 23);
        assert_eq!(day(date(2026, 10, 2), today), "2 Oct");
        assert_eq!(day(date(2025, 10, 12), today), "12 Oct 2025");
        assert_eq!(distance(date(2026, 10, 12), today), "6 weeks ago");
        assert_eq!(distance(today, today), "today");
        assert_eq!(distance(date(2026, 11, 26), today), "in 3 days");
        assert_eq!(distance(date(2020, 11, 26), today), "5 years ago");
    }

    #[test]
    fn days_left_are_said_as_one_says_them() {
        let today = date(2026, 12, 1);
        let told = |due| left(due, today);
        assert_eq!(told(date(2026, 12, 31)), "four weeks left");
        assert_eq!(told(date(2026, 12, 15)), "two weeks left");
        assert_eq!(told(date(2026, 12, 14)), "13 days left");
        assert_eq!(told(date(2026, 12, 2)), "one day left");
        assert_eq!(told(today), "due today");
        assert_eq!(told(date(2026, 11, 30)), "one day past its day");
        assert_eq!(told(date(2027, 3, 1)), "three months left");
    }

    #[test]
    fn numbers_and_bands_can_be_read() {
        assert_eq!(number("212000"), "212,000");
        assert_eq!(number("1234567"), "1,234,567");
        assert_eq!([number("2026"), number("25 min"), number("4.5")], ["2026", "25 min", "4.5"]);
        assert_eq!([and(&[]), and(&["A"]), and(&["A", "B", "C"])], ["", "A", "A, B and C"]);
        assert_eq!([sentence("ärger, two weeks"), sentence("")], ["Ärger, two weeks", ""]);
        assert_eq!([spaced("under-100k"), spaced("100-250k")], ["under 100k", "100-250k"]);
    }

    #[test]
    fn a_text_is_cut_where_its_first_thought_ends() {
        let (first, rest) = first_sentence("'Corvane's scheduling does not work.' It does, for maintenance.");
        assert_eq!((first, rest), ("'Corvane's scheduling does not work.'", "It does, for maintenance."));
        assert_eq!(
            first_sentence("Sending the brochure: it answers nothing"),
            ("Sending the brochure:", "it answers nothing")
        );
        assert_eq!(first_sentence("A grid in the first answer."), ("A grid in the first answer.", ""));
        assert_eq!(first_sentence("'"), ("'", ""));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(cut("größer als alles", 9), "größer…");
        assert_eq!(cut("日本語日本語", 3), "日本語…");
        assert_eq!(unquoted("\"Too dear.\""), "Too dear.");
        assert_eq!(unquoted("\"a\" and \"b\""), "\"a\" and \"b\"");
    }
}

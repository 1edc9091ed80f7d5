//! What is typed in the form that puts somebody on a path, and what is wrong with it.

use jiff::civil::Date;
use serde::Deserialize;

/// A first day further away than this, in days, was probably mistyped.
const FURTHEST: i32 = 5 * 366;

/// The form as it was sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub person: String,
    pub path: String,
    /// The first day.
    pub started: String,
    pub buddy: String,
    pub manager: String,
    /// What is known already is changed: what is empty becomes so.
    pub change: String,
}

/// Reads a first day: `2026-12-01`, or the month in letters. Days in figures that could be two are refused.
///
/// # Errors
/// What to write instead.
pub fn first_day(text: &str, today: Date) -> Result<Date, String> {
    let text = text.trim();
    let day = if is_in_figures(text) {
        Date::strptime("%Y-%m-%d", text)
            .map_err(|_| format!("There is no day {text}. Look at the calendar once more."))?
    } else {
        let forms = ["%d %b %Y", "%d %B %Y"];
        forms.iter().find_map(|form| Date::strptime(form, text).ok()).ok_or_else(|| {
            format!("“{text}” can be read as more than one day, or as none. Write year, month and day, such as 2026-12-01 or 1 Dec 2026.")
        })?
    };
    if (day - today).get_days().abs() > FURTHEST {
        return Err(format!("{day} is years away. Write the first day with its year, such as {today}."));
    }
    Ok(day)
}

/// Whether it has the form of `2026-12-01`.
fn is_in_figures(text: &str) -> bool {
    let places = text.bytes().enumerate();
    let fits = |(place, byte): (usize, u8)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && places.into_iter().all(fits)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_first_day_can_be_read_in_one_way_or_is_refused() {
        let read = |text| first_day(text, date(2026, 11, 23));
        for text in ["2026-12-01", " 2026-12-01 ", "1 Dec 2026", "01 December 2026", "1 dec 2026"] {
            assert_eq!(read(text), Ok(date(2026, 12, 1)), "{text}");
        }
        assert_eq!(read("2028-02-29"), Ok(date(2028, 2, 29)));
        for text in ["03/04/26", "3.4.2026", "04-03-26", "tomorrow", "2026-13", "1/12/2026", ""] {
            assert!(read(text).unwrap_err().contains("2026-12-01"), "{text}");
        }
        for text in ["2027-02-29", "2026-02-30", "2026-13-01"] {
            assert!(read(text).unwrap_err().contains("There is no day"), "{text}");
        }
        assert!(read("0026-12-01").unwrap_err().contains("years away"));
        assert!(read("9999-12-31").is_err());
    }
}

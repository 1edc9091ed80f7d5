//! Bars drawn on the server: readable in the dark, by screen readers and without colours. The table behind it says the
//! same in numbers.

use maud::{Markup, Render, html};

/// Some series of counts over the same steps, stacked.
#[derive(Debug)]
pub struct Bars<'a> {
    /// Unique on the page.
    pub id: &'a str,
    pub title: &'a str,
    /// The steps, such as weeks.
    pub steps: &'a [String],
    /// What is counted, and the counts, one a step; the first lies at the bottom.
    pub series: &'a [(&'a str, &'a [i64])],
}

const WIDTH: i64 = 520;
const HEIGHT: i64 = 120;
/// Between two bars.
const GAP: i64 = 6;

impl Render for Bars<'_> {
    fn render(&self) -> Markup {
        let (title, about) = (format!("{}-title", self.id), format!("{}-about", self.id));
        html! {
            figure.chart {
                svg role="img" aria-labelledby={ (title) " " (about) } viewBox={ "0 0 " (WIDTH) " " (HEIGHT + 4) } preserveAspectRatio="none" {
                    title id=(title) { (self.title) }
                    desc id=(about) { (self.about()) }
                    @for step in 0..self.steps.len() { (self.bar(step)) }
                    line.axis x1="0" x2=(WIDTH) y1=(HEIGHT + 1) y2=(HEIGHT + 1) {}
                }
                figcaption {
                    @for (place, (name, _)) in self.series.iter().enumerate() {
                        span.key-of-chart { span class={ "swatch series-" (place) } aria-hidden="true" {} (name) }
                    }
                    span.quiet { (self.first()) " to " (self.last()) ", at most " (self.most()) " a week" }
                }
                (self.table())
            }
        }
    }
}

impl Bars<'_> {
    fn total(&self, step: usize) -> i64 {
        self.series.iter().map(|(_, counts)| counts.get(step).copied().unwrap_or_default()).sum()
    }

    fn most(&self) -> i64 {
        (0..self.steps.len()).map(|step| self.total(step)).max().unwrap_or_default()
    }

    fn first(&self) -> &str {
        self.steps.first().map(String::as_str).unwrap_or_default()
    }

    fn last(&self) -> &str {
        self.steps.last().map(String::as_str).unwrap_or_default()
    }

    /// What a look at it tells.
    fn about(&self) -> String {
        let last = self.steps.len().saturating_sub(1);
        let counts: Vec<_> =
            self.series.iter().map(|(name, counts)| format!("{} {name}", counts.get(last).unwrap_or(&0))).collect();
        format!(
            "Bars for {} weeks, {} to {}. The last: {}.",
            self.steps.len(),
            self.first(),
            self.last(),
            counts.join(", ")
        )
    }

    /// One bar, its parts from the bottom up.
    fn bar(&self, step: usize) -> Markup {
        let steps = i64::try_from(self.steps.len().max(1)).unwrap_or(1);
        let (place, most) = (i64::try_from(step).unwrap_or_default(), self.most().max(1));
        let (left, width) = (place * WIDTH / steps, WIDTH / steps - GAP);
        let mut below = 0;
        html! {
            @for (number, (_, counts)) in self.series.iter().enumerate() {
                @let count = counts.get(step).copied().unwrap_or_default();
                @let (from, to) = (below * HEIGHT / most, (below + count) * HEIGHT / most);
                ({ below += count; "" })
                @if to > from {
                    rect class={ "series-" (number) } x=(left) y=(HEIGHT - to) width=(width) height=(to - from) {}
                }
            }
        }
    }

    fn table(&self) -> Markup {
        html! {
            details.numbers {
                summary { "The numbers" }
                div.sideways tabindex="0" { table {
                    thead { tr { th scope="col" { "Week from" } @for (name, _) in self.series { th scope="col" { (name) } } } }
                    tbody {
                        @for (step, name) in self.steps.iter().enumerate() {
                            tr { th scope="row" { (name) } @for (_, counts) in self.series { td { (counts.get(step).unwrap_or(&0)) } } }
                        }
                    }
                } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_high_as_their_counts_and_told_in_words() {
        let steps = ["2 Nov".to_owned(), "9 Nov".to_owned(), "16 Nov <b>".to_owned()];
        let series: [(&str, &[i64]); 2] = [("answered", &[3, 0, 6]), ("in vain", &[1, 0, 2])];
        let drawn = Bars { id: "c", title: "Searches", steps: &steps, series: &series }.render().into_string();
        // Of 8, which is 120 high: 6 are 90, 2 are 30 on top; 3 are 45.
        for part in [
            r#"y="30" width="167" height="90""#,
            r#"y="0" width="167" height="30""#,
            r#"y="75" width="167" height="45""#,
        ] {
            assert!(drawn.contains(part), "{part} in {drawn}");
        }
        assert_eq!(drawn.matches("<rect").count(), 4);
        assert!(drawn.contains("The last: 6 answered, 2 in vain.") && drawn.contains("role=\"img\""));
        assert!(!drawn.contains("<b>") && !drawn.contains(" style="));
        let none = Bars { id: "c", title: "Nothing", steps: &[], series: &[] }.render().into_string();
        assert!(none.contains("Bars for 0 weeks"));
    }
}

//! What holds for any text whatever.

use proptest::prelude::*;

use super::{entry, holding};
use crate::search::{Answer, Document, Facet, Request, Section, Snippet, Understood};

/// Texts of all scripts, with a taste for what is awkward, and made of few words so that they match.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        3 => "(price|pricing|ISO|27001|24/7|re-plan|the|SOC|v2\\.10|don't)",
        2 => "\\PC{0,12}",
        1 => "[价格高いราคา가격éüßøﬁ\u{301}\u{200d}👩‍👧🎉]{1,8}",
        1 => any::<String>(),
        1 => "[a-z]{60,90}",
    ];
    proptest::collection::vec((word, "[ \n\t/,.\u{0}-]{0,2}"), 0..40)
        .prop_map(|words| words.into_iter().flat_map(|(word, between)| [word, between]).collect())
}

/// Queries full of operators, whole and broken.
fn operators() -> impl Strategy<Value = String> {
    let sign = "([\"“”„«»-]|kind:|tag:|stages:|tag:\"|-\"|-kind:|>>>|AND|NOT|\\(|\\)|36\"|http://x|:|--)";
    let word = "(price|pricing|ISO-27001|the|lesson|late payment|don't|価格|é|\u{0})";
    let piece = prop_oneof![2 => sign, 3 => word, 1 => "\\PC{0,3}", 2 => "[ \n]"];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn document() -> impl Strategy<Value = Document> {
    let section = (text(), text()).prop_map(|(title, text)| Section { anchor: title.clone(), title, text });
    let language = prop_oneof![Just(""), Just("en"), Just("de"), Just("fr"), Just("ar"), Just("xx"), Just("zh-CN")];
    let texts = (text(), text(), text(), text(), proptest::collection::vec(text(), 0..3));
    (texts, proptest::collection::vec(section, 0..4), language).prop_map(|(texts, sections, language)| {
        let (title, question, glance, summary, variants) = texts;
        let facets = vec![(Facet::Tag, title.clone())];
        let labels = vec![summary.clone()];
        let language = language.to_owned();
        Document {
            title,
            question,
            variants,
            glance,
            summary,
            sections,
            language,
            facets,
            labels,
            ..Document::default()
        }
    })
}

fn check_highlights(text: &str, highlights: &[(usize, usize)]) -> Result<(), TestCaseError> {
    let length = text.chars().count();
    let mut last = 0;
    for (number, (start, end)) in highlights.iter().enumerate() {
        prop_assert!(start < end && *end <= length, "{highlights:?} in {text:?}");
        prop_assert!(number == 0 || *start >= last, "{highlights:?} overlap");
        last = *end;
    }
    Ok(())
}

fn check(answer: &Answer, documents: &[Document]) -> Result<(), TestCaseError> {
    prop_assert!(answer.hits.len() <= answer.total && answer.complete <= answer.total);
    prop_assert!(answer.total <= documents.len());
    prop_assert!(answer.hits.windows(2).all(|two| two[0].score >= two[1].score));
    for hit in &answer.hits {
        let document = documents.iter().find(|document| document.id == hit.id);
        prop_assert!(document.is_some(), "{} is not there", hit.id);
        let Snippet { text, highlights } = &hit.snippet;
        prop_assert!(text.chars().count() <= 200, "{} characters", text.chars().count());
        check_highlights(text, highlights)?;
        check_highlights(
            &document.map_or(String::new(), |document| document.title.replace('\u{1f}', " ")),
            &hit.title_highlights,
        )?;
        prop_assert!(hit.score.is_finite() && hit.score >= 0.0);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn any_query_on_any_text_is_answered(
        mut documents in proptest::collection::vec(document(), 1..6),
        queries in proptest::collection::vec(text(), 1..8),
    ) {
        for (number, document) in documents.iter_mut().enumerate() {
            document.id = number.to_string();
        }
        let snapshot = holding(documents.clone());
        prop_assert_eq!(snapshot.len(), documents.len());
        for query in queries {
            let answer = snapshot.search(&Request { facets: true, ..Request::new(query, 10) });
            check(&answer, &documents)?;
        }
    }

    #[test]
    fn any_mess_of_operators_is_answered(
        mut documents in proptest::collection::vec(document(), 1..4),
        queries in proptest::collection::vec(operators(), 1..24),
    ) {
        for (number, document) in documents.iter_mut().enumerate() {
            document.id = number.to_string();
            document.facets.extend([(Facet::Kind, "lesson".into()), (Facet::Tag, "late payment".into())]);
        }
        let snapshot = holding(documents.clone());
        for query in queries {
            let answer = snapshot.try_search(&Request { facets: true, ..Request::new(query.clone(), 10) }, &|| false).unwrap();
            check(&answer, &documents)?;
            let Understood { words, without, left_out, filters, .. } = &answer.understood;
            prop_assert!(words.len() <= query.len());
            prop_assert!(*left_out == 0 || !without.is_empty());
            prop_assert!(filters.iter().all(|filter| filter.rest.len() < query.len()));
            prop_assert!(answer.total + left_out <= documents.len());
        }
    }

    #[test]
    fn an_entry_is_found_by_its_own_words(document in document()) {
        let words = document.title.split_whitespace().map(|word| word.trim_start_matches('-'));
        let title: String = words.take(8).collect::<Vec<_>>().join(" ");
        let has_word = title.chars().any(char::is_alphanumeric);
        let snapshot = holding(vec![Document { id: "a".into(), ..document }, entry("b", "Something else", "")]);
        let answer = snapshot.search(&Request::new(title.clone(), 10));
        if has_word {
            prop_assert!(answer.hits.iter().any(|hit| hit.id == "a"), "{title:?} finds {answer:?}");
        }
    }
}

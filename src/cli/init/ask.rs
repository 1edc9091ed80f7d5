//! Questions on the terminal, one line each. They work the same when the answers come through a pipe.

use std::io::{self, BufRead, BufReader, IsTerminal, Write};

use crate::content::scaffold::clean;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{flag} {message}; nothing was written")]
    Refused { flag: &'static str, message: String },
    #[error("there is no answer to \"{words}\": give it by {flag}{otherwise}; nothing was written")]
    Missing { flag: &'static str, words: &'static str, otherwise: &'static str },
    #[error("cannot ask: {0}; nothing was written")]
    Broken(#[from] io::Error),
}

/// A question, the option that answers it as well, and what an empty line means.
#[derive(Debug)]
pub struct Question {
    pub flag: &'static str,
    pub words: &'static str,
    pub default: Option<String>,
}

/// Who is asked, and how.
#[derive(Debug)]
pub struct Ask<R, W> {
    input: R,
    output: W,
    /// Nothing is asked; defaults are taken.
    silent: bool,
    /// Somebody sits there and can answer again.
    patient: bool,
}

impl Ask<BufReader<io::Stdin>, io::Stderr> {
    /// Asks on standard error, since standard output is for what was done.
    pub fn at_terminal(silent: bool) -> Self {
        let patient = io::stdin().is_terminal();
        Ask { input: BufReader::new(io::stdin()), output: io::stderr(), silent, patient }
    }
}

impl<R: BufRead, W: Write> Ask<R, W> {
    /// The answer as `read` takes it: from the option, else asked, else by default.
    pub fn answer<T>(
        &mut self,
        question: &Question,
        given: Option<String>,
        read: fn(&str) -> Result<T, String>,
    ) -> Result<T, Error> {
        let refused = |message| Error::Refused { flag: question.flag, message };
        let given = given.map(|text| clean(&text)).filter(|text| !text.is_empty());
        if let Some(text) = given.or_else(|| question.default.clone().filter(|_| self.silent)) {
            return read(&text).map_err(refused);
        }
        loop {
            let typed = self.line(question)?;
            let text = if typed.is_empty() { question.default.clone().unwrap_or_default() } else { typed };
            match read(&text) {
                Err(message) if self.patient => writeln!(self.output, "{message}")?,
                answer => return answer.map_err(refused),
            }
        }
    }

    /// Several answers: an option that was given several times, else a line with commas between.
    pub fn answers(&mut self, question: &Question, given: Vec<String>) -> Result<Vec<String>, Error> {
        let given: Vec<_> = given.iter().map(|text| clean(text)).filter(|text| !text.is_empty()).collect();
        if !given.is_empty() {
            return Ok(given);
        }
        self.answer(question, None, |line| {
            Ok(line.split([',', '、', '،']).map(clean).filter(|text| !text.is_empty()).collect())
        })
    }

    fn missing(&self, question: &Question) -> Error {
        let otherwise = match question.default {
            Some(_) if !self.silent => ", or take the defaults by --yes",
            _ => "",
        };
        Error::Missing { flag: question.flag, words: question.words, otherwise }
    }

    /// One line; where nothing comes any more, the option is named.
    fn line(&mut self, question: &Question) -> Result<String, Error> {
        let Question { words, default, .. } = question;
        if self.silent {
            return Err(self.missing(question));
        }
        match default.as_deref() {
            Some("") => write!(self.output, "{words} [none]: ")?,
            Some(default) => write!(self.output, "{words} [{default}]: ")?,
            None => write!(self.output, "{words}: ")?,
        }
        self.output.flush()?;
        let mut line = Vec::new();
        if self.input.read_until(b'\n', &mut line)? == 0 {
            writeln!(self.output)?;
            return Err(self.missing(question));
        }
        if !self.patient {
            writeln!(self.output)?;
        }
        Ok(clean(&String::from_utf8_lossy(&line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(input: &str, silent: bool, patient: bool) -> Ask<&[u8], Vec<u8>> {
        Ask { input: input.as_bytes(), output: Vec::new(), silent, patient }
    }

    fn number(text: &str) -> Result<u32, String> {
        text.parse().map_err(|_| format!("takes a number, not `{text}`"))
    }

    fn question(default: Option<&str>) -> Question {
        Question { flag: "--count", words: "How many?", default: default.map(str::to_owned) }
    }

    #[test]
    fn an_option_beats_the_answer_and_an_empty_line_takes_the_default() {
        let mut asked = ask("7\r\n\n", false, false);
        assert_eq!(asked.answer(&question(None), Some("5".to_owned()), number).unwrap(), 5);
        assert_eq!(asked.answer(&question(None), Some(" ".to_owned()), number).unwrap(), 7);
        assert_eq!(asked.answer(&question(Some("3")), None, number).unwrap(), 3);
        assert_eq!(String::from_utf8_lossy(&asked.output), "How many?: \nHow many? [3]: \n");
    }

    #[test]
    fn who_sits_there_is_asked_again_and_a_pipe_is_refused() {
        let mut person = ask("many\n9\n", false, true);
        assert_eq!(person.answer(&question(None), None, number).unwrap(), 9);
        let error = ask("many\n9\n", false, false).answer(&question(None), None, number).unwrap_err().to_string();
        assert!(error.contains("--count takes a number, not `many`"), "{error}");
    }

    #[test]
    fn where_nothing_comes_the_option_is_named() {
        for silent in [false, true] {
            let error = ask("", silent, false).answer(&question(None), None, number).unwrap_err().to_string();
            assert!(error.contains("How many?") && error.contains("--count"), "{error}");
        }
        assert_eq!(ask("", true, false).answer(&question(Some("3")), None, number).unwrap(), 3);
    }

    #[test]
    fn several_answers_stand_on_one_line() {
        let mut asked = ask("a b, c ,,d\n\n", false, false);
        assert_eq!(asked.answers(&question(None), Vec::new()).unwrap(), ["a b", "c", "d"]);
        assert!(asked.answers(&question(Some("")), Vec::new()).unwrap().is_empty());
        assert_eq!(asked.answers(&question(None), vec!["x, y".to_owned(), " ".to_owned()]).unwrap(), ["x, y"]);
    }
}

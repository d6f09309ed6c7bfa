//! JSON (RFC 8259), with the line of every part, so that what is wrong is said at its place.

use super::Problem;
use super::node::{Kind, Node};

/// Levels of lists and maps. Nothing that holds templates has more.
const DEPTH: usize = 16;

/// # Errors
/// The first thing that is not JSON, with its line.
pub(super) fn read(text: &str) -> Result<Node, Problem> {
    let mut reader = Reader { text, at: 0, line: 1 };
    let node = reader.value(DEPTH)?;
    reader.space();
    match reader.peek() {
        None => Ok(node),
        Some(_) => Err(reader.wrong("something stands behind the end")),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Result<Node, Problem> {
        self.space();
        let line = self.line;
        let kind = match self.peek() {
            Some('{' | '[') if depth == 0 => return Err(self.wrong("it is nested too deep")),
            Some('{') => self.map(depth - 1)?,
            Some('[') => self.list(depth - 1)?,
            Some('"') => Kind::Text(self.string()?),
            Some(_) => self.word()?,
            None => return Err(self.wrong("it ends too early")),
        };
        Ok(Node { line, kind })
    }

    fn map(&mut self, depth: usize) -> Result<Kind, Problem> {
        let mut pairs = Vec::new();
        self.eat('{');
        self.space();
        if self.eat('}') {
            return Ok(Kind::Map(pairs));
        }
        loop {
            self.space();
            if self.peek() != Some('"') {
                return Err(self.wrong("a name in quotes is missing"));
            }
            let name = self.string()?;
            self.space();
            if !self.eat(':') {
                return Err(self.wrong("a “:” is missing"));
            }
            pairs.push((name, self.value(depth)?));
            self.space();
            match (self.eat(','), self.eat('}')) {
                (true, false) => {}
                (false, true) => return Ok(Kind::Map(pairs)),
                _ => return Err(self.wrong("a “,” or a “}” is missing")),
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Kind, Problem> {
        let mut list = Vec::new();
        self.eat('[');
        self.space();
        if self.eat(']') {
            return Ok(Kind::List(list));
        }
        loop {
            list.push(self.value(depth)?);
            self.space();
            match (self.eat(','), self.eat(']')) {
                (true, false) => {}
                (false, true) => return Ok(Kind::List(list)),
                _ => return Err(self.wrong("a “,” or a “]” is missing")),
            }
        }
    }

    fn string(&mut self) -> Result<String, Problem> {
        self.eat('"');
        let mut string = String::new();
        loop {
            let plain = self.rest().find(['"', '\\', '\n']);
            let Some(length) = plain else { return Err(self.wrong("a text has no end")) };
            string.push_str(self.rest().get(..length).unwrap_or_default());
            self.at += length;
            match self.next() {
                Some('"') => return Ok(string),
                Some('\\') => string.push(self.escaped()?),
                _ => return Err(self.wrong("a text has no end on its line")),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Problem> {
        Ok(match self.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some(same @ ('"' | '\\' | '/')) => same,
            Some('u') => return self.unicode(),
            _ => return Err(self.wrong("a “\\” is followed by something unknown")),
        })
    }

    fn unicode(&mut self) -> Result<char, Problem> {
        let first = self.hex()?;
        let second = (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u");
        let units = if second {
            self.at += 2;
            vec![first, self.hex()?]
        } else {
            vec![first]
        };
        let mut read = char::decode_utf16(units);
        match (read.next(), read.next()) {
            (Some(Ok(character)), None) => Ok(character),
            _ => Err(self.wrong("“\\u” is followed by half a character")),
        }
    }

    fn hex(&mut self) -> Result<u16, Problem> {
        let digits =
            self.rest().get(..4).filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        self.at += digits.map_or(0, str::len);
        unit.ok_or_else(|| self.wrong("“\\u” needs four digits"))
    }

    fn word(&mut self) -> Result<Kind, Problem> {
        let rest = self.rest();
        let length = rest.find([',', ']', '}', ' ', '\n', '\r', '\t']).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        self.at += length;
        match word {
            "null" => Ok(Kind::Nothing),
            "true" | "false" => Ok(Kind::Text(word.to_owned())),
            number if number.len() <= 40 && number.parse::<f64>().is_ok_and(f64::is_finite) => {
                Ok(Kind::Text(number.to_owned()))
            }
            _ => Err(self.wrong("there is a word without quotes")),
        }
    }

    fn space(&mut self) {
        while let Some(' ' | '\n' | '\r' | '\t') = self.peek() {
            self.next();
        }
    }

    fn eat(&mut self, one: char) -> bool {
        let there = self.peek() == Some(one);
        if there {
            self.next();
        }
        there
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        self.line += usize::from(next == '\n');
        Some(next)
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn wrong(&self, what: &str) -> Problem {
        Problem::wrong(self.line, format!("This is not JSON: {what}"))
    }
}

//! From the variables of others to ours, as far as a person wants it.

use super::variable::Variable;
use super::{Import, Sketch};

impl Import {
    /// The body of one of its templates with our variables in place of those that `takes`. Everything else
    /// stays as it is written, but that two braces never stand together: here they would open a variable.
    #[must_use]
    pub fn body_of(&self, sketch: &Sketch, takes: impl Fn(&Variable) -> bool) -> String {
        if self.own {
            return sketch.body.clone();
        }
        let mut body = String::with_capacity(sketch.body.len());
        let mut at = 0;
        for variable in sketch.variables.iter().filter(|variable| takes(variable)) {
            literal(sketch.body.get(at..variable.start).unwrap_or_default(), &mut body);
            if body.ends_with('{') {
                body.push(' ');
            }
            body.push_str(&variable.becomes());
            at = variable.end;
        }
        literal(sketch.body.get(at..).unwrap_or_default(), &mut body);
        body
    }
}

fn literal(text: &str, body: &mut String) {
    for character in text.chars() {
        if character == '{' && body.ends_with('{') {
            body.push(' ');
        }
        body.push(character);
    }
}

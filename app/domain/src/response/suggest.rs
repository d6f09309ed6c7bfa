//! What the numbers suggest before anybody has thought of it.

/// So many have to have said whether it helped before anything follows from it.
pub const ANSWERS: usize = 5;

/// How often somebody said whether a template helped.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Helped {
    pub helped: usize,
    pub did_not: usize,
}

impl Helped {
    /// At least five said, and it helped fewer than half of them.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        let said = self.helped + self.did_not;
        said >= ANSWERS && self.helped * 2 < said
    }

    /// `6 of 8 times “Reset” did not help`.
    #[must_use]
    pub fn in_words(self, title: &str) -> String {
        format!("{} of {} times “{title}” did not help", self.did_not, self.helped + self.did_not)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_weak_from_five_answers_on_when_it_helps_fewer_than_half() {
        let weak = |helped, did_not| Helped { helped, did_not }.is_weak();
        assert!(weak(2, 3) && weak(0, 5) && weak(2, 6));
        assert!(!weak(0, 4) && !weak(3, 3) && !weak(0, 0) && !weak(9, 3));
        assert_eq!(
            Helped { helped: 2, did_not: 6 }.in_words("Reset"),
            "6 of 8 times “Reset” did not help"
        );
    }
}

//! What pictures share: from values to places on a line, and how a place is written.

/// A line of a picture: whole values from 0 to `most` lie between `left` and `left + width`, in the
/// units of the picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Line {
    pub left: f64,
    pub width: f64,
    pub most: i64,
}

impl Line {
    /// Where a value is. What lies outside is at the edge.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "seconds of a week and days of a year at most")]
    pub fn x(self, value: i64) -> f64 {
        let most = self.most.max(1);
        self.left + self.width * value.clamp(0, most) as f64 / most as f64
    }
}

/// A place as attributes of SVG want it.
#[must_use]
pub fn place(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_outside_of_a_line_is_at_its_edge() {
        let line = Line { left: 10.0, width: 100.0, most: 4 };
        let places = [-1, 0, 1, 4, 5].map(|value| place(line.x(value)));
        assert_eq!(places, ["10.0", "10.0", "35.0", "110.0", "110.0"]);
        assert_eq!(place(Line { most: 0, ..line }.x(0)), "10.0", "nothing took any time");
    }
}

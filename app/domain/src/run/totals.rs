use crate::text::Line;

/// What went in and what came out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    pub rows_in: Option<i64>,
    pub rows_out: Option<i64>,
    pub rows_rejected: Option<i64>,
    pub checksum_in: Option<Line>,
    pub checksum_out: Option<Line>,
}

impl Totals {
    /// How many rows are neither out nor rejected; fewer than none when some came twice.
    #[must_use]
    pub fn missing(&self) -> Option<i64> {
        Some(self.rows_in? - self.rows_out? - self.rows_rejected.unwrap_or(0))
    }

    /// Why it cannot have worked, in words; none when nothing speaks against it.
    #[must_use]
    pub fn contradiction(&self) -> Option<String> {
        match self.missing() {
            Some(0) | None => {}
            Some(1) => return Some("one row is missing".to_owned()),
            Some(missing) if missing > 0 => return Some(format!("{missing} rows are missing")),
            Some(-1) => return Some("one row came out that never went in".to_owned()),
            Some(missing) => {
                return Some(format!("{} rows came out that never went in", -missing));
            }
        }
        match (&self.checksum_in, &self.checksum_out) {
            (Some(one), Some(other)) if one != other => {
                Some("the checksums are not the same".to_owned())
            }
            _ => None,
        }
    }

    /// What it says, in a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        if let Some(contradiction) = self.contradiction() {
            return format!("It does not add up: {contradiction}.");
        }
        let sums = match (self.checksum_in.is_some(), self.checksum_out.is_some()) {
            (true, true) => " The checksums are the same.",
            (false, false) => "",
            _ => " Only one of the two checksums is known.",
        };
        match self.missing() {
            Some(_) => format!("Every row is accounted for.{sums}"),
            None => format!("The rows were not counted.{sums}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_out_or_rejected_or_it_does_not_add_up() {
        let totals = |rows_out, rows_rejected| Totals {
            rows_in: Some(100),
            rows_out: Some(rows_out),
            rows_rejected,
            ..Totals::default()
        };
        assert_eq!(totals(97, Some(3)).contradiction(), None);
        assert_eq!(totals(97, None).contradiction().as_deref(), Some("3 rows are missing"));
        assert_eq!(
            totals(101, None).contradiction().as_deref(),
            Some("one row came out that never went in")
        );
        let sums = Totals {
            checksum_in: Line::parse("a1").ok(),
            checksum_out: Line::parse("a2").ok(),
            ..totals(100, None)
        };
        assert_eq!(sums.contradiction().as_deref(), Some("the checksums are not the same"));
        assert_eq!(Totals::default().in_words(), "The rows were not counted.");
    }
}

//! Coverage as a table that somebody takes away.

use jiff::civil::Date;

use super::coverage::{Counts, Coverage, ReaderStanding};
use crate::day::Zone;
use crate::text::harmless;

/// Who has read a material: a line for each critical user.
#[must_use]
pub fn readers_csv<'a>(
    rows: impl IntoIterator<Item = (&'a ReaderStanding, &'a str, Option<Date>)>,
    (zone, today): (&Zone, Date),
) -> String {
    let head = ["cohort", "name", "email", "coverage", "read on", "reminded", "last reminded on"];
    let day = |at: Option<jiff::Timestamp>| at.map(|at| zone.day(at).to_string());
    let line = |(one, cohort, due): (&ReaderStanding, &str, Option<Date>)| {
        let coverage = Coverage::of(one.reading, due, today);
        [
            cohort.to_owned(),
            one.name.clone(),
            one.email.clone().unwrap_or_default(),
            coverage.map_or(String::new(), |coverage| coverage.label().to_owned()),
            day(one.read_at).unwrap_or_default(),
            one.reminded.to_string(),
            day(one.reminded_at).unwrap_or_default(),
        ]
    };
    table(head, rows.into_iter().map(line))
}

/// How many of each cohort have read each material: a line for each of both.
#[must_use]
pub fn matrix_csv<'a>(
    cells: impl IntoIterator<Item = (&'a str, &'a str, Counts, Option<Date>)>,
    today: Date,
) -> String {
    let head =
        ["material", "cohort", "due on", "readers", "read", "older version", "not yet", "overdue"];
    let line = |(material, cohort, counts, due): (&str, &str, Counts, Option<Date>)| {
        let overdue = counts.overdue(due, today);
        [
            material.to_owned(),
            cohort.to_owned(),
            due.map_or(String::new(), |due| due.to_string()),
            counts.readers.to_string(),
            counts.read.to_string(),
            counts.older.to_string(),
            (counts.unread() - overdue).to_string(),
            overdue.to_string(),
        ]
    };
    table(head, cells.into_iter().map(line))
}

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(head);
    for row in rows {
        let _ = writer.write_record(row.map(harmless));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_spreadsheet_computes_nothing_of_it() {
        let counts = Counts { readers: 3, read: 1, older: 1 };
        let cells = [("=1+1", "@Sites", counts, Some(date(2027, 1, 12)))];
        let text = matrix_csv(cells, date(2027, 1, 12));
        assert!(text.ends_with("'=1+1,'@Sites,2027-01-12,3,1,1,0,1\n"), "{text}");
    }
}

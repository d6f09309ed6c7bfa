//! How large the tables of a text become, before anything makes them.

/// How many cells the tables of a text have at most, those that a row leaves out among them. It is counted line by
/// line, because a parser makes all of them.
#[must_use]
pub fn cells(markdown: &str) -> usize {
    let (mut columns, mut cells) = (0_usize, 0_usize);
    // A lone CR ends a line as well.
    for line in markdown.split(['\n', '\r']) {
        if is_blank(line) {
            columns = 0;
        } else if is_delimiter(line) {
            columns = line.matches('|').count() + 1;
            // The line above has the names.
            cells = cells.saturating_add(columns);
        } else {
            cells = cells.saturating_add(columns);
        }
    }
    cells
}

/// A table ends with a line that says nothing, in a quotation too. Other white space than this is a row to the parser.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| matches!(c, ' ' | '\t' | '\x0b' | '\x0c' | '>'))
}

/// `|---|:-:|`, in a quotation or a list as well. More lines look like one than are: then too many are counted.
fn is_delimiter(line: &str) -> bool {
    let sign = |c: char| c.is_whitespace() || c.is_ascii_digit() || "|-:>*+.)".contains(c);
    line.contains('|') && line.contains('-') && line.chars().all(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_as_many_cells_as_its_table_has_columns() {
        assert_eq!(cells("a | b\n--|--\n1 | 2\n3"), 6);
        assert_eq!(
            cells("| a | b |\n|---|---|\n| 1 | 2 |\n\nText | with | signs"),
            8,
            "and the ends are counted"
        );
        assert_eq!(cells("Text\n\n- x\n- y"), 0);
    }

    #[test]
    fn what_looks_blank_and_is_not_ends_no_table() {
        assert_eq!(cells("a|b\n-|-\n\u{a0}\nc\n"), 2 + 2 + 2 + 2 - 2);
        assert_eq!(cells("a|b\r-|-\rc\rd"), 6);
    }

    #[test]
    fn tables_in_quotations_and_lists_are_counted_too() {
        assert_eq!(cells("> a | b\n> - | -\n> 1\n>\n> 2"), 2 + 2);
        assert_eq!(cells("1. a | b\n   - | -\n   1"), 2 + 2);
    }
}

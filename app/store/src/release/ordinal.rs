//! Short numbers in a release, from 1. One that was given is never given again, also when what had it is deleted.

/// The next number of a table, to be inserted; the parameter is the release.
macro_rules! next_ordinal {
    ($table:literal, $release:literal) => {
        concat!(
            "1 + (SELECT MAX(n)
                  FROM (SELECT MAX(ordinal) AS n FROM ",
            $table,
            " WHERE release_id = ",
            $release,
            "
                        UNION ALL
                        SELECT ",
            $table,
            "_deleted_to AS n FROM releases WHERE id = ",
            $release,
            ") given)"
        )
    };
}

/// Remembers the number of a row that is about to be deleted; `$1` is its id.
macro_rules! keep_ordinal {
    ($table:literal) => {
        concat!(
            "UPDATE releases SET ",
            $table,
            "_deleted_to = (SELECT ordinal FROM ",
            $table,
            " WHERE id = $1)
             WHERE id = (SELECT release_id FROM ",
            $table,
            " WHERE id = $1)
               AND ",
            $table,
            "_deleted_to < (SELECT ordinal FROM ",
            $table,
            " WHERE id = $1)"
        )
    };
}

pub(crate) use {keep_ordinal, next_ordinal};

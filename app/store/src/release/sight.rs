//! Which releases a person may see, said once: open ones, and restricted ones in which they have a part.

/// A release that a person may see: the name it has in the query, and the parameter that is the person.
macro_rules! seen_by {
    ($release:literal, $person:literal) => {
        concat!(
            "(NOT ",
            $release,
            ".restricted
              OR EXISTS (SELECT 1 FROM participants seeing
                         WHERE seeing.release_id = ",
            $release,
            ".id AND seeing.person_id = ",
            $person,
            "))"
        )
    };
}

/// The same of a release that is not over.
macro_rules! open_to {
    ($release:literal, $person:literal) => {
        concat!(
            $release,
            ".state NOT IN ('closed', 'cancelled', 'rolled_back') AND ",
            $crate::release::sight::seen_by!($release, $person)
        )
    };
}

pub(crate) use {open_to, seen_by};

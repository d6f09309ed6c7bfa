//! A registry: one table with one row for each thing, which makes the type and everything that goes over all of it.
//!
//! The house's own macro and not `strum`: a row also has the words that people read, and a column may be of any type.
//! The keys are explicit texts because they are stored: renaming a variant must not change what a row in the database
//! says. `tests.rs` pins them all.

/// `Variant = "key", column, column;` for each thing, and the names of the columns behind the name of the type. A
/// column is a text unless the head says otherwise. Without keys, `Variant;`, there is only `ALL`.
#[macro_export]
macro_rules! words {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident ($($columns:tt)*) {
            $($(#[$about:meta])* $variant:ident = $key:literal $(, $word:expr)*;)*
        }
    ) => {
        $crate::words! { $(#[$meta])* $vis enum $name { $($(#[$about])* $variant;)* } }

        impl $name {
            /// The word in the database, in forms and in addresses.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.key() == key)
            }
        }

        $crate::words! { @columns $name ($($columns)*) $([$variant $(, $word)*])* }
    };

    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident { $($(#[$about:meta])* $variant:ident;)* }
    ) => {
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        $(#[$meta])*
        $vis enum $name { $($(#[$about])* $variant,)* }

        impl $name {
            pub const ALL: [Self; [$(Self::$variant),*].len()] = [$(Self::$variant),*];
        }
    };

    // One function for the first column, then the rest. Rows that are longer than the head do not compile.
    (@columns $name:ident () $([$variant:ident])*) => {};
    (
        @columns $name:ident ($column:ident $(: $type:ty)? $(, $($columns:tt)*)?)
        $([$variant:ident, $word:expr $(, $words:expr)*])*
    ) => {
        impl $name {
            #[must_use]
            pub const fn $column(self) -> $crate::words!(@type $($type)?) {
                match self { $(Self::$variant => $word,)* }
            }
        }

        $crate::words! { @columns $name ($($($columns)*)?) $([$variant $(, $words)*])* }
    };

    (@type) => { &'static str };
    (@type $type:ty) => { $type };
}

#[cfg(all(test, feature = "server"))]
mod tests;

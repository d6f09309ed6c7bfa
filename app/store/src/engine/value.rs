//! What can stand for `$1`, `$2`, … on both engines.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::Arguments as _;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use uuid::Uuid;

use crate::StoreError;

/// One value. Only types that mean the same on both engines are values.
pub trait Value: Send {
    fn add_to_sqlite(self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError>;
    fn add_to_postgres(self, arguments: &mut PgArguments) -> Result<(), BoxDynError>;
}

/// A tuple of values, in the order of their placeholders.
pub trait Params: Send {
    fn for_sqlite(self) -> Result<SqliteArguments, BoxDynError>;
    fn for_postgres(self) -> Result<PgArguments, BoxDynError>;
}

macro_rules! values {
    ($($value:ty),* $(,)?) => {$(
        impl Value for $value {
            fn add_to_sqlite(self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
                arguments.add(self)
            }

            fn add_to_postgres(self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
                arguments.add(self)
            }
        }
    )*};
}

values!(bool, i64, Option<i64>, String, Option<String>, Uuid, Option<Uuid>, Vec<u8>);

impl Value for &str {
    fn add_to_sqlite(self, arguments: &mut SqliteArguments) -> Result<(), BoxDynError> {
        arguments.add(self.to_owned())
    }

    fn add_to_postgres(self, arguments: &mut PgArguments) -> Result<(), BoxDynError> {
        arguments.add(self.to_owned())
    }
}

macro_rules! tuples {
    ($(($($name:ident)*))*) => {$(
        impl<$($name: Value),*> Params for ($($name,)*) {
            #[allow(non_snake_case, unused_mut)]
            fn for_sqlite(self) -> Result<SqliteArguments, BoxDynError> {
                let ($($name,)*) = self;
                let mut arguments = SqliteArguments::default();
                $($name.add_to_sqlite(&mut arguments)?;)*
                Ok(arguments)
            }

            #[allow(non_snake_case, unused_mut)]
            fn for_postgres(self) -> Result<PgArguments, BoxDynError> {
                let ($($name,)*) = self;
                let mut arguments = PgArguments::default();
                $($name.add_to_postgres(&mut arguments)?;)*
                Ok(arguments)
            }
        }
    )*};
}

tuples! {
    ()
    (A)
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
    (A B C D E F G H I)
    (A B C D E F G H I J)
    (A B C D E F G H I J K)
    (A B C D E F G H I J K L)
    (A B C D E F G H I J K L M)
    (A B C D E F G H I J K L M N)
    (A B C D E F G H I J K L M N O)
    (A B C D E F G H I J K L M N O P)
    (A B C D E F G H I J K L M N O P Q)
    (A B C D E F G H I J K L M N O P Q R)
    (A B C D E F G H I J K L M N O P Q R S)
    (A B C D E F G H I J K L M N O P Q R S T)
    (A B C D E F G H I J K L M N O P Q R S T U)
    (A B C D E F G H I J K L M N O P Q R S T U V)
}

/// Reads a kept text into its type again.
pub(crate) fn parse_stored<T, E>(
    column: &'static str,
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, StoreError> {
    parse(text).map_err(|_| StoreError::unknown(column, text))
}

/// Reads a kept number that is never negative.
pub(crate) fn number(column: &'static str, kept: Option<i64>) -> Result<Option<u32>, StoreError> {
    kept.map(|kept| u32::try_from(kept).map_err(|_| StoreError::unknown(column, &kept.to_string())))
        .transpose()
}

/// Reads a day as it is kept, `2026-11-23`.
pub(crate) fn day(column: &'static str, text: Option<String>) -> Result<Option<Date>, StoreError> {
    text.map(|text| parse_stored(column, &text, str::parse)).transpose()
}

/// The question with a list of ids in it, as each engine takes it apart: what stands before the list, the parameter
/// that is the list, what stands behind it.
macro_rules! among {
    ($transaction:expr, $before:expr, $list:literal $(, $behind:literal)?) => {
        $transaction.by_engine(
            concat!($before, " IN (SELECT unhex(value) FROM json_each(", $list, "))" $(, $behind)?),
            // A list that is made first: the planner would join with one of unknown length, and read everything.
            concat!(
                $before,
                " = ANY (ARRAY(SELECT value::uuid FROM json_array_elements_text(",
                $list,
                "::json)))"
                $(, $behind)?
            ),
        )
    };
}

pub(crate) use among;

/// A list as one parameter: each engine takes the JSON apart in its own way.
pub(crate) fn list(values: impl Iterator<Item = String>) -> String {
    values.collect::<serde_json::Value>().to_string()
}

/// A moment of the database: microseconds since 1970.
pub(crate) fn moment(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or_default()
}

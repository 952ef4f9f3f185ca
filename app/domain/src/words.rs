//! Enumerations as fixed words: the same in databases, in forms and on the wire.

/// A text names no value of the enumeration it was read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown value")]
pub struct UnknownValue;

/// Gives an enumeration of unit variants its words, a list of all values and a parser.
macro_rules! words {
    ($name:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in databases, forms and on the wire; never shown to people.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::words::UnknownValue;

            fn from_str(word: &str) -> Result<Self, $crate::words::UnknownValue> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err($crate::words::UnknownValue) }
            }
        }
    };
}
pub(crate) use words;

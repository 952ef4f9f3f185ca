//! Looking for somebody by all addresses that are theirs.

/// SQL: whether the column holds one of a person's addresses. After it stand the parameters for the fields of
/// `domain::settings::PersonAddresses`, in their order.
macro_rules! is_address_of {
    ($column:literal, $exact:literal, $plain:literal, $from:literal, $to:literal, $at_domain:literal) => {
        concat!(
            "(",
            $column,
            " = ",
            $exact,
            " or ",
            $column,
            " = ",
            $plain,
            " or (",
            $column,
            " >= ",
            $from,
            " and ",
            $column,
            " < ",
            $to,
            " and ",
            "substr(",
            $column,
            ", length(",
            $column,
            ") - length(",
            $at_domain,
            ") + 1) = ",
            $at_domain,
            "))"
        )
    };
}
pub(crate) use is_address_of;

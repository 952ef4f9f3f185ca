//! The inputs of a form that is drawn again in its place.

use leptos::either::Either;
use leptos::prelude::*;

use crate::browser::lost_focus;

/// The inputs that show a draft. When the page is read again they stay, with the focus; but one that was typed into goes
/// on showing that, so there are new ones once something else is to be shown.
#[derive(Clone, Copy)]
pub struct DraftInputs {
    /// Turned over with each renewal.
    is_other: StoredValue<bool>,
}

impl DraftInputs {
    pub fn of_form() -> Self {
        Self { is_other: StoredValue::new(false) }
    }

    /// Those that are drawn next are new.
    pub fn renew(self) {
        self.is_other.update_value(|is_other| *is_other = !*is_other);
        lost_focus::regain_in_place();
    }

    /// Takes no elements over from the other ones.
    pub fn draw<V>(self, inputs: V) -> Either<V, V> {
        if self.is_other.get_value() { Either::Right(inputs) } else { Either::Left(inputs) }
    }
}

//! Sentences in the reader's language.

use domain::language::{Piece, Say, Value, pieces, without_note};
use leptos::prelude::{AnyView, IntoAny};

use super::speaker::speaker;

/// A text without values. See [`t!`](crate::t).
pub fn text(text: &'static str) -> &'static str {
    speaker().text(text).unwrap_or_else(|| without_note(text))
}

/// What a type of the domain tells, in the reader's language.
pub fn said(what: &(impl Say + ?Sized)) -> String {
    what.say().spoken(&speaker())
}

/// A value that stands alone.
pub fn value_in_words(value: &Value) -> String {
    value.spoken(&speaker())
}

/// A text with an element for each `{name}`. See [`t_view!`](crate::t_view).
pub fn sentence_view<const N: usize>(english: &'static str, elements: [(&str, AnyView); N]) -> Vec<AnyView> {
    let mut elements = elements.map(|(name, element)| (name, Some(element)));
    let mut place = |piece| match piece {
        Piece::Text(text) => Some(text.to_owned().into_any()),
        Piece::Value(name) => {
            elements.iter_mut().find(|(known, _)| *known == name).and_then(|(_, element)| element.take())
        }
    };
    pieces(text(english)).filter_map(&mut place).collect()
}

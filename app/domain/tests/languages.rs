//! What is said, in every language.

use domain::language::{
    Language, Piece, Sentence, Value, grouped, pieces, plural_form, plural_forms, preferred,
};
use domain::{say, say_count};
use proptest::prelude::*;

/// A catalogue of two sentences.
fn german(text: &str) -> Option<&'static str> {
    match text {
        "{name} has {what}." => Some("{what}: das hat {name}."),
        "{count} guests of {room}" => Some("Ein Gast von {room} | {count} Gäste von {room}"),
        "Open [button]" => Some("Öffnen"),
        "nothing" => Some("nichts"),
        _ => None,
    }
}

fn in_german(sentence: &Sentence) -> String {
    sentence.in_language(Language::German, &german)
}

#[test]
fn values_stand_where_each_language_puts_them() {
    let name = "Ada";
    let sentence = say!("{name} has {what}.", name, what = say!("nothing"));
    assert_eq!(sentence.in_english(), "Ada has nothing.");
    assert_eq!(in_german(&sentence), "nichts: das hat Ada.");
}

#[test]
fn what_is_counted_has_the_form_of_its_number() {
    let guests =
        |count: u32| say_count!(count, "One guest of {room}", "{count} guests of {room}", room = "B");
    assert_eq!(guests(1).in_english(), "One guest of B");
    assert_eq!(guests(0).in_english(), "0 guests of B");
    assert_eq!(guests(1234).in_english(), "1,234 guests of B");
    assert_eq!(in_german(&guests(1)), "Ein Gast von B");
    assert_eq!(in_german(&guests(1234)), "1.234 Gäste von B");
}

#[test]
fn hebrew_has_a_form_for_two() {
    let forms = |_: &str| Some("one | two | {count}");
    let said = |count: u64| say_count!(count, "1", "{count}").in_language(Language::Hebrew, &forms);
    assert_eq!([1, 2, 3, 0].map(said), ["one", "two", "3", "0"]);
    for language in Language::ALL {
        assert!((0..5).all(|number| plural_form(*language, number) < plural_forms(*language)));
    }
}

#[test]
fn a_note_tells_texts_apart_and_is_never_read() {
    let sentence = say!("Open [button]");
    assert_eq!(sentence.in_english(), "Open");
    assert_eq!(in_german(&sentence), "Öffnen");
}

#[test]
fn what_a_catalogue_lacks_stays_english() {
    assert_eq!(in_german(&say!("Unheard of.")), "Unheard of.");
}

#[test]
fn names_in_a_hebrew_sentence_are_isolated_from_its_direction() {
    let sentence = say!("{name}!", name = "Ada (x)");
    assert_eq!(sentence.in_language(Language::Hebrew, &|_| None), "\u{2068}Ada (x)\u{2069}!");
}

#[test]
fn numbers_are_grouped_as_each_language_does() {
    let write = |number| {
        [Language::English, Language::German, Language::Spanish, Language::Hebrew]
            .map(|language| grouped(language, number))
    };
    assert_eq!(write(999), ["999"; 4]);
    assert_eq!(write(1234), ["1,234", "1.234", "1234", "1,234"]);
    assert_eq!(write(12_345_678), ["12,345,678", "12.345.678", "12.345.678", "12,345,678"]);
}

#[test]
fn a_browser_gets_the_language_it_likes_best() {
    for (header, language) in [
        ("de-AT,de;q=0.9,en;q=0.8", Some(Language::German)),
        ("fr, es;q=0.5, en;q=0.7", Some(Language::English)),
        ("iw", Some(Language::Hebrew)),
        ("HE-IL", Some(Language::Hebrew)),
        ("en;q=0, es;q=0.1", Some(Language::Spanish)),
        ("fr", None),
        ("", None),
        ("de;q=high, *", None),
    ] {
        assert_eq!(preferred(header), language, "{header}");
    }
}

proptest! {
    #[test]
    fn the_pieces_of_a_text_are_the_text(text in "[a{} ]{0,20}") {
        let again: String = pieces(&text).map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Value(name) => format!("{{{name}}}"),
        }).collect();
        prop_assert_eq!(again, text);
    }

    #[test]
    fn values_are_never_read_as_placeholders(name in "[{}a-z]{0,12}") {
        let sentence = Sentence::new("{name}-{other}").with("name", name.as_str()).with("other", "o");
        prop_assert_eq!(sentence.in_english(), format!("{name}-o"));
    }

    #[test]
    fn a_sentence_crosses_the_wire(name in ".{0,12}", count in any::<u64>()) {
        let sentence = say_count!(count, "One {name}", "{count} {name}", name = name.as_str());
        let text = serde_json::to_string(&sentence).unwrap();
        prop_assert_eq!(serde_json::from_str::<Sentence>(&text).unwrap(), sentence);
    }

    #[test]
    fn any_header_can_be_read(header in ".{0,60}") {
        preferred(&header);
    }
}

#[test]
fn numbers_of_any_kind_are_values() {
    assert_eq!(Value::from(3_usize), Value::from(3_u16));
}

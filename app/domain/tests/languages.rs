//! What is said, in every language.

use domain::language::{
    Language, LocalTime, Locale, Piece, Sentence, Speech, TimeStyle, Value, WallTime, grouped,
    moment_in_words, pieces, plural_form, plural_forms, preferred, range_in_words,
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

/// A language, and what its catalogue knows.
struct Foreign(Language, fn(&str) -> Option<&'static str>);

impl Speech for Foreign {
    fn language(&self) -> Language {
        self.0
    }

    fn find(&self, text: &str) -> Option<&str> {
        (self.1)(text)
    }
}

fn in_german(sentence: &Sentence) -> String {
    sentence.spoken(&Foreign(Language::German, german))
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
    let hebrew = Foreign(Language::Hebrew, |_| Some("one | two | {count}"));
    let said = |count: u64| say_count!(count, "1", "{count}").spoken(&hebrew);
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
    assert_eq!(sentence.spoken(&Foreign(Language::Hebrew, |_| None)), "\u{2068}Ada (x)\u{2069}!");
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

/// The 22nd of November 2026, a Sunday, five past nine in the morning, or another hour.
fn sunday(hour: u8, offset_minutes: i32) -> WallTime {
    let local = LocalTime { year: 2026, month: 11, day: 22, weekday: 6, hour, minute: 5 };
    WallTime { local, offset_minutes }
}

/// Copied from Chromium's `Intl.DateTimeFormat`; a browser test compares many more.
#[test]
fn moments_are_written_as_browsers_write_them() {
    for (locale, style, words) in [
        (Locale::English, TimeStyle::Full, "Sunday, 22 November 2026 at 09:05 GMT+1"),
        (Locale::AmericanEnglish, TimeStyle::Full, "Sunday, November 22, 2026 at 09:05 AM GMT+1"),
        (Locale::German, TimeStyle::Full, "Sonntag, 22. November 2026 um 09:05 GMT+1"),
        (Locale::Spanish, TimeStyle::Full, "domingo, 22 de noviembre de 2026, 09:05 GMT+1"),
        (Locale::English, TimeStyle::Short, "22 Nov 2026, 09:05"),
        (Locale::German, TimeStyle::Short, "22. Nov. 2026, 09:05"),
        (Locale::Spanish, TimeStyle::Date, "22 de noviembre de 2026"),
        (Locale::Hebrew, TimeStyle::Short, "22 בנוב׳ 2026, 09:05"),
        (Locale::Hebrew, TimeStyle::Day, "יום ראשון, 22 בנובמבר 2026"),
    ] {
        assert_eq!(moment_in_words(locale, style, sunday(9, 60)), words);
    }
    let american = |hour| moment_in_words(Locale::AmericanEnglish, TimeStyle::Time, sunday(hour, 0));
    assert_eq!([0, 12, 19].map(american), ["12:05 AM", "12:05 PM", "07:05 PM"]);
    let zone = |minutes| moment_in_words(Locale::English, TimeStyle::Full, sunday(9, minutes));
    assert!(zone(330).ends_with("GMT+5:30") && zone(-300).ends_with("GMT-5") && zone(0).ends_with("GMT+0"));
}

#[test]
fn a_span_tells_its_day_once() {
    let write = |hour| move |style| moment_in_words(Locale::English, style, sunday(hour, 60));
    let range = |is_same_day| range_in_words(TimeStyle::Full, is_same_day, (write(9), write(10)));
    assert_eq!(range(true), "Sunday, 22 November 2026, 09:05–10:05");
    assert_eq!(
        range(false),
        "Sunday, 22 November 2026 at 09:05 GMT+1 – Sunday, 22 November 2026 at 10:05 GMT+1"
    );
}

#[test]
fn english_is_american_for_who_asks_for_it() {
    for (header, locale) in [
        ("en-US,en;q=0.9", Locale::AmericanEnglish),
        ("de, en-us;q=0.5", Locale::AmericanEnglish),
        ("en-GB, en-US;q=0.9", Locale::English),
        ("en", Locale::English),
        ("fr", Locale::English),
        ("", Locale::English),
    ] {
        assert_eq!(Locale::of(Language::English, header), locale, "{header}");
    }
    assert_eq!(Locale::of(Language::German, "en-US"), Locale::German);
    for locale in [Locale::AmericanEnglish, Locale::English, Locale::German, Locale::Spanish, Locale::Hebrew]
    {
        assert_eq!(Locale::of_tag(locale.tag()), locale);
    }
}

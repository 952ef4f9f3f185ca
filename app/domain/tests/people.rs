//! Finding people as their names are typed.

use domain::people::{MAX_QUERY, prefix_range, query_key, search_key};

fn finds(typed: &str, stored: &str) -> bool {
    let (from, to) = prefix_range(&query_key(typed).expect("the query is long enough"));
    let key = search_key(stored);
    from <= key && key < to
}

#[test]
fn people_are_found_by_how_their_name_begins() {
    assert!(finds("mül", "Müller Ana"));
    assert!(finds("MULLER,", "müller, ana"));
    assert!(finds("  ana   li", "Ana Lima"));
    assert!(finds("ana@ex", "ana@example.org"));
    assert!(!finds("lima", "Ana Lima"));
    assert!(!finds("ana lima", "Ana Lim"));
}

#[test]
fn marks_make_no_difference_however_they_are_encoded() {
    assert_eq!(search_key("Élodie"), "elodie");
    assert_eq!(search_key("E\u{301}lodie"), "elodie");
    assert_eq!(search_key("ŁÓDŹ"), "lodz");
    assert_eq!(search_key("İstanbul Ilgın"), "istanbul ilgin");
    assert_eq!(search_key("Åse \u{212b}se"), "ase ase");
}

#[test]
fn letters_that_are_two_are_written_as_two() {
    assert_eq!(search_key("Straße STRAẞE Æsir Œuvre Þór"), "strasse strasse aesir oeuvre thor");
}

#[test]
fn other_alphabets_are_kept() {
    assert_eq!(search_key("李 小龙 ИВАН"), "李 小龙 иван");
}

#[test]
fn a_mark_on_its_own_leaves_no_gap() {
    assert_eq!(search_key("ana \u{301} lima"), "ana lima");
    assert_eq!(search_key("\u{301} ana"), "ana");
    assert_eq!(search_key("ana \u{301}"), "ana");
    assert_eq!(search_key("\u{301}"), "");
}

#[test]
fn fewer_than_three_letters_find_nobody() {
    for typed in ["", "a", "an", "   an   ", "a\u{301}n", "\u{301}\u{301}\u{301}"] {
        assert_eq!(query_key(typed), None, "{typed:?}");
    }
    assert_eq!(query_key("李小龙").as_deref(), Some("李小龙"));
}

#[test]
fn over_long_queries_find_nobody() {
    assert!(query_key(&"a".repeat(MAX_QUERY)).is_some());
    assert_eq!(query_key(&"a".repeat(MAX_QUERY + 1)), None);
}

#[test]
fn wildcards_of_databases_mean_nothing() {
    assert!(!finds("%%%", "Ana Lima"));
    assert!(!finds("___", "Ana Lima"));
}

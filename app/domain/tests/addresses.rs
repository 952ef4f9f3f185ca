//! Pasted lists of addresses.

use domain::addresses::{Entry, is_separator, looked_at, split, split_name, split_with};
use domain::{EmailAddress, EmailProblem};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// First name, last name and address of each entry; what is not there is empty.
fn people(pasted: &str) -> Vec<(String, String, String)> {
    let person = |entry: &Entry| {
        let (first, last) = entry.name.clone().unwrap_or_default();
        (first, last, entry.address.as_ref().map(ToString::to_string).unwrap_or_default())
    };
    split(pasted).iter().map(person).collect()
}

fn are(pasted: &str, expected: &[(&str, &str, &str)]) {
    let owned = |(first, last, address): &(&str, &str, &str)| {
        ((*first).to_owned(), (*last).to_owned(), (*address).to_owned())
    };
    assert_eq!(people(pasted), expected.iter().map(owned).collect::<Vec<_>>(), "{pasted:?}");
}

fn typed(pasted: &str) -> Vec<String> {
    split(pasted).into_iter().map(|entry| entry.typed).collect()
}

const ANA: (&str, &str, &str) = ("Ana", "Ruiz", "ana@example.org");
const BO: (&str, &str, &str) = ("Bo", "Li", "bo@example.org");

#[test]
fn nothing_holds_nobody() {
    for nothing in ["", " ", "\n\n", ",;\t ,", " \u{2028}、"] {
        assert_eq!(split(nothing), []);
    }
}

#[test]
fn addresses_are_parted_in_many_ways() {
    let bare = [("", "", "a@x.org"), ("", "", "b@x.org")];
    for between in [",", ";", "\n", "\r\n", "\t", " ", ", ", ";\n", ",,", " ; , \n\n", "\u{ff0c}", "\u{2028}"]
    {
        are(&format!("a@x.org{between}b@x.org"), &bare);
        are(&format!("{between}<a@x.org>{between}<b@x.org>{between}"), &bare);
    }
    are("<a@x.org><b@x.org>", &bare);
}

#[test]
fn a_name_comes_before_its_address() {
    for pasted in [
        "Ana Ruiz <ana@example.org>",
        "Ana   Ruiz<ana@example.org>",
        "\"Ana Ruiz\" <ana@example.org>",
        "“Ana Ruiz” <ANA@example.org>",
        "'Ana Ruiz' <ana@example.org>",
        "Ana Ruiz <mailto:ana@example.org>",
        "Ana Ruiz [mailto:ana@example.org]",
        "Ana Ruiz ana@example.org",
        "Ana Ruiz: <ana@example.org>",
        "ana@example.org (Ana Ruiz)",
        "Ruiz, Ana <ana@example.org>",
        "\"Ruiz, Ana\" <ana@example.org>",
        "\"Ruiz, Ana\"<ana@example.org>",
        "Ana Ruiz, ana@example.org",
        "Ana Ruiz\tana@example.org",
        "ana@example.org\tAna Ruiz",
        "ana@example.org, \"Ruiz, Ana\"",
        "Ana Ruiz <\u{200b}ana@example.org\u{202c}>",
    ] {
        are(pasted, &[ANA]);
        are(&format!("{pasted}; Bo Li <bo@example.org>"), &[ANA, BO]);
        are(&format!("{pasted}\r\n{pasted}\r\n"), &[ANA, ANA]);
    }
}

#[test]
fn people_stand_one_after_the_other_in_a_mails_head() {
    are("Ana Ruiz <ana@example.org>, Bo Li <bo@example.org>", &[ANA, BO]);
    are("Ana Ruiz <ana@example.org>,\n Bo Li <bo@example.org>", &[ANA, BO]);
    are("Ruiz, Ana <ana@example.org>, Li, Bo <bo@example.org>", &[ANA, BO]);
    are("\"Ruiz, Ana\" <ana@example.org>, \"Li, Bo\" <bo@example.org>", &[ANA, BO]);
    are("Ana Ruiz <ana@example.org> Bo Li <bo@example.org>", &[ANA, BO]);
    are("c@x.org, Ana Ruiz <ana@example.org>, d@x.org", &[("", "", "c@x.org"), ANA, ("", "", "d@x.org")]);
}

#[test]
fn links_to_mailboxes_are_addresses() {
    are("mailto:ana@example.org", &[("", "", "ana@example.org")]);
    are("MAILTO:ana@example.org?subject=Hello", &[("", "", "ana@example.org")]);
    are("ana?b@example.org", &[("", "", "ana?b@example.org")]);
}

#[test]
fn quotes_hold_separators_only_around_a_whole_name() {
    are("\"Ruiz; Ana\" <ana@example.org>", &[("Ruiz;", "Ana", "ana@example.org")]);
    are(r#""Ana \"Annie\" Ruiz, Dr" <ana@example.org>"#, &[("Dr", r#"Ana "Annie" Ruiz"#, "ana@example.org")]);
    are("\"a@x.org; b@x.org\"\n“c@x.org”", &[("", "", "a@x.org"), ("", "", "b@x.org"), ("", "", "c@x.org")]);
    assert_eq!(typed("\"open; a@x.org\nb@x.org; \"c"), ["\"open", "a@x.org", "b@x.org", "\"c"]);
    are("Ana \"Annie\" Ruiz <ana@example.org>", &[("Ana \"Annie\"", "Ruiz", "ana@example.org")]);
}

#[test]
fn what_is_no_address_is_kept_with_its_problem() {
    let problems =
        |pasted: &str| -> Vec<_> { split(pasted).into_iter().map(|entry| entry.address).collect() };
    assert_eq!(problems("ana; Bo <>"), [Err(EmailProblem::NotOneAt), Err(EmailProblem::Empty)]);
    assert_eq!(
        problems("Ana <a b@x.org>; a@b; a@@b.org"),
        [Err(EmailProblem::Local), Err(EmailProblem::Domain), Err(EmailProblem::NotOneAt)]
    );
    assert_eq!(problems("a@b\u{fc}cher.example"), [Err(EmailProblem::LookAlikeDomain)]);
    assert_eq!(typed("Ana Ruiz <ana@example.org\nb@x.org"), ["Ana Ruiz <ana@example.org", "b@x.org"]);
}

#[test]
fn lines_of_several_columns_are_left_to_the_import_of_files() {
    assert_eq!(typed("a@x.org,Ana,Ruiz"), ["a@x.org", "Ana", "Ruiz"]);
    assert_eq!(typed("Ana\tRuiz\ta@x.org"), ["Ana", "Ruiz", "a@x.org"]);
}

#[test]
fn a_name_on_another_line_is_not_joined() {
    assert_eq!(typed("Ruiz,\nAna <a@x.org>"), ["Ruiz", "Ana <a@x.org>"]);
    assert_eq!(typed("Ana Ruiz,\na@x.org"), ["Ana Ruiz", "a@x.org"]);
    assert_eq!(typed("Ana; a@x.org"), ["Ana", "a@x.org"]);
}

#[test]
fn an_entry_shows_what_was_typed() {
    assert_eq!(
        typed(" \"Ruiz, Ana\"  <a@x.org> , mailto:b@x.org?x ;"),
        ["\"Ruiz, Ana\"  <a@x.org>", "mailto:b@x.org?x"]
    );
    assert_eq!(typed("Ruiz ,  Ana <a@x.org>"), ["Ruiz ,  Ana <a@x.org>"]);
}

#[test]
fn the_server_reads_domains_of_all_scripts() {
    let pasted = "Ana Ruiz ana@b\u{fc}cher.example";
    let entries = split_with(pasted, |_| Ok("xn--bcher-kva.example".to_owned()));
    assert_eq!(entries[0].address, EmailAddress::parse("ana@xn--bcher-kva.example"));
    assert_eq!(entries[0].name, Some(("Ana".to_owned(), "Ruiz".to_owned())));
}

#[test]
fn the_first_of_the_same_addresses_is_no_duplicate() {
    let pasted = "a@x.org; b@x.org; A <A@X.org>; bad; bad; mailto:a@x.org";
    let duplicates: Vec<_> = split(pasted).iter().map(|entry| entry.is_duplicate_of).collect();
    assert_eq!(duplicates, [None, None, Some(0), None, None, Some(0)]);
}

#[test]
fn names_are_split_as_people_mean_them() {
    let table = [
        ("Ana Ruiz", "Ana", "Ruiz"),
        ("Ruiz, Ana", "Ana", "Ruiz"),
        ("Ruiz,Ana", "Ana", "Ruiz"),
        ("Ana", "Ana", ""),
        ("李小龙", "李小龙", ""),
        ("Ana María Ruiz", "Ana María", "Ruiz"),
        ("García Márquez, Gabriel José", "Gabriel José", "García Márquez"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("María de la Cruz", "María", "de la Cruz"),
        ("Van Morrison", "Van", "Morrison"),
        ("van Gogh", "van", "Gogh"),
        ("ana ruiz", "ana", "ruiz"),
        ("Martin Luther King Jr.", "Martin Luther", "King Jr."),
        ("Martin Luther King, Jr.", "Martin Luther", "King, Jr."),
        ("King, Martin Luther, Jr.", "Martin Luther", "King, Jr."),
        ("Silva, Junior", "Junior", "Silva"),
        ("Rahman, Md", "Md", "Rahman"),
        ("Conan O'Brien", "Conan", "O'Brien"),
        ("Ruiz,", "Ruiz", ""),
        ("'Ana Ruiz'", "Ana", "Ruiz"),
        ("  Ana \u{a0} Ruiz ", "Ana", "Ruiz"),
        ("\u{202a}Ana Ruiz\u{202c}", "Ana", "Ruiz"),
    ];
    for (name, first, last) in table {
        assert_eq!(split_name(name), Some((first.to_owned(), last.to_owned())), "{name}");
    }
    for nobody in ["", " ", ",", "\"\"", "ana@example.org", "'ana@example.org'", "\u{200b}"] {
        assert_eq!(split_name(nobody), None, "{nobody:?}");
    }
}

#[test]
fn ten_thousand_rows_are_read_in_one_go() {
    let rows = [
        "Ana Ruiz <ana@example.org>\n",
        "\"Ruiz, Ana\" <ana@example.org>, ",
        "Ruiz, Ana <ana@example.org>; ",
        "ana@example.org\tAna Ruiz\n",
        "ana@example.org ",
        "\"",
        "\",",
        "\"a,",
        "“a,",
        "„a,“a,",
        "\"\\\",",
        "<",
        "<a,",
        "<a ",
        "a<",
        ">",
        " ",
        "\" ",
        "\\\",\"",
    ];
    for row in rows {
        let pasted = row.repeat(10_000);
        assert!(looked_at(&pasted) <= 4 * pasted.chars().count(), "{row:?}: {}", looked_at(&pasted));
    }
    let pasted: Vec<String> =
        (0..10_000).map(|number| format!("Ana Ruiz <a{}@x.org>", number % 5_000)).collect();
    let entries = split(&pasted.join(", "));
    assert_eq!(entries.len(), 10_000);
    assert!(entries.iter().all(|entry| entry.address.is_ok()));
    assert_eq!(entries.iter().filter(|entry| entry.is_duplicate_of.is_some()).count(), 5_000);
    assert_eq!(entries[9_999].is_duplicate_of, Some(4_999));
}

/// What lists are made of, whole and broken.
const SCRAPS: &[&str] = &[
    "ana@example.org",
    "a@b",
    "Ana",
    "Ruiz",
    "<",
    ">",
    "<a@x.org>",
    "\"",
    "“",
    "”",
    "„",
    "'",
    "\\",
    "(",
    ")",
    "[",
    "]",
    ",",
    ";",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{2028}",
    "\u{85}",
    "\u{3001}",
    "mailto:",
    "?",
    "@",
    "é",
    "李",
    "🎉",
];

fn pasted() -> impl Strategy<Value = String> {
    let scraps = vec(select(SCRAPS), 0..24).prop_map(|scraps| scraps.concat());
    prop_oneof![4 => scraps, 1 => any::<String>()]
}

fn essence(text: &str) -> String {
    text.chars().filter(|letter| !is_separator(*letter) && !letter.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn nothing_is_lost(pasted in pasted()) {
        let joined: String = split(&pasted).into_iter().map(|entry| entry.typed).collect();
        prop_assert_eq!(essence(&joined), essence(&pasted));
    }

    #[test]
    fn each_entry_reads_the_same_alone_if_it_is_an_address(pasted in pasted()) {
        for entry in split(&pasted) {
            prop_assert_eq!(entry.typed.trim(), &entry.typed);
            if entry.address.is_ok() {
                let alone = split(&entry.typed);
                prop_assert_eq!(alone.len(), 1, "{:?}", entry.typed);
                prop_assert_eq!((&alone[0].name, &alone[0].address), (&entry.name, &entry.address));
            }
        }
    }

    #[test]
    fn a_list_written_well_is_read_as_it_was_meant(
        list in vec(("[A-Z][a-z]{1,5}", "[A-Z][a-z]{4,9}", "[a-z]{1,8}@[a-z]{1,8}\\.org", 0..6_usize), 1..9),
        between in select(&[", ", "; ", "\n", "\r\n", " "][..]),
    ) {
        let write = |(first, last, address, way): &(String, String, String, usize)| match way {
            0 => format!("{first} {last} <{address}>"),
            1 => format!("\"{first} {last}\" <{address}>"),
            2 => format!("\"{last}, {first}\" <{address}>"),
            3 => format!("{last}, {first} <{address}>"),
            4 => format!("{first} {last}<mailto:{address}>"),
            _ => format!("“{last}, {first}” <{address}>"),
        };
        let pasted = list.iter().map(write).collect::<Vec<_>>().join(between);
        let meant: Vec<_> = list.into_iter().map(|(first, last, address, _)| (first, last, address)).collect();
        prop_assert_eq!(people(&pasted), meant);
    }

    #[test]
    fn a_duplicate_points_to_the_first_of_its_kind(pasted in pasted()) {
        let entries = split(&pasted);
        for (place, entry) in entries.iter().enumerate() {
            let first = entries.iter().position(|other| other.address.is_ok() && other.address == entry.address);
            prop_assert_eq!(entry.is_duplicate_of, first.filter(|first| *first != place));
        }
    }

    #[test]
    fn few_characters_are_looked_at_often(pasted in pasted(), times in 1..40_usize) {
        let pasted = pasted.repeat(times);
        prop_assert!(looked_at(&pasted) <= 4 * pasted.chars().count());
    }

    #[test]
    fn entries_cross_the_wire(pasted in pasted()) {
        let entries = split(&pasted);
        let json = serde_json::to_string(&entries).expect("it can be written");
        prop_assert_eq!(serde_json::from_str::<Vec<Entry>>(&json).expect("it can be read"), entries);
    }
}

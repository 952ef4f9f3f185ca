//! Which addresses are accepted, and when two are the same.

use domain::EmailAddress;
use domain::EmailProblem::{
    self, Control, Domain, Empty, Local, LookAlike, LookAlikeDomain, NotOneAt, TooLong,
};

fn parse(typed: &str) -> Result<String, EmailProblem> {
    EmailAddress::parse(typed).map(String::from)
}

/// An address of this many characters, with a local part of 64.
fn address_of_length(length: usize) -> String {
    let mut domain = "d".repeat(length - 65 - 3);
    for dot in (60..domain.len()).step_by(61) {
        domain.replace_range(dot..=dot, ".");
    }
    format!("{}@{domain}.io", "l".repeat(64))
}

#[test]
fn usual_addresses_are_accepted() {
    for address in [
        "ana@example.org",
        "a@b.io",
        "ana.maria+rooms@mail.example.co.uk",
        "o'brien@example.org",
        "!#$%&'*+-/=?^_`{|}~@example.org",
        "42@42.example",
        "ana@xn--bcher-kva.example",
        "ana@a-b.example",
    ] {
        assert_eq!(parse(address).as_deref(), Ok(address));
    }
}

#[test]
fn letter_case_and_surrounding_space_make_no_difference() {
    assert_eq!(parse(" \t Ana.Lima@Example.ORG\r\n").as_deref(), Ok("ana.lima@example.org"));
    assert_eq!(EmailAddress::parse("ANA@EXAMPLE.ORG"), EmailAddress::parse("ana@example.org"));
}

#[test]
fn dots_and_plus_parts_are_different_mailboxes() {
    assert_ne!(EmailAddress::parse("a.na@example.org"), EmailAddress::parse("ana@example.org"));
    assert_ne!(EmailAddress::parse("ana+1@example.org"), EmailAddress::parse("ana@example.org"));
}

#[test]
fn malformed_addresses_are_refused_with_the_reason() {
    for (typed, problem) in [
        ("", Empty),
        (" \t\n", Empty),
        ("ana", NotOneAt),
        ("ana.example.org", NotOneAt),
        ("ana@@example.org", NotOneAt),
        ("ana@example.org@example.org", NotOneAt),
        ("ana@example.org,bo@example.org", NotOneAt),
        ("@example.org", Local),
        (".ana@example.org", Local),
        ("ana.@example.org", Local),
        ("a..na@example.org", Local),
        ("ana lima@example.org", Local),
        ("\"ana lima\"@example.org", Local),
        ("ana(work)@example.org", Local),
        ("<ana@example.org>", Local),
        ("ana,bo@example.org", Local),
        ("a\\na@example.org", Local),
        ("ana@", Domain),
        ("ana@.org", Domain),
        ("ana@example.", Domain),
        ("ana@example..org", Domain),
        ("ana@-example.org", Domain),
        ("ana@example-.org", Domain),
        ("ana@exam_ple.org", Domain),
        ("ana@exam ple.org", Domain),
        ("ana@example.org>", Domain),
        ("ana@example.o", Domain),
    ] {
        assert_eq!(parse(typed), Err(problem), "{typed:?}");
    }
}

#[test]
fn a_single_label_is_no_domain() {
    assert_eq!(parse("ana@localhost"), Err(Domain));
    assert_eq!(parse("ana@org"), Err(Domain));
}

#[test]
fn network_addresses_are_no_domain() {
    for host in [
        "127.0.0.1",
        "127.0.0.10",
        "[127.0.0.1]",
        "[IPv6:::1]",
        "::1",
        "127.1",
        "2130706433",
        "127.0.0.0x1",
        "1.0x7f",
    ] {
        assert_eq!(parse(&format!("ana@{host}")), Err(Domain), "{host}");
    }
}

#[test]
fn over_long_addresses_are_refused() {
    assert_eq!(address_of_length(254).len(), 254);
    assert!(parse(&address_of_length(254)).is_ok());
    assert_eq!(parse(&address_of_length(255)), Err(TooLong));
    assert!(parse(&format!("{}@example.org", "l".repeat(64))).is_ok());
    assert_eq!(parse(&format!("{}@example.org", "l".repeat(65))), Err(TooLong));
    assert!(parse(&format!("ana@{}.org", "d".repeat(63))).is_ok());
    assert_eq!(parse(&format!("ana@{}.org", "d".repeat(64))), Err(Domain));
    assert_eq!(parse(&"é".repeat(100_000)), Err(TooLong));
}

#[test]
fn control_characters_are_refused_wherever_they_are() {
    let forbidden =
        "\0\u{1}\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{2028}\u{2029}\u{202e}\u{2066}\u{61c}\u{200e}\u{feff}";
    for letter in forbidden.chars() {
        for typed in [format!("a{letter}na@example.org"), format!("ana@exa{letter}mple.org")] {
            assert_eq!(parse(&typed), Err(Control), "{typed:?}");
        }
    }
}

#[test]
fn a_header_cannot_be_smuggled_in() {
    assert_eq!(parse("ana@example.org\r\nBcc: eve@example.org"), Err(Control));
}

#[test]
fn invisible_characters_are_refused_wherever_they_are() {
    for letter in "\u{ad}\u{200b}\u{200c}\u{200d}\u{2060}\u{2063}\u{34f}\u{fe0f}\u{e0061}".chars() {
        for typed in [
            format!("{letter}ana@example.org"),
            format!("an{letter}a@example.org"),
            format!("ana@{letter}example.org"),
            format!("ana@example.org{letter}"),
        ] {
            assert_eq!(parse(&typed), Err(Control), "{typed:?}");
        }
    }
}

#[test]
fn look_alike_letters_are_refused_before_the_at() {
    assert_eq!(parse("аna@example.org"), Err(LookAlike), "Cyrillic a");
    assert_eq!(parse("ａna@example.org"), Err(LookAlike), "full width a");
    assert_eq!(parse("ana＠example.org"), Err(NotOneAt), "full width @");
}

#[test]
fn look_alike_letters_are_refused_in_the_domain() {
    assert_eq!(parse("ana@exаmple.org"), Err(LookAlikeDomain), "Cyrillic a");
    assert_eq!(parse("ana@example。org"), Err(LookAlikeDomain), "ideographic full stop");
    assert_eq!(parse("ana@\u{212a}elvin.org"), Err(LookAlikeDomain), "Kelvin sign");
}

#[test]
fn an_international_domain_is_kept_in_ascii() {
    let idna = |domain: &str| {
        assert_eq!(domain, "Bücher.example");
        Ok("XN--bcher-kva.example".to_owned())
    };
    let address = EmailAddress::parse_with("Ana@Bücher.example", idna).expect("the domain is fine");
    assert_eq!(address.as_str(), "ana@xn--bcher-kva.example");
    assert_eq!(address.domain(), "xn--bcher-kva.example");
}

#[test]
fn an_ascii_domain_needs_no_tables() {
    let tables = |_: &str| Err(LookAlikeDomain);
    assert!(EmailAddress::parse_with("ana@example.org", tables).is_ok());
}

#[test]
fn what_the_tables_answer_is_checked_too() {
    for answer in ["", "bücher.example", "eve@example.org", "localhost", "a.example\r\nBcc: x"] {
        let parsed = EmailAddress::parse_with("ana@bücher.example", |_| Ok(answer.to_owned()));
        assert_eq!(parsed, Err(Domain), "{answer:?}");
    }
    let long = EmailAddress::parse_with("ana@bücher.example", |_| Ok("d.".repeat(130) + "example"));
    assert_eq!(long, Err(TooLong));
}

#[test]
fn off_the_wire_an_address_is_checked_like_a_typed_one() {
    let read = serde_json::from_str::<EmailAddress>("\"Ana@Example.org\"").expect("it is an address");
    assert_eq!(serde_json::to_string(&read).expect("it can be written"), "\"ana@example.org\"");
    assert!(serde_json::from_str::<EmailAddress>("\"ana\\u0000@example.org\"").is_err());
    assert!("ana".parse::<EmailAddress>().is_err());
}

#[test]
fn nobody_types_the_address_that_stands_where_one_was_erased() {
    let erased = "erased-1@erased.invalid";
    assert_eq!(EmailAddress::parse_with(erased, |_| Err(Domain)), Err(Domain));
    assert!(EmailAddress::parse(erased).is_ok(), "rows that are erased are read");
}

//! Mails in several languages: their defaults, what they say by themselves, and which one a guest gets.

use domain::language::{LocalTime, date_in_words, times_in_words};
use domain::mail::{
    CodeMail, Gone, Part, Template, TemplateStanding, Token, Values, as_change, cancellation, check,
    chosen_language, language_for, picture_label, render, role_name,
};
use domain::plain_text::is_forbidden_in_text;
use domain::{Language, Role};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const ALL: &[Language] = Language::ALL;

#[test]
fn a_default_mail_has_nothing_wrong() {
    for language in ALL {
        assert_eq!(check(&Template::default_in(*language)), [], "{language}");
    }
    assert_eq!(Template::default_english(), Template::default_in(Language::English));
}

#[test]
fn a_default_mail_has_all_its_words() {
    for language in ALL {
        let template = Template::default_in(*language);
        for part in Part::ALL {
            assert!(!template.part(*part).contains("[["), "{language}, {part}: {}", template.part(*part));
        }
    }
}

#[test]
fn a_default_mail_says_the_same_in_html_and_in_text() {
    for language in ALL {
        let template = Template::default_in(*language);
        let filled = render(&template, &Values { qr_code: String::new(), ..Values::sample_in(*language) });
        for token in Token::ALL.iter().filter(|token| token.may_stand_in(Part::Text)) {
            assert!(template.html.contains(&token.to_string()), "{language}: {token} in HTML");
            assert!(template.text.contains(&token.to_string()), "{language}: {token} in text");
        }
        for line in filled.text.lines().flat_map(|line| line.split(": ")) {
            assert!(filled.html.contains(line.trim_end_matches([':', ','])), "{language}: {line}");
        }
    }
}

#[test]
fn a_default_mail_shows_the_link_on_a_button_and_in_clear() {
    for language in ALL {
        let html = Template::default_in(*language).html;
        assert_eq!(html.matches("href=\"{URL}\"").count(), 2, "{language}");
        assert!(html.contains(">{URL}</a>") && html.contains("{QRCODE}"), "{language}");
        assert!(html.contains("color-scheme") && !html.contains("http"), "{language}");
    }
}

#[test]
fn a_default_calendar_text_keeps_the_link_to_the_guest() {
    for language in ALL {
        let filled = render(&Template::default_in(*language), &Values::sample_in(*language));
        assert!(!filled.calendar.contains("https://"), "{language}");
        assert!(filled.calendar.contains("ana.ruiz@example.org"), "{language}");
    }
}

#[test]
fn html_says_its_language_and_its_direction() {
    for language in ALL {
        let opening = format!("<html lang=\"{}\" dir=\"{}\">", language.word(), language.direction().word());
        assert!(Template::default_in(*language).html.contains(&opening), "{language}");
        assert!(cancellation(*language, Gone::Room).html.contains(&opening), "{language}");
    }
    let hebrew = Template::default_in(Language::Hebrew).html;
    assert!(hebrew.contains("<html lang=\"he\" dir=\"rtl\">"));
    assert!(!hebrew.contains("align=\"left\"") && !hebrew.contains("text-align: left"));
}

#[test]
fn languages_differ_in_all_that_mails_say_by_themselves() {
    let values = |language| Values { qr_code: picture_label(language).to_owned(), ..Values::sample() };
    for (place, language) in ALL.iter().enumerate() {
        for other in &ALL[place + 1..] {
            let told = |language: Language, gone| render(&cancellation(language, gone), &values(language));
            for gone in [Gone::Invitation, Gone::Room] {
                assert_ne!(told(*language, gone).text, told(*other, gone).text);
            }
            assert_ne!(picture_label(*language), picture_label(*other));
            let names = |language: Language| Role::ALL.iter().map(move |role| role_name(language, *role));
            assert!(names(*language).ne(names(*other)));
        }
    }
}

#[test]
fn english_names_roles_as_the_pages_do() {
    for role in Role::ALL.iter().filter(|role| **role != Role::Guest) {
        assert_eq!(role_name(Language::English, *role), role.to_string());
    }
}

#[test]
fn a_change_is_told_before_the_subject() {
    let subject = |language: Language| {
        let mail = render(&Template::default_in(language), &Values::sample_in(language));
        as_change(language, mail).subject
    };
    assert_eq!(subject(Language::English), "Changed: Bo Lindqvist invites you to Autumn town hall");
    assert_eq!(subject(Language::German), "Geändert: Bo Lindqvist lädt Sie ein: Autumn town hall");
    assert_eq!(subject(Language::Spanish), "Cambio: Bo Lindqvist le invita a Autumn town hall");
    assert_eq!(subject(Language::Hebrew), "עודכן: הזמנה אל Autumn town hall מאת Bo Lindqvist");
}

#[test]
fn a_cancellation_holds_no_link() {
    for language in ALL {
        for gone in [Gone::Invitation, Gone::Room] {
            let template = cancellation(*language, gone);
            for part in Part::ALL {
                assert!(
                    !template.part(*part).contains("{URL}") && !template.part(*part).contains("{QRCODE}")
                );
            }
        }
    }
}

const THURSDAY: LocalTime = LocalTime { year: 2026, month: 11, day: 26, weekday: 3, hour: 18, minute: 30 };

#[test]
fn a_day_is_said_as_its_language_says_it() {
    let said = |language| date_in_words(language, THURSDAY);
    assert_eq!(said(Language::English), "Thursday, 26 November 2026");
    assert_eq!(said(Language::German), "Donnerstag, 26. November 2026");
    assert_eq!(said(Language::Spanish), "jueves, 26 de noviembre de 2026");
    assert_eq!(said(Language::Hebrew), "יום חמישי, 26 בנובמבר 2026");
}

#[test]
fn times_are_said_with_their_zone_and_another_day() {
    let at = |day, weekday, hour| LocalTime { day, weekday, hour, minute: 5, ..THURSDAY };
    let said =
        |language, ends: LocalTime| times_in_words(language, (THURSDAY, ends), "Europe/Berlin", "+01:00");
    let later = at(26, 3, 20);
    assert_eq!(said(Language::English, later), "18:30 – 20:05 (Europe/Berlin, UTC+01:00)");
    assert_eq!(said(Language::German, later), "18:30 – 20:05 Uhr (Europe/Berlin, UTC+01:00)");
    assert_eq!(said(Language::Spanish, later), "18:30 – 20:05 h (Europe/Berlin, UTC+01:00)");
    assert_eq!(said(Language::Hebrew, later), "18:30 – 20:05 (Europe/Berlin, UTC+01:00)");
    assert_eq!(
        said(Language::German, at(27, 4, 1)),
        "18:30 – Freitag, 27. November 2026, 01:05 Uhr (Europe/Berlin, UTC+01:00)"
    );
}

#[test]
fn each_month_and_each_weekday_has_a_name_of_its_own() {
    for language in ALL {
        let months: std::collections::HashSet<_> =
            (1..=12).map(|month| date_in_words(*language, LocalTime { month, ..THURSDAY })).collect();
        let weekdays: std::collections::HashSet<_> =
            (0..7).map(|weekday| date_in_words(*language, LocalTime { weekday, ..THURSDAY })).collect();
        assert_eq!((months.len(), weekdays.len()), (12, 7), "{language}");
    }
}

#[test]
fn languages_are_read_as_they_are_written() {
    for language in ALL {
        assert_eq!(language.word().parse(), Ok(*language));
        assert!(!language.own_name().is_empty() && !language.to_string().is_empty());
    }
}

#[test]
fn a_template_is_off_the_default_or_their_own() {
    let standing = |last: Option<&Template>, configured: &[Language]| {
        TemplateStanding::of(Language::German, last, configured)
    };
    let default = Template::default_in(Language::German);
    let own = Template { subject: "{TITLE}".to_owned(), ..default.clone() };
    assert_eq!(standing(Some(&default), &[Language::German]), TemplateStanding::Default);
    assert_eq!(standing(Some(&own), &[Language::German]), TemplateStanding::Own);
    assert_eq!(standing(None, &[]), TemplateStanding::Off { instead: None });
    let english = TemplateStanding::Off { instead: Some(Language::English) };
    assert_eq!(standing(None, &[Language::English, Language::Spanish]), english);
}

proptest! {
    #[test]
    fn a_guest_gets_their_language_else_english_else_any(
        wanted in select(ALL),
        configured in subsequence(ALL.to_vec(), 0..=ALL.len()),
    ) {
        let got = language_for(wanted, &configured);
        prop_assert_eq!(got.is_none(), configured.is_empty());
        if let Some(got) = got {
            prop_assert!(configured.contains(&got));
        }
        if configured.contains(&wanted) {
            prop_assert_eq!(got, Some(wanted));
        } else if configured.contains(&Language::English) {
            prop_assert_eq!(got, Some(Language::English));
        }
        prop_assert_eq!(chosen_language(Some(wanted), &configured), got);
    }

    #[test]
    fn days_and_times_hold_nothing_that_mails_refuse(
        language in select(ALL), year: i16, month: u8, day: u8, weekday: u8, hour: u8, minute: u8,
    ) {
        let at = LocalTime { year, month, day, weekday, hour, minute };
        let said = date_in_words(language, at) + &times_in_words(language, (at, THURSDAY), "UTC", "+00:00");
        prop_assert!(!said.contains(is_forbidden_in_text));
    }
}

#[test]
fn a_code_is_told_in_each_language_with_its_title_as_it_is() {
    for language in Language::ALL.iter().copied() {
        let mail =
            CodeMail { language, first_name: "Ana", title: "{CODE} & <Optics>", code: "012345" }.render();
        assert!(
            mail.subject.contains("012345") && mail.subject.contains("{CODE} & <Optics>"),
            "{}",
            mail.subject
        );
        assert!(mail.text.contains("012345") && mail.text.contains("Ana"), "{}", mail.text);
        assert!(mail.html.contains("{CODE} &amp; &lt;Optics&gt;"), "{}", mail.html);
        assert!(mail.html.contains(&format!("lang=\"{}\"", language.word())), "{}", mail.html);
    }
}

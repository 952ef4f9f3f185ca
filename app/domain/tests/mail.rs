//! Mails: how templates are filled, the default, when mails are tried again, and their names.

use core::time::Duration;

use domain::mail::{
    Failure, MailKind, MailState, Part, TRIED_FOR, Template, Token, Values, message_id, next_try, render,
};
use domain::plain_text::is_forbidden_in_line;
use domain::{InvitationId, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn everywhere(text: &str) -> Template {
    let text = text.to_owned();
    Template { subject: text.clone(), html: text.clone(), text: text.clone(), calendar: text }
}

/// Each value is the same text, but the QR code.
fn all(value: &str) -> Values {
    let value = || value.to_owned();
    Values {
        first_name: value(),
        last_name: value(),
        email: value(),
        title: value(),
        speakers: value(),
        date: value(),
        time: value(),
        role: value(),
        host: value(),
        url: value(),
        qr_code: Token::QrCode.sample().to_owned(),
        site: value(),
    }
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

#[test]
fn each_token_is_filled_with_its_own_value() {
    for token in Token::ALL {
        let filled = render(&everywhere(&format!("a{token}b")), &Values::sample());
        assert_eq!(filled.text, format!("a{}b", token.sample()));
        assert_eq!(filled.calendar, filled.text);
        assert_eq!(Values::sample().of(*token), token.sample());
        assert!(!token.description().in_english().is_empty());
    }
}

#[test]
fn in_html_all_values_are_text_but_the_picture() {
    let values = Values { qr_code: "<img>".to_owned(), ..all("<b>\"R&D\"</b> 'x'") };
    let template = everywhere("<p title=\"{TITLE}\">{QRCODE}</p>");
    let filled = render(&template, &values);
    let title = "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt; &#39;x&#39;";
    assert_eq!(filled.html, format!("<p title=\"{title}\"><img></p>"));
    assert_eq!(filled.text, "<p title=\"<b>\"R&D\"</b> 'x'\"><img></p>");
}

#[test]
fn a_link_stays_in_its_attribute() {
    let values = Values { url: "https://a.example/?a=1&b=\"><script>".to_owned(), ..Values::sample() };
    let filled = render(&everywhere("<a href=\"{URL}\">"), &values);
    assert_eq!(filled.html, "<a href=\"https://a.example/?a=1&amp;b=&quot;&gt;&lt;script&gt;\">");
}

#[test]
fn values_are_never_read_for_tokens() {
    let values = Values { title: "{HOST}{{URL}}{".to_owned(), host: "URL}".to_owned(), ..Values::sample() };
    let filled = render(&everywhere("{TITLE}{HOST}"), &values);
    assert_eq!(filled.text, "{HOST}{{URL}}{URL}");
    assert_eq!(filled.subject, filled.text);
}

#[test]
fn what_is_no_token_stays() {
    let text = "a { color: red } {UNKNOWN} {title} {} {{ }} {";
    assert_eq!(render(&everywhere(text), &Values::sample()).html, text);
}

#[test]
fn a_subject_is_one_line_whatever_the_values() {
    let subject = |title: &str| render(&everywhere("Come to {TITLE}"), &all(title)).subject;
    assert_eq!(subject("A\r\nBcc: eve@example.org\0"), "Come to A Bcc: eve@example.org");
    assert_eq!(subject("  a \t b "), "Come to a b");
    assert_eq!(subject(&"é".repeat(192)), format!("Come to {}", "é".repeat(192)));
    assert_eq!(subject(&"é".repeat(193)), format!("Come to {}…", "é".repeat(191)));
    assert_eq!(subject(&format!("{} bcd", "a".repeat(190))), format!("Come to {}…", "a".repeat(190)));
}

#[test]
fn kinds_and_states_are_read_as_they_are_written() {
    for kind in MailKind::ALL {
        assert_eq!(kind.word().parse(), Ok(*kind));
        assert_eq!(serde_json::to_string(kind).expect("it can be written"), format!("\"{}\"", kind.word()));
    }
    for state in MailState::ALL {
        assert_eq!(state.word().parse(), Ok(*state));
    }
    for token in Token::ALL {
        assert_eq!(token.word().parse(), Ok(*token));
        assert_eq!(token.to_string(), format!("{{{}}}", token.word()));
    }
}

#[test]
fn a_mail_is_tried_again_ever_later_for_a_day() {
    let minutes = [1, 5, 15, 60, 180, 180, 180, 180, 180, 180, 180];
    for (attempts, minutes) in (1..).zip(minutes) {
        let next = next_try(attempts, Failure::Temporary, at(7_000));
        assert_eq!(next, Some(at(7_000) + Duration::from_mins(minutes)), "{attempts}");
    }
    for attempts in [12, 13, 100, u32::MAX] {
        assert_eq!(next_try(attempts, Failure::Temporary, at(7_000)), None, "{attempts}");
    }
    assert!(Duration::from_mins(minutes.iter().sum()) <= TRIED_FOR);
    assert!(Duration::from_mins(minutes.iter().sum::<u64>() + 180) > TRIED_FOR);
}

#[test]
fn what_can_never_work_is_not_tried_again() {
    for attempts in [0, 1, 5, u32::MAX] {
        assert_eq!(next_try(attempts, Failure::Permanent, at(7_000)), None);
    }
}

#[test]
fn a_mail_always_has_the_same_name() {
    let invitation = InvitationId::from_bits(1);
    let name = |kind, sequence| message_id(invitation, 3, kind, sequence, "Greenroom.example.org");
    assert_eq!(
        name(MailKind::Invitation, 0),
        "<00000000000000000000000001.3.invitation.0@greenroom.example.org>"
    );
    assert_ne!(name(MailKind::Invitation, 0), name(MailKind::Invitation, 1));
    assert_ne!(name(MailKind::Invitation, 0), name(MailKind::Update, 0));
}

#[test]
fn no_domain_breaks_the_name() {
    let name = |domain| message_id(InvitationId::from_bits(0), 0, MailKind::Cancellation, 0, domain);
    assert!(name("a.example>\r\nBcc: eve").ends_with(".cancellation.0@a.examplebcceve>"));
    assert!(name(" \r\n..").ends_with(".cancellation.0@greenroom.invalid>"));
}

/// A part of a template, as it is written and by what it is filled.
#[derive(Clone, Debug)]
enum Scrap {
    Text(String),
    Token(Token),
}

fn scraps() -> impl Strategy<Value = Vec<Scrap>> {
    let text = "[a-z{} <>\"=é]{0,6}".prop_map(Scrap::Text);
    vec(prop_oneof![text, select(Token::ALL).prop_map(Scrap::Token)], 0..9)
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Z{}<>&\"']{0,8}", "\\{(URL|HOST|QRCODE|X)\\}", any::<String>()]
}

fn escaped(value: &str) -> String {
    value
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

proptest! {
    #[test]
    fn filling_exchanges_tokens_and_nothing_else(scraps in scraps(), value in value()) {
        let values = all(&value);
        let join = |fill: &dyn Fn(Token) -> String| {
            let scrap = |scrap: &Scrap| match scrap {
                Scrap::Text(text) => text.clone(),
                Scrap::Token(token) => fill(*token),
            };
            scraps.iter().map(scrap).collect::<String>()
        };
        let filled = render(&everywhere(&join(&|token| token.to_string())), &values);
        let plain = join(&|token| values.of(token).to_owned());
        let html = join(&|token| match token {
            Token::QrCode => values.qr_code.clone(),
            token => escaped(values.of(token)),
        });
        prop_assert_eq!((filled.text, filled.calendar, filled.html), (plain.clone(), plain, html));
    }

    #[test]
    fn no_value_adds_a_tag_or_leaves_its_quotes(value in value()) {
        let template = Template::default_english();
        let count = |text: &str| text.matches(['<', '>', '"', '\'']).count();
        let values = Values { qr_code: String::new(), ..all(&value) };
        prop_assert_eq!(count(&render(&template, &values).html), count(&template.html));
    }

    #[test]
    fn a_subject_is_always_short_and_tidy(template in any::<String>(), value in value()) {
        let subject = render(&everywhere(&format!("{template}{{TITLE}}")), &all(&value)).subject;
        prop_assert!(subject.chars().count() <= Part::Subject.max_length());
        prop_assert!(!subject.chars().any(is_forbidden_in_line));
        prop_assert_eq!(subject.trim(), &subject);
    }

    #[test]
    fn names_of_mails_are_one_word_in_brackets(
        bits: u128, generation: u32, kind in select(MailKind::ALL), sequence: u32, domain in any::<String>(),
    ) {
        let name = message_id(InvitationId::from_bits(bits), generation, kind, sequence, &domain);
        let inside = name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).expect("it has brackets");
        prop_assert_eq!(inside.matches('@').count(), 1);
        let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || b"-._@".contains(&octet);
        prop_assert!(inside.bytes().all(is_plain));
    }
}

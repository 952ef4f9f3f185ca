//! What a new site is told: its name, its logo, its address, its mail server; and how far its setup has got.

use domain::EmailProblem;
use domain::identity::{
    AddressProblem, LogoKind, LogoProblem, MAX_SITE_NAME, MOST_LOGO_BYTES, PublicAddress, SiteName,
    SiteNameProblem, read_logo,
};
use domain::mail::{
    Encryption, MailServer, MailServerField, MailServerForm, MailServerProblem, Template, Values, render,
};
use domain::plain_text::is_forbidden_in_line;
use domain::setup::{SetupStep, after};
use proptest::prelude::*;

#[test]
fn a_site_is_called_by_one_line_of_text() {
    assert_eq!(SiteName::parse("  Summer   Academy ").unwrap().as_str(), "Summer Academy");
    assert_eq!(SiteName::parse("\u{200b}"), Err(SiteNameProblem::Empty));
    assert_eq!(SiteName::parse("Academy\r\nBcc: eve@evil.example"), Err(SiteNameProblem::Control));
    assert_eq!(SiteName::parse(&"ä".repeat(MAX_SITE_NAME + 1)), Err(SiteNameProblem::TooLong));
    assert!(SiteName::parse(&"ä".repeat(MAX_SITE_NAME)).is_ok());
    assert_eq!(SiteName::default().as_str(), "Greenroom");
}

#[test]
fn a_name_off_the_wire_is_read_as_one_that_is_typed() {
    assert!(serde_json::from_str::<SiteName>("\"a\\nb\"").is_err());
    assert_eq!(serde_json::from_str::<SiteName>("\"a  b\"").unwrap().as_str(), "a b");
}

#[test]
fn addresses_are_kept_as_browsers_name_them() {
    for (typed, kept, host) in [
        ("https://greenroom.example.org", "https://greenroom.example.org", "greenroom.example.org"),
        (
            " HTTPS://Greenroom.example.org:8443/ ",
            "https://greenroom.example.org:8443",
            "greenroom.example.org",
        ),
        ("https://greenroom.example.org:443", "https://greenroom.example.org", "greenroom.example.org"),
        ("http://localhost:3000", "http://localhost:3000", "localhost"),
        ("http://localhost:80/", "http://localhost", "localhost"),
        ("http://127.0.0.1:3000/", "http://127.0.0.1:3000", "127.0.0.1"),
        ("http://[::1]:3000", "http://[::1]:3000", "[::1]"),
        ("https://[2001:DB8::1]", "https://[2001:db8::1]", "[2001:db8::1]"),
        ("https://192.0.2.7", "https://192.0.2.7", "192.0.2.7"),
        ("http://room.localhost:3000", "http://room.localhost:3000", "room.localhost"),
    ] {
        let address = PublicAddress::parse(typed).unwrap();
        assert_eq!((address.as_str(), address.host()), (kept, host), "{typed}");
        assert_eq!(address.is_secure(), kept.starts_with("https://"));
    }
}

#[test]
fn an_address_under_which_the_site_would_not_work_is_told() {
    for (typed, problem) in [
        ("", AddressProblem::NotAnAddress),
        ("greenroom.example.org", AddressProblem::NotAnAddress),
        ("ftp://greenroom.example.org", AddressProblem::NotAnAddress),
        ("https://", AddressProblem::NotAnAddress),
        ("https://user:password@example.org", AddressProblem::NotAnAddress),
        ("https://example.org:0", AddressProblem::NotAnAddress),
        ("https://example.org:99999", AddressProblem::NotAnAddress),
        ("https://ex ample.org", AddressProblem::NotAnAddress),
        ("https://example.org\r\nx", AddressProblem::NotAnAddress),
        ("https://example..org", AddressProblem::NotAnAddress),
        ("https://-example.org", AddressProblem::NotAnAddress),
        ("https://1.2.3", AddressProblem::NotAnAddress),
        ("https://[::1", AddressProblem::NotAnAddress),
        ("https://münchen.example", AddressProblem::NotAnAddress),
        ("/rooms", AddressProblem::NotAnAddress),
        ("http://greenroom.example.org", AddressProblem::NotSecure),
        ("http://192.168.1.5:3000", AddressProblem::NotSecure),
        ("http://localhost.example.org", AddressProblem::NotSecure),
        ("http://127.0.0.1.example.org", AddressProblem::NotSecure),
        ("https://example.org/greenroom", AddressProblem::HasPath),
        ("https://example.org/?x=1", AddressProblem::HasPath),
        ("https://example.org#x", AddressProblem::HasPath),
    ] {
        assert_eq!(PublicAddress::parse(typed), Err(problem), "{typed:?}");
    }
}

#[test]
fn a_host_of_another_alphabet_goes_through_idna() {
    let read = |to_ascii: Result<String, EmailProblem>| {
        PublicAddress::parse_with("https://münchen.de:8443", |host| {
            assert_eq!(host, "münchen.de");
            to_ascii
        })
    };
    assert_eq!(read(Ok("xn--mnchen-3ya.de".to_owned())).unwrap().as_str(), "https://xn--mnchen-3ya.de:8443");
    assert_eq!(read(Err(EmailProblem::LookAlikeDomain)), Err(AddressProblem::LookAlike));
}

#[test]
fn an_address_is_guessed_from_where_the_browser_is() {
    for (host, guess) in [
        ("localhost:3000", Some("http://localhost:3000")),
        ("greenroom.example.org", Some("https://greenroom.example.org")),
        ("evil.example/path", None),
        ("", None),
    ] {
        assert_eq!(PublicAddress::guess(host).as_ref().map(PublicAddress::as_str), guess, "{host}");
    }
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let sizes = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &sizes, &[8, 6, 0, 0, 0]].concat()
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let frame = [&[0xff, 0xc2, 0, 11, 8], &height.to_be_bytes()[..], &width.to_be_bytes(), &[1, 1, 0x11, 0]];
    [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff][..], &frame.concat()].concat()
}

fn webp(kind: &str, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a few octets").to_le_bytes();
    [b"RIFF\x20\0\0\0WEBP".as_slice(), kind.as_bytes(), &length, data].concat()
}

#[test]
fn a_logo_is_what_its_content_says() {
    let lossy = webp("VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 64, 0, 32, 0]);
    let lossless = webp("VP8L", &[0x2f, 63, 0xc0, 0x0f, 0]);
    let extended = webp("VP8X", &[0, 0, 0, 0, 63, 0, 0, 31, 0, 0]);
    for (bytes, kind) in [
        (png(64, 32), LogoKind::Png),
        (jpeg(64, 32), LogoKind::Jpeg),
        (lossy, LogoKind::Webp),
        (lossless, LogoKind::Webp),
        (extended, LogoKind::Webp),
    ] {
        assert_eq!(read_logo(&bytes), Ok(kind), "{bytes:?}");
    }
}

#[test]
fn what_is_no_logo_is_told_apart() {
    let svg = b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    for (bytes, problem) in [
        (vec![], LogoProblem::Empty),
        (svg.to_vec(), LogoProblem::Svg),
        (b"<html><script>alert(1)</script>".to_vec(), LogoProblem::Unknown),
        (b"GIF89a\x40\0\x20\0".to_vec(), LogoProblem::Unknown),
        (b"\x89PNG\r\n\x1a\n".to_vec(), LogoProblem::Unknown),
        (vec![0xff, 0xd8, 0xff, 0xda, 0, 4], LogoProblem::Unknown),
        (vec![0xff; 4_000], LogoProblem::Unknown),
        (png(0, 1), LogoProblem::Unknown),
        (png(30_000, 30_000), LogoProblem::TooManyPixels),
        (jpeg(2_049, 10), LogoProblem::TooManyPixels),
        (vec![0; MOST_LOGO_BYTES + 1], LogoProblem::TooLarge),
    ] {
        assert_eq!(read_logo(&bytes), Err(problem), "{problem:?}");
    }
}

#[test]
fn a_setup_goes_from_step_to_step_and_never_back() {
    let steps: Vec<_> = core::iter::successors(Some(SetupStep::Administrator), |step| step.next()).collect();
    assert_eq!(steps, SetupStep::ALL);
    assert_eq!(steps.iter().map(|step| step.number()).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(SetupStep::Site.previous(), None, "the first administrator is made once");
    assert_eq!(SetupStep::Room.previous(), Some(SetupStep::Mail));

    assert_eq!(after(Some(SetupStep::Site), SetupStep::Site), Some(SetupStep::Address));
    assert_eq!(after(Some(SetupStep::Mail), SetupStep::Site), Some(SetupStep::Mail), "an earlier step again");
    assert_eq!(after(Some(SetupStep::Site), SetupStep::Mail), Some(SetupStep::Room), "a later step at once");
    assert_eq!(after(Some(SetupStep::Room), SetupStep::Room), None);
    assert_eq!(after(None, SetupStep::Site), None, "what is over stays over");
}

fn form(change: impl FnOnce(&mut MailServerForm)) -> MailServerForm {
    let mut form = MailServerForm {
        host: "Mail.example.org".to_owned(),
        user: "site".to_owned(),
        password: "secret".to_owned(),
        ..MailServerForm::default()
    };
    change(&mut form);
    form
}

fn read(form: &MailServerForm) -> Result<MailServer, Vec<(MailServerField, MailServerProblem)>> {
    form.read(None, |_| Err(EmailProblem::Domain))
}

#[test]
fn a_mail_server_has_the_usual_port_unless_another_is_typed() {
    assert_eq!(read(&form(|_| {})).unwrap().port, 587);
    assert_eq!(read(&form(|form| form.encryption = Encryption::Tls)).unwrap().port, 465);
    assert_eq!(read(&form(|form| form.port = " 2525 ".to_owned())).unwrap().port, 2525);
    assert_eq!(read(&form(|_| {})).unwrap().host, "mail.example.org");
}

#[test]
fn everything_wrong_with_a_mail_server_is_told_at_once() {
    let all = form(|form| {
        form.host = "smtp://mail.example.org".to_owned();
        form.port = "0".to_owned();
        form.encryption = Encryption::None;
        form.user = "a\nb".to_owned();
        form.from = "nobody".to_owned();
    });
    let fields: Vec<_> = read(&all).unwrap_err().into_iter().map(|(field, _)| field).collect();
    assert_eq!(
        fields,
        [
            MailServerField::Host,
            MailServerField::Port,
            MailServerField::Encryption,
            MailServerField::User,
            MailServerField::From
        ]
    );
}

#[test]
fn a_password_goes_over_the_wire_encrypted_or_not_at_all() {
    let open = |host: &str| form(|form| (form.host, form.encryption) = (host.to_owned(), Encryption::None));
    let problem = (MailServerField::Encryption, MailServerProblem::PasswordInTheOpen);
    assert_eq!(read(&open("mail.example.org")), Err(vec![problem]));
    for own in ["localhost", "127.0.0.1", "[::1]"] {
        assert!(read(&open(own)).is_ok(), "{own}");
    }
    let nobody = form(|form| {
        form.encryption = Encryption::None;
        form.user.clear();
    });
    assert!(read(&nobody).is_ok());
}

/// Or else whoever may change the server could have the password sent to one of their own.
#[test]
fn a_kept_password_counts_for_the_same_user_of_the_same_server_only() {
    let kept = read(&form(|_| {})).unwrap();
    let again = |change: fn(&mut MailServerForm)| {
        let mut form = MailServerForm::from(&kept);
        change(&mut form);
        form.read(Some(&kept), |_| Err(EmailProblem::Domain))
    };
    assert_eq!(again(|form| form.port.clear()), Ok(kept.clone()));
    for change in [(|form| form.host = "evil.example".to_owned()) as fn(&mut MailServerForm), |form| {
        form.user = "other".to_owned();
    }] {
        let problem = (MailServerField::Password, MailServerProblem::PasswordMissing);
        assert_eq!(again(change), Err(vec![problem]));
    }
}

#[test]
fn mails_say_what_the_site_is_called_and_the_name_is_only_text() {
    let values = Values { site: "<b>{URL}</b>".to_owned(), ..Values::sample() };
    for language in domain::Language::ALL {
        let mail = render(&Template::default_in(*language), &values);
        assert!(mail.text.contains("<b>{URL}</b>"), "{language}: {}", mail.text);
        assert!(mail.html.contains("&lt;b&gt;{URL}&lt;/b&gt;"), "{language}");
        assert!(!mail.text.contains("Greenroom"), "{language}");
    }
}

proptest! {
    #[test]
    fn no_name_of_a_site_forges_what_surrounds_it(typed in any::<String>()) {
        if let Ok(name) = SiteName::parse(&typed) {
            prop_assert!(!name.as_str().chars().any(is_forbidden_in_line));
            prop_assert!(!name.as_str().trim().is_empty());
            prop_assert_eq!(SiteName::parse(name.as_str()), Ok(name));
        }
    }

    #[test]
    fn an_address_that_is_read_again_stays_as_it_is(
        typed in "(https?://)?[a-z0-9.:@/\\[\\]-]{0,30}",
    ) {
        if let Ok(address) = PublicAddress::parse(&typed) {
            prop_assert_eq!(PublicAddress::parse(address.as_str()), Ok(address.clone()));
            prop_assert!(address.is_secure() || address.is_own_machine());
            prop_assert!(!address.host().is_empty());
        }
    }

    #[test]
    fn any_octets_at_all_are_looked_at_and_answered(
        start in prop::sample::select(vec![&b""[..], b"\xff\xd8", b"RIFF\0\0\0\0WEBPVP8X", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"]),
        rest in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let bytes = [start, &rest].concat();
        if let Ok(kind) = read_logo(&bytes) {
            prop_assert!(kind.media_type().starts_with("image/"));
        }
    }
}

//! Templates: what is wrong with them.

use domain::mail::TemplateProblem::{
    Control, Element, Empty, LineBreak, Link, Remote, Script, TokenInLink, TokenInMarkup, TokenMissing,
    TokenNotHere, TooLong, Unclosed, UnknownToken,
};
use domain::mail::{MAX_PROBLEMS, Part, Template, TemplateProblem, Token, check};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn template() -> Template {
    Template::default_english()
}

fn with(part: Part, text: &str) -> Template {
    let mut template = template();
    match part {
        Part::Subject => text.clone_into(&mut template.subject),
        Part::Html => text.clone_into(&mut template.html),
        Part::Text => text.clone_into(&mut template.text),
        Part::Calendar => text.clone_into(&mut template.calendar),
    }
    template
}

/// What is wrong with an HTML text that holds the link besides.
fn in_html(html: &str) -> Vec<TemplateProblem> {
    check(&with(Part::Html, &format!("<p>{{URL}}</p>{html}")))
}

fn remote(address: &str) -> TemplateProblem {
    Remote { address: address.to_owned() }
}

fn link(address: &str) -> TemplateProblem {
    Link { address: address.to_owned() }
}

fn element(element: &str) -> TemplateProblem {
    Element { element: element.to_owned() }
}

fn unclosed(tag: &str) -> TemplateProblem {
    Unclosed { tag: tag.to_owned() }
}

fn unknown(part: Part, word: &str, nearest: Option<Token>) -> TemplateProblem {
    UnknownToken { part, word: word.to_owned(), nearest }
}

#[test]
fn each_part_is_needed() {
    for part in Part::ALL {
        for nothing in ["", " \n\t"] {
            assert_eq!(check(&with(*part, nothing)), [Empty { part: *part }]);
        }
    }
}

#[test]
fn each_part_has_a_length() {
    for part in Part::ALL {
        let most = format!("{{URL}}{}", "é".repeat(part.max_length() - 5));
        let problems = check(&with(*part, &most));
        assert!(!problems.contains(&TooLong { part: *part }), "{part}");
        assert_eq!(check(&with(*part, &format!("{most}é"))), [TooLong { part: *part }], "{part}");
    }
}

#[test]
fn a_subject_is_one_line_without_controls() {
    assert_eq!(check(&with(Part::Subject, "Come\nin")), [LineBreak]);
    assert_eq!(check(&with(Part::Subject, "Come\r\nBcc: eve@example.org")), [LineBreak]);
    assert_eq!(check(&with(Part::Subject, "Come\0in")), [Control { part: Part::Subject }]);
    assert_eq!(check(&with(Part::Subject, "Come\u{2028}in")), [Control { part: Part::Subject }]);
    assert_eq!(check(&with(Part::Subject, "Come\tin")), [Control { part: Part::Subject }]);
}

#[test]
fn other_parts_have_lines_but_no_controls() {
    for part in [Part::Html, Part::Text, Part::Calendar] {
        assert_eq!(check(&with(part, "One\r\n\tTwo\n{URL}")), []);
        assert_eq!(check(&with(part, "One\u{1b}{URL}")), [Control { part }]);
    }
}

#[test]
fn the_link_is_needed_where_it_can_be_followed() {
    for part in [Part::Html, Part::Text] {
        assert_eq!(check(&with(part, "Hello")), [TokenMissing { part, token: Token::Url }]);
    }
    assert_eq!(check(&with(Part::Calendar, "Hello")), []);
    assert_eq!(check(&with(Part::Html, r#"<a href="{URL}">Come in</a>"#)), []);
}

#[test]
fn a_link_that_nobody_sees_is_none() {
    for html in
        ["<!-- {URL} --><p>Hello", "<title>{URL}</title>Hello", r#"<p title="{URL}" data-x='{URL}'>Hello"#]
    {
        let missing = TokenMissing { part: Part::Html, token: Token::Url };
        assert_eq!(check(&with(Part::Html, html)), [missing], "{html}");
    }
}

#[test]
fn a_token_stands_where_it_makes_sense() {
    let not_in = |part, token| vec![TokenNotHere { part, token }];
    assert_eq!(check(&with(Part::Subject, "{URL}")), not_in(Part::Subject, Token::Url));
    assert_eq!(check(&with(Part::Subject, "{QRCODE}")), not_in(Part::Subject, Token::QrCode));
    assert_eq!(check(&with(Part::Text, "{URL}{QRCODE}")), not_in(Part::Text, Token::QrCode));
    assert_eq!(check(&with(Part::Calendar, "{QRCODE}")), not_in(Part::Calendar, Token::QrCode));
    for part in Part::ALL {
        let all: String =
            Token::ALL.iter().filter(|token| token.may_stand_in(*part)).map(Token::to_string).collect();
        assert_eq!(check(&with(*part, &all)), [], "{all}");
    }
}

#[test]
fn an_unknown_token_is_named_with_the_nearest_one() {
    let table = [
        ("FIRST_NAME", Some(Token::FirstName)),
        ("FRISTNAME", Some(Token::FirstName)),
        ("FIRST", Some(Token::FirstName)),
        ("NAME", Some(Token::FirstName)),
        ("SURNAME", None),
        ("LINK", Some(Token::Url)),
        ("UR", Some(Token::Url)),
        ("INVITE_URL", Some(Token::Url)),
        ("QR", Some(Token::QrCode)),
        ("SPEAKER", Some(Token::Speakers)),
        ("TITEL", Some(Token::Title)),
        ("HOSTNAME", Some(Token::Host)),
        ("COMPANY", None),
        ("X", None),
    ];
    for (word, nearest) in table {
        for part in Part::ALL {
            let problems = check(&with(*part, &format!("{{{word}}}")));
            assert_eq!(problems[0], unknown(*part, word, nearest), "{word}");
        }
    }
}

#[test]
fn a_token_in_small_letters_is_told_from_text() {
    let unknown = |word| vec![unknown(Part::Subject, word, Some(Token::FirstName))];
    assert_eq!(check(&with(Part::Subject, "Hello {firstname}")), unknown("firstname"));
    assert_eq!(check(&with(Part::Subject, "Hello {FirstName}")), unknown("FirstName"));
    assert_eq!(check(&with(Part::Subject, "Hello { FIRSTNAME }")), unknown(" FIRSTNAME "));
}

#[test]
fn braces_of_styles_and_of_text_are_no_tokens() {
    for text in
        ["a { color: red }", "a{color:red}", "{}", "{ }", "{1}", "{_A}", "{A-B}", "{A", "A}", "{{", "}}"]
    {
        assert_eq!(check(&with(Part::Calendar, text)), [], "{text}");
    }
    assert_eq!(in_html("<style>A{color:red}B{COLOR:red}@media print{A{color:red}}</style>"), []);
    let problems = check(&with(Part::Calendar, "{{TITLE}} {A{TITEL}"));
    assert_eq!(problems, [unknown(Part::Calendar, "TITEL", Some(Token::Title))]);
}

#[test]
fn elements_that_mail_programs_drop_are_refused() {
    for name in ["script", "form", "input", "iframe", "object", "svg", "base", "link", "video", "x-y"] {
        assert_eq!(in_html(&format!("<{name}>")), [element(name)]);
        assert_eq!(in_html(&format!("</{name}>")), [element(name)]);
    }
    assert_eq!(in_html("<ScRiPt src=cid:x>"), [element("ScRiPt")]);
    assert_eq!(in_html("<script/x>"), [element("script")]);
    assert_eq!(
        in_html(r#"<meta http-equiv="refresh" content="0">"#),
        [element(r#"meta http-equiv="refresh""#)]
    );
    assert_eq!(in_html(r#"<meta http-equiv="Content-Type" content="text/html">"#), []);
}

#[test]
fn event_handlers_are_refused() {
    let script = |attribute: &str| vec![Script { attribute: attribute.to_owned() }];
    assert_eq!(in_html(r#"<p onclick="x()">"#), script("onclick"));
    assert_eq!(in_html("<p OnLoad=x>"), script("OnLoad"));
    assert_eq!(in_html("<p class='a'onerror=x>"), script("onerror"));
    assert_eq!(in_html("<p/onerror>"), script("onerror"));
    assert_eq!(in_html("<p title='onclick=x' on=x aé=x 李=x>onclick=x"), []);
}

#[test]
fn links_lead_to_the_web_or_to_a_mailbox() {
    for fine in ["https://a.example", "HTTP://a.example", "mailto:a@b.example", "tel:+49", "#top", " {URL} "]
    {
        assert_eq!(in_html(&format!("<a href=\"{fine}\">")), [], "{fine}");
    }
    assert_eq!(in_html(r#"<a href="mailto:{EMAIL}">"#), []);
    for bad in
        ["javascript:x()", "java&#115;cript:x()", "JavaScript:x", "data:text/html,x", "/rooms", "", "{ROLE"]
    {
        assert_eq!(in_html(&format!("<a href=\"{bad}\">")), [link(bad)], "{bad}");
    }
    assert_eq!(in_html("<a href=javascript:x>"), [link("javascript:x")]);
}

#[test]
fn values_cannot_make_a_link() {
    let in_link = |token| vec![TokenInLink { token }];
    assert_eq!(in_html(r#"<a href="{FIRSTNAME}">"#), in_link(Token::FirstName));
    assert_eq!(in_html(r#"<a href="https://{TITLE}.example">"#), in_link(Token::Title));
    assert_eq!(in_html(r#"<a href="{URL}{HOST}">"#), in_link(Token::Host));
    assert_eq!(in_html(r#"<a href="https://a.example?to={URL}">"#), in_link(Token::Url));
}

#[test]
fn values_stand_in_text_and_in_quotes_only() {
    let in_markup = |token| vec![TokenInMarkup { token }];
    assert_eq!(in_html(r#"<p title="{TITLE}" lang='{ROLE}'>"#), []);
    assert_eq!(in_html("<p title={TITLE}>"), in_markup(Token::Title));
    assert_eq!(in_html("<p {TITLE}>"), in_markup(Token::Title));
    assert_eq!(in_html("<p style=\"color: {TITLE}\">"), in_markup(Token::Title));
    assert_eq!(in_html("<style>p { color: {TITLE} }</style>"), in_markup(Token::Title));
    assert_eq!(in_html("<img alt=\"{QRCODE}\">"), in_markup(Token::QrCode));
    assert_eq!(in_html("<title>{TITLE} {QRCODE}</title>"), in_markup(Token::QrCode));
    assert_eq!(in_html("<a href={URL}>"), in_markup(Token::Url));
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for fine in [r#"<img src="cid:qr">"#, "<img src='data:image/png;base64,AA=='>", "<img alt=''>"] {
        assert_eq!(in_html(fine), [], "{fine}");
    }
    let pixel = "https://a.example/x.png";
    for bad in [
        format!("<img src=\"{pixel}\">"),
        format!("<img src={pixel}>"),
        format!("<img SRC='{pixel}'>"),
        format!("<td background=\"{pixel}\">"),
        format!("<img srcset=\"{pixel}\">"),
    ] {
        assert_eq!(in_html(&bad), [remote(pixel)], "{bad}");
    }
    assert_eq!(in_html("<img srcset='cid:a, //b 2x'>"), [remote("cid:a, //b 2x")]);
    assert_eq!(in_html("<img src=\"//a.example/x\">"), [remote("//a.example/x")]);
    assert_eq!(in_html("<p style=\"background: URL( '//a' )\">"), [remote("url( '//a' )")]);
    assert_eq!(in_html("<style>p { background: url(//a) }</style>"), [remote("url(//a)")]);
    assert_eq!(in_html("<style>@import 'a.css';</style>"), [remote("@import 'a.css';")]);
    assert_eq!(in_html("<style>p { background: url(\"cid:a\") }</style>"), []);
}

#[test]
fn what_is_never_closed_is_refused() {
    assert_eq!(in_html("<p><a href=\"#"), [unclosed("<a href=\"#")]);
    assert_eq!(in_html("<!-- for later"), [unclosed("<!-- for later")]);
    assert_eq!(in_html("<title>Hello"), [unclosed("<title>Hello")]);
    assert_eq!(in_html("1 < 2 and 2 <3"), []);
}

#[test]
fn tags_are_found_where_browsers_find_them() {
    for hidden in [
        "<!--><script>-->",
        "<!---><script>-->",
        "<!-- --!><script>-->",
        "<p title='>'><script>",
        "<p title=\"'\"><script>",
        "<p title='a'title=\"><script>\"><script>",
        "<p =\"><script>",
        "<title></p></title ><script>",
        "<style></styles></STYLE/><script>",
        "</ x=\"><script>",
        "<?xml \"><script>",
        "<!x \"><script>",
        "<title><!--</title><script>",
        "<!--[if mso]><script><![endif]-->",
    ] {
        assert!(in_html(hidden).contains(&element("script")), "{hidden}");
    }
    for harmless in
        ["<!-- a < b -->", "<p title=\"<script>\">", "<title><script></title>", "< script>", "&lt;script>"]
    {
        assert_eq!(in_html(harmless), [], "{harmless}");
    }
}

#[test]
fn what_word_processors_read_in_comments_may_stand_there() {
    let button = "<!--[if mso]><v:roundrect xmlns:v=\"urn:x\" href=\"{URL}\"><w:anchorlock/></v:roundrect>\
        <![endif]--><!--[if !mso]><!--><p>Hello</p><!--<![endif]-->";
    assert_eq!(in_html(button), []);
}

#[test]
fn each_problem_is_told_once_and_not_too_many() {
    assert_eq!(in_html(&"<form>".repeat(100)), [element("form")]);
    let many: Vec<String> = (0..100).map(|number| format!("{{X{number}}}")).collect();
    assert_eq!(in_html(&many.concat()).len(), MAX_PROBLEMS);
}

#[test]
fn a_problem_says_where_it_is_and_how_to_mend_it() {
    let told = |problem: TemplateProblem| (problem.part(), problem.to_string());
    let table = [
        (Empty { part: Part::Html }, Part::Html, "The HTML is empty. Write one, or go back to the default."),
        (
            TooLong { part: Part::Subject },
            Part::Subject,
            "The subject has more than 200 characters. Shorten it.",
        ),
        (LineBreak, Part::Subject, "The subject has a line break. Write it on one line."),
        (
            unknown(Part::Text, "TITEL", Some(Token::Title)),
            Part::Text,
            "{TITEL} in the plain text is unknown. Did you mean {TITLE}?",
        ),
        (
            unknown(Part::Calendar, "X", None),
            Part::Calendar,
            "{X} in the calendar text is unknown. Choose one from the list of tokens, or take it out.",
        ),
        (
            TokenInLink { token: Token::Title },
            Part::Html,
            "{TITLE} cannot be part of a link. As a link use {URL} alone, or mailto:{EMAIL}.",
        ),
        (element("form"), Part::Html, "Mail programs do not show <form>. Take it out."),
    ];
    for (problem, part, sentence) in table {
        assert_eq!(told(problem), (part, sentence.to_owned()));
    }
}

#[test]
fn templates_and_problems_cross_the_wire() {
    let json = serde_json::to_string(&template()).expect("it can be written");
    assert_eq!(serde_json::from_str::<Template>(&json).expect("it can be read"), template());
    let problem = unknown(Part::Html, "X", Some(Token::QrCode));
    let json = serde_json::to_string(&problem).expect("it can be written");
    assert_eq!(serde_json::from_str::<TemplateProblem>(&json).expect("it can be read"), problem);
}

/// Bits of HTML that open and close what matters.
const SCRAPS: &[&str] = &[
    "<",
    ">",
    "/",
    "!",
    "--",
    "<!--",
    "-->",
    "=",
    "\"",
    "'",
    " ",
    "p",
    "<p",
    "<p>",
    "</p>",
    "<title>",
    "</title>",
    "<style>",
    "</style>",
    "<!",
    "<?",
    "</",
    "title=",
    "{TITLE}",
    "{URL}",
    "{",
    "}",
    "é",
    "<img src=",
    "cid:",
    "&lt;",
];

fn scraps() -> impl Strategy<Value = String> {
    vec(select(SCRAPS), 0..14).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn any_text_can_be_checked(texts in [any::<String>(), any::<String>(), any::<String>(), any::<String>()]) {
        let [subject, html, text, calendar] = texts;
        let template = Template { subject, html, text, calendar };
        prop_assert!(check(&template).len() <= MAX_PROBLEMS);
    }

    #[test]
    fn what_comes_after_accepted_html_is_checked(before in scraps()) {
        if in_html(&before).is_empty() {
            let problems = in_html(&format!("{before}<form>"));
            prop_assert_eq!(problems, [element("form")], "{}", before);
        }
    }
}

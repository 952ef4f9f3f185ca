//! Every sentence is in every language, and no catalogue holds one that nobody says.
//!
//! The sources are read as token trees: what stands in `t!`, `t_view!`, `say!`, `t_count!` and `say_count!` is said.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use domain::Language;
use domain::language::{Piece, pieces, plural_forms};
use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

const SOURCES: [&str; 3] = ["src", "domain/src", "../server/src"];
const PLAIN: [&str; 3] = ["t", "say", "t_view"];
const COUNTING: [&str; 2] = ["t_count", "say_count"];

/// Whose texts are for programmers or for machines.
const UNSEEN: [&str; 17] = [
    "anyhow",
    "bail",
    "ensure",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "panic",
    "unreachable",
    "expect",
    "include_str",
    "stringify",
    "words",
    "error",
    "warn",
    "info",
    "debug",
];

/// The same for calls: errors for the log, and headers.
const UNSEEN_CALLS: [&str; 4] = ["context", "with_context", "other", "from_static"];

/// Names and keys, the same in every language.
const NAMES: [&str; 15] = [
    "Ana Ruiz",
    "Tom Okafor",
    "Greenroom",
    "{} · Greenroom",
    "Android",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "End",
    "Enter",
    "Escape",
    "Home",
    "Tab",
    "DateTimeFormat",
];

/// What browsers call themselves and their parts, and the edge to the server.
const NAMING: [&str; 3] = ["src/browser/", "src/ui/device_name.rs", "src/backend.rs"];

/// What is read on the server's own machine, and the columns of files, which programs go by.
const SERVER_ENGLISH: [&str; 5] =
    ["cli", "config", "download.rs", "report/files.rs", "http/security_headers/policy.rs"];

/// What the server says to whoever starts it, and to its own log.
const SERVER_WORDS: [&str; 2] = ["this is not the URL of a mail server", "the transaction was undone"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(directory: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|known| known == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn tokens(path: &Path) -> TokenStream {
    fs::read_to_string(path)
        .expect("a source")
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a string literal.
fn text(literal: &Literal) -> Option<String> {
    let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) else { return None };
    Some(text.value())
}

/// What is said: the text, and whether it counts.
type Said = BTreeMap<String, bool>;

fn collect_said(stream: TokenStream, said: &mut Said) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    for (place, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else { continue };
        if let Some(name) = macro_name(&trees, place) {
            let literals: Vec<String> = group
                .stream()
                .into_iter()
                .filter_map(|tree| if let TokenTree::Literal(literal) = tree { text(&literal) } else { None })
                .collect();
            if PLAIN.contains(&name.as_str()) {
                said.extend(literals.first().map(|text| (text.clone(), false)));
            } else if COUNTING.contains(&name.as_str()) {
                said.extend(literals.get(1).map(|text| (text.clone(), true)));
            }
        }
        collect_said(group.stream(), said);
    }
}

/// The name of the macro whose arguments stand at this place.
fn macro_name(trees: &[TokenTree], place: usize) -> Option<String> {
    match trees.get(place.checked_sub(2)?..place)? {
        [TokenTree::Ident(name), TokenTree::Punct(mark)] if mark.as_char() == '!' => Some(name.to_string()),
        _ => None,
    }
}

fn all_said() -> Said {
    let mut said = Said::new();
    for path in SOURCES.iter().flat_map(|source| files(&root().join(source), "rs")) {
        collect_said(tokens(&path), &mut said);
    }
    assert!(said.len() > 100, "the sources are not where they are looked for");
    said
}

fn spoken() -> impl Iterator<Item = Language> {
    Language::ALL.iter().copied().filter(|language| *language != Language::English)
}

/// The sentences of a language, with the file of each.
fn catalogue(language: Language) -> BTreeMap<String, (String, PathBuf)> {
    let mut all = BTreeMap::new();
    for path in files(&root().join("languages").join(language.word()), "json") {
        let sentences: BTreeMap<String, String> =
            serde_json::from_str(&fs::read_to_string(&path).expect("a catalogue"))
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (english, text) in sentences {
            let before = all.insert(english.clone(), (text, path.clone()));
            assert!(before.is_none(), "“{english}” is in {} and in another file", path.display());
        }
    }
    all
}

#[test]
fn no_sentence_is_missing_in_any_language() {
    let said = all_said();
    for language in spoken() {
        let known = catalogue(language);
        let missing: Vec<_> = said.keys().filter(|text| !known.contains_key(*text)).collect();
        assert!(missing.is_empty(), "{language} lacks {}: {missing:#?}", missing.len());
    }
}

#[test]
fn no_sentence_is_kept_that_nobody_says() {
    let said = all_said();
    for language in spoken() {
        let unused: Vec<_> =
            catalogue(language).into_keys().filter(|text| !said.contains_key(text)).collect();
        assert!(unused.is_empty(), "{language} has {} too many: {unused:#?}", unused.len());
    }
}

#[test]
fn pages_drawn_on_the_server_know_every_file_of_sentences() {
    for language in spoken() {
        let drawn = app::language::catalogue(language).expect("the sentences of a language");
        for (english, (text, file)) in catalogue(language) {
            assert_eq!(drawn.find(&english), Some(text.as_str()), "“{english}” of {}", file.display());
        }
    }
}

#[test]
fn translations_keep_the_values_and_have_a_form_for_each_number() {
    let said = all_said();
    for language in spoken() {
        for (english, (text, _)) in catalogue(language) {
            let counts = said.get(&english).copied().unwrap_or_default();
            let forms: Vec<&str> = if counts { text.split(" | ").collect() } else { vec![text.as_str()] };
            let expected = if counts { plural_forms(language) } else { 1 };
            assert_eq!(forms.len(), expected, "forms of “{english}” in {language}");
            let last = forms.last().copied().unwrap_or_default();
            assert_eq!(values(last), values(&english), "values of “{english}” in {language}");
            assert!(!text.trim().is_empty(), "“{english}” is empty in {language}");
            let edges = |text: &str| (text.starts_with(' '), text.ends_with(' '));
            assert_eq!(edges(&text), edges(&english), "spaces around “{english}” in {language}");
        }
    }
}

fn values(text: &str) -> BTreeSet<&str> {
    pieces(text).filter_map(|piece| if let Piece::Value(name) = piece { Some(name) } else { None }).collect()
}

#[test]
fn every_sentence_of_a_page_is_translated() {
    let mut untranslated = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        if NAMING.iter().any(|naming| name.starts_with(naming)) {
            continue;
        }
        let mut found = Vec::new();
        collect_untranslated(tokens(&path), is_for_people, &mut found);
        untranslated.extend(found.into_iter().map(|text| format!("{name}: {text}")));
    }
    assert!(untranslated.is_empty(), "{} texts: {untranslated:#?}", untranslated.len());
}

/// What the server keeps and answers is read on pages in every language. What it logs is in English.
#[test]
fn every_sentence_of_the_server_is_translated() {
    let server = root().join("../server/src");
    let mut untranslated = Vec::new();
    for path in files(&server, "rs") {
        let name = path.strip_prefix(&server).unwrap().display().to_string();
        if SERVER_ENGLISH.iter().any(|english| name.starts_with(english) || name.ends_with(english)) {
            continue;
        }
        let mut found = Vec::new();
        collect_untranslated(tokens(&path), is_told_by_server, &mut found);
        untranslated.extend(found.into_iter().map(|text| format!("{name}: {text}")));
    }
    assert!(untranslated.is_empty(), "{} texts: {untranslated:#?}", untranslated.len());
}

#[test]
fn what_a_server_tells_is_told_from_its_statements() {
    for told in ["the site could not prepare the mail", "The room is gone.", "Test of the invitation mail"] {
        assert!(is_told_by_server(told), "{told}");
    }
    for other in
        ["select id from mail where id = $1", " and mail.kind <> 'code'", "Content-Language", "no-store"]
    {
        assert!(!is_told_by_server(other), "{other}");
    }
}

fn collect_untranslated(stream: TokenStream, is_told: fn(&str) -> bool, found: &mut Vec<String>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut is_test = false;
    for (place, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Literal(literal) => {
                found.extend(text(literal).filter(|text| is_told(text)));
            }
            TokenTree::Group(group) if is_attribute(&trees, place) => {
                is_test = group.to_string().replace(' ', "") == "[cfg(test)]";
            }
            TokenTree::Group(group) => {
                let name = macro_name(&trees, place).unwrap_or_default();
                let is_said = PLAIN.contains(&name.as_str()) || COUNTING.contains(&name.as_str());
                let is_unseen = UNSEEN.contains(&name.as_str())
                    || call_name(&trees, place).is_some_and(|name| UNSEEN_CALLS.contains(&name.as_str()));
                let is_tested = is_test && group.delimiter() == Delimiter::Brace;
                is_test &= group.delimiter() != Delimiter::Brace;
                if is_said {
                    // Values may hold texts of their own.
                    let values =
                        group.stream().into_iter().skip_while(|tree| !matches!(tree, TokenTree::Group(_)));
                    collect_untranslated(
                        values.filter(|tree| matches!(tree, TokenTree::Group(_))).collect(),
                        is_told,
                        found,
                    );
                } else if !is_unseen && !is_tested {
                    collect_untranslated(group.stream(), is_told, found);
                }
            }
            _ => {}
        }
    }
}

/// The name of the function whose arguments stand at this place.
fn call_name(trees: &[TokenTree], place: usize) -> Option<String> {
    match trees.get(place.checked_sub(1)?)? {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    }
}

fn is_attribute(trees: &[TokenTree], place: usize) -> bool {
    let is = |back: usize, mark: char| {
        place
            .checked_sub(back)
            .and_then(|place| trees.get(place))
            .is_some_and(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == mark))
    };
    is(1, '#') || (is(1, '!') && is(2, '#'))
}

/// Begins with a capital letter, and is more than a letter or a word of code.
fn is_for_people(text: &str) -> bool {
    let trimmed = text.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let mut letters = trimmed.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    let goes_on = letters.next().is_some_and(|letter| letter.is_lowercase() || letter == ' ');
    is_capital && goes_on && !NAMES.contains(&text) && !text.starts_with("__Host-")
}

/// Several words: a sentence whose capital letter may have been left off, but no statement for the database.
fn is_told_by_server(text: &str) -> bool {
    const STATEMENTS: [&str; 15] = [
        "select", "union", "insert", "update", "delete", "with", "and", "or", "where", "order", "from",
        "join", "on", "group", "explain",
    ];
    if NAMES.contains(&text) || SERVER_WORDS.contains(&text) {
        return false;
    }
    let is_plain = text.chars().all(|letter| letter.is_alphabetic() || " ,:;'’.!?-{}".contains(letter));
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_prose = is_plain && text.split_whitespace().count() >= 4 && !STATEMENTS.contains(&first);
    is_prose || (is_for_people(text) && text.trim().contains(' '))
}

//! What is wrong with the HTML of a template.
//!
//! Mail programs show little of HTML, and each other things; what is listed here is shown by all that matter. A check for
//! an administrator's own mistakes, not a wall against an administrator: no page shows a template outside a frame that
//! runs no scripts.

use super::{Found, quoted};
use crate::mail::html::{Attribute, Markup, Tag, parts};
use crate::mail::piece::tokens;
use crate::mail::{TemplateProblem, Token};

/// The elements that mail programs show, or that hold a document together.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "address", "article", "b", "bdi", "bdo", "big", "blockquote", "body", "br", "caption", "center",
    "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "img", "ins", "kbd", "li",
    "main", "mark", "meta", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong",
    "style", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "title", "tr", "tt", "u", "ul",
    "var", "wbr",
];

/// Attributes whose address people follow, and those whose address the mail program loads or tells by itself.
const LINKS: &[&str] = &["href", "xlink:href", "cite"];
const LOADED: &[&str] = &["src", "srcset", "background", "poster", "lowsrc", "dynsrc", "data", "ping"];

impl Found {
    /// Whether it shows the guest's link.
    pub(super) fn check_html(&mut self, html: &str) -> bool {
        let mut has_link = false;
        for markup in parts(html) {
            has_link |= match &markup {
                Markup::Text(text) => tokens(text).any(|token| token == Token::Url),
                Markup::Tag(tag) => tag.attributes.iter().any(|attribute| {
                    is_one_of(attribute.name, LINKS)
                        && tokens(attribute.value).any(|token| token == Token::Url)
                }),
                _ => false,
            };
            if let Markup::Comment(comment) = markup {
                // Some programs read HTML in comments: `<!--[if mso]>…<![endif]-->`.
                for hidden in parts(comment) {
                    self.check_markup(&hidden, true);
                }
            } else {
                self.check_markup(&markup, false);
            }
        }
        has_link
    }

    fn check_markup(&mut self, markup: &Markup<'_>, is_comment: bool) {
        match markup {
            Markup::Text(_) | Markup::Comment(_) => {}
            Markup::Tag(tag) => self.check_tag(tag),
            Markup::Title(title) => {
                let has_picture = tokens(title).any(|token| token == Token::QrCode);
                self.add_if(has_picture, TemplateProblem::TokenInMarkup { token: Token::QrCode });
            }
            Markup::Style(style) => self.check_style(style),
            Markup::Unclosed(tag) => {
                self.add_if(!is_comment, TemplateProblem::Unclosed { tag: quoted(tag) });
            }
        }
    }

    fn check_tag(&mut self, tag: &Tag<'_>) {
        // Names with a colon belong to word processors, and mean nothing to all others.
        let is_shown = is_one_of(tag.name, ELEMENTS) || tag.name.contains(':') || tag.name == "xml";
        self.add_if(!is_shown, TemplateProblem::Element { element: quoted(tag.name) });
        self.refuse_tokens(tag.name);
        for attribute in &tag.attributes {
            self.check_attribute(attribute);
        }
    }

    fn check_attribute(&mut self, attribute: &Attribute<'_>) {
        let Attribute { name, value, is_quoted } = *attribute;
        self.refuse_tokens(name);
        let is_handler = name.len() > 2 && begins(name, "on");
        self.add_if(is_handler, TemplateProblem::Script { attribute: quoted(name) });
        if !is_quoted {
            self.refuse_tokens(value);
        } else if tokens(value).any(|token| token == Token::QrCode) {
            self.add(TemplateProblem::TokenInMarkup { token: Token::QrCode });
        }
        if is_one_of(name, LINKS) {
            self.check_link(value);
        } else if is_one_of(name, LOADED) {
            // A list of addresses, of which mail programs use none.
            let is_list = name.eq_ignore_ascii_case("srcset");
            self.add_if(
                is_list || !is_inside_mail(value),
                TemplateProblem::Remote { address: quoted(value) },
            );
        } else if name.eq_ignore_ascii_case("style") {
            self.check_style(value);
        } else if name.eq_ignore_ascii_case("http-equiv") {
            let is_harmless =
                is_one_of(value.trim(), &["content-type", "content-language", "x-ua-compatible"]);
            let element = format!("meta http-equiv=\"{}\"", quoted(value));
            self.add_if(!is_harmless, TemplateProblem::Element { element });
        }
    }

    /// Addresses are compared as written: one that begins with an entity is none of those allowed.
    fn check_link(&mut self, value: &str) {
        let value = value.trim();
        let own = value.strip_prefix("{URL}").or_else(|| value.strip_prefix("mailto:{EMAIL}"));
        if let Some(token) = tokens(own.unwrap_or(value)).next() {
            return self.add(TemplateProblem::TokenInLink { token });
        }
        let is_link =
            ["https://", "http://", "mailto:", "tel:", "#"].iter().any(|start| begins(value, start));
        self.add_if(own.is_none() && !is_link, TemplateProblem::Link { address: quoted(value) });
    }

    fn check_style(&mut self, style: &str) {
        self.refuse_tokens(style);
        let style = style.to_ascii_lowercase();
        let loaded = style.split("url(").skip(1).find(|address| !is_inside_mail(address));
        if let Some(address) = loaded {
            let address = address.split(')').next().unwrap_or_default();
            self.add(TemplateProblem::Remote { address: quoted(&format!("url({address})")) });
        }
        if let Some(place) = style.find("@import") {
            self.add(TemplateProblem::Remote { address: quoted(&style[place..]) });
        }
    }

    /// A value in such a place would be read as markup, or as a style.
    fn refuse_tokens(&mut self, text: &str) {
        for token in tokens(text) {
            self.add(TemplateProblem::TokenInMarkup { token });
        }
    }
}

/// A picture that comes with the mail.
fn is_inside_mail(address: &str) -> bool {
    let address =
        address.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\''));
    begins(address, "cid:") || begins(address, "data:image/")
}

fn is_one_of(name: &str, list: &[&str]) -> bool {
    list.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

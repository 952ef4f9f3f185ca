//! Domains in other alphabets (IDNA), which need tables that only the server carries.

use domain::{EmailAddress, EmailProblem};
use unicode_security::{RestrictionLevel, RestrictionLevelDetection, skeleton};

/// Reads an address as typed, in whatever alphabet its domain is.
///
/// # Errors
/// What is wrong with it.
pub fn parse_address(typed: &str) -> Result<EmailAddress, EmailProblem> {
    EmailAddress::parse_with(typed, to_ascii)
}

/// The ASCII form of a domain.
///
/// # Errors
/// [`EmailProblem::Domain`] when it is none, [`EmailProblem::LookAlikeDomain`] when it is made to be mistaken.
pub fn to_ascii(domain: &str) -> Result<String, EmailProblem> {
    let ascii = idna::domain_to_ascii_strict(domain).map_err(|_| EmailProblem::Domain)?;
    // What is judged is what IDNA has made of it: full-width and capital letters are gone by then.
    let (domain, _) = idna::domain_to_unicode(&ascii);
    let top_level_is_ascii = domain.rsplit('.').next().is_some_and(str::is_ascii);
    let is_made_to_be_mistaken =
        |label: &str| mixes_alphabets(label) || (top_level_is_ascii && reads_as_plain(label));
    if domain.split('.').any(is_made_to_be_mistaken) { Err(EmailProblem::LookAlikeDomain) } else { Ok(ascii) }
}

/// Latin beside Japanese, Chinese or Korean is everyday writing; Latin beside Cyrillic is not.
fn mixes_alphabets(label: &str) -> bool {
    !label.check_restriction_level(RestrictionLevel::HighlyRestrictive)
}

/// Without one plain letter, and yet each letter looks like one.
fn reads_as_plain(label: &str) -> bool {
    !label.chars().any(|letter| letter.is_ascii_alphanumeric())
        && skeleton(label).all(|letter| letter.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_of_all_alphabets_have_an_ascii_form() {
        for (typed, ascii) in [
            ("münchen.de", "xn--mnchen-3ya.de"),
            ("MÜNCHEN.de", "xn--mnchen-3ya.de"),
            ("ｅｘａｍｐｌｅ.org", "example.org"),
            ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
            ("例え.jp", "xn--r8jz45g.jp"),
            ("abcカフェ.jp", "xn--abc-5i4bta6w.jp"),
            ("kræmmer.dk", "xn--krmmer-qua.dk"),
        ] {
            assert_eq!(to_ascii(typed).as_deref(), Ok(ascii), "{typed}");
        }
    }

    #[test]
    fn domains_that_mimic_others_are_refused() {
        // Cyrillic а in the first, all of it Cyrillic in the second, Greek ο in the third.
        for typed in ["раypal.com", "аррӏе.com", "gοogle.com"] {
            assert_eq!(to_ascii(typed), Err(EmailProblem::LookAlikeDomain), "{typed}");
        }
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for typed in ["ex ample.örg", "-ä.org", "ä..org", "ä_b.org"] {
            assert_eq!(to_ascii(typed), Err(EmailProblem::Domain), "{typed}");
        }
    }

    #[test]
    fn an_address_is_known_by_the_ascii_form_of_its_domain() {
        let address = parse_address(" Ana@MÜNCHEN.de ").unwrap();
        assert_eq!(address.as_str(), "ana@xn--mnchen-3ya.de");
    }
}

//! What the *Invite users* window holds before the link is made, and the quick look at it before it is sent.

use domain::language::{Say, Sentence};
use domain::name::parse_part;
use domain::{EmailAddress, Language, PersonName, Role, RoomId};

use crate::error::FieldError;
use crate::invitation::api::{IfInvited, InvitationReady, InviteRequest};
use crate::t;

pub const EMAIL: &str = "email";
pub const FIRST_NAME: &str = "first_name";
pub const LAST_NAME: &str = "last_name";
pub const ROLE: &str = "role";

/// The names of the fields, in the order of the form.
pub const FIELDS: [&str; 4] = [EMAIL, FIRST_NAME, LAST_NAME, ROLE];

/// The form as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub role: Role,
    /// *Send link via email*.
    pub send_mail: bool,
    /// What the guest is written to in, where there is a choice.
    pub language: Option<Language>,
}

impl Draft {
    /// Whether nothing would be lost with it.
    pub fn is_empty(&self) -> bool {
        [&self.email, &self.first_name, &self.last_name].iter().all(|text| text.trim().is_empty())
    }

    /// What is wrong, in the order of the form. The server looks again and has the last word.
    pub fn check(&self) -> Vec<FieldError> {
        let problem = |field: &str, problem: Option<Sentence>| {
            problem.map(|message| FieldError { field: field.to_owned(), message })
        };
        let email = check_email(&self.email);
        let first = parse_part(&self.first_name).err().map(|problem| problem.say());
        let last = parse_part(&self.last_name).err().map(|problem| problem.say());
        [problem(EMAIL, email), problem(FIRST_NAME, first), problem(LAST_NAME, last)]
            .into_iter()
            .flatten()
            .collect()
    }

    pub fn request(self, room: RoomId, if_invited: IfInvited) -> InviteRequest {
        let Self { email, first_name, last_name, role, send_mail, language } = self;
        InviteRequest { room, email, first_name, last_name, role, if_invited, send_mail, language }
    }

    /// What a renewed invitation would change about the one that is there, for a button; `None` when nothing.
    pub fn change_to(&self, there: &InvitationReady) -> Option<String> {
        let name =
            PersonName::parse(&self.first_name, &self.last_name).ok().filter(|name| *name != there.name);
        let language = self.language.filter(|language| *language != there.language);
        let role = self.role.say();
        match (self.role != there.role, name.map(|name| name.to_string()), language) {
            (true, None, _) => Some(t!("Change to {role}", role)),
            (true, Some(name), _) => Some(t!("Change to {role}, named {name}", role, name)),
            (false, Some(name), _) => Some(t!("Change the name to {name}", name)),
            (false, None, Some(language)) => {
                Some(t!("Change the mail’s language to {language}", language = language.say()))
            }
            (false, None, None) => None,
        }
    }
}

/// Domains in other alphabets need tables that only the server carries; any of them passes here.
fn check_email(typed: &str) -> Option<Sentence> {
    let checked = EmailAddress::parse_with(typed, |_| Ok("example.org".to_owned()));
    checked.err().map(|problem| problem.say())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{InvitationId, Timestamp};

    fn draft(email: &str, first: &str, last: &str) -> Draft {
        Draft {
            email: email.to_owned(),
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            role: Role::Viewer,
            send_mail: false,
            language: None,
        }
    }

    fn wrong_fields(draft: &Draft) -> Vec<String> {
        draft.check().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_whole_draft_has_nothing_wrong() {
        assert_eq!(draft("ana@example.org", "Ana", "Ruiz").check(), []);
    }

    #[test]
    fn everything_wrong_is_told_at_once_in_the_order_of_the_form() {
        assert_eq!(wrong_fields(&draft("ana", "", " ")), [EMAIL, FIRST_NAME, LAST_NAME]);
    }

    #[test]
    fn a_domain_in_another_alphabet_is_left_to_the_server() {
        assert_eq!(draft("ana@müller.example", "Ana", "Ruiz").check(), []);
        assert_eq!(wrong_fields(&draft("anä@müller.example", "Ana", "Ruiz")), [EMAIL]);
    }

    #[test]
    fn a_draft_with_a_letter_in_it_is_not_empty() {
        assert!(draft(" ", "", "").is_empty());
        assert!(!draft("", "A", "").is_empty());
    }

    #[test]
    fn the_change_to_an_invitation_that_is_there_is_named() -> Result<(), Box<dyn std::error::Error>> {
        let there = InvitationReady {
            id: InvitationId::from_bits(1),
            email: EmailAddress::parse("ana@example.org")?,
            name: PersonName::parse("Ana", "Ruiz").map_err(|(_, problem)| problem)?,
            role: Role::Viewer,
            language: Language::English,
            link: "https://site.example/i/x".to_owned(),
            expires_at: Timestamp::from_millis(0),
        };
        let same = draft("ana@example.org", " Ana", "Ruiz");
        assert_eq!(same.change_to(&there), None);
        let in_english = Draft { language: Some(Language::English), ..same.clone() };
        assert_eq!(in_english.change_to(&there), None);
        let in_german = Draft { language: Some(Language::German), ..same.clone() };
        assert_eq!(in_german.change_to(&there).as_deref(), Some("Change the mail’s language to German"));
        let speaker = Draft { role: Role::Speaker, ..same.clone() };
        assert_eq!(speaker.change_to(&there).as_deref(), Some("Change to Speaker"));
        let renamed = Draft { last_name: "Li".to_owned(), ..same };
        assert_eq!(renamed.change_to(&there).as_deref(), Some("Change the name to Ana Li"));
        let both = Draft { role: Role::Speaker, ..renamed };
        assert_eq!(both.change_to(&there).as_deref(), Some("Change to Speaker, named Ana Li"));
        Ok(())
    }
}

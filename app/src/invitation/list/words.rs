//! What is asked before an act, and what is said after it.

use domain::invitation::InvitationAct;

use super::target::{Target, counted, guests};
use crate::error::AppError;
use crate::invitation::api::ActResult;

/// The question before what cannot be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub title: String,
    /// What will happen.
    pub words: String,
    pub yes: String,
}

pub fn question(act: InvitationAct, target: &Target) -> Question {
    let (name, is_many) = (target.name(), matches!(target, Target::Many(_)));
    let (title, words, yes) = match act {
        InvitationAct::NewLink if is_many => (
            format!("Make new links for {name}?"),
            "Their old links will not let anybody in any more. You will have to send the new ones.",
            "Make new links",
        ),
        InvitationAct::NewLink => (
            format!("Make a new link for {name}?"),
            "The old link will not let anybody in any more. You will have to send the new one.",
            "Make a new link",
        ),
        InvitationAct::ReleaseDevice if is_many => (
            format!("Release the devices of {name}?"),
            "The devices that use the links now are shut out. The same links can then be used on others.",
            "Release devices",
        ),
        InvitationAct::ReleaseDevice => (
            format!("Release {name}'s device?"),
            "The device that uses the link now is shut out. The same link can then be used on another one.",
            "Release device",
        ),
        _ => (
            format!("Send the link to {name}?"),
            "Each gets a mail with the link that works. Links that have expired work again.",
            "Send",
        ),
    };
    Question { title, words: words.to_owned(), yes: yes.to_owned() }
}

/// What has become of an act, for a toast; `None` when the row says it all.
pub fn outcome(act: InvitationAct, target: &Target, results: &[ActResult]) -> Option<String> {
    let changed = results.iter().filter(|result| result.outcome == Ok(true)).count();
    let as_they_were = results.iter().filter(|result| result.outcome == Ok(false)).count();
    let problems: Vec<_> = results.iter().filter_map(|result| result.outcome.as_ref().err()).collect();
    let mut sentences = Vec::new();
    match target {
        Target::One(ready) if changed == 1 => {
            sentences.extend(done_to_one(act, &ready.name.to_string(), ready.email.as_str()));
        }
        Target::Many(_) if changed > 0 => sentences.extend(done_to_many(act, changed)),
        Target::One(_) | Target::Many(_) => {}
    }
    if as_they_were > 0 && matches!(target, Target::Many(_)) {
        let is_one = as_they_were == 1;
        sentences.push(format!(
            "{as_they_were} {}.",
            if is_one { "stayed as it was" } else { "stayed as they were" }
        ));
    }
    if let Some(first) = problems.first() {
        sentences.push(match target {
            Target::One(_) => sentence(first),
            Target::Many(_) => format!(
                "{} {} left out: {}",
                problems.len(),
                if problems.len() == 1 { "was" } else { "were" },
                sentence(first)
            ),
        });
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Of wrong fields, what is wrong with them.
fn sentence(problem: &AppError) -> String {
    problem.for_field("until").unwrap_or_else(|| problem.to_string())
}

fn done_to_one(act: InvitationAct, name: &str, email: &str) -> Option<String> {
    Some(match act {
        InvitationAct::NewLink => format!("{name} has a new link."),
        InvitationAct::SendLink => format!("A mail with the link is on its way to {email}."),
        InvitationAct::Extend { .. } => format!("The link of {name} has a new end."),
        InvitationAct::ChangeType { role } => format!("{name} is a {role} from now on."),
        InvitationAct::ReleaseDevice => format!("The link of {name} can be used on another device."),
        InvitationAct::Remove => format!("The invitation of {name} has been removed."),
        InvitationAct::Restore => "The invitation is back. Its link works again.".to_owned(),
        InvitationAct::DismissTries { .. } => return None,
    })
}

fn done_to_many(act: InvitationAct, count: usize) -> Option<String> {
    let (has, is) = if count == 1 { ("has", "is") } else { ("have", "are") };
    Some(match act {
        InvitationAct::NewLink => format!("{} {has} a new link. Send it, or copy it.", guests(count)),
        InvitationAct::SendLink => format!("{} {is} on the way.", counted(count, "mail", "mails")),
        InvitationAct::Extend { .. } => format!("{} {has} a new end.", counted(count, "link", "links")),
        InvitationAct::ChangeType { role } => format!("{} {has} the type {role} from now on.", guests(count)),
        InvitationAct::ReleaseDevice => {
            format!("{} can be used on another device.", counted(count, "link", "links"))
        }
        InvitationAct::Remove => {
            format!("{} {has} been removed.", counted(count, "invitation", "invitations"))
        }
        InvitationAct::Restore => format!("{} {is} back.", counted(count, "invitation", "invitations")),
        InvitationAct::DismissTries { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{InvitationId, Refusal};

    fn result(outcome: Result<bool, AppError>) -> ActResult {
        ActResult { invitation: InvitationId::from_bits(1), outcome }
    }

    fn many(count: u64) -> Target {
        Target::Many((0..count).map(|bits| InvitationId::from_bits(bits.into())).collect())
    }

    #[test]
    fn what_was_done_to_many_is_counted_with_what_was_not() {
        let removed = AppError::Refused(Refusal::InvitationRemoved);
        let results = [result(Ok(true)), result(Ok(true)), result(Ok(false)), result(Err(removed))];
        let words = outcome(InvitationAct::Remove, &many(4), &results);
        let expected = "2 invitations have been removed. 1 stayed as it was. \
                        1 was left out: The invitation has been removed.";
        assert_eq!(words.as_deref(), Some(expected));
    }

    #[test]
    fn nothing_is_said_about_what_the_row_shows() {
        let act = InvitationAct::DismissTries { cause: domain::invitation::TryCause::Expired };
        assert_eq!(outcome(act, &many(2), &[result(Ok(true)), result(Ok(true))]), None);
    }

    #[test]
    fn the_question_names_the_number() {
        assert_eq!(question(InvitationAct::NewLink, &many(12)).title, "Make new links for 12 guests?");
        assert_eq!(question(InvitationAct::SendLink, &many(1)).title, "Send the link to 1 guest?");
    }
}

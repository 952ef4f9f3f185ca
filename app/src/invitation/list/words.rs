//! What is asked before an act, and what is said after it.

use domain::invitation::InvitationAct;
use domain::language::{Say, Sentence};
use domain::{InvitationId, Role};

use super::target::Target;
use crate::error::AppError;
use crate::invitation::api::{ActResult, InvitationReady};
use crate::language::said;
use crate::{t, t_count};

/// The question before what cannot be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub title: String,
    /// What will happen.
    pub words: String,
    pub yes: String,
}

/// `mails_leave` says whether a mail reaches the guest, or is kept on this site as a file.
pub fn question(act: InvitationAct, target: &Target, mails_leave: bool) -> Question {
    let (title, words, yes) = match target {
        Target::One(ready) => about_one(act, &ready.name.to_string(), mails_leave),
        Target::Many(ids) => about_many(act, ids.len(), mails_leave),
    };
    Question { title, words: words.to_owned(), yes: yes.to_owned() }
}

fn about_one(act: InvitationAct, name: &str, mails_leave: bool) -> (String, &'static str, &'static str) {
    match act {
        InvitationAct::NewLink => (
            t!("Make a new link for {name}?", name),
            t!("The old link will not let anybody in any more. You will have to send the new one."),
            t!("Make a new link"),
        ),
        InvitationAct::ReleaseDevice => (
            t!("Release {name}'s device?", name),
            t!(
                "The device that uses the link now is shut out. The same link can then be used on another one."
            ),
            t!("Release device"),
        ),
        _ => (t!("Send the link to {name}?", name), sending(mails_leave), t!("Send")),
    }
}

fn about_many(act: InvitationAct, guests: usize, mails_leave: bool) -> (String, &'static str, &'static str) {
    match act {
        InvitationAct::NewLink => (
            t_count!(guests, "Make new links for 1 guest?", "Make new links for {count} guests?"),
            t!("Their old links will not let anybody in any more. You will have to send the new ones."),
            t!("Make new links"),
        ),
        InvitationAct::ReleaseDevice => (
            t_count!(guests, "Release the devices of 1 guest?", "Release the devices of {count} guests?"),
            t!("The devices that use the links now are shut out. The same links can then be used on others."),
            t!("Release devices"),
        ),
        _ => (
            t_count!(guests, "Send the link to 1 guest?", "Send the link to {count} guests?"),
            sending(mails_leave),
            t!("Send"),
        ),
    }
}

fn sending(mails_leave: bool) -> &'static str {
    if mails_leave {
        t!("Each gets a mail with the link that works. Links that have expired work again.")
    } else {
        t!(
            "No mail leaves this site at the moment: each is kept on it as a file, and reaches nobody. Links that have \
            expired work again; copy them and hand them on yourself."
        )
    }
}

/// What has become of an act, for a toast; `None` when the row says it all. `mails_leave` as for [`question`].
pub fn outcome(
    act: InvitationAct,
    target: &Target,
    results: &[ActResult],
    mails_leave: bool,
) -> Option<String> {
    told(target, results, |changed| match (target, act) {
        (Target::One(ready), InvitationAct::SendLink) if !mails_leave => Some(t!(
            "The mail to {email} is kept on this site as a file. Copy the link and hand it on yourself.",
            email = ready.email.as_str()
        )),
        (Target::Many(_), InvitationAct::SendLink) if !mails_leave => Some(t_count!(
            changed,
            "1 mail is kept on this site as a file. Copy the link and hand it on yourself.",
            "{count} mails are kept on this site as files. Copy the links and hand them on yourself."
        )),
        (Target::One(ready), _) => done_to_one(act, ready),
        (Target::Many(_), _) => done_to_many(act, changed),
    })
}

/// What has become of guests who were to have their old types again.
pub fn given_back(
    target: &Target,
    old_types: &[(Role, Vec<InvitationId>)],
    results: &[ActResult],
) -> Option<String> {
    told(target, results, |changed| match (target, old_types.first()) {
        (Target::One(ready), Some((role, _))) => {
            done_to_one(InvitationAct::ChangeType { role: *role }, ready)
        }
        _ => Some(t_count!(
            changed,
            "1 guest has the old type again.",
            "{count} guests have their old types again."
        )),
    })
}

/// `done` says what has become of so many, all else is the same for every act.
fn told(
    target: &Target,
    results: &[ActResult],
    done: impl FnOnce(usize) -> Option<String>,
) -> Option<String> {
    let changed = results.iter().filter(|result| result.outcome == Ok(true)).count();
    let as_they_were = results.iter().filter(|result| result.outcome == Ok(false)).count();
    let problems: Vec<_> = results.iter().filter_map(|result| result.outcome.as_ref().err()).collect();
    let mut sentences = Vec::new();
    if changed > 0 {
        sentences.extend(done(changed));
    }
    if as_they_were > 0 && matches!(target, Target::Many(_)) {
        sentences.push(t_count!(as_they_were, "1 stayed as it was.", "{count} stayed as they were."));
    }
    if let Some(first) = problems.first() {
        sentences.push(match target {
            Target::One(_) => said(&sentence(first)),
            Target::Many(_) => t_count!(
                problems.len(),
                "1 was left out: {problem}",
                "{count} were left out: {problem}",
                problem = sentence(first)
            ),
        });
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Of wrong fields, what is wrong with them.
fn sentence(problem: &AppError) -> Sentence {
    match problem {
        AppError::Fields(wrong) => wrong
            .iter()
            .find(|one| one.field == "until")
            .map_or_else(|| problem.say(), |one| one.message.clone()),
        _ => problem.say(),
    }
}

fn done_to_one(act: InvitationAct, ready: &InvitationReady) -> Option<String> {
    let (name, email) = (ready.name.to_string(), ready.email.as_str());
    Some(match act {
        InvitationAct::NewLink => t!("{name} has a new link.", name),
        InvitationAct::SendLink => t!("A mail with the link is on its way to {email}.", email),
        InvitationAct::Extend { .. } => t!("The link of {name} has a new end.", name),
        InvitationAct::ChangeType { role } => {
            t!("{name} is a {role} from now on.", name, role = role.say())
        }
        InvitationAct::ReleaseDevice => t!("The link of {name} can be used on another device.", name),
        InvitationAct::Remove => t!("The invitation of {name} has been removed.", name),
        InvitationAct::Restore => t!("The invitation is back. Its link works again.").to_owned(),
        InvitationAct::DismissTries { .. } => return None,
    })
}

fn done_to_many(act: InvitationAct, count: usize) -> Option<String> {
    Some(match act {
        InvitationAct::NewLink => t_count!(
            count,
            "1 guest has a new link. Send it, or copy it.",
            "{count} guests have a new link. Send it, or copy it."
        ),
        InvitationAct::SendLink => t_count!(count, "1 mail is on the way.", "{count} mails are on the way."),
        InvitationAct::Extend { .. } => {
            t_count!(count, "1 link has a new end.", "{count} links have a new end.")
        }
        InvitationAct::ChangeType { role } => t_count!(
            count,
            "1 guest has the type {role} from now on.",
            "{count} guests have the type {role} from now on.",
            role = role.say()
        ),
        InvitationAct::ReleaseDevice => t_count!(
            count,
            "1 link can be used on another device.",
            "{count} links can be used on another device."
        ),
        InvitationAct::Remove => {
            t_count!(count, "1 invitation has been removed.", "{count} invitations have been removed.")
        }
        InvitationAct::Restore => t_count!(count, "1 invitation is back.", "{count} invitations are back."),
        InvitationAct::DismissTries { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Refusal;

    fn result(outcome: Result<bool, AppError>) -> ActResult {
        ActResult { invitation: InvitationId::from_bits(1), outcome, old_type: None }
    }

    fn many(count: u64) -> Target {
        Target::Many((0..count).map(|bits| InvitationId::from_bits(bits.into())).collect())
    }

    #[test]
    fn what_was_done_to_many_is_counted_with_what_was_not() {
        let removed = AppError::Refused(Refusal::InvitationRemoved);
        let results = [result(Ok(true)), result(Ok(true)), result(Ok(false)), result(Err(removed))];
        let words = outcome(InvitationAct::Remove, &many(4), &results, true);
        let expected = "2 invitations have been removed. 1 stayed as it was. \
                        1 was left out: The invitation has been removed.";
        assert_eq!(words.as_deref(), Some(expected));
    }

    #[test]
    fn old_types_that_are_given_back_are_counted_together() {
        let old_types = [
            (Role::Viewer, vec![InvitationId::from_bits(1)]),
            (Role::Speaker, vec![InvitationId::from_bits(2)]),
        ];
        let words = given_back(&many(2), &old_types, &[result(Ok(true)), result(Ok(true))]);
        assert_eq!(words.as_deref(), Some("2 guests have their old types again."));
    }

    #[test]
    fn nothing_is_said_about_what_the_row_shows() {
        let act = InvitationAct::DismissTries { cause: domain::invitation::TryCause::Expired };
        assert_eq!(outcome(act, &many(2), &[result(Ok(true)), result(Ok(true))], true), None);
    }

    #[test]
    fn the_question_names_the_number() {
        assert_eq!(question(InvitationAct::NewLink, &many(12), true).title, "Make new links for 12 guests?");
        assert_eq!(question(InvitationAct::SendLink, &many(1), true).title, "Send the link to 1 guest?");
    }

    #[test]
    fn no_host_is_told_that_a_file_is_on_its_way() {
        let words = |mails_leave| {
            let told = outcome(InvitationAct::SendLink, &many(1), &[result(Ok(true))], mails_leave);
            (question(InvitationAct::SendLink, &many(1), mails_leave).words, told.unwrap_or_default())
        };
        let (asked, told) = words(true);
        assert!(asked.contains("gets a mail") && told.contains("on the way"), "{asked} {told}");
        let (asked, told) = words(false);
        assert!(asked.contains("as a file") && told.contains("as a file"), "{asked} {told}");
        assert!(!asked.contains("gets a mail") && !told.contains("on the way"), "{asked} {told}");
    }
}

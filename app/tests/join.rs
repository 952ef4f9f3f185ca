//! The page behind a link, drawn by the server from a hand-written backend: what it promises of mails.
#![cfg(feature = "ssr")]

mod support;

use app::join::api::{CodeMailed, JoinPage, Reply};
use app::routes;
use domain::{Admission, InvitationId, Refusal};
use support::fake::{Fake, NOW, in_minutes};
use support::{Page, open};

const TAKEN: Admission = Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here: false });

fn visit(admission: Admission, code: Option<CodeMailed>, mails_leave: bool) -> Page {
    let invitation = InvitationId::from_bits(9);
    let page = JoinPage {
        invitation,
        admission,
        room: None,
        message: None,
        farewell: None,
        code,
        mails_leave,
        reply: Reply::default(),
        signed_in_as: None,
        server_now: NOW,
    };
    open(Fake { join: Some(page), ..Fake::default() }, &routes::join(invitation))
}

fn mailed(works: bool, has_failed: bool) -> CodeMailed {
    CodeMailed { works, works_until: in_minutes(10), next_at: NOW, has_failed }
}

#[test]
fn a_taken_link_is_brought_over_by_a_code_only_where_mails_leave() {
    let page = visit(TAKEN, None, true);
    page.says("Mail me a code");
    page.says("Ask for a new link");
    let page = visit(TAKEN, None, false);
    page.is_silent_about("Mail me a code");
    page.is_silent_about("a code that we mail");
    page.says("Ask for a new link");
    page.says("Sign in with the invited address");
}

#[test]
fn a_code_that_was_mailed_before_still_brings_the_link_over() {
    let page = visit(TAKEN, Some(mailed(true, false)), false);
    page.says("A code that you have already works");
    page.says("Confirm code");
    page.is_silent_about("Send a new code");
    page.says("Ask for a new link");
}

#[test]
fn the_step_of_a_code_promises_no_mail_where_none_leaves() {
    let page = visit(Admission::ConfirmCode, Some(mailed(true, false)), true);
    page.says("We have mailed a code to the invited address.");
    page.says("Send a new code");
    for code in [None, Some(mailed(true, false)), Some(mailed(true, true)), Some(mailed(false, false))] {
        let page = visit(Admission::ConfirmCode, code, false);
        page.says("this site sends no mail at the moment. Ask the host who invited you.");
        for promise in ["We have mailed", "Have a new one sent", "Send a new code", "Mail me a code"] {
            page.is_silent_about(promise);
        }
    }
    visit(Admission::ConfirmCode, Some(mailed(true, true)), true).says("could not be sent");
}

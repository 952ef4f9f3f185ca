//! Messages: who may learn of them, who may do what to them, and the state they lead to.

use domain::chat::{Channel, ChatCommand, ChatEvent, ChatState, MAX_TEXT, Message, TextProblem, parse_text};
use domain::command::{Actor, CommandDenied, RoomCommand, may_command};
use domain::links::{Part, parts};
use domain::live::{Author, Reader, RoomEvent};
use domain::{CommandId, ParticipantId, Permission, PersonName, Role, Timestamp};
use proptest::prelude::*;

const ME: ParticipantId = ParticipantId::from_bits(1);
const OTHER: ParticipantId = ParticipantId::from_bits(2);

fn message(number: i64, channel: Channel) -> Message {
    Message {
        number,
        channel,
        author: Author {
            participant: OTHER,
            name: PersonName::parse("Ana", "Ruiz").expect("the test's name is one"),
            role: Role::Speaker,
        },
        text: format!("message {number}"),
        reply_to: None,
        at: Timestamp::from_millis(number),
        likes: 0,
        is_liked: false,
        is_pinned: false,
    }
}

fn posted(number: i64, channel: Channel) -> ChatEvent {
    ChatEvent::Posted { message: message(number, channel), command: CommandId::from_bits(9) }
}

/// One of each event in a channel, and of each command.
fn events(channel: Channel) -> Vec<ChatEvent> {
    vec![
        posted(7, channel),
        ChatEvent::Liked { channel, message: 7, by: OTHER, is_liked: true, likes: 1 },
        ChatEvent::Pinned { channel, message: 7, is_pinned: true },
        ChatEvent::Deleted { channel, message: 7 },
        ChatEvent::Cleared { channel, up_to: 7 },
    ]
}

fn commands(channel: Channel) -> [(ChatCommand, [bool; 5]); 7] {
    use Channel::{Backchannel, Chat};
    // Guest, viewer, moderator, speaker, host.
    let write = match channel {
        Chat => [false, true, true, true, true],
        Backchannel => [false, false, true, true, true],
    };
    let moderate = [false, false, true, false, true];
    [
        (ChatCommand::Post { channel, text: "Hello".to_owned(), reply_to: None }, write),
        (ChatCommand::Like { channel, message: 7, is_liked: true }, write),
        (ChatCommand::DeleteOwn { channel, message: 7 }, write),
        (ChatCommand::Delete { channel, message: 7 }, moderate),
        (ChatCommand::Pin { channel, message: 7, is_pinned: true }, moderate),
        (ChatCommand::Mute { participant: OTHER, is_muted: true }, moderate),
        (ChatCommand::Clear { channel, up_to: 7 }, moderate),
    ]
}

fn actor(role: Role) -> Actor {
    Actor { participant: ME, role, is_muted: false, has_collaboration: true }
}

#[test]
fn each_role_may_give_the_commands_of_the_table_and_no_other() {
    for channel in [Channel::Chat, Channel::Backchannel] {
        for (command, row) in commands(channel) {
            let command = RoomCommand::Chat(command);
            let may = Role::ALL.iter().map(|role| may_command(actor(*role), &command).is_ok());
            assert_eq!(may.collect::<Vec<_>>(), row, "{command:?}");
        }
    }
}

#[test]
fn somebody_muted_may_not_write_in_the_chat_but_may_all_else() {
    let muted = Actor { is_muted: true, ..actor(Role::Speaker) };
    let post = |channel| {
        may_command(
            muted,
            &RoomCommand::Chat(ChatCommand::Post { channel, text: "Hello".to_owned(), reply_to: None }),
        )
    };
    assert_eq!(post(Channel::Chat), Err(CommandDenied::Muted));
    assert_eq!(post(Channel::Backchannel), Ok(()));
}

#[test]
fn without_collaboration_nobody_may_give_a_command() {
    let host = Actor { has_collaboration: false, ..actor(Role::Host) };
    for (command, _) in commands(Channel::Chat) {
        assert_eq!(may_command(host, &RoomCommand::Chat(command)), Err(CommandDenied::CollaborationOff));
    }
}

#[test]
fn moderators_and_hosts_cannot_be_muted() {
    let may = Role::ALL.iter().map(|role| domain::chat::may_mute(*role).is_ok());
    assert_eq!(may.collect::<Vec<_>>(), [true, true, false, true, false]);
}

#[test]
fn no_viewer_and_nobody_outside_learns_of_the_backchannel() {
    let reader =
        |role| Reader { person: None, invitation: None, participant: Some(ME), role, ..Reader::default() };
    for event in events(Channel::Backchannel) {
        let event = RoomEvent::Chat(event);
        assert!(!reader(None).may_learn(&event) && !reader(Some(Role::Viewer)).may_learn(&event));
        for role in [Role::Moderator, Role::Speaker, Role::Host] {
            assert!(reader(Some(role)).may_learn(&event), "{role} {event:?}");
        }
    }
    for event in events(Channel::Chat) {
        assert!(reader(Some(Role::Viewer)).may_learn(&RoomEvent::Chat(event.clone())));
        assert!(!reader(None).may_learn(&RoomEvent::Chat(event)));
    }
}

#[test]
fn a_demotion_ends_the_backchannel_from_the_very_next_event() {
    let speaker = Reader {
        person: None,
        invitation: None,
        participant: Some(ME),
        role: Some(Role::Speaker),
        ..Reader::default()
    };
    let demoted = speaker.after(&RoomEvent::RoleChanged { participant: ME, role: Role::Viewer });
    let said = RoomEvent::Chat(posted(7, Channel::Backchannel));
    assert!(speaker.may_learn(&said) && !demoted.may_learn(&said));
}

#[test]
fn that_somebody_is_muted_learn_they_and_the_moderators() {
    let muted = RoomEvent::Chat(ChatEvent::Muted { participant: ME, is_muted: true });
    let reader = |who, role| Reader {
        person: None,
        invitation: None,
        participant: Some(who),
        role: Some(role),
        ..Reader::default()
    };
    assert!(reader(ME, Role::Viewer).may_learn(&muted));
    assert!(reader(OTHER, Role::Moderator).may_learn(&muted));
    assert!(!reader(OTHER, Role::Viewer).may_learn(&muted));
    assert!(!reader(OTHER, Role::Speaker).may_learn(&muted));
}

#[test]
fn likes_are_counted_for_all_and_known_as_ones_own() {
    let mut state = ChatState::default();
    state.apply(posted(7, Channel::Chat), Some(ME));
    let liked =
        |by, is_liked, likes| ChatEvent::Liked { channel: Channel::Chat, message: 7, by, is_liked, likes };
    state.apply(liked(OTHER, true, 1), Some(ME));
    state.apply(liked(ME, true, 2), Some(ME));
    state.apply(liked(OTHER, false, 1), Some(ME));
    let message = state.find(7).expect("it is there");
    assert_eq!((message.likes, message.is_liked), (1, true));
}

#[test]
fn clearing_hides_what_was_written_before_and_taking_it_back_asks_for_it() {
    let mut state = ChatState { has_older: true, ..ChatState::default() };
    for number in [3, 5, 8] {
        state.apply(posted(number, Channel::Chat), None);
    }
    state.apply(ChatEvent::Cleared { channel: Channel::Chat, up_to: 5 }, None);
    assert_eq!(state.messages.iter().map(|message| message.number).collect::<Vec<_>>(), [8]);
    assert!(!state.has_older && !state.is_behind);
    state.apply(ChatEvent::Cleared { channel: Channel::Chat, up_to: 0 }, None);
    assert!(state.is_behind);
}

#[test]
fn older_messages_come_before_those_known_and_a_late_answer_changes_nothing() {
    let mut state = ChatState::default();
    state.apply(posted(8, Channel::Chat), None);
    state.prepend(8, vec![message(3, Channel::Chat), message(5, Channel::Chat)], true);
    state.prepend(8, vec![message(1, Channel::Chat)], false);
    assert_eq!(state.messages.iter().map(|message| message.number).collect::<Vec<_>>(), [3, 5, 8]);
    assert!(state.has_older);
}

#[test]
fn a_message_is_some_text_that_can_be_seen() {
    assert_eq!(parse_text("  Hello,\r\nworld  ").as_deref(), Ok("Hello,\nworld"));
    for empty in ["", " \n ", "\u{200b}\u{ad}"] {
        assert_eq!(parse_text(empty), Err(TextProblem::Empty), "{empty:?}");
    }
    for forged in ["a\u{202e}b", "a\0b", "a\u{1b}[2J"] {
        assert_eq!(parse_text(forged), Err(TextProblem::Control), "{forged:?}");
    }
    assert!(parse_text(&"é".repeat(MAX_TEXT)).is_ok());
    assert_eq!(parse_text(&"é".repeat(MAX_TEXT + 1)), Err(TextProblem::TooLong));
}

#[test]
fn only_addresses_of_the_web_become_links() {
    let links = |text| {
        let links = parts(text).into_iter().filter_map(|part| match part {
            Part::Link(link) => Some(link),
            Part::Text(_) => None,
        });
        links.collect::<Vec<_>>()
    };
    assert_eq!(
        links("https://a.example/x_(y) and (http://b.example)."),
        ["https://a.example/x_(y)", "http://b.example"]
    );
    for none in
        ["javascript:alert(1)", "data:text/html,x", "xhttps://a.example", "https://", "http:// a", "//a.b"]
    {
        assert_eq!(links(none), Vec::<&str>::new(), "{none}");
    }
    assert_eq!(links("\"https://a.example\"<https://b.example>"), ["https://a.example", "https://b.example"]);
}

#[test]
fn permissions_of_the_channels_are_those_of_the_guide() {
    assert_eq!(Channel::Chat.permission(), Permission::Chat);
    assert_eq!(Channel::Backchannel.permission(), Permission::Backchannel);
}

proptest! {
    #[test]
    fn the_parts_of_a_text_are_the_text(text in "(?s)[ a(.\\n]{0,6}(https?://[a-z./()]{0,8})?.{0,24}(http://é)?") {
        let whole: String = parts(&text)
            .into_iter()
            .map(|part| match part { Part::Text(text) | Part::Link(text) => text })
            .collect();
        prop_assert_eq!(whole, text);
    }

    #[test]
    fn messages_stay_in_order_whatever_happens(acts in prop::collection::vec((0..5_u8, 0..40_i64), 0..60)) {
        let mut state = ChatState::default();
        let channel = Channel::Chat;
        for (at, (act, about)) in (1..).zip(acts) {
            state.apply(match act {
                0 | 1 => posted(at, channel),
                2 => ChatEvent::Liked { channel, message: about, by: ME, is_liked: true, likes: 1 },
                3 => ChatEvent::Deleted { channel, message: about },
                _ => ChatEvent::Cleared { channel, up_to: about },
            }, Some(ME));
            prop_assert!(state.messages.is_sorted_by_key(|message| message.number));
        }
    }
}

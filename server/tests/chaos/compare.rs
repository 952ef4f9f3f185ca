//! Whether two pages show the same.

use domain::live::RoomState;

/// The two states are one. Parts are compared one by one, so that a failure names what it is about.
pub fn assert_same(shown: &RoomState, fresh: &RoomState, of: &str) {
    let (mut shown, mut fresh) = (shown.clone(), fresh.clone());
    for state in [&mut shown, &mut fresh] {
        // It is in no order.
        state.chat.muted.sort_unstable();
    }
    assert_eq!(shown.participants, fresh.participants, "people, {of}");
    assert_eq!(shown.chat.muted, fresh.chat.muted, "muted, {of}");
    assert_eq!(shown.chat, fresh.chat, "chat, {of}");
    assert_eq!(shown.backchannel, fresh.backchannel, "backchannel, {of}");
    assert_eq!(shown.lock, fresh.lock, "lock, {of}");
    assert_eq!(shown.questions.list, fresh.questions.list, "questions, {of}");
    assert_eq!(shown.interactions.published, fresh.interactions.published, "interactions, {of}");
    assert_eq!(shown, fresh, "{of}");
}

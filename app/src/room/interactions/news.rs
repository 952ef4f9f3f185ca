//! Saying that something has been published.

use domain::ParticipantId;
use domain::interaction::InteractionEvent;
use domain::language::Say;

use crate::t;
use crate::ui::Toasts;

/// Characters of a question that are said; all of it is in the tab.
const SAID: usize = 80;

/// Tells that somebody else has published something. What is answered, shared or closed is not said: a room that is
/// busy would never be silent.
pub fn announce_published(event: &InteractionEvent, me: Option<ParticipantId>, toasts: Toasts) {
    if let InteractionEvent::Published { content, author, .. } = event
        && Some(author.participant) != me
    {
        let mut words: String = content.prompt.chars().take(SAID).collect();
        if words.len() < content.prompt.len() {
            words.push('…');
        }
        toasts.say(t!("{kind}: {text}", kind = content.kind.say(), text = words));
    }
}

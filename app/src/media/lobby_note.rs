//! How many wait for the start, and who is among them.

use domain::language::Value;
use domain::lobby::Lobby;
use domain::{PersonName, say, say_count};
use leptos::prelude::*;

use crate::t_count;

/// So many are named.
const NAMED: usize = 3;

#[component]
pub fn LobbyNote(lobby: Signal<Lobby>) -> impl IntoView {
    let words = Memo::new(move |_| lobby.with(words));
    view! {
        <p class="lobby-note" role="status">
            {move || words.get()}
        </p>
    }
}

/// Empty when nobody waits.
fn words(lobby: &Lobby) -> String {
    let waiting = lobby.waiting;
    match names(lobby) {
        _ if waiting == 0 => String::new(),
        Some(names) => t_count!(
            waiting,
            "1 person waits in the lobby: {names}.",
            "{count} people wait in the lobby: {names}.",
            names
        ),
        None => t_count!(waiting, "1 person waits in the lobby.", "{count} people wait in the lobby."),
    }
}

/// Who is named, and how many more there are.
fn names(lobby: &Lobby) -> Option<Value> {
    let named: Vec<_> = lobby.names.iter().take(NAMED).map(PersonName::to_string).collect();
    let others = usize::try_from(lobby.waiting).unwrap_or(usize::MAX).saturating_sub(named.len());
    let (last, first) = named.split_last()?;
    Some(match (others, first) {
        (1.., _) => {
            say_count!(others, "{names} and 1 more", "{names} and {count} more", names = named.join(", "))
                .into()
        }
        (0, []) => last.as_str().into(),
        (0, _) => say!("{first} and {last}", first = first.join(", "), last = last.as_str()).into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lobby(waiting: u32, names: &[&str]) -> Lobby {
        let parse = |name: &&str| PersonName::parse(name, "Ruiz").expect("a name");
        Lobby { waiting, names: names.iter().map(parse).collect() }
    }

    #[test]
    fn the_first_are_named_and_the_others_counted() {
        assert_eq!(words(&lobby(0, &[])), "");
        assert_eq!(words(&lobby(1, &["Ana"])), "1 person waits in the lobby: Ana Ruiz.");
        assert_eq!(
            words(&lobby(3, &["Ana", "Bo", "Cy"])),
            "3 people wait in the lobby: Ana Ruiz, Bo Ruiz and Cy Ruiz."
        );
        assert_eq!(
            words(&lobby(12, &["Ana", "Bo", "Cy", "Di"])),
            "12 people wait in the lobby: Ana Ruiz, Bo Ruiz, Cy Ruiz and 9 more."
        );
        assert_eq!(words(&lobby(2, &[])), "2 people wait in the lobby.");
    }
}

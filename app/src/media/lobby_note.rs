//! How many wait for the start, and who is among them.

use domain::PersonName;
use domain::lobby::Lobby;
use leptos::prelude::*;

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
    let count = match lobby.waiting {
        0 => return String::new(),
        1 => "1 person waits in the lobby".to_owned(),
        waiting => format!("{waiting} people wait in the lobby"),
    };
    let named: Vec<_> = lobby.names.iter().take(NAMED).map(PersonName::to_string).collect();
    let others = usize::try_from(lobby.waiting).unwrap_or(usize::MAX).saturating_sub(named.len());
    match (named.split_last(), others) {
        (None, _) => format!("{count}."),
        (Some(_), 1..) => format!("{count}: {} and {others} more.", named.join(", ")),
        (Some((last, [])), 0) => format!("{count}: {last}."),
        (Some((last, first)), 0) => format!("{count}: {} and {last}.", first.join(", ")),
    }
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

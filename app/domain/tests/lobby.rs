//! Who waits before a session's start, as its hosts see it.

use domain::live::{Reader, RoomEvent};
use domain::lobby::{Lobby, NAMED};
use domain::{PersonName, Role};

fn lobby(waiting: u32, names: &[&str]) -> Lobby {
    let parse = |name: &&str| PersonName::parse(name, "Ruiz").expect("the test's name is one");
    Lobby { waiting, names: names.iter().map(parse).collect() }
}

#[test]
fn hosts_learn_who_waits_and_nobody_else() {
    let reader =
        |role| Reader { person: None, invitation: None, participant: None, role, ..Reader::default() };
    let event = RoomEvent::Lobby(lobby(1, &["Ana"]));
    for role in Role::ALL {
        assert_eq!(reader(Some(*role)).may_learn(&event), *role == Role::Host, "{role}");
    }
    assert!(!reader(None).may_learn(&event));
}

#[test]
fn lobbies_of_several_nodes_are_one() {
    let both = lobby(2, &["Cy", "Ana"]).and(lobby(1, &["Bo"]));
    assert_eq!(both, lobby(3, &["Ana", "Bo", "Cy"]));
}

#[test]
fn a_large_lobby_names_the_first_and_counts_all() {
    let names: Vec<_> = (0..30).map(|number| format!("Ana {number:02}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let whole = lobby(5_000, &names).and(Lobby::default());
    assert_eq!((whole.waiting, whole.names.len()), (5_000, NAMED));
    assert_eq!(whole.names, lobby(0, &names[..NAMED]).names);
}

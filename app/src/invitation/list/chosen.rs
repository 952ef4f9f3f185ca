//! Which invitations are selected. It stays while rows come and go: what is selected may be out of sight.

use std::collections::BTreeSet;

use domain::InvitationId;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Chosen {
    pub ids: RwSignal<BTreeSet<InvitationId>>,
    /// The row that was selected last, where a range begins.
    anchor: StoredValue<Option<InvitationId>>,
}

impl Chosen {
    pub fn new() -> Self {
        Self { ids: RwSignal::default(), anchor: StoredValue::new(None) }
    }

    pub fn count(self) -> usize {
        self.ids.with(BTreeSet::len)
    }

    pub fn list(self) -> Vec<InvitationId> {
        self.ids.with_untracked(|ids| ids.iter().copied().collect())
    }

    /// Selects one, or takes it out; with `is_range`, all between it and the last one too.
    pub fn turn(self, id: InvitationId, is_on: bool, is_range: bool, order: &[InvitationId]) {
        let anchor = self.anchor.get_value().filter(|_| is_range);
        let turned = between(order, anchor.unwrap_or(id), id);
        self.anchor.set_value(Some(id));
        self.turn_all(&turned, is_on);
    }

    pub fn turn_all(self, some: &[InvitationId], is_on: bool) {
        self.ids.try_update(|ids| {
            for id in some {
                if is_on {
                    ids.insert(*id);
                } else {
                    ids.remove(id);
                }
            }
        });
    }

    pub fn clear(self) {
        self.ids.try_update(BTreeSet::clear);
    }
}

/// The ids from one to the other, as they stand in `order`; only the second when they do not.
fn between(order: &[InvitationId], one: InvitationId, other: InvitationId) -> Vec<InvitationId> {
    let place = |wanted| order.iter().position(|id| *id == wanted);
    match (place(one), place(other)) {
        (Some(one), Some(other)) => order[one.min(other)..=one.max(other)].to_vec(),
        _ => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_goes_both_ways_and_needs_both_ends() {
        let id = |bits: u8| InvitationId::from_bits(bits.into());
        let order = [id(1), id(2), id(3), id(4)];
        assert_eq!(between(&order, id(2), id(4)), [id(2), id(3), id(4)]);
        assert_eq!(between(&order, id(3), id(1)), [id(1), id(2), id(3)]);
        assert_eq!(between(&order, id(2), id(2)), [id(2)]);
        assert_eq!(between(&order, id(9), id(2)), [id(2)], "the row it began with is not shown any more");
    }
}

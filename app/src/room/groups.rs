//! How people are grouped in the panel: whoever wants something first, then who is seen by all, then the others.

use domain::crowd::Crowd;
use domain::live::Participant;

use crate::t;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    RaisedHands,
    OnStage,
    Viewers,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::RaisedHands, Self::OnStage, Self::Viewers];

    /// Where somebody stands: in one group only.
    pub const fn of(person: &Participant) -> Self {
        if person.hand_raised_at.is_some() {
            Self::RaisedHands
        } else if person.is_on_stage {
            Self::OnStage
        } else {
            Self::Viewers
        }
    }

    /// How many of the crowd stand in this group.
    pub const fn of_crowd(self, crowd: Crowd) -> u32 {
        match self {
            Self::RaisedHands => crowd.raised_hands,
            Self::OnStage => 0,
            Self::Viewers => crowd.people.saturating_sub(crowd.raised_hands),
        }
    }

    pub fn heading(self) -> &'static str {
        match self {
            Self::RaisedHands => t!("Raised hands"),
            Self::OnStage => t!("On stage"),
            Self::Viewers => t!("Viewers"),
        }
    }

    /// Hands are listed in the order of raising, all others in the order of arrival.
    pub fn pick(self, everybody: Vec<Participant>) -> Vec<Participant> {
        let mut people: Vec<_> = everybody.into_iter().filter(|person| Self::of(person) == self).collect();
        people.sort_by_key(|person| person.hand_raised_at);
        people
    }
}

#[cfg(test)]
mod tests {
    use domain::{ParticipantId, PersonName, Role, Timestamp};

    use super::*;

    fn person(bits: u128, is_on_stage: bool, hand_raised_at: Option<i64>) -> Participant {
        Participant {
            id: ParticipantId::from_bits(bits),
            name: PersonName::parse("Ana", "Ruiz").expect("a name"),
            role: Role::Viewer,
            is_guest: true,
            entered_at: Timestamp::from_millis(0),
            is_on_stage,
            hand_raised_at: hand_raised_at.map(Timestamp::from_millis),
            is_in_crowd: false,
        }
    }

    #[test]
    fn hands_come_in_the_order_of_raising_and_everybody_stands_in_one_group() {
        let everybody = vec![
            person(1, false, None),
            person(2, false, Some(9)),
            person(3, true, None),
            person(4, true, Some(8)),
            person(5, false, None),
        ];
        let ids = |group: Group| {
            let people = group.pick(everybody.clone());
            people.iter().map(|person| person.id.bits()).collect::<Vec<_>>()
        };
        assert_eq!(Group::ALL.map(ids), [vec![4, 2], vec![3], vec![1, 5]]);
    }
}

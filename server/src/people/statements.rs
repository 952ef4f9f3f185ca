//! The statements that look through the directory: one for each combination of what is asked, so that each is answered
//! by ranges of indices.

use std::sync::LazyLock;

use domain::people::directory::{DirectoryOrder, Who};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub answer: Listed,
    pub has_query: bool,
    pub has_role: bool,
    pub who: Who,
    pub has_group: bool,
}

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// How many there are.
    Count,
    /// One page in this order: its size and what comes before it are the last two values.
    Page(DirectoryOrder),
    /// Those behind a key and an identifier: both are the values before the last, how many of them is the last.
    After,
}

const ANSWERS: [Listed; 5] = [
    Listed::Count,
    Listed::Page(DirectoryOrder::Name),
    Listed::Page(DirectoryOrder::LastSeen),
    Listed::Page(DirectoryOrder::Added),
    Listed::After,
];

const COLUMNS: &str = "person.id, person.email, person.first_name, person.last_name, person.last_first_key,
    person.application_role, person.active, person.version, person.created_at,
    cast(case when person.password_hash is null then 0 else 1 end as bigint) as has_password,
    (select max(sign_in.last_seen_at) from sign_in where sign_in.person_id = person.id) as seen_at";

static ALL: LazyLock<Vec<String>> = LazyLock::new(|| shapes().into_iter().map(write).collect());

/// The statement of this shape. Its values are, as far as it has them: the group, the role, then of the query the ends
/// of the range of addresses, the ends of the range of names, and the identifier; then those of the answer.
pub fn statement(shape: Shape) -> &'static str {
    let place = shapes().iter().position(|one| *one == shape);
    place.and_then(|place| ALL.get(place)).map_or("", String::as_str)
}

fn shapes() -> Vec<Shape> {
    let mut shapes = Vec::with_capacity(ANSWERS.len() * 8 * Who::ALL.len());
    for answer in ANSWERS {
        for who in Who::ALL {
            for bits in 0..8_u8 {
                let [has_query, has_role, has_group] = [1, 2, 4].map(|bit| bits & bit != 0);
                shapes.push(Shape { answer, has_query, has_role, who: *who, has_group });
            }
        }
    }
    shapes
}

fn write(shape: Shape) -> String {
    let mut place = 0;
    let mut next = || {
        place += 1;
        format!("${place}")
    };
    let from = if shape.has_group {
        format!(
            "person_group_member member join person on person.id = member.person_id and member.group_id = {}",
            next()
        )
    } else {
        "person".to_owned()
    };
    let mut conditions = Vec::new();
    if shape.has_role {
        conditions.push(format!("person.application_role = {}", next()));
    }
    if shape.has_query {
        let range = |column: &str, from: &str, to: &str| {
            format!("(person.{column} >= {from} and person.{column} < {to})")
        };
        let ([email_from, email_to], [key_from, key_to], id) = ([next(), next()], [next(), next()], next());
        conditions.push(format!(
            "({} or {} or {} or person.id = {id})",
            range("email", &email_from, &email_to),
            range("first_last_key", &key_from, &key_to),
            range("last_first_key", &key_from, &key_to),
        ));
    }
    conditions.extend(of_whom(shape.who).map(str::to_owned));
    let (columns, end) = match shape.answer {
        Listed::Count => ("count(*) as found", String::new()),
        Listed::Page(order) => {
            (COLUMNS, format!("order by {} limit {} offset {}", by(order), next(), next()))
        }
        Listed::After => {
            conditions.push(format!("(person.last_first_key, person.id) > ({}, {})", next(), next()));
            (COLUMNS, format!("order by person.last_first_key, person.id limit {}", next()))
        }
    };
    let conditions =
        if conditions.is_empty() { String::new() } else { format!("where {}", conditions.join(" and ")) };
    format!("select {columns} from {from} {conditions} {end}")
}

/// Who was seen last is nowhere written down: that order alone looks at everybody whom the view shows.
const fn by(order: DirectoryOrder) -> &'static str {
    match order {
        DirectoryOrder::Name => "person.last_first_key, person.id",
        DirectoryOrder::LastSeen => "seen_at desc nulls last, person.last_first_key, person.id",
        DirectoryOrder::Added => "person.created_at desc, person.id desc",
    }
}

const fn of_whom(who: Who) -> Option<&'static str> {
    match who {
        Who::Everybody => None,
        Who::Active => Some("person.active = 1"),
        Who::WithoutPassword => Some("person.active = 1 and person.password_hash is null"),
        Who::Deactivated => Some("person.active = 0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shape_has_a_statement_of_its_own_whose_values_are_numbered_in_order() {
        let mut statements: Vec<_> = shapes().into_iter().map(statement).collect();
        assert!(statements.iter().all(|sql| sql.starts_with("select ")));
        for sql in &statements {
            let numbers =
                sql.split('$').skip(1).map(|rest| rest.chars().next().unwrap().to_digit(10).unwrap());
            let most = numbers.clone().max().unwrap_or_default();
            assert!((1..=most).all(|number| numbers.clone().any(|one| one == number)), "{sql}");
        }
        let count = statements.len();
        statements.sort_unstable();
        statements.dedup();
        assert_eq!(statements.len(), count);
    }
}

//! People who fill a demonstration site's directory: made up, the same each time.

use domain::people::search_key;
use domain::{ApplicationRole, PersonName, Timestamp};

use crate::people::queries::NewPerson;

pub const COUNT: usize = 3_000;

/// One in so many teaches, and may have rooms.
const TEACHES: usize = 20;

const DOMAINS: [&str; 4] = ["example.org", "students.example.edu", "staff.example.edu", "alumni.example.org"];

const FIRST_NAMES: [&str; 60] = [
    "Aaliyah",
    "Aarav",
    "Abebe",
    "Agnès",
    "Aiko",
    "Alejandro",
    "Aleksandra",
    "Amina",
    "Anders",
    "Andrés",
    "Aroha",
    "Aylin",
    "Beatriz",
    "Björn",
    "Bongani",
    "Camila",
    "Chiara",
    "Chidi",
    "Chloé",
    "Daniel",
    "Darya",
    "Diego",
    "Élodie",
    "Emeka",
    "Emma",
    "Fatima",
    "François",
    "Freya",
    "Giulia",
    "Grace",
    "Hana",
    "Hiroshi",
    "Ibrahim",
    "Ines",
    "Ivana",
    "Jamal",
    "Jing",
    "João",
    "Kaito",
    "Katarzyna",
    "Kofi",
    "Leila",
    "Liam",
    "Linh",
    "Lucía",
    "Malik",
    "Márta",
    "Mateo",
    "Mei",
    "Noah",
    "Nomvula",
    "Olena",
    "Omar",
    "Pavel",
    "Ravi",
    "Saoirse",
    "Søren",
    "Tala",
    "Yusuf",
    "Zoë",
];

const LAST_NAMES: [&str; 70] = [
    "Abdullah",
    "Adeyemi",
    "Almeida",
    "Andersson",
    "Baker",
    "Bauer",
    "Bianchi",
    "Bondarenko",
    "Brown",
    "Castillo",
    "Çelik",
    "Chen",
    "Cohen",
    "Costa",
    "Da Silva",
    "Diallo",
    "Dlamini",
    "Dubois",
    "Eriksen",
    "Fernández",
    "Fischer",
    "García",
    "González",
    "Gupta",
    "Haddad",
    "Hansen",
    "Horváth",
    "Ivanova",
    "Jensen",
    "Johnson",
    "Kamau",
    "Kaya",
    "Khan",
    "Kim",
    "Kovács",
    "Kowalski",
    "Larsen",
    "Lefèvre",
    "Li",
    "López",
    "Mahlangu",
    "Martin",
    "Mensah",
    "Moreau",
    "Müller",
    "Murphy",
    "Nakamura",
    "Ngata",
    "Nguyen",
    "Novák",
    "Núñez",
    "O'Brien",
    "Okonkwo",
    "Öztürk",
    "Park",
    "Patel",
    "Pereira",
    "Petrov",
    "Popescu",
    "Rossi",
    "Sato",
    "Schmidt",
    "Singh",
    "Smith",
    "Suzuki",
    "Takahashi",
    "Van Dijk",
    "Wang",
    "Yılmaz",
    "Zhang",
];

/// No two have the same name, and so no two the same address.
pub fn people(now: Timestamp) -> impl Iterator<Item = NewPerson> {
    (0..COUNT).filter_map(move |number| {
        let first = number % FIRST_NAMES.len();
        let last = (number / FIRST_NAMES.len() + 11 * first) % LAST_NAMES.len();
        let (first, last) = (FIRST_NAMES[first], LAST_NAMES[last]);
        let local = format!("{}.{}", plain(first), plain(last));
        let email = format!("{local}@{}", DOMAINS[number / 7 % DOMAINS.len()]).parse().ok()?;
        let person = super::new_person(email, PersonName::parse(first, last).ok()?, now);
        let teaches = number % TEACHES == 0;
        let application_role = if teaches { ApplicationRole::PrivateOnly } else { ApplicationRole::Viewer };
        Some(NewPerson { application_role, ..person })
    })
}

fn plain(name: &str) -> String {
    search_key(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_is_left_out_or_there_twice() {
        let addresses: HashSet<_> =
            people(Timestamp::from_millis(0)).map(|person| person.email.to_string()).collect();
        assert_eq!(addresses.len(), COUNT);
    }

    #[test]
    fn it_is_the_same_people_each_time() {
        let emails = || people(Timestamp::from_millis(0)).map(|person| person.email).collect::<Vec<_>>();
        assert_eq!(emails(), emails());
        assert_eq!(emails()[0].as_str(), "aaliyah.abdullah@example.org");
    }
}

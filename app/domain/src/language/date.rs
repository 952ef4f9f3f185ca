//! Days and times as each language says them.

use super::Language;

/// A moment as a clock on the wall of some place shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LocalTime {
    pub year: i16,
    /// From 1 for January.
    pub month: u8,
    pub day: u8,
    /// From 0 for Monday.
    pub weekday: u8,
    pub hour: u8,
    pub minute: u8,
}

impl LocalTime {
    fn is_same_day(self, other: Self) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }

    fn clock(self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}

/// A day, as in `Thursday, 26 November 2026`.
pub fn date_in_words(language: Language, at: LocalTime) -> String {
    let (weekday, month) = (weekday(language, at), month(language, at));
    let LocalTime { year, day, .. } = at;
    match language {
        Language::English => format!("{weekday}, {day} {month} {year}"),
        Language::German => format!("{weekday}, {day}. {month} {year}"),
        Language::Spanish => format!("{weekday}, {day} de {month} de {year}"),
        Language::Hebrew => format!("{weekday}, {day} ב{month} {year}"),
    }
}

/// From when to when, with the zone and what it differs from UTC at the start (`+01:00`): `18:30 – 20:00 (Europe/Berlin,
/// UTC+01:00)`. The end has its day when that is another one.
pub fn times_in_words(
    language: Language,
    (starts, ends): (LocalTime, LocalTime),
    zone: &str,
    offset: &str,
) -> String {
    let day =
        if starts.is_same_day(ends) { String::new() } else { format!("{}, ", date_in_words(language, ends)) };
    let unit = match language {
        Language::English | Language::Hebrew => "",
        Language::German => " Uhr",
        Language::Spanish => " h",
    };
    format!("{} – {day}{}{unit} ({zone}, UTC{offset})", starts.clock(), ends.clock())
}

pub(super) fn weekday(language: Language, at: LocalTime) -> &'static str {
    name(&names(language).weekdays, usize::from(at.weekday))
}

pub(super) fn month(language: Language, at: LocalTime) -> &'static str {
    name(&names(language).months, usize::from(at.month).wrapping_sub(1))
}

struct Names {
    /// From January.
    months: [&'static str; 12],
    /// From Monday.
    weekdays: [&'static str; 7],
}

/// Empty for what is no month or no weekday.
fn name(names: &[&'static str], place: usize) -> &'static str {
    names.get(place).copied().unwrap_or_default()
}

#[rustfmt::skip]
const fn names(language: Language) -> Names {
    match language {
        Language::English => Names {
            months: ["January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October", "November", "December"],
            weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        },
        Language::German => Names {
            months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
                "Oktober", "November", "Dezember"],
            weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        },
        Language::Spanish => Names {
            months: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
                "octubre", "noviembre", "diciembre"],
            weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        },
        Language::Hebrew => Names {
            months: ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר",
                "נובמבר", "דצמבר"],
            weekdays: ["יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "יום שבת", "יום ראשון"],
        },
    }
}

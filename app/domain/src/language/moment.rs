//! Moments as pages write them: what `Intl.DateTimeFormat` makes of them in a browser, for the server, which has none.
//! A test in a browser compares both.

use super::{Language, LocalTime};

/// How a language writes dates and numbers; only English needs to be told more about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    AmericanEnglish,
    #[default]
    English,
    German,
    Spanish,
    Hebrew,
}

impl Locale {
    /// `accept_language` decides which English it is; without a hint it is the international one.
    pub fn of(language: Language, accept_language: &str) -> Self {
        match language {
            Language::English => Self::english(accept_language),
            Language::German => Self::German,
            Language::Spanish => Self::Spanish,
            Language::Hebrew => Self::Hebrew,
        }
    }

    fn english(accept_language: &str) -> Self {
        let tags = accept_language.split([',', ';']).map(str::trim);
        match tags.filter(|tag| tag.starts_with("en")).map(|tag| tag.eq_ignore_ascii_case("en-us")).next() {
            Some(true) => Self::AmericanEnglish,
            _ => Self::English,
        }
    }

    /// As `Intl` wants it (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::AmericanEnglish => "en-US",
            Self::English => "en-GB",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Hebrew => "he",
        }
    }

    /// The locale of a tag that [`tag`](Self::tag) has written; others are international English.
    pub fn of_tag(tag: &str) -> Self {
        let all = [Self::AmericanEnglish, Self::English, Self::German, Self::Spanish, Self::Hebrew];
        all.into_iter().find(|locale| locale.tag() == tag).unwrap_or_default()
    }

    pub const fn language(self) -> Language {
        match self {
            Self::AmericanEnglish | Self::English => Language::English,
            Self::German => Language::German,
            Self::Spanish => Language::Spanish,
            Self::Hebrew => Language::Hebrew,
        }
    }
}

/// How much of a moment is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeStyle {
    /// Weekday, date, time and zone: for the one time a page is about.
    #[default]
    Full,
    /// Weekday and date.
    Day,
    /// Short date and time: for lists.
    Short,
    /// Short date.
    ShortDate,
    Date,
    Time,
    /// The time, with a short date when the day is not today: for what is near, most often.
    Brief,
}

/// What a clock on a wall shows, and where the wall is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WallTime {
    pub local: LocalTime,
    /// Minutes east of Greenwich.
    pub offset_minutes: i32,
}

/// One moment. `Brief` is written as `Short`: what is today is for the caller to know.
pub fn moment_in_words(locale: Locale, style: TimeStyle, at: WallTime) -> String {
    let time = || clock(locale, at.local);
    match style {
        TimeStyle::Full => {
            let (day, zone) = (day(locale, at.local), offset(locale, at.offset_minutes));
            format!("{day}{}{} {zone}", before_time(locale), time())
        }
        TimeStyle::Day => day(locale, at.local),
        TimeStyle::Short | TimeStyle::Brief => format!("{}, {}", short_date(locale, at.local), time()),
        TimeStyle::ShortDate => short_date(locale, at.local),
        TimeStyle::Date => date(locale, at.local),
        TimeStyle::Time => time(),
    }
}

/// For readers whose zone is not known: `22 Nov 2026, 18:30 UTC`.
pub fn moment_in_utc(locale: Locale, style: TimeStyle, at: LocalTime) -> String {
    let words = |style| moment_in_words(locale, style, WallTime { local: at, offset_minutes: 0 });
    match style {
        TimeStyle::Full => {
            format!("{}{}{} UTC", words(TimeStyle::Day), before_time(locale), words(TimeStyle::Time))
        }
        TimeStyle::Short | TimeStyle::Brief | TimeStyle::Time => format!("{} UTC", words(style)),
        TimeStyle::Day | TimeStyle::ShortDate | TimeStyle::Date => words(style),
    }
}

/// From one moment to another, with the day told once when it is the same. `write` writes one moment in a style.
pub fn range_in_words(
    style: TimeStyle,
    is_same_day: bool,
    (from, to): (impl Fn(TimeStyle) -> String, impl Fn(TimeStyle) -> String),
) -> String {
    let day = match style {
        TimeStyle::Full | TimeStyle::Day => TimeStyle::Day,
        TimeStyle::Date => TimeStyle::Date,
        TimeStyle::Short | TimeStyle::ShortDate | TimeStyle::Brief | TimeStyle::Time => TimeStyle::ShortDate,
    };
    if is_same_day {
        format!("{}, {}–{}", from(day), from(TimeStyle::Time), to(TimeStyle::Time))
    } else {
        format!("{} – {}", from(style), to(style))
    }
}

const fn before_time(locale: Locale) -> &'static str {
    match locale {
        Locale::AmericanEnglish | Locale::English => " at ",
        Locale::German => " um ",
        Locale::Spanish => ", ",
        Locale::Hebrew => " בשעה ",
    }
}

fn clock(locale: Locale, at: LocalTime) -> String {
    let LocalTime { hour, minute, .. } = at;
    if locale != Locale::AmericanEnglish {
        return format!("{hour:02}:{minute:02}");
    }
    let (of_twelve, half) =
        (if hour % 12 == 0 { 12 } else { hour % 12 }, if hour < 12 { "AM" } else { "PM" });
    format!("{of_twelve:02}:{minute:02} {half}")
}

/// As in `GMT+1` and `GMT-3:30`.
fn offset(locale: Locale, minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!(":{rest:02}") };
    // Hebrew keeps the sign in front of its digits by a mark.
    match (locale, sign) {
        (Locale::Hebrew, '+') => format!("GMT\u{200e}+{hours}{rest}\u{200e}"),
        (Locale::Hebrew, _) if rest.is_empty() => format!("GMT-{hours}\u{200e}"),
        (Locale::Hebrew, _) => format!("GMT-{hours}{rest}\u{200e}\u{200e}"),
        _ => format!("GMT{sign}{hours}{rest}"),
    }
}

fn day(locale: Locale, at: LocalTime) -> String {
    let weekday = super::date::weekday(locale.language(), at);
    format!("{weekday}, {}", date(locale, at))
}

fn date(locale: Locale, at: LocalTime) -> String {
    let month = super::date::month(locale.language(), at);
    let LocalTime { year, day, .. } = at;
    match locale {
        Locale::AmericanEnglish => format!("{month} {day}, {year}"),
        Locale::English => format!("{day} {month} {year}"),
        Locale::German => format!("{day}. {month} {year}"),
        Locale::Spanish => format!("{day} de {month} de {year}"),
        Locale::Hebrew => format!("{day} ב{month} {year}"),
    }
}

fn short_date(locale: Locale, at: LocalTime) -> String {
    let month = short_month(locale, at.month);
    let LocalTime { year, day, .. } = at;
    match locale {
        Locale::AmericanEnglish => format!("{month} {day}, {year}"),
        Locale::English | Locale::Spanish => format!("{day} {month} {year}"),
        Locale::German => format!("{day}. {month} {year}"),
        Locale::Hebrew => format!("{day} ב{month} {year}"),
    }
}

#[rustfmt::skip]
fn short_month(locale: Locale, month: u8) -> &'static str {
    let names: [&str; 12] = match locale {
        Locale::AmericanEnglish =>
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        Locale::English =>
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
        Locale::German =>
            ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
        Locale::Spanish =>
            ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
        Locale::Hebrew =>
            ["ינו׳", "פבר׳", "מרץ", "אפר׳", "מאי", "יוני", "יולי", "אוג׳", "ספט׳", "אוק׳", "נוב׳", "דצמ׳"],
    };
    names.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

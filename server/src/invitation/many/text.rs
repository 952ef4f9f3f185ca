//! Pasted lists and files as rows.

use app::error::AppError;
use csv::{ReaderBuilder, StringRecord};
use domain::Role;
use domain::addresses::split_with;
use domain::invite_many::{BatchDenied, Columns, MAX_ROWS, ReadRow};
use domain::say;

use crate::people::idn::to_ascii;

/// What may stand between the cells of a table.
const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// The field of the page that texts come from.
const FIELD: &str = "addresses";

/// The people in a text: a table when its first line names columns, any mixture of addresses otherwise.
///
/// # Errors
/// When there is nobody, are too many, or a table does not say what its columns hold.
pub fn read(text: &str, usual: Role) -> Result<Vec<ReadRow>, AppError> {
    let text = without_preface(text);
    let rows = match find_columns(text) {
        Some((delimiter, columns)) => read_table(text, delimiter, &columns, usual),
        None if is_table(text) => {
            return Err(AppError::field(
                FIELD,
                say!(
                    "This is a table, and its first line does not name the columns. Write a line above it, as in: email, first name, last name."
                ),
            ));
        }
        None => read_list(text, usual),
    };
    match rows.len() {
        0 => Err(AppError::field(FIELD, BatchDenied::Empty)),
        count if count > MAX_ROWS => Err(AppError::field(FIELD, BatchDenied::TooMany)),
        _ => Ok(rows),
    }
}

/// Without the mark of its encoding, empty lines at the beginning, and the line by which some programs tell others what
/// stands between the cells.
fn without_preface(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start_matches(['\r', '\n', ' ']);
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let tells_delimiter = first.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
    if tells_delimiter && first.trim_end().chars().count() <= 5 { rest } else { text }
}

fn find_columns(text: &str) -> Option<(char, Columns)> {
    let line = text.lines().next()?;
    DELIMITERS.into_iter().find_map(|delimiter| {
        let header = records(line, delimiter).next()?;
        Columns::read(&header).map(|columns| (delimiter, columns))
    })
}

fn read_table(text: &str, delimiter: char, columns: &Columns, usual: Role) -> Vec<ReadRow> {
    let rows = records(text, delimiter).skip(1).filter_map(|record| {
        let cells: Vec<&str> = record.iter().collect();
        columns.row(&cells, usual, to_ascii)
    });
    // One too many is enough to say so.
    rows.take(MAX_ROWS + 1).collect()
}

fn records(text: &str, delimiter: char) -> impl Iterator<Item = StringRecord> {
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    // From a text in memory nothing can fail.
    reader.into_records().filter_map(Result::ok)
}

fn read_list(text: &str, usual: Role) -> Vec<ReadRow> {
    let row = |entry: domain::addresses::Entry| {
        ReadRow::new(&entry.typed, entry.address.as_ref().ok(), entry.name, Some(usual))
    };
    split_with(text, to_ascii).into_iter().map(row).collect()
}

/// Whether each line has one address in three cells or more: which of the others is the last name cannot be told.
fn is_table(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    let is_row = |line: &str| {
        !line.contains('<')
            && DELIMITERS.into_iter().any(|delimiter| {
                let cells: Vec<&str> = line.split(delimiter).filter(|cell| !cell.trim().is_empty()).collect();
                cells.len() >= 3 && cells.iter().filter(|cell| cell.contains('@')).count() == 1
            })
    };
    lines.peek().is_some() && lines.all(is_row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> Vec<String> {
        let rows = read(text, Role::Viewer).unwrap();
        let told = |row: ReadRow| {
            let role = row.given.role.map_or("?", Role::word);
            format!("{} {} <{}> {role}", row.given.first, row.given.last, row.given.email)
        };
        rows.into_iter().map(told).collect()
    }

    fn refusal(text: &str) -> String {
        read(text, Role::Viewer).unwrap_err().for_field(FIELD).unwrap()
    }

    #[test]
    fn tables_are_read_whatever_stands_between_their_cells() {
        let expected = ["Ana Ruiz <ana@example.org> speaker", "Bo von Berg; Jr. <bo@example.org> viewer"];
        for text in [
            "email,first name,last name,type\nana@example.org,Ana,Ruiz,Speaker\nbo@example.org,Bo,von Berg; Jr.,\n",
            "\u{feff}Email;First;Last;Role\r\nana@example.org;Ana;Ruiz;speaker\r\n\r\nbo@example.org;Bo;\"von Berg; Jr.\";\r\n",
            "sep=\t\nSurname\tGiven\tE-mail\tRole\nRuiz\tAna\tana@example.org\tspeaker\n\"von Berg; Jr.\"\tBo\tbo@example.org\n",
            "e-mail,role,name\rana@example.org,speaker,Ana Ruiz\rbo@example.org,,\"von Berg; Jr., Bo\"",
        ] {
            assert_eq!(people(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_quoted_cell_may_have_lines_and_quotes() {
        let text = "email,first,last\nana@example.org,\"Ana \"\"Nan\"\"\",\"Ruiz\"\n";
        assert_eq!(people(text), ["Ana \"Nan\" Ruiz <ana@example.org> viewer"]);
    }

    #[test]
    fn any_mixture_of_addresses_is_a_list() {
        let text = "Ruiz, Ana <ana@example.org>; bo.berg@example.org\nCy Dee cy@example.org, nobody";
        let expected = [
            "Ana Ruiz <ana@example.org> viewer",
            "Bo Berg <bo.berg@example.org> viewer",
            "Cy Dee <cy@example.org> viewer",
            "  <nobody> viewer",
        ];
        assert_eq!(people(text), expected);
    }

    #[test]
    fn a_domain_in_another_alphabet_is_understood() {
        assert_eq!(people("ana.ruiz@münchen.de"), ["Ana Ruiz <ana.ruiz@xn--mnchen-3ya.de> viewer"]);
    }

    #[test]
    fn a_table_without_names_of_columns_is_asked_for_them() {
        assert!(refusal("ana@example.org,Ana,Ruiz\nbo@example.org,Bo,Berg").contains("first name"));
    }

    #[test]
    fn nobody_and_too_many_are_told() {
        assert_eq!(refusal(" \n"), BatchDenied::Empty.to_string());
        assert_eq!(refusal("email,name\n"), BatchDenied::Empty.to_string());
        let many: Vec<String> = (0..=MAX_ROWS).map(|number| format!("g{number}@example.org")).collect();
        let many = many.join("\n");
        assert_eq!(refusal(&many), BatchDenied::TooMany.to_string());
        assert_eq!(refusal(&format!("email\n{many}")), BatchDenied::TooMany.to_string());
    }
}

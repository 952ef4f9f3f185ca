//! Bringing people in from CSV files.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::ApplicationRole::{Admin, PrivateOnly, Viewer};
use server::people::import::{BadRow, BadRows, ImportProblem, Imported, Order, import};
use server::site::Site;
use support::database::{databases, person};

const HEADER: &str = "email,first_name,last_name\n";

/// A file of one test.
struct CsvFile {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

fn file(content: impl AsRef<[u8]>) -> CsvFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    std::fs::write(&path, content).unwrap();
    CsvFile { path, _folder: folder }
}

struct Outcome {
    result: Result<Imported, ImportProblem>,
    bad: Vec<String>,
}

async fn run(site: &Site, file: &Path, bad_rows: BadRows) -> Outcome {
    let mut bad = Vec::new();
    let order = Order { file: file.to_owned(), bad_rows };
    let mut on_bad = |row: &BadRow| bad.push(format!("line {}: {}", row.line, row.problem));
    let result = import(&site.db, &site.clock, order, &mut on_bad, Arc::new(|_| {})).await;
    Outcome { result, bad }
}

async fn imported(site: &Site, content: impl AsRef<[u8]>) -> Imported {
    let Outcome { result, bad } = run(site, &file(content).path, BadRows::Refuse).await;
    assert_eq!(bad, Vec::<String>::new());
    result.unwrap()
}

/// Everybody in the directory, by address.
async fn directory(site: &Site) -> Vec<String> {
    let mut connection = site.db.read().await.unwrap();
    let rows = connection
        .fetch_all("select email, first_name, last_name, application_role from person order by email", vec![])
        .await
        .unwrap();
    rows.iter()
        .map(|row| {
            let [email, first, last, role] = ["email", "first_name", "last_name", "application_role"]
                .map(|column| row.text(column).unwrap());
            format!("{first} {last} <{email}> {role}")
        })
        .collect()
}

#[tokio::test]
async fn a_plain_file_is_imported() {
    for database in databases().await {
        let site = database.site();
        let done = imported(
            &site,
            "email,first_name,last_name,role\n\
             ann@example.org,Ann,Archer,admin\n\
             Bo@Example.org , Bo ,Berg,\n\
             cy@münchen.de,Élodie,\"Cole, Jr.\",Private only\n",
        )
        .await;
        assert_eq!(done, Imported { added: 3, ..Imported::default() });
        assert_eq!(
            directory(&site).await,
            [
                "Ann Archer <ann@example.org> admin",
                "Bo Berg <bo@example.org> viewer",
                "Élodie Cole, Jr. <cy@xn--mnchen-3ya.de> private_only",
            ]
        );
    }
}

#[tokio::test]
async fn files_of_all_programs_are_understood() {
    for (what, content) in [
        ("a mark of UTF-8", "\u{feff}email,first name,last name\nann@example.org,Ann,Archer\n"),
        (
            "semicolons and Windows lines",
            "E-Mail;Vorname;Given Name;Surname\r\nann@example.org;x;Ann;Archer\r\n",
        ),
        ("tabs, and no last line end", "Last Name\tFirst Name\tEmail Address\nArcher\tAnn\tann@example.org"),
        (
            "a mark and quotes",
            "\u{feff}\"Email\";\"First\";\"Last\"\n\"ann@example.org\";\"Ann\";\"Archer\"\n",
        ),
        ("old Mac lines", "email,first,last\rann@example.org,Ann,Archer\r"),
        ("empty rows", "\n\nemail,first,last,x\n,,,\n\nann@example.org,Ann,Archer,y\n , ,,\n"),
        ("rows without their last column", "email,first,last,role\nann@example.org,Ann,Archer\n"),
    ] {
        for database in databases().await {
            let site = database.site();
            imported(&site, content).await;
            assert_eq!(directory(&site).await, ["Ann Archer <ann@example.org> viewer"], "{what}");
        }
    }
}

#[tokio::test]
async fn people_who_are_known_are_updated_and_keep_what_the_file_does_not_say() {
    for database in databases().await {
        let site = database.site();
        let ann = person(&site, "Ann Archer <ann@example.org>", Admin, Some("correct horse battery")).await;
        person(&site, "Bo Berg <bo@example.org>", PrivateOnly, None).await;
        person(&site, "Cy Cole <cy@example.org>", Viewer, None).await;
        let done = imported(
            &site,
            "email,first,last,role\n\
             ann@example.org,Anna,Archer,\n\
             bo@example.org,Bo,Berg,viewer\n\
             cy@example.org,Cy,Cole,\n\
             di@example.org,Di,Dahl,\n",
        )
        .await;
        assert_eq!(done, Imported { added: 1, updated: 2, unchanged: 1, skipped: 0 });
        assert_eq!(
            directory(&site).await,
            [
                "Anna Archer <ann@example.org> admin",
                "Bo Berg <bo@example.org> viewer",
                "Cy Cole <cy@example.org> viewer",
                "Di Dahl <di@example.org> viewer",
            ]
        );
        let mut connection = site.db.read().await.unwrap();
        let row = connection
            .fetch_optional(
                "select id, password_hash from person where first_last_key = $1",
                server::values!["anna archer"],
            )
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.text("id").unwrap(), ann.to_string());
        assert!(row.optional_text("password_hash").unwrap().is_some());
    }
}

const BAD: &[u8] = b"email,first,last,role\r\n\
    ann@example.org,Ann,Archer,\r\n\
    nobody,No,Body,\r\n\
    \r\n\
    bo@example.org,,Berg,\r\n\
    cy@example.org,\"Cy\r\nprian\",Cole,\r\n\
    di@example.org,Di,Dahl,king\r\n\
    ren@example.org,Ren\xe9,Roux,\r\n\
    short@example.org\r\n\
    ANN@example.org,Ann,Again,\r\n\
    g\xd0\xbeo@g\xce\xbfogle.com,Go,Ogle,\r\n\
    last@example.org,La,St,viewer";

#[tokio::test]
async fn each_bad_row_is_named_by_its_line_and_nothing_is_imported() {
    for database in databases().await {
        let site = database.site();
        let Outcome { result, bad } = run(&site, &file(BAD).path, BadRows::Refuse).await;
        assert!(matches!(result, Err(ImportProblem::BadRows(8))), "{result:?}");
        let expected = [
            "line 3: An address has exactly one @",
            "line 5: First name: Enter a name.",
            "line 6: First name: The name holds an invisible character",
            "line 8: Write viewer, private_only, admin or unmoderated_admin as the role, or nothing",
            "line 9: This is not UTF-8 text. Save the file as UTF-8",
            "line 10: This row has only 1 of 3 columns",
            "line 11: The address is on line 2 already",
            "line 12: The part before the @ holds a letter that only looks like a plain one.",
        ];
        assert_eq!(bad.len(), expected.len(), "{bad:#?}");
        for (told, expected) in bad.iter().zip(expected) {
            assert!(told.starts_with(expected), "{told}");
        }
        assert!(directory(&site).await.is_empty());
    }
}

#[tokio::test]
async fn bad_rows_are_skipped_when_asked() {
    for database in databases().await {
        let site = database.site();
        let Outcome { result, bad } = run(&site, &file(BAD).path, BadRows::Skip).await;
        assert_eq!(result.unwrap(), Imported { added: 2, updated: 0, unchanged: 0, skipped: 8 });
        assert_eq!(bad.len(), 8);
        assert_eq!(
            directory(&site).await,
            ["Ann Archer <ann@example.org> viewer", "La St <last@example.org> viewer"]
        );
    }
}

#[tokio::test]
async fn a_bad_row_at_the_end_leaves_the_directory_as_it_was() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, None).await;
        let mut content = format!("{HEADER}ann@example.org,Changed,Name\n");
        for number in 0..1_000 {
            writeln!(content, "p{number}@example.org,First,Last").unwrap();
        }
        content.push_str("nobody,No,Body\n");
        let Outcome { bad, .. } = run(&site, &file(content).path, BadRows::Refuse).await;
        assert_eq!(bad.len(), 1);
        assert!(bad[0].starts_with("line 1003: "), "{bad:?}");
        assert_eq!(directory(&site).await, ["Ann Archer <ann@example.org> viewer"]);
    }
}

#[tokio::test]
async fn when_the_database_refuses_midway_nothing_stays() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Admin, Some("correct horse battery")).await;
        let mut content = String::from("email,first,last,role\n");
        for number in 0..450 {
            writeln!(content, "p{number}@example.org,First,Last,viewer").unwrap();
        }
        content.push_str("ann@example.org,Ann,Archer,viewer\n");
        let Outcome { result, .. } = run(&site, &file(content).path, BadRows::Refuse).await;
        assert!(matches!(result, Err(ImportProblem::NobodyAdministers)), "{result:?}");
        assert_eq!(directory(&site).await, ["Ann Archer <ann@example.org> admin"]);
    }
}

#[tokio::test]
async fn a_file_that_is_no_list_of_people_is_explained() {
    let database = databases().await.remove(0);
    let site = database.site();
    for (content, told) in [
        (b"".as_slice(), "The file is empty"),
        (b"\n \n", "The file is empty"),
        (b"\xff\xfee\0m\0", "Save it as “CSV UTF-8”"),
        (b"ann@example.org,Ann,Archer\n", "There is no email in: ann@example.org,Ann,Archer"),
        (b"email,first\n", "There is no last_name"),
        (b"email,mail,first,last\n", "Two columns hold the email"),
    ] {
        let problem = run(&site, &file(content).path, BadRows::Refuse).await.result.unwrap_err().to_string();
        assert!(problem.contains(told), "{problem}");
    }
    let missing = run(&site, Path::new("/nowhere/people.csv"), BadRows::Refuse).await.result.unwrap_err();
    assert!(missing.to_string().starts_with("/nowhere/people.csv cannot be read"), "{missing}");
}

#[tokio::test]
async fn a_quotation_mark_that_is_never_closed_is_found() {
    let database = databases().await.remove(0);
    let site = database.site();
    let mut content = format!("{HEADER}ann@example.org,Ann,Archer\nbo@example.org,\"Bo,Berg\n");
    for number in 0..100_000 {
        writeln!(content, "p{number}@example.org,First,Last").unwrap();
    }
    let Outcome { bad, .. } = run(&site, &file(content).path, BadRows::Refuse).await;
    assert_eq!(bad.len(), 1);
    assert!(bad[0].starts_with("line 3: This row does not end"), "{bad:?}");
}

#[tokio::test]
async fn twenty_thousand_people_come_in_quickly() {
    for database in databases().await {
        let site = database.site();
        let mut content = String::from(HEADER);
        for number in 0..20_000 {
            writeln!(content, "person{number}@example.org,First{number},Last{number}").unwrap();
        }
        let file = file(content);
        let start = Instant::now();
        let done = run(&site, &file.path, BadRows::Refuse).await.result.unwrap();
        assert_eq!(done, Imported { added: 20_000, ..Imported::default() });
        let again = run(&site, &file.path, BadRows::Refuse).await.result.unwrap();
        assert_eq!(again, Imported { unchanged: 20_000, ..Imported::default() });
        assert!(start.elapsed() < Duration::from_mins(1), "took {:?}", start.elapsed());
        assert_eq!(database.count("select count(*) as n from person").await, 20_000);
    }
}

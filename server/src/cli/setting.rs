//! `greenroom setting`: what the administrator decides for the whole site.

use anyhow::{anyhow, bail};
use clap::Subcommand;
use domain::mailed_code::CodePolicy;
use domain::settings::{GivenTypes, PlusRule, SettingsEffect, SettingsForm};
use domain::{ApplicationRole, HostKind, Role, Settings};
use futures::FutureExt;
use serde_json::{Map, Value};

use crate::audit::{self, By};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::DbError;
use crate::people::idn;
use crate::people::import::role_of;
use crate::settings;
use crate::settings::weigh::weigh;

use super::open;

/// The field that holds what all kinds of host may give, which have names of their own here.
const GRANTS: &str = "grants";

#[derive(Subcommand)]
pub enum Command {
    /// Show all settings
    List,
    /// Change a setting; a running site follows at once
    #[command(after_help = "\
Examples:
  greenroom setting set link_devices 3
  greenroom setting set link_devices unlimited
  greenroom setting set mailed_code moderators_and_speakers
  greenroom setting set blocked_domains example.com,example.net
  greenroom setting set blocked_domains none
  greenroom setting set co_editor_gives viewer,speaker
  greenroom setting set invite_to_media off --yes")]
    Set {
        /// Its name, as `greenroom setting list` has it
        name: String,
        /// yes or no, a number, unlimited, none, a word, or words, domains or IDs separated by commas
        value: String,
        /// Change it although that locks somebody out, or erases something
        #[arg(long)]
        yes: bool,
    },
}

/// What a change has come to.
struct Done {
    value: String,
    effects: Vec<SettingsEffect>,
}

pub async fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    let db = open::database(config).await?;
    let now = Clock::System.now();
    match command {
        Command::List => {
            let settings = settings::load(&mut db.read().await?).await?;
            for (name, value) in &fields(&settings)? {
                println!("{name:<22} {}", shown(value));
            }
        }
        Command::Set { name, value, yes } => {
            let told = name.clone();
            let mails_leave = open::has_mail_server(config, &db).await?;
            let set: Result<Done, SetError> = db
                .write(move |connection| {
                    async move {
                        settings::lock(connection).await?;
                        let before = settings::load(connection).await?;
                        let settings = changed(&before, &name, &value)?;
                        let effects = weigh(connection, &before, &settings, mails_leave, now).await?;
                        check_said(&effects, yes)?;
                        if settings != before {
                            settings::save(connection, &settings, now).await?;
                            let note = settings::service::note_of(&before, &settings);
                            audit::note(connection, &By::command_line(), note, now).await?;
                        }
                        let value = fields(&settings)?.get(&name).map(shown).unwrap_or_default();
                        Ok(Done { value, effects })
                    }
                    .boxed()
                })
                .await;
            let done = set.map_err(|SetError(error)| error)?;
            println!("{told} is now {}.", done.value);
            print!("{}", lines(&done.effects));
        }
    }
    db.close().await;
    Ok(())
}

/// What would lock somebody out or cannot be taken back is said before it is done, and done when it is asked for so.
fn check_said(effects: &[SettingsEffect], yes: bool) -> anyhow::Result<()> {
    let is_grave = effects.iter().any(|effect| effect.locks_out() || effect.erases());
    if is_grave && !yes {
        bail!("nothing is changed, because of what that would do:\n{}Say --yes to do it.", lines(effects));
    }
    Ok(())
}

/// Each effect in a line of its own.
fn lines(effects: &[SettingsEffect]) -> String {
    effects.iter().fold(String::new(), |lines, effect| lines + &format!("  {effect}\n"))
}

/// An error of a command that runs in the database.
struct SetError(anyhow::Error);

impl From<DbError> for SetError {
    fn from(error: DbError) -> Self {
        Self(error.into())
    }
}

impl From<anyhow::Error> for SetError {
    fn from(error: anyhow::Error) -> Self {
        Self(error)
    }
}

fn fields(settings: &Settings) -> anyhow::Result<Map<String, Value>> {
    match serde_json::to_value(settings)? {
        Value::Object(mut fields) => {
            fields.remove(GRANTS);
            let gives = |kind: &HostKind| {
                let given = settings.grants.of(*kind).list().into_iter().map(Role::word);
                (gives(*kind), Value::from(given.collect::<Vec<_>>()))
            };
            fields.extend(HostKind::ALL.iter().map(gives));
            Ok(fields)
        }
        _ => bail!("the settings cannot be listed"),
    }
}

/// The name of what a kind of host may give.
fn gives(kind: HostKind) -> String {
    format!("{}_gives", kind.word())
}

fn shown(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Null => "unlimited".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(entries) if entries.is_empty() => "none".to_owned(),
        Value::Array(entries) => entries.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// The settings with one changed, read as if it had been typed into the page of settings.
fn changed(settings: &Settings, name: &str, typed: &str) -> anyhow::Result<Settings> {
    let Value::Object(mut form) = serde_json::to_value(SettingsForm::from(settings))? else {
        bail!("the settings cannot be read");
    };
    let typed = typed.trim();
    if let Some(kind) = HostKind::ALL.iter().find(|kind| gives(**kind) == name) {
        let grants = settings.grants.with(*kind, types(name, typed)?);
        return Ok(Settings { grants, ..settings.clone() });
    }
    let names = form.keys().filter(|name| *name != GRANTS).cloned();
    let names = names.chain(HostKind::ALL.iter().map(|kind| gives(*kind))).collect::<Vec<_>>().join(", ");
    // As the list shows one that is empty.
    let is_list = fields(settings)?.get(name).is_some_and(Value::is_array);
    let typed = if is_list && typed.eq_ignore_ascii_case("none") { "" } else { typed };
    let field = form.get_mut(name).filter(|_| name != GRANTS);
    let field = field.ok_or_else(|| anyhow!("there is no setting {name}; there are {names}"))?;
    *field = match field {
        Value::Bool(_) => Value::Bool(yes_or_no(typed).ok_or_else(|| anyhow!("{name} is yes or no"))?),
        _ if matches!(name, "mailed_code" | "allowed_users" | "plus_addresses") => {
            Value::from(word(name, typed)?)
        }
        // Identifiers of people and groups, as their pages show them.
        Value::Array(_) => {
            Value::from(typed.split(',').map(str::trim).filter(|id| !id.is_empty()).collect::<Vec<_>>())
        }
        _ if typed == "unlimited" => Value::from(""),
        _ => Value::from(typed),
    };
    let form: SettingsForm = serde_json::from_value(Value::Object(form))?;
    form.read(idn::to_ascii).map_err(|problems| match problems.first() {
        Some((field, problem)) => anyhow!("{}: {problem}", field.word()),
        None => anyhow!("{name} cannot be {typed}"),
    })
}

/// Invitation types as they are typed: `viewer,speaker`, `none`.
fn types(name: &str, typed: &str) -> anyhow::Result<GivenTypes> {
    let words = typed.split(',').map(|word| word.trim().to_lowercase());
    let mut given = GivenTypes::NONE;
    for word in words.filter(|word| !word.is_empty() && word != "none") {
        let role = Role::INVITATION_TYPES.into_iter().find(|role| role.word() == word);
        let known = Role::INVITATION_TYPES.map(Role::word).join(", ");
        given = given.with(role.ok_or_else(|| anyhow!("{name} is none, or some of {known}"))?, true);
    }
    Ok(given)
}

/// One of the words that this setting may have.
fn word(name: &str, typed: &str) -> anyhow::Result<&'static str> {
    let (found, words): (_, Vec<_>) = if name == "plus_addresses" {
        let rule = typed.to_lowercase().parse::<PlusRule>().ok();
        (rule.map(PlusRule::word), PlusRule::ALL.iter().map(|rule| rule.word()).collect())
    } else if name == "mailed_code" {
        let policy = typed.to_lowercase().parse::<CodePolicy>().ok();
        (policy.map(CodePolicy::word), CodePolicy::ALL.iter().map(|policy| policy.word()).collect())
    } else {
        let role = role_of(typed);
        (role.map(ApplicationRole::word), ApplicationRole::ALL.iter().map(|role| role.word()).collect())
    };
    found.ok_or_else(|| anyhow!("{name} is one of {}", words.join(", ")))
}

fn yes_or_no(typed: &str) -> Option<bool> {
    match typed.to_lowercase().as_str() {
        "yes" | "on" | "true" | "1" => Some(true),
        "no" | "off" | "false" | "0" => Some(false),
        _ => None,
    }
}

//! A connection to either engine, and the rows it answers with.

use std::str::FromStr;

use domain::{RoomId, Timestamp};
use futures::future::BoxFuture;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgRow;
use sqlx::query::Query;
use sqlx::sqlite::SqliteRow;
use sqlx::{Postgres, Row as _, Sqlite};
use tokio::sync::mpsc;

use super::{DbError, Value};

/// A connection; inside [`super::Db::write`] it is in a transaction.
pub struct Connection {
    engine: EngineConnection,
    /// Rooms whose log has grown in this transaction.
    grown: Vec<RoomId>,
    /// The engine has undone the whole transaction by itself, as SQLite does on a full disk.
    is_undone: bool,
}

enum EngineConnection {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// One row; columns are read by name.
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// Binds the values to a query of either engine.
macro_rules! bound {
    ($sql:expr, $values:expr, $engine:ty) => {
        $values.into_iter().fold(sqlx::query::<$engine>($sql), |query: Query<'_, $engine, _>, value| {
            match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
            }
        })
    };
}

impl Connection {
    pub(super) const fn sqlite(connection: PoolConnection<Sqlite>) -> Self {
        Self { engine: EngineConnection::Sqlite(connection), grown: Vec::new(), is_undone: false }
    }

    pub(super) const fn postgres(connection: PoolConnection<Postgres>) -> Self {
        Self { engine: EngineConnection::Postgres(connection), grown: Vec::new(), is_undone: false }
    }

    /// Runs a statement and answers with how many rows it changed.
    pub async fn execute(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, DbError> {
        Ok(match &mut self.engine {
            EngineConnection::Sqlite(connection) => {
                bound!(sql, values, Sqlite).execute(&mut **connection).await?.rows_affected()
            }
            EngineConnection::Postgres(connection) => {
                bound!(sql, values, Postgres).execute(&mut **connection).await?.rows_affected()
            }
        })
    }

    /// Runs a statement that must change exactly one row, which it does unless somebody was faster.
    ///
    /// # Errors
    /// [`DbError::ChangedMeanwhile`] when it changes another number of rows.
    pub async fn execute_one(&mut self, sql: &'static str, values: Vec<Value>) -> Result<(), DbError> {
        match self.execute(sql, values).await? {
            1 => Ok(()),
            _ => Err(DbError::ChangedMeanwhile),
        }
    }

    pub async fn fetch_all(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, DbError> {
        Ok(match &mut self.engine {
            EngineConnection::Sqlite(connection) => {
                let rows = bound!(sql, values, Sqlite).fetch_all(&mut **connection).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            EngineConnection::Postgres(connection) => {
                let rows = bound!(sql, values, Postgres).fetch_all(&mut **connection).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    pub async fn fetch_optional(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<Row>, DbError> {
        Ok(match &mut self.engine {
            EngineConnection::Sqlite(connection) => {
                bound!(sql, values, Sqlite).fetch_optional(&mut **connection).await?.map(Row::Sqlite)
            }
            EngineConnection::Postgres(connection) => {
                bound!(sql, values, Postgres).fetch_optional(&mut **connection).await?.map(Row::Postgres)
            }
        })
    }

    /// How many rows a statement answers with, without reading them.
    pub async fn count(&mut self, sql: &'static str, values: Vec<Value>) -> Result<i64, DbError> {
        let sql = format!("select count(*) as found from ({sql}) as counted");
        let row = match &mut self.engine {
            EngineConnection::Sqlite(connection) => {
                let query = bound!(sqlx::AssertSqlSafe(sql), values, Sqlite);
                Row::Sqlite(query.fetch_one(&mut **connection).await?)
            }
            EngineConnection::Postgres(connection) => {
                let query = bound!(sqlx::AssertSqlSafe(sql), values, Postgres);
                Row::Postgres(query.fetch_one(&mut **connection).await?)
            }
        };
        row.int("found")
    }

    /// How the engine means to run a statement, one step a line.
    pub async fn explain(&mut self, sql: &str, values: Vec<Value>) -> Result<String, DbError> {
        let lines: Vec<String> = match &mut self.engine {
            EngineConnection::Sqlite(connection) => {
                let sql = sqlx::AssertSqlSafe(format!("explain query plan {sql}"));
                let rows = bound!(sql, values, Sqlite).fetch_all(&mut **connection).await?;
                rows.iter().map(|row| row.try_get("detail")).collect::<Result<_, _>>()?
            }
            EngineConnection::Postgres(connection) => {
                let sql = sqlx::AssertSqlSafe(format!("explain {sql}"));
                let rows = bound!(sql, values, Postgres).fetch_all(&mut **connection).await?;
                rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?
            }
        };
        Ok(lines.join("\n"))
    }

    pub const fn is_postgres(&self) -> bool {
        matches!(self.engine, EngineConnection::Postgres(_))
    }

    /// Notes that this room's log has grown; its streams are woken after the commit.
    pub fn note_grown(&mut self, room: RoomId) {
        self.grown.push(room);
    }

    pub(super) fn tell_committed(&mut self, committed: &mpsc::UnboundedSender<RoomId>) {
        for room in self.grown.drain(..) {
            // Nobody listens while the process stops or in a command-line run; nothing is lost by that.
            let _ = committed.send(room);
        }
    }

    /// Closes the connection instead of giving it back.
    pub(super) fn discard(self) {
        match self.engine {
            EngineConnection::Sqlite(connection) => drop(connection.detach()),
            EngineConnection::Postgres(connection) => drop(connection.detach()),
        }
    }

    pub(super) fn forget_grown(&mut self) {
        self.grown.clear();
    }

    pub(super) const fn is_undone(&self) -> bool {
        self.is_undone
    }

    /// Runs a part of a transaction that is undone alone when it fails.
    pub(super) async fn in_savepoint<T, E: From<DbError>>(
        &mut self,
        command: impl for<'c> FnOnce(&'c mut Self) -> BoxFuture<'c, Result<T, E>>,
    ) -> Result<T, E> {
        self.execute("savepoint command", vec![]).await?;
        let grown = self.grown.len();
        let answer = command(self).await;
        if answer.is_err() {
            self.grown.truncate(grown);
            if self.execute("rollback to command", vec![]).await.is_err() {
                self.is_undone = true;
                return answer;
            }
        }
        self.execute("release command", vec![]).await?;
        answer
    }
}

macro_rules! column {
    ($row:expr, $column:expr) => {
        match $row {
            Row::Sqlite(row) => row.try_get($column),
            Row::Postgres(row) => row.try_get($column),
        }
    };
}

impl Row {
    pub fn int(&self, column: &str) -> Result<i64, DbError> {
        Ok(column!(self, column)?)
    }

    pub fn optional_int(&self, column: &str) -> Result<Option<i64>, DbError> {
        Ok(column!(self, column)?)
    }

    pub fn flag(&self, column: &str) -> Result<bool, DbError> {
        Ok(self.int(column)? != 0)
    }

    pub fn time(&self, column: &str) -> Result<Timestamp, DbError> {
        self.int(column).map(Timestamp::from_millis)
    }

    pub fn optional_small<T: TryFrom<i64>>(&self, column: &str) -> Result<Option<T>, DbError> {
        let number = self.optional_int(column)?.map(T::try_from).transpose();
        number.map_err(|_| DbError::Unreadable { column: column.to_owned() })
    }

    pub fn optional_time(&self, column: &str) -> Result<Option<Timestamp>, DbError> {
        Ok(self.optional_int(column)?.map(Timestamp::from_millis))
    }

    pub fn text(&self, column: &str) -> Result<String, DbError> {
        Ok(column!(self, column)?)
    }

    pub fn optional_text(&self, column: &str) -> Result<Option<String>, DbError> {
        Ok(column!(self, column)?)
    }

    /// Reads a text as the value it stands for: an identifier, an address, a word of an enumeration.
    pub fn parse<T: FromStr>(&self, column: &str) -> Result<T, DbError> {
        self.text(column)?.parse().map_err(|_| DbError::Unreadable { column: column.to_owned() })
    }

    pub fn optional_parse<T: FromStr>(&self, column: &str) -> Result<Option<T>, DbError> {
        let text = self.optional_text(column)?;
        text.map(|text| text.parse())
            .transpose()
            .map_err(|_| DbError::Unreadable { column: column.to_owned() })
    }

    /// Reads a JSON text.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T, DbError> {
        serde_json::from_str(&self.text(column)?)
            .map_err(|_| DbError::Unreadable { column: column.to_owned() })
    }

    /// A count, or another number that is never negative and small.
    pub fn small<T: TryFrom<i64>>(&self, column: &str) -> Result<T, DbError> {
        T::try_from(self.int(column)?).map_err(|_| DbError::Unreadable { column: column.to_owned() })
    }
}

"""Opens a database and brings its tables up to date."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any

import sqlalchemy as sa

from auditor.errors import AuditorError

HEAD = "0003"  # the newest migration; tests/test_store.py compares it with the folder
FOR_WRITING = {"begins_itself": True}  # options of connections for `begin_writing`
BUSY_TIMEOUT_MS = 10_000  # another program's transaction is one page's, and takes milliseconds
BUSY_PAUSE_S = 0.02

_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_OTHERWISE = "name another with --workspace"
_OWN_TABLES = frozenset({"runs", "pages"})  # of every version so far


class WorkspaceError(AuditorError):
    """The workspace cannot be opened, read or written, or does not hold what was asked for."""


def open_engine(url: str) -> sa.Engine:
    """Open a database and migrate it where its schema is older.

    Raises:
        WorkspaceError: if it cannot be opened, is no workspace, or was made by a newer program.
    """
    try:
        engine = sa.create_engine(url)
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        raise WorkspaceError(f"the workspace's address does not work: {first_line(error)}") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    try:
        with told(engine):
            _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _bring_up_to_date(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        revision = _revision(connection)
    if revision != HEAD:
        with engine.execution_options(**FOR_WRITING).begin() as connection:
            begin_writing(connection)
            revision = _revision(connection)  # another program may have been faster
            if revision != HEAD:
                _migrate(connection, revision, _name(engine))
    if engine.dialect.name == "sqlite":
        _write_ahead(engine)


def _write_ahead(engine: sa.Engine) -> None:
    """Have SQLite write changes to a log first (WAL), so that others read while a run writes.

    This alone does not wait for others: SQLite first reads which mode it is, and does not wait
    when a transaction that has read comes to write. It is kept in the file, and set there once.
    """
    last_s = time.monotonic() + BUSY_TIMEOUT_MS / 1_000
    while True:
        try:
            with engine.execution_options(**FOR_WRITING).connect() as connection:
                if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except sa.exc.OperationalError as error:
            is_busy = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > last_s:
                raise
            time.sleep(BUSY_PAUSE_S)
        else:
            return


def begin_writing(connection: sa.Connection) -> None:
    """Begin a transaction that writes, on a connection with the options `FOR_WRITING`.

    With SQLite such transactions wait for each other here; one that began by reading could
    not go on if another had written meanwhile.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def told(engine: sa.Engine) -> Iterator[None]:
    """Turn what the database objects to into one sentence."""
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        reason = first_line(cause)
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF in _NO_ROOM:
            raise WorkspaceError(
                f"the workspace {_name(engine)} cannot be written: {reason}. What was done is "
                "kept: make room on the disk, and the same command goes on"
            ) from error
        raise WorkspaceError(
            f"the workspace {_name(engine)} cannot be used: {reason}; {_OTHERWISE}"
        ) from error


def _name(engine: sa.Engine) -> str:
    return engine.url.render_as_string(hide_password=True).removeprefix("sqlite:///")


def first_line(error: BaseException) -> str:
    """Give the first line of what an error says, or its name."""
    return next(iter(str(error).splitlines()), type(error).__name__)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # Python's driver would begin no transaction for what changes tables: a migration that is
    # killed would be left half done.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    # In WAL mode, a program that is killed loses no commit; only a power cut may lose the last ones.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    if not connection.get_execution_options().get("begins_itself"):
        connection.exec_driver_sql("BEGIN")


def _revision(connection: sa.Connection) -> str | None:
    """Name the newest migration that was applied; None in an empty database."""
    tables = set(sa.inspect(connection).get_table_names())
    if not tables:
        return None
    if not tables >= {"alembic_version", *_OWN_TABLES}:
        raise WorkspaceError(f"{_name(connection.engine)} is another program's database; {_OTHERWISE}")
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: sa.Connection, revision: str | None, name: str) -> None:
    # Alembic is slow to import, and needed once in a workspace's life.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    with as_file(files("auditor.store").joinpath("migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise WorkspaceError(
                f"the workspace {name} was made by a newer version of this program (its schema is "
                f"{revision}, this version's {HEAD}): update the program, or {_OTHERWISE}"
            ) from error

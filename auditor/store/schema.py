"""Opens a database and brings its tables up to date."""

from importlib.resources import as_file, files
from typing import Any

import sqlalchemy as sa

from auditor.errors import AuditorError

HEAD = "0001"  # the newest migration; tests/test_store.py compares it with the folder


class WorkspaceError(AuditorError):
    """The workspace cannot be opened or does not hold what was asked for."""


def open_engine(url: str) -> sa.Engine:
    """Open a database and migrate it where its schema is older.

    Raises:
        WorkspaceError: if it cannot be opened, or was made by a newer program.
    """
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up_sqlite)
    try:
        with engine.begin() as connection:
            if _revision(connection) != HEAD:
                _migrate(connection)
    except sa.exc.SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise WorkspaceError(f"the workspace {engine.url.database} cannot be opened: {reason}") from error
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")  # readers while a run writes; a kill loses no commit
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: sa.Connection) -> None:
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
                f"the workspace was made by a newer version of this program: {error}"
            ) from error

"""Reads files that are lists of tables, such as tries.toml, and names every mistake in them."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from auditor.settings import SettingsError, complaint, read_toml, tell
from auditor.toml.table import Table


def read_rows[Whole: Table](file: Path | None, whole: type[Whole], rows: Mapping[str, type[Table]]) -> Whole:
    """Read a file of tables, which are named `rows`; no file holds none.

    Raises:
        SettingsError: naming every mistake, one a line, with its line number and key.
    """
    if file is None:
        return whole()
    text, data = read_toml(str(file))
    try:
        return whole.model_validate(data)
    except ValidationError as error:
        mistakes = [(detail["loc"], mistake_in(detail, whole, rows)) for detail in error.errors()]
        raise SettingsError(*tell(mistakes, str(file), text)) from error


def mistake_in(detail: ErrorDetails, whole: type[Table], rows: Mapping[str, type[Table]]) -> str:
    """Say what is wrong with a key, or with what a table says as a whole."""
    if detail["type"] == "value_error" and isinstance(detail["loc"][-1], int):
        return str(detail["ctx"]["error"])
    keys = [step for step in detail["loc"] if isinstance(step, str)]
    if not keys:
        return str(detail["msg"])
    return complaint(rows.get(keys[0], whole) if keys[1:] else whole, keys[-1], detail)

"""On which line of a TOML file each key stands, which the parser does not tell."""

import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

type KeyPath = tuple[str | int, ...]


def key_lines(text: str) -> dict[KeyPath, int]:
    """Map the path of each key and table in valid TOML to the line that its statement begins on."""
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    last: dict[KeyPath, int] = {}  # index of the newest table in each array of tables
    for number, header, data in _statements(text):
        if header:
            table = _table_path(data, last)
            lines.setdefault(table, number)
        else:
            for path in _paths(data):
                lines.setdefault(table + path, number)
    return lines


def _statements(text: str) -> Iterator[tuple[int, bool, dict[str, Any]]]:
    """Cut valid TOML into statements: first line, whether it is a table's header, what it says alone.

    A part of a statement is never TOML by itself, so the fewest lines that parse are one statement.
    """
    pending = ""
    begun = 1
    for number, line in enumerate(text.split("\n"), 1):
        pending += f"{line}\n"
        try:
            data = tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        yield begun, pending.lstrip().startswith("["), data
        pending, begun = "", number + 1


def _table_path(header: dict[str, Any], last: dict[KeyPath, int]) -> KeyPath:
    path: KeyPath = ()
    inner: Any = header
    while inner:
        name, inner = next(iter(inner.items()))
        path = (*path, name)
        if isinstance(inner, list):
            last[path] = last.get(path, -1) + 1
            return (*path, last[path])
        if path in last:
            path = (*path, last[path])
    return path


def _paths(value: object) -> Iterator[KeyPath]:
    steps: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        steps = value.items()
    elif isinstance(value, list):
        steps = enumerate(value)
    for step, inner in steps:
        yield (step,)
        yield from ((step, *path) for path in _paths(inner))

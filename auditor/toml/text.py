"""Writes texts into TOML files that people read."""

import json


def quoted(value: str) -> str:
    """Write a TOML string: markup as it stands where that can be; JSON's escapes are valid there."""
    safe = value.encode(errors="replace").decode()  # half a character has no place in UTF-8
    if '"' in safe and "'" not in safe and safe.isprintable():
        return f"'{safe}'"
    return json.dumps(safe, ensure_ascii=False).replace("\x7f", "\\u007F")

"""Figures of benches, kept in one file: each bench adds its own and leaves those of the others."""

import json
from pathlib import Path
from typing import Any


def keep(file: Path, figures: dict[str, Any]) -> None:
    """Write figures into a file of JSON, beside what is there under other names."""
    before = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    file.write_text(json.dumps(before | figures, indent=2) + "\n", encoding="utf-8")

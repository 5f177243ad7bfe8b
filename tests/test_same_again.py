"""Two audits of an unchanged portal are equal, byte for byte, but for what is marked as volatile."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fixtures.server import PortalServer
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


def differences(first: Any, second: Any, place: str = "") -> list[str]:
    """Say where two results differ; nothing if they are equal."""
    if isinstance(first, dict) and isinstance(second, dict):
        return [
            line
            for key in sorted(first.keys() | second.keys())
            for line in differences(first.get(key), second.get(key), f"{place}.{key}")
        ]
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        return [
            line
            for number, pair in enumerate(zip(first, second, strict=True))
            for line in differences(*pair, f"{place}[{number}]")
        ]
    return [] if first == second else [f"{place}: {str(first)[:200]} != {str(second)[:200]}"]


def test_an_audit_gives_the_same_result_again(
    tmp_path: Path, lasting: Callable[[Path], dict[str, Any]]
) -> None:
    """The heaviest of the portals: its pages share pictures, and their news scroll. In two tabs and three."""
    portal = ROOT / "fixtures" / "madinat-al-nada"
    with PortalServer(portal) as server:
        for tabs in ("2", "3"):
            command = [
                *(sys.executable, "-m", "auditor", "audit", portal / "portal.toml", "--plain"),
                *("--base-url", server.url, "--concurrency", tabs, "--max-pages", "8"),
                *("--workspace", tmp_path / tabs / "workspace.db", "--out", tmp_path / tabs),
            ]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
            assert done.returncode == 0, done.stderr
    first, second = (lasting(tmp_path / tabs) for tabs in ("2", "3"))
    assert differences(first, second) == []
    assert json.dumps(first) == json.dumps(second), "the order of keys"

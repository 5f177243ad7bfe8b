"""Lets a person click through a portal in a browser window, and gives what Playwright's recorder wrote.

What is typed meanwhile stands in the recorder's own file, in a folder that nobody else may read and that
is removed in the end.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright._impl._driver import compute_driver_executable, get_driver_env

from auditor.errors import AuditorError
from auditor.visit.find_browser import BrowserKind, candidates

# Playwright's name for what its command line starts in the place of its own browser.
_EXECUTABLE = "PWTEST_CLI_EXECUTABLE_PATH"


class RecordingError(AuditorError):
    """Nothing could be recorded; the message says what is missing."""


def record(url: str) -> list[str]:
    """Open a window on an address and wait until it is closed; gives the recorder's lines.

    Raises:
        RecordingError: if there is no display, or no browser with a window, or it did not start.
    """
    if not has_display(sys.platform, os.environ):
        raise RecordingError("recording needs a screen to open a browser window on, and there is none here")
    program = _browser_with_window()
    with tempfile.TemporaryDirectory(prefix="auditor-record-") as folder:
        file = Path(folder) / "actions.jsonl"
        command = [*compute_driver_executable(), "codegen", "--target=jsonl", "--output", str(file), url]
        environment = {**get_driver_env(), _EXECUTABLE: str(program)}
        done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
        if not file.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise RecordingError(
                f"the recorder did not start: {said[0][:300] if said else 'it said nothing'}"
            )
        return file.read_text(encoding="utf-8", errors="replace").splitlines()


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether there is a screen: elsewhere than on Linux there is one."""
    is_linux = not platform.startswith(("win", "darwin"))
    return not is_linux or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _browser_with_window() -> Path:
    for program in candidates(sys.platform, os.environ, Path.home()):
        if program.kind is not BrowserKind.HEADLESS_SHELL and program.path.is_file():
            return program.path
    raise RecordingError("recording needs a browser with a window: install Chromium, Chrome or Edge")

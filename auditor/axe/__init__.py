"""Finds axe-core, the engine behind the accessibility rules, in the package that carries it.

PyPI has axe-core 4.14 only inside pytest-playwright-axe, a plugin for pytest. Its file is
read and the plugin never imported, so that no test framework comes along.
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_DISTRIBUTION = "pytest-playwright-axe"
_MODULE = "pytest_playwright_axe"
_BANNER = re.compile(r"/\*! axe v(\S+)")


class AxeError(Exception):
    """axe-core cannot be had; the message says what to install."""


@cache
def axe_file() -> Path:
    """Find axe-core's minified script.

    Raises:
        AxeError: if the package that carries it is not installed, or lacks the file.
    """
    spec = find_spec(_MODULE)
    if spec is None or spec.origin is None:
        raise AxeError(f"axe-core is missing; it comes with a package: pip install {_DISTRIBUTION}")
    script = Path(spec.origin).parent / "resources" / "axe.min.js"
    if not script.is_file():
        raise AxeError(
            f"{_DISTRIBUTION} is installed but has no {script.name}; install it again: "
            f"pip install --force-reinstall {_DISTRIBUTION}"
        )
    return script


@cache
def axe_source() -> str:
    """Give axe-core's minified script, which defines the global `axe`.

    Raises:
        AxeError: as `axe_file`.
    """
    return axe_file().read_text(encoding="utf-8")


@cache
def axe_version() -> str:
    """Give axe-core's version, such as `4.14.0`, as its script states it.

    Raises:
        AxeError: if the script cannot be had, or does not begin with axe's banner.
    """
    banner = _BANNER.match(axe_source())
    if banner is None:
        raise AxeError(f"the script in {_DISTRIBUTION} does not say which version of axe-core it is")
    return banner[1]

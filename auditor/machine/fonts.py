"""The fonts that layouts are measured with, and how to get them.

Widths, line breaks and so horizontal scrolling follow from the fonts that a machine
has, and a script without glyphs is laid out as a row of boxes. So one named set is
installed where the system lacks it, and every audit says which fonts were there.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_LISTING_TIMEOUT_S = 30  # the first listing after an installation builds fontconfig's cache
_APT_TIMEOUT_S = 900  # the set is 70 MB to fetch: ten minutes at 1 Mbit/s, and as much again to unpack


@dataclass(frozen=True, slots=True)
class FontSet:
    """A Debian package of fonts: `families` tell that it is there, `why` what it is for."""

    package: str
    families: tuple[str, ...]
    why: str


FONT_SETS = (
    FontSet(
        "fonts-liberation",
        ("Liberation Sans", "Liberation Serif", "Liberation Mono"),
        "Latin, Greek and Cyrillic as wide as in Arial, Times New Roman and Courier New, "
        "which most style sheets name",
    ),
    FontSet(
        "fonts-noto-core",
        ("Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari"),
        "Arabic, Hebrew, Devanagari, Bengali, Tamil, Thai, Ethiopic and the other alphabetic scripts",
    ),
    FontSet(
        "fonts-noto-cjk",
        ("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR"),
        "Chinese, Japanese and Korean",
    ),
)


def installed_fonts() -> list[str]:
    """Name the font families that fontconfig knows, sorted; none where there is no fontconfig.

    macOS and Windows have their own fonts and no fontconfig: there the list is empty.
    """
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        listing = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
            [program, "--format=%{family[0]}\\n"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LISTING_TIMEOUT_S,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    return sorted({family for line in listing.splitlines() if (family := line.strip())})


def missing_fonts(installed: Iterable[str]) -> list[FontSet]:
    """The sets of which at least one telling family is not among those installed."""
    known = frozenset(installed)
    return [font_set for font_set in FONT_SETS if not known.issuperset(font_set.families)]


def install_fonts(say: Callable[[str], None]) -> None:
    """Install what `missing_fonts` names, where that can be done: on Debian and its kin, as root.

    Elsewhere nothing happens: an audit without them is possible, and says so.
    """
    missing = missing_fonts(installed_fonts())
    if missing and can_install_packages():
        packages = [font_set.package for font_set in missing]
        say(f"Installing fonts: {', '.join(packages)}")
        # fontconfig brings fc-list, without which nobody can say which fonts are there.
        install_packages("fontconfig", *packages)


def can_install_packages() -> bool:
    """Whether this is Debian or its kin, and we are root."""
    return shutil.which("apt-get") is not None and is_root()


def is_root() -> bool:
    """Whether this process may do everything; never so on Windows, which has no such user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_packages(*packages: str) -> bool:
    """Install Debian packages without what they merely recommend; tell whether that worked."""
    _apt_get("update")  # where this fails, the lists that are there may still do
    return _apt_get("install", "--yes", "--no-install-recommends", *packages)


def _apt_get(*arguments: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - arguments are constants of this program
            ["apt-get", *arguments],  # noqa: S607 - wherever the system has it
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_APT_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0

"""What the addresses of a portal's pages say of how pages belong together. Pure.

Pages are compared by their *stem*: the address without scheme, "www.", index file and
ending, so that `/births`, `/births/`, `/births/index.html` and `/births.pdf` are one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from auditor.services.words import SERVICES, is_closing, is_step, names_home, words_of
from auditor.settings import LANGUAGES

MIN_STEPS = 2  # pages that are steps of one transaction, before it counts as one

_INDEX = re.compile(r"(?:index|default)(?:\.\w{2,5})?", re.IGNORECASE)
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_NAME_PARTS = re.compile(r"[^\W_]+")


def stem(url: str) -> str:
    """Reduce an address to what names its page, such as `city.example/births?year=1990`."""
    parts = urlsplit(url)
    names = [unquote(name) for name in parts.path.split("/") if name]
    if names and _INDEX.fullmatch(names[-1]):
        names.pop()
    if names:
        names[-1] = _ENDING.sub("", names[-1])
    query = f"?{parts.query}" if parts.query else ""
    return "/".join([parts.netloc.removeprefix("www."), *names]) + query


def names_of(page_stem: str) -> list[str]:
    """Give the folders of a stem, and the page's own name last."""
    return page_stem.partition("?")[0].split("/")[1:]


def is_home(page_stem: str) -> bool:
    """Tell whether a stem is that of a host, or of one language on it."""
    names = names_of(page_stem)
    return not names or (len(names) == 1 and (_is_language(names[0]) or names_home(names[0])))


def service_folder(page_stem: str) -> str | None:
    """Find the folder of services that a page lies in, as a stem; None if it lies in none."""
    host, *names = page_stem.partition("?")[0].split("/")
    for place, name in enumerate(names[:-1], 1):
        words = words_of(name)
        if words and SERVICES.issuperset(words):
            return "/".join([host, *names[:place]])
    return None


def is_below(page_stem: str, folder: str) -> bool:
    """Tell whether a page lies in a folder, or is a page with the folder's own name."""
    return page_stem == folder or page_stem.startswith((f"{folder}/", f"{folder}?"))


def owners(page_stem: str) -> Iterator[str]:
    """Give the stems whose page another may belong to by its address, the nearest first.

    These are its own, that of the page without its query, those whose name it extends as
    a step (`/births-step-2` of `/births`), and those of the folders around it.
    """
    yield page_stem
    path, asks, _ = page_stem.partition("?")
    if asks:
        yield path
    yield from _extended(path)
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def transactions(stems: Iterable[str]) -> dict[str, str]:
    """Find the runs of pages that are steps of one transaction, by their names alone.

    `/parking-form` and `/parking-confirmation` are steps of `/parking`; so are
    `/parking/form` and `/parking/confirmation`. A run is at least `MIN_STEPS` steps of
    which one ends it. Whatever else begins with its name is part of it too.

    Returns:
        For each page of a run its stem, and the stem that the run is named by.
    """
    stems = list(stems)
    steps: dict[str, set[str]] = defaultdict(set)
    ended = set()
    for page_stem in stems:
        if base := _base(page_stem):
            steps[base].add(page_stem)
            if any(map(is_closing, words_of(page_stem[len(base) :]))):
                ended.add(base)
    bases = sorted((base for base in ended if len(steps[base]) >= MIN_STEPS), key=len, reverse=True)
    return {
        page_stem: base
        for page_stem in stems
        if (base := next((base for base in bases if _extends(page_stem, base)), None))
    }


def is_step_page(page_stem: str) -> bool:
    """Tell whether a page's name says that it is a step."""
    return _base(page_stem) is not None


def folders(stems: Iterable[str], folder: str) -> Mapping[str, list[str]]:
    """Group the stems below a folder by the page or folder directly in it."""
    below: dict[str, list[str]] = defaultdict(list)
    for page_stem in stems:
        inner = page_stem.removeprefix(f"{folder}/")
        if inner != page_stem:
            below[f"{folder}/{re.split('[/?]', inner)[0]}"].append(page_stem)
    return below


def _base(page_stem: str) -> str | None:
    """Cut a step's stem before the first word that says so; None if the page is no step."""
    folder, _, name = page_stem.partition("?")[0].rpartition("/")
    parts = list(_NAME_PARTS.finditer(name))
    marks = [place for place, part in enumerate(parts) if all(map(is_step, words_of(part.group())))]
    if marks and marks[0] > 0:
        return f"{folder}/{name[: parts[marks[0] - 1].end()]}"
    if parts and len(marks) == len(parts) and _can_name(folder):
        return folder
    return None


def _can_name(folder: str) -> bool:
    names = names_of(folder)
    return bool(names) and not is_home(folder) and not SERVICES.issuperset(words_of(names[-1]))


def _extended(path: str) -> Iterator[str]:
    folder, _, name = path.rpartition("/")
    parts = list(_NAME_PARTS.finditer(name))
    for before, part in reversed(list(pairwise(parts))):
        if all(map(is_step, words_of(part.group()))):
            yield f"{folder}/{name[: before.end()]}"


def _extends(page_stem: str, base: str) -> bool:
    rest = page_stem[len(base) :]
    return page_stem.startswith(base) and (not rest or not rest[0].isalnum())


def _is_language(name: str) -> bool:
    found = _LANGUAGE.fullmatch(name)
    return found is not None and found[1].lower() in LANGUAGES

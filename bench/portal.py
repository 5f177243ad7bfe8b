"""The generated portal: a city's web pages, made from a seed, to measure speed on.

    python -m bench.portal FOLDER [--pages 60] [--seed 1]

Every page has 600 to 800 elements in 40 to 50 KB of HTML and makes 11 requests, about 430 KB
on a cold cache. At least 60 % of its elements and of its text are on no other page, so that
nothing is gained by recognising what was seen before. `measure` checks all of it.
"""

import argparse
import gzip
import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import assets
from bench.blocks import PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX, PICTURES_PER_PAGE, picture_path
from bench.grammar import Writer
from bench.markup import count_nodes, elements, texts
from bench.pages import build_frame, write_page
from bench.plan import Page, plan_portal

SITE_STYLES_BYTES = 24_000
PRINT_STYLES_BYTES = 10_000
SITE_SCRIPT_BYTES = 34_000
LOOKUP_SCRIPT_BYTES = 20_000


@dataclass(frozen=True)
class PageMeasure:
    """What one page of a written portal weighs, counted from its files."""

    path: str
    nodes: int
    """Elements in the HTML."""
    html_bytes: int
    requests: int
    """The page and the files that it asks for."""
    cold_bytes: int
    """Bytes of their bodies on the wire, text compressed as the fixtures' server does it."""
    own_nodes: float
    """Share of the elements that, with all that is in them, are on no other page; 0 to 1."""
    own_text: float
    """Share of the characters of text in pieces that are on no other page; 0 to 1."""
    depth: int
    """Links to follow from the home page; -1 where none lead here."""
    faults: Mapping[str, int]
    """Planted faults by kind, in elements."""


def write_portal(folder: Path, pages: int = 60, seed: int = 1) -> None:
    """Write the portal into a folder; the same pages and seed give the same bytes."""
    plan = plan_portal(pages)
    frame = build_frame(plan)
    for page in plan:
        _write(folder / _file_name(page.path), write_page(page, frame, seed).encode())
        for name, content in _pictures(page, seed).items():
            _write(folder / name, content)
    for name, content in _shared_files(plan[0], seed).items():
        _write(folder / name, content)


def measure(folder: Path) -> list[PageMeasure]:
    """Measure every page of a written portal, in the order of their paths."""
    html = _read_pages(folder)
    sizes = {
        file.relative_to(folder).as_posix(): _wire_bytes(file.read_bytes()) for file in folder.rglob("*.*")
    }
    depths = _depths(html)
    element_pages = Counter(element for page in html.values() for element in set(elements(page)))
    text_pages = Counter(text for page in html.values() for text in set(texts(page)))
    return [
        PageMeasure(
            path=path,
            nodes=count_nodes(page),
            html_bytes=len(page.encode()),
            requests=1 + len(files := _requested(page)),
            cold_bytes=_wire_bytes(page.encode()) + sum(sizes[name] for name in files),
            own_nodes=statistics.mean(element_pages[element] == 1 for element in elements(page)),
            own_text=_own_text(texts(page), text_pages),
            depth=depths.get(path, -1),
            faults=Counter(re.findall(r'data-fault="([^"]+)"', page)),
        )
        for path, page in html.items()
    ]


def addresses(folder: Path, origin: str) -> list[str]:
    """Return the URL of every page, in a fixed order, for an origin such as `http://127.0.0.1:8000`."""
    return [origin + path for path in _read_pages(folder)]


def main() -> None:
    """Write a portal and print the range of each of its measures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_portal(options.folder, options.pages, options.seed)
    print(describe(measure(options.folder)))


def describe(measures: Sequence[PageMeasure]) -> str:
    """Say in a line each between which bounds the pages lie."""
    columns: dict[str, Sequence[float]] = {
        "elements": [page.nodes for page in measures],
        "HTML, KB": [page.html_bytes / 1000 for page in measures],
        "requests": [page.requests for page in measures],
        "cold load, KB": [page.cold_bytes / 1000 for page in measures],
        "own elements, %": [100 * page.own_nodes for page in measures],
        "own text, %": [100 * page.own_text for page in measures],
        "depth": [page.depth for page in measures],
        "planted faults": [sum(page.faults.values()) for page in measures],
    }
    lines = (
        f"{name:<16}{min(values):6.0f} to {max(values):4.0f}, median {statistics.median(values):4.0f}"
        for name, values in columns.items()
    )
    return "\n".join([f"{len(measures)} pages", *lines])


def _pictures(page: Page, seed: int) -> dict[str, bytes]:
    names = (picture_path(page, number).lstrip("/") for number in range(1, PICTURES_PER_PAGE + 1))
    return {name: assets.picture(f"{seed} {name}", PICTURE_WIDTH_PX, PICTURE_HEIGHT_PX) for name in names}


def _shared_files(home: Page, seed: int) -> dict[str, bytes]:
    writer = Writer(f"{seed} assets", home.thing, home.department.office)
    return {
        "assets/site.css": assets.site_styles(SITE_STYLES_BYTES).encode(),
        "assets/print.css": assets.print_styles(PRINT_STYLES_BYTES).encode(),
        "assets/site.js": assets.site_script(writer, SITE_SCRIPT_BYTES).encode(),
        "assets/lookup.js": assets.lookup_script(writer, LOOKUP_SCRIPT_BYTES).encode(),
        "assets/logo.png": assets.picture(f"{seed} logo", 96, 48),
    }


def _read_pages(folder: Path) -> dict[str, str]:
    """Return the HTML of every page by its path, sorted."""
    return {
        "/" + file.relative_to(folder).as_posix().removesuffix("index.html"): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.html"))
    }


def _file_name(path: str) -> str:
    return path.lstrip("/") + ("index.html" if path.endswith("/") else "")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _requested(html: str) -> set[str]:
    """Return the files that a browser fetches with a page, relative to the portal's folder."""
    return set(re.findall(r'<(?:img|script|link)[^>]* (?:src|href)="/([^"]+)"', html))


def _wire_bytes(body: bytes) -> int:
    """Return the bytes that are transferred: compressed, where that makes less of them."""
    return min(len(body), len(gzip.compress(body)))


def _own_text(pieces: list[str], pages: Mapping[str, int]) -> float:
    own = sum(len(piece) for piece in pieces if pages[piece] == 1)
    return own / sum(map(len, pieces))


def _depths(html: Mapping[str, str]) -> dict[str, int]:
    """Follow the links from the home page, breadth first."""
    depths = {"/": 0}
    queue = ["/"]
    for path in queue:
        for target in re.findall(r'<a href="(/[^"]*)"', html[path]):
            if target not in depths:
                depths[target] = depths[path] + 1
                queue.append(target)
    return depths


if __name__ == "__main__":
    main()

"""The benchmark of growth compares the right ends of a run, on a portal that is what it says."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html

from bench.growth import (
    CHILDREN,
    MOST_BYTES,
    PARTS,
    Reading,
    growth_of_memory,
    growth_of_time,
    table,
    write_small_portal,
)


def reading(pages: int, cpu_s: float, own_mb: float, browser_mb: float = 0.0) -> Reading:
    """A reading of which the program took all."""
    nothing = dict.fromkeys(PARTS, 0.0)
    return Reading(
        pages,
        wall_s=0.0,
        cpu_s=nothing | {"program": cpu_s},
        pss_mb=nothing | {"program": own_mb, "browser": browser_mb},
    )


def test_the_last_window_is_compared_with_the_first_and_the_start_is_in_neither() -> None:
    # A first page that took 10 s, then 1 s, 5 s and 1.2 s for 10 pages each.
    readings = [reading(1, 10, 0), reading(11, 11, 0), reading(21, 16, 0), reading(31, 17.2, 0)]

    assert growth_of_time(readings) == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("own_mb", "expected"),
    [
        pytest.param([100, 180, 190, 205], 25, id="grows"),
        pytest.param([100, 180, 230, 190], 50, id="is at its most in between"),
        pytest.param([100, 180, 170, 160], 0, id="falls"),
    ],
)
def test_memory_counts_from_the_end_of_the_first_window(own_mb: Sequence[float], expected: float) -> None:
    readings = [reading(10 * number, 0, mb, browser_mb=900 * number) for number, mb in enumerate(own_mb)]

    assert growth_of_memory(readings) == expected


def test_each_window_is_told() -> None:
    lines = list(table([reading(1, 1, 100), reading(11, 2, 150), reading(21, 4, 160)]))

    assert [line.split()[:2] for line in lines[1:]] == [["1-11", "100.0"], ["11-21", "200.0"]]


def test_the_small_portal_is_small_and_every_page_of_it_is_found(tmp_path: Path) -> None:
    write_small_portal(tmp_path, 45)

    files = {f"/{file.parent.relative_to(tmp_path).as_posix()}/": file for file in tmp_path.rglob("*.html")}
    files["/"] = tmp_path / "index.html"
    found, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        found.add(address)
        links = html.fromstring(files[address].read_bytes()).xpath("//main//a/@href")
        assert len(links) <= CHILDREN
        waiting += [str(link) for link in links if link not in found]
    assert len(found) == 45
    assert len({files[address].read_bytes() for address in found}) == 45
    assert max(files[address].stat().st_size for address in found) < MOST_BYTES

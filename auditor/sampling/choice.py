"""Chooses which pages of an explored portal are visited. Pure: the same pages and seed give the same choice.

Sources: WCAG-EM, step 3 (a structured sample, complete processes, a random sample of a tenth
of it on top); Implementing Decision (EU) 2018/1524, Annex I, 3.2 and 3.3 (the same for
monitoring). How they are put together is told in docs/sampling.md.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from auditor.locale.speaking import finished

OTHERS_A_RANDOM_PAGE = 10  # 2018/1524, Annex I, 3.2 (g): random pages are at least 10 % of the others
PAGES_A_TEMPLATE = 2  # ours: one says nothing of how pages of one template differ

type Part = Literal["required", "template", "random"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that may be chosen. `address` is what is drawn by; `template` is None if it was not explored."""

    id: str
    address: str
    template: int | None


@dataclass(frozen=True, slots=True)
class Required:
    """A page that the sample has to hold, and as what."""

    id: str
    what: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A page of the sample: which part of it, and for what."""

    id: str
    part: Part
    what: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The sample in the order of visits; `left_out` are required pages that it had no room for."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[Required, ...]


def choose(
    pages: Sequence[Page],
    first: Sequence[Required],
    later: Sequence[Required],
    *,
    size: int,
    seed: int,
) -> Choice:
    """Choose at most `size` pages.

    In this order, as far as there is room: the pages required first; a page of each template
    that has none yet, large templates first; the pages required later; a second page of each
    template; and for the rest, which is at least a tenth of these, pages drawn at random.

    Args:
        pages: all pages that may be drawn, each once, in any order.
        first: pages required whatever else there is; they need not be among `pages`.
        later: pages required once each template has a page. Where one stands for a template
            that has none, it is the page chosen for it.
        size: how many pages may be visited.
        seed: decides the draws.
    """
    sample = _Sample(pages, size, seed)
    sample.require(first)
    sample.represent_each(1, later)
    sample.require(later)
    sample.represent_each(PAGES_A_TEMPLATE, ())
    sample.draw()
    left_out = tuple(each for each in (*first, *later) if each.id not in sample.chosen)
    return Choice(tuple(sample.chosen.values()), left_out)


def random_pages(size: int) -> int:
    """Tell how many pages of a sample are kept for chance: a tenth of the others, but never the only one."""
    others = size * OTHERS_A_RANDOM_PAGE // (OTHERS_A_RANDOM_PAGE + 1)
    return min(size - others, size - 1)


class _Sample:
    """A sample while it is chosen."""

    def __init__(self, pages: Sequence[Page], size: int, seed: int) -> None:
        self.chosen: dict[str, Chosen] = {}
        self._size = size
        self._structured = size - random_pages(size)
        self._pages = sorted(pages, key=lambda page: _lot(page.address, seed))
        self._template_of = {page.id: page.template for page in pages}
        sizes = Counter(page.template for page in pages if page.template is not None)
        self._templates = sorted(sizes, key=lambda template: (-sizes[template], template))

    def require(self, required: Iterable[Required]) -> None:
        for each in required:
            self._add(each.id, "required", each.what)

    def represent_each(self, times: int, preferred: Sequence[Required]) -> None:
        """Take pages of each template until it has as many as this, or no more of them."""
        drawn: dict[int | None, list[Page]] = defaultdict(list)
        for page in self._pages:
            drawn[page.template].append(page)
        have = Counter(self._template_of.get(page_id) for page_id in self.chosen)
        missing = (each for each in reversed(preferred) if each.id not in self.chosen)
        wanted = {self._template_of.get(each.id): each for each in missing}
        for template in self._templates:
            if have[template] < times and template in wanted:
                self.require([wanted[template]])
                have[template] += 1
            others = (page for page in drawn[template] if page.id not in self.chosen)
            for page in islice(others, max(0, times - have[template])):
                self._add(page.id, "template", finished(f"page of template t{template}"))

    def draw(self) -> None:
        """Fill what room is left with pages drawn from all that remain, each as likely as any other."""
        for page in self._pages:
            if len(self.chosen) >= self._size:
                return
            self.chosen.setdefault(page.id, Chosen(page.id, "random", finished("drawn at random")))

    def _add(self, page_id: str, part: Part, what: str) -> None:
        if len(self.chosen) < self._structured:
            self.chosen.setdefault(page_id, Chosen(page_id, part, what))


def _lot(address: str, seed: int) -> tuple[bytes, str]:
    """Give a page its place in the draw.

    It hangs on its own address and the seed alone: a page more or less on the portal, or
    another order of exploring, changes no other page's lot.
    """
    return hashlib.sha256(f"{seed}\0{address}".encode(errors="replace")).digest(), address

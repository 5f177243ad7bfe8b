"""How long a page takes on a network and a phone, from what one fast visit has seen; docs/cost.md explains.

The load is played again: what asks for what, over a slow line (auditor/cost/line.py), with one thread that
parses, runs scripts and lays out. The same evidence gives the same seconds everywhere.
"""

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from math import inf

from auditor.cost.line import Fetch, Line
from auditor.cost.networks import Device, Network
from auditor.cost.plan import Node, Plan, plan_of
from auditor.evidence import PageEvidence
from auditor.evidence.once import once_a_page

# Seconds of a desktop computer's processor, measured: `python -m bench.processor`, docs/accuracy.md.
CPU_S_PER_MB = {"document": 0.2, "stylesheet": 0.04, "script": 0.05}  # a million decoded bytes
LAYOUT_S_PER_MB = 0.15  # of the document
PAGE_S = 0.016  # whatever the page is
FONT_WAIT_S = 3.0  # CSS Fonts 4, 11.1, block: "3s is recommended in most cases"
PIECES = 16  # that a document is read in
FEWEST_PIECE_BYTES = 4_000


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds from the tap until the main text is shown, the page answers to taps, and all of it is there."""

    main_text_s: float
    usable_s: float
    complete_s: float


type _Visit = tuple[float | None, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was planned and played of a page: its rules and its cost ask for the same."""

    plans: dict[_Visit, Plan | None] = field(default_factory=dict)
    timings: dict[tuple[Network, Device, _Visit], Timing] = field(default_factory=dict)


@once_a_page
def _known(_: PageEvidence) -> _Known:
    return _Known()


def estimate(
    page: PageEvidence,
    network: Network,
    device: Device,
    *,
    again_after_s: float | None = None,
    without: Collection[str] = (),
) -> Timing | None:
    """Estimate how long a visit takes; None if nothing answered.

    It is a first visit, or one so many seconds after a first, with what is left in the cache. `without`
    are addresses of files that are left out, with all that they ask for.
    """
    known = _known(page)
    visit = again_after_s, frozenset(without)
    if visit not in known.plans:
        known.plans[visit] = plan_of(page, again_after_s, without)
    plan = known.plans[visit]
    if plan is None:
        return None
    load = network, device, visit
    if load not in known.timings:
        known.timings[load] = play(plan, Line(network), device.cpu_factor)
    return known.timings[load]


def play(plan: Plan, line: Line, cpu_factor: float) -> Timing:
    """Load a planned page over a line."""
    return _Play(plan, line, cpu_factor).timing()


class _Play:
    """One load. `_parsed` is how far the parser has come, `_shown` whether anything is shown yet."""

    def __init__(self, plan: Plan, line: Line, cpu_factor: float) -> None:
        self._plan = plan
        self._line = line
        self._factor = cpu_factor
        self._nodes_of: dict[Fetch, Node] = {}
        self._trips_left = {node: node.trips for node in (plan.document, *plan.nodes)}
        self._asked: set[Node] = set()
        self._ready: set[Node] = set()  # arrived, and of style sheets read, of scripts run
        self._arrived: set[Node] = set()
        self._tasks: deque[tuple[float, Callable[[], None]]] = deque()
        self._busy_until_s = inf
        self._then: Callable[[], None] | None = None
        self._seen_to = 0.0  # of the document's bytes
        self._parsed = 0.0
        self._parsing = False
        self._stops = sorted(
            [node for node in plan.nodes if node.stops and node.used_at is not None],
            key=lambda node: node.used_at or 0,
        )
        self._deferred = [node for node in plan.nodes if node.deferred]
        named = sorted(
            [node for node in plan.nodes if node.place is not None], key=lambda node: node.place or 0
        )
        self._by_place = [node for node in named if not node.is_parsed]
        self._by_parser = [node for node in named if node.is_parsed]
        self._unnamed = [node for node in plan.nodes if node.place is None and not node.asker]
        self._blocking = {node for node in plan.nodes if node.blocks and not node.within_frame}
        fonts = [node for node in plan.nodes if node.response.kind == "font" and not node.within_frame]
        self._fonts = fonts if plan.hides_text else []
        self._fonts_until_s = inf
        self._shown = False
        self._laid_out = False
        self._running = False
        self._laying_out = False
        self._main_text_s: float | None = None
        self._usable_s: float | None = None

    def timing(self) -> Timing:
        """Play it to the end."""
        self._ask(self._plan.document)
        end_s = 0.0
        while (until_s := min(self._line.next_s(), self._busy_until_s, self._waits_until_s())) < inf:
            for fetch in self._line.go_on(until_s):
                end_s = until_s
                self._come(self._nodes_of[fetch], fetch)
            if self._busy_until_s <= self._line.now_s and (then := self._then):
                end_s = until_s
                self._busy_until_s, self._then = inf, None
                then()
            self._go_on()
            if self._then is None and self._tasks:
                seconds, self._then = self._tasks.popleft()
                self._busy_until_s = self._line.now_s + seconds
        main_text_s = end_s if self._main_text_s is None else self._main_text_s
        usable_s = end_s if self._usable_s is None else self._usable_s
        return Timing(main_text_s, max(main_text_s, usable_s), end_s)

    def _ask(self, node: Node) -> None:
        if node in self._asked:
            return
        self._asked.add(node)
        self._send(node)

    def _send(self, node: Node) -> None:
        led_on = self._trips_left[node] > 0
        if node.is_kept:
            self._do(0, lambda: self._have(node))
            return
        fetch = Fetch(node.response.url, 0 if led_on else node.size, node.rank, node.response.protocol)
        if node is self._plan.document and not led_on:
            pieces = max(1, min(PIECES, node.size // FEWEST_PIECE_BYTES))
            fetch.marks = [node.size * (1 - piece / pieces) for piece in range(1, pieces)]
        self._nodes_of[fetch] = node
        self._line.ask(fetch)

    def _come(self, node: Node, fetch: Fetch) -> None:
        if self._trips_left[node]:
            self._trips_left[node] -= 1
            self._send(node)
            return
        if node is self._plan.document:
            self._seen_to = 1 - fetch.left / node.size if node.size else 1.0
        if not fetch.left:
            self._have(node)

    def _have(self, node: Node) -> None:
        if node is self._plan.document:
            self._seen_to = 1.0
        self._arrived.add(node)
        for each in node.imports:
            self._ask(each)
        if node is self._plan.document:  # the parser has read it on the way
            self._be_ready(node)
        elif not (node.stops or node.deferred):
            self._do(self._cpu_s(node), lambda: self._be_ready(node))
        elif not node.is_script:
            self._be_ready(node)

    def _be_ready(self, node: Node) -> None:
        self._ready.add(node)
        for asked in node.asked_for:
            if asked.is_sheet or not node.is_sheet or self._shown:
                self._ask(asked)

    def _do(self, seconds: float, then: Callable[[], None]) -> None:
        self._tasks.append((seconds, then))

    def _cpu_s(self, node: Node) -> float:
        per_mb = CPU_S_PER_MB.get(node.response.kind, 0)
        return self._factor * per_mb * node.response.body_bytes / 1_000_000

    def _go_on(self) -> None:
        """Do what has become possible."""
        while self._by_place and (self._by_place[0].place or 0) <= self._seen_to:
            self._ask(self._by_place.pop(0))
        while self._by_parser and (self._by_parser[0].place or 0) <= self._parsed:
            self._ask(self._by_parser.pop(0))
        self._parse()
        self._show()

    def _parse(self) -> None:
        """Let the parser go to where it has to wait, or to the end of what has come."""
        if self._parsing or self._usable_s is not None:
            return
        while self._stops:
            node, place = self._stops[0], self._stops[0].used_at or 0
            if self._parsed < place:
                break
            if node.is_script and node not in self._ready:
                if node in self._arrived and not self._sheets_before(place):
                    self._run(node)
                return
            if node not in self._ready:
                return
            self._stops.pop(0)
        goal = min(self._seen_to, self._stops[0].used_at or 0) if self._stops else self._seen_to
        if goal > self._parsed:
            self._parsing = True
            cost_s = (goal - self._parsed) * self._cpu_s(self._plan.document)
            self._do(cost_s, lambda: self._parse_to(goal))
        elif self._parsed >= 1:
            self._finish_parsing()

    def _parse_to(self, place: float) -> None:
        self._parsing = False
        self._parsed = place

    def _run(self, node: Node) -> None:
        if not self._running:
            self._running = True
            self._do(self._cpu_s(node), lambda: self._have_run(node))

    def _have_run(self, node: Node) -> None:
        self._running = False
        self._be_ready(node)

    def _sheets_before(self, place: float) -> bool:
        return any(
            node not in self._ready for node in self._blocking if node.place is None or node.place < place
        )

    def _finish_parsing(self) -> None:
        for node in self._unnamed:
            if node.response.kind != "font" or self._shown:
                self._ask(node)
        for node in self._deferred:
            if node not in self._ready:
                imported = all(each in self._ready for each in node.all_imports())
                if node in self._arrived and imported and not self._sheets_before(1):
                    self._run(node)
                return
        self._usable_s = self._line.now_s

    def _show(self) -> None:
        """Lay the page out, if nothing blocks that, and show the main text if it is there."""
        if self._laid_out and self._main_text_s is None:
            waits = any(font in self._asked and font not in self._ready for font in self._fonts)
            if not waits or self._line.now_s >= self._fonts_until_s:
                self._main_text_s = self._line.now_s
        if self._laying_out:
            return
        if self._parsed < self._plan.body_place or self._parsed == 0:
            return
        if any(node not in self._ready for node in self._blocking):
            return
        if not self._shown:
            self._shown = True
            self._fonts_until_s = self._line.now_s + FONT_WAIT_S
            for node in self._plan.nodes:
                if node.asker is not None and node.asker.is_sheet and node.asker in self._ready:
                    self._ask(node)
        if self._has_main_text():
            self._laying_out = True
            laying_out_s = LAYOUT_S_PER_MB * self._plan.document.response.body_bytes / 1_000_000
            self._do(self._factor * (PAGE_S + laying_out_s), self._have_laid_out)

    def _has_main_text(self) -> bool:
        if self._plan.text_place is not None:
            return self._parsed >= self._plan.text_place
        return self._usable_s is not None and all(
            node in self._ready
            for node in self._asked
            if node.response.kind in ("script", "xhr", "fetch") and not node.within_frame
        )

    def _have_laid_out(self) -> None:
        self._laid_out = True

    def _waits_until_s(self) -> float:
        """When text is shown in another font, if it is to be shown and waits for its own."""
        return self._fonts_until_s if self._laid_out and self._main_text_s is None else inf

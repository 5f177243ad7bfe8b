"""What a page asks for, in which order and why, as its ledger and its served document tell it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from auditor.cost.caching import bytes_again
from auditor.evidence import PageEvidence, Response, TextBlock
from auditor.evidence.landmark import Landmark

_RANKS = {"veryhigh": 0, "high": 1, "medium": 2, "low": 3, "verylow": 4}
# Of evidence that does not tell: as Chromium begins.
_RANKS_OF_KINDS = {"document": 0, "stylesheet": 0, "script": 1, "font": 1, "xhr": 1, "fetch": 1}
_FIRST_SCREEN_CHARS = 300  # about what a phone of 360 x 800 shows below a header
_BLOCKS_TRIED = 12
_NAME_CHARS = 4  # a shorter file name may stand anywhere in a document
_TAG_CHARS = 2_000
# CSS Fonts 4, 11.1: "auto" is up to the browser, and they treat it as "block".
_HIDING = ("auto", "block")
_MOST_NAMED = 10  # times that a document names one file
# Where the markup names what the browser says that it does, if its address is written there in another way.
_PLACES_OF_WORDS = {"blocking": 0.0, "inbodyparserblocking": 1.0}


@dataclass(slots=True, eq=False)
class Node:
    """One file that the page asks for.

    `place` is how far into the document's bytes it is named, from 0 to 1; None where the markup does not name
    it; then `is_parsed` tells that it is asked for when the parser comes there, not as soon as it is seen.
    `used_at` is where it is put to use, if it was named before to have it early. `asker` is who asked for it
    instead of the markup. `is_kept` tells that it is in the cache, `trips` counts redirects before it.
    `blocks` tells that nothing is shown before it, `stops` that the parser waits for it where it is used,
    `deferred` that it is run when the parser is done, `is_module` that what it imports is run before it.
    """

    response: Response
    size: int
    rank: int
    place: float | None = None
    used_at: float | None = None
    asker: "Node | None" = None
    is_parsed: bool = False
    is_kept: bool = False
    trips: int = 0
    blocks: bool = False
    stops: bool = False
    deferred: bool = False
    is_module: bool = False
    asked_for: list["Node"] = field(default_factory=list)

    @property
    def imports(self) -> list["Node"]:
        """The scripts that have to be there before it can run."""
        return [each for each in self.asked_for if each.is_script] if self.is_module else []

    def all_imports(self) -> Iterator["Node"]:
        """Give these, what they import in turn, and so on."""
        waiting = self.imports
        while waiting:
            each = waiting.pop()
            yield each
            waiting += each.imports

    @property
    def is_script(self) -> bool:
        """Whether it is run."""
        return self.response.kind == "script"

    @property
    def is_sheet(self) -> bool:
        """Whether it is a style sheet."""
        return self.response.kind == "stylesheet"

    @property
    def within_frame(self) -> bool:
        """Whether a framed document asked for it, or something in that."""
        above = self.asker
        while above is not None and above.response.kind != "document":
            above = above.asker
        return above is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """A page's own document and what follows from it.

    `text_place` is where in the document its main text stands, None if scripts bring it; `body_place` where
    its body begins. `hides_text` tells that text is not shown until its font is there, for a while.
    """

    document: Node
    nodes: Sequence[Node]
    text_place: float | None
    body_place: float
    hides_text: bool


def plan_of(
    page: PageEvidence, again_after_s: float | None = None, without: Collection[str] = ()
) -> Plan | None:
    """Read what a page asks for; None if nothing came of it. What is left out asks for nothing either."""
    carried = [one for one in page.responses or () if one.url.startswith(("http://", "https://"))]
    answered = [one for one in carried if not one.redirect and (one.status or one.wire_bytes)]
    document = next((one for one in answered if one.kind == "document"), None)
    if document is None:
        return None
    html = page.served_html or ""
    nodes = {one.url.partition("#")[0]: _node(one, again_after_s) for one in reversed(answered)}
    first = nodes[document.url.partition("#")[0]]
    ordered = [node for node in reversed(nodes.values()) if node is not first]
    for node in ordered:
        asker = nodes.get(node.response.initiator)
        # Scripts can give themselves any name, and so ask for each other in a circle.
        node.asker = None if asker in (None, first) or _asked_for(asker, node) else asker
    kept = [node for node in ordered if not _is_left_out(node, without)]
    for node in kept:
        if node.asker is not None:
            node.asker.asked_for.append(node)
        _place(node, html)
    _spread_modules(kept)
    _redirect([one for one in carried if one.redirect], [first, *kept])
    body = max(0, html.find("<body"))
    return Plan(
        first,
        kept,
        _text_place(page.text or (), html, body),
        body / max(1, len(html)),
        hides_text=any(
            face.for_text and face.display in _HIDING and face.status in ("loading", "loaded")
            for face in page.faces or ()
        ),
    )


def _node(response: Response, again_after_s: float | None) -> Node:
    rank = _RANKS.get(response.priority, _RANKS_OF_KINDS.get(response.kind, 3))
    if again_after_s is None:
        return Node(response, response.wire_bytes, rank)
    size = bytes_again(response, again_after_s)
    return Node(response, size, rank, is_kept=not size)


def _asked_for(node: Node | None, by: Node) -> bool:
    """Whether a file was asked for by another, or is that, over all that asked in between."""
    while node is not None and node is not by:
        node = node.asker
    return node is by


def _is_left_out(node: Node | None, without: Collection[str]) -> bool:
    while node is not None:
        if node.response.url in without:
            return True
        node = node.asker
    return False


def _place(node: Node, html: str) -> None:
    """Find where the document names a file, if that asked for it, and what waits for it."""
    response = node.response
    named = [] if node.asker else list(_named(response.url, html))
    tags = [(at, tag) for at, tag in named if tag]
    if named:
        node.place = (tags or named)[0][0]
        node.is_parsed = not tags or response.kind == "document"
    elif not node.asker:
        node.place = _PLACES_OF_WORDS.get(response.blocking)
    node.used_at = node.place
    if node.is_sheet:
        is_early = any("preload" in tag for _, tag in tags[:1]) and any(map(_is_sheet, tags))
        node.blocks = response.blocking in ("blocking", "") or is_early
        node.stops = response.blocking == "inbodyparserblocking"
    elif node.is_script:
        scripts = [each for each in tags if each[1].startswith("<script")]
        node.used_at, tag = scripts[0] if scripts else (node.place, "")
        is_async = bool(re.search(r"\sasync\b", tag))
        node.is_module = bool(re.search(r"\stype=[\"']?module", tag))
        node.deferred = not is_async and (node.is_module or bool(re.search(r"\sdefer\b", tag)))
        is_plain = bool(scripts) or response.blocking in _PLACES_OF_WORDS
        node.stops = is_plain and not is_async and not node.deferred


def _is_sheet(named: tuple[float, str]) -> bool:
    return bool(re.search(r"\srel=[\"']?[^\"']*stylesheet", named[1]) and "print" not in named[1])


def _named(url: str, html: str) -> Iterator[tuple[float, str]]:
    """Find where a document names an address: how far into it, and the tag there, "" where it is text."""
    _, _, path, query, _ = urlsplit(url)
    names = [f"{name}?{query}" if query else name for name in (path.rpartition("/")[2], path)]
    name = next((one for one in names if len(one) >= _NAME_CHARS), "")
    at = html.find(name) if name else -1
    for _ in range(_MOST_NAMED):
        if at < 0:
            return
        begin = html.rfind("<", max(0, at - _TAG_CHARS), at)
        end = html.find(">", at, at + _TAG_CHARS)
        is_tag = begin >= 0 and end >= 0 and ">" not in html[begin:at]
        yield at / len(html), html[begin:end].lower() if is_tag else ""
        at = html.find(name, at + 1)


def _spread_modules(nodes: Sequence[Node]) -> None:
    """What a module imports is a module. Such chains may be as long as a page likes."""
    while nodes:
        nodes = [each for node in nodes for each in node.imports if not each.is_module]
        for each in nodes:
            each.is_module = True


def _redirect(redirects: Sequence[Response], nodes: Sequence[Node]) -> None:
    """Give each redirect to what it seems to have led to: a file of its kind that the same asked for."""
    for one in redirects:
        alike = [
            node
            for node in nodes
            if (node.response.kind, node.response.initiator) == (one.kind, one.initiator)
        ]
        if alike:
            fewest = alike[0] if one.kind == "document" else min(alike, key=lambda node: node.trips)
            fewest.trips += 1


def _text_place(blocks: Sequence[TextBlock], html: str, body: int) -> float | None:
    """Find where the document holds the first screen of its main text; its end if that is not known."""
    own = [block for block in blocks if block.landmark is Landmark.MAIN] or list(blocks)
    if not html or not own:
        return 1.0
    seen, place = 0, None
    for block in own[:_BLOCKS_TRIED]:
        words = block.text.split()[:3]
        if found := re.compile(r"\s+".join(map(re.escape, words))).search(html, body):
            place = found.start() / len(html)
        seen += len(block.text)
        if seen >= _FIRST_SCREEN_CHARS:
            break
    return place

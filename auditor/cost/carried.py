"""Keeps what a network carried for a page, and what waited for what, in the page's digest: one string. Pure.

It takes a tenth of the space that the responses take as they are.
"""

import base64
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import TypeAdapter

from auditor.cost.plan import Node, Plan, plan_of
from auditor.cost.smaller import fitting_part, largest_drawn
from auditor.evidence import PageEvidence, Response

MOST_UNPACKED_BYTES = 50_000_000  # 100,000 responses of 500 bytes
_PLACE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class _Kept:
    """A node of a plan. `of` and `by` are the places of its response and of its asker in their lists."""

    of: int
    rank: int
    place: float | None = None
    by: int | None = None
    trips: int = 0
    blocks: bool = False
    stops: bool = False
    deferred: bool = False
    used_at: float | None = None
    is_parsed: bool = False
    is_module: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """The responses that a network carried for a page, and the plan of a first visit, its document first.

    `fitting` tells by address which part of its bytes a picture needs that has no more pixels than are shown.
    """

    responses: tuple[Response, ...]
    nodes: tuple[_Kept, ...] = ()
    text_place: float | None = None
    body_place: float = 0.0
    hides_text: bool = False
    fitting: Mapping[str, float] = field(default_factory=dict)

    def plan(self, sizes: Mapping[str, int], without: Collection[str] = ()) -> Plan | None:
        """Plan a visit on which answers have these sizes, by address; None if the page has no document.

        One that is not named has that of a first visit, one of no bytes is in the cache. Those that are left
        out are asked for by nobody; what they asked for is asked for at the end.
        """
        if not self.nodes:
            return None
        nodes = [self._node(kept, sizes) for kept in self.nodes]
        out = {node for node in nodes[1:] if node.response.url in without}
        for node, kept in zip(nodes, self.nodes, strict=True):
            if kept.by is not None and (asker := nodes[kept.by]) not in out:
                node.asker = asker
                if node not in out:
                    asker.asked_for.append(node)
        return Plan(
            nodes[0],
            [node for node in nodes[1:] if node not in out],
            self.text_place,
            self.body_place,
            hides_text=self.hides_text,
        )

    def _node(self, kept: _Kept, sizes: Mapping[str, int]) -> Node:
        response = self.responses[kept.of]
        size = sizes.get(response.url, response.wire_bytes)
        return Node(
            response,
            size,
            kept.rank,
            kept.place,
            kept.used_at,
            is_parsed=kept.is_parsed,
            is_module=kept.is_module,
            is_kept=not size and bool(response.wire_bytes),
            trips=kept.trips,
            blocks=kept.blocks,
            stops=kept.stops,
            deferred=kept.deferred,
        )


def pack(page: PageEvidence) -> str:
    """Write what came for a page into a string, "" if that was nothing."""
    if not page.responses:
        return ""
    text = _adapter().dump_json(_carried(page, page.responses), exclude_defaults=True)
    return base64.b85encode(zlib.compress(text)).decode("ascii")


def unpack(packed: str) -> Carried:
    """Read such a string, which may be a stranger's: archives hold them.

    Raises:
        ValueError: if it is none, or unpacks to more than any page gives.
        zlib.error: if it was never packed.
    """
    if not packed:
        return Carried(())
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(base64.b85decode(packed), MOST_UNPACKED_BYTES)
    if not unpacker.eof:
        raise ValueError(f"what a network carried is cut, or more than {MOST_UNPACKED_BYTES} bytes")
    return _adapter().validate_json(text)


def _carried(page: PageEvidence, responses: tuple[Response, ...]) -> Carried:
    plan, fitting = plan_of(page), _fitting(page, responses)
    if plan is None:
        return Carried(responses, fitting=fitting)
    nodes = [plan.document, *plan.nodes]
    of = {id(response): number for number, response in enumerate(responses)}
    by = {node: number for number, node in enumerate(nodes)}
    return Carried(
        responses,
        tuple(
            _Kept(
                of=of[id(node.response)],
                rank=node.rank,
                place=_short(node.place),
                used_at=_short(node.used_at),
                is_parsed=node.is_parsed,
                is_module=node.is_module,
                by=None if node.asker is None else by[node.asker],
                trips=node.trips,
                blocks=node.blocks,
                stops=node.stops,
                deferred=node.deferred,
            )
            for node in nodes
        ),
        plan.text_place,
        plan.body_place,
        hides_text=plan.hides_text,
        fitting=fitting,
    )


def _short(place: float | None) -> float | None:
    return None if place is None else round(place, _PLACE_DIGITS)


def _fitting(page: PageEvidence, responses: tuple[Response, ...]) -> dict[str, float]:
    if page.images is None:
        return {}
    files = {response.url: response for response in responses}
    return {
        src: round(min(1, fitting_part(image, files[src].mime_type, page.images.pixel_ratio)), _PLACE_DIGITS)
        for src, image in largest_drawn(page.images, files).items()
    }


@cache
def _adapter() -> TypeAdapter[Carried]:
    return TypeAdapter(Carried)

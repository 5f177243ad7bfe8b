"""A PDF's links and fields, and which of them tags speak of (ISO 32000-1, 12.5.6 and 14.8.4.4)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Page

from auditor.evidence.document_facts import DocumentControls
from auditor.files.ink import PageInk
from auditor.files.objects import box_of, number, words
from auditor.files.place import NOWHERE, Box
from auditor.files.tags import Tags

MAX_CONTROLS = 2_000
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5  # ISO 32000-1, table 165: bits of flags, counted from 0
_ORDERED = Name.S  # ISO 32000-1, table 30: the order of the tags


class _Link(NamedTuple):
    page: int
    target: str
    area: Box


@dataclass(slots=True)
class _Counted:
    links: int = 0
    reached: set[str] = field(default_factory=set)  # where tagged links lead
    bare: list[_Link] = field(default_factory=list)
    unsure: list[_Link] = field(default_factory=list)
    fields: int = 0
    bare_fields: list[int] = field(default_factory=list)
    unordered: list[int] = field(default_factory=list)

    def pages_of(self, links: Sequence[_Link]) -> tuple[int, ...]:
        """Give the pages of links that lead where no tagged one does."""
        return tuple(link.page for link in links if not link.target or link.target not in self.reached)


def controls_of(pages: Sequence[Page], tags: Tags, ink: Sequence[PageInk]) -> DocumentControls:
    """Count the links and fields that are shown on the pages that tags speak of."""
    counted = _Counted()
    known, marks = set(tags.objects), set(tags.marks)
    for at, control in islice(_controls(pages, tags.pages), MAX_CONTROLS):
        is_tagged = control.is_indirect and control.objgen in known
        if pages[at - 1].obj.get(Name.Tabs) != _ORDERED and at not in counted.unordered:
            counted.unordered.append(at)
        if control.get(Name.Subtype) == Name.Widget:
            counted.fields += 1
            counted.bare_fields += [] if is_tagged else [at]
            continue
        link = _Link(at, _target(control), box_of(control.get(Name.Rect)) or NOWHERE)
        counted.links += 1
        if is_tagged and control.objgen in tags.link_objects:
            counted.reached.add(link.target)
            continue
        under = frozenset() if is_tagged else _marks_under(link, ink)
        if is_tagged or under & tags.link_marks:
            counted.unsure.append(link)
        elif under & marks:
            counted.bare.append(link)
    return DocumentControls(
        links=counted.links,
        untagged_links=counted.pages_of(counted.bare),
        unsure_links=counted.pages_of(counted.unsure),
        fields=counted.fields,
        untagged_fields=tuple(counted.bare_fields),
        unordered_pages=tuple(counted.unordered),
    )


def _controls(pages: Sequence[Page], with_tags: Collection[int]) -> Iterator[tuple[int, Dictionary]]:
    for at, page in enumerate(pages, 1):
        annotations = page.obj.get(Name.Annots) if at in with_tags else None
        for each in annotations if isinstance(annotations, Array) else ():
            if isinstance(each, Dictionary) and _is_shown(each):
                yield at, each


def _is_shown(control: Object) -> bool:
    if (number(control.get(Name.F)) or 0) & (_HIDDEN | _NO_VIEW) or box_of(control.get(Name.Rect)) is None:
        return False
    kind = control.get(Name.Subtype)
    return kind == Name.Widget or (kind == Name.Link and (Name.A in control or Name.Dest in control))


def _target(link: Object) -> str:
    """Give the address that a link leads to, or the name of the place; "" for others."""
    action = link.get(Name.A)
    return words(action.get(Name.URI)) if isinstance(action, Dictionary) else words(link.get(Name.Dest))


def _marks_under(link: _Link, ink: Sequence[PageInk]) -> frozenset[tuple[int, int]]:
    """Give the marks of the text that a link lies on, where it is not marked as no content."""
    if link.page > len(ink):
        return frozenset()
    return frozenset(
        (link.page, mark)
        for mark, pieces in ink[link.page - 1].by_mark.items()
        if any(piece.box.has_middle_in(link.area) for piece in pieces)
    )

"""The fields of a PDF's form, with the words that assistive technology says for them."""

from collections.abc import Iterator, Mapping

from pikepdf import Array, Dictionary, Name, Pdf

from auditor.evidence.document_facts import DocumentField
from auditor.files.objects import box_of, number, words
from auditor.files.text import clean

MAX_FIELDS = 500
MAX_NODES = 5_000
MAX_DEPTH = 32

_KINDS = {"/Tx": "text", "/Ch": "choice", "/Btn": "button", "/Sig": "signature"}
# ISO 32000-1, tables 165, 221 and 226: bits of flags, counted from 0.
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_READ_ONLY = 1
_PUSH_BUTTON = 1 << 16


type _Waiting = tuple[object, str, int, tuple[str, ...]]


def fields_of(pdf: Pdf, described: Mapping[tuple[int, int], str]) -> tuple[DocumentField, ...]:
    """List the fields that a person can fill in or press. `described` are tags' words for objects."""
    form = pdf.Root.get(Name.AcroForm)
    fields = form.get(Name.Fields) if isinstance(form, Dictionary) else None
    found: list[DocumentField] = []
    for node, kind, flags, names in _leaves(fields):
        if flags & _READ_ONLY or not any(map(_is_shown, _widgets(node))):
            continue
        said = (described.get(widget.objgen, "") for widget in _widgets(node))
        label = words(node.get(Name.TU)) or next(filter(None, said), "")
        if kind == "/Btn" and flags & _PUSH_BUTTON:
            label = label or _caption(node)
        found.append(DocumentField(_KINDS.get(kind, "field"), clean(".".join(names)), label))
        if len(found) == MAX_FIELDS:
            break
    return tuple(found)


def _leaves(fields: object) -> Iterator[tuple[Dictionary, str, int, tuple[str, ...]]]:
    """Go through the fields that hold no others, with what they take from those around them."""
    waiting: list[_Waiting] = (
        [(each, "", 0, ()) for each in reversed(list(fields))] if isinstance(fields, Array) else []
    )
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < MAX_NODES:
        node, kind, flags, names = waiting.pop()
        if not isinstance(node, Dictionary) or node.objgen in seen or len(names) > MAX_DEPTH:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        kind = str(node.get(Name.FT, kind))
        own_flags = number(node.get(Name.Ff))
        flags = flags if own_flags is None else own_flags
        names = (*names, own) if (own := words(node.get(Name.T))) else names
        kids = node.get(Name.Kids)
        inner = [kid for kid in kids if isinstance(kid, Dictionary) and Name.T in kid] if kids else []
        if inner:
            waiting += [(kid, kind, flags, names) for kid in reversed(inner)]
        elif kind:
            yield node, kind, flags, names


def _widgets(node: Dictionary) -> list[Dictionary]:
    """List where a field stands on the pages: it may be its own widget."""
    kids = node.get(Name.Kids)
    return [kid for kid in kids if isinstance(kid, Dictionary)] if isinstance(kids, Array) else [node]


def _is_shown(widget: Dictionary) -> bool:
    is_hidden = (number(widget.get(Name.F)) or 0) & (_HIDDEN | _NO_VIEW)
    return not is_hidden and box_of(widget.get(Name.Rect)) is not None


def _caption(node: Dictionary) -> str:
    """Give what stands on a button."""
    looks = node.get(Name.MK)
    return words(looks.get(Name.CA)) if isinstance(looks, Dictionary) else ""

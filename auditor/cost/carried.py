"""Keeps what a network carried for a page in a page's digest: one string, a tenth of the space. Pure."""

import base64
import zlib
from collections.abc import Iterable
from functools import cache

from pydantic import TypeAdapter

from auditor.evidence import Response


def pack(responses: Iterable[Response]) -> str:
    """Write responses into a string, "" if there are none."""
    carried = tuple(responses)
    if not carried:
        return ""
    text = _adapter().dump_json(carried, exclude_defaults=True)
    return base64.b85encode(zlib.compress(text)).decode("ascii")


def unpack(packed: str) -> tuple[Response, ...]:
    """Read such a string."""
    if not packed:
        return ()
    return _adapter().validate_json(zlib.decompress(base64.b85decode(packed)))


@cache
def _adapter() -> TypeAdapter[tuple[Response, ...]]:
    return TypeAdapter(tuple[Response, ...])

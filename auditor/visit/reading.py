"""Reads the texts of a page with the languages that are said of them."""

from pydantic import TypeAdapter

from auditor.passages import Passages
from auditor.visit.probe import ask
from auditor.visit.view import View

LIMITS = {
    "nodes": 20_000, "passages": 2_000, "marks": 500, "names": 500, "textChars": 1_000, "snippetChars": 200,
}  # fmt: skip

_PASSAGES = TypeAdapter(Passages)  # a page may have tampered with what a probe returns


async def see_passages(view: View) -> Passages:
    """Tell what can be read on a page, seen or heard.

    Raises:
        pydantic.ValidationError: if the page tampered with the answer.
    """
    return _PASSAGES.validate_python(await ask(view, "passages", LIMITS))

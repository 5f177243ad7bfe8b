"""Reads how the controls of forms are drawn."""

from pydantic import TypeAdapter

from auditor.controls import Control
from auditor.visit.probe import ask
from auditor.visit.view import View

LIMITS = {"controls": 40, "near": 30, "snippetChars": 300}

_CONTROLS = TypeAdapter(tuple[Control, ...])  # a page may have tampered with what a probe returns


async def see_controls(view: View) -> tuple[Control, ...]:
    """Tell by how much the shapes of controls stand out.

    Raises:
        pydantic.ValidationError: if the page tampered with the answer.
    """
    return _CONTROLS.validate_python(await ask(view, "controls", LIMITS))

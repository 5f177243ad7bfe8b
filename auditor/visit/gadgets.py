"""Looks for what asks for more than reading and pressing: puzzles, and what is dragged."""

from pydantic import TypeAdapter

from auditor.gadgets import Gadgets
from auditor.known_gadgets import known_gadgets
from auditor.visit.probe import ask
from auditor.visit.view import View

LIMITS = {"puzzles": 10, "elements": 200, "controls": 30, "textChars": 200, "snippetChars": 300}

_GADGETS = TypeAdapter(Gadgets)  # a page may have tampered with what a probe returns


async def see_gadgets(view: View) -> Gadgets:
    """Tell which puzzles and things to drag a page has.

    Raises:
        pydantic.ValidationError: if the page tampered with the answer.
    """
    known = known_gadgets()
    makers = {key: puzzle.selector for key, puzzle in known.puzzle.items()}
    dragged = {key: (one.selector, one.by_press) for key, one in known.dragged.items()}
    return _GADGETS.validate_python(await ask(view, "gadgets", LIMITS, makers=makers, dragged=dragged))

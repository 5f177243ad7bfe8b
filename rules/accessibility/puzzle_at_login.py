"""A login should not ask people to solve a puzzle, unless there is another way in.

Why it matters: people who read, remember or calculate with difficulty are kept out of what is theirs. What
keeps them out are letters that are twisted so that machines fail on them, or a sum.

How to fix it: use a check that asks nothing of people, or offer a way to log in without the puzzle, as by a
link sent by mail.

Source: WCAG 2.2, success criterion 3.3.8 Accessible Authentication (Minimum),
https://www.w3.org/TR/WCAG22/#accessible-authentication-minimum, which excepts telling what pictures show
(level AA); 3.3.9 does not. What the makers' puzzles ask for: auditor/facts/gadgets.toml.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.gadgets import Gadgets, Puzzle
from auditor.examples import page
from auditor.outcome import CantTell, Inapplicable, Outcome, Passed, Place
from auditor.page.known_gadgets import known_gadgets
from auditor.rule import Dimension, Example, Group, Rule, Severity

_LETTERS = "The login asks people to read letters off a picture and to type them. Is there a way in without?"
_DRAGGING = "The login asks for a puzzle by {maker}. Is there a way in without?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask about puzzles in forms with one password that is known already."""
    for puzzle in page.gadgets.puzzles if page.gadgets else ():
        if puzzle.passwords == 1 and not puzzle.new_passwords:
            yield _outcome(puzzle)


def _outcome(puzzle: Puzzle) -> Outcome:
    at = Place(puzzle.selector, puzzle.snippet, puzzle.landmark)
    if puzzle.maker == "image":
        return CantTell(_LETTERS, at=at)
    known = known_gadgets().puzzle.get(puzzle.maker)
    return CantTell(_DRAGGING, at=at, maker=known.name) if known and known.asks == "dragging" else Passed()


def _puzzle(maker: str = "image", **facts: int) -> PageEvidence:
    known: dict[str, object] = {"selector": "img", "snippet": "<img>", "passwords": 1}
    puzzle = Puzzle(maker=maker, **(known | facts))  # type: ignore[arg-type]  # by name
    return page(gadgets=Gadgets(puzzles=(puzzle,)))


RULE = Rule(
    title="Login asks for a puzzle",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.WITHOUT_VISION),
    criteria=("3.3.8",),
    needs=("gadgets",),
    check=check,
    examples=(
        Example("no puzzle", page(gadgets=Gadgets()), Inapplicable),
        Example("letters in a picture", _puzzle(), CantTell),
        Example("a piece to drag", _puzzle("geetest"), CantTell),
        Example("objects in pictures, which are excepted", _puzzle("hcaptcha"), Passed),
        Example("nothing is asked", _puzzle("turnstile"), Passed),
        Example("in a form without a password", _puzzle(passwords=0), Inapplicable),
        Example("where a password is chosen", _puzzle(new_passwords=1), Inapplicable),
        Example("where it is typed twice", _puzzle(passwords=2), Inapplicable),
        Example(
            "a login in a page",
            "<form><input type='password' aria-label='Password'><img id='captcha' alt='Code' width='90' "
            "height='30' src='data:,'><input name='captcha' aria-label='Code'></form>",
            CantTell,
        ),
    ),
)

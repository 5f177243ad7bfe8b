"""A puzzle that tells people from programs must not be for the eyes alone.

Why it matters: whoever does not see the letters in the picture cannot type them, and the form does not let
people past it: the application ends there.

How to fix it: use a check that asks nothing of people. It can be a hidden field that only programs fill in,
the time that filling in takes, or a proof of work. Or offer a puzzle for the ears beside the one for the
eyes.

Source: WCAG 2.2, success criterion 1.1.1 Non-text Content, "CAPTCHA",
https://www.w3.org/TR/WCAG22/#non-text-content, and techniques G143 and G144,
https://www.w3.org/WAI/WCAG22/Techniques/general/G144. What the makers' puzzles ask for:
auditor/facts/gadgets.toml, with the addresses of their documentation.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.gadgets import Gadgets, Puzzle
from auditor.examples import page
from auditor.locale.speaking import finished
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.page.known_gadgets import known_gadgets
from auditor.rule import Dimension, Example, Group, Rule, Severity

TELLING_CHARS = 40  # an alternative text that may hold the task itself ("What is three plus four?")

# "audio", "sound", "listen", "voice", "read aloud", "play", as buttons and their files say it.
_OF_SOUND = re.compile(
    r"audio|sound|listen|\bhear|speak|voice|volume|read (?:it |the code )?aloud|\bplay\b|\.(?:mp3|wav|ogg)\b"
    r"|écout|entend|sonore|vocal|escuch|\boír\b|sonido|\bvoz\b|ouvir|\bsom\b|ascolt|\bvoce\b|sonoro|anhör|vorles"
    r"|hören|\bton\b|sprach|luister|geluid|posłuchaj|dźwięk|lyssna|\bljud|sikiliza|sauti|استمع|صوت|ακούστε|ήχος",
    re.IGNORECASE,
)
# A sum, a question, or a code.
_TASK = re.compile(r"\d\s*[+\-*×x]\s*\d|[?？؟]|\b(?=\w*\d)\w{4,8}\b")  # noqa: RUF001  signs for "times" and for questions

_FOR_EYES = "To send this form, people have to read letters off a picture, and no sound is offered instead"
_OWN = "A picture holds a puzzle. Can people who do not see it do another? Nearby: {said}"
_MADE = "{maker} asks people to {asked}. Is there another puzzle, or another way, for those who cannot?"
_ASKED = {
    "sight": finished("tell what pictures show"),
    "dragging": finished("see a picture and drag a piece into its place"),
}


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at what each puzzle asks for, and for sound beside pictures of letters."""
    for puzzle in page.gadgets.puzzles if page.gadgets else ():
        yield _of_picture(puzzle) if puzzle.maker == "image" else _of_maker(puzzle)


def _of_picture(puzzle: Puzzle) -> Outcome:
    at = Place(puzzle.selector, puzzle.snippet, puzzle.landmark)
    spoken = next((said for said in puzzle.controls if _OF_SOUND.search(said)), "")
    if puzzle.recordings or spoken:
        return CantTell(_OWN, at=at, said=spoken or "a recording")
    if len(puzzle.name) > TELLING_CHARS or _TASK.search(puzzle.name):
        return CantTell(_OWN, at=at, said=puzzle.name)
    return Failed(_FOR_EYES, at=at)


def _of_maker(puzzle: Puzzle) -> Outcome:
    known = known_gadgets().puzzle.get(puzzle.maker)
    if known is None or known.asks not in _ASKED:
        return Passed()
    at = Place(puzzle.selector, puzzle.snippet, puzzle.landmark)
    return CantTell(_MADE, at=at, maker=known.name, asked=_ASKED[known.asks])


def _puzzle(maker: str = "image", **facts: object) -> PageEvidence:
    known: dict[str, object] = {"maker": maker, "selector": "img", "snippet": "<img>"}
    return page(gadgets=Gadgets(puzzles=(Puzzle(**(known | facts)),)))  # type: ignore[arg-type]  # by name


_FORM = (
    "<form><label>Name <input name='name'></label><img src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/"
    "2000/svg%22 width=%2290%22 height=%2230%22/>' alt='Code' id='captcha'><label>Code <input name='captcha'>"
    "</label>{more}<button>Send</button></form>"
)

RULE = Rule(
    title="Puzzle can only be solved by seeing",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION, Group.OLDER_PERSONS),
    criteria=("1.1.1",),
    needs=("gadgets",),
    check=check,
    examples=(
        Example("no puzzle", page(gadgets=Gadgets()), Inapplicable),
        Example("a picture of letters", _puzzle(controls=("Send", "New code")), Failed),
        Example("sound is spoken of", _puzzle(controls=("Écouter le code",)), CantTell),
        Example("a recording beside it", _puzzle(recordings=1), CantTell),
        Example("its text tells the task", _puzzle(name="3 + 4"), CantTell),
        Example("its text tells the code", _puzzle(name="x7gh2"), CantTell),
        Example("pictures to choose from", _puzzle("hcaptcha"), CantTell),
        Example("a piece to drag", _puzzle("geetest"), CantTell),
        Example("sound instead", _puzzle("recaptcha"), Passed),
        Example("it works by itself", _puzzle("friendlycaptcha"), Passed),
        Example("a picture of letters in a form", _FORM.format(more=""), Failed),
        Example(
            "with a button for sound, in a form around a whole page",
            _FORM.format(more="<button type='button'>Listen</button>").replace(
                "<form>", "<form>" + "<a href='/fees'>Fees</a> " * 40
            ),
            CantTell,
        ),
        Example(
            "a logo beside a maker's puzzle",
            "<form><input name='name' aria-label='Name'><div class='frc-captcha'>Checking</div>"
            "<img src='/captcha-logo.png' alt='' width='20' height='20'></form>",
            Passed,
        ),
    ),
)

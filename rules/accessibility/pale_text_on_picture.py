"""Text must stand out from the picture, pattern or shade that lies behind it.

Why it matters: whoever has low vision, is older, or reads in bright sunlight loses letters where the
picture behind them is about as light as they are. With the letters goes what they say.

How to fix it: lay a plain, opaque colour under the text, or darken or lighten the picture behind it all over.
Go on until the contrast is 4.5 to 1, or 3 to 1 for large letters, wherever a letter may stand.

Source: WCAG 2.2, success criterion 1.4.3 Contrast (Minimum): 4.5 to 1; 3 to 1 for text of at least
18 pt, or bold of at least 14 pt, https://www.w3.org/TR/WCAG22/#contrast-minimum.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.evidence.pictured import PicturedText, Pixels
from auditor.examples import page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place, Points, Ratio, Share
from auditor.rule import Dimension, Example, Group, Rule, Severity

NORMAL_RATIO, LARGE_RATIO = 4.5, 3
LARGE_PT, LARGE_BOLD_PT = 18, 14
BOLD = 700  # CSS: the weight of "bold"
PT_OF_PX = 0.75  # CSS: 96 px are 72 pt

# Ours: a few pixels of a letter may lie on a line or a speck. Between the two a person has to look.
STRAY_SHARE = 0.02
NEARLY_ALL = 0.95
LEAST_LETTERS = 2  # a lone sign may be a drawing and no word

_FAINT = "The contrast of this text ({size}) with what is behind it is {low} to {high}, under {limit}"
_PARTLY = (
    "Can all of it be read? The contrast of this text ({size}) with what is behind it goes from {low} "
    "to {high}; {share} of its letters are under {limit}"
)
_SHADOW = (
    "Does its shadow make this text readable? Its contrast with what is behind it is {low} to {high}, "
    "under {limit}"
)
_SIGN = "Is this a sign to read? Its contrast with what is behind it is {low} to {high}, under {limit}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what the letters of each pictured text stand on with the limit for their size."""
    if page.pixels is None:
        return
    for text in page.pixels.texts:
        if not text.unseen:
            yield _judged(text)


def _judged(text: PicturedText) -> Outcome:
    limit = LARGE_RATIO if _is_large(text) else NORMAL_RATIO
    share = text.share_under[f"{limit:g}"]
    if share <= STRAY_SHARE:
        return Passed()
    place = Place(text.target, text.html, text.landmark)
    low, high = Ratio(_rounded(text.lowest)), Ratio(_rounded(text.highest))
    limit_ratio, size = Ratio(limit), Points(text.size_px * PT_OF_PX)
    if share < NEARLY_ALL:
        return CantTell(
            _PARTLY, at=place, low=low, high=high, limit=limit_ratio, size=size, share=Share(share)
        )
    if text.has_shadow:
        return CantTell(_SHADOW, at=place, low=low, high=high, limit=limit_ratio)
    if sum(character.isalnum() for character in text.words) < LEAST_LETTERS:
        return CantTell(_SIGN, at=place, low=low, high=high, limit=limit_ratio)
    return Failed(_FAINT, at=place, low=low, high=high, limit=limit_ratio, size=size)


def _is_large(text: PicturedText) -> bool:
    return text.size_px * PT_OF_PX >= (LARGE_BOLD_PT if text.weight >= BOLD else LARGE_PT)


def _rounded(ratio: float) -> float:
    """Round down, so that what is under a limit does not read as if it met it."""
    return int(ratio * 100) / 100


def _pictured(under: float, *, size_px: float = 16, weight: float = 400, **facts: object) -> PageEvidence:
    known = {"words": "Opening hours", "has_shadow": False, "landmark": Landmark.MAIN} | facts
    seen = {"letter_px": 400, "lowest": 2.0, "median": 3.5, "highest": 4.0, "share_under": _shares(under)}
    text = PicturedText("p", "<p>", size_px=size_px, weight=weight, **known, **seen)  # type: ignore[arg-type]
    return page(pixels=Pixels((text,)))


def _shares(under: float) -> dict[str, float]:
    """Give a text on which so much is under 4.5 to 1, and nothing under 3."""
    return {"3": 0, "4.5": under, "7": 1}


def _on(background: str, colour: str, words: str = "Opening hours of the registry") -> str:
    return f'<p style="color:{colour};background:{background};padding:1em">{words}</p>'


RULE = Rule(
    title="Text is too faint against the picture or shade behind it",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.LOW_VISION, Group.COLOUR_VISION, Group.OLDER_PERSONS),
    criteria=("1.4.3",),
    act_rules=("afw4f7",),
    needs=("pixels",),
    by_style=True,
    check=check,
    examples=(
        Example("a fiftieth of the letters under the limit", _pictured(0.02), Passed),
        Example("a little more", _pictured(0.021), CantTell),
        Example("nearly all", _pictured(0.949), CantTell),
        Example("as good as all", _pictured(0.95), Failed),
        Example("as good as all, of large letters", _pictured(0.95, size_px=24), Passed),
        Example("as good as all, a little smaller", _pictured(0.95, size_px=23.9), Failed),
        Example("bold is large from 14 pt", _pictured(0.95, size_px=18.7, weight=700), Passed),
        Example("with a shadow", _pictured(1, has_shadow=True), CantTell),
        Example("a lone sign", _pictured(1, words="»"), CantTell),
        Example("pale on a pale gradient", _on("linear-gradient(#fff,#eee)", "#999"), Failed),
        Example("dark on a pale gradient", _on("linear-gradient(#fff,#eee)", "#333"), Passed),
        Example(
            "black on a shade that ends in black",
            _on("linear-gradient(90deg,#fff,#000 200px)", "#000"),
            CantTell,
        ),
        Example(
            "on a gradient that fades with it",
            '<div style="opacity:.5">' + _on("linear-gradient(#fff,#eee)", "#999") + "</div>",
            Inapplicable,  # what both fade into is not known
        ),
    ),
)

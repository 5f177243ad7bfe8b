"""A line that stands over a section as its heading must be marked as a heading.

Why it matters: a screen reader lists a page's headings, and people go from one to the next as others skim.
What only looks like a heading is not among them, and the page has to be heard from its beginning.

How to fix it: make the line h2, h3 or what its level is, instead of bold or large text, and let the style
sheet give it its looks.

Source: WCAG 2.2, success criterion 1.3.1 Info and Relationships,
https://www.w3.org/TR/WCAG22/#info-and-relationships, and its failure F2,
https://www.w3.org/WAI/WCAG22/Techniques/failures/F2. How short such a line is, how long what follows it and
how many make it certain are this project's choices.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.evidence.markup import Lines, StyledLine
from auditor.examples import page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

CERTAIN = 3  # lines alike in one flow of text that each begin a section, on a page with fewer headings
LINE_WORDS = 12
LINE_CHARS = 80  # of scripts that write no spaces between words
LINE_LETTERS = 3
SECTION_CHARS = 80  # more than a line of an address or what stands beside a label
FAR = 2.5  # times its own size that a heading stands above its text
BOLD = 600  # the least weight that browsers draw bold: CSS Fonts 4, 2.2
MUCH_LARGER = 1.2
MOST_NAMED = 3

_CONTENT = frozenset({Landmark.MAIN, Landmark.NONE})
# A sentence, or words that the next line goes on with; quotations; amounts, addresses, menus.
_NO_HEADING = re.compile(r"[.,;:…·。،؛]$|^[\"'«»“”„‘’\-–—•*(]|[@€$£¥|]|https?:|www\.")  # noqa: RUF001  these marks
_QUESTION = re.compile(r"[?？؟]$")  # noqa: RUF001  an interview's questions are set in bold, and are no headings

_UNMARKED = "{count} lines stand over sections of text, and the code has only {headings} headings: {lines}"
_ASKED = "Are these lines headings ({count})? They look so, and are none in the code: {lines}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for lines alike that each begin a section; ask once a page about those that may."""
    seen = page.lines
    if seen is None:
        return
    alike: dict[tuple[object, ...], list[StyledLine]] = defaultdict(list)
    for line in filter(_is_like_a_heading, seen.lines):
        alike[line.tag, line.size_px, line.weight].append(line)
    asked = []
    for lines in alike.values():
        if len(lines) > seen.headings and _are_certain(lines):
            yield _outcome(Failed, _UNMARKED, lines, headings=Count(seen.headings))
        elif len(lines) > 1 or _stands_out(lines[0]) or not seen.headings:
            asked += lines
    if asked:
        yield _outcome(CantTell, _ASKED, asked)
    if seen.headings:
        yield Passed(seen.headings)


def _is_like_a_heading(line: StyledLine) -> bool:
    letters = sum(char.isalpha() for char in line.words)
    is_short = len(line.words.split()) <= LINE_WORDS and len(line.words) <= LINE_CHARS
    belongs_below = line.gap_before_px is None or line.gap_before_px >= line.gap_after_px - 1
    return (
        line.landmark in _CONTENT
        and line.within in {"body", "td"}
        and is_short
        and letters >= LINE_LETTERS
        and letters * 2 > len(line.words.replace(" ", ""))
        and not _NO_HEADING.search(line.words)
        and line.next_chars >= SECTION_CHARS
        and line.gap_after_px <= line.size_px * FAR
        and belongs_below
    )


def _are_certain(lines: Sequence[StyledLine]) -> bool:
    """Tell whether lines are headings beyond doubt: bold, in one flow of text as no cards or cells are."""
    return (
        len(lines) >= CERTAIN
        and len({line.flow for line in lines}) == 1
        and all(line.within == "body" and line.weight >= BOLD > line.next_weight for line in lines)
        and not any(_QUESTION.search(line.words) for line in lines)
    )


def _stands_out(line: StyledLine) -> bool:
    return line.weight >= BOLD and line.size_px >= line.next_size_px * MUCH_LARGER


def _outcome(
    kind: type[Failed | CantTell], message: str, lines: Sequence[StyledLine], **values: Count
) -> Outcome:
    first = lines[0]
    named = " | ".join(line.words for line in lines[:MOST_NAMED])
    at = Place(first.selector, first.snippet, first.landmark)
    return kind(message, at=at, elements=len(lines), lines=named, count=Count(len(lines)), **values)


def _lines(*words: str, headings: int = 1, **facts: object) -> PageEvidence:
    known: dict[str, object] = {
        "selector": "p", "snippet": "<p>", "tag": "p", "size_px": 16, "weight": 700, "height_px": 18,
        "gap_before_px": 16, "gap_after_px": 16, "next_words": "Anybody", "next_chars": 80, "next_tag": "p",
        "next_size_px": 16, "next_weight": 400,
    }  # fmt: skip
    lines = tuple(StyledLine(words=each, **(known | facts)) for each in words)  # type: ignore[arg-type]  # by name
    return page(lines=Lines(headings=headings, lines=lines))


def _in_cards(*words: str) -> PageEvidence:
    seen = _lines(*words).lines or Lines(headings=0)
    cards = tuple(replace(line, flow=number) for number, line in enumerate(seen.lines))
    return page(lines=replace(seen, lines=cards))


_THREE = ("Who can apply", "What you need", "What it costs")
_TEXT = "Anybody who has lived in the town for a year or longer can apply at the counter or by post. " * 2
_FLOW = "".join(f"<p><b>{line}</b></p><p>{_TEXT}</p>" for line in _THREE)

RULE = Rule(
    title="A heading is only styled text",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.COGNITION),
    criteria=("1.3.1",),
    needs=("lines",),
    by_style=True,
    check=check,
    examples=(
        Example("nothing that looks so", page(lines=Lines(headings=0)), Inapplicable),
        Example("three in one text, and one heading", _lines(*_THREE), Failed),
        Example("three, each in a text of its own", _in_cards(*_THREE), CantTell),
        Example("three, and as many headings", _lines(*_THREE, headings=3), CantTell),
        Example("two in one text", _lines(*_THREE[:2]), CantTell),
        Example("one, on a page with headings", _lines(_THREE[0]), Passed),
        Example("one, on a page without", _lines(_THREE[0], headings=0), CantTell),
        Example("one, larger by a fifth", _lines(_THREE[0], size_px=19.2), CantTell),
        Example("larger, and not bold", _lines(*_THREE, size_px=20, weight=400), CantTell),
        Example("an interview's questions", _lines("Why?", "Since when?", "And now?"), CantTell),
        Example("in cells of a layout", _lines(*_THREE, within="td"), CantTell),
        Example("items of a list", _lines(*_THREE, within="li"), Passed),
        Example("the text goes on", _lines(*(f"{line}:" for line in _THREE)), Passed),
        Example("amounts", _lines("12 €", "15 €", "20 €"), Passed),
        Example("what follows is short", _lines(*_THREE, next_chars=79), Passed),
        Example("nearer to what is above", _lines(*_THREE, gap_before_px=14), Passed),
        Example("in a footer", _lines(*_THREE, landmark=Landmark.CONTENTINFO), Passed),
        Example("bold paragraphs in a page", f"<h1>Parking</h1>{_FLOW}", Failed),
        Example(
            "bold lines in paragraphs",
            "".join(f"<p><strong>{line}</strong><br>{_TEXT}</p>" for line in _THREE),
            Failed,
        ),
        Example(
            "bold words that begin a text",
            "<h1>Parking</h1>" + "".join(f"<p><b>{line}</b> {_TEXT}</p>" for line in _THREE),
            Passed,
        ),
        Example(
            "beside their texts",
            "<h1>Parking</h1>"
            + "".join(
                f'<div style="display:flex"><b style="width:9em">{line}</b><p>{_TEXT}</p></div>'
                for line in _THREE
            ),
            Passed,
        ),
        Example("marked by a role", _FLOW.replace("<p><b>", '<p role="heading" aria-level="2"><b>'), Passed),
        Example(
            "links and buttons",
            "<h1>Parking</h1>" + _FLOW.replace("<b>", '<b><a href="/a">').replace("</b>", "</a></b>"),
            Passed,
        ),
    ),
)

"""axe-core's rules, as rules of this program: one table, made from axe's own metadata.

`axe_rules.json` beside this file is what axe says of its rules; tests/test_axe_rules.py
compares it with axe in the browser, and writes it. A rule of axe is taken over if axe runs
it by default, which no deprecated or experimental one is. Where this program answers otherwise than axe,
`axe_corrections.toml` says so and why.

axe speaks to developers. What a rule's fault is, why it matters and how to mend it is in our
words in `axe_words.toml`, and what is said of an element is put into ours by
`axe_phrases.toml`. The evidence keeps axe's own.

What axe calls a best practice is advice, as no criterion asks for it. Its few rules about
zoom belong to mobile fit, so that each barrier is told in one pillar. Of UN
DESA's three As all of them count to ability; that is this project's choice: the barriers
lie between what a person is able to do and a service that is there and paid for.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from types import MappingProxyType

from pydantic import TypeAdapter

from auditor.axe.correction import Answer, Correction
from auditor.axe.wording import Phrase, Phrasebook
from auditor.evidence import PageEvidence
from auditor.evidence.axe_results import AxeNode, AxeResults, AxeRule
from auditor.evidence.pictured import PicturedText, Pixels
from auditor.examples import axe_node, page
from auditor.locale.speaking import finished, marked
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Documentation, Example, Group, Pillar, Rule, Severity
from auditor.standard import Criterion, criterion

_IS_IT_SO = marked("Is it so here? {title}")
_CONTRAST = "color-contrast"
_BEST_PRACTICE = "best-practice"
_MOBILE = frozenset({"meta-viewport", "meta-viewport-large"})
# What they find depends on colours, sizes and places.
_BY_STYLE = frozenset({
    "color-contrast", "color-contrast-enhanced", "link-in-text-block", "scrollable-region-focusable",
})  # fmt: skip
_CRITERION_TAG = re.compile(r"wcag([1-4])([1-5])([1-9]\d?)")  # wcag1412 is 1.4.12; wcag21aa is a level


@dataclass(frozen=True, slots=True)
class _Listed:
    """What axe says of one rule. Where `review_on_fail` is set, axe asks a person instead of failing."""

    id: str
    help: str
    description: str
    help_url: str
    impact: Severity
    tags: tuple[str, ...]
    act_ids: tuple[str, ...]
    enabled: bool
    review_on_fail: bool


@dataclass(frozen=True, slots=True)
class _List:
    """All of axe's rules. `source` names whose text this is, and its licence."""

    source: str
    version: str
    rules: tuple[_Listed, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """What we say of one rule. Where `groups` is not empty, it stands in place of the criteria's groups."""

    title: str
    why: str
    fix: str
    groups: tuple[Group, ...] = ()
    groups_source: str = ""


def _check(listed: _Listed, correction: Correction, title: str, page: PageEvidence) -> Iterator[Outcome]:
    """Turn what axe answered for one rule into outcomes: an element each, the unlisted ones at once."""
    found = next((rule for rule in (page.axe.rules if page.axe else ()) if rule.id == listed.id), None)
    if found is None:
        yield Untested("axe did not run this rule")
    elif found.error:
        yield Untested(f"axe's rule broke on this page: {found.error}")
    elif not (found.failed or found.undecided or found.passed):
        yield Inapplicable()
    else:
        yield from _elements(listed, correction, title, _without_pictured(page, found))


def _without_pictured(page: PageEvidence, found: AxeRule) -> AxeRule:
    """Leave out the texts whose contrast pictures told: `pale-text-on-picture` answers for them."""
    if found.id != _CONTRAST or page.pixels is None:
        return found
    told = {text.target for text in page.pixels.texts if not text.unseen}
    left = tuple(node for node in found.incomplete if node.target not in told)
    undecided = found.undecided - (len(found.incomplete) - len(left))
    return replace(found, incomplete=left, undecided=undecided)


def _elements(listed: _Listed, correction: Correction, title: str, found: AxeRule) -> Iterator[Outcome]:
    nodes: dict[Answer, list[AxeNode]] = {"failed": [], "cantTell": [], "passed": []}
    unlisted: Counter[Answer] = Counter()
    on_failure: Answer = "cantTell" if listed.review_on_fail else "failed"
    for own, described, elements in (
        (on_failure, found.violations, found.failed),
        ("cantTell", found.incomplete, found.undecided),
    ):
        answers = [correction.answer(node, own) for node in described]
        for node, answer in zip(described, answers, strict=True):
            nodes[answer].append(node)
        # What axe was corrected on is not believed of elements that were not described.
        unlisted[own if set(answers) <= {own} else "cantTell"] += elements - len(described)
    yield from _failed(title, nodes["failed"], unlisted["failed"])
    yield from _undecided(title, nodes["cantTell"], unlisted["cantTell"])
    if passed := found.passed + len(nodes["passed"]):
        yield Passed(passed)


def _failed(title: str, nodes: Sequence[AxeNode], unlisted: int) -> Iterator[Outcome]:
    for node in nodes:
        if wording := _phrasebook().wording(node.summary):
            yield Failed(wording.template, at=_place(node), elements=1, **wording.values)
        else:
            yield Failed(marked("{title}. {detail}"), at=_place(node), title=title, detail=_as_axe_said(node))
    if unlisted > 0:
        message = marked("{title}. Counted but not listed: {count}")
        yield Failed(message, elements=unlisted, title=title, count=Count(unlisted))


def _undecided(title: str, nodes: Sequence[AxeNode], unlisted: int) -> Iterator[Outcome]:
    for node in nodes:
        if wording := _phrasebook().wording(node.summary):
            message = f"{_IS_IT_SO}. {wording.template}"
            yield CantTell(message, at=_place(node), elements=1, title=title, **wording.values)
        else:
            message = marked("Is it so here? {title}. {detail}")
            yield CantTell(message, at=_place(node), title=title, detail=_as_axe_said(node))
    if unlisted > 0:
        message = marked("Is it so? {title}. Counted but not listed: {count}")
        yield CantTell(message, elements=unlisted, title=title, count=Count(unlisted))


def _place(node: AxeNode) -> Place:
    return Place(node.target, node.html, node.landmark)


def _as_axe_said(node: AxeNode) -> str:
    """Put axe's summary, a heading with one line a reason, on one line."""
    return "; ".join(line.strip() for line in node.summary.splitlines() if line.strip()).replace(":; ", ": ")


def _rule(listed: _Listed, correction: Correction, words: _Words, version: str) -> Rule:
    matches = (_CRITERION_TAG.fullmatch(tag) for tag in listed.tags if not correction.advice)
    criteria = tuple(criterion(".".join(match.groups())) for match in matches if match)
    of_criteria = tuple(group for group in Group if any(group in one.groups for one in criteria))
    return Rule(
        title=words.title,
        severity=listed.impact,
        criteria=tuple(one.number for one in criteria),
        act_rules=tuple(act for act in listed.act_ids if act not in correction.not_act) + correction.act,
        dimension=Dimension.ABILITY,
        groups=words.groups or of_criteria,
        needs=("axe",),
        uses=("pixels",) if listed.id == _CONTRAST else (),
        check=partial(_check, listed, correction, words.title),
        advice=correction.advice or _BEST_PRACTICE in listed.tags,
        by_style=listed.id in _BY_STYLE,
        examples=_EXAMPLES.get(listed.id, ()),
        documentation=Documentation(
            requirement=_requirement(criteria),
            why=words.why,
            fix=words.fix,
            source=_source(listed, correction, words, version),
        ),
    )


def _requirement(criteria: Sequence[Criterion]) -> str:
    if not criteria:
        return finished(
            "No success criterion asks for it; it is accepted practice that makes a page easier to use."
        )
    asked = " and ".join(f"{one.number} {one.name}" for one in criteria)
    return finished(f"WCAG asks for it: {asked}.")


def _source(listed: _Listed, correction: Correction, words: _Words, version: str) -> str:
    said = [f"axe-core {version}, rule {listed.id} (“{listed.help}”), {listed.help_url}"]
    if words.groups:
        said.append(f"Groups: {words.groups_source}")
    if correction.why:
        said.append(f"Beyond axe: {correction.why}")
    return ". ".join(said)


def _document(*, html: str = ' lang="en"', head: str = "", body: str = "<p>Text</p>") -> str:
    return f"<!doctype html><html{html}><head><title>Services</title>{head}</head><body>{body}</body></html>"


def _viewport(content: str) -> str:
    return _document(head=f'<meta name="viewport" content="{content}">')


def _open_text(*pictured: str) -> PageEvidence:
    """Give a text, named `p`, whose contrast axe left open, and the texts that pictures told of."""
    found = AxeRule(_CONTRAST, undecided=1, incomplete=(axe_node(),))
    texts = [PicturedText(each, "<p>", "Text", 16, 400, has_shadow=False, letter_px=99) for each in pictured]
    return page(axe=AxeResults("4.14.0", (found,)), pixels=Pixels(tuple(texts)))


_EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "button-name": (
        Example("a word", "<button>Send</button>", Passed),
        Example("no word", "<button></button>", Failed),
        Example("no button", "<p>Text</p>", Inapplicable),
    ),
    "bypass": (
        Example("a heading", _document(body='<h1>Services</h1><a href="/a">A</a>'), Passed),
        Example("nothing but a link", _document(body='<a href="/a">A</a>'), CantTell),
    ),
    "color-contrast": (
        Example("4.54 to 1", '<p style="color:#767676;background:#fff">Text</p>', Passed),
        Example("4.48 to 1", '<p style="color:#777777;background:#fff">Text</p>', Failed),
        Example(
            "4.48 to 1, in letters that join",
            '<p lang="ar" dir="rtl" style="color:#777777;background:#fff">البطاقة مجانية</p>',
            Failed,
        ),
        Example("left open, and not pictured", _open_text(), CantTell),
        Example("left open, and decided from pictures by another rule", _open_text("p"), Inapplicable),
        Example(
            "on a gradient",
            '<p style="color:#777777;background:linear-gradient(#fff,#000)">Text</p>',
            CantTell,
        ),
    ),
    "document-title": (
        Example("a title", _document(), Passed),
        Example("no title", '<!doctype html><html lang="en"><body><p>Text</p></body></html>', Failed),
    ),
    "frame-title": (
        Example("named", '<iframe title="Map of offices" srcdoc="<p>Map"></iframe>', Passed),
        Example("nameless", '<iframe srcdoc="<p>Map"></iframe>', Failed),
    ),
    "heading-order": (
        Example("one level down", "<h1>Services</h1><h2>Births</h2>", Passed),
        Example("two levels down", "<h1>Services</h1><h3>Births</h3>", Failed),
    ),
    "html-has-lang": (
        Example("a language", _document(), Passed),
        Example("no language", _document(html=""), Failed),
    ),
    "html-lang-valid": (
        Example("a code", _document(html=' lang="sw"'), Passed),
        Example("a word", _document(html=' lang="swahili language"'), Failed),
    ),
    "image-alt": (
        Example("described", '<img src="data:," alt="The town hall">', Passed),
        Example("marked as decoration", '<img src="data:," alt="">', Passed),
        Example("silent", '<img src="data:,">', Failed),
        Example("no image", "<p>Text</p>", Inapplicable),
    ),
    "label": (
        Example("labelled", "<label>Name <input></label>", Passed),
        Example("a hint is no label", "<span>Name</span> <input>", Failed),
    ),
    "link-name": (
        Example("words", '<a href="/births">Register a birth</a>', Passed),
        Example("a picture without words", '<a href="/births"><img src="data:," alt=""></a>', Failed),
    ),
    "list": (
        Example("items", "<ul><li>Births</li></ul>", Passed),
        Example("a paragraph among items", "<ul><li>Births</li><p>Text</p></ul>", Failed),
    ),
    "meta-viewport": (
        Example("up to twice the size", _viewport("width=device-width, maximum-scale=2"), Passed),
        Example("less than twice the size", _viewport("width=device-width, maximum-scale=1.9"), Failed),
        Example("no zoom", _viewport("width=device-width, user-scalable=no"), Failed),
    ),
    "meta-viewport-large": (
        Example("up to five times the size", _viewport("width=device-width, maximum-scale=5"), Passed),
        Example("less than five times the size", _viewport("width=device-width, maximum-scale=4.9"), Failed),
    ),
    "select-name": (
        Example("labelled", "<label>Town <select><option>A</option></select></label>", Passed),
        Example("nameless", "<select><option>A</option></select>", Failed),
    ),
    "valid-lang": (
        Example("a code", '<p lang="fr">Bonjour</p>', Passed),
        Example("a word", '<p lang="francais">Bonjour</p>', Failed),
    ),
}


def _read(name: str) -> bytes:
    return files("auditor.rules.accessibility").joinpath(name).read_bytes()


@cache
def _phrasebook() -> Phrasebook:
    table = tomllib.loads(_read("axe_phrases.toml").decode())
    return Phrasebook(TypeAdapter(list[Phrase]).validate_python(table["phrase"]))


def _table() -> Mapping[str, tuple[Pillar, Rule]]:
    """Make the table: for each of axe's rules that is taken over, its id, pillar and rule."""
    listing = TypeAdapter(_List).validate_json(_read("axe_rules.json"))
    said = tomllib.loads(_read("axe_words.toml").decode())
    words = TypeAdapter(dict[str, _Words]).validate_python(said)
    otherwise = tomllib.loads(_read("axe_corrections.toml").decode())
    corrections = TypeAdapter(dict[str, Correction]).validate_python(otherwise)
    table = {}
    for listed in listing.rules:
        correction = corrections.get(listed.id, Correction(why=""))
        if listed.enabled and not correction.replaced_by:
            pillar = Pillar.MOBILE if listed.id in _MOBILE else Pillar.ACCESSIBILITY
            table[f"axe/{listed.id}"] = pillar, _rule(listed, correction, words[listed.id], listing.version)
    return MappingProxyType(table)


RULES = _table()

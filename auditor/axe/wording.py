"""Says in plain words what axe says of an element: reads its failure summary line by line.

A summary is a heading ("Fix any of the following:") with one line a reason, twice at most.
The words come as a table of phrases. What is not of this form, or holds a line that no
phrase knows, is not read at all, and the caller shows it as axe said it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.locale.catalogue import Untranslated
from auditor.locale.sentences import names_in, read
from auditor.locale.speaking import gettext, listed, marked, pgettext
from auditor.outcome import Pixels, Points, Ratio, Value

_HEADINGS = frozenset({"Fix any of the following:", "Fix all of the following:"})
_HOLE = re.compile(r"\{(\w*)(?::(\w+))?\}")
_NUMBER = r"(\d{1,9}(?:\.\d{1,9})?)"
_FORMS = {"": r"(.+?)", "colour": r"(#[0-9a-fA-F]{3,8})", "ratio": _NUMBER, "px": _NUMBER, "pt": _NUMBER}
_LACKS_ONE = marked("There is {things}")
_LACKS_ANY = marked("There is {things}; one would do")
_BETWEEN = ". "
_BETWEEN_THINGS = re.compile(r"(?:, | and )(?=no )")
_QUANTITIES = {"ratio": Ratio, "px": Pixels, "pt": Points}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of axe, and ours for it.

    In `axe`, `{name}` stands for a value, `{name:px}` for one of a kind (ratio, px, pt,
    colour), and a hole without a name is left out. Either `says` is our sentence, without
    its full stop, in which the names may be used; or `lacks` is what there is not, as it
    stands after "no". With neither, the sentence is passed over.
    """

    axe: str
    says: str = ""
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A message in our words: a template and the values for it."""

    template: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class _Form:
    """A phrase made ready to read with: the pattern of axe's sentence, and its holes as name and kind."""

    phrase: Phrase
    pattern: re.Pattern[str]
    holes: tuple[tuple[str, str], ...]


class Phrasebook:
    """Phrases by which summaries are read."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        forms = [_form(phrase) for phrase in phrases]
        self._exact = {form.phrase.axe: form for form in forms if not form.holes}
        # A free text can take in the end of a longer sentence, so that the longest is tried first.
        self._with_holes = sorted(
            (form for form in forms if form.holes), key=lambda form: -len(_HOLE.sub("", form.phrase.axe))
        )

    def wording(self, summary: str) -> Wording | None:
        """Put a failure summary into our words; None if it has not the expected form."""
        lines = [line.strip() for line in summary.splitlines() if line.strip()]
        if not lines or lines[0] not in _HEADINGS:
            return None
        sentences: list[str] = []
        lacking: list[str] = []
        values: dict[str, Value] = {}
        for line in lines:
            if line in _HEADINGS:
                continue
            said = self._said(line)
            if said is None:
                return None
            phrase, own_values = said
            if phrase.lacks:
                lacking.append(phrase.lacks)
            elif phrase.says:
                sentences.append(_with_own_names(phrase.says, own_values, values))
        sentences += [_none_of(lacking)] if lacking else []
        return Wording(". ".join(sentences), values) if sentences else None

    def _said(self, line: str) -> tuple[Phrase, Mapping[str, Value]] | None:
        if line in self._exact:
            return self._exact[line].phrase, {}
        for form in self._with_holes:
            if match := form.pattern.fullmatch(line):
                named = zip(form.holes, match.groups(), strict=True)
                return form.phrase, {name: _value(kind, text) for (name, kind), text in named if name}
        return None


def _form(phrase: Phrase) -> _Form:
    pattern, end, holes = "", 0, []
    for hole in _HOLE.finditer(phrase.axe):
        name, kind = hole[1], hole[2] or ""
        pattern += re.escape(phrase.axe[end : hole.start()]) + _FORMS[kind]
        holes.append((name, kind))
        end = hole.end()
    return _Form(phrase, re.compile(pattern + re.escape(phrase.axe[end:])), tuple(holes))


def _value(kind: str, text: str) -> Value:
    return _QUANTITIES[kind](float(text)) if kind in _QUANTITIES else text


def _with_own_names(sentence: str, own: Mapping[str, Value], taken: dict[str, Value]) -> str:
    """Add a sentence's values to those taken, under another name where a sentence before has the same."""
    for name, value in own.items():
        free = name
        while free in taken:
            free += "_too"
        taken[free] = value
        sentence = sentence.replace(f"{{{name}}}", f"{{{free}}}")
    return sentence


def _none_of(lacking: list[str]) -> str:
    """Say of a row of things that there is none of them, where axe asks for any."""
    *others, last = (f"no {thing}" for thing in dict.fromkeys(lacking))
    if not others:
        return _LACKS_ONE.format(things=last)
    return _LACKS_ANY.format(things=f"{', '.join(others)} and {last}")


def retold_template(template: str) -> str:
    """Say a template in the language that is spoken: as a whole, or sentence by sentence as it was made."""
    said = gettext(template)
    if not isinstance(said, Untranslated):
        return said
    sentences = [_retold_sentence(sentence) for sentence in template.split(_BETWEEN)]
    if any(isinstance(sentence, Untranslated) for sentence in sentences):
        return Untranslated(template)
    return pgettext("between sentences", ". ").join(sentences)


def _retold_sentence(sentence: str) -> str:
    for lacking in (_LACKS_ANY, _LACKS_ONE):
        if things := read(lacking, sentence):
            said = [gettext(thing) for thing in _BETWEEN_THINGS.split(things["things"])]
            if not any(isinstance(thing, Untranslated) for thing in said):
                return gettext(lacking).replace("{things}", listed(said))
    own_names = {name.replace("_too", ""): name for name in names_in(sentence)}
    plain = sentence.replace("_too", "")
    said_plainly = gettext(plain)
    if isinstance(said_plainly, Untranslated):
        return said_plainly
    return said_plainly.format_map({own: f"{{{taken}}}" for own, taken in own_names.items()})

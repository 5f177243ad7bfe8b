"""Where the templates of our pages are, and what they may use.

Everything that a portal said is untrusted and passes `_text.plain`.
"""

from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from auditor.cost.money import SOURCE
from auditor.locale.catalogue import ENGLISH, Untranslated
from auditor.locale.speaking import decimal, gettext, listed, retold, spoken
from auditor.reporting.cost_words import (
    again,
    counted,
    countries_of,
    data,
    gain,
    priced,
    summed_up,
    to_do,
    waited,
)
from auditor.reporting.points import reading
from auditor.reporting.retelling import message_of, quoted_by
from auditor.result.gate import GateFault
from auditor.result.review import Said as ReviewEntry

from . import _channels, _cost, _counts, _findings, _journeys, _languages, _numbers, _services, _text
from ._words import DEEDS, FAULT_STATES, PILLAR_NAMES, PILLAR_QUESTIONS, SEVERITIES

TEMPLATES = Path(__file__).parent / "templates"
SHORT_LIST = 8  # places that are listed openly; longer lists are folded


def template(name: str) -> Template:
    """Give a template by its file."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_text.plain,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]  # the extension's
    install(_said, _counted, newstyle=True)
    environment.filters |= _counts.FILTERS
    environment.filters |= {
        "anchor": _text.anchor,
        "bare": _text.bare,
        "counted": _numbers.counted,
        "day": _numbers.day,
        "english": _english,
        "fragment": _text.fragment,
        "language_tag": _text.language_tag,
        "linked": _text.linked,
        "listed": listed,
        "message": message_of,
        "message_of_fault": _message_of_fault,
        "moment": _numbers.moment,
        "name_of_deed": _name_of_deed,
        "name_of_pillar": _name_of_pillar,
        "name_of_severity": _name_of_severity,
        "percent": _numbers.percent,
        "picture_address": _text.picture_address,
        "quote": _text.quote,
        "quoted": quoted_by,
        "reading": reading,
        "one_decimal": partial(decimal, pattern="#,##0.0"),
        "retold": retold,
        "retold_parts": _retold_parts,
        "sentence": _text.sentence,
        "short_address": _text.short_address,
        "size": _numbers.size,
        "slug": _text.slug,
        "told": _text.told,
        "weighed": _numbers.weighed,
        "web_address": _text.web_address,
        "without_start": _text.without_start,
    }
    environment.globals |= {
        "_": _said,
        "gettext": _said,
        "in_attribute": _said_in_attributes,
        "ngettext": _counted,
        "FAULT_STATES": FAULT_STATES,
        "PILLARS": PILLAR_QUESTIONS,
        "isolated": _isolated,
        "named": _named,
        "reason": _reason,
        "retold_each": _retold_each,
        "said_of": _said_of,
        "spoken": spoken,
        "PRICES": SOURCE,
        "SHORT_LIST": SHORT_LIST,
        "basis": _findings.basis,
        "a_day_later": again,
        "counted_pages": counted,
        "countries_of": countries_of,
        "data": data,
        "priced": priced,
        "gain": gain,
        "summed_up": summed_up,
        "waited": waited,
        "waits": _cost.waits,
        "to_do": to_do,
        "burden": _journeys.burden,
        "bytes_by_kind": _cost.bars,
        "texts": _journeys.texts,
        "form_words": _journeys.form_words,
        "steps": _journeys.steps,
        "translations": _languages.translations,
        "unknown": _journeys.unknown,
        "verdict": _services.verdict,
        "ways": _channels.ways,
        "asked_of": _channels.asked_of,
        "grid": _channels.grid,
        "questions": _channels.questions,
        "why_unmeasured": _findings.why_unmeasured,
    }
    return environment


def _said(message: str, **variables: object) -> Markup:
    """Say a message in a template; where it has no translation, the page says that it is English."""
    return _markup(spoken().messages.gettext(message), variables)


def _said_in_attributes(message: str, **variables: object) -> Markup:
    """Say a message where no markup can stand."""
    return _markup(str.__str__(spoken().messages.gettext(message)), variables)


def _counted(one: str, many: str, num: int, **variables: object) -> Markup:
    """Say a message in the form that goes with a number."""
    return _markup(spoken().messages.ngettext(one, many, num), {"num": num, **variables})


def _markup(words: str, variables: dict[str, object]) -> Markup:
    """Fill in values, each of them cleaned, bounded and escaped as all that templates write."""
    filled = Markup(str(words).replace("%%", "%"))  # noqa: S704  a message of ours
    if variables:
        filled = Markup(str(words)) % {name: _shown(value) for name, value in variables.items()}  # noqa: S704
    if isinstance(words, Untranslated):
        return Markup('<span lang="en" dir="ltr">{}</span>').format(filled)
    return filled


def _shown(value: object) -> object:
    return decimal(value) if isinstance(value, int) else _text.plain(value)


def _name_of_pillar(name: str) -> str:
    return gettext(PILLAR_NAMES.get(name, name))


def _name_of_severity(name: str) -> str:
    return gettext(SEVERITIES.get(name, name))


def _name_of_deed(deed: str) -> str:
    """Say what a person did."""
    return gettext(DEEDS.get(deed, deed))


def _said_of(entry: ReviewEntry) -> str:
    """Say what a person said: that something is wrong that no rule found, or an outcome."""
    if entry.kind == "finding":
        return gettext("found")
    return gettext("passed") if entry.outcome == "passed" else gettext("failed")


def _message_of_fault(fault: GateFault) -> str:
    """Say what a fault of the gate says; what it was made of is not kept with it."""
    return retold(fault.message)


def _isolated(text: str) -> Markup:
    """Keep what a portal said from turning the sentence around that quotes it."""
    return Markup("<bdi>{}</bdi>").format(_text.quote(text))


def _named(pillars: Iterable[str]) -> str:
    """Name pillars in a row."""
    return listed(map(_name_of_pillar, pillars))


def _reason(reason: str | None) -> str:
    """Say why something could not be measured."""
    return _text.sentence(retold(reason)) if reason else gettext("No reason was recorded.")


def _retold_each(sentences: Iterable[str]) -> list[str]:
    return [str(retold(each)) for each in sentences]


def _retold_parts(text: str) -> str:
    """Say a row of finished sentences, or leave all of it English."""
    parts = [retold(part) for part in text.split("; ")]
    return Untranslated(text) if any(isinstance(part, Untranslated) for part in parts) else "; ".join(parts)


def _english(words: str) -> str:
    """Mark words that stay English in every language, such as the names of success criteria."""
    return words if spoken() is ENGLISH else Untranslated(words)

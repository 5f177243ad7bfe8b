"""Where the templates of our pages are, and what they may use.

Everything that a portal said is untrusted and passes `_text.plain`.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from auditor.audit import PillarName
from auditor.cost.money import SOURCE
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

from . import _channels, _cost, _findings, _journeys, _languages, _numbers, _services, _text

TEMPLATES = Path(__file__).parent / "templates"
SHORT_LIST = 8  # places that are listed openly; longer lists are folded

PILLAR_QUESTIONS: dict[PillarName, str] = {
    "accessibility": "Can people with disabilities use it?",
    "readability": "Is it written so that people understand it?",
    "weight": "What does it cost in data and in time?",
    "mobile": "Does it fit a small phone?",
    "channels": "What is left for those who cannot do it online?",
}


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
    )
    environment.filters |= {
        "anchor": _text.anchor,
        "counted": _numbers.counted,
        "day": _numbers.day,
        "fragment": _text.fragment,
        "language_tag": _text.language_tag,
        "linked": _text.linked,
        "listed": _text.listed,
        "moment": _numbers.moment,
        "percent": _numbers.percent,
        "picture_address": _text.picture_address,
        "quote": _text.quote,
        "reading": reading,
        "sentence": _text.sentence,
        "short_address": _text.short_address,
        "size": _numbers.size,
        "slug": _text.slug,
        "told": _text.told,
        "weighed": _numbers.weighed,
        "web_address": _text.web_address,
    }
    environment.globals |= {
        "PILLARS": PILLAR_QUESTIONS,
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

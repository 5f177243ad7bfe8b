"""Reports for people: one self-contained HTML page a portal, and one that compares portals.

Everything that a portal said is untrusted and passes `_text.plain`. The pages carry no
script and load nothing; their own content security policy forbids both.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from auditor.audit import Audit, PillarName
from auditor.cost.money import SOURCE
from auditor.cost.networks import DEVICES
from auditor.cost_result import PHONE
from auditor.cost_words import counted, countries_of, data, gain, priced, taken, to_do, waited
from auditor.format import Format
from auditor.groups import LEAST_CHECKS
from auditor.points import reading

from . import (
    _blockers,
    _channels,
    _cost,
    _findings,
    _journeys,
    _languages,
    _numbers,
    _people,
    _services,
    _text,
    _unlisted,
)
from ._comparison import comparison

TEMPLATES = Path(__file__).parent / "templates"
SHORT_LIST = 8  # places that are listed openly; longer lists are folded

PILLAR_QUESTIONS: dict[PillarName, str] = {
    "accessibility": "Can people with disabilities use it?",
    "readability": "Is it written so that people understand it?",
    "weight": "What does it cost in data and in time?",
    "mobile": "Does it fit a small phone?",
    "channels": "What is left for those who cannot do it online?",
}


def render(audit: Audit) -> str:
    """Write the report of one portal."""
    template = _environment().get_template("report.html")
    mend, rest = _findings.to_mend(audit)
    groups = _people.group_views(audit)
    return template.render(
        audit=audit,
        pages={page.id: page for page in audit.pages},
        documents=sum(page.state == "done" and page.kind == "document" for page in audit.pages),
        services={service.id: service for service in audit.services},
        anchors={service.id: f"service-{number}" for number, service in enumerate(audit.services, 1)},
        blockers=_blockers.blockers(audit),
        to_mend=mend,
        more_fixes=rest,
        advice=_findings.to_fix(audit, scored=False),
        groups=groups,
        mission=_people.people_views(groups),
        dimensions=_people.dimension_views(audit),
        least_checks=LEAST_CHECKS,
        failed=_findings.by_rule(audit, "failed"),
        to_review=_findings.by_rule(audit, "cantTell"),
        untested=_findings.by_rule(audit, "untested"),
        overturned=_findings.by_rule(audit, "passed"),
        lost=_findings.lost_evidence(audit),
        unlisted=_unlisted.unlisted_languages(audit),
        unread=_findings.unread_pages(audit),
        page_tallies=_findings.page_tallies(audit),
        rule_totals=_findings.rule_totals(audit),
    )


def compare(audits: Sequence[Audit]) -> str:
    """Write the page that sets these portals side by side."""
    template = _environment().get_template("comparison.html")
    return template.render(view=comparison(audits))


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
        "counted": _numbers.counted,
        "day": _numbers.day,
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
        "counted_pages": counted,
        "countries_of": countries_of,
        "data": data,
        "priced": priced,
        "gain": gain,
        "phone": DEVICES[PHONE].name,
        "taken": taken,
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


FORMAT = Format(
    title="HTML pages to read",
    filename="report.html",
    render=render,
    comparison_filename="comparison.html",
    compare=compare,
)

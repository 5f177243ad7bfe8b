"""The index of a report of several files: what its page that filters and searches has to know.

A page that is opened from disk may read no file but by `<script>`. So the index is written as scripts, which
hold nothing but data: JSON in ASCII, which is a subset of JavaScript, with no sign that could end a string.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from auditor.audit import PILLARS, Audit, PillarName, RuleInfo
from auditor.locale.speaking import gettext
from auditor.reporting.retelling import message_of

from . import _text
from ._findings import WORST_FIRST, Entry, RuleEntries
from ._packing import LARGEST_BODY_BYTES
from ._services import PEOPLE
from ._words import SEVERITIES

LONGEST_SNIPPET_CHARS = 200  # of a snippet that words are looked for in; the whole stands with the finding
OUTCOMES = {"failed": "failed", "cantTell": "review"}

type Groups = Mapping[PillarName, list[RuleEntries]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What one can choose from: only what some finding has. Pairs are of a value and what is said of it."""

    pillars: tuple[str, ...]
    severities: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    services: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, str], ...]
    rules: tuple[RuleInfo, ...]


def filters(audit: Audit, found: Iterable[Groups]) -> Filters:
    """Gather what the findings can be chosen by."""
    rules = _rules(found)
    names = {criterion.number: criterion.name for criterion in audit.portal.standard.coverage}
    groups = {group for rule in rules for group in rule.groups}
    criteria = {number for rule in rules for number in rule.criteria}
    return Filters(
        pillars=tuple(name for name in PILLARS if any(rule.pillar == name for rule in rules)),
        severities=tuple(name for name in WORST_FIRST if any(rule.severity == name for rule in rules)),
        groups=tuple((group, gettext(words)) for group, words in PEOPLE.items() if group in groups),
        services=tuple((_text.anchor(each.id, "service"), each.name) for each in audit.services),
        criteria=tuple((number, names.get(number, "")) for number in sorted(criteria, key=_in_order)),
        rules=tuple(sorted(rules, key=lambda rule: rule.title)),
    )


def index(audit: Audit, found: Iterable[Groups], files: Mapping[str, str]) -> Iterator[str]:
    """Write the scripts of the index; `files` are the files of the report by the ids in them."""
    groups = [group for each in found for of_pillar in each.values() for group in of_pillar]
    rules = {group.rule.id: group.rule for group in groups}
    numbers = {rule_id: number for number, rule_id in enumerate(rules)}
    of_page = {page.id: number for number, page in enumerate(audit.pages)}
    of_service = {service.id: number for number, service in enumerate(audit.services)}
    services_of: dict[str, set[int]] = {}
    for service in audit.services:
        for page in service.pages:
            services_of.setdefault(page, set()).add(of_service[service.id])

    def told(entry: Entry, rule: RuleInfo) -> dict[str, object]:
        pages = sorted({of_page[spot.page.id] for spot in entry.spots if spot.page is not None})
        services = {of_service[spot.service] for spot in entry.spots if spot.service in of_service}
        for spot in entry.spots:
            if spot.page is not None:
                services |= services_of.get(spot.page.id, set())
        return {
            "rule": numbers[rule.id],
            "outcome": OUTCOMES[entry.finding.outcome],
            "message": _said(_text.without_start(message_of(entry.finding), f"{rule.title}. ")),
            "snippet": _text.brief(entry.finding.snippet or "", LONGEST_SNIPPET_CHARS),
            "elements": entry.elements,
            "pages": _ranges(pages),
            "services": sorted(services),
            "address": f"{files[entry.anchor]}#{entry.anchor}",
        }

    rows: list[tuple[str, object]] = [("rules", _rule(rule)) for rule in rules.values()]
    rows += (("services", _text.anchor(service.id, "service")) for service in audit.services)
    rows += (("pages", _address(page.url, audit.portal.url)) for page in audit.pages)
    entries = (("entries", told(entry, group.rule)) for group in groups for entry in group.entries)
    return _scripts([*rows], entries)


def _scripts(rows: Iterable[tuple[str, object]], entries: Iterable[tuple[str, object]]) -> Iterator[str]:
    part: dict[str, list[str]] = {}
    size = 0
    for rest in (rows, entries):
        for name, row in rest:
            text = json.dumps(row, separators=(",", ":"))
            if size + len(text) > LARGEST_BODY_BYTES:
                yield _script(part)
                part, size = {}, 0
            part.setdefault(name, []).append(text)
            size += len(text) + 1
    yield _script(part)


def _script(part: Mapping[str, list[str]]) -> str:
    lists = (
        f'"{name}":[{",".join(part.get(name, ()))}]' for name in ("rules", "services", "pages", "entries")
    )
    return f"report.add({{{','.join(lists)}}});\n"


def _rule(rule: RuleInfo) -> list[object]:
    return [
        _said(rule.title), rule.id, rule.severity, rule.pillar, rule.groups, rule.criteria,
        _text.sentence(gettext(SEVERITIES[rule.severity])),
    ]  # fmt: skip


def _rules(found: Iterable[Groups]) -> list[RuleInfo]:
    return list(
        {group.rule.id: group.rule for each in found for of in each.values() for group in of}.values()
    )


def _said(text: str) -> str:
    return _text.brief(_text.sentence(text), _text.LONGEST_CHARS)


def _address(url: str, home: str) -> str:
    return _text.brief(_text.short_address(url, home), _text.LONGEST_CHARS)


def _ranges(numbers: Iterable[int]) -> str:
    """Write ascending numbers as `0-2,7`."""
    runs = groupby(enumerate(numbers), key=lambda each: each[1] - each[0])
    lists = ([number for _, number in run] for _, run in runs)
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in lists)


def _in_order(number: str) -> tuple[int | str, ...]:
    return tuple(int(part) if part.isdecimal() else part for part in number.split("."))

"""Pages of real sites with the ways that a person reads on them, and what it means where none is found.

fixtures/labels/absence/README.md says what is labelled how. Pure.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.channels.judging import mentions_of
from auditor.crawl.scope import canonical
from auditor.judge import judge_service
from auditor.registry import RegisteredRule
from auditor.service import Channel, PageDigest, ServiceEvidence
from bench.channel_labels import Answer
from bench.pairing import Share, page_name

CHANNELS: Mapping[str, Collection[Channel]] = {
    "missing-phone-number": (Channel.PHONE,),
    "missing-email-address": (Channel.EMAIL,),
    "missing-office": (Channel.COUNTER,),
    "missing-postal-address": (Channel.POST,),
    "missing-paper-form": (Channel.FORM,),
    "missing-messaging-app": (Channel.MESSAGING,),
    "missing-basic-phone-channel": (Channel.SMS, Channel.USSD),
}


@dataclass(frozen=True)
class LabelledPage:
    """A page of a site, and what a person reads on it; what is in neither mapping is not offered.

    `part` is "tune" or "held out". `unscored` are channels of which two careful people could say
    different things.
    """

    site: str
    part: str
    country: str
    page: str
    labels: Mapping[Channel, Answer]
    unscored: frozenset[Channel]

    @property
    def name(self) -> str:
        """Give the page's name, alike for labels and for what was visited."""
        return page_name(self.page)


@dataclass(frozen=True)
class Reading:
    """What one rule said of one page and the contact pages that it links to, and what is there.

    `there` is None where that is unscored. `nothing` tells that not even words were found, `usable`
    that the rule passed, `failed` that it failed.
    """

    rule: str
    site: str
    page: str
    there: Answer | None
    nothing: bool
    usable: bool
    failed: bool


@dataclass(frozen=True)
class Figures:
    """How often a rule is right: where nothing was found, where it failed, and where it passed."""

    nothing: Share
    failed: Share
    passed: Share


def read_labels(file: Path) -> tuple[LabelledPage, ...]:
    """Read the labelled pages of a file."""
    return tuple(_page(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines())


def _page(row: Mapping[str, Any]) -> LabelledPage:
    return LabelledPage(
        site=row["site"],
        part=row["part"],
        country=row["country"],
        page=row["page"],
        labels={Channel(name): Answer(label["level"]) for name, label in row["labels"].items()},
        unscored=frozenset(map(Channel, row["unscored"])),
    )


def read(
    labels: Sequence[LabelledPage], digests: Mapping[str, PageDigest], rules: Iterable[RegisteredRule]
) -> list[Reading]:
    """Judge each labelled page of one site as a service of its own, and hold it against the labels.

    Contact pages are those among the labelled ones that the page links to.

    Args:
        labels: the pages of one site.
        digests: what was seen of each, by its name; pages that were not seen are left out.
        rules: the rules to ask; only those of `CHANNELS` are.
    """
    asked = [rule for rule in rules if rule.id in CHANNELS]
    labelled = {page.name: page for page in labels}
    seen = {name: digest for name, digest in digests.items() if name in labelled}
    return [
        reading
        for name, digest in seen.items()
        for reading in _of_service(labelled, {name: digest, **_contact_pages(digest, seen)}, asked, own=name)
    ]


def _contact_pages(page: PageDigest, seen: Mapping[str, PageDigest]) -> dict[str, PageDigest]:
    linked = {link.href for link in page.links}
    return {
        name: other
        for name, other in seen.items()
        if other is not page and other.contact and linked & {canonical(other.url), canonical(other.final_url)}
    }


def _of_service(
    labelled: Mapping[str, LabelledPage],
    pages: Mapping[str, PageDigest],
    rules: Iterable[RegisteredRule],
    *,
    own: str,
) -> list[Reading]:
    contact = tuple(page for name, page in pages.items() if name != own)
    service = ServiceEvidence(id=own, name=own, pages=(pages[own],), contact_pages=contact, unread=0)
    tallies = judge_service(service, rules).tallies
    found = mentions_of(service)
    first = labelled[own]
    return [
        Reading(
            rule=rule.id,
            site=first.site,
            page=first.page,
            there=_there([labelled[name] for name in pages], CHANNELS[rule.id]),
            nothing=not any(mention.channel in CHANNELS[rule.id] for mention in found),
            usable=tallies[rule.id].passed > 0,
            failed=tallies[rule.id].failed > 0,
        )
        for rule in rules
    ]


def _there(pages: Sequence[LabelledPage], channels: Collection[Channel]) -> Answer | None:
    """Give the most that any of the pages says; None where a page leaves open whether there is more."""
    answers = {page.labels[channel] for page in pages for channel in channels if channel in page.labels}
    if Answer.USABLE in answers:
        return Answer.USABLE
    if any(channel in page.unscored for page in pages for channel in channels):
        return None
    return Answer.MENTIONED if answers else Answer.ABSENT


def figures(readings: Iterable[Reading], rule: str) -> Figures:
    """Sum up one rule; what is unscored counts nowhere."""
    own = [each for each in readings if each.rule == rule and each.there is not None]
    nothing = [each for each in own if each.nothing]
    failed = [each for each in own if each.failed]
    passed = [each for each in own if each.usable]
    return Figures(
        nothing=Share(sum(each.there is Answer.ABSENT for each in nothing), len(nothing)),
        failed=Share(sum(each.there is Answer.ABSENT for each in failed), len(failed)),
        passed=Share(sum(each.there is Answer.USABLE for each in passed), len(passed)),
    )


def as_told(figures: Figures) -> dict[str, dict[str, float | int | list[float] | None]]:
    """Give figures in the form in which accuracy.json keeps them."""
    shares = {"nothing_found": figures.nothing, "failed": figures.failed, "passed": figures.passed}
    return {
        name: {
            "right": share.count,
            "of": share.of,
            "share": None if share.value is None else round(share.value, 3),
            "interval": [round(bound, 3) for bound in share.interval],
        }
        for name, share in shares.items()
    }

"""The bench of what is not offered holds rules against labels as README says, and keeps its halves apart."""

import random
from collections import Counter
from typing import Any

import pytest

from auditor.examples import digest, link
from auditor.registry import all_rules
from auditor.service import Channel, ChannelMention, Level, PageDigest
from bench.absence import LABELS
from bench.absence_labels import LabelledPage, Reading, figures, read, read_labels
from bench.channel_labels import Answer
from bench.pairing import Share
from bench.real_sites import SITES

PHONE, FORM = Channel.PHONE, Channel.FORM
# Sites that were used before: they are no test any more.
USED = {"celaya", "gloucester", "laceja", "lepin", "muniver", "pachalik"}


def labelled(page: str, *unscored: Channel, **labels: Answer) -> LabelledPage:
    known = {Channel(name): answer for name, answer in labels.items()}
    return LabelledPage("town", "tune", "GB", page, known, frozenset(unscored))


def seen(page: str, *mentions: ChannelMention, **facts: Any) -> PageDigest:
    url = f"http://127.0.0.1:8000{page}"
    return digest(*mentions, page_id=page, url=url, final_url=url, **facts)


def phone(level: Level = Level.ACTIONABLE) -> ChannelMention:
    return ChannelMention(PHONE, level, "x", "x", "p", "http://127.0.0.1:8000/")


def readings(*pages: tuple[LabelledPage, PageDigest]) -> dict[str, Reading]:
    """What is said of telephones, by page."""
    found = read(
        [label for label, _ in pages], {label.name: page for label, page in pages}, all_rules().values()
    )
    return {each.page: each for each in found if each.rule == "missing-phone-number"}


@pytest.mark.parametrize(
    ("label", "there"),
    [
        pytest.param(labelled("/bins", phone=Answer.USABLE), Answer.USABLE, id="usable"),
        pytest.param(labelled("/bins", phone=Answer.MENTIONED), Answer.MENTIONED, id="words"),
        pytest.param(labelled("/bins"), Answer.ABSENT, id="not named"),
        pytest.param(labelled("/bins", PHONE), None, id="unscored"),
        pytest.param(labelled("/bins", FORM), Answer.ABSENT, id="another channel unscored"),
    ],
)
def test_what_a_page_offers_is_what_its_labels_say(label: LabelledPage, there: Answer | None) -> None:
    assert readings((label, seen("/bins")))["/bins"].there is there


@pytest.mark.parametrize(
    ("mentions", "nothing", "usable"),
    [
        pytest.param((), True, False, id="nothing"),
        pytest.param((phone(Level.MENTIONED),), False, False, id="words"),
        pytest.param((phone(),), False, True, id="a number"),
    ],
)
def test_what_a_rule_says_is_told_apart(
    mentions: tuple[ChannelMention, ...], nothing: bool, usable: bool
) -> None:
    reading = readings((labelled("/bins"), seen("/bins", *mentions)))["/bins"]

    assert (reading.nothing, reading.usable, reading.failed) == (nothing, usable, False)


def test_a_linked_contact_page_speaks_for_a_page_too() -> None:
    links = (link("http://127.0.0.1:8000/contact", "Contact"),)
    found = readings(
        (labelled("/bins"), seen("/bins", links=links)),
        (labelled("/tax"), seen("/tax")),
        (labelled("/contact", phone=Answer.USABLE), seen("/contact", contact=True)),
    )

    assert (found["/bins"].there, found["/bins"].failed) == (Answer.USABLE, True)
    assert (found["/tax"].there, found["/tax"].failed) == (Answer.ABSENT, False)


def test_figures_count_what_is_scored() -> None:
    def said(there: Answer | None, *, nothing: bool = False, usable: bool = False) -> Reading:
        return Reading("missing-phone-number", "town", "/", there, nothing, usable, nothing)

    found = figures(
        [
            said(Answer.ABSENT, nothing=True),
            said(Answer.MENTIONED, nothing=True),
            said(None, nothing=True),
            said(Answer.USABLE, usable=True),
            said(Answer.ABSENT, usable=True),
            said(None, usable=True),
        ],
        "missing-phone-number",
    )

    assert (found.nothing, found.failed, found.passed) == (Share(1, 2), Share(1, 2), Share(1, 2))


def test_every_labelled_site_is_one_that_can_be_exported() -> None:
    assert {page.site for page in read_labels(LABELS)} <= SITES.keys()


def test_of_each_two_new_sites_one_is_held_out_by_a_seed() -> None:
    pages = read_labels(LABELS)
    sizes = Counter(page.site for page in pages if page.site not in USED)
    sites = sorted(sizes, key=lambda site: (-sizes[site], site))
    draw = random.Random("half of the portals read for missing channels")  # noqa: S311  a draw, no secret
    held_out = {draw.choice(sites[start : start + 2]) for start in range(0, len(sites), 2)}

    assert {page.site for page in pages if page.part == "held out"} == held_out
    assert {page.part for page in pages} == {"tune", "held out"}

"""What a service's cost says: which pages it is the sum of, where its bytes go, and what to cut first."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.conversion_of_cost import with_countries
from auditor.cost.carried import pack
from auditor.cost.money import country_named
from auditor.cost_result import Cost, Cut, FileBytes, KindBytes
from auditor.cost_words import lines_of, percent
from auditor.evidence import Response
from auditor.examples import response
from auditor.run.walked import EMPTY_FORM
from auditor.settings import read_settings
from auditor.store.journeys import JOURNEYS
from auditor.store.workspace import Workspace
from tests import fakes
from tests.conftest import CommandLine
from tests.fakes import seen
from tests.made import RUN, SERVICES, SITE, Made, at

KEPT = {"cache_control": "max-age=999999"}
PICTURE = response(400_000, url=f"{SITE}/seal.png", **KEPT)
TRACKER = response(90_000, kind="script", url="https://count.example/all.js", third_party=True)


def a_page(path: str, wire_bytes: int) -> Response:
    return response(wire_bytes, kind="document", url=f"{SITE}{path}", mime_type="text/html", encoding="br")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    file = tmp_path / "portal.toml"
    file.write_text(SERVICES.replace("languages =", 'country = "KE"\nlanguages ='), encoding="utf-8")
    with Workspace(str(tmp_path / "workspace.db")) as store:
        yield Made(store, read_settings(str(file)))


def cost(made: Made) -> Cost:
    cost = made.service("births").cost
    assert cost is not None
    return cost


def test_a_service_costs_its_pages_with_what_they_share_once(made: Made) -> None:
    made.done("/births/", carried=pack([a_page("/births/", 6_000), PICTURE, TRACKER]))
    made.done("/births/fees", carried=pack([a_page("/births/fees", 4_000), PICTURE, TRACKER]))
    made.done("/births/again", content_hash="/births/fees", title="/births/fees", carried=pack([PICTURE]))
    made.done("/births/later")  # as earlier versions noted it

    whole = cost(made)

    assert (whole.pages, whole.unknown_pages, whole.by_journey) == (2, 1, False)
    # The tracker says nothing of how long it is kept, and has nothing to be asked about by.
    assert (whole.first_bytes, whole.first_requests) == (6_000 + 4_000 + 400_000 + 2 * 90_000, 5)
    assert (whole.again_bytes, whole.again_requests) == (6_000 + 4_000 + 2 * 90_000, 4)
    assert whole.kinds == [
        KindBytes(kind="picture", own_bytes=400_000, other_bytes=0, files=1),
        KindBytes(kind="script", own_bytes=0, other_bytes=180_000, files=2),
        KindBytes(kind="page", own_bytes=10_000, other_bytes=0, files=2),
    ]
    assert whole.hosts == ["count.example"]
    assert whole.largest[0] == FileBytes(url=PICTURE.url, kind="picture", bytes=400_000)
    assert whole.cuts == [
        Cut(what="third_party", name="count.example", files=1, urls=[TRACKER.url], saved_bytes=180_000)
    ]
    assert [price.name for price in whole.prices] == ["Kenya"]


def test_a_service_with_a_journey_costs_that_way_and_not_all_its_pages(made: Made) -> None:
    made.done("/births/", carried=pack([a_page("/births/", 6_000)]))
    made.done("/births/fees", carried=pack([a_page("/births/fees", 4_000)]))
    made.done("/births/form", carried=pack([a_page("/births/form", 3_000)]))
    made.done("/births/wrong", carried=pack([a_page("/births/wrong", 1_000)]))
    step = {"number": 1, "name": None, "action": "click", "page": at("/births/form"), "state": "done"}
    wrong = step | {"name": EMPTY_FORM, "page": at("/births/wrong")}
    made.store.note(RUN, **{JOURNEYS: {"births": [each | {"reason": None} for each in (step, wrong)]}})

    whole = cost(made)

    assert (whole.pages, whole.by_journey, whole.first_bytes) == (2, True, 9_000)


def test_texts_that_are_sent_as_they_are_would_be_smaller_compressed(made: Made) -> None:
    kind = {"kind": "stylesheet", "mime_type": "text/css"}
    plain = response(100_000, url=f"{SITE}/a.css", **kind)
    packed = response(30_000, url=f"{SITE}/b.css", encoding="gzip", **kind)
    small = response(1_399, url=f"{SITE}/c.css", **kind)
    made.done("/births/", carried=pack([plain, packed, small, PICTURE]))

    # 0.57 of a text of 100,000 bytes
    assert cost(made).cuts == [Cut(what="compress", name=None, files=1, urls=[plain.url], saved_bytes=57_000)]


def test_of_a_service_of_which_nothing_was_recorded_no_cost_is_known(made: Made) -> None:
    made.done("/births/")

    assert made.service("births").cost is None
    assert "“Register a birth”: what it takes is not known" in list(lines_of(made.audit))


def test_it_is_told_for_the_countries_that_were_asked_for(made: Made) -> None:
    made.done("/births/", carried=pack([a_page("/births/", 5_000_000)]))
    countries = [country for code in ("UG", "ug", "TZA") if (country := country_named(code))]

    told = "\n".join(lines_of(with_countries(made.audit, countries)))

    assert "“Register a birth” takes 5.00 MB on a first visit" in told
    assert "Kenya" not in told
    assert "Tanzania: 0.15 % of a day's mean income (US$ 0.0047)" in told  # 4.84 % / 1,000 x 30.42
    assert "5 GB are enough for it 1,000 times" in told
    assert "ITU" in told


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 %"), (0.0000004, "less than 0.001 %"), (0.000049, "0.0049 %"), (0.041, "4.1 %"), (1.5, "150 %")],
)
def test_small_shares_keep_two_figures(share: float, words: str) -> None:
    assert percent(share) == words


def test_the_command_tells_the_cost_of_an_address_and_keeps_nothing(
    auditor: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fakes.install(monkeypatch, {"/": seen("/", wire_bytes=5_000_000)})
    monkeypatch.setattr("auditor.run.runs.find_program", lambda _plan: None)

    ended = auditor("cost", f"{SITE}/", "--country", "KE", "--json")

    told = json.loads(ended.out)
    assert (ended.code, told["name"], told["cost"]["first_bytes"]) == (0, "portal.example", 5_000_000)
    assert [price["country"] for price in told["cost"]["prices"]] == ["KE"]
    assert not Path(".auditor").exists()


def test_a_country_without_a_price_is_told_before_anything_is_visited(auditor: CommandLine) -> None:
    ended = auditor("cost", f"{SITE}/", "--country", "Kenia")

    assert (ended.code, ended.out) == (2, "")
    assert "no price of data is known for 'Kenia'; give a code such as KE or KEN" in ended.err

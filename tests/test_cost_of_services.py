"""What a service's cost says: which pages it is the sum of, where its bytes go, and what to cut first."""

import base64
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.conversion.cost import MOST_WAITED_FOR, with_countries
from auditor.cost.carried import pack, unpack
from auditor.cost.money import country_named
from auditor.cost.networks import DEVICES, NETWORKS, Network
from auditor.cost.page import MOST_PLAYED, page_cost
from auditor.cost.timing import estimate
from auditor.cost.waiting import waited
from auditor.evidence import PageEvidence, Response, TextBlock
from auditor.evidence.images import Images, SeenImage
from auditor.evidence.landmark import Landmark
from auditor.examples import page, response
from auditor.reporting.cost_words import lines_of, percent
from auditor.result.cost import Cost, Cut, FileBytes, KindBytes
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


def a_load(*responses: Response) -> str:
    return pack(page(responses=responses))


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
    made.done("/births/", carried=a_load(a_page("/births/", 6_000), PICTURE, TRACKER))
    made.done("/births/fees", carried=a_load(a_page("/births/fees", 4_000), PICTURE, TRACKER))
    made.done("/births/again", content_hash="/births/fees", title="/births/fees", carried=a_load(PICTURE))
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
        Cut(
            what="third_party",
            name="count.example",
            files=1,
            urls=[TRACKER.url],
            saved_bytes=180_000,
            saved_seconds=whole.cuts[0].saved_seconds,
        )
    ]
    assert [price.name for price in whole.prices] == ["Kenya"]


def test_a_service_with_a_journey_costs_that_way_and_not_all_its_pages(made: Made) -> None:
    made.done("/births/", carried=a_load(a_page("/births/", 6_000)))
    made.done("/births/fees", carried=a_load(a_page("/births/fees", 4_000)))
    made.done("/births/form", carried=a_load(a_page("/births/form", 3_000)))
    made.done("/births/wrong", carried=a_load(a_page("/births/wrong", 1_000)))
    step = {"number": 1, "name": None, "action": "click", "page": at("/births/form"), "state": "done"}
    wrong = step | {"name": EMPTY_FORM, "page": at("/births/wrong")}
    made.store.note(RUN, **{JOURNEYS: {"births": [each | {"reason": None} for each in (step, wrong)]}})

    whole = cost(made)

    assert (whole.pages, whole.by_journey, whole.first_bytes) == (2, True, 9_000)


def a_picture(drawn_px: float) -> SeenImage:
    return SeenImage("img", "<img>", PHOTO.url, 1_440, 720, drawn_px, drawn_px / 2, 0, False, False)


PHOTO = response(200_000, url=f"{SITE}/hall.jpg", mime_type="image/jpeg", **KEPT)
STYLES = response(100_000, kind="stylesheet", url=f"{SITE}/a.css", mime_type="text/css", **KEPT)


def test_what_could_be_sent_smaller_is_told_with_what_that_saves(made: Made) -> None:
    packed = replace(STYLES, url=f"{SITE}/b.css", encoding="gzip")
    other = replace(STYLES, url=f"{SITE}/0.css", body_bytes=50_000, wire_bytes=50_000)
    small = replace(STYLES, url=f"{SITE}/c.css", body_bytes=1_400, wire_bytes=1_400)
    theirs = replace(STYLES, url="https://styles.example/a.css", third_party=True)
    for path, drawn_px in (("/births/", 180), ("/births/fees", 360)):
        load = page(
            responses=(other, STYLES, packed, small, theirs, PHOTO), images=Images(2, (a_picture(drawn_px),))
        )
        made.done(path, carried=pack(load))

    # Shown over 360 px at most, of which the screen has two each: a quarter of the pixels, and a tenth more
    # in width and height. WebP takes a quarter off JPEG, gzip 74 % off CSS.
    assert [(cut.what, cut.urls, cut.saved_bytes) for cut in cost(made).cuts] == [
        ("resize", [PHOTO.url], 139_500),
        ("compress", [STYLES.url, other.url], 111_000),
        ("third_party", [theirs.url], 100_000),
        ("webp", [PHOTO.url], 50_000),
    ]


def test_of_a_service_of_which_nothing_was_recorded_no_cost_is_known(made: Made) -> None:
    made.done("/births/")

    assert made.service("births").cost is None
    assert "“Register a birth”: what it takes is not known" in list(lines_of(made.audit))


def test_it_is_told_for_the_countries_that_were_asked_for(made: Made) -> None:
    made.done("/births/", carried=a_load(a_page("/births/", 5_000_000)))
    countries = [country for code in ("UG", "ug", "TZA") if (country := country_named(code))]

    told = "\n".join(lines_of(with_countries(made.audit, countries)))

    # Uganda: 6.07 % / 1,000 x 30.42
    assert re.search(
        r"“Register a birth” takes 5\.00 MB: \d+ s on 3G, \d+ min \d+ s on EDGE; "
        r"it costs 0\.18 % of a day's mean income in Uganda\n",
        told,
    )
    assert "with a cheap phone" in told
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


HTML = (
    '<head><link rel="stylesheet" href="/main.css"><script src="/first.js"></script>'
    '<script defer src="/last.js"></script></head><body>'
    + 400 * "Some words here. "
    + '<img src="/seal.png">'
)


def a_loaded_page(path: str) -> PageEvidence:
    """A page of which each file waits for others in another way."""
    third = {"third_party": True, "protocol": "h2"}
    return page(
        f"{SITE}{path}",
        served_html=HTML,
        text=(TextBlock("Some words here. " * 20, "p", Landmark.MAIN, "en", "p"),),
        responses=(
            response(0, kind="document", url=f"{SITE}/old", redirect=True, status=301),
            a_page(path, 6_000),
            response(20_000, kind="stylesheet", url=f"{SITE}/main.css", blocking="blocking", **KEPT),
            response(9_000, kind="font", url=f"{SITE}/a.woff2", initiator=f"{SITE}/main.css", **KEPT),
            response(
                50_000, kind="script", url=f"{SITE}/first.js", blocking="blocking", priority="high", **KEPT
            ),
            response(60_000, kind="script", url=f"{SITE}/last.js", priority="low", **KEPT),
            response(90_000, kind="script", url=TRACKER.url, initiator=f"{SITE}/first.js", **third),
            response(30_000, url="https://pixel.example/p.gif", initiator=TRACKER.url, **third),
            PICTURE,
        ),
    )


@pytest.mark.parametrize("network", NETWORKS.values(), ids=list(NETWORKS))
def test_what_a_digest_keeps_of_a_page_takes_as_long_as_the_page(network: Network) -> None:
    given = a_loaded_page("/births/")
    whole = estimate(given, network, DEVICES["mid"])
    kept = waited([unpack(pack(given))], {}, network, DEVICES["mid"])

    assert whole is not None
    assert (kept.main_text_s, kept.usable_s, kept.complete_s) == (
        pytest.approx(whole.main_text_s, rel=0.001),
        pytest.approx(whole.usable_s, rel=0.001),
        pytest.approx(whole.complete_s, rel=0.001),
    )


def test_a_service_is_waited_for_page_by_page_and_what_it_kept_is_there(made: Made) -> None:
    made.done("/births/", carried=pack(a_loaded_page("/births/")))
    alone = cost(made).waits
    made.done("/births/fees", carried=pack(a_loaded_page("/births/fees")))
    both = cost(made).waits

    assert alone is not None
    assert both is not None
    for one, two in zip(alone, both, strict=True):
        assert one.first.complete < two.first.complete < 2 * one.first.complete
        assert two.again.complete < two.first.complete


def test_what_third_parties_ask_each_other_for_is_saved_with_them(made: Made) -> None:
    made.done("/births/", carried=pack(a_loaded_page("/births/")))

    first = cost(made).cuts[0]

    assert (first.name, first.files, first.saved_bytes) == ("count.example", 2, 120_000)
    # Its 120,000 bytes take 4 s at 240 kbit/s; two servers are not asked, at three round trips each.
    assert 3.9 < first.saved_seconds["edge"] < 4 + 6 * 0.84


def test_a_service_of_more_pages_than_anybody_opens_is_not_waited_for(made: Made) -> None:
    for number in range(MOST_WAITED_FOR):
        made.done(f"/births/{number}", carried=a_load(a_page(f"/births/{number}", 4_000)))
    assert cost(made).waits is not None

    made.done("/births/more", carried=a_load(a_page("/births/more", 4_000)))

    assert cost(made).waits is None
    assert cost(made).first_bytes == 26 * 4_000


@pytest.mark.parametrize("cut", [0, 1], ids=["a bomb", "cut"])
def test_what_was_carried_unpacks_to_no_more_than_a_page_gives(cut: int) -> None:
    bomb = zlib.compress(b" " * (60_000_000 * (1 - cut)) + b'{"responses":[]}')
    with pytest.raises(ValueError, match="is cut, or more than"):
        unpack(base64.b85encode(bomb[: len(bomb) - cut]).decode())


def test_a_page_costs_by_kind_what_it_transfers_first_and_a_day_later() -> None:
    # On EDGE: four round trips of 0.84 s and 0.02 s for the request; then 14,600 bytes in the next one, and
    # 30,000 bytes a second after it. A day later an answer of 300 bytes says that nothing has changed. To lay
    # the page out takes four times 0.016 s.
    document = response(
        44_600, kind="document", url=f"{SITE}/births/", etag='"1"', cache_control="max-age=0", body_bytes=0
    )
    again = replace(TRACKER, from_cache=True)
    one = page(f"{SITE}/births/", responses=(document,), served_html="", text=())
    all_of_it = (document, PICTURE, TRACKER, again)

    alone, whole = page_cost(one, (document,)), page_cost(one, all_of_it)

    assert alone is not None
    assert whole is not None
    seconds = (alone.main_text_s, alone.usable_s, alone.complete_s, alone.again_complete_s)
    assert [each["edge"] for each in seconds] == [5.28, 5.28, 5.28, 3.45]
    assert whole.bytes_by_kind == {"page": 44_600, "picture": 400_000, "script": 90_000}
    assert whole.requests_by_kind == {"page": 1, "picture": 1, "script": 1}
    assert (whole.other_bytes, whole.other_requests) == (90_000, 1)
    assert (whole.again_bytes, whole.again_requests) == (300 + 90_000, 2)


def test_of_a_page_that_asks_for_more_than_is_played_no_times_are_told() -> None:
    document = response(9_000, kind="document", url=f"{SITE}/births/", body_bytes=0)

    def told(pictures: int) -> dict[str, float] | None:
        all_of_it = (
            document,
            *(response(10, url=f"{SITE}/{number}.png") for number in range(pictures)),
        )
        cost = page_cost(page(document.url, responses=all_of_it, served_html="", text=()), all_of_it)
        return cost and dict(cost.complete_s)

    assert told(MOST_PLAYED) == {}
    assert set(told(MOST_PLAYED - 1) or ()) == set(NETWORKS)


def test_nothing_that_a_network_carried_costs_nothing_that_is_known() -> None:
    assert page_cost(page(responses=()), ()) is None


def test_an_audit_tells_the_cost_of_each_page(made: Made) -> None:
    document = a_page("/births/", 6_000)
    known = page_cost(page(f"{SITE}/births/", responses=(document,), served_html="", text=()), (document,))
    made.done("/births/", cost=known)
    made.done("/births/fees")  # as earlier versions noted it

    told = {each.url: each.cost for each in made.audit.pages}

    first = told[f"{SITE}/births/"]
    assert first is not None
    assert known is not None
    assert (first.bytes_by_kind, first.complete_s) == ({"page": 6_000}, known.complete_s)
    assert told[f"{SITE}/births/fees"] is None

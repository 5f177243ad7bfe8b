"""What an audit says of the conditions that a portal was seen under."""

from pathlib import Path

import pytest

from auditor.audit import Audit
from auditor.crawl.frontier import Candidate, Rank
from auditor.crawl.scope import page_id
from auditor.evidence import Kind, to_json
from auditor.examples import page
from auditor.judge import Judgement, judgement_to_json
from auditor.run.assembly import assemble
from auditor.run.plan import Plan, begin_run
from auditor.service import PageDigest, digest_to_json
from auditor.settings import read_settings
from auditor.store.records import VisitedPage, packed
from auditor.store.workspace import Workspace


def audit_of(folder: Path, url: str, *lost_styles: tuple[str, ...], close: int | None = None) -> Audit:
    """Audit a portal of one page for each given tuple of hosts whose style sheets did not arrive there.

    The first `close` pages had a close look, all if it is None.
    """
    pages = [f"{url}{number}" for number in range(len(lost_styles))]
    with Workspace(folder / "workspace.db") as store:
        run = begin_run(store, Plan(read_settings(url)))
        store.add(run.id, [Candidate(address, 0, Rank.START, 0, 0, Kind.HTML) for address in pages])
        for number, (address, lost) in enumerate(zip(pages, lost_styles, strict=True)):
            digest = PageDigest(
                page_id=page_id(address),
                url=address,
                final_url=address,
                kind=Kind.HTML,
                content_hash=address,
                closely=close is None or number < close,
                lost_styles=lost,
            )
            store.save(
                run.id,
                VisitedPage(
                    page_id=digest.page_id,
                    state="done",
                    final_url=address,
                    status=200,
                    kind=Kind.HTML,
                    evidence=packed(to_json(page(address))),
                    judgement=packed(judgement_to_json(Judgement({}, ()))),
                    digest=packed(digest_to_json(digest)),
                ),
            )
        return assemble(store, store.run(run.id))


def test_a_country_told_by_the_address_is_said_to_be(tmp_path: Path) -> None:
    audit = audit_of(tmp_path, "https://www.comune.example.it/", ())

    assert (audit.portal.country, audit.portal.country_inferred) == ("IT", True)
    assert audit.run.notes == [
        "The country, IT, was told by the portal's address; portal.toml can give another."
    ]


def test_a_country_that_nobody_tells_is_none(tmp_path: Path) -> None:
    audit = audit_of(tmp_path, "https://www.city.example/", ())

    assert (audit.portal.country, audit.portal.country_inferred, audit.run.notes) == (None, False, [])


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        (
            (("cdn.example",), (), ("cdn.example", "a.example")),
            "on 2 of 3 pages, from a.example, cdn.example:",
        ),
        ((tuple("dbca"),), "on 1 of 1 pages, from a, b, c and others:"),
    ],
    ids=["two hosts", "many hosts"],
)
def test_style_sheets_that_did_not_arrive_are_named_by_their_hosts(
    tmp_path: Path, lost: tuple[tuple[str, ...], ...], told: str
) -> None:
    [note] = audit_of(tmp_path, "https://www.city.example/", *lost).run.notes

    assert note == (
        f"Style sheets did not arrive {told} rules on colours, sizes and places are untested there."
    )


def test_what_only_a_close_look_shows_is_said_to_be_tested_on_some_pages_alone(tmp_path: Path) -> None:
    audit = audit_of(tmp_path, "https://www.city.example/", (), (), close=1)

    note = (
        "1 of 2 pages had a close look: keyboard, zoom and what else only that shows "
        "was tested on these alone."
    )
    assert audit.run.notes == [note]

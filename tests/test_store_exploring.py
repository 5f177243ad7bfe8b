"""Exploring in the store: its order, what one page adds, the choice, and the migration that made room."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from auditor.crawl.frontier import Candidate, Rank
from auditor.crawl.scope import page_id
from auditor.evidence import Kind
from auditor.service import PageDigest, digest_to_json
from auditor.store.records import Choice, ExploredPage, VisitedPage, packed
from auditor.store.workspace import Workspace

SITE = "https://portal.example"
RUN = "20250101-000000-0001"


def candidate(path: str, depth: int = 1, position: int = 0, kind: Kind = Kind.HTML) -> Candidate:
    return Candidate(f"{SITE}{path}", depth, Rank.PAGE, 0, position, kind)


def at(path: str) -> str:
    return page_id(f"{SITE}{path}")


def digest(path: str) -> PageDigest:
    return PageDigest(page_id=at(path), url=f"{SITE}{path}", final_url=f"{SITE}{path}", kind=Kind.HTML)


def seen(path: str, *found: Candidate) -> ExploredPage:
    return ExploredPage(
        page_id=at(path),
        explored="seen",
        final_url=f"{SITE}{path}",
        status=200,
        skeleton=packed(path.encode()),
        digest=packed(digest_to_json(digest(path))),
        found=found,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace.db") as workspace:
        workspace.begin(RUN, f"{SITE}/", "fingerprint", "{}", datetime(2025, 1, 1, tzinfo=UTC))
        yield workspace


def to_explore(store: Workspace, depth: int, after: int = -1, before: int = 100) -> list[str]:
    pages = store.next_to_explore(RUN, depth, after=after, before=before, most=10)
    return [page.url.removeprefix(SITE) for page in pages]


def test_a_depth_is_explored_in_the_order_of_its_candidates_and_documents_are_not(store: Workspace) -> None:
    store.add(
        RUN,
        [candidate("/b", position=1), candidate("/a", position=2), candidate("/c.pdf", kind=Kind.DOCUMENT)],
    )
    store.number_to_explore(RUN, 1)
    assert to_explore(store, 1) == ["/b", "/a"]
    assert to_explore(store, 1, after=0) == ["/a"]
    assert to_explore(store, 1, before=1) == ["/b"]


def test_a_page_that_was_explored_is_not_explored_again_and_its_links_are_deeper(store: Workspace) -> None:
    store.add(RUN, [candidate("/a")])
    store.number_to_explore(RUN, 1)
    assert store.depths_to_explore(RUN) == [1]
    store.save_explored(RUN, seen("/a", candidate("/c", depth=2)))
    assert store.depths_to_explore(RUN) == [2]
    assert store.explored_count(RUN) == 1


def test_it_is_told_how_many_of_a_pages_links_were_not_known(store: Workspace) -> None:
    store.add(RUN, [candidate("/a"), candidate("/b")])
    links = [candidate(f"/{number}", depth=2) for number in range(1_200)]
    assert store.save_explored(RUN, seen("/a", candidate("/b", depth=2), *links)) == 1_200
    assert store.save_explored(RUN, seen("/b", *links)) == 0
    visited = VisitedPage(page_id=at("/a"), state="done", found=[candidate("/a"), candidate("/new")])
    assert store.save(RUN, visited) == 1
    assert sum(store.counts(RUN).values()) == 1_203


def test_a_page_that_has_its_place_in_the_order_keeps_it(store: Workspace) -> None:
    store.add(RUN, [candidate("/a", position=5)])
    store.number_to_explore(RUN, 1)
    store.add(RUN, [candidate("/a", depth=0), candidate("/b", position=1)])
    store.number_to_explore(RUN, 1)
    assert to_explore(store, 1) == ["/a", "/b"]


def test_sketches_come_back_in_the_order_of_exploring(store: Workspace) -> None:
    store.add(RUN, [candidate("/b", position=0), candidate("/a", position=1), candidate("/gone", position=2)])
    store.number_to_explore(RUN, 1)
    store.save_explored(RUN, seen("/a"))
    store.save_explored(RUN, ExploredPage(page_id=at("/gone"), explored="failed", status=404, reason="gone"))
    store.save_explored(RUN, seen("/b"))
    kept = dict(store.sketches(RUN))
    assert list(kept) == [at("/b"), at("/a")]
    assert kept[at("/a")].skeleton == b"/a"
    assert kept[at("/a")].digest == digest("/a")


def test_a_choice_is_kept_with_its_order_its_reasons_and_its_facts(store: Workspace) -> None:
    store.add(RUN, [candidate(path, position=place) for place, path in enumerate(("/a", "/b", "/c"))])
    choice = [(at("/c"), Choice("required", "the home page")), (at("/a"), Choice("random", "drawn"))]
    store.choose(RUN, {at("/a"): 0, at("/c"): 1}, choice, {"sample": {"seed": 1}})
    chosen = store.next_chosen(RUN, after=-1, most=10)
    assert [(page.page_id, page.choice) for page in chosen] == choice
    assert {page.page_id: page.template for page in store.pages(RUN)} == {
        at("/a"): 0,
        at("/b"): None,
        at("/c"): 1,
    }
    assert store.run(RUN).facts["sample"] == {"seed": 1}
    assert [page.page_id for page in store.next_chosen(RUN, after=0, most=10)] == [at("/a")]


def test_a_workspace_of_the_version_before_is_brought_up_to_date_and_keeps_its_pages(tmp_path: Path) -> None:
    file = tmp_path / "workspace.db"
    with Workspace(file) as workspace:
        workspace.begin(RUN, f"{SITE}/", "fingerprint", "{}", datetime(2025, 1, 1, tzinfo=UTC))
        workspace.add(RUN, [candidate("/a")])
    _back_to_the_first_version(file)
    with Workspace(file) as workspace:
        assert [page.url for page in workspace.pages(RUN)] == [f"{SITE}/a"]
        workspace.number_to_explore(RUN, 1)
        assert to_explore(workspace, 1) == ["/a"]


def _back_to_the_first_version(file: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE sketches")
        connection.exec_driver_sql("DROP INDEX pages_to_explore")
        for column in ("explore_order", "explored", "template", "chosen_as", "chosen_for", "state_of"):
            connection.exec_driver_sql(f"ALTER TABLE pages DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()

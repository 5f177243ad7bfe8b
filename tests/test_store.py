"""The workspace keeps what was done: in one transaction a page, and in an order that stays."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from auditor.crawl.frontier import Candidate, Rank
from auditor.crawl.scope import page_id
from auditor.evidence import Kind, PageEvidence, to_json
from auditor.judge import Judgement, Tally, judgement_to_json
from auditor.service import PageDigest, digest_to_json
from auditor.store import schema
from auditor.store.models import Base
from auditor.store.records import Run, StoredPage, VisitedPage, packed
from auditor.store.schema import HEAD, WorkspaceError
from auditor.store.workspace import Workspace
from tests.permissions import permissions_count

SITE = "https://portal.example"
RUN = "20250101-000000-0001"
BEGUN = datetime(2025, 1, 1, 12, 30, 15, 250_000, tzinfo=UTC)


def candidate(
    path: str, depth: int = 1, position: int = 0, *, rank: Rank = Rank.PAGE, parent: int = 0
) -> Candidate:
    return Candidate(f"{SITE}{path}", depth, rank, parent, position, Kind.HTML)


def at(path: str) -> str:
    return page_id(f"{SITE}{path}")


def evidence(path: str, title: str = "") -> PageEvidence:
    return PageEvidence(url=f"{SITE}{path}", final_url=f"{SITE}{path}", status=200, dom=title)


def judgement(passed: int = 1) -> Judgement:
    return Judgement({"heavy-page": Tally(passed=passed)}, ())


def digest(path: str, title: str = "") -> PageDigest:
    url = f"{SITE}{path}"
    return PageDigest(page_id=at(path), url=url, final_url=url, kind=Kind.HTML, title=title)


def visited(path: str, *found: Candidate) -> VisitedPage:
    return VisitedPage(
        page_id=at(path),
        state="done",
        final_url=f"{SITE}{path}",
        status=200,
        evidence=packed(to_json(evidence(path))),
        judgement=packed(judgement_to_json(judgement())),
        digest=packed(digest_to_json(digest(path))),
        found=found,
    )


def untested(path: str) -> VisitedPage:
    return VisitedPage(page_id=at(path), state="untested", status=503, reason="it answered 503")


def begin(store: Workspace, run_id: str = RUN, **more: str | datetime) -> Run:
    given = {"target": f"{SITE}/", "fingerprint": "same", "settings": "{}", "started_at": BEGUN} | more
    return store.begin(run_id, **given)  # type: ignore[arg-type]


def paths(pages: list[StoredPage]) -> list[str]:
    return [page.url.removeprefix(SITE) for page in pages]


def waiting(
    store: Workspace, depth: int = 1, after: int = -1, before: int = 100, most: int = 10
) -> list[str]:
    return paths(store.next_pages(RUN, depth, after=after, before=before, most=most))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "workspace.db"


@pytest.fixture
def store(file: Path) -> Iterator[Workspace]:
    with Workspace(file) as workspace:
        begin(workspace)
        yield workspace


@pytest.fixture
def numbered(store: Workspace) -> Workspace:
    """A run with three pages of depth 1 in order."""
    store.add(RUN, [candidate("/a", position=0), candidate("/b", position=1), candidate("/c", position=2)])
    store.number(RUN, 1)
    return store


# The schema


def script_directory() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(files("auditor.store").joinpath("migrations")))
    return ScriptDirectory.from_config(config)


def test_head_is_the_newest_migration_and_there_is_one() -> None:
    assert script_directory().get_heads() == [HEAD]


def test_migrations_make_the_tables_that_the_models_describe(store: Workspace) -> None:
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_is_numbered_after_the_one_before() -> None:
    numbers = [script.revision for script in script_directory().walk_revisions()]
    assert numbers == [f"{number:04}" for number in range(len(numbers), 0, -1)]


# Opening


def test_a_workspace_is_made_with_its_folders(tmp_path: Path) -> None:
    with Workspace(tmp_path / "new" / "folder" / "workspace.db") as store:
        assert store.runs() == []


def test_and_not_by_who_only_reads(file: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"there is no workspace .*: `auditor audit` makes it"):
        Workspace(file, make=False)
    assert not file.exists()


@pytest.mark.parametrize("name", ["a b.db", "a?b=c.db", "a#b.db", "a%20b.db", "ärger@:b.db"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and set(name) & set("?:"):
        pytest.skip("no name for a file there")
    with Workspace(tmp_path / name) as store:
        begin(store)
    assert (tmp_path / name).is_file()
    with Workspace(tmp_path / name, make=False) as store:
        assert [run.id for run in store.runs()] == [RUN]


def an_empty_file(file: Path) -> None:
    file.touch()


def someone_elses(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")


def someone_elses_with_alembic(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('1975ea83b712')")
        database.commit()


def from_the_future(file: Path) -> None:
    with Workspace(file):
        pass
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()


def a_text(file: Path) -> None:
    file.write_text(
        "once upon a time there was no database in this file, but a text that is longer than 100 bytes"
    )


def a_folder(file: Path) -> None:
    file.mkdir()


def broken_in_the_middle(file: Path) -> None:
    with Workspace(file):
        pass
    data = bytearray(file.read_bytes())
    data[100:3000] = bytes(2900)
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (a_text, "file is not a database"),
        (a_folder, "is not a file"),
        (someone_elses, "is another program's database"),
        (someone_elses_with_alembic, "is another program's database"),
        (
            from_the_future,
            rf"was made by a newer version of this program \(its schema is 9999, this version's {HEAD}\)",
        ),
        (broken_in_the_middle, "cannot be used: "),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_is_no_workspace_of_ours_is_told_in_one_sentence_and_left_alone(
    file: Path, make: Callable[[Path], None], expected: str
) -> None:
    make(file)
    before = file.read_bytes() if file.is_file() else b""
    with pytest.raises(WorkspaceError, match=expected) as told:
        Workspace(file)
    words = str(told.value)
    assert "\n" not in words
    assert words.endswith("name another with --workspace")
    assert (file.read_bytes() if file.is_file() else b"") == before


def test_an_empty_file_becomes_a_workspace(file: Path) -> None:
    an_empty_file(file)
    with Workspace(file) as store:
        assert store.runs() == []


@pytest.mark.parametrize("make_first", [False, True], ids=["an empty file", "a workspace"])
def test_a_file_that_may_only_be_read_is_told(file: Path, make_first: bool) -> None:
    if make_first:
        with Workspace(file) as store:
            begin(store)
    else:
        an_empty_file(file)
    with (
        pytest.raises(WorkspaceError, match="readonly database; name another with --workspace"),
        Workspace(f"sqlite:///file:{file}?mode=ro&uri=true") as store,
    ):
        begin(store, "another")


def test_a_folder_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with permissions_count(), pytest.raises(WorkspaceError, match="name another with --workspace"):
            Workspace(tmp_path / "workspace.db")
    finally:
        tmp_path.chmod(0o700)


def test_a_place_where_no_file_can_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(WorkspaceError, match=r"cannot be made: .*; name another with --workspace"):
        Workspace(tmp_path / "taken" / "workspace.db")


@pytest.mark.parametrize(
    "url",
    ["nonsense://host/x", "postgresql+nonsense://someone:secret@host/x", "sqlite://someone:secret@host/x"],
)
def test_an_address_that_does_not_work_is_told_without_its_password(url: str) -> None:
    with pytest.raises(WorkspaceError) as told:
        Workspace(url)
    assert "\n" not in str(told.value)
    assert "secret" not in str(told.value)


def test_a_workspace_that_another_program_holds_for_long_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "BUSY_TIMEOUT_MS", 10)
    with Workspace(file) as store, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="cannot be used: database is locked; name another"):
            begin(store)
        assert store.runs() == [], "reading goes on"


# Runs


def test_a_run_comes_back_as_it_was_begun(file: Path) -> None:
    there = BEGUN.astimezone(timezone(timedelta(hours=5)))
    with Workspace(file) as store:
        begin(store, settings='{"portal": 1}', started_at=there)
    with Workspace(file) as store:
        assert store.run(RUN) == Run(RUN, f"{SITE}/", "same", '{"portal": 1}', BEGUN, None, {})
        store.finish(RUN, BEGUN + timedelta(minutes=5))
        assert store.run(RUN).finished_at == BEGUN + timedelta(minutes=5)


def test_facts_of_a_run_are_added_to_those_before(store: Workspace) -> None:
    store.note(RUN, axe="4.14", notes=["one"])
    store.note(RUN, notes=[], locale=None)
    assert store.run(RUN).facts == {"axe": "4.14", "notes": [], "locale": None}


def test_runs_are_listed_newest_first_and_the_newest_is_the_latest(store: Workspace) -> None:
    begin(store, "older", started_at=BEGUN - timedelta(days=1))
    begin(store, "newer", started_at=BEGUN + timedelta(seconds=1))
    assert [run.id for run in store.runs()] == ["newer", RUN, "older"]
    assert store.run("latest").id == "newer"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("nonsense", "no run 'nonsense': `auditor runs` lists those it has"), ("latest", "it has no runs yet")],
)
def test_a_run_that_is_not_there_is_told(file: Path, name: str, expected: str) -> None:
    with Workspace(file) as store, pytest.raises(WorkspaceError, match=expected):
        store.run(name)


def test_runs_are_found_by_target_and_settings_newest_first(file: Path) -> None:
    with Workspace(file) as store:
        for hours, (run_id, more) in enumerate(
            {
                "z-first": {},
                "y-second": {},
                "finished": {},
                "elsewhere": {"target": "https://other.example/"},
                "otherwise": {"fingerprint": "other"},
            }.items()
        ):
            begin(store, run_id, started_at=BEGUN + timedelta(hours=hours), **more)
        store.finish("finished", BEGUN + timedelta(days=1))
        assert [run.id for run in store.runs_of(f"{SITE}/", "same")] == ["finished", "y-second", "z-first"]
        assert store.runs_of("https://nobody.example/", "same") == []


# The frontier


def test_a_depth_is_visited_by_rank_then_parent_then_place_then_address(store: Workspace) -> None:
    store.add(
        RUN,
        [
            candidate("/z", position=1),
            candidate("/y", position=1),
            candidate("/early-parent", position=9, parent=0),
            candidate("/late-parent", position=0, parent=1),
            candidate("/service", rank=Rank.SERVICE, parent=8, position=9),
            candidate("/deeper", depth=2),
        ],
    )
    store.number(RUN, 1)
    assert waiting(store) == ["/service", "/y", "/z", "/early-parent", "/late-parent"]
    assert waiting(store, depth=2) == [], "it has no number yet"


def test_an_address_that_waits_takes_a_better_place_and_no_worse_one(store: Workspace) -> None:
    store.add(RUN, [candidate("/a", position=5), candidate("/b", position=4), candidate("/c", position=6)])
    store.add(RUN, [candidate("/a", position=3), candidate("/b", position=9)])
    store.number(RUN, 1)
    assert waiting(store) == ["/a", "/b", "/c"]
    store.add(RUN, [candidate("/deep", depth=3)])
    store.add(RUN, [candidate("/deep", depth=2)])
    assert store.depths(RUN) == [1, 2]


def test_the_order_of_visits_is_kept_once_it_was_given(file: Path, numbered: Workspace) -> None:
    """Whatever is found later, and by whichever program goes on."""
    numbered.add(RUN, [candidate("/c", 0, rank=Rank.START), candidate("/first", rank=Rank.START)])
    numbered.save(RUN, visited("/a"))
    with Workspace(file) as another:
        another.number(RUN, 1)
        assert waiting(another) == ["/b", "/c", "/first"]
        another.number(RUN, 1)
        assert [page.visit_order for page in another.pages(RUN)] == [0, 1, 2, 3]


def test_numbers_run_on_from_depth_to_depth(numbered: Workspace) -> None:
    numbered.add(RUN, [candidate("/deep", depth=2)])
    numbered.number(RUN, 2)
    (page,) = numbered.next_pages(RUN, 2, after=-1, before=100, most=10)
    assert page.visit_order == 3


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({}, ["/a", "/b", "/c"]),
        ({"after": 0}, ["/b", "/c"]),
        ({"before": 2}, ["/a", "/b"]),
        ({"before": 0}, []),
        ({"most": 1}, ["/a"]),
        ({"depth": 2}, []),
    ],
    ids=str,
)
def test_pages_are_given_within_bounds(
    numbered: Workspace, bounds: dict[str, int], expected: list[str]
) -> None:
    assert waiting(numbered, **bounds) == expected


def test_a_page_that_was_visited_is_not_visited_again(numbered: Workspace) -> None:
    numbered.save(RUN, visited("/a"))
    numbered.save(RUN, untested("/b"))
    numbered.add(RUN, [candidate("/a", depth=0, rank=Rank.START), candidate("/b", depth=0, rank=Rank.START)])
    numbered.number(RUN, 0)
    assert numbered.depths(RUN) == [1]
    assert waiting(numbered) == ["/c"]


def test_runs_do_not_share_pages(numbered: Workspace) -> None:
    begin(numbered, "another")
    numbered.add("another", [candidate("/a")])
    numbered.save(RUN, visited("/a"))
    assert numbered.counts(RUN) == {"done": 1, "waiting": 2}
    assert numbered.counts("another") == {"waiting": 1}
    assert list(numbered.judgements("another")) == []


# What a visit adds


def test_a_visit_is_kept_whole(file: Path, numbered: Workspace) -> None:
    numbered.save(RUN, visited("/a", candidate("/found", depth=2)))
    numbered.save(RUN, untested("/b"))
    with Workspace(file) as store:
        assert store.counts(RUN) == {"done": 1, "untested": 1, "waiting": 2}
        first, second, third, found = store.pages(RUN)
        assert (first.url, first.state, first.status, first.final_url) == (
            f"{SITE}/a",
            "done",
            200,
            f"{SITE}/a",
        )
        assert (second.state, second.status, second.reason) == ("untested", 503, "it answered 503")
        assert (third.state, third.reason, third.final_url) == ("waiting", None, "")
        assert (found.url, found.depth, found.visit_order) == (f"{SITE}/found", 2, None)
        assert store.page_evidence(RUN, at("/a")) == evidence("/a")
        assert list(store.evidence(RUN)) == [(at("/a"), to_json(evidence("/a")))]
        assert list(store.judgements(RUN)) == [(at("/a"), judgement(), digest("/a"))]


def test_pages_and_what_is_known_of_them_come_in_the_order_of_visits(numbered: Workspace) -> None:
    for path in ("/c", "/a", "/b"):
        numbered.save(RUN, visited(path))
    assert paths(numbered.pages(RUN)) == ["/a", "/b", "/c"]
    assert [of_page for of_page, _ in numbered.evidence(RUN)] == [at(path) for path in ("/a", "/b", "/c")]
    assert [each[0] for each in numbered.judgements(RUN)] == [at(path) for path in ("/a", "/b", "/c")]


def test_evidence_of_a_page_that_was_not_visited_is_told(numbered: Workspace) -> None:
    with pytest.raises(WorkspaceError, match=f"run {RUN} has no evidence of page {at('/a')}"):
        numbered.page_evidence(RUN, at("/a"))


def test_judging_again_replaces_the_judgement_and_keeps_the_evidence(numbered: Workspace) -> None:
    numbered.save(RUN, visited("/a"))
    new = packed(judgement_to_json(judgement(7))), packed(digest_to_json(digest("/a", "New")))
    numbered.rejudge(RUN, at("/a"), *new)
    assert list(numbered.judgements(RUN)) == [(at("/a"), judgement(7), digest("/a", "New"))]
    assert numbered.page_evidence(RUN, at("/a")) == evidence("/a")
    assert numbered.counts(RUN) == {"done": 1, "waiting": 2}


def test_evidence_is_read_while_judgements_are_written(numbered: Workspace) -> None:
    """As `auditor judge` does, which never holds all evidence in memory."""
    for path in ("/a", "/b", "/c"):
        numbered.save(RUN, visited(path))
    for of_page, _ in numbered.evidence(RUN):
        numbered.rejudge(
            RUN, of_page, packed(judgement_to_json(judgement(2))), packed(digest_to_json(digest("/a")))
        )
    assert [judged for _, judged, _ in numbered.judgements(RUN)] == [judgement(2)] * 3


# All or nothing


def nothing_was_kept(store: Workspace) -> bool:
    return (
        store.counts(RUN) == {"waiting": 3}
        and list(store.evidence(RUN)) == []
        and list(store.judgements(RUN)) == []
    )


@pytest.mark.parametrize("table", ["evidence", "judgements", "pages"])
def test_a_visit_that_cannot_be_kept_whole_is_not_kept(numbered: Workspace, table: str) -> None:
    def fail(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(f"INSERT INTO {table}"):
            raise RuntimeError("on purpose")

    sa.event.listen(numbered._engine, "before_cursor_execute", fail)
    with pytest.raises(RuntimeError, match="on purpose"):
        numbered.save(RUN, visited("/a", candidate("/found", depth=2)))
    sa.event.remove(numbered._engine, "before_cursor_execute", fail)
    assert nothing_was_kept(numbered)
    numbered.save(RUN, visited("/a", candidate("/found", depth=2)))
    assert numbered.counts(RUN) == {"done": 1, "waiting": 3}


KILLED = """
import os, sys
import sqlalchemy as sa
from auditor.crawl.frontier import Candidate, Rank
from auditor.evidence import Kind
from auditor.store.records import VisitedPage
from auditor.store.workspace import Workspace

file, statement, run, page = sys.argv[1:]

@sa.event.listens_for(sa.Engine, "before_cursor_execute")
def kill(connection, cursor, sql, *more):
    if statement in sql:
        os._exit(9)

with Workspace(file) as store:
    found = Candidate("https://portal.example/found", 2, Rank.PAGE, 0, 0, Kind.HTML)
    blobs = dict(evidence=b"evidence", judgement=b"judgement", digest=b"digest")
    store.save(run, VisitedPage(page_id=page, state="done", found=(found,), **blobs))
"""


def killed_at(statement: str, file: Path) -> None:
    """Let a program keep a visit that is gone, as if killed, when it comes to a statement of SQL."""
    program = [sys.executable, "-c", KILLED, file, statement, RUN, at("/a")]
    assert subprocess.run(program, check=False, timeout=60).returncode == 9


@pytest.mark.parametrize("statement", ["INSERT INTO evidence", "INSERT INTO judgements", "INSERT INTO pages"])
def test_a_program_that_is_killed_while_it_keeps_a_visit_has_not_begun_to(
    file: Path, numbered: Workspace, statement: str
) -> None:
    killed_at(statement, file)
    assert nothing_was_kept(numbered)


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE runs", "CREATE TABLE evidence", "INSERT INTO alembic_version"]
)
def test_a_program_that_is_killed_while_it_makes_a_workspace_leaves_one_that_can_be_made(
    file: Path, statement: str
) -> None:
    killed_at(statement, file)
    with Workspace(file) as store:
        begin(store)
        assert [run.id for run in store.runs()] == [RUN]


# Several programs at once


def test_programs_that_make_a_workspace_at_once_all_get_it(file: Path) -> None:
    together = threading.Barrier(4)
    failed: list[Exception] = []

    def make(number: int) -> None:
        together.wait()
        try:
            with Workspace(file) as store:
                begin(store, f"run-{number}")
        except WorkspaceError as error:
            failed.append(error)

    threads = [threading.Thread(target=make, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with Workspace(file) as store:
        assert sorted(run.id for run in store.runs()) == [f"run-{number}" for number in range(4)]


def test_programs_that_write_to_a_workspace_at_once_wait_for_each_other(file: Path, store: Workspace) -> None:
    """Each reads before it writes; one that could not wait would end with "database is locked"."""
    failed: list[Exception] = []

    def note(name: str) -> None:
        try:
            with Workspace(file) as own:
                for number in range(25):
                    own.note(RUN, **{f"{name}{number}": number})
        except WorkspaceError as error:
            failed.append(error)

    threads = [threading.Thread(target=note, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(store.run(RUN).facts) == 75, "none has overwritten what another had written"

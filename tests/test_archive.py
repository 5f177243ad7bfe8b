"""A run in one file: whole, the same each time, and believed only where it is what it says."""

import hashlib
import json
import re
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from lxml import html

from auditor.archived import MANIFEST, ArchiveError, opened_zip, write_zip
from auditor.audit import ArchiveFile
from auditor.output import OutputError, write_text
from auditor.registry import all_formats
from auditor.review.record import Review
from auditor.run.archive import opened_archive, write_archive
from auditor.run.assembly import assemble
from auditor.run.runs import load_audit
from auditor.settings import read_settings
from auditor.store.schema import WorkspaceError
from auditor.store.workspace import Workspace
from tests.made import HEAVY, LIGHT, RUN, SERVICES, Made, finding

CAUSE = "c1-000000000001"
SIGNED = {"reviewer": "Ana", "reason": "Seen", "date": "2024-12-30", "expires": "2025-12-30"}
REVIEW = Review.model_validate_json(
    json.dumps({"portal": "Portal", "answer": [SIGNED | {"cause": CAUSE, "outcome": "passed"}]})
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    door = '\n[access]\nuser = "preview-user"\npassword = "env:PREVIEW"\n'
    (tmp_path / "portal.toml").write_text(SERVICES + door, encoding="utf-8")
    with Workspace(tmp_path / "workspace.db") as store:
        run = Made(store, read_settings(str(tmp_path / "portal.toml")))
        run.done("/births/", HEAVY, finding("heavy-page", cause=CAUSE))
        run.done("/bins/", LIGHT)
        run.untested("/taxes/")
        run.waits("/later/")
        store.note(RUN, fonts=["Noto"], browser="Chromium 1")
        yield run


def archived(made: Made, file: Path, review: Review | None = REVIEW) -> Path:
    write_archive(made.store, made.store.run(RUN), review, file)
    return file


# What is written


def test_an_archive_gives_the_same_audit_as_the_run(made: Made, tmp_path: Path) -> None:
    with opened_archive(archived(made, tmp_path / "run.zip")) as (store, run, review):
        read = assemble(store, run, review)
    assert read == assemble(made.store, made.store.run(RUN), REVIEW)
    assert [said.state for said in read.review.entries] if read.review else [] == ["counts"]


def test_reports_of_an_archive_name_the_file_and_its_hash(made: Made, tmp_path: Path) -> None:
    file = archived(made, tmp_path / "run.zip")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    audit = load_audit(str(file), "")
    assert audit.archive == ArchiveFile(name="run.zip", sha256=digest)
    for name in ("html", "pdf"):
        page = html.fromstring(str(all_formats()[name].render(audit)))
        assert f"run.zip, SHA-256 {digest}" in page.text_content()


def test_an_archive_of_the_same_run_has_the_same_bytes(made: Made, tmp_path: Path) -> None:
    first, second = archived(made, tmp_path / "1.zip"), archived(made, tmp_path / "2.zip")
    assert first.read_bytes() == second.read_bytes()


def test_an_archive_says_what_it_is_and_holds_no_way_in(made: Made, tmp_path: Path) -> None:
    with ZipFile(archived(made, tmp_path / "run.zip")) as file:
        manifest = json.loads(file.read(MANIFEST))
        everything = b"".join(file.read(name) for name in file.namelist())
        hashes = {name: hashlib.sha256(file.read(name)).hexdigest() for name in file.namelist()}
    about = manifest["about"]
    assert (about["portal"], about["run"], about["seed"]) == ("Portal", RUN, 1)
    assert about["versions"]["browser"] == "Chromium 1"
    assert {each["name"]: each["sha256"] for each in manifest["files"]} | {
        MANIFEST: hashes[MANIFEST]
    } == hashes
    assert b"preview-user" not in everything
    assert b"PREVIEW" not in everything


# What is read


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change the parts of an archive, and leave its manifest as the change does."""
    with ZipFile(file) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    change(parts)
    with ZipFile(file, "w", ZIP_DEFLATED) as after:
        for name, content in parts.items():
            after.writestr(name, content)


def forged(file: Path, name: str, content: bytes) -> None:
    """Change a part, and the manifest so that it agrees."""

    def change(parts: dict[str, bytes]) -> None:
        parts[name] = content
        manifest = json.loads(parts[MANIFEST])
        files = [each for each in manifest["files"] if each["name"] != name]
        digest = hashlib.sha256(content).hexdigest()
        manifest["files"] = [*files, {"name": name, "bytes": len(content), "sha256": digest}]
        parts[MANIFEST] = json.dumps(manifest).encode()

    rewritten(file, change)


def opening(file: Path) -> str:
    with pytest.raises(ArchiveError) as raised, opened_archive(file) as (store, run, review):
        assemble(store, run, review)
    return str(raised.value)


def test_a_part_that_was_changed_is_named(made: Made, tmp_path: Path) -> None:
    file = archived(made, tmp_path / "run.zip")
    rewritten(
        file, lambda parts: parts.update({"run.json": parts["run.json"].replace(b"Noto", b"Arial"[:4])})
    )
    assert "was changed: run.json has not the SHA-256" in opening(file)
    rewritten(file, lambda parts: parts.update({"run.json": b"{}"}))
    assert "was changed: run.json has not the size" in opening(file)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("run.json", b"[]", "holds what this program cannot read"),
        ("run.json", b"[" * 100_000, "holds what this program cannot read"),
        ("pages.jsonl", b"{}\n", "holds what this program cannot read"),
        ("pages.jsonl", b"\xff\n", "holds what this program cannot read"),
        ("evidence/nothing", b"{}", "holds evidence/nothing, which belongs to no page"),
        ("scripts/aa", b"{}", "holds scripts/aa, which belongs to no page"),
        ("inclusion-review.toml", b"portal = 1", "inclusion-review.toml, line 1, portal: found 1"),
        ("inclusion-review.toml", b"= 1", "Invalid statement"),
    ],
    ids=["no run", "deep", "no pages", "no text", "a stray text", "another kind", "no review", "no TOML"],
)
def test_what_was_forged_well_is_still_looked_at(
    made: Made, tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    file = archived(made, tmp_path / "run.zip")
    forged(file, name, content)
    assert expected in opening(file)


def test_a_judgement_that_is_none_is_said(made: Made, tmp_path: Path) -> None:
    file = archived(made, tmp_path / "run.zip")
    with opened_zip(file) as parts:
        name = next(name for name in parts.names if name.startswith("judgements/"))
    forged(file, name, b'{"tallies": 1}')
    assert "holds what this program cannot read" in opening(file)


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("pages.jsonl", "depth", 10**30),
        ("pages.jsonl", "url", "x"),
        ("run.json", "started_at", "0001-01-01T00:00:00+14:00"),
        ("digests/", "page_id", "another"),
        ("digests/", "carried", "x"),
    ],
    ids=["large", "no address", "no day", "no page", "not packed"],
)
def test_a_value_that_no_run_has_is_said(
    made: Made, tmp_path: Path, part: str, field: str, value: object
) -> None:
    file = archived(made, tmp_path / "run.zip")
    with opened_zip(file) as parts:
        name = next(name for name in parts.names if name.startswith(part))
        lines = parts.read(name).splitlines()
    lines[0] = json.dumps(json.loads(lines[0]) | {field: value}).encode()
    forged(file, name, b"\n".join(lines))
    assert "holds what this program cannot read" in opening(file)


FACTS = (
    "axe", "browser", "locale", "listed", "fonts", "how_seen", "notes", "left_alone", "refused", "sample",
    "explored_by", "explored_note", "explored_left_alone", "journeys",
)  # fmt: skip


@pytest.mark.parametrize("value", [{"a": [1]}, [{}], 1.5], ids=["a table", "a list", "a number"])
@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_of_another_kind_is_said(made: Made, tmp_path: Path, fact: str, value: object) -> None:
    file = archived(made, tmp_path / "run.zip")
    with opened_zip(file) as parts:
        run = json.loads(parts.read("run.json"))
    run["facts"][fact] = value
    forged(file, "run.json", json.dumps(run).encode())
    assert "holds what this program cannot read" in opening(file)


def test_every_fact_that_is_read_of_a_run_has_its_kind_looked_at() -> None:
    written = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parents[1] / "auditor" / "run").glob("*.py")
    )
    read = set(re.findall(r"facts\.get\(\"(\w+)\"", written))
    of_going_on = {"visits", "reuse_refuted"}  # an archive is not gone on with
    assert read - of_going_on <= {*FACTS, "silent"}


def stranger(file: Path, *parts: tuple[str, bytes], **manifest: Any) -> Path:
    """A zip file that somebody made: its manifest is right but for what is given."""
    files = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in parts
    ]
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
        archive.writestr(MANIFEST, json.dumps({"format": 1, "about": {}, "files": files} | manifest))
    return file


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "a\\b", "C:evil", "a/../b", "a//b", ".hidden", "a\x1b[31m"],
    ids=ascii,
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with (
        pytest.raises(ArchiveError, match="not to be trusted"),
        opened_zip(stranger(tmp_path / "a.zip", (name, b""))),
    ):
        pass


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        ({"format": 2}, "written by a newer version"),
        ({"format": "x"}, "at format: Input should be a valid integer"),
        ({"files": []}, "holds a, which its manifest.json does not name"),
        ({"files": [{"name": "b", "bytes": 1, "sha256": "0" * 64}] * 2}, "names a file twice"),
        ({"files": [{"name": "b", "bytes": -1, "sha256": "0" * 64}]}, "at files.0.bytes"),
    ],
    ids=["newer", "no format", "stray", "twice", "negative"],
)
def test_a_manifest_is_not_believed(tmp_path: Path, manifest: dict[str, Any], expected: str) -> None:
    file = stranger(tmp_path / "a.zip", ("a", b"1"), **manifest)
    with pytest.raises(ArchiveError) as raised, opened_zip(file):
        pass
    assert expected in str(raised.value)


def test_a_bomb_is_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    file = stranger(tmp_path / "a.zip", *[(f"part{number}", bytes(9_000_000)) for number in range(6)])
    assert file.stat().st_size < 60_000
    with pytest.raises(ArchiveError, match=r"would unpack to 54\d{6} bytes"), opened_zip(file):
        pass


def test_a_manifest_can_be_no_bomb_either(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b" " * 51_000_000)
    with pytest.raises(ArchiveError, match="would unpack to 51000000 bytes"), opened_zip(tmp_path / "a.zip"):
        pass


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is not an archive of a run"),
        (b"PK\x03\x04", "is not an archive of a run"),
        (None, "cannot be read: No such file"),
    ],
    ids=["empty", "cut", "missing"],
)
def test_what_is_no_archive_is_said(tmp_path: Path, content: bytes | None, expected: str) -> None:
    file = tmp_path / "a.zip"
    if content is not None:
        file.write_bytes(content)
    assert expected in opening(file)


def test_an_archive_that_was_cut_is_said(made: Made, tmp_path: Path) -> None:
    file = archived(made, tmp_path / "run.zip")
    content = bytearray(file.read_bytes())
    content[200:260] = bytes(60)
    file.write_bytes(content)
    assert "is damaged at" in opening(file) or "was changed" in opening(file)


def test_an_archive_without_a_manifest_is_none(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "is not an archive of a run: it has no manifest.json" in opening(tmp_path / "a.zip")


# A full disk


@contextmanager
def room_for(most_bytes: int) -> Iterator[None]:
    """Let no file grow over this: the system answers as on a full disk, with another number."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_the_run_as_it_was_and_it_goes_on(made: Made, tmp_path: Path) -> None:
    before = made.audit
    big = finding(
        "small-text", cause=CAUSE, snippet="".join(chr(33 + number * 7 % 90) for number in range(900))
    )
    many = [big for _ in range(400)]
    size = max(file.stat().st_size for file in tmp_path.glob("workspace.db*"))

    def fill() -> None:
        for number in range(300):
            made.done(f"/births/{number}", LIGHT, *many)

    with room_for(size), pytest.raises(WorkspaceError, match="What was done is kept: make room"):
        fill()
    done = [page for page in made.audit.pages if page.state == "done"]
    assert before.pages == [page for page in made.audit.pages if page in before.pages]
    made.done("/after/")
    assert len([page for page in made.audit.pages if page.state == "done"]) == len(done) + 1


def test_a_full_disk_leaves_the_older_report_and_no_half_one(made: Made, tmp_path: Path) -> None:
    report, archive = tmp_path / "out" / "audit.json", tmp_path / "out" / "run.zip"
    write_text(report, "before")
    with room_for(1_000):
        with pytest.raises(OutputError, match="cannot write"):
            write_text(report, "x" * 5_000)
        with pytest.raises(OutputError, match="cannot write"):
            write_archive(made.store, made.store.run(RUN), None, archive)
    assert [file.name for file in report.parent.iterdir()] == ["audit.json"]
    assert report.read_text(encoding="utf-8") == "before"


def test_write_zip_orders_what_it_is_given(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", {"b": 1}, iter([("z", b"1"), ("a/b", b"2")]))
    with opened_zip(tmp_path / "a.zip") as parts:
        assert (parts.about, list(parts.names), parts.read("a/b")) == ({"b": 1}, ["z", "a/b"], b"2")

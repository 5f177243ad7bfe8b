"""Writes the report of a large audit as several files: an overview, and a folder beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from auditor.audit import Audit
from auditor.locale.speaking import gettext

from . import _find, _findings
from ._environment import TEMPLATES, template
from ._packing import FIND, Piece, bodies, ids, linked, without_pictures
from ._parts import Part, Parts

OVERVIEW = "report.html"
FOLDER = "report-files/"
SERVICES_SHOWN = 20  # on the overview: the others are in their own part
FILES_AROUND = 2  # to which a file of a part has links, before it and after, besides the first and the last

# Nothing but what lies beside: from disk, a page has no other origin than its own files. Scripts run on the
# one page that finds, and can make no HTML of a text.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'"
POLICY_OF_FIND = f"{POLICY}; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"


@dataclass(frozen=True, slots=True)
class Body:
    """The body of one file of a part, in UTF-8, with links that are not yet led to other files."""

    part: Part
    number: int
    html: bytes


def split(audit: Audit) -> Iterator[tuple[str, bytes]]:
    """Give each file of the report by its name; the overview comes last, after all that it leads to."""
    parts = Parts(audit)
    about = gettext("Findings by words, service, group, page and more")
    find = Part("find", gettext("Filter and search"), about, _nothing)
    shown = [find, *parts.parts()]
    written: list[Body] = []
    files: dict[str, str] = {"report": f"../{OVERVIEW}"}
    for part in shown[1:]:
        for number, text in enumerate(bodies(part.pieces()), 1):
            name = file_name(part.name, number)
            for anchor in ids(text):
                files.setdefault(anchor, name)
            written.append(Body(part, number, text.encode(errors="replace")))
    sizes = {part.name: sum(body.part is part for body in written) for part in shown[1:]} | {find.name: 1}
    page = _Page(audit, shown, files, sizes)
    for body in written:
        text, pictures = without_pictures(page.html(body.part, body.number, body.html.decode()))
        yield from ((f"{FOLDER}{name}", content) for name, content in pictures.items())
        yield f"{FOLDER}{file_name(body.part.name, body.number)}", text.encode(errors="replace")
    found = (parts.failed, parts.to_review)
    scripts = ["find.js"]
    for number, script in enumerate(_find.index(audit, found, files), 1):
        scripts.append(f"index-{number}.js")
        yield f"{FOLDER}{scripts[-1]}", script.encode()
    form = template("_find.html").module.form(_find.filters(audit, found))  # type: ignore[attr-defined]
    yield f"{FOLDER}{FIND}", page.html(find, 1, form, scripts, POLICY_OF_FIND).encode(errors="replace")
    for name in ("style.css", "find.js"):
        yield f"{FOLDER}{name}", (TEMPLATES / name).read_bytes()
    text, pictures = without_pictures(_overview(parts, shown, files, sizes), FOLDER)
    yield from ((f"{FOLDER}{name}", content) for name, content in pictures.items())
    yield OVERVIEW, text.encode(errors="replace")


def _nothing() -> Iterator[Piece]:
    """Give no pieces: the page that finds is written otherwise."""
    return iter(())


def file_name(name: str, number: int) -> str:
    """Name a file of a part: `causes.html`, then `causes-2.html`."""
    return f"{name}-{number}.html" if number > 1 else f"{name}.html"


@dataclass(frozen=True, slots=True)
class _Page:
    """What all pages of the parts have in common."""

    audit: Audit
    parts: list[Part]
    files: dict[str, str]
    sizes: dict[str, int]

    def html(
        self, part: Part, number: int, body: str, scripts: list[str] | None = None, policy: str = POLICY
    ) -> str:
        of = self.sizes[part.name]
        near = range(number - FILES_AROUND, number + FILES_AROUND + 1)
        whole = template("part.html").render(
            audit=self.audit,
            parts=self.parts,
            name=part.name,
            title=part.title,
            number=number,
            of=of,
            shown=[each for each in range(1, of + 1) if each in (1, of) or each in near],
            file_name=file_name,
            body=Markup(body),  # noqa: S704  written by our own templates
            policy=policy,
            scripts=scripts or [],
        )
        return linked(whole, file_name(part.name, number), self.files)


def _overview(parts: Parts, shown: list[Part], files: dict[str, str], sizes: dict[str, int]) -> str:
    audit = parts.audit
    mend, _ = _findings.to_mend(audit)
    own = {"report": OVERVIEW}
    html: Any = template("front.html").render(
        audit=audit,
        services=parts.services,
        shown_services=_worst(parts),
        documents=_findings.documents(audit),
        blockers=parts.blockers,
        to_mend=mend,
        causes=len(parts.causes),
        groups=parts.groups,
        to_review=sum(group.elements for groups in parts.to_review.values() for group in groups),
        parts=shown,
        sizes=sizes,
        folder=FOLDER,
        policy=POLICY,
    )
    return linked(html, OVERVIEW, files | own, FOLDER)


def _worst(parts: Parts) -> list[Any]:
    services = parts.audit.services
    if len(services) <= SERVICES_SHOWN:
        return list(services)
    return sorted(services, key=lambda each: (each.score.value is None, each.score.value or 0))[
        :SERVICES_SHOWN
    ]

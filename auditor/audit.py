"""The Audit: the one result of a run, from which every report is made. `audit.json` is its text.

The shape is public: docs/audit.schema.json is generated from here. Within a major
version of the schema, keys are only added. Fields that may differ between two runs
over an unchanged portal carry `volatile` in the schema. What was not measured is null.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from auditor.errors import AuditorError
from auditor.result.channels import ChannelFound, WhoCan
from auditor.result.cost import Cost, PageCost
from auditor.result.demands import Burden, FormWords, Reading
from auditor.result.gate import Gate
from auditor.result.model import ResultModel as _Model
from auditor.result.model import shared
from auditor.result.review import Answer, Reply, Review
from auditor.result.translations import OtherWay, Translations

SCHEMA_VERSION = "1.3"
MAJOR = SCHEMA_VERSION.partition(".")[0]

VOLATILE = {"volatile": True}

type PillarName = Literal["accessibility", "readability", "weight", "mobile", "channels"]
PILLARS: tuple[PillarName, ...] = ("accessibility", "readability", "weight", "mobile", "channels")
type PageStateName = Literal["done", "untested", "skipped"]
type OutcomeName = Literal["failed", "cantTell", "untested", "passed"]
Points = Annotated[float, Field(ge=0, le=100, description="0 to 100, more is better")]


class AuditError(AuditorError):
    """A file is not an audit that this version can read."""


class Score(_Model):
    """A value with its range: at worst and at best, given what could not be decided."""

    value: Points | None
    low: Points | None
    high: Points | None


class PillarScore(Score):
    """A pillar's score; `coverage` is the share of its weight in rules that was decided."""

    coverage: Annotated[float, Field(ge=0, le=1)]


class Counts(_Model):
    """A rule's outcomes on one page or service, in elements: the denominators of every rate."""

    passed: int
    failed: int
    cant_tell: Annotated[int, Field(alias="cantTell")]
    within: float = Field(
        default=0.0, description="how much of the failed elements is within a limit, and fails not"
    )


class NotTested(_Model):
    """Why a rule could not be asked."""

    untested: str


type RuleCounts = dict[str, Annotated[Counts, AfterValidator(shared)] | NotTested]
type Pillars = dict[PillarName, PillarScore]


class Blocker(_Model):
    """A barrier that ends a service for somebody altogether, with its evidence."""

    rule: str
    kind: Literal["observed", "quoted"] = Field(description="seen to happen, or said by the page")
    message: str
    quote: str | None = Field(description="the page's own words, or the markup of the place")
    page: str | None = Field(description="page id; null for blockers of a service as a whole")
    url: str | None
    selector: str | None
    service: str | None


class Sampling(_Model):
    """How far the score may lie from that of all pages, where only some were drawn and visited.

    This doubt is another one than the score's own range, which is about what was not decided.
    """

    low: Points | None
    high: Points | None
    pages: int = Field(description="visited pages that the score rests on")
    population: int = Field(description="pages that these stand for: of the templates that were visited")
    reason: str | None = Field(description="why no range is given")


class View(_Model):
    """What was found for a group of people, or in a dimension: barriers, never points.

    A check is a rule that counts and had something to look at. With fewer decided checks than
    the stated minimum (3) nothing but its barriers is said: it is not assessed.
    """

    name: str
    statements: list[str] = Field(
        description="functional performance statements of EN 301 549 V3.2.1, 4.2, that the group stands for"
    )
    state: Literal["assessed", "not_assessed"]
    barriers: list[str] = Field(description="rules that failed somewhere, the heaviest first")
    causes: list[str] = Field(description="ids of the causes of these failures")
    checks_decided: int
    checks_total: int
    not_tested: list[str] = Field(description="rules of which nothing failed and something was not decided")


class Scored(_Model):
    """What portal and services have in common."""

    state: Literal["measured", "not_measurable"]
    reason: str | None
    score: Score
    pillars: Pillars
    blockers: list[Blocker] = Field(description="of a portal: those of all its services")
    blocked: Literal["no", "perhaps", "yes"] = Field(
        default="no", description="whether a blocker caps the score, or may; a portal as its worst service"
    )
    own_score: Score | None = Field(
        default=None, description="with the operator's own weights; beside the score, never instead of it"
    )
    sampling: Sampling | None = Field(default=None, description="null in audits of older versions")
    groups: list[View] = Field(default=[], description="groups of people; empty in older audits")
    dimensions: list[View] = Field(default=[], description="access, affordability and ability")
    rules: RuleCounts = Field(description="outcomes of the rules about the whole, not about a page")
    channels: dict[str, ChannelFound] = Field(
        description="ways other than the web, all channels; before 1.1 without those not found"
    )
    other_ways: list[OtherWay] = Field(
        default=[],
        description="other ways to understand; of a service, those that its pages name in their own text",
    )
    cost: Cost | None = Field(
        default=None,
        description="what it costs in data, time and money; null of a portal with services, and where "
        "nothing is known of any page",
    )


type Extent = Literal["wholly", "partly", "not"]
type Level = Literal["A", "AA", "AAA"]


class CriterionCoverage(_Model):
    """How far rules looked at a success criterion, and what they answered; never that it is met."""

    number: str
    name: str
    level: Level
    extent: Extent = Field(
        description="whether rules could see all that it asks for, some of it, or did not look at it"
    )
    rules: list[str] = Field(description="those that looked")
    failed: int = Field(description="elements that failed one of them")
    cant_tell: Annotated[int, Field(alias="cantTell", description="elements that a person has to look at")]
    closed: Answer | None = Field(
        default=None,
        description="by whom it was found to be met; null where nobody said so, or failures stand",
    )


class Standard(_Model):
    """What counts as a failure of law, and how much of it was tested."""

    id: str
    name: str
    criteria: int = Field(description="how many success criteria it has")
    tested: list[str] = Field(
        description="criteria that at least one rule looked at; never a conformance claim"
    )
    coverage: list[CriterionCoverage] = Field(
        default_factory=list, description="each criterion of the standard, in order"
    )


class OwnWeights(_Model):
    """The operator's own weights, all of them: those that portal.toml does not name are the standard ones."""

    pillar: dict[PillarName, float]
    severity: dict[Literal["critical", "serious", "moderate", "minor"], float]


class Portal(Scored):
    """The portal under audit. Its score is the mean of its services; a range if one of them has no value."""

    name: str
    url: str
    country: str | None
    country_inferred: bool = Field(default=False, description="told by the address, not by portal.toml")
    languages: list[str]
    hosts: list[str]
    standard: Standard
    other_pages: list[str] = Field(description="ids of pages that belong to no service")
    own_weights: OwnWeights | None = Field(default=None, description="null if portal.toml has no [weights]")
    translations: Translations | None = Field(
        default=None, description="null if there is one language and no widget that translates"
    )


class Step(_Model):
    """One step of a journey through a service, as portal.toml has it."""

    number: int = Field(description="from 1; that of the step whose form was sent empty, for its errors")
    name: str | None = Field(description="what portal.toml calls the state that it leads to")
    action: str = Field(description="what was done, in words; nothing that was typed")
    page: str | None = Field(description="id of the state that it led to; null if that is no new one")
    state: Literal["done", "untested"]
    reason: str | None = Field(description="why it is untested, or what is to be known of it")


class Service(Scored):
    """Something a person gets done on the portal."""

    id: str
    name: str
    pages: list[str] = Field(description="page ids")
    inferred: bool = Field(description="found by the auditor, not declared in portal.toml")
    found_by: str | None = Field(description="what an inferred service was recognised by")
    steps: list[Step] = Field(default=[], description="its journey, in order; empty if none was declared")
    burden: Burden | None = Field(default=None, description="null if none of its pages was read")
    reading: Reading | None = Field(default=None, description="null if there is no running text on its pages")
    form_words: FormWords | None = Field(default=None, description="null if it has no forms that were read")
    who_can: list[WhoCan] = Field(
        default=[], description="whether people without the internet, and others, can get it done"
    )


class Program(_Model):
    """What judged: versions that the result depends on."""

    version: str
    axe: str | None
    weights: str
    browser: Annotated[str | None, Field(json_schema_extra=VOLATILE)]
    fonts: Annotated[list[str], Field(json_schema_extra=VOLATILE)]


class Limits(_Model):
    """The bounds of the crawl as they were set."""

    max_pages: int | None
    depth: int | None
    include: list[str]
    exclude: list[str]
    listed: int | None = Field(description="number of pages given by --urls, which replaces the crawl")


class Template(_Model):
    """Pages that share their structure, by which exploring tells them apart."""

    id: str
    pages: int = Field(description="pages of the portal that were explored and have this structure")
    visited: int = Field(description="of these, pages that were visited and judged")
    example: str = Field(description="address of the page that was explored first")
    title: str | None = Field(description="the title of that page")


class Sample(_Model):
    """How the pages that were visited were chosen from those that were found."""

    pages: Annotated[int, Field(ge=1, description="how many were asked for")]
    seed: int = Field(description="decides the draws: the same portal and seed give the same pages")
    explored_by: Literal["html", "browser"] = Field(
        description="whether structure and links were read from pages as served, or as a browser shows them"
    )
    explored: int = Field(description="addresses that were read to choose from")
    portal_pages: int = Field(description="pages of the portal that these gave, each counted once")
    unexplored: int = Field(description="addresses that a bound left out; the random part may hold some")
    required: int = Field(description="pages chosen because every sample holds such pages")
    by_template: int = Field(description="pages chosen so that each template has some")
    random: int = Field(description="pages drawn at random from all others")
    left_out: int = Field(description="required pages that the sample had no room for")
    not_recognised: list[str] = Field(description="kinds of required page that no page was recognised as")
    speaks_for: int = Field(description="of portal_pages, those whose template has a visited page")
    templates: list[Template] = Field(description="the largest first")


class Choice(_Model):
    """Why a page was chosen: as which part of the sample, and for what, in words."""

    part: Literal["required", "template", "random"]
    why: str


class Run(_Model):
    """One audit of one portal at one time."""

    id: Annotated[str, Field(json_schema_extra=VOLATILE)]
    started_at: Annotated[datetime, Field(json_schema_extra=VOLATILE)]
    finished_at: Annotated[datetime | None, Field(json_schema_extra=VOLATILE)]
    complete: bool = Field(description="false when it was interrupted: what is here is what was done")
    limits: Limits
    pages_found: int
    pages_done: int
    pages_untested: int
    pages_skipped: int
    pages_reused: Annotated[int, Field(json_schema_extra=VOLATILE)] = Field(
        default=0,
        description="done with the evidence of an earlier run, which the portal said still holds",
    )
    pages_waiting: int = Field(
        description="found but not visited, because a limit was reached or the run stopped"
    )
    viewports: list[str]
    locale: str | None
    notes: list[str]
    sample: Sample | None = Field(default=None, description="null when pages were not chosen by --sample")
    report_language: str = Field(
        default="en", description="language that portal.toml asks reports to be in; this file is in English"
    )


class Times(_Model):
    """Seconds that a load took which the browser slowed down; null where it did not tell."""

    network: str = Field(description="its id, as --throttle names it")
    device: str = Field(description="id of the phone whose processor was emulated")
    main_text_s: float | None
    usable_s: float | None
    complete_s: float | None


class Page(_Model):
    """One address, or one state of it, and what each rule counted there."""

    id: str
    url: str
    final_url: str
    status: int | None
    kind: Literal["html", "document"]
    state_of: str | None = Field(
        description="id of the page whose address this state has, if a journey led to it; null for a page"
    )
    state: PageStateName
    reason: str | None
    language: str | None
    title: str | None
    service: str | None
    visited_at: Annotated[datetime | None, Field(json_schema_extra=VOLATILE)] = Field(
        default=None, description="when it was visited; null in audits of older versions"
    )
    reused: Annotated[bool, Field(json_schema_extra=VOLATILE)] = Field(
        default=False, description="its evidence is an earlier run's, which the portal said still holds"
    )
    closely: bool = Field(
        default=False,
        description="it had a close look: rules that need one were asked about it, and about no other page",
    )
    duplicate_of: str | None = Field(
        description="id of the page with the same text; such pages are scored once"
    )
    wire_bytes: int | None
    cost: PageCost | None = Field(
        default=None, description="null if it is not known, and in audits of older versions"
    )
    timed: Annotated[Times | None, Field(json_schema_extra=VOLATILE)] = Field(
        default=None, description="how long it took, if loads were slowed down (--throttle)"
    )
    rules: RuleCounts
    channels: dict[str, ChannelFound] = Field(
        default={}, description="what this page tells of each; empty if it was not read"
    )
    missing: dict[str, str] = Field(description="parts of the evidence that could not be recorded, and why")
    template: str | None = Field(default=None, description="id of its template, if the run is of a sample")
    chosen: Choice | None = Field(default=None, description="why a sample holds it")


class MeasuredValue(_Model):
    """A number with its unit."""

    value: float
    unit: str


class Finding(_Model):
    """An outcome at a place, with its evidence."""

    rule: str
    pillar: PillarName
    outcome: OutcomeName = Field(description="passed only where a person says so, see `answer`")
    page: str | None = Field(description="page id; null for findings about a service or the portal")
    service: str | None
    url: Annotated[str | None, AfterValidator(shared)]
    selector: Annotated[str | None, AfterValidator(shared)]
    snippet: Annotated[str | None, AfterValidator(shared)]
    message: Annotated[str, AfterValidator(shared)]
    template: str | None = Field(
        default=None,
        description="the message with {names} in place of the values in `measured`; null if it has none, "
        "and in audits before 1.3",
    )
    elements: int
    severity: Literal["critical", "serious", "moderate", "minor"]
    criteria: list[str]
    cause: str | None
    measured: dict[
        str, Annotated[MeasuredValue, AfterValidator(shared)] | Annotated[str, AfterValidator(shared)]
    ]
    picture: Annotated[str | None, Field(json_schema_extra=VOLATILE)] = Field(
        default=None, description="the element with a frame around it, WebP in base64; of few findings"
    )
    answer: Answer | None = Field(default=None, description="what a person answered, if one did")
    reply: Reply | None = Field(default=None, description="what the portal's owner says of it")


class Cause(_Model):
    """Findings with one origin. `pages` are those on which it was found."""

    id: str
    rule: str
    pillar: PillarName
    severity: Literal["critical", "serious", "moderate", "minor"]
    scored: bool = Field(description="false for advice, which no score counts")
    elements: int
    pages: list[str]
    services: list[str]
    frees: int = Field(description="pages that have no other failure of this rule")
    people_pages: int = Field(
        default=0,
        description="pages that it frees, times the groups of people that its rule's failures keep out; "
        "a failure of a service as a whole is one on each of its pages",
    )
    message: str = Field(description="of its first finding")
    snippet: str | None
    url: str | None


class RuleInfo(_Model):
    """What a rule asks, for those who read the findings."""

    id: str
    pillar: PillarName
    title: str
    requirement: str
    why: str
    fix: str
    source: str
    severity: Literal["critical", "serious", "moderate", "minor"]
    criteria: list[str]
    dimension: Literal["access", "affordability", "ability"]
    groups: list[str]
    scope: Literal["page", "service", "portal"]
    scored: bool = Field(description="false when the chosen standard makes it advice")
    weight: float
    blocker: Literal["observed", "quoted"] | None = Field(
        default=None, description="a failure ends a service for somebody altogether, known in this way"
    )


class ArchiveFile(_Model):
    """The file that holds a run's evidence, by which it can be told that it is the same."""

    name: str
    sha256: str


class Audit(_Model):
    """The whole result."""

    schema_version: str
    auditor: Program
    portal: Portal
    run: Run
    services: list[Service]
    pages: list[Page]
    findings: list[Finding]
    causes: list[Cause]
    rules: list[RuleInfo]
    review: Review | None = Field(default=None, description="what people said; null if nobody did")
    gate: Gate | None = Field(default=None, description="what `auditor ci` made of it; null for other audits")
    archive: Annotated[ArchiveFile | None, Field(json_schema_extra=VOLATILE)] = Field(
        default=None, description="the archive that it was read from; null for other audits"
    )

    def to_json(self) -> str:
        """Give the text of `audit.json`: sorted as built, indented, ending in a newline."""
        return b"".join(self.json_pieces()).decode()

    def json_pieces(self) -> Iterator[bytes]:
        """Give the same text in UTF-8 and piece by piece: a large audit's whole takes more than the audit."""
        before = b"{"
        for name in type(self).model_fields:
            value = getattr(self, name)
            yield before + f'\n "{name}": '.encode()
            before = b","
            if isinstance(value, list) and value:
                for number, part in enumerate(value):
                    yield (b",\n  " if number else b"[\n  ") + _json(part, depth=2)
                yield b"\n ]"
            else:
                yield _json(value, depth=1)
        yield b"\n}\n"


def _json(value: object, depth: int) -> bytes:
    """Write a value as it stands so deep in indented JSON."""
    try:
        text = to_json(value, indent=1, by_alias=True)
    except PydanticSerializationError:  # half of a letter, for which UTF-8 has no bytes
        data = value.model_dump(mode="json", by_alias=True) if isinstance(value, _Model) else value
        text = json.dumps(data, indent=1, ensure_ascii=False).encode(errors="replace")
    return text.replace(b"\n", b"\n" + b" " * depth)


class _Versioned(_Model):
    """What is read of a file first: of another major version, nothing else need be there."""

    schema_version: str


def read_audit(path: Path) -> Audit:
    """Read an `audit.json`.

    Raises:
        AuditError: saying what is wrong with the file, and where.
    """
    try:
        data = path.read_bytes()
        version = _Versioned.model_validate_json(data).schema_version
        if version.partition(".")[0] != MAJOR:
            raise AuditError(f"{path} has schema version {version}; this program reads {MAJOR}.x")
        audit = Audit.model_validate_json(data, context={})
    except OSError as error:
        raise AuditError(f"{path} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "its start"
        raise AuditError(f"{path} is not an audit.json: at {where}: {first['msg']}") from error
    if lost := _lost(audit):
        raise AuditError(f"{path} is not a whole audit.json: {lost}")
    return audit


def _lost(audit: Audit) -> str:
    """Say what parts of an audit name that is not in it, as after a file was cut or edited; "" if nothing."""
    pages = {page.id for page in audit.pages}
    services = {service.id for service in audit.services}
    rules = {rule.id for rule in audit.rules}
    named: list[tuple[str, str | None, set[str]]] = []
    for finding in audit.findings:
        named += [("rule", finding.rule, rules), ("page", finding.page, pages)]
        named.append(("service", finding.service, services))
    for cause in audit.causes:
        named += [("rule", cause.rule, rules), *(("page", page, pages) for page in cause.pages)]
        named += (("service", service, services) for service in cause.services)
    named += (("page", page, pages) for service in audit.services for page in service.pages)
    named += (("page", page, pages) for page in audit.portal.other_pages)
    lost = next(((kind, name) for kind, name, known in named if name is not None and name not in known), None)
    return "" if lost is None else f"it names the {lost[0]} {lost[1]!r}, and does not tell of it"

"""portal.toml: what is audited, and within which bounds. The format is described in docs/portal-toml.md.

Each field's description says what is expected there; the JSON Schema and the messages
about mistakes both quote it. Mistakes are collected and told all at once, each with
the line and the key that it is about.

`python -m auditor.settings` prints the JSON Schema that is kept in docs/portal.schema.json.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, urljoin, urlsplit

from phonenumbers import SUPPORTED_REGIONS
from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from auditor.country import country_of
from auditor.errors import AuditorError
from auditor.evidence import SCHOOL_YEARS
from auditor.locale.catalogue import SOURCE, languages
from auditor.settings.access import (
    REFERENCE,
    WHERE,
    AccessSettings,
    LoginSettings,
    LoginStep,
    access_mistakes,
)
from auditor.settings.gating import CiSettings, Suppression
from auditor.settings.journey import MAX_STEPS, JourneyStep, journey_mistakes
from auditor.settings.weighing import PillarWeights, SeverityWeights, WeightsSettings
from auditor.toml.lines import KeyPath, key_lines
from auditor.toml.table import Table
from auditor.urls import PRINTABLE, Site, normal_url
from auditor.version import __version__

PRODUCT_TOKEN = "InclusionAuditor"  # noqa: S105  the name that robots.txt files know us by

# Set 1 of ISO 639, as its registration authority (the Library of Congress) lists it.
_LANGUAGE_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz
ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii
ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi
mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw
sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk
ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_LANGUAGE_CODES.split())

# What of the crawl decides how it goes, and not what it finds.
PACE = {"delay_s", "concurrency", "concurrency_per_host", "reuse"}

_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PASSWORD = re.compile(r"//\S*@")
_SHOWN_CHARS = 80


class SettingsError(AuditorError):
    """What is wrong with a target, one line a mistake."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def _host(value: str) -> str:
    parts = urlsplit(normal_url(f"http://{value}"))
    if parts.path != "/" or parts.query:
        raise ValueError("it is more than a host")
    return parts.netloc


def _country(value: str) -> str:
    if value not in SUPPORTED_REGIONS:
        raise ValueError("no such country")
    return value


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError("no such language")
    return value


def _contact(value: str) -> str:
    return value if _MAIL_ADDRESS.fullmatch(value) else normal_url(value)


def _start(value: str) -> str:
    normal_url(urljoin("https://portal.example/", value))
    return value


type ReuseWhat = Literal["nothing", "documents", "pages"]
type StandardId = Literal["en301549-3.2.1", "wcag21-aa", "wcag22-aa", "section508"]
type Glob = Annotated[str, Field(pattern=r"^[^#\x00-\x20][^#\x00-\x1f]*$")]
type _Words = Annotated[str, Field(min_length=1, max_length=200)]
type Globs = Annotated[tuple[Glob, ...], Field(strict=False)]


class PortalSettings(Table):
    """The portal under audit. `hosts` are further hosts, as "name" or "name:port"."""

    name: Annotated[str, Field(min_length=1, max_length=200, description="a name of 1 to 200 characters")]
    url: Annotated[
        str,
        AfterValidator(normal_url),
        Field(description="a web address with http:// or https:// and without user name or password"),
    ]
    country: Annotated[
        Annotated[str, AfterValidator(_country)] | None,
        Field(description='a country code of ISO 3166-1 in capitals, such as "KE"'),
    ] = None
    languages: Annotated[
        tuple[Annotated[str, AfterValidator(_language)], ...],
        Field(strict=False, description='a list of language codes of ISO 639-1, such as ["en", "sw"]'),
    ] = ()
    hosts: Annotated[
        tuple[Annotated[str, AfterValidator(_host)], ...],
        Field(strict=False, description='a list of host names, such as ["forms.portal.example"]'),
    ] = ()
    standard: Annotated[
        StandardId, Field(description='"en301549-3.2.1", "wcag21-aa", "wcag22-aa" or "section508"')
    ] = "en301549-3.2.1"
    contact: Annotated[
        Annotated[str, AfterValidator(_contact)] | None,
        Field(description="a web address or a mail address at which the portal can ask who is auditing it"),
    ] = None
    from_: Annotated[
        Annotated[str, Field(pattern=rf"^{_MAIL_ADDRESS.pattern}$")] | None,
        Field(alias="from", description='a mail address, such as "audit@example.org"'),
    ] = None


class ServiceSettings(Table):
    """Something a person gets done on the portal. Once read, `start` and `pages` are absolute."""

    id: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
            max_length=64,
            description='small letters, digits and hyphens, such as "register-a-birth"',
        ),
    ]
    name: Annotated[str, Field(min_length=1, max_length=200, description="a name of 1 to 200 characters")]
    start: Annotated[
        str,
        AfterValidator(_start),
        Field(min_length=1, description='a path such as "/births/" or a web address on the portal\'s hosts'),
    ]
    pages: Annotated[Globs, Field(description='a list of globs, such as ["/births/**"]')] = ()
    steps: Annotated[
        tuple[JourneyStep, ...],
        Field(
            strict=False,
            alias="step",
            max_length=MAX_STEPS,
            description=f"a [[service.step]] table for each step, at most {MAX_STEPS}",
        ),
    ] = ()
    journey: Annotated[
        str | None,
        Field(pattern=r"^[^\x00]+\.py$", max_length=500, description='a Python file such as "births.py"'),
    ] = None
    errors: Annotated[bool, Field(description="true or false")] = False

    @property
    def has_journey(self) -> bool:
        """Whether it says what a person does."""
        return bool(self.steps) or self.journey is not None


class CrawlSettings(Table):
    """The bounds of the crawl.

    `sample` pages are visited instead of the first `max_pages`; they are chosen by `seed` among
    those found while `explore` pages are read without a browser.

    None is a default that depends: a second and two pages at once for a host, no bound on the
    operator's own network; one tab a core.
    """

    max_pages: Annotated[int, Field(ge=1, le=100_000, description="a whole number from 1 to 100000")] = 200
    depth: Annotated[int, Field(ge=0, le=100, description="a whole number from 0 to 100")] = 6
    sample: Annotated[int | None, Field(ge=1, le=100_000, description="a whole number from 1 to 100000")] = (
        None
    )
    seed: Annotated[int, Field(ge=0, le=2**63 - 1, description="a whole number, 0 or more")] = 1
    explore: Annotated[int, Field(ge=1, le=100_000, description="a whole number from 1 to 100000")] = 2_000
    include: Annotated[Globs, Field(description='a list of globs, such as ["/services/**"]')] = ()
    exclude: Annotated[Globs, Field(description='a list of globs, such as ["/archive/**"]')] = ()
    delay_s: Annotated[
        float | None, Field(ge=0, le=300, allow_inf_nan=False, description="seconds from 0 to 300")
    ] = None
    concurrency: Annotated[int | None, Field(ge=1, le=64, description="a whole number from 1 to 64")] = None
    concurrency_per_host: Annotated[
        int | None, Field(ge=1, le=64, description="a whole number from 1 to 64")
    ] = None
    timeout_s: Annotated[
        float, Field(ge=1, le=600, allow_inf_nan=False, description="seconds from 1 to 600")
    ] = 30.0  # Playwright's own time for a navigation
    screenshot: Annotated[bool, Field(description="true or false")] = False
    pictures: Annotated[bool, Field(description="true or false")] = False
    coverage: Annotated[bool, Field(description="true or false")] = False
    closely: Annotated[bool, Field(description="true or false")] = True
    reuse: Annotated[ReuseWhat, Field(description='"nothing", "documents" or "pages"')] = "documents"


class ReadabilitySettings(Table):
    """How many years of school the portal's texts may ask for, and words that have plainer ones.

    `jargon` gives, for a language, words and what to write instead; "" keeps a word.
    """

    school_years: Annotated[
        float, Field(ge=1, le=SCHOOL_YEARS, strict=False, description="a number from 1 to 9")
    ] = SCHOOL_YEARS
    jargon: Annotated[
        dict[
            Annotated[str, AfterValidator(_language)],
            Annotated[dict[_Words, Annotated[str, Field(max_length=200)]], Field(max_length=1_000)],
        ],
        Field(
            description="a table for each language, with words and what to write instead, such as "
            '{ en = { "prior to" = "before" } }',
        ),
    ] = Field(default_factory=dict)


type ChannelWord = Literal[
    "phone", "sms", "ussd", "ivr", "messaging", "email", "post", "form", "counter", "agent", "kiosk",
    "library", "community", "mobile_office", "home_visit", "relay", "text_telephone", "sign_video",
    "sign_interpreter", "broadcast", "representative", "call_back", "interpreter", "fax", "other_number",
    "po_box", "street", "hours", "form_file", "contact", "denial",
]  # fmt: skip


class ChannelsSettings(Table):
    """The operator's own words for ways to reach the office, which join those of auditor/channels/words."""

    words: Annotated[
        dict[
            Annotated[str, AfterValidator(_language)],
            Annotated[
                dict[ChannelWord, Annotated[tuple[_Words, ...], Field(strict=False, max_length=200)]],
                Field(max_length=50),
            ],
        ],
        Field(
            description="a table for each language, with lists of phrases, such as "
            '{ en = { counter = ["one-stop shop"] } }',
        ),
    ] = Field(default_factory=dict)

    @property
    def phrases(self) -> tuple[tuple[str, str, str], ...]:
        """Give language, concept and phrase, in one order."""
        return tuple(
            (language, concept, phrase)
            for language, concepts in sorted(self.words.items())
            for concept, phrases in sorted(concepts.items())
            for phrase in phrases
        )


def _of_reports(language: str) -> str:
    if language not in languages():
        raise ValueError
    return language


class ReportSettings(Table):
    """How reports are written."""

    language: Annotated[
        str,
        AfterValidator(_of_reports),
        Field(description=f"one of {', '.join(languages())}"),
    ] = SOURCE


class Settings(Table):
    """A whole portal.toml. After reading, addresses and globs are absolute."""

    portal: Annotated[PortalSettings, Field(description="a [portal] table with name and url")]
    services: Annotated[
        tuple[ServiceSettings, ...],
        Field(strict=False, alias="service", description="a [[service]] table for each service"),
    ] = ()
    crawl: Annotated[CrawlSettings, Field(description="a [crawl] table")] = CrawlSettings()
    readability: Annotated[ReadabilitySettings, Field(description="a [readability] table")] = (
        ReadabilitySettings()
    )
    channels: Annotated[ChannelsSettings, Field(description="a [channels] table")] = ChannelsSettings()
    weights: Annotated[WeightsSettings | None, Field(description="a [weights] table")] = None
    access: Annotated[AccessSettings | None, Field(description="an [access] table")] = None
    login: Annotated[
        LoginSettings | None,
        Field(description="a [login] table with url, steps, and proof_url or proof_text"),
    ] = None
    ci: Annotated[CiSettings, Field(description="a [ci] table")] = CiSettings()
    report: Annotated[ReportSettings, Field(description="a [report] table")] = ReportSettings()

    @property
    def country(self) -> str | None:
        """The portal's country: as portal.toml gives it, else by its address; None if neither tells."""
        return self.portal.country or country_of(self.portal.url)

    @property
    def is_country_inferred(self) -> bool:
        """Whether the country was taken from the address."""
        return self.portal.country is None and self.country is not None

    def sites(self) -> frozenset[Site]:
        """Name the sites that belong to the portal."""
        return _sites(self.portal)


_TABLES: Mapping[str, type[Table]] = {
    "portal": PortalSettings,
    "service": ServiceSettings,
    "crawl": CrawlSettings,
    "readability": ReadabilitySettings,
    "weights": WeightsSettings,
    "access": AccessSettings,
    "login": LoginSettings,
    "ci": CiSettings,
    "report": ReportSettings,
}
_OF_WEIGHTS: Mapping[str, type[Table]] = {"pillar": PillarWeights, "severity": SeverityWeights}
# Here a value that is wrong may be a secret, and is not repeated.
_UNSHOWN = (AccessSettings, LoginSettings, LoginStep)
_TYPED = {"with", "step"}  # the same of what is typed
_REFERENCES = {"password", "headers", "cookies", "storage_state", "secret"}


def read_settings(target: str, base_url: str | None = None) -> Settings:
    """Read a target: the address of a portal, or the path of a portal.toml.

    An address gives settings with defaults, named after its host. `base_url` stands in
    for the portal's url, so that one file serves a portal wherever it is served from.

    Raises:
        SettingsError: naming every mistake, one a line, with its line number and key.
    """
    if "://" in target:
        return _settings_of_address(base_url or target)
    text, data = read_toml(target)
    if base_url is not None and isinstance(data.setdefault("portal", {}), dict):
        data["portal"]["url"] = base_url
    mistakes = [
        *_wrong_values(data),
        *_repeated_ids(data),
        *_foreign_starts(data),
        *access_mistakes(data.get("access"), data.get("login")),
        *journey_mistakes(_service_tables(data)),
    ]
    if mistakes:
        raise SettingsError(*tell(mistakes, target, text))
    return _absolute(Settings.model_validate(data))


def with_crawl(settings: Settings, **changes: object) -> Settings:
    """Change bounds of the crawl, as options of the command line do.

    Raises:
        SettingsError: naming the options at fault, one a line.
    """
    try:
        crawl = CrawlSettings.model_validate(settings.crawl.model_dump() | changes)
    except ValidationError as error:
        mistakes = [(str(detail["loc"][0]), detail) for detail in error.errors()]
        raise SettingsError(
            *(
                f"--{key.replace('_', '-')}: {complaint(CrawlSettings, key, detail)}"
                for key, detail in mistakes
            )
        ) from error
    return _absolute(settings.model_copy(update={"crawl": crawl}))


def user_agent(settings: Settings) -> str:
    """Name ourselves, with the contact if one is given: `InclusionAuditor/0.1 (+https://…)`."""
    contact = f" (+{settings.portal.contact})" if settings.portal.contact else ""
    return f"{PRODUCT_TOKEN}/{__version__}{contact}"


def fingerprint(settings: Settings, listed: Iterable[str] = (), *options: str) -> str:
    """Hash everything that decides what a run does, so that only such a run is gone on with.

    How fast it goes (PACE), what a gate makes of it (`[ci]`) and how it is told (`[report]`) are left
    out. `listed` are the pages of `--urls`, which replace the crawl; `options` names what else of the
    command line changes the pages.
    """
    decisive = settings.model_dump(mode="json", exclude={"crawl": PACE, "ci": True, "report": True})
    text = json.dumps([decisive, list(listed), *options], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def portal_schema() -> str:
    """Give the JSON Schema of portal.toml, as docs/portal.schema.json holds it."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Settings.model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _settings_of_address(url: str) -> Settings:
    try:
        name = urlsplit(normal_url(url)).netloc
    except ValueError as error:
        raise SettingsError(f"{_shown(url)} is no portal's address: {error}") from error
    return Settings(portal=PortalSettings(name=name, url=url))


def read_toml(target: str) -> tuple[str, dict[str, Any]]:
    """Give the text of a TOML file, and what it holds.

    Raises:
        SettingsError: if it cannot be read, or is no TOML.
    """
    text = _read(target)
    return text, _parse(text, target)


def _read(target: str) -> str:
    try:
        return Path(target).read_text(encoding="utf-8-sig")  # editors on Windows write a byte order mark
    except FileNotFoundError as error:
        hint = "" if target.endswith(".toml") else "; an address begins with http:// or https://"
        raise SettingsError(f"{target}: there is no such file{hint}") from error
    except OSError as error:
        raise SettingsError(f"{target} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{target} is not UTF-8 text, as TOML has to be") from error


def _parse(text: str, target: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).removesuffix(")").rpartition(" (at ")
        if place == "end of document":
            place = f"line {text.count('\n') + 1}, column {len(text.rpartition('\n')[2]) + 1}"
        raise SettingsError(f"{target}, {place}: not TOML: {what}") from error


type Mistake = tuple[KeyPath, str]


def _wrong_values(data: Mapping[str, Any]) -> Iterator[Mistake]:
    try:
        Settings.model_validate(data)
    except ValidationError as error:
        for detail in error.errors():
            path = detail["loc"]
            table, key = _field_of(path)
            yield path, complaint(table, key, detail)


def _field_of(path: KeyPath) -> tuple[type[Table], str]:
    """Find whose field a path leads to: `("service", 1, "pages", 0)` to the pages of a service."""
    name, *inner = (step for step in path if isinstance(step, str))
    if (name, *inner[:1]) == ("login", "steps") and inner[1:]:
        return LoginStep, inner[1]
    if (name, *inner[:1]) == ("ci", "suppression") and inner[1:]:
        return Suppression, inner[1]
    if name == "weights" and inner[1:]:
        return _OF_WEIGHTS[inner[0]], inner[1]
    if (name, *inner[:1]) == ("service", "step") and inner[1:]:
        return JourneyStep, inner[1]
    return (_TABLES[name], inner[0]) if inner else (Settings, name)


def complaint(table: type[Table], key: str, detail: ErrorDetails) -> str:
    """Say what is wrong with the value of a key in a table, and what its description expects."""
    fields = {field.alias or name: field.description for name, field in table.model_fields.items()}
    if detail["type"] == "extra_forbidden":
        near = get_close_matches(key, fields, n=1)
        return (
            f'unknown key, did you mean "{near[0]}"?'
            if near
            else f"unknown key, expected {', '.join(fields)}"
        )
    if detail["type"] == "missing":
        return f"missing, expected {fields[key]}"
    if table in _UNSHOWN or key in {"access", "login"}:
        is_written = key in _REFERENCES and isinstance(detail["input"], str)
        if is_written and not REFERENCE.fullmatch(detail["input"]) and detail["loc"][-1] != "[key]":
            return f"a secret is not written here, where others may read it; expected {WHERE}"
        return f"not shown here, expected {fields[key]}"
    if key in _TYPED:
        return f"not shown here, expected {fields[key]}"
    return f"found {_shown(detail['input'])}, expected {fields[key]}"


def _repeated_ids(data: Mapping[str, Any]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for number, service in _service_tables(data):
        identity = service.get("id")
        if not isinstance(identity, str):
            continue
        if identity in seen:
            found = f"found {_shown(identity)} again, expected another id for each service"
            yield ("service", number, "id"), found
        seen.add(identity)


def _foreign_starts(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """Name the addresses that are not on the portal: where services start, and where one logs in."""
    table = data.get("portal")
    decisive = (
        {key: table[key] for key in ("url", "hosts") if key in table} if isinstance(table, dict) else {}
    )
    try:  # its other keys may be wrong, and are told elsewhere
        portal = PortalSettings.model_validate({"name": "Portal", **decisive})
    except ValidationError:
        return
    begun: list[tuple[KeyPath, Any]] = [
        (("service", number, "start"), service.get("start")) for number, service in _service_tables(data)
    ]
    begun += [
        (("service", number, "step", place, "goto"), step["goto"])
        for number, service in _service_tables(data)
        for place, step in enumerate(_tables(service.get("step")))
        if "goto" in step
    ]
    if isinstance(login := data.get("login"), dict):
        begun.append((("login", "url"), login.get("url")))
    for path, address in begun:
        try:
            start = normal_url(urljoin(portal.url, _start(address)))
        except (TypeError, AttributeError, ValueError):
            continue
        if Site.of(start) not in _sites(portal):
            found = f"found {_shown(address)}, expected a page on the portal's host or one of its hosts"
            yield path, found


def _service_tables(data: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return [(number, service) for number, service in enumerate(_tables(data.get("service"))) if service]


def _tables(value: Any) -> list[dict[str, Any]]:
    """Give an array of tables as it was read; what is no table stands in it as an empty one."""
    return [each if isinstance(each, dict) else {} for each in value] if isinstance(value, list) else []


def _sites(portal: PortalSettings) -> frozenset[Site]:
    return frozenset(map(Site.of, (portal.url, *(f"http://{host}" for host in portal.hosts))))


def tell(mistakes: Iterable[Mistake], target: str, text: str) -> list[str]:
    """Write the mistakes of a file with this text down, in the order of the file."""
    lines = key_lines(text)
    placed = sorted(((_line_of(path, lines), path, words) for path, words in mistakes), key=itemgetter(0))
    return [
        f"{target}, line {line}, {_dotted(path)}: {words}" if line else f"{target}, {_dotted(path)}: {words}"
        for line, path, words in placed
    ]


def _line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """Find the line of a key, or else of the table that should hold it; 0 if there is none."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 0)


def _dotted(path: KeyPath) -> str:
    return ".".join(step for step in path if isinstance(step, str) and step != "[key]")


def _shown(value: object) -> str:
    text = _PASSWORD.sub("//…@", json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…"


def _absolute(settings: Settings) -> Settings:
    url, crawl = settings.portal.url, settings.crawl
    services = tuple(
        service.model_copy(
            update={
                "start": normal_url(urljoin(url, service.start)),
                "pages": _absolute_globs(service.pages, url),
                "steps": tuple(_absolute_step(step, url) for step in service.steps),
            }
        )
        for service in settings.services
    )
    globs = {"include": _absolute_globs(crawl.include, url), "exclude": _absolute_globs(crawl.exclude, url)}
    login = settings.login
    if login is not None:
        proof = {"proof_url": _absolute_globs((login.proof_url,), url)[0]} if login.proof_url else {}
        login = login.model_copy(update={"url": normal_url(urljoin(url, login.url)), **proof})
    return settings.model_copy(
        update={"services": services, "crawl": crawl.model_copy(update=globs), "login": login}
    )


def _absolute_step(step: JourneyStep, url: str) -> JourneyStep:
    if step.goto is not None:
        return step.model_copy(update={"goto": normal_url(urljoin(url, step.goto))})
    if step.wait_for_url is not None:
        return step.model_copy(update={"wait_for_url": _absolute_globs((step.wait_for_url,), url)[0]})
    return step


def _absolute_globs(globs: Iterable[str], url: str) -> tuple[str, ...]:
    """Put globs that begin with neither "/" nor a scheme under the folder of the portal's url."""
    folder = urlsplit(url).path.rpartition("/")[0]
    return tuple(
        quote(glob if glob.startswith(("/", "http://", "https://")) else f"{folder}/{glob}", safe=PRINTABLE)
        for glob in globs
    )

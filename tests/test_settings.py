"""portal.toml: what it may say, and what each mistake is told as."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditor.settings import (
    LANGUAGES,
    Settings,
    SettingsError,
    fingerprint,
    portal_schema,
    read_settings,
    user_agent,
    with_crawl,
)
from auditor.urls import Site, normal_url
from auditor.version import __version__

# What the messages say is expected, as docs/portal-toml.md has it.
A_URL = "a web address with http:// or https:// and without user name or password"
A_START = 'a path such as "/births/" or a web address on the portal\'s hosts'
A_SLUG = 'small letters, digits and hyphens, such as "register-a-birth"'
A_COUNTRY = 'a country code of ISO 3166-1 in capitals, such as "KE"'
LANGUAGE_CODES = 'a list of language codes of ISO 639-1, such as ["en", "sw"]'
HOSTS = 'a list of host names, such as ["forms.portal.example"]'
A_CONTACT = "a web address or a mail address at which the portal can ask who is auditing it"
STANDARDS = '"en301549-3.2.1", "wcag21-aa", "wcag22-aa" or "section508"'
CRAWL_KEYS = (
    "max_pages, depth, sample, seed, explore, include, exclude, delay_s, concurrency, "
    "concurrency_per_host, timeout_s, screenshot, pictures, coverage, closely, reuse"
)

type Write = Callable[[str], str]

NO_JOURNEY: dict[str, Any] = {"step": (), "journey": None, "errors": False}

SCHEMA_FILE = Path(__file__).parents[1] / "docs" / "portal.schema.json"

WHOLE = """\
[portal]
name = "Ville de Démo"
url = "https://Démo.example/portail/"
country = "FR"
languages = ["fr", "br"]
hosts = ["formulaires.demo.example", "127.0.0.1:8001"]
standard = "wcag22-aa"
contact = "audit@example.org"
from = "audit@example.org"

[[service]]
id = "acte-de-naissance"
name = "Acte de naissance"
start = "naissance/"
pages = ["naissance/**", "/état civil/*", "https://formulaires.demo.example/naissance/**"]

[[service]]
id = "carte"
name = "Carte d'identité"
start = "https://formulaires.demo.example/carte"

[crawl]
max_pages = 50
depth = 3
sample = 20
seed = 7
explore = 500
include = ["/portail/**"]
exclude = ["archives/**"]
delay_s = 0.5
concurrency = 4
concurrency_per_host = 3
timeout_s = 20
screenshot = true
pictures = true
coverage = true
closely = false
reuse = "pages"

[readability]
school_years = 8

[readability.jargon.en]
"prior to" = "before"

[channels.words.en]
counter = ["one-stop shop"]

[weights.pillar]
channels = 3

[weights.severity]
minor = 2.5

[ci]
gate = ["proven", "mobile"]
fail_on = "new-critical"
min_score = 60
max_pages = 10
max_seconds = 60
page_kb = 1000
baseline = "known.toml"
formats = ["sarif"]
sources = { "/births/**" = "content/{path}.md" }

[[ci.suppression]]
rule = "axe/*"
page = "/old/**"
reason = "It goes in March"
owner = "web team"
expires = 2027-03-31

[report]
language = "fr"
"""

SMALLEST = '[portal]\nname = "Demo"\nurl = "https://portal.example/"\n'


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a portal.toml in the working folder, so that messages name it without a folder."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> str:
        Path("portal.toml").write_text(text, encoding="utf-8")
        return "portal.toml"

    return write


def mistakes_in(target: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(target)
    return str(caught.value).split("\n")


class TestReading:
    def test_a_whole_file_is_read_with_addresses_and_globs_made_absolute(self, written: Write) -> None:
        settings = read_settings(written(WHOLE))
        assert settings.model_dump(by_alias=True) == {
            "portal": {
                "name": "Ville de Démo",
                "url": "https://xn--dmo-bma.example/portail/",
                "country": "FR",
                "languages": ("fr", "br"),
                "hosts": ("formulaires.demo.example", "127.0.0.1:8001"),
                "standard": "wcag22-aa",
                "contact": "audit@example.org",
                "from": "audit@example.org",
            },
            "service": (
                {
                    "id": "acte-de-naissance",
                    "name": "Acte de naissance",
                    "start": "https://xn--dmo-bma.example/portail/naissance/",
                    "pages": (
                        "/portail/naissance/**",
                        "/%C3%A9tat%20civil/*",
                        "https://formulaires.demo.example/naissance/**",
                    ),
                    **NO_JOURNEY,
                },
                {
                    "id": "carte",
                    "name": "Carte d'identité",
                    "start": "https://formulaires.demo.example/carte",
                    "pages": (),
                    **NO_JOURNEY,
                },
            ),
            "crawl": {
                "max_pages": 50,
                "depth": 3,
                "sample": 20,
                "seed": 7,
                "explore": 500,
                "include": ("/portail/**",),
                "exclude": ("/portail/archives/**",),
                "delay_s": 0.5,
                "concurrency": 4,
                "concurrency_per_host": 3,
                "timeout_s": 20.0,
                "screenshot": True,
                "pictures": True,
                "coverage": True,
                "closely": False,
                "reuse": "pages",
            },
            "readability": {"school_years": 8.0, "jargon": {"en": {"prior to": "before"}}},
            "channels": {"words": {"en": {"counter": ("one-stop shop",)}}},
            "weights": {
                "pillar": dict.fromkeys(("accessibility", "readability", "weight", "mobile"))
                | {"channels": 3.0},
                "severity": dict.fromkeys(("critical", "serious", "moderate")) | {"minor": 2.5},
            },
            "access": None,
            "login": None,
            "ci": {
                "gate": ("proven", "mobile"),
                "fail_on": "new-critical",
                "min_score": 60.0,
                "max_pages": 10,
                "max_seconds": 60.0,
                "page_kb": 1000.0,
                "baseline": "known.toml",
                "formats": ("sarif",),
                "sources": {"/births/**": "content/{path}.md"},
                "suppression": (
                    {
                        "rule": "axe/*",
                        "cause": None,
                        "page": "/old/**",
                        "selector": None,
                        "reason": "It goes in March",
                        "owner": "web team",
                        "expires": date(2027, 3, 31),
                    },
                ),
            },
            "report": {"language": "fr"},
        }

    def test_what_is_left_out_has_defaults(self, written: Write) -> None:
        settings = read_settings(written(SMALLEST))
        assert (settings.portal.country, settings.portal.standard) == (None, "en301549-3.2.1")
        assert (settings.crawl.max_pages, settings.crawl.depth) == (200, 6)
        assert (settings.crawl.delay_s, settings.crawl.concurrency) == (None, None)
        assert settings.services == ()

    def test_an_address_is_a_portal_named_after_its_host(self) -> None:
        settings = read_settings("HTTPS://Portal.Example:443/start")
        assert (settings.portal.name, settings.portal.url) == (
            "portal.example",
            "https://portal.example/start",
        )

    def test_a_base_url_stands_in_for_the_file_s(self, written: Write) -> None:
        text = SMALLEST + '[[service]]\nid = "a"\nname = "A"\nstart = "/a/"\n'
        settings = read_settings(written(text), base_url="http://127.0.0.1:8000/")
        assert settings.portal.url == "http://127.0.0.1:8000/"
        assert settings.services[0].start == "http://127.0.0.1:8000/a/"

    def test_a_base_url_makes_a_url_in_the_file_unnecessary(self, written: Write) -> None:
        settings = read_settings(written('[portal]\nname = "Demo"\n'), base_url="http://127.0.0.1:8000/")
        assert settings.portal.url == "http://127.0.0.1:8000/"

    def test_a_byte_order_mark_is_passed_over(self, written: Write) -> None:
        assert read_settings(written("\ufeff" + SMALLEST)).portal.name == "Demo"

    def test_settings_survive_being_stored(self, written: Write) -> None:
        settings = read_settings(written(WHOLE))
        assert Settings.model_validate_json(settings.model_dump_json(by_alias=True)) == settings

    def test_the_languages_are_the_183_of_iso_639_1(self) -> None:
        assert len(LANGUAGES) == 183
        assert {"en", "sw", "zu"} <= LANGUAGES
        assert not {"sh", "iw", "eng", "EN"} & LANGUAGES


class TestMistakes:
    def test_all_are_named_at_once_in_the_order_of_the_file(self, written: Write) -> None:
        target = written(
            """\
[portal]
name = "Demo"
url = "portal.example"
langages = ["en"]
languages = [
  "en",
  "english",
]

[[service]]
id = "births"
start = 5

[crawl]
depth = true
colour = "red"
"""
        )
        assert mistakes_in(target) == [
            f'portal.toml, line 3, portal.url: found "portal.example", expected {A_URL}',
            'portal.toml, line 4, portal.langages: unknown key, did you mean "languages"?',
            f'portal.toml, line 5, portal.languages: found "english", expected {LANGUAGE_CODES}',
            "portal.toml, line 10, service.name: missing, expected a name of 1 to 200 characters",
            f"portal.toml, line 12, service.start: found 5, expected {A_START}",
            "portal.toml, line 15, crawl.depth: found true, expected a whole number from 0 to 100",
            f"portal.toml, line 16, crawl.colour: unknown key, expected {CRAWL_KEYS}",
        ]

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            pytest.param('name = ""', 'name: found "", expected a name of 1 to 200 characters', id="name"),
            pytest.param(
                'country = "UK"',
                f'country: found "UK", expected {A_COUNTRY}',
                id="country",
            ),
            pytest.param(
                'hosts = ["https://forms.example/"]',
                f'hosts: found "https://forms.example/", expected {HOSTS}',
                id="host with scheme",
            ),
            pytest.param(
                'hosts = ["forms.example/births"]',
                f'hosts: found "forms.example/births", expected {HOSTS}',
                id="host with path",
            ),
            pytest.param(
                'standard = "wcag20"',
                f'standard: found "wcag20", expected {STANDARDS}',
                id="standard",
            ),
            pytest.param(
                'contact = "call me"',
                f'contact: found "call me", expected {A_CONTACT}',
                id="contact",
            ),
            pytest.param(
                'contact = "a@b.example\\r\\nX: y"',
                f'contact: found "a@b.example\\r\\nX: y", expected {A_CONTACT}',
                id="contact that would forge a header",
            ),
        ],
    )
    def test_of_the_portal(self, written: Write, line: str, told: str) -> None:
        key = line.partition(" ")[0]
        table = "".join(f"{kept}\n" for kept in SMALLEST.splitlines() if not kept.startswith(f"{key} "))
        number = len(table.splitlines()) + 1
        assert mistakes_in(written(f"{table}{line}\n")) == [f"portal.toml, line {number}, portal.{told}"]

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            pytest.param(
                "max_pages = 0", "max_pages: found 0, expected a whole number from 1 to 100000", id="no pages"
            ),
            pytest.param(
                'max_pages = "5"',
                'max_pages: found "5", expected a whole number from 1 to 100000',
                id="number as text",
            ),
            pytest.param(
                "depth = 1.5", "depth: found 1.5, expected a whole number from 0 to 100", id="depth"
            ),
            pytest.param("delay_s = -1", "delay_s: found -1, expected seconds from 0 to 300", id="delay"),
            pytest.param(
                "delay_s = inf", "delay_s: found Infinity, expected seconds from 0 to 300", id="endless delay"
            ),
            pytest.param(
                "timeout_s = 0.5", "timeout_s: found 0.5, expected seconds from 1 to 600", id="time-out"
            ),
            pytest.param(
                'include = "/a/**"',
                'include: found "/a/**", expected a list of globs, such as ["/services/**"]',
                id="glob not in a list",
            ),
            pytest.param(
                'exclude = ["/a#b"]',
                'exclude: found "/a#b", expected a list of globs, such as ["/archive/**"]',
                id="glob with fragment",
            ),
            pytest.param(
                "screenshot = 1", "screenshot: found 1, expected true or false", id="number for a yes"
            ),
        ],
    )
    def test_of_the_crawl(self, written: Write, line: str, told: str) -> None:
        assert mistakes_in(written(f"{SMALLEST}[crawl]\n{line}\n")) == [f"portal.toml, line 5, crawl.{told}"]

    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            pytest.param(
                "[weights.pillar]\nchannels = 0",
                "line 5, weights.pillar.channels: found 0, expected a number above 0 and up to 100",
                id="nothing",
            ),
            pytest.param(
                "[weights.pillar]\nmobile = 1\nchanels = 2",
                'line 6, weights.pillar.chanels: unknown key, did you mean "channels"?',
                id="misspelt pillar",
            ),
            pytest.param(
                '[weights.severity]\nminor = "2"',
                'line 5, weights.severity.minor: found "2", expected a number above 0 and up to 100',
                id="text",
            ),
            pytest.param(
                "[weights]\nchannels = 2",
                "line 5, weights.channels: unknown key, expected pillar, severity",
                id="not in its table",
            ),
            pytest.param(
                "[weights]\npillar = 2",
                "line 5, weights.pillar: found 2, expected a [weights.pillar] table",
                id="no table",
            ),
        ],
    )
    def test_of_own_weights(self, written: Write, lines: str, told: str) -> None:
        assert mistakes_in(written(f"{SMALLEST}{lines}\n")) == [f"portal.toml, {told}"]

    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            pytest.param(
                '[ci]\nfail_on = "any"',
                'line 5, ci.fail_on: found "any", expected "new-blocker", "new-critical" or "any-new"',
                id="fail_on",
            ),
            pytest.param(
                "[ci]\nmin_scor = 60",
                'line 5, ci.min_scor: unknown key, did you mean "min_score"?',
                id="misspelt key",
            ),
            pytest.param(
                '[[ci.suppression]]\nrule = "x"\nreason = "r"\nowner = "o"\nexpires = "soon"',
                'line 8, ci.suppression.expires: found "soon", '
                "expected the last day on which it holds, such as 2027-03-31",
                id="no day",
            ),
            pytest.param(
                '[[ci.suppression]]\nrule = "x"\nreason = "r"\nexpires = 2027-03-31',
                "line 4, ci.suppression.owner: missing, "
                "expected who answers for it: a name, a team, a mail address",
                id="no owner",
            ),
        ],
    )
    def test_of_the_gate(self, written: Write, lines: str, told: str) -> None:
        assert mistakes_in(written(f"{SMALLEST}{lines}\n")) == [f"portal.toml, {told}"]

    @pytest.mark.parametrize("file", ["/etc/passwd", "../x.md", "https://x.example/"])
    def test_a_source_stays_in_the_repository(self, written: Write, file: str) -> None:
        [told] = mistakes_in(written(f'{SMALLEST}[ci.sources]\n"/**" = "{file}"\n'))
        assert told.startswith("portal.toml, line 4, ci.sources: found ")

    def test_a_suppression_says_what_it_is_about(self, written: Write) -> None:
        lines = '[[ci.suppression]]\nreason = "r"\nowner = "o"\nexpires = 2027-03-31\n'
        [told] = mistakes_in(written(f"{SMALLEST}{lines}"))
        assert told.endswith(
            "expected a [[ci.suppression]] table for each, with rule, cause, page or selector"
        )

    @pytest.mark.parametrize("slug", ["Births", "a b", "a_b", "-a", "a--b", "", "x" * 65])
    def test_an_id_is_a_slug(self, written: Write, slug: str) -> None:
        text = f'{SMALLEST}[[service]]\nname = "A"\nstart = "/"\nid = "{slug}"\n'
        assert mistakes_in(written(text)) == [
            f'portal.toml, line 7, service.id: found "{slug}", expected {A_SLUG}'
        ]

    def test_an_id_is_given_once(self, written: Write) -> None:
        service = '[[service]]\nid = "a"\nname = "A"\nstart = "/"\n'
        assert mistakes_in(written(SMALLEST + service + service)) == [
            'portal.toml, line 9, service.id: found "a" again, expected another id for each service'
        ]

    def test_a_service_starts_on_the_portal(self, written: Write) -> None:
        text = f'{SMALLEST}[[service]]\nid = "a"\nname = "A"\nstart = "//other.example/a"\n'
        assert mistakes_in(written(text)) == [
            (
                'portal.toml, line 7, service.start: found "//other.example/a", '
                "expected a page on the portal's host or one of its hosts"
            )
        ]

    def test_secrets_are_not_repeated(self, written: Write) -> None:
        text = '[portal]\nname = "Demo"\nurl = "https://me:se/cret@portal.example/"\n'
        assert mistakes_in(written(text)) == [
            f'portal.toml, line 3, portal.url: found "https://…@portal.example/", expected {A_URL}'
        ]

    def test_a_long_value_is_cut(self, written: Write) -> None:
        text = f'{SMALLEST}country = "{"x" * 100}"\n'
        assert mistakes_in(written(text)) == [
            f'portal.toml, line 4, portal.country: found "{"x" * 79}…, expected {A_COUNTRY}'
        ]

    def test_a_missing_portal_has_no_line(self, written: Write) -> None:
        assert mistakes_in(written("")) == [
            "portal.toml, portal: missing, expected a [portal] table with name and url"
        ]

    def test_an_unknown_table_is_named(self, written: Write) -> None:
        assert mistakes_in(written(f"{SMALLEST}[services]\n")) == [
            'portal.toml, line 4, services: unknown key, did you mean "service"?'
        ]

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            pytest.param(
                '[portal]\nname "Demo"\n',
                "portal.toml, line 2, column 6: not TOML: Expected '=' after a key in a key/value pair",
                id="in the middle",
            ),
            pytest.param(
                '[portal]\nhosts = ["a",',
                "portal.toml, line 2, column 14: not TOML: Invalid value",
                id="at the end",
            ),
        ],
    )
    def test_what_is_not_toml_is_told_with_line_and_column(
        self, written: Write, text: str, told: str
    ) -> None:
        assert mistakes_in(written(text)) == [told]

    def test_what_is_not_text_is_told(self, written: Write) -> None:
        target = written("")
        Path(target).write_bytes(b"\xff\xfe")
        assert mistakes_in(target) == ["portal.toml is not UTF-8 text, as TOML has to be"]

    def test_a_missing_file_may_have_been_meant_as_an_address(self) -> None:
        assert mistakes_in("portal.example") == [
            "portal.example: there is no such file; an address begins with http:// or https://"
        ]

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        assert mistakes_in(str(tmp_path)) == [f"{tmp_path} cannot be read: Is a directory"]

    @pytest.mark.parametrize(
        ("target", "told"),
        [
            ("ftp://portal.example/", '"ftp://portal.example/"{}it is not an http or https address'),
            (
                "https://me:pw@portal.example/",
                '"https://…@portal.example/"{}it carries a user name or password',
            ),
            ("https:///start", '"https:///start"{}it has no valid host name'),
        ],
        ids=["scheme", "password", "no host"],
    )
    def test_of_an_address(self, target: str, told: str) -> None:
        assert mistakes_in(target) == [told.format(" is no portal's address: ")]


class TestLines:
    """A mistake is told with the line of its key, however TOML lets the key be written."""

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            pytest.param('portal.name = "D"\n\nportal.url = 1\n', 3, id="dotted keys"),
            pytest.param('# head\nportal = { name = "D", url = 1 }\n', 2, id="inline table"),
            pytest.param('[ "portal" ]\n"name" = "D"\n\'url\' = 1\n', 3, id="quoted keys"),
            pytest.param('[portal]\nname = """\nurl = 2\n"""\nurl = 1\n', 5, id="key within a text"),
            pytest.param("[portal]\nname = '''\n[crawl]\n'''\nurl = 1\n", 5, id="table within a text"),
            pytest.param(
                '[portal] # [crawl]\r\nname = "D" # url = 3\r\nurl = 1\r\n', 3, id="comments, Windows"
            ),
            pytest.param(
                '[portal]\nname = "\u2028"\nurl = 1\n', 3, id="a line separator that is no line's end"
            ),
        ],
    )
    def test_is_that_of_the_key(self, written: Write, text: str, line: int) -> None:
        assert mistakes_in(written(text)) == [
            f"portal.toml, line {line}, portal.url: found 1, expected {A_URL}"
        ]

    def test_is_that_of_the_right_service(self, written: Write) -> None:
        service = '[[service]]\nid = "{}"\nname = "A"\nstart = {}\n'
        text = SMALLEST + service.format("a", '"/"') + "[crawl]\n" + service.format("b", 5)
        assert mistakes_in(written(text)) == [
            f"portal.toml, line 12, service.start: found 5, expected {A_START}"
        ]

    def test_is_that_of_the_statement_where_that_is_all_there_is(self, written: Write) -> None:
        text = f'service = [\n  {{ id = "a", name = "A", start = 5 }},\n]\n{SMALLEST}'
        assert mistakes_in(written(text)) == [
            f"portal.toml, line 1, service.start: found 5, expected {A_START}"
        ]


class TestOptions:
    def test_change_the_crawl(self) -> None:
        settings = with_crawl(
            read_settings("https://portal.example/city/"), max_pages=5, include=["births/**"]
        )
        assert (settings.crawl.max_pages, settings.crawl.include) == (5, ("/city/births/**",))

    def test_are_checked_as_the_file_is(self) -> None:
        with pytest.raises(SettingsError) as caught:
            with_crawl(read_settings("https://portal.example/"), max_pages=0, concurrency=65)
        assert caught.value.mistakes == (
            "--max-pages: found 0, expected a whole number from 1 to 100000",
            "--concurrency: found 65, expected a whole number from 1 to 64",
        )


class TestAddresses:
    @pytest.mark.parametrize(
        ("url", "normal"),
        [
            ("HTTP://Portal.Example", "http://portal.example/"),
            ("http://portal.example:80/A", "http://portal.example/A"),
            ("https://portal.example:443/", "https://portal.example/"),
            ("https://portal.example:80/", "https://portal.example:80/"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),  # RFC 3492's classic example
            ("https://straße.example/", "https://xn--strae-oqa.example/"),  # as browsers since IDNA 2008
            ("http://[0:0:0:0:0:0:0:1]:8000/", "http://[::1]:8000/"),
            ("https://portal.example/é a?b=ü#c", "https://portal.example/%C3%A9%20a?b=%C3%BC"),
        ],
    )
    def test_have_one_spelling(self, url: str, normal: str) -> None:
        assert normal_url(url) == normal
        assert normal_url(normal) == normal

    @pytest.mark.parametrize(
        "url",
        [
            "portal.example", "/start", "mailto:a@b.example", "javascript:alert(1)", "file:///etc/passwd",
            "http://", "http://a b/", "http://a:99999/", "http://a:b/", "http://me@a/", "http://[::1/",
            "http://a..b/", "http://xn--\u00fc.example/",
        ],
    )  # fmt: skip
    def test_that_are_none_are_refused(self, url: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            normal_url(url)

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("https://portal.example/", "http://www.portal.example/a", True),
            ("http://portal.example:8000/", "http://portal.example:8000/a", True),
            ("http://portal.example:8000/", "http://portal.example/", False),
            ("https://portal.example/", "https://forms.portal.example/", False),
        ],
    )
    def test_are_of_one_site(self, one: str, other: str, same: bool) -> None:
        assert (Site.of(one) == Site.of(other)) is same


class TestUserAgent:
    def test_names_the_contact(self, written: Write) -> None:
        assert (
            user_agent(read_settings(written(WHOLE)))
            == f"InclusionAuditor/{__version__} (+audit@example.org)"
        )

    def test_does_without(self) -> None:
        assert user_agent(read_settings("https://portal.example/")) == f"InclusionAuditor/{__version__}"


class TestFingerprint:
    def test_is_the_same_for_equal_settings(self, written: Write) -> None:
        target = written(WHOLE)
        assert fingerprint(read_settings(target)) == fingerprint(read_settings(target))

    @pytest.mark.parametrize("change", [{"max_pages": 51}, {"include": ["/x"]}, {"screenshot": False}])
    def test_changes_with_what_the_run_does(self, written: Write, change: dict[str, object]) -> None:
        settings = read_settings(written(WHOLE))
        assert fingerprint(with_crawl(settings, **change)) != fingerprint(settings)

    @pytest.mark.parametrize(
        "change", [{"delay_s": 2.0}, {"concurrency": 1}, {"concurrency_per_host": 1}, {"reuse": "nothing"}]
    )
    def test_stays_when_only_the_pace_changes(self, written: Write, change: dict[str, object]) -> None:
        settings = read_settings(written(WHOLE))
        assert fingerprint(with_crawl(settings, **change)) == fingerprint(settings)

    def test_changes_with_the_listed_pages(self) -> None:
        settings = read_settings("https://portal.example/")
        assert fingerprint(settings, ["https://portal.example/a"]) != fingerprint(settings)


class TestSchema:
    def test_is_the_one_in_the_docs(self) -> None:
        expected = SCHEMA_FILE.read_text(encoding="utf-8")
        assert portal_schema() == expected, "run: python -m auditor.settings > docs/portal.schema.json"

    def test_accepts_what_is_accepted_and_refuses_unknown_keys(self) -> None:
        schema = json.loads(portal_schema())
        jsonschema.Draft202012Validator.check_schema(schema)
        valid = {"portal": {"name": "Demo", "url": "https://portal.example/"}, "service": [], "crawl": {}}
        jsonschema.validate(valid, schema)
        with pytest.raises(jsonschema.ValidationError, match="colour"):
            jsonschema.validate(valid | {"colour": "red"}, schema)

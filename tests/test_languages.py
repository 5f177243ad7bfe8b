"""Reports in other languages: what is gathered, that catalogues fit, and what pages say in them."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from auditor import catalogues
from auditor.audit import Finding
from auditor.catalogues import ExtractionError, Found, faults, merged, template, template_text
from auditor.evidence import PageEvidence
from auditor.judge import outcomes_of
from auditor.locale.catalogue import (
    CHECKED,
    ENGLISH,
    Language,
    LanguageError,
    Untranslated,
    catalogue_file,
    language,
    languages,
    read_language,
)
from auditor.locale.sentences import Sentences, read
from auditor.locale.speaking import (
    date_words,
    decimal,
    either,
    gettext,
    listed,
    ngettext,
    percent,
    quantity,
    retold,
    speaking,
)
from auditor.outcome import Bytes, CantTell, Failed, Pixels, Quantity, Ratio, Seconds, Share
from auditor.output import write_comparison, write_reports
from auditor.portal import PortalEvidence
from auditor.registry import all_formats, all_rules
from auditor.reporting.retelling import message_of, retold_audit
from auditor.review import sheet
from auditor.rule import Example
from auditor.service import ServiceEvidence
from tests.audits import a_finding, an_audit
from tests.speech import CLOSE, OPEN, spoken_oddly, written_catalogue
from tests.test_report_inert import SIGNS, a_full_audit, said_everywhere

OTHERS = [code for code in languages() if code != "en"]
PAGES = ("html", "pdf", "eu", "eu-letter")


@cache
def all_messages() -> tuple[Found, ...]:
    return tuple(catalogues.messages())


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return read_language(written_catalogue(tmp_path_factory.mktemp("odd")))


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """A language with no translation at all."""
    return read_language(written_catalogue(tmp_path_factory.mktemp("silent"), say=lambda _: ""))


@pytest.fixture(scope="module")
def leftward(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return read_language(written_catalogue(tmp_path_factory.mktemp("leftward"), "ar"))


def test_the_six_languages_of_the_un_are_there_and_portuguese_and_swahili() -> None:
    assert languages() == ("en", "ar", "es", "fr", "pt", "ru", "sw", "zh")


class TestWhatIsGathered:
    def test_the_committed_template_is_what_is_gathered(self) -> None:
        assert catalogues.TEMPLATE_FILE.read_text(encoding="utf-8") == template_text(), "run make catalogues"

    @pytest.mark.parametrize("code", OTHERS)
    def test_a_committed_catalogue_is_merged_with_it(self, code: str) -> None:
        assert catalogue_file(code).read_text(encoding="utf-8") == merged(code), "run make catalogues"

    def test_no_words_stand_bare_in_a_template(self) -> None:
        bare = {file.name: words for file in catalogues.TEMPLATES.glob("*.html") if (words := _bare(file))}
        assert bare == {}

    def test_every_message_of_a_rule_s_examples_is_gathered(self) -> None:
        known = {found.message for found in all_messages()}
        lost = {
            (rule.id, outcome.message)
            for rule in all_rules().values()
            for example in rule.rule.examples
            for outcome in _outcomes(rule, example)
            if isinstance(outcome, (Failed, CantTell)) and not _is_known(outcome.message, known)
        }
        assert sorted(lost) == []

    @pytest.mark.parametrize(
        ("code", "gathered"),
        [
            pytest.param('gettext("One {n}")', [("One {n}", "")], id="a constant"),
            pytest.param('ngettext("{n} page", "{n} pages", 2)', [("{n} page", "")], id="two forms"),
            pytest.param('Untested(f"of {read} pages")', [("of {read} pages", "sentence")], id="a sentence"),
            pytest.param('Failed(_NAME + ". So?")', [("Named. So?", "")], id="two texts together"),
            pytest.param('Failed(_NAME if x else "Not")', [("Named", ""), ("Not", "")], id="either"),
            pytest.param("gettext(given)", [], id="what was marked elsewhere"),
        ],
    )
    def test_a_call_tells_its_messages(self, code: str, gathered: list[tuple[str, str]]) -> None:
        assert [(found.message, found.context) for found in _gathered(code)] == gathered

    def test_a_message_that_cannot_be_told_is_refused(self) -> None:
        with pytest.raises(ExtractionError, match="made_up"):
            list(_gathered("Failed(made_up(x))"))


def _gathered(code: str) -> Iterator[Found]:
    import ast  # noqa: PLC0415
    from types import ModuleType  # noqa: PLC0415

    tree = ast.parse(code)
    reader = catalogues.Reader("made", "auditor/made.py", tree)
    module = ModuleType("made")
    module._NAME = "Named"  # type: ignore[attr-defined]
    reader.__dict__["module"] = module
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from reader.call(node, node.func.id)


def _outcomes(rule: object, example: Example) -> list[object]:
    given = example.given
    if isinstance(given, (PageEvidence, ServiceEvidence, PortalEvidence)):
        return list(outcomes_of(rule, given))  # type: ignore[arg-type]
    return []  # HTML needs a browser


def _is_known(message: str, known: set[str]) -> bool:
    plain = message.replace("_too", "")
    return plain in known or all(
        part in known or part.startswith(("There is no ", "no ")) for part in plain.split(". ")
    )


def _bare(file: Path) -> list[str]:
    """Find words of a template that nothing translates."""
    text = re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"\{% block kind %\}.*?\{% endblock %\}", "", text)
    text = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", text, flags=re.DOTALL)
    text = re.sub(r"<(\w+)[^>]* lang=\"en\".*?</\1>", "", text, flags=re.DOTALL)
    calls = r"\b(?:_|ngettext|in_attribute)\((?:\"[^\"]*\"(?:, )?)+"
    marks = re.findall(r"\{\{.*?\}\}|\{%.*?%\}", text, flags=re.DOTALL)
    words = [
        literal
        for mark in marks
        for literal in re.findall(r'"([^"]*)"', re.sub(calls, "", mark))
        if " " in literal.strip()
    ]
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    words += re.findall(r'(?:aria-label|alt|title)="([^"]*[A-Za-z][^"]*)"', text)
    text = re.sub(r"<style>.*?</style>|<code>.*?</code>|<var>.*?</var>|<[^>]*>", " ", text, flags=re.DOTALL)
    words += re.findall(r"[A-Za-z]{2,}[^\n]*", text)
    return [each for each in words if each.strip(" ,.();") not in NAMES]


NAMES = {"WCAG", "SHA-256", "Inclusion Auditor", "W3C", ", SHA-256", "Inclusion Auditor "}


class TestCatalogues:
    @pytest.mark.parametrize("code", OTHERS)
    def test_nothing_in_a_catalogue_breaks_a_report(self, code: str) -> None:
        wrong = [fault for fault in faults(code, template()) if not fault.endswith("have no translation")]
        assert wrong == []

    @pytest.mark.parametrize("code", OTHERS)
    def test_a_catalogue_is_read(self, code: str) -> None:
        spoken = language(code)
        assert (spoken.code, spoken.is_right_to_left) == (code, code == "ar")

    def test_a_language_without_a_catalogue_is_refused_with_those_that_there_are(self) -> None:
        with pytest.raises(LanguageError, match=r"'xx'.*en, ar, es"):
            language("xx")

    @pytest.mark.parametrize(
        ("message", "said", "fault"),
        [
            pytest.param("{n} to 1", "1", "its placeholders differ", id="a value is lost"),
            pytest.param("{n} to 1", "{n.a} to 1", "its placeholders differ", id="a value is dug into"),
            pytest.param("%(n)s of 1", "%(m)s of 1", "its placeholders differ", id="another value"),
            pytest.param("%(n)s of 1", "%(n)s % of 1", "a % stands alone", id="a bare percent sign"),
            pytest.param("<b>%(n)s</b>", "<script>%(n)s</script>", "its markup differ", id="other markup"),
            pytest.param("One", " One", "begins or ends with a space", id="a space"),
        ],
    )
    def test_a_translation_that_does_not_fit_is_named(self, message: str, said: str, fault: str) -> None:
        from babel.messages.catalog import Message  # noqa: PLC0415

        assert [each for each in catalogues.wrong(Message(message, said), 2) if fault in each] != []

    def test_a_translation_that_fits_has_no_fault(self) -> None:
        from babel.messages.catalog import Message  # noqa: PLC0415

        assert list(catalogues.wrong(Message("%(n)s of <b>%(m)s</b>", "<b>%(m)s</b>: %(n)s"), 2)) == []

    def test_a_broken_catalogue_is_said_to_be_one(self, tmp_path: Path) -> None:
        file = tmp_path / "fr" / "LC_MESSAGES" / "auditor.po"
        file.parent.mkdir(parents=True)
        file.write_text('msgid "a"\nmsgid "b"\n', encoding="utf-8")
        with pytest.raises(LanguageError, match="cannot be read"):
            read_language(file)


FRENCH_SPACE = "\N{NARROW NO-BREAK SPACE}"


class TestFigures:
    """Expected forms are those of Unicode CLDR for each language."""

    @pytest.mark.parametrize(
        ("code", "value", "said"),
        [
            ("en", Bytes(2_400_000), "2.40 MB"),
            ("fr", Bytes(2_400_000), f"2,40{FRENCH_SPACE}Mo"),
            ("ru", Bytes(24_000), "24 кБ"),
            ("fr", Share(0.75), "75\N{NO-BREAK SPACE}%"),
            ("es", Seconds(1.25), "1,2 s"),
            ("fr", Pixels(23.9), "23,9 px"),
            ("en", Ratio(4.5), "4.5 to 1"),
        ],
    )
    def test_quantities_are_said_in_the_way_of_the_language(
        self, code: str, value: Quantity, said: str
    ) -> None:
        with speaking(language(code)):
            assert quantity(value) == said

    @pytest.mark.parametrize(
        ("code", "said"),
        [("en", "12,345"), ("fr", f"12{FRENCH_SPACE}345"), ("ar", "12,345"), ("pt", "12.345")],
    )
    def test_numbers_have_european_digits_everywhere(self, code: str, said: str) -> None:
        with speaking(language(code)):
            assert decimal(12_345) == said

    @pytest.mark.parametrize(
        ("code", "said"),
        [("en", "3 March 2026"), ("fr", "3 mars 2026"), ("zh", "2026年3月3日"), ("ar", "3 مارس 2026")],
    )
    def test_dates(self, code: str, said: str) -> None:
        with speaking(language(code)):
            assert date_words(date(2026, 3, 3)) == said

    @pytest.mark.parametrize(
        ("code", "all_of", "one_of"), [("en", "a, b and c", "a, b or c"), ("fr", "a, b et c", "a, b ou c")]
    )
    def test_rows(self, code: str, all_of: str, one_of: str) -> None:
        with speaking(language(code)):
            assert (listed("abc"), either("abc")) == (all_of, one_of)

    def test_percents_of_english_are_as_they_were(self) -> None:
        assert (percent(0.5), percent(0.005, decimals=1)) == ("50 %", "0.5 %")


class TestSaying:
    def test_english_is_the_message_itself(self) -> None:
        assert gettext("On {n}", n=2) == "On 2"
        assert [ngettext("{n} page", "{n} pages", number) for number in (1, 2)] == ["1 page", "2 pages"]

    def test_a_language_is_spoken_within_and_no_longer(self, odd: Language) -> None:
        with speaking(odd):
            within = gettext("not known")
        assert (within, gettext("not known")) == (spoken_oddly("not known"), "not known")

    def test_what_has_no_translation_is_english_and_says_so(self, silent: Language) -> None:
        with speaking(silent):
            said = gettext("not known")
        assert said == "not known"
        assert isinstance(said, Untranslated)

    def test_slavic_plurals_have_three_forms(self, tmp_path: Path) -> None:
        file = written_catalogue(tmp_path, "ru", lambda _: "")
        text = file.read_text(encoding="utf-8")
        one = 'msgid "{n} barrier"\nmsgid_plural "{n} barriers"\n'
        assert one in text
        empty = 'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n'
        forms = 'msgstr[0] "{n} a"\nmsgstr[1] "{n} b"\nmsgstr[2] "{n} c"\n'
        file.write_text(text.replace(one + empty, one + forms), encoding="utf-8")
        with speaking(read_language(file)):
            said = [ngettext("{n} barrier", "{n} barriers", number) for number in (1, 2, 5, 11, 21)]
        assert said == ["1 a", "2 b", "5 c", "11 c", "21 a"]


class TestFinishedSentences:
    @pytest.mark.parametrize(
        ("template", "text", "values"),
        [
            ("of {read} pages", "of 3 pages", {"read": "3"}),
            ("{a} and {b}", "x and y and z", {"a": "x", "b": "y and z"}),
            ("of {read} pages", "of  pages more", None),
            ("of {read} pages", "off 3 pages", None),
            ("of {read} pages", "of pages", None),
            ("{n} words", "3 words", {"n": "3"}),
        ],
    )
    def test_a_text_is_told_by_its_constant_words(
        self, template: str, text: str, values: dict[str, str] | None
    ) -> None:
        assert read(template, text) == values

    def test_what_stands_in_a_sentence_is_said_too(self) -> None:
        sentences = Sentences(
            {
                "It can be done {ways}.": "Fait {ways}.",
                "by post": "par la poste",
                "at an office": "au guichet",
            }
        )
        assert sentences.say("It can be done by post.") == "Fait par la poste."
        assert sentences.say("It can be done by post, at an office.") == "Fait par la poste, au guichet."

    def test_a_quotation_is_not_taken_for_a_short_sentence(self) -> None:
        assert Sentences({"{n} words": "{n} mots"}).say_part("Other words") == "Other words"

    @pytest.mark.parametrize(("parts", "is_told"), [(20, True), (21, False)])
    def test_more_parts_than_we_say_in_a_row_are_a_quotation(self, parts: int, *, is_told: bool) -> None:
        sentences = Sentences({"by post": "par la poste"})
        row = ", ".join(["by post"] * parts)
        assert sentences.say_part(row) == (row.replace("by post", "par la poste") if is_told else row)

    def test_a_long_hostile_text_takes_no_time(self) -> None:
        sentences = Sentences({"a {x} b {y} c {z} d": "x"})
        assert sentences.say("a " + "b c " * 900 + "e") is None
        assert sentences.say("a " * 1_000_000) is None

    def test_a_reason_with_its_reason_is_told(self, odd: Language) -> None:
        with speaking(odd):
            said = retold("axe is missing: it was not recorded")
        assert said == spoken_oddly("{part} is missing: {reason}").format(
            part="axe", reason=spoken_oddly("it was not recorded")
        )


class TestMessages:
    def test_a_message_is_made_anew_from_its_template_and_values(self) -> None:
        with speaking(language("fr")):
            assert message_of(_heavy("{size} > {limit}")) == "The page"  # no such message: English

    def test_values_are_formatted_and_quotations_kept(self, odd: Language) -> None:
        given = a_finding(
            "missing-phone-number",
            message="No phone number was found, only words that point to one: “Call us”",
            template="No {noun} was found, only words that point to one: “{quote}”",
            measured={"noun": "phone number", "quote": "Call us"},
        )
        with speaking(odd):
            said = message_of(Finding.model_validate(given))
        template = spoken_oddly("No {noun} was found, only words that point to one: “{quote}”")
        assert said == template.format(noun=spoken_oddly("phone number"), quote="Call us")

    @pytest.mark.parametrize("is_kept_apart", [True, False], ids=["a template", "a message without values"])
    def test_what_axe_lacks_is_said_as_a_row(self, odd: Language, *, is_kept_apart: bool) -> None:
        words = "There is no alt attribute and no aria-label; one would do"
        given = {"message": "x", "template": words} if is_kept_apart else {"message": words, "template": None}
        lacking = "There is {things}; one would do"
        things = [spoken_oddly(f"no {thing}") for thing in ("alt attribute", "aria-label")]
        with speaking(odd):
            said = message_of(Finding.model_validate(a_finding("axe/image-alt", **given)))
        assert said == spoken_oddly(lacking).format(things=" et ".join(things))

    def test_rules_speak_the_language(self, odd: Language) -> None:
        rule = all_rules()["horizontal-scroll"]
        audit = an_audit(rules=[_info(rule.rule.title)], findings=[], causes=[])
        with speaking(odd):
            assert retold_audit(audit).rules[0].title == spoken_oddly(rule.rule.title)


def _info(title: str) -> dict[str, object]:
    from tests.audits import a_rule  # noqa: PLC0415

    return a_rule("missing-name", "accessibility", title=title)


def _heavy(template: str) -> Finding:
    return Finding.model_validate(a_finding("heavy-page", message="The page", template=template))


class TestPages:
    """What pages say: everything of ours in the language, everything else as it was."""

    @pytest.mark.parametrize("name", PAGES)
    def test_nothing_on_a_page_escapes_translation(self, name: str, odd: Language) -> None:
        with speaking(odd):
            page = all_formats()[name].render(retold_audit(a_full_audit()))
        assert " ".join(_escaped(str(page))) == ""

    @pytest.mark.parametrize(
        "changes", [{}, {"services": [], "findings": [], "causes": []}], ids=["with services", "without"]
    )
    def test_nothing_in_a_report_of_several_files_escapes_translation(
        self, changes: dict[str, Any], odd: Language
    ) -> None:
        split = all_formats()["html"].split
        assert split is not None
        with speaking(odd):
            files = dict(split(retold_audit(a_full_audit().model_copy(update=changes))))
        pages = {name: content.decode() for name, content in files.items() if name.endswith(".html")}
        assert {name: _escaped(page) for name, page in pages.items()} == {name: [] for name in pages}

    def test_nothing_in_a_comparison_escapes_translation(self, odd: Language) -> None:
        compare = all_formats()["html"].compare
        assert compare is not None
        with speaking(odd):
            page = compare([retold_audit(a_full_audit()), an_audit()])
        assert " ".join(_escaped(page)) == ""

    @pytest.mark.parametrize("name", PAGES)
    def test_what_has_no_translation_is_marked_as_english_and_breaks_no_markup(
        self, name: str, silent: Language
    ) -> None:
        with speaking(silent):
            page = html.fromstring(str(all_formats()[name].render(retold_audit(a_full_audit()))))
        assert [value for each in page.iter() for value in each.attrib.values() if "<" in value] == []
        assert page.xpath("//h2//span[@lang='en' and @dir='ltr']")

    @pytest.mark.parametrize(
        ("fixture", "code", "direction"), [("odd", "fr", "ltr"), ("leftward", "ar", "rtl")]
    )
    def test_a_page_says_its_language_and_direction(
        self, fixture: str, code: str, direction: str, request: pytest.FixtureRequest
    ) -> None:
        with speaking(request.getfixturevalue(fixture)):
            page = html.fromstring(str(all_formats()["html"].render(an_audit())))
        assert (page.get("lang"), page.get("dir")) == (code, direction)

    def test_in_a_page_from_right_to_left_code_and_addresses_run_from_left_to_right(
        self, leftward: Language
    ) -> None:
        with speaking(leftward):
            page = html.fromstring(str(all_formats()["html"].render(a_full_audit())))
        links = page.xpath("//main//a[starts-with(@href, 'https://portal.example')]")
        assert links
        assert {link.get("dir") for link in links} == {"ltr"}
        assert {each.get("dir") for each in page.xpath("//code[@class='selector']")} == {"ltr"}

    def test_a_translation_made_by_a_machine_says_so_in_both_languages_until_it_is_cleared(
        self, tmp_path: Path
    ) -> None:
        file = written_catalogue(tmp_path)
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(CHECKED, ""), encoding="utf-8")
        words = "This translation was made by a machine. No native speaker has checked it yet."
        with speaking(read_language(file)):
            page = html.fromstring(str(all_formats()["html"].render(an_audit())))
        file.write_text(text, encoding="utf-8")
        with speaking(read_language(file)):
            cleared = str(all_formats()["html"].render(an_audit()))
        notes = [(each.get("lang"), each.text_content()) for each in page.xpath("//*[@role='note']/p")]
        assert notes == [(None, spoken_oddly(words)), ("en", words)]
        assert words not in cleared

    def test_english_pages_have_no_such_note(self) -> None:
        assert (
            "machine-made"
            not in html.fromstring(str(all_formats()["html"].render(an_audit()))).text_content()
        )

    @pytest.mark.parametrize("code", OTHERS)
    def test_hostile_words_stay_inert_in_every_language(self, code: str, tmp_path: Path) -> None:
        audit = said_everywhere(a_full_audit(), SIGNS)
        for file in write_reports(
            audit, tmp_path, ["html", "eu", "eu-letter", "markdown", "csv", "xlsx"], code
        ):
            if file.suffix == ".html":
                page = html.fromstring(file.read_text(encoding="utf-8"))
                assert page.xpath("//script | //img[not(starts-with(@src, 'data:'))] | //@onerror") == []

    def test_a_workbook_in_another_language_is_read_back(
        self, odd: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sheet, "languages", lambda: ("en", "fr"))
        monkeypatch.setattr(sheet, "language", {"en": ENGLISH, "fr": odd}.__getitem__)
        with speaking(odd):
            content = all_formats()["xlsx"].render(a_full_audit())
        assert isinstance(content, bytes)
        file = tmp_path / "answers.xlsx"
        file.write_bytes(content)
        said = sheet.read_sheet(file, "https://portal.example/", {}).entries
        assert [(each.reviewer, each.reason) for each in said] == [("A. Tester", "seen")]


class TestWriting:
    def test_what_portal_toml_asks_for_is_the_language_of_what_people_read(self, tmp_path: Path) -> None:
        audit = an_audit(run={"report_language": "fr"})
        page, data = write_reports(audit, tmp_path, ["html", "json"])
        assert '<html lang="fr" dir="ltr"' in page.read_text(encoding="utf-8")
        assert '"title": "Title of missing-name"' in data.read_text(encoding="utf-8")

    def test_another_language_can_be_asked_for(self, tmp_path: Path) -> None:
        audit = an_audit(run={"report_language": "fr"})
        (page,) = write_reports(audit, tmp_path, ["html"], "ar")
        assert '<html lang="ar" dir="rtl"' in page.read_text(encoding="utf-8")

    def test_comparisons_too(self, tmp_path: Path) -> None:
        (page,) = write_comparison([an_audit()], tmp_path, ["html"], "es")
        assert '<html lang="es" dir="ltr"' in page.read_text(encoding="utf-8")


_EXEMPT = (
    "//style | //head | //bdi | //code | //q | //pre | //cite | //svg | //var "
    "| //*[@lang='en'] | //a[@dir='ltr'] | //span[@dir='ltr'] "
    "| //select[@name='service' or @name='rule']/option[@value!='']"
)


def _escaped(page: str) -> list[str]:
    """Find words that stand neither in brackets nor where a page is quoted or English is marked."""
    document = html.fromstring(page)
    english = {
        each.text_content().strip()
        for each in document.xpath("//*[@lang='en'][not(self::q or self::option)]")
    }
    labels = [value for name in ("aria-label", "alt") for value in document.xpath(f"//@{name}")]
    for each in document.xpath(_EXEMPT):
        tail = each.tail or ""
        each.text, each.tail = "", tail
        for inner in list(each):
            each.remove(inner)
    text = " ".join([*document.xpath("//body//text()"), *labels])
    while (shorter := re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", text)) != text:
        text = shorter
    escaped = [word for word in re.findall(r"[^\W\d_]{3,}[^\s]*", text) if word.strip(".,:;)") not in _OURS]
    return escaped + sorted(each for each in english if not each.startswith(_MADE_UP))


# What made audits say in the name of rules that there are none of, and what stays English.
_MADE_UP = (
    *(
        "Title of",
        "What is required",
        "Somebody is kept out",
        "Mend it",
        "A standard",
        "The link has",
        "x",
        "X",
    ),
    *("Is the text readable", "No phone number", "Not tested: no formula", "<a href", "Page "),
    *("EN 301 549", "ITU, ", "UNHCR", "W3C WAI", "World Bank", "Research Report on", "360 x 800"),
)
_OURS = {
    "WCAG", "SHA-256", "W3C", "UTC", "Inclusion", "Auditor", "mars", "Chromium", "axe-core", "online-only",
    "missing-name",
    "portal.example",
}  # fmt: skip

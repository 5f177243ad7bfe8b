"""The report lays out in which languages services exist, and names other ways to understand them."""

from typing import Any

from auditor.conversion import other_ways_of
from auditor.examples import digest
from auditor.service import OtherWay, WayToUnderstand
from tests.audits import HOME, a_service, an_audit, render, section, words


def version(language: str, state: str, **changes: Any) -> dict[str, Any]:
    return {
        "language": language,
        "state": state,
        "url": None,
        "page": None,
        "written_in": None,
        "length": None,
        "widget": None,
        "leads_home": None,
    } | changes


def report(*versions: dict[str, Any], widgets: dict[str, int] | None = None, **portal: Any) -> str:
    audit = an_audit(services=[a_service()])
    told = {
        "languages": [each["language"] for each in versions],
        "official": ["en"],
        "services": [{"service": "register", "versions": list(versions)}],
        "widgets": widgets or {},
    }
    data = audit.model_dump(by_alias=True)
    data["portal"] |= {"translations": told if versions else None} | portal
    return render(type(audit).model_validate(data))


def test_each_service_has_a_row_and_each_language_a_column() -> None:
    shown = section(
        report(
            version("en", "real", url=HOME),
            version("fr", "untranslated", url=f"{HOME}fr", written_in="en"),
            version("ar", "shorter", length=0.42),
            version("cy", "real", leads_home=HOME),
            version("sw", "widget", widget="GTranslate"),
            widgets={"GTranslate": 3},
        ),
        "languages",
    )
    table = shown.xpath(".//table")[0]
    assert [words(each) for each in table.xpath(".//thead//th")] == [
        "Service", "English official", "French", "Arabic", "Welsh", "Swahili",
    ]  # fmt: skip
    assert [words(each) for each in table.xpath(".//tbody/tr/*")] == [
        "Register a birth", "yes", "not translated in English", "shorter 42 %",
        "yes the link to it leads to the first page", "by machine GTranslate",
    ]  # fmt: skip
    assert table.xpath(".//td/a/@href") == [HOME, f"{HOME}fr"]
    assert "GTranslate translates 3 pages by machine" in words(shown)


def test_a_portal_of_one_language_without_other_ways_has_no_such_part() -> None:
    assert 'id="languages"' not in report()


def test_other_ways_are_listed_for_the_portal_and_for_a_service_where_its_own_text_names_them() -> None:
    menu = OtherWay(WayToUnderstand.SIGNS, "LSF", f"{HOME}lsf")
    own = OtherWay(WayToUnderstand.EASY, "Version FALC", f"{HOME}falc", own=True)
    pages = [digest(page_id="one", other_ways=(own, menu)), digest(page_id="two", other_ways=(menu,))]
    of_portal = other_ways_of(pages, own=False)
    assert [(way.kind, way.pages, way.own) for way in of_portal] == [("easy", 1, True), ("signs", 2, False)]
    assert [way.text for way in other_ways_of(pages, own=True)] == ["Version FALC"]

    shown = words(section(report(other_ways=[way.model_dump() for way in of_portal]), "languages"))
    assert "Simpler version: Version FALC" in shown
    assert "Sign language: LSF /lsf, named on 2 pages" in shown


def test_pages_that_are_simpler_versions_themselves_are_not_one_though_they_are_called_alike() -> None:
    itself = OtherWay(WayToUnderstand.EASY, "Easy read", "", own=True)
    pages = [digest(page_id=each, url=f"{HOME}{each}", other_ways=(itself,)) for each in ("one", "two")]
    assert [(way.page, way.pages) for way in other_ways_of(pages, own=True)] == [("one", 1), ("two", 1)]


def test_no_more_other_ways_are_listed_than_people_look_through() -> None:
    many = tuple(OtherWay(WayToUnderstand.EASY, "Easy read", f"{HOME}{number}") for number in range(31))
    assert len(other_ways_of([digest(page_id="one", other_ways=many)], own=False)) == 30

"""Services that a page declares in structured data or by attributes."""

import json

import pytest

from auditor.evidence import Head, PageEvidence
from auditor.service import OfferedService
from auditor.services.structured import MAX_OFFERS, NAME_CHARS, offered_services

URL = "https://city.example/s/"


def declared(*scripts: object, dom: str = "") -> list[OfferedService]:
    texts = tuple(each if isinstance(each, str) else json.dumps(each) for each in scripts)
    return list(
        offered_services(PageEvidence(url=URL, head=Head("", "", "", None, None, {}, texts), dom=dom))
    )


NAME = "Register a birth"
BIRTH = OfferedService(NAME, "https://city.example/birth")
RDF_TYPE = "http://purl.org/vocab/cpsv#PublicService"


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "GovernmentService", "name": NAME, "url": "/birth"},
        {"@type": ["Thing", "schema:GovernmentService"], "schema:name": NAME, "schema:url": "/birth"},
        {"@type": "cpsv:PublicService", "dct:title": {"@language": "en", "@value": NAME}, "@id": "/birth"},
        {"@type": [RDF_TYPE], "http://purl.org/dc/terms/title": [{"@value": NAME}], "@id": "/birth"},
        {"@graph": [{"@type": "WebPage"}, {"@type": "PublicService", "name": NAME, "url": "/birth"}]},
    ],
)
def test_json_ld_of_either_vocabulary_is_read(node: object) -> None:
    assert declared(node) == [BIRTH]


@pytest.mark.parametrize(
    "dom",
    [
        f"""<div itemscope itemtype="https://schema.org/GovernmentService">
            <h1 itemprop="name">{NAME}</h1><a itemprop="url" href="/birth">x</a></div>""",
        f"""<div typeof="cpsv:PublicService" resource="/birth"><h1 property="dct:title">{NAME}</h1></div>""",
        f"""<div vocab="https://schema.org/" typeof="GovernmentService">
            <span property="name">{NAME}</span><a property="url" href="/birth">x</a></div>""",
    ],
    ids=["microdata", "RDFa of CPSV-AP", "RDFa of schema.org"],
)
def test_markup_within_the_page_is_read(dom: str) -> None:
    assert declared(dom=f"<html><body>{dom}</body></html>") == [BIRTH]


def test_attributes_of_italian_municipalities_are_read() -> None:
    dom = (
        '<h1 data-element="service-title">Mensa scolastica</h1>'
        '<a data-element="service-link" href="/imu">Pagamento IMU</a>'
        '<a data-element="service-link">no address</a><a data-element="service-link" href="#">no page</a>'
        '<a data-element="news" href="/n">Novità</a>'
    )
    assert declared(dom=dom) == [
        OfferedService("Mensa scolastica", "", marked=True),
        OfferedService("Pagamento IMU", "https://city.example/imu", marked=True),
    ]


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "GovernmentOrganization", "name": "City"},
        {"@type": "Service", "name": "Haircut"},
        {"@type": "WebPage", "isRelatedTo": {"@type": "GovernmentService", "name": "Another"}},
        {"@type": "GovernmentService", "name": ""},
        "not json",
        "[" * 100_000,
    ],
)
def test_other_things_and_broken_ones_declare_nothing(node: object) -> None:
    assert declared(node) == []


def test_related_services_in_rdfa_are_of_other_pages() -> None:
    dom = '<p rel="schema:isRelatedTo" typeof="cpsv:PublicService"><b property="dct:title">Another</b></p>'
    assert declared(dom=dom) == []


@pytest.mark.parametrize("form", ["script", "rdfa", "marks"])
def test_a_forged_page_of_a_hundred_thousand_services_declares_as_many_as_may_be(form: str) -> None:
    many = range(100_000)
    if form == "script":
        offers = declared([{"@type": "GovernmentService", "name": f"s{number}"} for number in many])
    elif form == "rdfa":
        item = '<p typeof="cpsv:PublicService"><b property="dct:title">s{}</b></p>'
        offers = declared(dom="".join(map(item.format, many)))
    else:
        offers = declared(dom="".join(f'<a data-element="service-link" href="/{n}">s{n}</a>' for n in many))
    assert len(offers) == MAX_OFFERS


def test_names_are_cut_and_cleaned_and_stay_text() -> None:
    script = "<script>alert(1)</script>"
    name, long = declared(
        {"@type": "GovernmentService", "name": f"{script}\x1b[31m\n x"},
        {"@type": "GovernmentService", "name": "a" * 10_000},
    )
    assert name.name == f"{script}[31m x"
    assert len(long.name) == NAME_CHARS

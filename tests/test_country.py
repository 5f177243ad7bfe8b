"""The country of a portal whose portal.toml gives none."""

from pathlib import Path

import pytest

from auditor.country import country_of
from auditor.settings import read_settings


@pytest.mark.parametrize(
    ("host", "country"),
    [
        ("www.comune.example.it", "IT"),
        ("www.gov.cy", "CY"),
        ("dsf.dits.gov.cy", "CY"),
        ("www.council.gov.uk", "GB"),
        ("WWW.VILLE.FR:8443", "FR"),
        ("ciudad.gob.ar.", "AR"),
        ("www.gov.co", "CO"),
        ("city.gouv.cd", "CD"),
    ],
)
def test_a_top_level_domain_of_a_country_tells_it(host: str, country: str) -> None:
    assert country_of(f"https://{host}/services/") == country


@pytest.mark.parametrize(
    "host",
    [
        *("www.city.gov", "city.org", "services.city.com", "portal.example", "city.eu", "city.test"),
        *("city.io", "govtech.co", "mygov.me"),  # sold to everybody
        *("127.0.0.1:8000", "[::1]:8000", "localhost", "it"),
    ],
)
def test_what_belongs_to_no_country_tells_none(host: str) -> None:
    assert country_of(f"http://{host}/") is None


def test_what_portal_toml_says_counts_for_more(tmp_path: Path) -> None:
    file = tmp_path / "portal.toml"
    lines = ["[portal]", 'name = "City"', 'url = "https://city.example.it/"', 'country = "SM"']
    file.write_text("\n".join(lines), encoding="utf-8")

    declared = read_settings(str(file))
    assert (declared.country, declared.is_country_inferred) == ("SM", False)

    file.write_text("\n".join(lines[:-1]), encoding="utf-8")
    inferred = read_settings(str(file))
    assert (inferred.country, inferred.is_country_inferred) == ("IT", True)

    served_here = read_settings(str(file), "http://127.0.0.1:8000/")
    assert (served_here.country, served_here.is_country_inferred) == (None, False)

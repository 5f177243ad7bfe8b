"""Reads a directory of ACT test cases: a `testcases.json` in W3C's shape, and the pages that it lists.

Source: https://www.w3.org/WAI/content-assets/wcag-act-rules/testcases.json and the ACT Rules
Format 1.1, https://www.w3.org/TR/act-rules-format-1.1/.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from auditor.errors import AuditorError

LISTING = "testcases.json"

type Expected = Literal["passed", "failed", "inapplicable"]

# `wcag20:1.4.4` is a success criterion of WCAG 2.0, `wcag21:…` and `wcag22:…` of the later versions.
_CRITERION = re.compile(r"wcag2\d:([1-4]\.[1-5]\.[1-9]\d?)")


class ActError(AuditorError):
    """The test cases cannot be read; the message says why, to a person."""


@dataclass(frozen=True, slots=True)
class ActCase:
    """One test case. `path` is that of its page under the directory, `url` where W3C publishes it.

    `criteria` are the success criteria that are not satisfied where the ACT rule fails. `secondary` are those
    that it names as related: they are stricter than the rule or less strict, so that its outcome does
    not decide them (ACT Rules Format 1.1, Secondary Requirements).
    """

    id: str
    title: str
    rule: str
    rule_name: str
    expected: Expected
    path: str
    url: str
    approved: bool
    criteria: tuple[str, ...]
    secondary: tuple[str, ...] = ()


class _Requirement(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)

    for_conformance: bool = False


class _Case(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)

    testcase_id: str
    testcase_title: str = ""
    rule_id: str
    rule_name: str = ""
    rule_accessibility_requirements: Mapping[str, _Requirement] | None = None
    expected: Expected
    relative_path: str
    url: str
    approved: bool = False


class _Listing(BaseModel):
    testcases: tuple[_Case, ...]


def read_cases(folder: Path) -> tuple[ActCase, ...]:
    """Read what a directory of test cases lists, in its order.

    Raises:
        ActError: if there is no list, it has another shape, or a page that it lists is not there.
    """
    file = folder / LISTING
    try:
        listing = _Listing.model_validate_json(file.read_bytes())
    except OSError as error:
        raise ActError(f"{file} cannot be read: {error.strerror}. It lists the test cases.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ActError(f"{file} is no list of ACT test cases: {where}: {first['msg']}") from error
    if not listing.testcases:
        raise ActError(f"{file} lists no test case")
    return tuple(_read(case, folder) for case in listing.testcases)


def _read(case: _Case, folder: Path) -> ActCase:
    path = PurePosixPath(case.relative_path)
    if path.is_absolute() or ".." in path.parts or not (folder / path).is_file():
        raise ActError(f"{folder / LISTING} lists {case.relative_path}, which is not there")
    requirements = case.rule_accessibility_requirements or {}
    conforming = [name for name, requirement in requirements.items() if requirement.for_conformance]
    return ActCase(
        id=case.testcase_id,
        title=case.testcase_title,
        rule=case.rule_id,
        rule_name=case.rule_name,
        expected=case.expected,
        path=str(path),
        url=case.url,
        approved=case.approved,
        criteria=_criteria_among(conforming),
        secondary=_criteria_among(name for name in requirements if name not in conforming),
    )


def _criteria_among(requirements: Iterable[str]) -> tuple[str, ...]:
    return tuple(match[1] for match in map(_CRITERION.fullmatch, requirements) if match)


def chosen(cases: Iterable[ActCase], act_rules: Collection[str]) -> tuple[ActCase, ...]:
    """Give the cases of these ACT rules; all if none is named.

    Raises:
        ActError: if there is no case of one of them.
    """
    cases = tuple(cases)
    if unknown := set(act_rules) - {case.rule for case in cases}:
        raise ActError(f"there is no test case of the ACT rule {min(unknown)}")
    return tuple(case for case in cases if not act_rules or case.rule in act_rules)


def base_path(cases: tuple[ActCase, ...]) -> str:
    """Give the path that the directory has where it is published: pages name their files from there.

    It ends in a slash. Where the cases do not agree on one, it is "/".
    """
    bases = {
        path.removesuffix(case.path) if (path := urlsplit(case.url).path).endswith(f"/{case.path}") else "/"
        for case in cases
    }
    return bases.pop() if len(bases) == 1 else "/"

"""The generated pages of the documentation: the command line, the rules, and the schema of `audit.json`.

`python -m auditor.documents [FOLDER]` writes them anew, into `docs` unless told otherwise.
The same program gives the same text, so that a test can compare.
"""

import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor import audit
from auditor.cli_reference import cli_page
from auditor.registry import all_rules
from auditor.rule import Example, Pillar, RegisteredRule, Scope
from auditor.scoring.weights import standard_weights
from auditor.standard import counts, criterion, standards

EXAMPLE_CHARS = 160  # of an example's HTML; its file has all of it

_ADDRESS = re.compile(r"https?://[^\s,;]+[^\s,;.]")
_RULES_HEAD = """\
# The rules

Written by `make docs` from the rules themselves; change those. `auditor rules` tells the same.

A rule is one file in the folder of its pillar under `rules/`. Its name gives the id (`heavy_page.py` is
`heavy-page`), its docstring what stands here, its examples what must come out on both sides of each limit.
To add one, add a file: nothing is registered by hand. `auditor/rule.py` says what goes into it.

A rule is asked of each page, of each service as a whole, or of the portal as a whole. What the last ones
find is listed once, and counts in every service, because people meet it in each.

Severity gives the weight in the score ([scoring.md](scoring.md)). "Counts" tells under which standards a
failure counts; advice never does. What a rule could not look at is *untested*, what a person has to look
at *cantTell*: neither is ever *passed*.
"""


def documents() -> dict[str, str]:
    """Give the text of each generated page by its file name."""
    return {
        "audit.schema.json": audit_schema(),
        "cli.md": cli_page(),
        "rules.md": rules_page(all_rules().values()),
    }


def audit_schema() -> str:
    """Give the JSON Schema of `audit.json`."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"audit.json, version {audit.SCHEMA_VERSION}",
        "description": " ".join(inspect.cleandoc(audit.__doc__ or "").split()),
    }
    body = audit.Audit.model_json_schema(mode="serialization", by_alias=True)
    return json.dumps(head | body | head, indent=2, ensure_ascii=False) + "\n"


def rules_page(rules: Iterable[RegisteredRule]) -> str:
    """Give the catalogue of rules by pillar: those with a file in full, those of a table in a table."""
    rules = list(rules)
    parts = [_RULES_HEAD]
    for pillar in Pillar:
        own = [each for each in rules if each.pillar is pillar]
        parts.append(f"## {pillar.value.capitalize()}\n")
        parts += [_section(each) for each in own if each.rule.documentation is None]
        if listed := [each for each in own if each.rule.documentation is not None]:
            parts.append(_table(listed))
    return "\n".join(parts)


def _section(registered: RegisteredRule) -> str:
    rule, said = registered.rule, registered.documentation
    facts = [
        ("Severity", f"{rule.severity} (weight {standard_weights().severity[rule.severity]:g})"),
        ("Asked of", "the portal" if rule.scope is Scope.PORTAL else f"each {rule.scope}"),
        ("Criteria", "; ".join(f"{number} {criterion(number).name}" for number in rule.criteria)),
        ("ACT rules", ", ".join(rule.act_rules)),
        ("Counts", _counts(registered)),
        ("Dimension", rule.dimension),
        ("Groups", ", ".join(rule.groups)),
        ("Needs", ", ".join(f"`{part}`" for part in rule.needs)),
    ]
    lines = [
        f"### `{registered.id}`",
        f"**{_escaped(rule.title)}.** {_escaped(said.requirement)}",
        f"*Why it matters*: {_escaped(said.why)}",
        f"*How to fix it*: {_escaped(said.fix)}",
        f"*Source*: {_escaped(said.source)}",
        "\n".join(f"- {name}: {_escaped(value)}" for name, value in facts if value),
        "Examples:",
        "\n".join(_example(example) for example in rule.examples),
    ]
    return "\n\n".join(lines) + "\n"


def _example(example: Example) -> str:
    line = f"- {_escaped(example.name)}: {example.expected.verdict}"
    if not isinstance(example.given, str):
        return line
    html = " ".join(example.given.split())
    shown = html if len(html) <= EXAMPLE_CHARS else f"{html[:EXAMPLE_CHARS]}…"
    return f"{line}, `` {shown} ``"


def _table(listed: Iterable[RegisteredRule]) -> str:
    rows = [
        "These are axe-core's and no files of their own: each is a line of a table, and links to axe's",
        "description. `auditor rules ID` tells why it matters and how to fix it.\n",
        "| rule | what is wrong | severity | criteria | counts |",
        "|---|---|---|---|---|",
    ]
    rows += ["| " + " | ".join(cell.replace("|", "\\|") for cell in _row(each)) + " |" for each in listed]
    return "\n".join(rows) + "\n"


def _row(registered: RegisteredRule) -> Iterator[str]:
    address = _ADDRESS.search(registered.documentation.source)
    yield f"[{registered.id}]({address[0]})" if address else registered.id
    yield _escaped(registered.rule.title)
    yield registered.rule.severity
    yield ", ".join(registered.rule.criteria)
    yield _counts(registered)


def _counts(registered: RegisteredRule) -> str:
    """Name the standards under which a rule's failures count."""
    under = [standard.id for standard in standards().values() if counts(registered, standard)]
    if not under:
        return "never: advice" if registered.rule.advice else "under none of the standards"
    return "always" if len(under) == len(standards()) else ", ".join(under)


def _escaped(text: str) -> str:
    """Keep Markdown from reading an element's name as an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def main(folder: Path) -> None:
    """Write every generated page into a folder."""
    for name, text in documents().items():
        folder.joinpath(name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(*sys.argv[1:] or ["docs"]))

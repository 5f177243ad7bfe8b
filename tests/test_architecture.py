"""The house keeps its walls: who may import whom, read from the source."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from itertools import accumulate
from pathlib import Path

import pytest

from auditor.registry import all_formats, all_rules
from auditor.rule import Pillar

REPOSITORY = Path(__file__).parents[1]

# A module imports only from lines above its own; a package stands for all its modules, which
# may import each other. A new module gets its place here.
LAYERS = (
    (
        "auditor.version", "auditor.errors", "auditor.exits", "auditor.outcome", "auditor.evidence",
        "auditor.country", "auditor.observer", "auditor.urls", "auditor.toml", "auditor.machine.fonts",
        "auditor.machine.processes", "auditor.page.html_tree",
        "auditor.result.model", "auditor.secret.redaction",
    ),
    ("auditor", "auditor.archived", "auditor.locale", "auditor.reporting.marks"),
    (
        "auditor.files", "auditor.gate.precision", "auditor.reporting.review_sheet", "auditor.result",
        "auditor.secret.masking", "auditor.settings.access", "auditor.settings.gating",
        "auditor.settings.weighing",
    ),
    ("auditor.cost", "auditor.settings.journey"),
    ("auditor.settings", "auditor.service"),
    ("auditor.secret", "auditor.portal", "auditor.toml.rows"),
    ("auditor.journey",),
    ("auditor.axe", "auditor.channels", "auditor.page", "auditor.statement", "auditor.text"),
    (
        "auditor.burden", "auditor.deadends", "auditor.page.required_fields", "auditor.page.unscripted",
        "auditor.translation", "auditor.understanding",
    ),
    ("auditor.rule",),
    ("auditor.standard", "auditor.examples", "auditor.page.sparing"),
    ("auditor.rules",),
    ("auditor.cause",),
    ("auditor.judge",),
    ("auditor.crawl", "auditor.scoring"),
    ("auditor.services",),
    ("auditor.sampling",),
    ("auditor.audit",),
    ("auditor.review.about",),
    ("auditor.conversion", "auditor.reporting", "auditor.review.questions"),
    ("auditor.reports", "auditor.registry"),
    ("auditor.store", "auditor.visit"),
    ("auditor.output",),
    ("auditor.machine", "auditor.parameters", "auditor.terminal.tables"),
    ("auditor.terminal", "auditor.tries"),
    ("auditor.review",),
    ("auditor.run",),
    ("auditor.act", "auditor.gate", "auditor.review.command", "auditor.writing"),
    ("auditor.in_tests",),
    ("auditor.pytest_plugin",),
    ("auditor.retest",),
    ("auditor.cli",),
    ("auditor.__main__", "auditor.cli_reference"),
    ("auditor.catalogues", "auditor.documents", "auditor.settings.__main__"),
)  # fmt: skip
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}

# Import packages by the folder of the repository that holds them.
SOURCES = {"auditor": "auditor", "rules": "auditor.rules", "reports": "auditor.reports"}
FOLDERS = (*SOURCES, "tests", "bench", "fixtures")

BROWSER_LIBRARIES = {"playwright", "selenium", "axe_selenium_python"}
OUTSIDE_WORLD = BROWSER_LIBRARIES | {
    "aiohttp", "alembic", "httpx", "requests", "socket", "sqlalchemy", "sqlite3", "subprocess",
    "urllib.request",
}  # fmt: skip
HEAVY = {
    "alembic", "babel", "bs4", "extruct", "httpx", "jinja2", "lxml", "nltk", "numpy", "openpyxl",
    "phonenumbers", "pikepdf", "playwright", "py3langid", "pypdfium2", "pyphen", "rdflib", "selenium",
    "sentencex", "sqlalchemy", "textstat",
}  # fmt: skip


def module_name(path: Path) -> str:
    """The dotted name under which Python imports a file of the repository."""
    folder, *rest = path.relative_to(REPOSITORY).with_suffix("").parts
    parts = [SOURCES.get(folder, folder), *rest]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def source_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (REPOSITORY / folder).rglob("*.py"))


MODULES = {module_name(path): path for path in source_files(*SOURCES)}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules that a file imports, anywhere in it, by their absolute names."""
    return frozenset(name for node in ast.walk(tree(path)) for name in _imported_by(node, path))


def _imported_by(node: ast.AST, path: Path) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = module_name(path.parent / "__init__.py").split(".")
        above = package[: len(package) - node.level + 1] if node.level else []
        base = ".".join([*above, *filter(None, [node.module])])
        for alias in node.names:
            inner = f"{base}.{alias.name}"
            yield inner if inner in MODULES else base


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def layer(module: str) -> str | None:
    """The name in LAYERS that a module belongs to."""
    names = [name for name in RANKS if name == module or (name != "auditor" and within(module, name))]
    return max(names, key=len, default=None)


def relative(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def test_every_module_has_a_layer() -> None:
    assert [module for module in MODULES if layer(module) is None] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_layers_before_its_own(module: str) -> None:
    own = layer(module)
    assert own is not None
    theirs = {name: layer(name) for name in imported(MODULES[module]) if within(name, "auditor")}
    wrong = [
        name
        for name, other in theirs.items()
        if other is None or (other != own and RANKS[other] >= RANKS[own])
    ]
    assert wrong == []


def test_any_module_may_be_imported_first() -> None:
    """Python runs the packages that hold a module before the module: none of them may wait for it."""
    waits: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        names = {name for node in tree(path).body for name in _imported_by(node, path) if name in MODULES}
        for name in names:
            *above, _ = accumulate(name.split("."), "{}.{}".format)
            names = names.union(above)
        waits[module] = {name for name in names if not within(module, name)}
    TopologicalSorter(waits).prepare()  # CycleError names those that wait for each other


@pytest.mark.parametrize("path", source_files(*SOURCES), ids=relative)
def test_only_a_visit_knows_browser_libraries(path: Path) -> None:
    if not within(module_name(path), "auditor.visit"):
        assert {name.partition(".")[0] for name in imported(path)} & BROWSER_LIBRARIES == set()


@pytest.mark.parametrize("path", source_files("auditor/cli"), ids=relative)
def test_a_command_holds_no_loop(path: Path) -> None:
    """It parses, calls, exits."""
    commands = [node for node in tree(path).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    inner = (node for command in commands for node in ast.walk(command))
    assert [node.lineno for node in inner if isinstance(node, ast.For | ast.While)] == []


@pytest.mark.parametrize("path", source_files("rules", "reports"), ids=relative)
def test_rules_and_reports_reach_nothing_outside(path: Path) -> None:
    wrong = [name for name in imported(path) if any(within(name, other) for other in OUTSIDE_WORLD)]
    assert wrong == []


@pytest.mark.parametrize("path", source_files(*FOLDERS), ids=relative)
def test_rules_and_reports_are_imported_by_nobody(path: Path) -> None:
    """What rules share lies in auditor/; `import rules` would make second copies of the classes.

    What only reports share may lie beside them, in files whose names begin with `_`.
    """
    packages = ("rules", "reports", "auditor.rules", "auditor.reports")
    wrong = {name for name in imported(path) if any(within(name, package) for package in packages)}
    if within(module_name(path), "auditor.reports"):
        wrong = {name for name in wrong if not name.startswith("auditor.reports._")}
    assert wrong == set()


@pytest.mark.parametrize("path", source_files("auditor"), ids=relative)
def test_only_the_registry_names_rules_and_reports(path: Path) -> None:
    texts = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}
    named = {
        text
        for text in texts
        if isinstance(text, str) and (within(text, "auditor.rules") or within(text, "auditor.reports"))
    }
    expected = {"auditor.rules", "auditor.reports"} if relative(path) == "auditor/registry.py" else set()
    assert named == expected


def files_that_define(name: str, folder: str) -> list[Path]:
    """The public modules of a folder that assign `name` at their top."""
    return [
        path
        for path in source_files(folder)
        if not path.name.startswith("_")
        for node in tree(path).body
        for target in (node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)])
        if isinstance(target, ast.Name) and target.id == name
    ]


def test_a_rule_is_named_by_its_file_and_its_pillar_by_the_folder() -> None:
    expected = {
        path.stem.replace("_", "-"): path.parent.name
        for pillar in Pillar
        for path in files_that_define("RULE", f"rules/{pillar}")
    }
    found = {rule.id: str(rule.pillar) for rule in all_rules().values() if not rule.id.startswith("axe/")}
    assert found == expected


def test_every_public_file_of_a_pillar_is_a_rule() -> None:
    public = {path for path in source_files("rules") if not path.name.startswith("_")}
    assert public == {*files_that_define("RULE", "rules"), *files_that_define("RULES", "rules")}
    assert {path.parent.name for path in public} <= set(Pillar)


def test_a_format_is_named_by_its_file() -> None:
    expected = {path.stem.replace("_", "-") for path in files_that_define("FORMAT", "reports")}
    assert set(all_formats()) == expected


@pytest.mark.parametrize("module", ["auditor.cli", "auditor.machine.doctor", "auditor.registry"])
def test_heavy_libraries_load_only_when_used(module: str) -> None:
    """`auditor --help` answers in 0.3 s."""
    program = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert {name.partition(".")[0] for name in json.loads(answer.stdout)} & HEAVY == set()

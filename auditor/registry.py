"""Finds rules and report formats by looking into their folders; nothing is registered by hand."""

import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType, ModuleType

from auditor.reporting.format import Format
from auditor.rule import Documentation, Pillar, RegisteredRule, Rule

RULES_PACKAGE = "auditor.rules"
REPORTS_PACKAGE = "auditor.reports"

_HEADINGS = {"why": "Why it matters:", "fix": "How to fix it:", "source": "Source:"}


class RegistryError(Exception):
    """A rule or a report is not built as the contract says."""


@cache
def all_rules() -> Mapping[str, RegisteredRule]:
    """Every rule by id, sorted by id.

    Raises:
        RegistryError: if a rule module lacks its rule or part of its docstring, or an id is taken twice.
    """
    rules: dict[str, RegisteredRule] = {}
    for pillar in Pillar:
        for module in _modules(f"{RULES_PACKAGE}.{pillar}"):
            for registered in _rules_of(module, pillar):
                if registered.id in rules:
                    raise RegistryError(f"two rules have the id {registered.id!r}")
                rules[registered.id] = registered
    return MappingProxyType(dict(sorted(rules.items())))


@cache
def all_formats() -> Mapping[str, Format]:
    """Every report format by name, sorted by name."""
    formats: dict[str, Format] = {}
    for module in _modules(REPORTS_PACKAGE):
        if not isinstance(getattr(module, "FORMAT", None), Format):
            raise RegistryError(f"{module.__name__} has no FORMAT")
        formats[_stem(module).replace("_", "-")] = module.FORMAT
    return MappingProxyType(dict(sorted(formats.items())))


def _modules(package_name: str) -> Iterator[ModuleType]:
    package = import_module(package_name)
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        if not found.name.startswith("_"):
            yield import_module(f"{package_name}.{found.name}")


def _rules_of(module: ModuleType, pillar: Pillar) -> Iterator[RegisteredRule]:
    if isinstance(getattr(module, "RULE", None), Rule):
        rule_id = _stem(module).replace("_", "-")
        yield RegisteredRule(rule_id, pillar, module.RULE, documentation_of(module))
        return
    if not hasattr(module, "RULES"):
        raise RegistryError(f"{module.__name__} has neither RULE nor RULES")
    for rule_id, (routed, rule) in module.RULES.items():
        if rule.documentation is None:
            raise RegistryError(f"{module.__name__}: {rule_id} has no documentation")
        yield RegisteredRule(rule_id, routed, rule, rule.documentation)


def documentation_of(module: ModuleType) -> Documentation:
    """Read the parts of a rule's docstring.

    Raises:
        RegistryError: naming the heading that is missing or empty.
    """
    text = inspect.cleandoc(module.__doc__ or "")
    pattern = "|".join(re.escape(heading) for heading in _HEADINGS.values())
    pieces = re.split(f"({pattern})", text)
    said = {"requirement": pieces[0]} | dict(zip(pieces[1::2], pieces[2::2], strict=True))
    parts = {"requirement": _one_line(said["requirement"])}
    parts |= {part: _one_line(said.get(heading, "")) for part, heading in _HEADINGS.items()}
    for part, words in parts.items():
        if not words:
            raise RegistryError(
                f"{module.__name__}: its docstring lacks {_HEADINGS.get(part, 'a first sentence')!r}"
            )
    return Documentation(**parts)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _stem(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]

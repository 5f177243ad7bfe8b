"""Gathers all messages of the program, and brings the catalogues up to date with them.

`python -m auditor.catalogues` writes `auditor/locale/auditor.pot` and merges it into each catalogue;
`python -m auditor.catalogues check [LANGUAGE...]` says what is wrong with catalogues, and what they lack.
It needs the repository: installed packages are made from it.
"""

import ast
import io
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from importlib import import_module
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from auditor.cost.networks import DEVICES, NETWORKS
from auditor.locale.catalogue import (
    CHECKED,
    DOMAIN,
    FOLDER,
    SOURCE,
    catalogue_file,
    languages,
    read_language,
)
from auditor.locale.sentences import SENTENCE
from auditor.locale.speaking import gettext, speaking
from auditor.page.text_loss import Wording
from auditor.registry import REPORTS_PACKAGE, RULES_PACKAGE, all_rules
from auditor.reporting.review_sheet import Given, Key
from auditor.standard import standards

REPOSITORY = Path(__file__).parents[1]
SOURCES = {"auditor": "auditor", "rules": RULES_PACKAGE, "reports": REPORTS_PACKAGE}  # packages by folder
TEMPLATES = REPOSITORY / "reports" / "templates"
PHRASES = REPOSITORY / "rules" / "accessibility" / "axe_phrases.toml"
TEMPLATE_FILE = FOLDER / f"{DOMAIN}.pot"

_HEADER = """\
# Messages of Inclusion Auditor. `make catalogues` writes this file.
# How to translate: docs/languages.md.
#"""
_FUNCTIONS = {"map", "str", "join", "sorted", "len", "replace", "type"}
_SAYS = re.compile(
    r"\b(n?gettext|pgettext|marked|finished|Failed|CantTell|Untested|judge_\w+|Wording|Column)\(|\b_\("
)
_OUTCOMES = {"Failed": "", "CantTell": "", "Untested": SENTENCE}  # the context of their first argument
_SAID = {"gettext", "_", "marked", "Column", "Table"}
_JINJA = {
    "extensions": "jinja2.ext.i18n", "trimmed": "true", "newstyle_gettext": "true",
    "trim_blocks": "true", "lstrip_blocks": "true",
}  # fmt: skip
# Where templates of messages are handed on: those who hand them on mark them.
_HANDED_ON = {
    "auditor/channels/judging.py", "auditor/deadends/judging.py", "auditor/outcome.py",
    "auditor/page/sparing.py", "auditor/page/text_loss.py", "auditor/page/wide_layout.py",
    "rules/accessibility/axe.py",
}  # fmt: skip
SHEET_CHARS = 31  # of the name of a sheet in a workbook
_PERCENT = re.compile(r"%\((\w+)\)s")
_HOLE = re.compile(r"\{[a-z]\w*\}")
_BRACES = re.compile(r"\{(\w*)\}")
_TAG = re.compile(r"</?[a-z0-9]+[^>]*>")


class ExtractionError(Exception):
    """The source hands on a message that cannot be told by reading it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A message, where it stands, and in which context; `many` is its plural."""

    message: str
    place: str
    context: str = ""
    many: str = ""
    note: str = ""


def messages() -> Iterator[Found]:
    """Give every message of the program: of its code, its templates, its rules and what it says of axe's."""
    for folder, package in SOURCES.items():
        for file in sorted((REPOSITORY / folder).rglob("*.py")):
            yield from _of_code(file, folder, package)
    yield from _of_templates()
    yield from _of_rules()
    yield from _of_phrases()
    yield from _of_tables()


def template() -> Catalog:
    """Give the catalogue of all messages, without translations."""
    catalogue = Catalog(domain=DOMAIN, project="Inclusion Auditor", charset="utf-8", header_comment=_HEADER)
    for found in sorted(messages(), key=lambda found: found.place):
        catalogue.add(
            (found.message, found.many) if found.many else found.message,
            locations=[(found.place, 0)],
            context=found.context or None,
            auto_comments=[found.note] if found.note else [],
        )
    return catalogue


def template_text() -> str:
    """Give the text of the template of catalogues; the same program gives the same text."""
    return text_of(template())


def text_of(catalogue: Catalog) -> str:
    """Give the text of a catalogue, without what differs from run to run."""
    file = io.BytesIO()
    write_po(file, catalogue, width=0, include_lineno=False, ignore_obsolete=True)
    # When it was made says nothing that git does not say, and would change with every run.
    lines = file.getvalue().decode().splitlines()
    dropped = ('"POT-Creation-Date:', '"PO-Revision-Date:', '"Generated-By:', '"Report-Msgid', '"Last-Transl')
    return "\n".join(line for line in lines if not line.startswith(dropped)).rstrip() + "\n"


def merged(code: str) -> str:
    """Give the text of a language's catalogue with all messages, and the translations that it has."""
    file = catalogue_file(code)
    with file.open(encoding="utf-8") as opened:
        catalogue = read_po(opened, locale=code)
    catalogue.update(template(), no_fuzzy_matching=True, update_header_comment=True)
    catalogue.fuzzy = False
    # Babel keeps no header that it does not know.
    checked = CHECKED if CHECKED in file.read_text(encoding="utf-8") else ""
    return text_of(catalogue).replace('"MIME-Version:', f'{checked}"MIME-Version:', 1)


# What the code says.


def _of_code(file: Path, folder: str, package: str) -> Iterator[Found]:
    place = file.relative_to(REPOSITORY).as_posix()
    source = file.read_text(encoding="utf-8")
    if folder != "rules" and not _SAYS.search(source):
        return
    tree = ast.parse(source)
    dotted = ".".join([package, *file.relative_to(REPOSITORY / folder).with_suffix("").parts])
    reader = Reader(dotted.removesuffix(".__init__"), place, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            yield from reader.call(node, node.func.id)
    if folder == "rules" or place in _HANDED_ON:
        yield from reader.constants()


@dataclass
class Reader:
    """Tells which messages the calls of a module may hand on."""

    name: str
    place: str
    tree: ast.Module

    @cached_property
    def module(self) -> ModuleType:
        """The module itself, for the values of its constants."""
        return import_module(self.name)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """What each part of the source stands in."""
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def constants(self) -> Iterator[Found]:
        """Give the templates that are constants of a rule, to whatever makes an outcome of them."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from self._template(node.value)
        for node in self.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else ()
            for name in (target.id for target in targets if isinstance(target, ast.Name)):
                for text in _texts_in(getattr(self.module, name)):
                    yield from self._template(text)

    def _template(self, text: str) -> Iterator[Found]:
        if text.startswith(". "):  # what follows a statement
            yield Found(text.removeprefix(". "), self.place)
        elif _is_template(text):
            yield Found(text, self.place)

    def call(self, node: ast.Call, name: str) -> Iterator[Found]:
        """Give the messages that a call of this name hands on."""
        if name in _SAID:
            # What is no constant here was marked where it is one.
            constant = name == "marked"
            texts = self._texts(node.args[0], node) if constant else self._read(node.args[0], holes=False)
            yield from (Found(text, self.place) for text in texts or ())
        elif name.startswith("judge_"):
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield Found(given.value, self.place, SENTENCE)
        elif name == "ngettext":
            one, many = (self._texts(each, node)[0] for each in node.args[:2])
            yield Found(one, self.place, many=many)
        elif name == "pgettext":
            context, text = (self._texts(each, node)[0] for each in node.args[:2])
            yield Found(text, self.place, context)
        elif name == "finished":
            yield from (
                Found(text, self.place, SENTENCE) for text in self._texts(node.args[0], node, holes=True)
            )
        elif name in _OUTCOMES and self.place not in _HANDED_ON:
            yield from self._outcome(node, name)

    def _outcome(self, node: ast.Call, name: str) -> Iterator[Found]:
        for text in self._texts(node.args[0], node, holes=name == "Untested"):
            yield Found(text, self.place, _OUTCOMES[name])
        for given in node.keywords:  # words of ours among its values
            words = self._read(given.value, holes=False) if given.arg != "at" else ()
            yield from (Found(text, self.place, SENTENCE) for text in words or () if text.strip())

    def _texts(self, expression: ast.expr, call: ast.Call, *, holes: bool = False) -> list[str]:
        found = self._read(expression, holes=holes)
        if found is None and self.place.startswith("rules/"):
            return []  # one of the rule's constants, all of which are messages
        if found is None:
            raise ExtractionError(
                f"{self.place}:{call.lineno}: which message {ast.unparse(expression)!r} is cannot be told: "
                "make it a constant, or mark those that it may be by marked()"
            )
        return [text for text in dict.fromkeys(found) if text.strip()]

    def _read(self, node: ast.expr, *, holes: bool) -> list[str] | None:  # noqa: C901, PLR0911  a case for each form
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.Name(id=name):
                return self._named(node, name, holes=holes)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._together([left, right], holes=holes)
            case ast.IfExp(body=one, orelse=other):
                return self._any([one, other], holes=holes)
            case ast.BoolOp(values=values):
                return self._any(values, holes=holes)
            case ast.JoinedStr(values=values):
                return self._together(values, holes=holes)
            case ast.FormattedValue(value=value):
                told = self._read(value, holes=False)
                return told if told is not None or not holes else [f"{{{_hole(value)}}}"]
            case ast.Subscript(value=ast.Name(id=name)):
                return [*_texts_in(getattr(self.module, name, None))] or None
            case ast.Call(func=ast.Name(id="marked" | "finished"), args=[inner, *_]):
                return self._read(inner, holes=holes)
            case ast.Call(func=ast.Attribute(value=inner, attr="format")):
                return self._read(inner, holes=holes)
        return None

    def _named(self, node: ast.expr, name: str, *, holes: bool) -> list[str] | None:
        scope: ast.AST = node
        while scope in self.parents and not isinstance(scope, ast.FunctionDef):
            scope = self.parents[scope]
        if isinstance(scope, ast.FunctionDef):
            assigned = [
                each.value
                for each in ast.walk(scope)
                if isinstance(each, ast.Assign)
                and any(isinstance(target, ast.Name) and target.id == name for target in each.targets)
            ]
            if assigned:
                return self._any(assigned, holes=holes)
        value = getattr(self.module, name, None)
        return [value] if isinstance(value, str) else None

    def _any(self, nodes: Iterable[ast.expr], *, holes: bool) -> list[str] | None:
        found = [self._read(node, holes=holes) for node in nodes]
        if any(each is None for each in found):
            return None
        return [text for each in found for text in each or ()]

    def _together(self, nodes: Iterable[ast.expr], *, holes: bool) -> list[str] | None:
        found = [self._read(node, holes=holes) for node in nodes]
        if any(each is None for each in found):
            return None
        return [_with_own_names("".join(parts)) for parts in product(*(each or () for each in found))]


def _is_template(text: str) -> bool:
    """Tell a message from markup, patterns and texts without values, which examples are full of."""
    return bool(_HOLE.search(text)) and " " in text and text[0] not in ",;:" and not set("<\\\n") & set(text)


def _texts_in(value: object) -> Iterator[str]:
    """Give the texts of a constant: itself, those of a table, those of a group of wordings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts_in(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts_in(each)
    elif isinstance(value, Wording):
        yield from (getattr(value, each.name) for each in fields(value))


def _with_own_names(text: str) -> str:
    """Number the holes of one name, so that each value can be told."""
    seen: Counter[str] = Counter()

    def named(hole: re.Match[str]) -> str:
        seen[hole[1]] += 1
        return hole[0] if seen[hole[1]] == 1 else f"{{{hole[1]}_{seen[hole[1]]}}}"

    return _BRACES.sub(named, text)


def _hole(value: ast.expr) -> str:
    """Name what stands in a finished sentence, for whoever translates it."""
    names = [node.id for node in ast.walk(value) if isinstance(node, ast.Name)]
    names += [node.attr for node in ast.walk(value) if isinstance(node, ast.Attribute)]
    told = [name.strip("_") for name in names if name.islower() and name not in _FUNCTIONS]
    return told[-1] if told else "value"


# What else says something.


def _of_templates() -> Iterator[Found]:
    for file in sorted(TEMPLATES.glob("*.html")):
        place = file.relative_to(REPOSITORY).as_posix()
        with file.open("rb") as opened:
            for _, function, found, _ in babel_extract(
                opened, ["_", "gettext", "in_attribute", "ngettext"], (), _JINJA
            ):
                parts = found if isinstance(found, tuple) else (found,)
                if parts[0] is None:
                    continue  # what is no constant was marked where it is one
                if function == "ngettext":
                    yield Found(parts[0], place, many=parts[1] or "")
                else:
                    yield Found(parts[0], place)


def _of_rules() -> Iterator[Found]:
    for rule in all_rules().values():
        where = f"rules/{rule.pillar}/{rule.id.replace('-', '_')}.py"
        if rule.id.startswith("axe/"):
            where = "rules/accessibility/axe_words.toml"
        words = rule.documentation
        yield Found(rule.rule.title, where, note=f"{rule.id}: title")
        if not rule.id.startswith("axe/"):
            yield Found(words.requirement, where, note=f"{rule.id}: requirement")
        yield Found(words.why, where, note=f"{rule.id}: why it matters")
        yield Found(words.fix, where, note=f"{rule.id}: how to fix it")


def _of_phrases() -> Iterator[Found]:
    place = PHRASES.relative_to(REPOSITORY).as_posix()
    for phrase in tomllib.loads(PHRASES.read_text(encoding="utf-8"))["phrase"]:
        if phrase.get("lacks"):
            yield Found(f"no {phrase['lacks']}", place)
        elif phrase.get("says"):
            yield Found(phrase["says"], place)


def _of_tables() -> Iterator[Found]:
    """Give the names that reports take from tables."""
    for name in [each.name for each in NETWORKS.values()] + [each.name for each in DEVICES.values()]:
        yield Found(name, "auditor/cost/networks.toml", SENTENCE)
    for standard in standards().values():
        yield Found(standard.name, "auditor/standard.py", SENTENCE)
    for state in ("used", "unused", "expired"):  # of suppressions
        yield Found(state, "auditor/result/gate.py")


# Whether a catalogue is right.


def faults(code: str, source: Catalog | None = None) -> Iterator[str]:
    """Say what is wrong with a language's catalogue: what would break a report, and what is not there."""
    with catalogue_file(code).open(encoding="utf-8") as file:
        catalogue = read_po(file, locale=code)
    known = source or template()
    missing = 0
    for message in known:
        if not message.id:
            continue
        own = catalogue.get(message.id, message.context)
        if own is None:
            yield f"lacks the message {_brief(message)}: run make catalogues"
        elif own.fuzzy or not _strings(own)[0]:
            missing += 1
        else:
            yield from wrong(own, catalogue.num_plurals)
    yield from _same_headings(code)
    if missing:
        yield f"{missing} messages have no translation"


def _same_headings(code: str) -> Iterator[str]:
    """Say which headings of columns that are read back cannot be told apart."""
    with speaking(read_language(catalogue_file(code))):
        for headings in ((*Given, *Key, "Question", "Markup"), ("To review", "Criteria")):
            said = Counter(str(gettext(each)) for each in headings)
            yield from (f"several columns or sheets are called {each!r}" for each in said if said[each] > 1)
        for sheet in ("About", "Findings", "Causes", "Pages", "Services", "To review", "Criteria"):
            name = gettext(sheet)
            if len(name) > SHEET_CHARS or re.search(r"[\[\]:*?/\\]", name):
                yield f"no sheet can be called {name!r}: at most {SHEET_CHARS} characters, without []:*?/\\"


def wrong(message: Message, forms: int) -> Iterator[str]:
    """Say what is wrong with a translation into a language of so many plural forms."""
    sources, said = _ids(message), _strings(message)
    if message.pluralizable and (len(said) != forms or not all(said)):
        yield f"{_brief(message)}: has {len(list(filter(None, said)))} plural forms instead of {forms}"
    for words in said:
        for pattern, what in ((_PERCENT, "placeholders"), (_BRACES, "placeholders"), (_TAG, "markup")):
            expected = [sorted(set(pattern.findall(source))) for source in sources]
            if words and sorted(set(pattern.findall(words))) not in expected:
                yield f"{_brief(message)}: its {what} differ: {words!r}"
        if _PERCENT.search(sources[0]) and words.replace("%%", "").count("%") != len(_PERCENT.findall(words)):
            yield f"{_brief(message)}: a % stands alone; write %%: {words!r}"
        if words != words.strip() and sources[0] == sources[0].strip():
            yield f"{_brief(message)}: begins or ends with a space: {words!r}"


def _ids(message: Message) -> Sequence[str]:
    return message.id if isinstance(message.id, (tuple, list)) else (message.id,)


def _strings(message: Message) -> Sequence[str]:
    said = message.string
    return [each or "" for each in (said if isinstance(said, (tuple, list)) else (said,))]


def _brief(message: Message) -> str:
    return repr(_ids(message)[0][:70])


def main(arguments: Sequence[str]) -> int:
    """Write the template and the catalogues, or say what is wrong with some."""
    if arguments[:1] == ["check"]:
        source: Any = template()
        found = [
            f"{code}: {fault}" for code in arguments[1:] or languages()[1:] for fault in faults(code, source)
        ]
        print("\n".join(found or ["nothing is wrong"]))  # noqa: T201  the command's answer
        return bool(found)
    TEMPLATE_FILE.write_text(template_text(), encoding="utf-8")
    for code in languages():
        if code != SOURCE:
            catalogue_file(code).write_text(merged(code), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

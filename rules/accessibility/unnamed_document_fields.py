"""Each field of a document's form must have words that say what belongs into it.

Why it matters: who fills in a form by ear hears the name of a field and nothing around it. "Edit,
undefined 17" does not tell whether the name or the income is asked for.

How to fix it: give each field a tooltip with the words that stand beside it (Adobe Acrobat: Prepare Form,
Properties, General; LibreOffice: Control Properties, Help text). Or offer the form as a web page.

Source: W3C, Techniques for WCAG 2.2, PDF10 and PDF12, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF12;
EN 301 549 V3.2.1, clauses 10.3.3.2 and 10.4.1.2.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentField
from auditor.examples import document
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.page.document_findings import some_of
from auditor.rule import Dimension, Example, Group, Rule, Severity

NAMED_FIELDS = 5
LEAST_LETTERS = 3  # of a name that may tell anything, in Latin letters

# Names that programs give to fields, without their numbers: Adobe Acrobat, LiveCycle, LibreOffice, and what
# converts other forms, in English, German, French, Spanish and Italian.
_GENERATED_NAMES = """
text textbox textfield textinput edit field formfield input fill undefined untitled untitledfield unnamed
check checkbox box option radio radiobutton button pushbutton group list listbox combobox combo dropdown
dropdownlist datefield numericfield imagefield row col cell page form subform
textfeld kontrollkästchen kombinationsfeld optionsfeld listenfeld schaltfläche gruppe feld
champ zonedetexte champdetexte casàcocher caseàcocher casacocher listedéroulante bouton groupe
campo campodetexto casilla casilladeverificación casillaverificación grupo botón listadesplegable texto
casella caselladitesto caselladicontrollo casellacombinata gruppo pulsante testo
"""
_GENERATED = frozenset(_GENERATED_NAMES.split())
_INDEX = re.compile(r"\[\d+\]")
_LETTERS = re.compile(r"[^\W\d_]+")


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at what is read out for each field: its tooltip, or, for want of one, its name in the file."""
    facts = page.document
    fields = facts.fields if facts is not None else None
    if not fields:
        return
    unnamed = [field for field in fields if not field.label]
    nameless = [field for field in unnamed if _is_generated(field.name)]
    unsure = [field for field in unnamed if field not in nameless]
    if len(unnamed) < len(fields):
        yield Passed(len(fields) - len(unnamed))
    yield from some_of(
        Failed,
        "{count} of {all} fields have no words that say what belongs there, only names such as {names}",
        nameless,
        fields,
        names=_names(nameless),
    )
    yield from some_of(
        CantTell,
        "{count} of {all} fields have no tooltip, only a name in the file: {names}. Do these tell it?",
        unsure,
        fields,
        names=_names(unsure),
    )


def _is_generated(name: str) -> bool:
    """Whether a program made up a name, or it is too short to tell anything."""
    last = _INDEX.sub("", name).rpartition(".")[2]
    letters = "".join(_LETTERS.findall(last)).lower()
    return letters in _GENERATED or (len(letters) < LEAST_LETTERS and letters.isascii())


def _names(fields: list[DocumentField]) -> str:
    names = ", ".join(field.name or "none" for field in fields[:NAMED_FIELDS])
    return names + (", …" if len(fields) > NAMED_FIELDS else "")


def _field(name: str, label: str = "") -> DocumentField:
    return DocumentField("text", name, label)


RULE = Rule(
    title="Field of a document has no name",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    criteria=("3.3.2", "4.1.2"),
    needs=("document",),
    check=check,
    examples=(
        Example("a tooltip", document(fields=(_field("Text1", "Name of the child"),)), Passed),
        Example("no tooltip, and a made-up name", document(fields=(_field("Text1"),)), Failed),
        Example(
            "a name made by another program", document(fields=(_field("form[0].Page1[0].f1_01[0]"),)), Failed
        ),
        Example("a made-up name in French", document(fields=(_field("Case à cocher3"),)), Failed),
        Example("a short name in Chinese", document(fields=(_field("姓名"),)), CantTell),
        Example("no name at all", document(fields=(_field(""),)), Failed),
        Example(
            "no tooltip, and a name that may tell it", document(fields=(_field("child.birthday"),)), CantTell
        ),
        Example("one of two without", document(fields=(_field("a", "Name"), _field("undefined_2"))), Failed),
        Example("no fields", document(), Inapplicable),
        Example("a Word file", document("docx"), Inapplicable),
    ),
)

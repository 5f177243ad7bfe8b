"""Fields about the person who fills them in must tell the browser what they ask for, and tell it rightly.

Why it matters: with it a browser fills in names and addresses, and aids show a picture beside each field. Who
writes with effort, forgets numbers or reads badly is spared most of a form.

How to fix it: give the field the autocomplete token that HTML has for it, such as autocomplete="email".

Source: WCAG 2.2, success criterion 1.3.5 Identify Input Purpose,
https://www.w3.org/TR/WCAG22/#identify-input-purpose, and its failure F107,
https://www.w3.org/WAI/WCAG22/Techniques/failures/F107. The words: auditor/text/purposes.toml.
"""

from collections.abc import Iterator, Mapping

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedField
from auditor.examples import head, page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.language import languages_at
from auditor.text.purposes import Purpose, purpose_of

_FREE = frozenset({"text", "email", "tel"})
_SWITCHES = frozenset({"on", "off"})

# Tokens of HTML that suit each purpose: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
_SUITABLE: Mapping[str, frozenset[str]] = {
    "email": frozenset({"email", "username"}),
    "tel": frozenset({"tel", "tel-national", "tel-local", "username"}),
    "name": frozenset({
        "name", "given-name", "family-name", "additional-name", "nickname", "honorific-prefix", "username",
        "organization", "cc-name", "cc-given-name", "cc-family-name",
    }),
    "postal-code": frozenset({"postal-code"}),
}  # fmt: skip
_KNOWN = frozenset().union(*_SUITABLE.values())

_MISSING = (
    "The field “{label}” asks for the visitor's own data and does not tell the browser what it asks for"
)
_MAYBE = (
    "Does the field “{label}” ask for the visitor's own data? It does not tell the browser what it asks for"
)
_WRONG = "The field “{label}” tells the browser that it asks for something else: {token}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what fields ask for by their labels with what they tell the browser."""
    for field in page.named.fields if page.named else ():
        if field.kind in _FREE and field.role in {"textbox", ""}:
            purpose = purpose_of(field.name, languages_at(page, field.lang))
            if purpose:
                yield _outcome(field, purpose)


def _outcome(field: NamedField, purpose: Purpose) -> Outcome:
    at = Place(field.selector, field.snippet, field.landmark)
    tokens = field.autocomplete.lower().split()
    token = next((each for each in reversed(tokens) if each != "webauthn"), "")
    if token in _SUITABLE[purpose.kind]:
        return Passed()
    if token in _KNOWN:
        return Failed(_WRONG, at=at, label=field.name, token=token)
    if token and token not in _SWITCHES:
        return Passed()  # whether there is such a token is axe's question
    if purpose.is_own and not token:
        return Failed(_MISSING, at=at, label=field.name)
    return CantTell(_MAYBE, at=at, label=field.name)


def _field(label: str, autocomplete: str = "", *, lang: str = "en", kind: str = "text") -> PageEvidence:
    field = NamedField(
        selector="input", snippet="<input>", role="textbox", kind=kind, name=label, autocomplete=autocomplete
    )
    return page(named=Named(fields=(field,)), head=head(lang=lang), text=())


RULE = Rule(
    title="Field does not tell what it asks of a person",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LIMITED_MOVEMENT, Group.LOW_LITERACY),
    criteria=("1.3.5",),
    needs=("named", "head", "text"),
    check=check,
    examples=(
        Example("it tells", _field("Your e-mail", "email"), Passed),
        Example("it tells more", _field("Telephone", "section-a home tel"), Passed),
        Example("the visitor's own, and silent", _field("Your e-mail"), Failed),
        Example("in another language", _field("Votre adresse e-mail *", lang="fr"), Failed),
        Example("whose it is nobody says", _field("E-mail"), CantTell),
        Example("switched off", _field("Your e-mail", "off"), CantTell),
        Example("it tells something else", _field("Telephone", "email"), Failed),
        Example("part of a name", _field("Name", "given-name"), Passed),
        Example("somebody else's", _field("Child's name"), Inapplicable),
        Example("a tick box", _field("E-mail", kind="checkbox"), Inapplicable),
    ),
)

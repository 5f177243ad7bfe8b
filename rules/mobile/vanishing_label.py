"""A field must still say what it asks for when something stands in it.

Why it matters: words inside a field are gone with the first letter. On a small screen nothing is left to tell
what was asked. People who are interrupted, forget easily, or check what a browser filled in have to guess.

How to fix it: write the label above the field, and keep the placeholder, if any, for an example.

Source: W3C, Web Accessibility Tutorials, forms, "Instructions" (placeholder text is no label),
https://www.w3.org/WAI/tutorials/forms/instructions/#placeholder-text; HTML, the placeholder attribute,
https://html.spec.whatwg.org/multipage/input.html#the-placeholder-attribute. Whether it fails WCAG 3.3.2 is
disputed, so it is advice. A field without any name is told by axe/label.
"""

import re
from collections import Counter
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.evidence.named import Named, NamedField
from auditor.examples import page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_TYPED = frozenset({"text", "textarea", "email", "tel", "url", "number", "password"})
_LETTER = re.compile(r"[^\W\d_]")


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for words beside a field whose placeholder names it; a lone field is known by its button."""
    fields = [field for field in (page.named.fields if page.named else ()) if field.kind in _TYPED]
    in_form = Counter(field.form for field in fields)
    for field in fields:
        is_lone = field.form and in_form[field.form] == 1  # a search, a newsletter
        if not field.placeholder or is_lone or field.landmark is Landmark.SEARCH:
            continue
        if any(_LETTER.search(words) for words in (*field.labels, field.since, field.group, field.described)):
            yield Passed()
        else:
            at = Place(field.selector, field.snippet, field.landmark)
            yield Failed(
                "“{words}” stands in the field alone, and is gone when one types",
                at=at,
                words=field.placeholder,
            )


def _field(**facts: object) -> PageEvidence:
    known: dict[str, object] = {
        "kind": "text",
        "name": "First name",
        "placeholder": "First name",
        "role": "textbox",
    }
    field = NamedField(selector="input", snippet="<input>", **(known | facts))  # type: ignore[arg-type]
    return page(named=Named(fields=(field,)))


RULE = Rule(
    title="Label vanishes when one types",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.SMALL_SCREEN, Group.LOW_LITERACY, Group.OLDER_PERSONS),
    needs=("named",),
    advice=True,
    check=check,
    examples=(
        Example("inside the field alone", _field(source="placeholder"), Failed),
        Example("inside it, and in a label that is not seen", _field(source="aria-label"), Failed),
        Example("a label beside it", _field(labels=("First name",)), Passed),
        Example("words before it that are no label", _field(since="Who are you?"), Passed),
        Example("a group that is named", _field(group="Date of birth"), Passed),
        Example("a picture before it", _field(since="*"), Failed),
        Example("a search", _field(kind="search"), Inapplicable),
        Example("a search by where it stands", _field(landmark=Landmark.SEARCH), Inapplicable),
        Example("alone in its form", _field(form="form"), Inapplicable),
        Example("nothing in the field", _field(placeholder=""), Inapplicable),
        Example(
            "a label that is hidden from sight",
            "<form><p>Step 1</p><label>Town <input></label><label style='position:absolute;left:-9999px' "
            "for=n>Name</label><input id=n placeholder=Name></form>",
            Failed,
        ),
        Example(
            "a label that is seen",
            "<form><label>Name <input placeholder='Ana'></label><label>Town <input></label>",
            Passed,
        ),
    ),
)

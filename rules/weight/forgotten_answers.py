"""A form must still hold what was typed when the connection breaks.

Why it matters: on a weak network a form is sent and an error comes instead of an answer. Who goes back and
finds twenty empty fields has to begin again, pays again, and often does not. With a trembling hand, or in a
second language, filling them took half an hour.

How to fix it: leave out autocomplete="off" (it is for codes that are used once). Let browsers keep the page
while its form is filled in (no "Cache-Control: no-store" on the empty form). Let scripts that send a form
keep the fields as they are until the server has answered. Keep a draft for long forms.

Source: HTML, autofill ("when an element's autofill field name is off, values are reset when reactivating a
document"),
https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill-processing-model. See also
web.dev, Back/forward cache (pages with no-store are not kept), https://web.dev/articles/bfcache. Nothing
was typed and no connection was broken: a form that is not made to forget is asked about where scripts may
send it. Only forms of six fields or more are looked at, by our choice.
"""

import re
from collections.abc import Iterator, Sequence

from auditor.deadends.fields import SERVICE_FIELDS, own_forms
from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.examples import entry, page, response
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

_OFF = (
    "{off} of the form's {count} fields say autocomplete=off: browsers empty them when somebody comes back "
    "after the connection broke"
)
_NO_STORE = (
    "The page of this form of {count} fields says no-store, so that browsers need a connection to go back to "
    "it. Fill it in, switch the connection off, send it, and go back: what is left?"
)
_SCRIPTS = (
    "Does this form of {count} fields keep what was typed when the connection breaks? Fill it in, switch the "
    "connection off, send it, and go back: what is left?"
)
_SCRIPT = re.compile(r"<script\b(?![^>]*\btype\s*=\s*[\"']?application/(?:ld\+)?json)", re.IGNORECASE)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at each long form for what makes browsers forget it."""
    long = [fields for fields in own_forms(page) if len(fields) >= SERVICE_FIELDS]
    if not long:
        yield Inapplicable()
    for fields in long:
        yield _outcome(fields, page)


def _outcome(fields: Sequence[Entry], page: PageEvidence) -> Outcome:
    off, count = sum(map(_is_off, fields)), Count(len(fields))
    at = Place(fields[0].form)
    if 2 * off >= len(fields):
        return Failed(_OFF, at=at, off=Count(off), count=count)
    if any("no-store" in one.cache_control.lower() for one in page.responses or () if one.kind == "document"):
        return CantTell(_NO_STORE, at=at, count=count)
    if page.served_html is None or _SCRIPT.search(page.served_html):
        return CantTell(_SCRIPTS, at=at, count=count)
    return Passed()


def _is_off(field: Entry) -> bool:
    return (field.autocomplete or field.form_autocomplete) == "off"


def _form(
    off: int = 0, others: int = 6, *, html: str | None = "<form>", cache: str = "", **facts: str
) -> PageEvidence:
    fields = [entry("Name", autocomplete="off") for _ in range(off)]
    return page(
        entries=(*fields, *(entry("Name", **facts) for _ in range(others))),
        served_html=html,
        responses=(response(kind="document", cache_control=cache),),
    )


RULE = Rule(
    title="Form forgets what was typed",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.SLOW_NETWORK, Group.LIMITED_MOVEMENT, Group.COGNITION, Group.LOW_LITERACY),
    needs=("entries", "responses"),
    uses=("served_html",),
    advice=True,
    check=check,
    examples=(
        Example("half of its fields forget", _form(3, 3), Failed),
        Example("fewer forget, and there are no scripts", _form(2, 4), Passed),
        Example("all of the form forgets", _form(form_autocomplete="off"), Failed),
        Example(
            "all of it but for fields that say otherwise",
            _form(form_autocomplete="off", autocomplete="name"),
            Passed,
        ),
        Example("five fields", _form(5, 0), Inapplicable),
        Example("the page is not kept", _form(cache="private, no-store"), CantTell),
        Example("its markup did not come whole", _form(html=None), CantTell),
        Example("a script may send it", _form(html="<script src=a.js></script>"), CantTell),
        Example("only structured data", _form(html='<script type="application/ld+json">{}</script>'), Passed),
        Example("fields of no form", _form(form=""), Inapplicable),
    ),
)

"""A form must work without scripts.

Why it matters: a cheap phone's old browser may not understand a script, and on a weak connection one file of
many is lost. The form is then not there, or its button does nothing, and nobody says why. What was typed is
gone, and so is the way to the service.

How to fix it: let the server send the form, with a name for each field, an address that it is sent to and a
button that sends it. Let scripts only add to it.

Source: HTML, form submission (fields without a name are not sent, and of forms with several lines to type in
only a button sends them), https://html.spec.whatwg.org/multipage/form-control-infrastructure.html. Government
Digital Service, Why we use progressive enhancement to build GOV.UK,
https://technology.blog.gov.uk/2016/09/19/why-we-use-progressive-enhancement-to-build-gov-uk/. Three choices
are this project's own. Forms of a single field are left out, as most search. So are fields that belong to no
form unless one asks about a person, as most filter a list or compute. A form of which more than half is
missing counts as missing.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.evidence.landmark import Landmark
from auditor.examples import entry, page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.page.unscripted import TOO_DEEP, FormLeft, Lack, unscripted
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_FIELDS = 2  # a choice, see Source
QUOTED_CHARS = 80

_FIRST = "; the first is “{quote}”"
_MESSAGES = {
    Lack.FIELDS: "Without scripts {missing} of the form's {fields} fields are not there, such as “{quote}”",
    Lack.FORM: "Without scripts nothing sends these {fields} fields: they belong to no form" + _FIRST,
    Lack.NAMES: "Without scripts none of the form's {fields} fields is sent: they have no names" + _FIRST,
    Lack.BUTTON: "Without scripts no button sends the form's {fields} fields" + _FIRST,
    Lack.SCRIPT: "Without scripts the form's {fields} fields are sent nowhere: its address is a script"
    + _FIRST,
    Lack.ADDRESS: "The form does not say where its {fields} fields go: without scripts they come back to "
    "this page. Are they received? The first is “{quote}”",
}
_PERSONAL = frozenset({"date", "email", "file", "tel", "textarea"})


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Judge each form of the page itself by what the first response holds of it."""
    left = unscripted(page)
    if left is None:
        yield Untested(TOO_DEEP)
        return
    forms = [form for form in left.forms if _is_asked(form)]
    if not forms:
        yield Inapplicable()
    for form in forms:
        if form.lack is None:
            yield Passed()
            continue
        first = (form.missing or form.fields)[0]
        answer = CantTell if form.lack is Lack.ADDRESS else Failed
        yield answer(
            _MESSAGES[form.lack],
            at=Place(first.selector, first.snippet, first.landmark),
            fields=Count(len(form.fields)),
            missing=Count(len(form.missing)),
            quote=(first.label or first.hint or first.kind)[:QUOTED_CHARS],
        )


def _is_asked(form: FormLeft) -> bool:
    is_form = form.fields[0].form != "" or any(map(_is_personal, form.fields))
    return is_form and len(form.fields) >= LEAST_FIELDS


def _is_personal(field: Entry) -> bool:
    return field.required or field.autocomplete not in {"", "off"} or field.kind in _PERSONAL


def _form(markup: str, *fields: Entry) -> PageEvidence:
    return page(served_html=markup, text=(), links=(), entries=fields)


def _field(name: str, **facts: str) -> Entry:
    attribute = f' name="{name}"' if name else ""
    return entry(name or "Name", **({"form": "form", "snippet": f'<input id="{name}"{attribute}>'} | facts))


_TWO = (_field("given"), _field("family"))
_INPUTS = "<input id=given name=given><input id=family name=family>"
_POSTED = "<form method=post action=/apply>"

RULE = Rule(
    title="Form works with scripts only",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.BASIC_PHONE, Group.SLOW_NETWORK, Group.PREPAID_DATA),
    needs=("served_html", "text", "entries"),
    uses=("links",),
    check=check,
    examples=(
        Example("sent by a button", _form(f"{_POSTED}{_INPUTS}<button>Send</button></form>", *_TWO), Passed),
        Example("sent by no button", _form(f"{_POSTED}{_INPUTS}</form>", *_TWO), Failed),
        Example(
            "its button is for a script",
            _form(f"{_POSTED}{_INPUTS}<button type=button>Send</button></form>", *_TWO),
            Failed,
        ),
        Example(
            "its button names it from elsewhere",
            _form(f"<form id=f action=/apply>{_INPUTS}</form><button form=f>Send</button>", *_TWO),
            Passed,
        ),
        Example(
            "one line to type in, sent by the key Enter",
            _form(f"{_POSTED}{_INPUTS}</form>", _field("given"), _field("family", kind="select")),
            Passed,
        ),
        Example("not in the first response", _form("<div id=app></div>", *_TWO), Failed),
        Example(
            "half of it not in the first response",
            _form(f"{_POSTED}<input name=given><button>Send</button>", *_TWO),
            Passed,
        ),
        Example("a field of another name", _form(_POSTED, _field("district")), Inapplicable),
        Example(
            "fields without names",
            _form(
                f"{_POSTED}<input id=a><input id=b><button>Send</button>",
                *[_field("", snippet=f'<input id="{each}">') for each in "ab"],
            ),
            Failed,
        ),
        Example(
            "fields with neither name nor id",
            _form(f"{_POSTED}<input><input><button>Send</button>", *[entry("Name", form="form")] * 2),
            Failed,
        ),
        Example(
            "sent to a script",
            _form(f"<form action='javascript:send()'>{_INPUTS}<button>Send</button></form>", *_TWO),
            Failed,
        ),
        Example("sent to no address", _form(f"<form>{_INPUTS}<button>Send</button></form>", *_TWO), CantTell),
        Example(
            "fields of no form that ask about a person",
            _form(_INPUTS, _field("given", form=""), _field("family", form="", kind="email")),
            Failed,
        ),
        Example(
            "fields of no form that filter a list",
            _form(
                _INPUTS,
                *[entry("Year", form="", required=False, kind="select", snippet='<select name="given">')] * 2,
            ),
            Inapplicable,
        ),
        Example(
            "around a menu",
            _form("", *[entry("Name", landmark=Landmark.CONTENTINFO)] * 2),
            Inapplicable,
        ),
        Example(
            "written by a script",
            "<main></main><script>document.querySelector('main').innerHTML = '<form action=/apply>"
            "<label>Given name<input name=g></label><label>Family name<input name=f></label>"
            "<button>Send</button></form>'</script>",
            Failed,
        ),
        Example(
            "a form in a table, as old pages have it",
            "<main><table><form action=/apply method=post><tr><td><label>Given name<input name=g></label>"
            "<tr><td><label>Family name<input name=f></label><tr><td><input type=submit></form></table>",
            Passed,
        ),
    ),
)

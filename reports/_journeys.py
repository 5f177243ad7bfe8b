"""Says in words how a person gets through a service: the steps of its journey, and what it asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.audit import Audit, Service, Step
from auditor.result.demands import Asks, Burden, FormWords, Reading, SkillName
from auditor.text.reading import YEARS_MAX

from ._numbers import counted
from ._text import listed

SKILLS: dict[SkillName, str] = {
    "account": "an account",
    "upload": "sending a file",
    "scan": "scanning or photographing a paper",
    "app": "installing an app",
    "card": "paying by card",
    "sms_code": "receiving a code by text message",
}


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step with how many elements failed in the state that it led to, None without such a state."""

    step: Step
    failed: int | None


def steps(audit: Audit, service: Service) -> list[StepTaken]:
    """List a service's steps in their order."""
    seen = {page.id for page in audit.pages if page.state == "done"}
    return [StepTaken(step, _failed(audit, step) if step.page in seen else None) for step in service.steps]


def _failed(audit: Audit, step: Step) -> int:
    found = [each for each in audit.findings if each.page == step.page and each.outcome == "failed"]
    return sum(each.elements for each in found)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a service asks or offers, and where its pages say so."""

    words: str
    places: Sequence[Asks] = ()


def burden(asked: Burden) -> list[Line]:
    """Say what a service asks, the things that were found; what was not assessed is `unknown`'s to say."""
    lines = [Line(f"{counted(asked.pages, 'page or state', 'pages and states')} to read")]
    if asked.fields is not None:
        required = f", {asked.required} of them required" if asked.required else ""
        uploads = f", {counted(asked.uploads, 'file')} to send" if asked.uploads else ""
        lines.append(Line(f"{counted(asked.fields, 'field')} to fill in{required}{uploads}"))
    if asked.documents:
        names = list(dict.fromkeys(place.name for place in asked.documents))
        lines.append(Line(f"Documents that it names: {', '.join(names)}", asked.documents))
    skills = asked.skills or {}
    lines += [Line(f"It takes {words}", skills[name]) for name, words in SKILLS.items() if name in skills]
    if asked.codes:
        lines.append(Line("It asks for a one-time code", asked.codes))
    if asked.time_limits:
        lines.append(Line("It sets a time limit", asked.time_limits))
    if asked.help:
        lines.append(Line("It offers help", asked.help))
    return lines


def texts(read: Reading) -> str:
    """Say how hard a service's texts are, in a sentence."""
    counted_words = f"{counted(read.words, 'word')} of running text on {counted(read.pages, 'page')}"
    if read.years is None:
        return f"No grade could be given to its texts: {counted_words}"
    over = read.years > read.limit_years
    sure = read.low is not None and read.low > read.limit_years
    verdict = "over" if sure else "perhaps over" if over else "within"
    at_least = "at least " if read.years >= YEARS_MAX else ""
    or_more = " or more" if read.high is not None and read.high >= YEARS_MAX else ""
    span = f"{read.low:g} to {read.high:g}{or_more}"
    return (
        f"Its texts ask for {at_least}{read.years:g} years of school ({span}), "
        f"{verdict} the limit of {read.limit_years:g}; {counted_words}, by the formula {read.formula}"
    )


def form_words(forms: FormWords) -> str:
    """Say how many texts of a service's forms were read and are hard, and what was not looked for."""
    kinds = [
        counted(forms.labels, "label"),
        counted(forms.hints, "hint"),
        *([counted(forms.errors, "error message")] if forms.errors else []),
    ]
    hard = forms.hard
    found = (
        f"{hard} of them are hard" if hard > 1 else "one of them is hard" if hard else "none was found hard"
    )
    unlisted = [language or "a language that could not be told" for language in forms.unlisted_languages]
    lacks = f"; words of offices are not known in {', '.join(unlisted)}" if unlisted else ""
    errors = "" if forms.errors else "; no error message was seen"
    return f"{listed(kinds)} were read word by word, {found}{errors}{lacks}"


def unknown(asked: Burden) -> str:
    """Say for which pages the words were not read, and what was not; "" if all were."""
    what = [
        *(["fields"] if asked.fields is None else []),
        *(["what its words ask for"] if asked.skills is None else []),
    ]
    languages = [language or "a language that could not be told" for language in asked.unknown_languages]
    if what:
        pages = f" (pages in {', '.join(languages)})" if languages else ""
        return f"Not assessed: {' and '.join(what)}{pages}"
    return f"Not assessed: what its pages in {', '.join(languages)} say" if languages else ""

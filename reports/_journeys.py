"""Says in words how a person gets through a service: the steps of its journey, and what it asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.audit import Audit, Service, Step
from auditor.locale.speaking import decimal, gettext, listed, marked, ngettext
from auditor.result.demands import Asks, Burden, FormWords, Reading, SkillName
from auditor.text.reading import YEARS_MAX

from ._text import named_language

SKILLS: dict[SkillName, str] = {
    "account": marked("an account"),
    "upload": marked("sending a file"),
    "scan": marked("scanning or photographing a paper"),
    "app": marked("installing an app"),
    "card": marked("paying by card"),
    "sms_code": marked("receiving a code by text message"),
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
    pages = ngettext("{n} page or state to read", "{n} pages and states to read", asked.pages)
    lines = [Line(pages), *([] if asked.fields is None else [Line(_fields(asked, asked.fields))])]
    if asked.documents:
        names = ", ".join(dict.fromkeys(place.name for place in asked.documents))
        lines.append(Line(gettext("Documents that it names: {names}", names=names), asked.documents))
    skills = asked.skills or {}
    lines += [
        Line(gettext("It takes {skill}", skill=gettext(words)), skills[name])
        for name, words in SKILLS.items()
        if name in skills
    ]
    if asked.codes:
        lines.append(Line(gettext("It asks for a one-time code"), asked.codes))
    if asked.time_limits:
        lines.append(Line(gettext("It sets a time limit"), asked.time_limits))
    if asked.help:
        lines.append(Line(gettext("It offers help"), asked.help))
    return lines


def _fields(asked: Burden, number: int) -> str:
    words = [ngettext("{n} field to fill in", "{n} fields to fill in", number)]
    if asked.required:
        words.append(ngettext("{n} of them required", "{n} of them required", asked.required))
    if asked.uploads:
        words.append(ngettext("{n} file to send", "{n} files to send", asked.uploads))
    return ", ".join(words)


def texts(read: Reading) -> str:
    """Say how hard a service's texts are, in a sentence."""
    counted = gettext(
        "{words} on {pages}",
        words=ngettext("{n} word of running text", "{n} words of running text", read.words),
        pages=ngettext("{n} page", "{n} pages", read.pages),
    )
    if read.years is None:
        return gettext("No grade could be given to its texts: {counted}", counted=counted)
    asks = gettext("Its texts ask for {years} years of school")
    if read.years >= YEARS_MAX:
        asks = gettext("Its texts ask for at least {years} years of school")
    span = gettext("{low} to {high}")
    if read.high is not None and read.high >= YEARS_MAX:
        span = gettext("{low} to {high} or more")
    verdict = gettext("within the limit of {limit}")
    if read.low is not None and read.low > read.limit_years:
        verdict = gettext("over the limit of {limit}")
    elif read.years > read.limit_years:
        verdict = gettext("perhaps over the limit of {limit}")
    return gettext(
        "{asks} ({span}), {verdict}. Read were {counted}, by the formula {formula}",
        asks=asks.format(years=_years(read.years)),
        span=span.format(low=_years(read.low), high=_years(read.high)),
        verdict=verdict.format(limit=_years(read.limit_years)),
        counted=counted,
        formula=read.formula,
    )


def _years(years: float | None) -> str:
    return "" if years is None else decimal(years, "0" if years == int(years) else "0.0")


def form_words(forms: FormWords) -> str:
    """Say how many texts of a service's forms were read and are hard, and what was not looked for."""
    kinds = [
        ngettext("{n} label", "{n} labels", forms.labels),
        ngettext("{n} hint", "{n} hints", forms.hints),
        *([ngettext("{n} error message", "{n} error messages", forms.errors)] if forms.errors else []),
    ]
    said = [gettext("{texts} were read word by word", texts=listed(kinds))]
    said[0] += ", " + (
        ngettext("one of them is hard", "{n} of them are hard", forms.hard)
        if forms.hard
        else gettext("none was found hard")
    )
    if not forms.errors:
        said.append(gettext("no error message was seen"))
    if forms.unlisted_languages:
        languages = _languages(forms.unlisted_languages)
        said.append(gettext("words of offices are not known in {languages}", languages=languages))
    return "; ".join(said)


def _languages(codes: Sequence[str]) -> str:
    return ", ".join(
        named_language(code) if code else gettext("a language that could not be told") for code in codes
    )


def unknown(asked: Burden) -> str:
    """Say for which pages the words were not read, and what was not; "" if all were."""
    what = [
        *([gettext("fields")] if asked.fields is None else []),
        *([gettext("what its words ask for")] if asked.skills is None else []),
    ]
    languages = _languages(asked.unknown_languages)
    if what and languages:
        return gettext("Not assessed: {what} (pages in {languages})", what=listed(what), languages=languages)
    if what:
        return gettext("Not assessed: {what}", what=listed(what))
    return (
        gettext("Not assessed: what its pages in {languages} say", languages=languages) if languages else ""
    )

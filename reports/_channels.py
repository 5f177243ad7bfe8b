"""Says in words which ways lead to the office, and for whom: from the audit alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.audit import Audit, Finding, NotTested, RuleInfo, Scored, Service
from auditor.locale.speaking import date_words, either, gettext, marked, ngettext
from auditor.result.channels import ChannelFound, Try, WhoCan
from auditor.service import Channel

from ._text import named_language

USABLE = ("actionable", "complete")  # levels of a channel with something to act on
CHANNELS: dict[str, str] = {
    Channel.PHONE: marked("Telephone"),
    Channel.SMS: marked("Text message"),
    Channel.USSD: marked("USSD code (such as *123#)"),
    Channel.IVR: marked("Telephone menu (press 1)"),
    Channel.MESSAGING: marked("Messaging app"),
    Channel.EMAIL: marked("E-mail"),
    Channel.POST: marked("Post"),
    Channel.FORM: marked("Form to print"),
    Channel.COUNTER: marked("Office to go to"),
    Channel.AGENT: marked("Agent, kiosk, library or visit"),
    Channel.RELAY: marked("Relay service or text telephone"),
    Channel.SIGN_LANGUAGE: marked("Sign language"),
    Channel.BROADCAST: marked("Radio or television"),
    Channel.REPRESENTATIVE: marked("Through a representative"),
}

PERSONS: dict[str, str] = {
    "no_internet": marked("has no internet"),
    "basic_phone": marked("has only a basic phone"),
    "no_digital_id": marked("has no digital identity"),
    "no_data": marked("has no credit for data"),
    "deaf": marked("is deaf"),
    "other_language": marked("reads another language"),
}
ANSWERS: dict[str, str] = {
    "yes": marked("yes"),
    "partly": marked("partly"),
    "no": marked("no"),
    "not_said": marked("not said"),
}
LEVELS: dict[str, tuple[str, str]] = {
    "complete": (marked("complete"), marked("a number, address or file, and what one must know besides")),
    "actionable": (marked("usable"), marked("a number, address or file to act on")),
    "mentioned": (marked("in words"), marked("named, with nothing to act on")),
    "absent": (marked("none"), marked("not found on its pages and contact pages, all of which were read")),
    "": (marked("not known"), marked("not found, and not all could be read")),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach the office that pages tell of."""

    name: str
    found: ChannelFound

    @property
    def usable(self) -> bool:
        """Whether there is a number, an address or a file, not words alone."""
        return self.found.level in USABLE


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule about the service as a whole answered; `reason` says why, where it could not be asked."""

    rule: RuleInfo
    findings: tuple[Finding, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it when a person tried a channel, in words."""

    name: str
    came: str
    note: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to reach the office for one service: found, absent, and not to be told."""

    found: tuple[Way, ...]
    met: tuple[Answer, ...]
    absent: tuple[Answer, ...]
    unknown: tuple[Answer, ...]
    tried: tuple[Tried, ...]

    @property
    def asked(self) -> int:
        """How many questions were asked of the service as a whole."""
        return len(self.met) + len(self.absent) + len(self.unknown)


def ways(audit: Audit, scored: Scored) -> Ways:
    """Sort what is known of the ways to reach the office; rules that did not apply are left out.

    So are those about blockers, with which a report opens.
    """
    met: list[Answer] = []
    absent: list[Answer] = []
    unknown: list[Answer] = []
    own = scored.id if isinstance(scored, Service) else None
    for rule in audit.rules:
        counts = scored.rules.get(rule.id)
        if rule.scope != "service" or rule.blocker or counts is None:
            continue
        findings = tuple(
            finding
            for finding in audit.findings
            if (finding.rule, finding.page, finding.service) == (rule.id, None, own)
            and finding.outcome != "untested"
        )
        if isinstance(counts, NotTested):
            unknown.append(Answer(rule, findings, counts.untested))
        elif counts.failed:
            absent.append(Answer(rule, findings))
        else:
            (unknown if counts.cant_tell else met).append(Answer(rule, findings))
    tried = [
        Tried(gettext(CHANNELS[channel]), _came_of(each), each.note)
        for channel in CHANNELS
        if (found := scored.channels.get(channel))
        for each in found.tries
    ]
    return Ways(tuple(_found(scored)), tuple(met), tuple(absent), tuple(unknown), tuple(tried))


def _came_of(tried: Try) -> str:
    """Say what came of a try: "on 3 March 2026 by A. Tester: answered after 4 minutes, in English"."""
    answered = gettext("answered") if tried.answered else gettext("not answered")
    if tried.minutes is not None:
        after = ngettext("after {n} minute", "after {n} minutes", round(tried.minutes))
        answered = gettext("{answered} {after}", answered=answered, after=after)
    if tried.language:
        language = named_language(tried.language)
        answered = gettext("{answered}, in {language}", answered=answered, language=language)
    day = date_words(tried.date)
    if tried.by:
        return gettext("on {day} by {person}: {answered}", day=day, person=tried.by, answered=answered)
    return gettext("on {day}: {answered}", day=day, answered=answered)


def _found(scored: Scored) -> list[Way]:
    known = [*CHANNELS, *(name for name in scored.channels if name not in CHANNELS)]
    return [
        Way(gettext(CHANNELS.get(name, name)), found)
        for name in known
        if (found := scored.channels.get(name)) and found.level not in (None, "absent")
    ]


@dataclass(frozen=True, slots=True)
class Spread:
    """On how many of a portal's measured services a channel can be used, and on how many it is only named."""

    name: str
    usable: int
    named: int


@dataclass(frozen=True, slots=True)
class ChannelMap:
    """How far each channel reaches over the services of a portal; `of` is how many services were read."""

    of: int
    spreads: tuple[Spread, ...]


def channel_map(audit: Audit) -> ChannelMap:
    """Count the services on which each channel was found; a portal without services counts as one."""
    scopes: Sequence[Scored] = audit.services or (audit.portal,)
    read = [scored for scored in scopes if scored.state == "measured"]
    return ChannelMap(
        of=len(read),
        spreads=tuple(
            Spread(
                name=gettext(label),
                usable=sum(_level(scored, channel) in USABLE for scored in read),
                named=sum(_level(scored, channel) == "mentioned" for scored in read),
            )
            for channel, label in CHANNELS.items()
        ),
    )


def _level(scored: Scored, channel: str) -> str:
    found = scored.channels.get(channel)
    return (found.level if found else None) or ""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether somebody can get services done: how many answers of each kind there are."""

    person: str
    answers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer for one service, and all whom it holds for."""

    people: str
    answer: str
    told: WhoCan


def asked_of(service: Service) -> tuple[Asked, ...]:
    """Put into words who can get a service done; equal answers are given once."""
    people: dict[str, list[WhoCan]] = {}
    for told in service.who_can:
        people.setdefault(f"{told.answer} {told.reason}", []).append(told)
    return tuple(
        Asked(
            either(gettext(PERSONS[told.person]) for told in alike),
            gettext(ANSWERS[alike[0].answer]),
            alike[0],
        )
        for alike in people.values()
    )


def questions(audit: Audit) -> tuple[Question, ...]:
    """Count for each person the answers over the services; empty if there are none."""
    told = [each for service in audit.services for each in service.who_can]
    answers = {
        person: Counter[str](each.answer for each in told if each.person == person) for person in PERSONS
    }
    return tuple(
        Question(
            gettext(PERSONS[person]),
            tuple((gettext(words), counts[answer]) for answer, words in ANSWERS.items()),
        )
        for person, counts in answers.items()
        if counts
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """Services by channels: the columns, for each service its words, and what the words mean."""

    channels: tuple[str, ...]
    rows: tuple[tuple[Service, tuple[str, ...]], ...]
    key: tuple[tuple[str, str], ...]


def grid(audit: Audit) -> Grid:
    """Lay out which channel is there for which service; channels that none of them has are left out."""
    read = [service for service in audit.services if service.state == "measured"]
    shown = [
        channel for channel in CHANNELS if any(_level(each, channel) not in ("", "absent") for each in read)
    ]
    rows = [(each, tuple(_level(each, channel) for channel in shown)) for each in read]
    used = {level for _, levels in rows for level in levels}
    return Grid(
        channels=tuple(gettext(CHANNELS[channel]) for channel in shown),
        rows=tuple((each, tuple(gettext(LEVELS[level][0]) for level in levels)) for each, levels in rows),
        key=tuple(
            (gettext(words), gettext(meaning)) for level, (words, meaning) in LEVELS.items() if level in used
        ),
    )

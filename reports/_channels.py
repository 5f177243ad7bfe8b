"""Says in words which ways lead to the office, and for whom: from the audit alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.audit import Audit, Finding, NotTested, RuleInfo, Scored, Service
from auditor.result.channels import ChannelFound, Try, WhoCan
from auditor.service import Channel
from auditor.text.language_names import language_name

from ._numbers import counted, date_words

USABLE = ("actionable", "complete")  # levels of a channel with something to act on
CHANNELS: dict[str, str] = {
    Channel.PHONE: "Telephone",
    Channel.SMS: "Text message",
    Channel.USSD: "USSD code (such as *123#)",
    Channel.IVR: "Telephone menu (press 1)",
    Channel.MESSAGING: "Messaging app",
    Channel.EMAIL: "E-mail",
    Channel.POST: "Post",
    Channel.FORM: "Form to print",
    Channel.COUNTER: "Office to go to",
    Channel.AGENT: "Agent, kiosk, library or visit",
    Channel.RELAY: "Relay service or text telephone",
    Channel.SIGN_LANGUAGE: "Sign language",
    Channel.BROADCAST: "Radio or television",
    Channel.REPRESENTATIVE: "Through a representative",
}

PERSONS: dict[str, str] = {
    "no_internet": "has no internet",
    "basic_phone": "has only a basic phone",
    "no_digital_id": "has no digital identity",
    "no_data": "has no credit for data",
    "deaf": "is deaf",
    "other_language": "reads another language",
}
ANSWERS: dict[str, str] = {"yes": "yes", "partly": "partly", "no": "no", "not_said": "not said"}
LEVELS: dict[str, tuple[str, str]] = {
    "complete": ("complete", "a number, address or file, and what one must know besides"),
    "actionable": ("usable", "a number, address or file to act on"),
    "mentioned": ("in words", "named, with nothing to act on"),
    "absent": ("none", "not found on its pages and contact pages, all of which were read"),
    "": ("not known", "not found, and not all could be read"),
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
        Tried(CHANNELS[channel], _came_of(each), each.note)
        for channel in CHANNELS
        if (found := scored.channels.get(channel))
        for each in found.tries
    ]
    return Ways(tuple(_found(scored)), tuple(met), tuple(absent), tuple(unknown), tuple(tried))


def _came_of(tried: Try) -> str:
    """Say what came of a try: "on 3 March 2026 by A. Tester: answered after 4 minutes, in English"."""
    by = f" by {tried.by}" if tried.by else ""
    came = "answered" if tried.answered else "not answered"
    after = "" if tried.minutes is None else f" after {counted(round(tried.minutes), 'minute')}"
    language = f", in {language_name(tried.language)}" if tried.language else ""
    return f"on {date_words(tried.date)}{by}: {came}{after}{language}"


def _found(scored: Scored) -> list[Way]:
    known = [*CHANNELS, *(name for name in scored.channels if name not in CHANNELS)]
    return [
        Way(CHANNELS.get(name, name), found)
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
                name=label,
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
        Asked(_either([PERSONS[told.person] for told in alike]), ANSWERS[alike[0].answer], alike[0])
        for alike in people.values()
    )


def _either(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def questions(audit: Audit) -> tuple[Question, ...]:
    """Count for each person the answers over the services; empty if there are none."""
    told = [each for service in audit.services for each in service.who_can]
    answers = {
        person: Counter[str](each.answer for each in told if each.person == person) for person in PERSONS
    }
    return tuple(
        Question(PERSONS[person], tuple((words, counts[answer]) for answer, words in ANSWERS.items()))
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
        channels=tuple(CHANNELS[channel] for channel in shown),
        rows=tuple((each, tuple(LEVELS[level][0] for level in levels)) for each, levels in rows),
        key=tuple(words for level, words in LEVELS.items() if level in used),
    )

"""What several reports call the same things."""

from auditor.locale.speaking import gettext, marked
from auditor.result.review import Answer

PILLAR_NAMES: dict[str, str] = {
    "accessibility": marked("accessibility"),
    "readability": marked("readability"),
    "weight": marked("weight"),
    "mobile": marked("mobile"),
    "channels": marked("channels"),
}
PILLAR_QUESTIONS: dict[str, str] = {
    "accessibility": marked("Can people with disabilities use it?"),
    "readability": marked("Is it written so that people understand it?"),
    "weight": marked("What does it cost in data and in time?"),
    "mobile": marked("Does it fit a small phone?"),
    "channels": marked("What is left for those who cannot do it online?"),
}
SEVERITIES: dict[str, str] = {
    "critical": marked("critical"),
    "serious": marked("serious"),
    "moderate": marked("moderate"),
    "minor": marked("minor"),
}
FAULT_STATES = (
    ("new", marked("New")),
    ("expired", marked("Suppressed until a day that is past")),
    ("unstable", marked("Seen once, and not on a second load")),
    ("new_rule", marked("New rules, not new faults")),
    ("suppressed", marked("Suppressed")),
)
DEEDS: dict[str, str] = {
    "added": marked("added"),
    "answered: passed": marked("answered: passed"),
    "answered: failed": marked("answered: failed"),
    "confirmed": marked("confirmed"),
    "overturned": marked("overturned"),
}


def answered(answer: Answer) -> str:
    """Say what a person answered about a finding."""
    return gettext(
        "{deed} by {reviewer} on {day}: {reason}",
        deed=gettext(DEEDS.get(answer.deed, answer.deed)),
        reviewer=answer.reviewer,
        day=answer.date.isoformat(),
        reason=answer.reason,
    )

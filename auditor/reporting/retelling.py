"""Says what an Audit holds in English in the language that is spoken. Pure.

An Audit keeps what rules say of themselves, the templates of messages and their values; catalogues
translate the words, and `auditor.locale` formats the values. What pages say is quoted as it is.
"""

from auditor.audit import Audit, Cause, Finding, MeasuredValue, RuleInfo
from auditor.axe.wording import retold_template
from auditor.locale.catalogue import ENGLISH, Untranslated
from auditor.locale.speaking import gettext, quantity, retold, retold_value, spoken
from auditor.outcome import quantity_of

_TITLE = "title"  # the value of a message that is its rule's title


def retold_audit(audit: Audit) -> Audit:
    """Give an audit whose rules speak the language; findings are told by `message_of`."""
    if spoken() is ENGLISH:
        return audit
    return audit.model_copy(update={"rules": [_retold_rule(rule) for rule in audit.rules]})


def _retold_rule(rule: RuleInfo) -> RuleInfo:
    words = {
        "title": gettext(rule.title),
        "requirement": retold(rule.requirement),
        "why": gettext(rule.why),
        "fix": gettext(rule.fix),
    }
    return rule.model_copy(update=words)


def message_of(finding: Finding) -> str:
    """Say what a finding says."""
    if spoken() is ENGLISH:
        return finding.message
    if finding.template is None:
        said = retold(finding.message)
        return retold_template(finding.message) if isinstance(said, Untranslated) else said
    words = retold_template(finding.template)
    if isinstance(words, Untranslated):
        return Untranslated(finding.message)
    return words.format_map({name: _value(name, value) for name, value in finding.measured.items()})


def quoted_by(finding: Finding) -> list[str]:
    """Give the values in a finding's message that are words, as they stand there."""
    return [_value(name, value) for name, value in finding.measured.items() if isinstance(value, str)]


def first_of_causes(audit: Audit) -> dict[str | None, Finding]:
    """Give the first failure of each cause, by its id."""
    found: dict[str | None, Finding] = {}
    for finding in audit.findings:
        if finding.outcome == "failed":
            found.setdefault(finding.cause, finding)
    return found


def message_of_cause(cause: Cause, findings: dict[str | None, Finding]) -> str:
    """Say what the first finding of a cause says; `findings` holds it by the cause's id."""
    first = findings.get(cause.id)
    return retold(cause.message) if first is None or first.message != cause.message else message_of(first)


def _value(name: str, value: MeasuredValue | str) -> str:
    if isinstance(value, str):
        return str(gettext(value)) if name == _TITLE else retold_value(value)
    return quantity(quantity_of(value.value, value.unit))

"""Turns the program's own types into those of the public Audit. One conversion each, no judgement."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypedDict, cast

from auditor import audit as result
from auditor.burden.service import SKILLS, Burden
from auditor.judge import Finding, Measured, Tally
from auditor.result import demands, translations
from auditor.result.demands import SkillName
from auditor.rule import Pillar, RegisteredRule
from auditor.scoring.score import PillarRange, Range, ScoredRule, ServiceScore
from auditor.scoring.weights import Weights
from auditor.service import Asked, Mention, OtherWay, PageDigest, WayToUnderstand
from auditor.text.service_forms import ServiceForms
from auditor.text.service_text import ServiceText
from auditor.translation.offered import Equity, Version

SCORE_DIGITS = 2
MAX_PLACES = 20  # of one thing that is asked for
MAX_OTHER_WAYS = 30  # of a portal or a service


def finding_of(finding: Finding, page: str | None, service: str | None, url: str | None) -> result.Finding:
    """Write a finding down with its page, or its service, or neither for the portal."""
    return result.Finding(
        rule=finding.rule,
        pillar=finding.pillar.value,
        outcome=cast("result.OutcomeName", finding.verdict.value),
        page=page,
        service=service,
        url=finding.url or url,
        selector=finding.selector,
        snippet=finding.snippet,
        message=finding.message,
        template=None if finding.template == finding.message else finding.template,
        elements=finding.elements,
        severity=finding.severity.value,
        criteria=list(finding.criteria),
        cause=finding.cause,
        measured={name: _measured(value) for name, value in finding.measured.items()},
        picture=finding.picture,
    )


def _measured(value: Measured | str) -> result.MeasuredValue | str:
    return value if isinstance(value, str) else result.MeasuredValue(value=value.value, unit=value.unit)


def rule_of(rule: RegisteredRule, scored: ScoredRule | None) -> result.RuleInfo:
    """Write a rule down, with the weight that it has where the standard counts it."""
    return result.RuleInfo(
        id=rule.id,
        pillar=rule.pillar.value,
        title=rule.rule.title,
        requirement=rule.documentation.requirement,
        why=rule.documentation.why,
        fix=rule.documentation.fix,
        source=rule.documentation.source,
        severity=rule.rule.severity.value,
        criteria=list(rule.rule.criteria),
        dimension=rule.rule.dimension.value,
        groups=[group.value for group in rule.rule.groups],
        scope=rule.rule.scope.value,
        scored=scored is not None,
        weight=scored.weight if scored else 0.0,
        blocker=rule.rule.blocker.value if rule.rule.blocker else None,
    )


def asked_of(burden: Burden | None) -> demands.Burden | None:
    """Write down what a service asks; of each thing a bounded number of places."""
    if burden is None:
        return None

    def places(*kinds: Asked) -> list[demands.Asks] | None:
        found = [mention for kind in kinds for mention in burden.of(kind)]
        return None if burden.mentions is None else list(map(_place, found[:MAX_PLACES]))

    return demands.Burden(
        pages=burden.pages,
        fields=burden.fields,
        required=burden.required,
        uploads=burden.uploads,
        documents=places(Asked.DOCUMENT),
        time_limits=places(Asked.TIME_LIMIT),
        codes=places(Asked.CODE, Asked.SMS_CODE),
        skills=None
        if burden.mentions is None
        else {cast("SkillName", kind.value): places(kind) or [] for kind in SKILLS if burden.of(kind)},
        help=places(Asked.HELP),
        unknown_languages=list(burden.unknown),
    )


def reading_of(text: ServiceText | None, limit_years: float) -> demands.Reading | None:
    """Write down how hard a service's texts are."""
    if text is None:
        return None
    return demands.Reading(
        language=text.language or None,
        years=_years(text.years),
        low=_years(text.low),
        high=_years(text.high),
        formula=text.formula or None,
        limit_years=limit_years,
        pages=text.pages,
        sentences=text.sentences,
        words=text.words,
        hardest=[
            demands.HardSentence(
                text=each.text, url=url, words=each.words, reason=each.reason, advice=each.advice
            )
            for url, each in text.hardest
        ],
    )


def form_words_of(forms: ServiceForms | None) -> demands.FormWords | None:
    """Write down how hard the words of a service's forms are."""
    if forms is None:
        return None
    return demands.FormWords(
        labels=forms.labels,
        hints=forms.hints,
        errors=forms.errors,
        hard=forms.hard,
        hardest=[
            demands.HardFormText(
                kind="error" if each.kind == "answer" else each.kind,
                text=each.text,
                url=url,
                selector=each.selector,
                language=each.language or None,
                reasons=list(each.reasons),
                advice=list(each.advice),
            )
            for url, each in forms.hardest
        ],
        unlisted_languages=list(forms.unlisted),
    )


def _years(years: float | None) -> float | None:
    return None if years is None else round(years, 1)


def _place(mention: Mention) -> demands.Asks:
    return demands.Asks(name=mention.name, text=mention.text, url=mention.url)


def counts_of(tallies: Mapping[str, Tally]) -> result.RuleCounts:
    """Write tallies down by rule, sorted; a rule that could not be asked gives its reason."""
    counted: result.RuleCounts = {}
    for rule_id, tally in sorted(tallies.items()):
        if tally.untested:
            counted[rule_id] = result.NotTested(untested=tally.untested)
        else:
            counted[rule_id] = result.Counts(
                passed=tally.passed, failed=tally.failed, cant_tell=tally.cant_tell, within=tally.within
            )
    return counted


class ScoredFields(TypedDict):
    """The fields of `auditor.audit.Scored` that come from a score."""

    state: Literal["measured", "not_measurable"]
    reason: str | None
    score: result.Score
    own_score: result.Score | None
    pillars: dict[result.PillarName, result.PillarScore]
    blockers: list[result.Blocker]
    blocked: Literal["no", "perhaps", "yes"]


def scored_fields(
    score: ServiceScore,
    own: ServiceScore | None,
    reason: str | None,
    blockers: Sequence[result.Blocker],
) -> ScoredFields:
    """The fields that portal and services share. What was not measured is null, never 0.

    `own` is the score with the operator's own weights, if there are any.
    """
    total = score.total
    return {
        "state": "measured" if total else "not_measurable",
        "reason": reason,
        "score": _total(total),
        "own_score": None if own is None else _total(own.total),
        "pillars": {pillar.value: _pillar(score.pillars[pillar]) for pillar in Pillar},
        "blockers": list(blockers),
        "blocked": score.blocked.value,
    }


def own_weights_of(weights: Weights | None) -> result.OwnWeights | None:
    """Write an operator's own weights down; None if there are none."""
    if weights is None:
        return None
    return result.OwnWeights(
        pillar={pillar.value: weight for pillar, weight in weights.pillar.items()},
        severity={severity.value: weight for severity, weight in weights.severity.items()},
    )


def _total(total: Range | None) -> result.Score:
    if total is None:
        return result.Score(value=None, low=None, high=None)
    return result.Score(value=_rounded(total.value), low=_rounded(total.low), high=_rounded(total.high))


def _pillar(measured: PillarRange | None) -> result.PillarScore:
    if measured is None:
        return result.PillarScore(value=None, low=None, high=None, coverage=0.0)
    return result.PillarScore(
        value=_rounded(measured.value),
        low=_rounded(measured.low),
        high=_rounded(measured.high),
        coverage=round(measured.coverage, 4),
    )


def _rounded(points: float | None) -> float | None:
    return None if points is None else round(points, SCORE_DIGITS)


def other_ways_of(pages: Iterable[PageDigest], *, own: bool) -> list[translations.OtherWay]:
    """Write down which other ways to understand pages name, each once; with `own` in their own text alone."""
    named: dict[tuple[WayToUnderstand, str], list[tuple[PageDigest, OtherWay]]] = {}
    for page in pages:
        for way in page.other_ways:
            if way.own or not own:
                itself = way.own and not way.url and way.kind is not WayToUnderstand.ALOUD
                named.setdefault((way.kind, page.url if itself else way.url or way.text), []).append(
                    (page, way)
                )
    ways = [
        translations.OtherWay(
            kind=kind.value,
            text=places[0][1].text,
            url=places[0][1].url or None,
            page=places[0][0].page_id,
            pages=len({page.page_id for page, _ in places}),
            own=any(way.own for _, way in places),
        )
        for (kind, _), places in named.items()
    ]
    order = [kind.value for kind in WayToUnderstand]
    return sorted(ways, key=lambda way: (order.index(way.kind), -way.pages))[:MAX_OTHER_WAYS]


def translations_of(equity: Equity) -> translations.Translations | None:
    """Write down in which languages services exist; None where there is nothing to compare."""
    if len(equity.languages) <= 1 and not equity.translators:
        return None
    return translations.Translations(
        languages=list(equity.languages),
        official=list(equity.official),
        services=[
            translations.ServiceTranslations(
                service=row.service.id or None, versions=[_version(version) for version in row.versions]
            )
            for row in equity.services
        ],
        widgets=dict(sorted(equity.translators.items())),
    )


def _version(version: Version) -> translations.Translation:
    return translations.Translation(
        language=version.language,
        state=version.state.value,
        url=version.url or None,
        page=version.page_id or None,
        written_in=version.found or None,
        length=None if version.share is None else round(version.share, 2),
        widget=version.widget or None,
        leads_home=version.astray or None,
    )

"""What judging does with rules that answer, cannot be asked, or break."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from auditor.evidence import PageEvidence, Part
from auditor.evidence.landmark import Landmark
from auditor.examples import document, page, response, responses, service
from auditor.judge import (
    FINDINGS_A_RULE,
    Finding,
    Judgement,
    Measured,
    Tally,
    judge_page,
    judge_service,
    judgement_from_json,
    judgement_to_json,
    outcomes_of,
    tally_of,
)
from auditor.outcome import (
    Bytes,
    CantTell,
    Count,
    Failed,
    Inapplicable,
    Outcome,
    Passed,
    Place,
    Untested,
    Verdict,
)
from auditor.registry import all_rules
from auditor.rule import Check, Dimension, Documentation, Pillar, RegisteredRule, Rule, Scope, Severity
from auditor.service import ServiceEvidence


def rule(
    check: Check, rule_id: str = "some-rule", *, needs: tuple[Part, ...] = (), scope: Scope = Scope.PAGE
) -> RegisteredRule:
    return RegisteredRule(
        rule_id,
        Pillar.WEIGHT,
        Rule(
            title="Some rule",
            severity=Severity.SERIOUS,
            dimension=Dimension.AFFORDABILITY,
            groups=(),
            criteria=("1.1.1",),
            check=check,
            needs=needs,
            scope=scope,
        ),
        Documentation("Requirement.", "Why.", "Fix.", "Source."),
    )


def answering(*outcomes: Outcome, rule_id: str = "some-rule") -> RegisteredRule:
    """A rule that says this of every page."""

    def check(_: PageEvidence) -> Iterable[Outcome]:
        return outcomes

    return rule(check, rule_id)


def breaking(rule_id: str = "broken", *first: Outcome) -> RegisteredRule:
    """A rule that raises, after it has said something."""

    def check(_: PageEvidence) -> Iterator[Outcome]:
        yield from first
        raise ValueError("no such colour")

    return rule(check, rule_id)


def failed(elements: int = 1) -> Failed:
    return Failed("It fails", elements=elements)


def cant_tell(elements: int = 1) -> CantTell:
    return CantTell("Does it hold?", elements=elements)


# Rules that cannot be asked


def test_a_rule_whose_evidence_is_missing_is_untested_for_the_reason_of_the_visit() -> None:
    asked = rule(lambda _: [Passed()], needs=("served_html",))
    evidence = page(missing={"served_html": "the page took over 30 s"})

    assert outcomes_of(asked, evidence) == [Untested("served html is missing: the page took over 30 s")]


def test_where_the_visit_gave_no_reason_that_is_said() -> None:
    asked = rule(lambda _: [Passed()], needs=("axe",))

    assert outcomes_of(asked, page()) == [Untested("axe is missing: it was not recorded")]


def test_one_part_missing_of_several_is_enough() -> None:
    asked = rule(lambda _: [Passed()], needs=("responses", "axe"))

    assert outcomes_of(asked, responses(1)) == [Untested("axe is missing: it was not recorded")]


def test_evidence_that_is_empty_is_not_missing() -> None:
    asked = rule(lambda _: [Passed()], needs=("responses",))

    assert outcomes_of(asked, page(responses=())) == [Passed()]


def test_a_rule_is_not_called_without_its_evidence() -> None:
    judgement = judge_page(page(), [rule(lambda _: 1 // 0, needs=("axe",))])

    assert judgement.tallies == {"some-rule": Tally(untested="axe is missing: it was not recorded")}


def test_a_rule_that_raises_is_untested_and_the_others_go_on() -> None:
    judgement = judge_page(page(), [breaking(), answering(Passed(2))])

    assert judgement.tallies == {
        "broken": Tally(untested="the rule broke: ValueError: no such colour"),
        "some-rule": Tally(passed=2),
    }


def test_what_a_rule_said_before_it_raised_is_not_counted() -> None:
    judgement = judge_page(page(), [breaking("broken", Passed(5), failed())])

    assert judgement.tallies == {"broken": Tally(untested="the rule broke: ValueError: no such colour")}


def test_an_untested_rule_is_told_as_a_finding_with_its_reason() -> None:
    judgement = judge_page(page(), [breaking()])

    assert judgement.findings == (
        Finding(
            rule="broken",
            pillar=Pillar.WEIGHT,
            verdict=Verdict.UNTESTED,
            severity=Severity.SERIOUS,
            criteria=("1.1.1",),
            message="Not tested: the rule broke: ValueError: no such colour",
            template="Not tested: {reason}",
            measured={"reason": "the rule broke: ValueError: no such colour"},
        ),
    )


# Tallies


@pytest.mark.parametrize(
    ("outcomes", "tally"),
    [
        pytest.param([], Tally(), id="no outcome"),
        pytest.param([Inapplicable()], Tally(), id="inapplicable"),
        pytest.param([Passed(3), Passed()], Tally(passed=4), id="passed"),
        pytest.param([failed(), failed(7)], Tally(failed=8), id="failed"),
        pytest.param([cant_tell(2)], Tally(cant_tell=2), id="cannot tell"),
        pytest.param(
            [Passed(4), failed(), cant_tell(), Inapplicable()],
            Tally(passed=4, failed=1, cant_tell=1),
            id="of each",
        ),
        pytest.param([Untested("too big")], Tally(untested="too big"), id="untested"),
        pytest.param(
            [Untested("too big"), Untested("too late"), Untested("too big")],
            Tally(untested="too big; too late"),
            id="untested for several reasons",
        ),
        pytest.param(
            [Inapplicable(), Untested("too big")], Tally(untested="too big"), id="else inapplicable"
        ),
        pytest.param([Passed(4), Untested("too big")], Tally(passed=4, cant_tell=1), id="partly untested"),
    ],
)
def test_outcomes_are_counted_in_elements(outcomes: list[Outcome], tally: Tally) -> None:
    assert tally_of(outcomes) == tally


def test_a_rule_that_is_inapplicable_is_left_out() -> None:
    assert judge_page(page(), [answering(Inapplicable()), answering(rule_id="silent")]) == Judgement({}, ())


# Findings


def test_a_finding_tells_the_place_and_what_was_measured() -> None:
    place = Place("img", "<img src='a.png'>", Landmark.MAIN, "https://portal.example/other")
    outcome = Failed("{name} is {size}", at=place, elements=3, name="a.png", size=Bytes(2_000))

    (finding,) = judge_page(page(), [answering(outcome)]).findings

    assert finding == Finding(
        rule="some-rule",
        pillar=Pillar.WEIGHT,
        verdict=Verdict.FAILED,
        severity=Severity.SERIOUS,
        criteria=("1.1.1",),
        message="a.png is 2 kB",
        template="{name} is {size}",
        elements=3,
        url="https://portal.example/other",
        selector="img",
        snippet="<img src='a.png'>",
        landmark="main",
        cause=finding.cause,
        measured={"name": "a.png", "size": Measured(2_000, "bytes")},
    )


def test_findings_of_one_component_share_a_cause_wherever_they_stand() -> None:
    places = [
        Place("li:nth-child(1) > img", "<img src='a.png'>", Landmark.MAIN),
        Place("li:nth-child(2) > img", "<img src='b.png'>", Landmark.MAIN),
        Place("footer > img", "<img src='b.png'>", Landmark.CONTENTINFO),
    ]

    found = judge_page(page(), [answering(*(Failed("It fails", at=place) for place in places))]).findings

    assert found[0].cause == found[1].cause != found[2].cause


def test_what_passes_is_counted_and_not_told() -> None:
    assert judge_page(page(), [answering(Passed(9), Inapplicable())]) == Judgement(
        {"some-rule": Tally(passed=9)}, ()
    )


def test_as_many_findings_as_the_limit_are_all_told() -> None:
    judgement = judge_page(page(), [answering(*[failed()] * FINDINGS_A_RULE)])

    assert [finding.message for finding in judgement.findings] == ["It fails"] * FINDINGS_A_RULE


def test_findings_past_the_limit_are_counted_in_one_more() -> None:
    judgement = judge_page(page(), [answering(*[failed()] * FINDINGS_A_RULE, failed(), failed(4))])

    rest = judgement.findings[-1]
    assert len(judgement.findings) == FINDINGS_A_RULE + 1
    assert (rest.verdict, rest.elements) == (Verdict.FAILED, 5)
    assert rest.message == "5 more like these are counted but not listed"
    assert rest.measured == {"count": Measured(5, Count.unit)}
    assert judgement.tallies == {"some-rule": Tally(failed=FINDINGS_A_RULE + 5)}


def test_what_fails_in_part_is_counted_by_its_part_beside_whole_elements() -> None:
    # over the limit of findings: one by a half, and four by 0.25 each
    outcomes = [failed()] * FINDINGS_A_RULE + [failed().by(0.5), failed(4).by(0.25)]

    judgement = judge_page(page(), [answering(*outcomes)])

    assert judgement.tallies == {"some-rule": Tally(failed=FINDINGS_A_RULE + 5, within=0.5 + 3)}
    assert [finding.excess for finding in judgement.findings[-2:]] == [1.0, pytest.approx(1.5 / 5)]


def test_each_verdict_past_the_limit_is_counted_on_its_own() -> None:
    outcomes = [failed()] * FINDINGS_A_RULE + [failed(), cant_tell(2), cant_tell(3)]

    judgement = judge_page(page(), [answering(*outcomes)])

    assert [(finding.verdict, finding.elements) for finding in judgement.findings[FINDINGS_A_RULE:]] == [
        (Verdict.FAILED, 1),
        (Verdict.CANT_TELL, 5),
    ]


def test_one_failure_of_each_cause_is_described_before_others_of_it() -> None:
    many = [Failed("It fails", at=Place("a", "<a>"))] * FINDINGS_A_RULE
    judgement = judge_page(page(), [answering(*many, Failed("It fails", at=Place("b", "<b>")), failed(3))])
    assert [finding.selector for finding in judgement.findings] == ["a"] * (FINDINGS_A_RULE - 1) + ["b", None]
    assert judgement.findings[-1].elements == 4


def test_the_limit_is_each_rules_own() -> None:
    both = [answering(*[failed()] * FINDINGS_A_RULE, rule_id=rule_id) for rule_id in ("one", "other")]

    assert len(judge_page(page(), both).findings) == 2 * FINDINGS_A_RULE


def test_findings_add_up_to_what_was_counted() -> None:
    outcomes = [outcome for number in range(1, 60) for outcome in (failed(number), cant_tell(number))]

    judgement = judge_page(page(), [answering(*outcomes)])

    told = {
        verdict: sum(finding.elements for finding in judgement.findings if finding.verdict is verdict)
        for verdict in (Verdict.FAILED, Verdict.CANT_TELL)
    }
    counted = judgement.tallies["some-rule"]
    assert told == {Verdict.FAILED: counted.failed, Verdict.CANT_TELL: counted.cant_tell}


# Pages and services


def of_the_service(evidence: ServiceEvidence) -> Iterable[Outcome]:
    yield Passed() if evidence.pages else failed()


def test_a_page_is_asked_the_rules_about_pages_and_a_service_those_about_services() -> None:
    both = [answering(Passed()), rule(of_the_service, "service-rule", scope=Scope.SERVICE)]

    assert judge_page(page(), both).tallies == {"some-rule": Tally(passed=1)}
    assert judge_service(service(), both).tallies == {"service-rule": Tally(failed=1)}


def test_a_document_is_asked_the_rules_about_documents_and_a_page_all_others() -> None:
    both = [answering(Passed()), rule(lambda _: [failed()], "document-rule", needs=("document",))]

    assert judge_page(document(), both).tallies == {"document-rule": Tally(failed=1)}
    assert judge_page(page(), both).tallies == {"some-rule": Tally(passed=1)}


def test_a_judgement_is_the_same_after_it_was_stored() -> None:
    place = Place("p", "<p>", Landmark.MAIN)
    judgement = judge_page(
        page(),
        [
            answering(Failed("{size} of {name}", at=place, size=Bytes(1), name="n"), Passed(2), cant_tell()),
            breaking(),
        ],
    )

    assert judgement_from_json(judgement_to_json(judgement)) == judgement


def test_the_looks_of_a_page_are_untested_without_its_style_sheet() -> None:
    lost = response(0, kind="stylesheet", url="https://cdn.example/site.css", failed="net::ERR_FAILED")
    answers: list[Outcome] = [Failed("It is wide"), Passed()]
    content = rule(lambda _: answers)
    looks = replace(content, rule=replace(content.rule, by_style=True))
    empty = replace(looks, rule=replace(looks.rule, check=lambda _: [Inapplicable()]))

    assert outcomes_of(looks, page(responses=(lost,))) == [
        Untested("a style sheet of the page did not arrive, from cdn.example")
    ]
    assert outcomes_of(looks, page(responses=(response(kind="stylesheet"),))) == answers
    assert outcomes_of(content, page(responses=(lost,))) == answers
    assert outcomes_of(empty, page(responses=(lost,))) == [Inapplicable()]


def test_rules_on_colours_sizes_and_places_depend_on_style_sheets() -> None:
    by_style = {rule_id for rule_id, registered in all_rules().items() if registered.rule.by_style}

    assert {"horizontal-scroll", "small-text", "axe/color-contrast", "small-targets"} <= by_style
    assert {"missing-viewport", "axe/image-alt", "axe/html-has-lang", "heavy-page"}.isdisjoint(by_style)


@pytest.mark.parametrize("part", [0.0, -0.1, 1.1])
def test_no_element_fails_by_nothing_or_by_more_than_itself(part: float) -> None:
    with pytest.raises(ValueError, match="no part of an element"):
        failed().by(part)

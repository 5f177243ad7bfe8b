"""The report says in words what a service comes to, and which ways lead to its office."""

from typing import Any

from tests.audits import (
    HOME,
    a_blocker,
    a_cause,
    a_channel,
    a_finding,
    a_page,
    a_rule,
    a_service,
    all_pillars,
    an_audit,
    render,
    section,
    words,
)


def verdict_of(*pillars: float | None, **changes: Any) -> str:
    """The sentence about the one service, whose pillars have these values."""
    services = [a_service(pillars=all_pillars(*pillars)), a_service(id="another", state="not_measurable")]
    sentences = section(render(an_audit(services=services, **changes)), "services").xpath(
        ".//p[@class='verdict']"
    )
    return " ".join(words(sentence) for sentence in sentences)


def test_a_service_is_told_its_strongest_and_weakest_pillars_and_what_to_fix_there_for_whom() -> None:
    rules = [
        *an_audit().rules[:3],
        a_rule("missing-phone-number", "channels", scope="service", groups=["no internet", "older persons"]),
    ]
    assert verdict_of(80, 95, 60, 95, 47, rules=rules) == (
        "Strongest in readability and mobile (95 of 100). Weakest in channels (47 of 100): "
        "What is left for those who cannot do it online? "
        "First to fix there: “Title of missing-phone-number”. "
        "It is hardest on people without internet and older persons."
    )


def test_the_first_cause_that_reaches_the_service_is_named_and_no_other() -> None:
    causes = [
        a_cause("missing-name", scored=False),
        a_cause("elsewhere", services=["another"]),
        a_cause("nearby"),
        a_cause("later"),
    ]
    rules = [*an_audit().rules, *(a_rule(each, "accessibility") for each in ("elsewhere", "nearby", "later"))]
    findings = [a_finding(cause["rule"]) for cause in causes]
    said = verdict_of(10, 90, 90, 90, 90, rules=rules, causes=causes, findings=findings)
    assert "First to fix there: “Title of nearby”. It is hardest on people with low vision." in said


def test_a_weak_pillar_without_a_cause_is_named_without_one() -> None:
    assert verdict_of(80, 70, 60, 90, 50, causes=[]) == (
        "Strongest in mobile (90 of 100). Weakest in channels (50 of 100): "
        "What is left for those who cannot do it online?"
    )


def test_where_two_pillars_are_weakest_neither_is_explained() -> None:
    assert verdict_of(80, 70, 60, 50, 50, causes=[]) == (
        "Strongest in accessibility (80 of 100). Weakest in mobile and channels (50 of 100)."
    )


def test_a_service_that_ends_for_somebody_says_so_before_its_strengths() -> None:
    service = a_service(pillars=all_pillars(80, 70, 60, 90, 50), blockers=[a_blocker()], blocked="yes")
    audit = an_audit(
        services=[service],
        rules=[*an_audit().rules, a_rule("online-only", "channels", scope="service", blocker="quoted")],
    )
    services = section(render(audit), "services")
    first = services.xpath(".//p[@class='verdict']")[0]
    assert words(first) == (
        "A barrier ends it for somebody altogether: “Title of online-only”. So it gets at most 40 points."
    )
    assert "A barrier ends it for somebody" in words(services.xpath(".//table")[0])


def test_where_a_barrier_may_end_a_service_a_person_is_sent_to_look() -> None:
    service = a_service(pillars=all_pillars(80, 70, 60, 90, 50), blocked="perhaps")
    services = section(render(an_audit(services=[service])), "services")
    assert words(services.xpath(".//p[@class='verdict']")[0]) == (
        "A barrier may end it for somebody altogether: a person has to look."
    )
    assert "A barrier ends it" not in words(services.xpath(".//table")[0])


def test_a_service_without_a_failure_is_not_called_perfect() -> None:
    assert verdict_of(100, 100, 100, 100, 100, causes=[]) == (
        "Nothing that could be tested failed in accessibility, readability, weight, mobile and channels."
    )


def test_what_could_not_be_measured_is_said_and_never_called_weakest() -> None:
    said = verdict_of(100, None, 100, 100, 100, causes=[])
    assert said == (
        "Nothing that could be tested failed in accessibility, weight, mobile and channels. "
        "Not measurable: readability."
    )


def test_of_a_service_without_any_measured_pillar_nothing_is_said() -> None:
    assert verdict_of(None, None, None, None, None) == ""


def test_points_say_how_many_rules_and_elements_they_rest_on() -> None:
    counts = {"passed": 3, "failed": 1, "cantTell": 7}
    pages = [
        a_page("one", rules={"missing-name": counts, "low-contrast": {"untested": "no"}, "tip": counts}),
        a_page("two", rules={"missing-name": counts}),
        a_page("copy", rules={"missing-name": counts}, duplicate_of="one"),
        a_page("elsewhere", rules={"missing-name": counts}),
    ]
    audit = an_audit(
        pages=pages,
        services=[a_service(pages=["one", "two", "copy"])],
        rules=[*an_audit().rules, a_rule("tip", "accessibility", scored=False)],
    )
    row = section(render(audit), "services").xpath(".//tr[th[normalize-space()='Accessibility']]")[0]
    assert words(row.findall("td")[1]) == "95 % 1 rule, 8 elements"  # 3 + 1 on each of two pages


# --- Ways to reach the office ---------------------------------------------------------------------------


def test_ways_that_were_found_are_quoted_with_their_page_and_not_said_to_work() -> None:
    found = {"phone": a_channel("actionable", ("+442079460140", "Call 020 7946 0140"))}
    channels = section(render(an_audit(services=[a_service(channels=found)])), "channels")
    assert "Found on the page, not tried" in [words(heading) for heading in channels.findall(".//h4")]
    assert words(channels.find(".//details/dl")) == "Telephone +442079460140 Call 020 7946 0140 on /contact"
    assert channels.xpath(".//details/dl//a/@href") == [f"{HOME}contact"]


def test_a_way_that_is_only_named_in_words_is_marked_as_such() -> None:
    found = {"sms": a_channel("mentioned", ("", "Send us a text message"))}
    channels = section(render(an_audit(services=[a_service(channels=found)])), "channels")
    assert words(channels.find(".//summary")) == "Text message (in words only)"


def test_absent_ways_and_those_that_could_not_be_told_stand_apart() -> None:
    rules = [
        *an_audit().rules,
        *(a_rule(each, "channels", scope="service") for each in ("no-post", "no-form", "no-email")),
    ]
    answered = {
        "missing-phone-number": {"passed": 0, "failed": 1, "cantTell": 0},
        "no-post": {"passed": 0, "failed": 0, "cantTell": 1},
        "no-form": {"untested": "no page was read"},
        "no-email": {"passed": 1, "failed": 0, "cantTell": 0},
    }
    findings = [
        a_finding(
            "missing-phone-number", "channels", page=None, url=None, message="No phone number on 2 pages"
        ),
        a_finding("no-post", "channels", page=None, url=None, outcome="cantTell", message="No address yet"),
        a_finding(
            "no-form", "channels", page=None, outcome="untested", message="Not tested: no page was read"
        ),
    ]
    audit = an_audit(services=[a_service(rules=answered)], rules=rules, findings=findings, causes=[])
    channels = section(render(audit), "channels")
    lists = {
        words(heading): [words(item) for item in heading.getnext().findall("li")]
        for heading in channels.findall(".//h4")
    }
    assert lists == {
        "Found on the page, not tried": [],
        "Not found": ["No phone number on 2 pages."],
        "Could not be told": ["No address yet.", "What is required. No page was read"],
    }
    assert "4 questions about the service as a whole: 1 answered yes, 1 no, 2 could not be told." in words(
        channels
    )


def test_without_services_the_ways_of_the_whole_portal_are_told() -> None:
    found = {"email": a_channel("actionable", ("a@portal.example", "a@portal.example"))}
    audit = an_audit(portal={"channels": found}, services=[], findings=[], causes=[])
    assert "a@portal.example" in words(section(render(audit), "channels"))


def told(person: str, answer: str, reason: str, *said: str) -> dict[str, object]:
    evidence = [{"channel": "post", "text": text, "url": f"{HOME}help", "selector": "p"} for text in said]
    return {"person": person, "answer": answer, "reason": reason, "evidence": evidence}


def test_who_can_get_a_service_done_is_answered_with_quotations_and_equal_answers_once() -> None:
    by_post = "It can be done by post."
    answers = [
        told("no_internet", "yes", by_post, "Send it to us"),
        told("deaf", "yes", by_post, "Send it to us"),
        told("basic_phone", "not_said", "Its pages say nothing of it."),
    ]
    channels = section(render(an_audit(services=[a_service(who_can=answers)])), "channels")
    [given] = channels.xpath(".//dl[@class='asked']")
    assert [words(each) for each in given] == [
        "Somebody who has no internet or is deaf: yes",
        "It can be done by post. Send it to us on /help",
        "Somebody who has only a basic phone: not said",
        "Its pages say nothing of it.",
    ]
    assert given.xpath(".//a/@href") == [f"{HOME}help"]


def test_what_pages_say_of_ways_is_quoted_in_the_language_of_each_page() -> None:
    help_page = a_page("help", url=f"{HOME}help", final_url=f"{HOME}help", language="sw")
    service = a_service(
        who_can=[told("deaf", "yes", "It can be done by post.", "Tuma barua")],
        channels={
            "email": a_channel(
                "actionable", ("a@portal.example", "Escreva para a@portal.example"), url=f"{HOME}one"
            ),
            "phone": a_channel("actionable", ("020 7946 0140", "Call 020 7946 0140")),
        },
    )
    pages = [a_page("one", language="pt"), a_page("two"), help_page]
    quoted = section(render(an_audit(pages=pages, services=[service])), "channels").iter("q")
    assert {(words(each), each.get("lang")) for each in quoted} == {
        ("Tuma barua", "sw"),
        ("Escreva para a@portal.example", "pt"),
        ("Call 020 7946 0140", None),  # on a page that is not among those of the audit
    }


def test_answers_are_counted_over_the_services() -> None:
    yes, no = told("deaf", "yes", "By post."), told("deaf", "no", "Only by voice.")
    services = [
        a_service(id=name, who_can=[each])
        for name, each in zip(("register", "b", "c"), (yes, no, yes), strict=True)
    ]
    channels = section(render(an_audit(services=services)), "channels")
    [row] = channels.xpath(".//table[contains(@class, 'answers')]/tbody/tr")
    assert [words(cell) for cell in row] == ["is deaf", "2", "0", "1", "0"]


def test_services_are_laid_out_by_the_channels_that_any_of_them_has() -> None:
    phone, none = a_channel("complete", ("+442079460140", "Call us")), a_channel("absent")
    services = [
        a_service(name="Births", channels={"phone": phone, "sms": none}),
        a_service(id="taxes", name="Taxes", channels={"phone": a_channel(None), "sms": none}),
    ]
    channels = section(render(an_audit(services=services)), "channels")
    [table] = channels.xpath(".//table[@class='languages']")
    assert [[words(cell) for cell in row] for row in table.iter("tr")] == [
        ["Service", "Telephone"],
        ["Births", "complete"],
        ["Taxes", "not known"],
    ]

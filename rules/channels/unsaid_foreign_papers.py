"""A service that asks for papers of birth or marriage should say which foreign ones it takes.

Why it matters: who was born or married abroad has a certificate in another language. If nothing is said,
they pay for a translation that is not wanted, or travel to an office to be sent away.

How to fix it: say whether foreign certificates are taken, who must translate or legalise them, and in which
languages no translation is needed.

Source: Regulation (EU) 2016/1191 spares public documents between EU countries legalisation and, with
multilingual forms, translation, https://e-justice.europa.eu/content_public_documents-551-en.do; Regulation
(EU) 2018/1724, article 2 (information on procedures for people from other countries),
https://eur-lex.europa.eu/eli/reg/2018/1724/oj. No standard demands it: it is advice.
"""

from collections.abc import Iterator

from auditor.deadends.judging import first_said, own_pages
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Asked, Demands, Mention, Said, ServiceEvidence, Subject

PAPERS = frozenset({"birth certificate", "marriage certificate"})  # names in auditor/burden/words.json

_ASK = "The page asks for papers: “{quote}”. Does it say which foreign ones are taken, and who translates?"

BIRTH = Demands(
    mentions=(Mention(Asked.DOCUMENT, "birth certificate", "Bring your birth certificate", "p", URL),)
)
FOREIGN = Said(Subject.FOREIGN_PAPERS, "Foreign certificates need a translation.", "p", URL)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for papers that are asked for, and for any word of foreign ones."""
    mentions = (
        mention
        for page in own_pages(service)
        for mention in (page.demands.mentions if page.demands else None) or ()
        if mention.asked is Asked.DOCUMENT and mention.name in PAPERS
    )
    asked = next(mentions, None)
    if asked is None:
        yield Inapplicable()
    elif first_said(service, (Subject.FOREIGN_PAPERS,)) is not None:
        yield Passed()
    else:
        yield CantTell(
            _ASK, at=Place(selector=asked.selector, snippet=asked.text, url=asked.url), quote=asked.text
        )


RULE = Rule(
    title="Nothing is said about foreign papers",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.SECOND_LANGUAGE, Group.NO_NATIONAL_ID),
    scope=Scope.SERVICE,
    advice=True,
    check=check,
    examples=(
        Example("a certificate is asked for", service(digest(demands=BIRTH)), CantTell),
        Example("foreign ones are spoken of", service(digest(demands=BIRTH, said=(FOREIGN,))), Passed),
        Example("no papers", service(digest()), Inapplicable),
    ),
)

"""Where this program answers otherwise than axe-core, and why: read from a table, as data.

axe is right about nearly all that it says. Where it is not, or leaves open what can be decided,
the table beside its rules says so, with a source; where it is right about a rule of ACT and does
not say so, the table adds that.
"""

import re
from dataclasses import dataclass
from typing import Literal

from auditor.evidence.axe_results import AxeNode

type Answer = Literal["failed", "cantTell", "passed"]

_HEADING = re.compile(r"Fix (?:any|all) of the following:")
_WORST_FIRST: tuple[Answer, ...] = ("failed", "cantTell", "passed")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one sentence that axe says of an element is answered.

    `said` is a pattern of the whole sentence. Where the element's markup has a match of `unless`,
    axe's own answer stands.
    """

    said: str
    answer: Answer
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What this program says otherwise about one rule of axe. `why` gives the reason and its source.

    `advice` makes a failure one of no criterion. `replaced_by` names the rule of this program that
    asks the same, so that axe's is not asked. `act` and `not_act` are ACT rules that axe
    implements and does not name, or names and does not implement.
    """

    why: str
    act: tuple[str, ...] = ()
    not_act: tuple[str, ...] = ()
    advice: bool = False
    replaced_by: str = ""
    readings: tuple[Reading, ...] = ()

    def answer(self, node: AxeNode, own: Answer) -> Answer:
        """Answer for an element to which axe gave an answer of its `own`.

        Each sentence that axe says of it is read, and the worst answer counts; of a sentence that
        no reading knows it is axe's.
        """
        lines = [line.strip() for line in node.summary.splitlines()]
        said = [line for line in lines if line and not _HEADING.fullmatch(line)]
        answers = {self._read(sentence, node.html, own) for sentence in said} or {own}
        return next(answer for answer in _WORST_FIRST if answer in answers)

    def _read(self, sentence: str, html: str, own: Answer) -> Answer:
        for reading in self.readings:
            if re.fullmatch(reading.said, sentence) and not (
                reading.unless and re.search(reading.unless, html)
            ):
                return reading.answer
        return own

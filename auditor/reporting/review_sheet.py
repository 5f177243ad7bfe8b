"""The columns that people fill in of a spreadsheet, and those by which it is known what they speak of.

`reports/xlsx.py` writes them, and `auditor review` reads them back.
"""

from enum import StrEnum

TO_REVIEW = "To review"
CRITERIA = "Criteria"
ANSWERS = ("passed", "failed")


class Given(StrEnum):
    """What a person writes; on both sheets, empty at first."""

    ANSWER = "Answer"
    REVIEWER = "Reviewer"
    REASON = "Reason"
    DATE = "Date"
    EXPIRES = "Expires"


class Key(StrEnum):
    """What the answer is about: on the sheet of questions the first five, on that of criteria the last."""

    RULE = "Rule"

    CAUSE = "Cause"
    ALIKE = "Alike"
    SERVICE = "Service id"
    PAGE = "Page path"
    CRITERION = "Criterion"

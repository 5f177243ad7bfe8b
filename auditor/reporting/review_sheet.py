"""The columns that people fill in of a spreadsheet, and those by which it is known what they speak of.

`reports/xlsx.py` writes them, and `auditor review` reads them back.
"""

from enum import StrEnum

from auditor.locale.speaking import marked

TO_REVIEW = marked("To review")
CRITERIA = marked("Criteria")
ANSWERS = ("passed", "failed")


class Given(StrEnum):
    """What a person writes; on both sheets, empty at first."""

    ANSWER = marked("Answer")
    REVIEWER = marked("Reviewer")
    REASON = marked("Reason")
    DATE = marked("Date")
    EXPIRES = marked("Expires")


class Key(StrEnum):
    """What the answer is about: on the sheet of questions the first five, on that of criteria the last."""

    RULE = marked("Rule")

    CAUSE = marked("Cause")
    ALIKE = marked("Alike")
    SERVICE = marked("Service id")
    PAGE = marked("Page path")
    CRITERION = marked("Criterion")

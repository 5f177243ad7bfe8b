"""Every finding as CSV, for spreadsheets and programs: RFC 4180, in UTF-8 with a byte order mark.

Without the mark Excel reads the file in the machine's old encoding; programs skip it (in Python:
`encoding="utf-8-sig"`).

No cell is a formula when the file is opened in a spreadsheet: what could be one begins with an
apostrophe, also after a semicolon, at which spreadsheets in many countries part cells.
Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import io
import re

from auditor.audit import Audit
from auditor.locale.speaking import gettext
from auditor.reporting.format import Format

from . import _tables

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # the byte order mark
# The signs by which a formula begins; the full-width ones are taken for them in East Asia.
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def render(audit: Audit) -> str:
    """Write a line of titles, and one for each finding."""
    table = _tables.findings(audit)
    file = io.StringIO(newline="")
    file.write(MARK)
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([gettext(column.title) for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return file.getvalue()


def _cell(value: _tables.Value) -> str | float:
    if isinstance(value, int | float):
        return value
    text = value.url if isinstance(value, _tables.Link) else str(value or "")
    return _FORMULA.sub(r"\1'", _tables.line(text))


FORMAT = Format(title="Every finding as CSV", filename="findings.csv", render=render, spoken=True)

"""The words by which a page asks whether somebody saves data, as patterns for Python and for browsers."""

# A field of this name that is read: no method, and nothing that is set. WICG, Save Data API.
READ_BY_SCRIPT = r"\.saveData\b(?!\s*(?:\(|=[^=]))"
ASKED_BY_STYLE = r"\(\s*prefers-reduced-data\b"  # CSS Media Queries 5

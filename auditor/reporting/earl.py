"""What all our reports in EARL share: who asserts, and the addresses of words and criteria.

Source: Evaluation and Report Language 1.0, https://www.w3.org/TR/EARL10-Schema/.
"""

from typing import Any

from auditor.version import __version__

PROGRAM = f"urn:inclusion-auditor:{__version__}"
EARL = "http://www.w3.org/ns/earl#"
DUBLIN_CORE = "http://purl.org/dc/terms/"
DOAP = "http://usefulinc.com/ns/doap#"
# What `program` needs of a context.
PROGRAM_TERMS = {
    "doap": DOAP,
    "Assertor": f"{EARL}Assertor",
    "name": "doap:name",
    "release": "doap:release",
    "revision": "doap:revision",
}


def program() -> dict[str, Any]:
    """Describe this program as the one who asserts."""
    return {
        "@type": ["Assertor", "doap:Project"],
        "@id": PROGRAM,
        "name": "Inclusion Auditor",
        "release": {"@type": "doap:Version", "revision": __version__},
    }

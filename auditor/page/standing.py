"""Where an amount stands among the web's pages. Pure.

Source: HTTP Archive, Web Almanac 2025, chapter Page Weight (July 2025, mobile pages; its
queries count 1,024 bytes to the KB), https://almanac.httparchive.org/en/2025/page-weight:
figures "Page weight distribution by device", "Distribution of request volume by device
type" and "JavaScript size distribution by device".
"""

from dataclasses import dataclass

from auditor.outcome import Share

_KB = 1_024


@dataclass(frozen=True, slots=True)
class Spread:
    """How an amount is spread over the web's mobile pages: the 10th to the 90th percentile."""

    p10: int
    p25: int
    p50: int
    p75: int
    p90: int

    def surpassed(self, amount: float) -> Share:
        """Give the share of pages that have less than this amount, as far as is known."""
        shares = {self.p10: 0.1, self.p25: 0.25, self.p50: 0.5, self.p75: 0.75, self.p90: 0.9}
        return Share(max((share for least, share in shares.items() if amount > least), default=0.0))


PAGE_BYTES = Spread(516 * _KB, 1_127 * _KB, 2_164 * _KB, 4_119 * _KB, 8_337 * _KB)
REQUESTS = Spread(25, 42, 72, 116, 179)
SCRIPT_BYTES = Spread(89 * _KB, 270 * _KB, 646 * _KB, 1_233 * _KB, 1_910 * _KB)

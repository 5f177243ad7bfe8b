"""What bytes emit, by the Sustainable Web Design model, version 4. Pure, and no part of any score.

Kilowatt-hours a gigabyte, to run and to build, and grams of CO2 equivalent a kilowatt-hour of the world's
grid. Source: Sustainable Web Design, Estimating Digital Emissions, version 4,
https://sustainablewebdesign.org/estimating-digital-emissions/; the constants as in
https://github.com/thegreenwebfoundation/co2.js/blob/main/src/constants/index.js.
"""

GRAMS_PER_KWH = 494
_KWH_PER_GB = {
    "data centre": (0.055, 0.012),
    "network": (0.059, 0.013),
    "device": (0.080, 0.081),
}


def grams_co2e(size_bytes: float) -> float:
    """Estimate what a transfer emits, with an average grid and nothing said of who hosts it."""
    return size_bytes / 1e9 * sum(map(sum, _KWH_PER_GB.values())) * GRAMS_PER_KWH

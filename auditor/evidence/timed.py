"""Evidence of a load that was slowed down: when what was there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds from asking for the page until its largest text was shown, its scripts had run, all was there.

    `network` and `device` are the ids of what was emulated, "" where the line itself was slow. A moment
    that the browser did not tell is None.
    """

    network: str
    device: str
    main_text_s: float | None
    usable_s: float | None
    complete_s: float | None

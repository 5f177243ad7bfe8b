"""The contract of a report: one file a format, made from audits and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from auditor.audit import Audit

type Split = Callable[[Audit], Iterator[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Format:
    """A report format.

    `render` turns one audit into the text of `filename`, or into its bytes; `compare`, where
    the format has one, turns several portals' audits into the text of `comparison_filename`.
    Neither reads a clock, a network or a file. Of a format that is `printed`, `render` gives a
    page that a browser prints as PDF. `pieces`, where the format has it, gives what `render` gives in
    UTF-8 and piece by piece, so that the whole of a large audit never has to be in memory. `split`
    is for audits whose report would be too large for one file: it gives the names and contents of
    several, `filename` last, the others in `folder` beside it.
    One that is `spoken` says what it says in the language that is spoken (`auditor.locale.speaking`); the
    others are for programs, and in English.
    """

    title: str
    filename: str
    render: Callable[[Audit], str | bytes]
    comparison_filename: str = ""
    compare: Callable[[Sequence[Audit]], str] | None = None
    printed: bool = False
    pieces: Callable[[Audit], Iterator[bytes]] | None = None
    spoken: bool = False
    split: Split | None = None
    folder: str = ""

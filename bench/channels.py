"""How often the channels of short pieces of public pages are told right.

    python -m bench.channels [--part PART] [--keep FOLDER] [--out accuracy.json]

The pieces and their labels, made by hand before the program was run on any, are in
fixtures/labels/channels; its README says what counts as right. Each piece is served on loopback as a
page of its own and visited as an audit visits it. One half of the portals is for improving on: its
errors are listed. The other half and a second set are scored once: only counts are shown of them.
With `--keep`, what the visits saw is kept in a folder and used again.
"""

import argparse
import asyncio
import hashlib
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.evidence import CLOSE_PARTS, PageEvidence, from_json, to_json
from auditor.service import Channel
from auditor.services.digest import digest_of
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import find_browser
from bench.channel_labels import (
    Answer,
    Decision,
    Half,
    Piece,
    Score,
    as_figures,
    as_page,
    beside,
    decide,
    read_pieces,
    score,
)
from bench.kept import keep
from fixtures.server import PortalServer

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "fixtures" / "labels" / "channels"


def see(pieces: Sequence[Piece], folder: Path) -> dict[str, PageEvidence]:
    """Give what a visit sees of each piece; what the folder has of it is used again."""
    files = {piece.id: folder / f"{_key(piece)}.json" for piece in pieces}
    missing = [piece for piece in pieces if not files[piece.id].is_file()]
    if missing:
        for piece, page in zip(missing, asyncio.run(_visit(missing)), strict=True):
            files[piece.id].write_bytes(to_json(replace(page, country=piece.country)))
    return {name: from_json(file.read_bytes()) for name, file in files.items()}


def compare(
    pieces: Sequence[Piece], pages: Mapping[str, PageEvidence]
) -> tuple[list[Decision], dict[Channel, Score]]:
    """Find the channels of each piece as an audit does, and hold them against the labels."""
    decisions: list[Decision] = []
    noise: Counter[Channel] = Counter()
    for piece in pieces:
        mentions = digest_of(pages[piece.id], piece.id).channels
        decisions += decide(piece, mentions)
        noise.update(beside(piece, mentions))
    return decisions, {channel: score(channel, decisions, noise[channel]) for channel in Channel}


async def _visit(pieces: Sequence[Piece]) -> list[PageEvidence]:
    settings = VisitSettings(hosts=("127.0.0.1",), axe=False, unwanted=CLOSE_PARTS)
    with tempfile.TemporaryDirectory() as temporary:
        for piece in pieces:
            (Path(temporary) / f"{_key(piece)}.html").write_text(as_page(piece), encoding="utf-8")
        with PortalServer(Path(temporary)) as server:
            async with ChromiumBrowser(find_browser(), settings, tabs=2) as browser:
                urls = (f"{server.url}{_key(piece)}.html" for piece in pieces)
                return await asyncio.gather(*map(browser.visit, urls))


def error(decision: Decision) -> str:
    """Write a decision that is wrong as a line."""
    lacks_value = decision.found is Answer.USABLE and not decision.holds_value
    value = ", without its value" if lacks_value else ""
    levels = f"{decision.labelled}, found {decision.found}"
    return f"{decision.piece:<40} {decision.channel:<14} {levels}{value}"


def _key(piece: Piece) -> str:
    """Name a piece in a way that tells nothing of it, and changes with it."""
    seen = f"{as_page(piece)} {piece.country}"
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def main() -> None:
    """Compare, print, and write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", type=Half, choices=list(Half), default=Half.TUNE, help="which to score")
    parser.add_argument("--keep", type=Path, help="keep here what the visits saw, and use it again")
    parser.add_argument("--out", type=Path, default=ROOT / "accuracy.json", help="what is there is kept")
    options = parser.parse_args()
    half: Half = options.part
    pieces = [piece for piece in read_pieces(LABELS) if piece.half is half]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        decisions, scores = compare(pieces, see(pieces, folder))
    if half is Half.TUNE:
        print("\n".join(error(decision) for decision in decisions if not decision.is_right))
    print(f"\n{len(pieces)} pieces, {half}; precision and recall are of what is usable")
    for channel, of_one in scores.items():
        print(f"{channel:<14} right {of_one.right}, on use {of_one.right_on_use};")
        print(f"{'':<14} precision {of_one.precision}, recall {of_one.recall}, beside {of_one.beside}")
    figures = {channel.value: as_figures(of_one) for channel, of_one in scores.items() if of_one.right.of}
    keep(options.out, {f"channels, {half}": figures})


if __name__ == "__main__":
    main()

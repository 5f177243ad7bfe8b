"""Exports the real built sites that docs/accuracy.md reports on, to be served on loopback.

`python bench/real_sites.py comune --repository PATH/TO/CLONE --out FOLDER` writes the site as of
its commit into a new folder; `python fixtures/server.py FOLDER --port 8101` serves it. PATH is a
clone of the site's repository, bare or not; nothing of it is changed.

Two of the sites take style sheets and scripts from other hosts. The same versions are fetched
once by `npm pack`, or come from the clone that `--beside` names, and the pages are made to name
the copies, so that they look as their visitors see them. What is in neither does not arrive.
"""

import argparse
import io
import re
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

COPIES = "_copies"  # the folder, on the served site, of what came from other hosts
_CDNJS = r"https://cdnjs\.cloudflare\.com/ajax/libs"
_BOOTSTRAP_CDN = r"https://(?:stackpath|maxcdn)\.bootstrapcdn\.com"


@dataclass(frozen=True)
class RealSite:
    """A site: where it is kept, under which address its pages expect to lie, where its audit begins.

    `copies` are packages of npm, `beside` another repository and its tree; `replaced` maps
    patterns of addresses in its pages to what stands for them. `clean` tells that its host
    also answers to addresses without ".html", and that its own links count on it. `left_out`
    are files that are not exported: the robots.txt of a preview that is to be found by nobody.
    """

    repository: str
    commit: str
    folder: str
    base: str
    start: str
    copies: tuple[str, ...] = ()
    beside: tuple[str, str] | None = None
    replaced: Mapping[str, str] = field(default_factory=dict)
    clean: bool = False
    left_out: Sequence[str] = ()


SITES = {
    "comune": RealSite(
        repository="italia/design-comuni-pagine-statiche",
        commit="05cb49d1802458f483f8ab0151cb72b92a084fea",
        folder="",
        base="",
        start="/sito/",
    ),
    "poncho": RealSite(
        repository="argob/poncho",
        commit="dd5dfc471463ae0d9cc244800ae2501b2993b105",
        folder="",
        base="poncho",
        start="/poncho/plantillas/paginas-de-argentina/",
        copies=(
            *("bootstrap@3.4.1", "bootstrap@3.3.7", "jquery@2.2.4", "jquery@3.3.1", "font-awesome@4.7.0"),
            *("chosen-js@1.8.7", "datatables.net-bs@1.10.18"),
        ),
        replaced={
            rf"{_BOOTSTRAP_CDN}/bootstrap/(3\.\d\.\d)/": rf"/{COPIES}/bootstrap-\1/package/dist/",
            rf"{_CDNJS}/jquery/(\d\.\d\.\d)/": rf"/{COPIES}/jquery-\1/package/dist/",
            rf"(?:{_CDNJS}|{_BOOTSTRAP_CDN})/font-awesome/4\.7\.0/": f"/{COPIES}/font-awesome-4.7.0/package/",
            r"https://id\.argentina\.gob\.ar/static/css/chosen/": f"/{COPIES}/chosen-js-1.8.7/package/",
            r"https://cdn\.datatables\.net/v/bs/[^\"]*/datatables\.min\.css": (
                f"/{COPIES}/datatables.net-bs-1.10.18/package/css/dataTables.bootstrap.min.css"
            ),
            r"https?://argob\.github\.io/poncho/": "/poncho/",
        },
    ),
    "govcy": RealSite(
        repository="gov-cy/govcy-design-system-docs",
        commit="f855abda1d291326306875940f9b83a32b5cabf7",
        folder="docs",
        base="govcy-design-system-docs",
        start="/govcy-design-system-docs/",
        copies=("prism-themes@1.9.0",),
        beside=("gov-cy/govcy-design-system", "v3.2.0:dist"),
        replaced={
            r"https://cdn\.jsdelivr\.net/gh/gov-cy/govcy-design-system@v3\.\d\.0/dist/": f"/{COPIES}/beside/",
            rf"{_CDNJS}/prism-themes/1\.9\.0/": f"/{COPIES}/prism-themes-1.9.0/package/themes/",
        },
    ),
}

_TOWNS = tomllib.loads(Path(__file__).with_name("towns.toml").read_text(encoding="utf-8"))
SITES |= {name: RealSite(**{"folder": "", "base": "", **town}) for name, town in _TOWNS.items()}


def export(site: RealSite, repository: Path, out: Path, beside: Path | None = None) -> None:
    """Write a site's files as of its commit, with copies of what it takes from other hosts."""
    pages = out / site.base
    pages.mkdir(parents=True)
    _write_tree(repository, f"{site.commit}:{site.folder}", pages)
    for name in site.left_out:
        (pages / name).unlink()
    for package in site.copies:
        _unpack(package, out / COPIES)
    if site.beside and beside:
        _write_tree(beside, site.beside[1], out / COPIES / "beside")
    for page in pages.rglob("*.html"):
        text = page.read_text(encoding="utf-8", errors="surrogateescape")
        for pattern, copy in site.replaced.items():
            text = re.sub(pattern, copy, text)
        page.write_text(text, encoding="utf-8", errors="surrogateescape")


def _write_tree(repository: Path, tree: str, out: Path) -> None:
    """Write the files of a tree; those that the clone lacks (partial clones do) are named and left out."""
    for line in _git(repository, "ls-tree", "-r", "-z", tree).decode().split("\0"):
        if not line:
            continue
        facts, _, name = line.partition("\t")
        _, kind, blob = facts.split()
        if kind != "blob":
            continue
        try:
            content = _git(repository, "cat-file", "blob", blob)
        except subprocess.CalledProcessError:
            print(f"not in the clone: {name}")
            continue
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)


def _git(repository: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def _unpack(package: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        command = ["npm", "pack", "--silent", package]
        packed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=temporary).stdout
        name = packed.split()[-1]
        data = Path(temporary, name).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder / name.removesuffix(".tgz"), filter="data")


def main() -> None:
    """Export one site."""
    parser = argparse.ArgumentParser(description="Export a real built site, to be served on loopback.")
    parser.add_argument("site", choices=SITES)
    parser.add_argument("--repository", type=Path, required=True, help="a clone of the site's repository")
    parser.add_argument("--out", type=Path, required=True, help="a folder that does not exist yet")
    parser.add_argument(
        "--beside", type=Path, help="a clone of the repository that the site takes files from"
    )
    options = parser.parse_args()
    site = SITES[options.site]
    if site.beside and not options.beside:
        parser.error(f"--beside: {options.site} takes files from {site.beside[0]}; name a clone of it")
    export(site, options.repository, options.out, options.beside)
    print(f"{site.repository} at {site.commit[:7]} is in {options.out}; its audit begins at {site.start}")


if __name__ == "__main__":
    main()

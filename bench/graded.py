"""Public texts that people have graded, as pairs: the same content, once hard and once easy.

`bench/graded.toml` names the repositories and commits. `load(folder)` reads clones of them that
lie in one folder, bare or not; a corpus whose clone is missing is left out. Nothing of
them is part of this repository.

Each pair belongs to one of two halves, by a digest of its name and a seed: what is tuned is
tuned on `Half.TUNED`, and what is reported is measured on `Half.HELD_OUT`. Pairs that show the
same document (versions, parts) share a half.
"""

import csv
import hashlib
import io
import random
import re
import subprocess
import sys
import tarfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.office import paragraphs, rows_of_sheet

SEED = 2026
_MAX_CHARS = 20_000  # of a text: more tells nothing new, and Wikipedia's articles are long
_KLEXIKON_PAIRS = 400
_GROUP_WORDS = 150  # so that a group of sentences is long enough to be graded

CORPORA = tomllib.loads(Path(__file__).with_name("graded.toml").read_text(encoding="utf-8"))

type Blocks = tuple[str, ...]


class Half(StrEnum):
    """What a pair is used for."""

    TUNED = "tuned"
    HELD_OUT = "held out"


@dataclass(frozen=True, slots=True)
class Pair:
    """One content in two versions, as blocks of text; `name` tells which document it is of."""

    corpus: str
    language: str
    name: str
    harder: Blocks
    easier: Blocks

    @property
    def half(self) -> Half:
        """Which half the pair belongs to, by its name alone."""
        return half_of(self.corpus, self.name)


def half_of(corpus: str, name: str) -> Half:
    """Draw a half for a document, the same each time."""
    digest = hashlib.sha256(f"{SEED}:{corpus}:{name}".encode()).digest()
    return Half.TUNED if digest[0] % 2 else Half.HELD_OUT


def load(folder: Path) -> Iterator[Pair]:
    """Read the pairs of all corpora whose clones lie in a folder."""
    for corpus, read in _READERS.items():
        clone = clone_in(folder, CORPORA[corpus]["repository"])
        if clone is None:
            continue
        source = Source(clone, CORPORA[corpus]["commit"])
        for name, harder, easier in read(source):
            yield Pair(corpus, CORPORA[corpus]["language"], name, _cut(harder), _cut(easier))


def clone_in(folder: Path, repository: str) -> Path | None:
    """Find the clone of a repository in a folder, under its name or owner and name."""
    owner, _, name = repository.partition("/")
    for candidate in (name, f"{owner}+{name}", f"{owner}+{name}/repo", f"{owner}/{name}"):
        for path in (folder / candidate / ".git", folder / candidate):
            if (path / "HEAD").exists():
                return path
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """A clone at one commit."""

    clone: Path
    commit: str = "HEAD"

    def text(self, path: str) -> str:
        """Read one file."""
        return _decoded(self.stored(path))

    def stored(self, path: str) -> bytes:
        """Read one file as it is stored."""
        return self._git("show", f"{self.commit}:{path}")

    def texts(self, *folders: str) -> Mapping[str, str]:
        """Read all files of some folders, by their paths."""
        packed = self._git("archive", "--format=tar", self.commit, *folders)
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            members = [member for member in archive if member.isfile()]
            return {member.name: _decoded(archive.extractfile(member).read()) for member in members}

    def rows(self, path: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
        """Read a table with a heading."""
        csv.field_size_limit(sys.maxsize)
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        yield from csv.DictReader(io.StringIO(self.text(path)), delimiter=delimiter, quoting=quoting)

    def _git(self, *arguments: str) -> bytes:
        command = ["git", "-C", str(self.clone), *arguments]
        return subprocess.run(command, check=True, capture_output=True).stdout


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _cut(lines: Iterable[str]) -> Blocks:
    """Fold white space, drop headings of wiki text and empty lines, and stop where it is enough."""
    blocks: list[str] = []
    chars = 0
    for line in lines:
        block = " ".join(line.split())
        if not block or block.startswith("==") or chars > _MAX_CHARS:
            continue
        blocks.append(block)
        chars += len(block)
    return tuple(blocks)


type Read = tuple[str, Iterable[str], Iterable[str]]


def _onestop(source: Source) -> Iterator[Read]:
    root = "Texts-SeparatedByReadingLevel"
    files = source.texts(f"{root}/Adv-Txt", f"{root}/Ele-Txt")
    for path, text in sorted(files.items()):
        easier = path.replace("Adv-Txt", "Ele-Txt").replace("-adv.txt", "-ele.txt")
        if path.endswith("-adv.txt") and easier in files:
            yield Path(path).stem.removesuffix("-adv"), text.splitlines(), files[easier].splitlines()


def _klexikon(source: Source) -> Iterator[Read]:
    easy, hard = "data/raw/klexikon/", "data/raw/wiki/"
    files = source.texts(easy, hard)
    names = sorted(path.removeprefix(easy) for path in files if path.startswith(easy))
    drawn = random.Random(SEED).sample(names, _KLEXIKON_PAIRS)  # noqa: S311  to be repeated, not secret
    for name in sorted(drawn):
        if hard + name in files:
            yield name, files[hard + name].splitlines(), files[easy + name].splitlines()


def _deplain(source: Source) -> Iterator[Read]:
    root = "B__Document-level_Corpus/DEplain-web-doc"
    for part in ("manual/open/plain-text/test.csv", "auto/open/plain-text/all.csv"):
        for row in source.rows(f"{root}/{part}"):
            name = row["complex_url"] or row["complex_document_id"]
            yield name, row["original"].splitlines(), row["simplification"].splitlines()


def _vikidia(source: Source) -> Iterator[Read]:
    root = "indices_lexicaux/corpusComparableWikiVikiTAL"
    files = source.texts(root)
    for path, text in sorted(files.items()):
        harder = path.replace("_vikidia", "_wikipedia")
        if Path(path).parent == Path(root) and path.endswith("_vikidia.txt") and harder in files:
            name = Path(path).stem.removesuffix("_vikidia")
            yield name, _talismane(files[harder]), _talismane(text)


def _talismane(tokens: str) -> list[str]:
    """Put the tokens of a parsed text together again, a sentence a line."""
    sentences = []
    for block in re.split(r"\n\s*\n", tokens):
        words = [line.split("\t")[1] for line in block.splitlines() if line.count("\t") > 1]
        text = " ".join(words).replace("_", " ")
        text = re.sub(r"(?<=['’]) | (?=[.,)\]])|(?<=[(\[]) ", "", text)  # noqa: RUF001
        text = re.sub(r"(?<=\w) - ?(?=\w)", "-", text)  # "sud - est": the parser cuts at each hyphen
        sentences.append(text)
    return sentences


def _wivico(source: Source) -> Iterator[Read]:
    packed = source.stored("wivico_v.2/wivico_dataset_v2.tar.gz")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        table = archive.extractfile("wivico_dataset_v2.tsv").read().decode("utf-8")
    cells = (line.split("\t") for line in table.splitlines()[1:20_001])
    rows = [row[:2] for row in cells if len(row) > 1]
    rows = list({easy: (hard, easy) for hard, easy in rows}.values())
    for start in range(0, len(rows) - 19, 20):
        group = rows[start : start + 20]
        yield f"rows {start}", [hard for hard, _ in group], [easy for _, easy in group]


def _porsimples(source: Source) -> Iterator[Read]:
    texts: dict[tuple[str, str], dict[str, str]] = defaultdict(lambda: defaultdict(str))
    for row in source.rows("porsimples/porsimples_sentences.tsv", "\t"):
        texts[row["production_id"], row["level"]][row["paragraph"]] += row["sentence_text"].strip() + " "
    for production in sorted({production for production, _ in texts}, key=int):
        if (production, "STR") in texts:
            yield production, texts[production, "ORI"].values(), texts[production, "STR"].values()


def _ruadapt(source: Source) -> Iterator[Read]:
    least_alike = 0.2  # less alike paragraphs were not aligned, but left over
    tables = ("Encyclopedic/lsslovar_C_to_A_par.csv", "Encyclopedic/lsslovar_C_to_B_par.csv")
    for path in (*tables, "Fairytales/df_fairytales_par.csv"):
        rows = [row for row in source.rows(path) if float(row["cos_sim"]) >= least_alike]
        pairs = [(row["source"], row["target"]) for row in rows]
        for start, group in _groups(pairs):
            yield f"{path} {start}", [hard for hard, _ in group], [easy for _, easy in group]


def _admin_it(source: Source) -> Iterator[Read]:
    files = source.texts("RD", "RS")
    for folder in ("RD", "RS"):
        paths = [path for path in files if path.startswith(folder) and path.endswith("-comp.txt")]
        paths.sort(key=lambda path: int(re.search(r"\d+", path)[0]))
        pairs = [(files[path], files[path.replace("-comp", "-simp")]) for path in paths]
        for start in range(0, len(pairs) - 5, 6):
            group = pairs[start : start + 6]
            yield f"{folder} {start}", [hard for hard, _ in group], [easy for _, easy in group]


def _amsterdam(source: Source) -> Iterator[Read]:
    documents: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in source.rows("complex-simple-sentences/complex-simple-v1-anonymized.csv"):
        documents[row["Document ID"]].append((row["Complex"], row["Simple"]))
    for document, pairs in documents.items():
        yield document, [hard for hard, _ in pairs], [easy for _, easy in pairs]


def _clara_med(source: Source) -> Iterator[Read]:
    documents: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in source.text("corpus/aligned.tsv").splitlines()[1:]:
        document, hard, easy = line.split("\t")[:3]
        documents[document].append((hard, easy))
    for document, pairs in documents.items():
        yield document, [hard for hard, _ in pairs], [easy for _, easy in pairs]


def _wablieft(source: Source) -> Iterator[Read]:
    """Pair articles with those that are most like them, if they are alike by their author's own limit."""
    least_alike = 0.643  # of logreg.ipynb: of so much alike ones, 93 % were found to tell the same news
    best: dict[str, tuple[float, str]] = {}  # one easy article to a harder one, or halves would share texts
    easy = hard = ""
    for text in paragraphs(source.stored("1000WablieftArticles+Sim.docx")):
        label, _, rest = text.partition(":")
        if label == "Wablieft article":
            easy, hard = rest.strip(), ""
        elif label == "Standaard article":
            hard = hard or rest.strip()
        elif label == "Score" and easy:
            best[hard] = max(best.get(hard, (least_alike, "")), (float(rest), easy))
            easy = ""  # the second and third are less alike
    for hard, (_, easy) in best.items():
        if easy:
            yield easy[:60], [_untokenised(hard)], [easy]


def _untokenised(text: str) -> str:
    """Put the marks of a text that was cut into tokens back to their words; quotation marks are dropped."""
    text = re.sub(r"(?<=\s)['\"](?=\s)", "", text)
    return re.sub(r"(?<=[(«]) +| +(?=[.,:;!?)»])", "", text)


def _samer(source: Source) -> Iterator[Read]:
    files = source.texts("data/splits")
    for path, text in sorted(files.items()):
        chapter = re.fullmatch(r"data/splits/\w+/(\d+)/(\d+)\.pnx\.txt", path)
        if chapter:
            easier = files[path.replace(".pnx.txt", "_l3.pnx.txt")]
            yield f"novel {chapter[1]} chapter {chapter[2]}", text.splitlines(), easier.splitlines()


def _dares(source: Source) -> Iterator[Read]:
    """Pair books of one subject: of grades 1 to 3, and of grades 7 to 12."""
    easier: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    harder: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows_of_sheet(source.stored("data/readability/data_V2.0/Paper_Dataset.xlsx")):
        if row["Coarse-grained"] != "UE":  # grades 4 to 6
            books = easier if row["Coarse-grained"] == "EE" else harder
            books[row["English_Filename"].replace("_", "")][row["Filename"]].append(row["Text"])
    for subject in sorted(easier):
        for (easy, easy_text), (hard, hard_text) in _drawn(easier[subject], harder[subject]):
            yield f"{hard} {easy}", hard_text, easy_text


def _plainrussian(source: Source) -> Iterator[Read]:
    graded: dict[bool, dict[str, str]] = {True: {}, False: {}}
    first_grades, last_grades = 4, 10
    for path, text in source.texts("textmetric/textsbygrade").items():
        grade = int(Path(path).parent.name)
        if not first_grades < grade < last_grades:
            graded[grade <= first_grades][Path(path).name] = text
    for (easy, easier), (hard, harder) in _drawn(graded[True], graded[False]):
        yield f"{hard} {easy}", harder.splitlines(), easier.splitlines()


def _schoolbooks(source: Source) -> Iterator[Read]:
    root = "corpora/books/books_d1_d2_stil/dataset_gazzola_stil_2019"
    easier, harder = (
        source.texts(f"{root}/{stage}") for stage in ("1_Ensino_Fundamental_I", "4_Ensino_Superior")
    )
    for (easy, easy_text), (hard, hard_text) in _drawn(easier, harder):
        yield f"{hard} {easy}", hard_text.splitlines(), easy_text.splitlines()


def _drawn[T](
    easier: Mapping[str, T], harder: Mapping[str, T]
) -> Iterator[tuple[tuple[str, T], tuple[str, T]]]:
    """Draw a harder text for each easier one, each once, until one kind is used up."""
    draw = random.Random(SEED)  # noqa: S311  to be repeated, not secret
    names = sorted(easier), sorted(harder)
    for of_one_kind in names:
        draw.shuffle(of_one_kind)
    for easy, hard in zip(*names, strict=False):
        yield (easy, easier[easy]), (hard, harder[hard])


def _groups(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Put neighbours together until both sides have enough words; what is left over at the end is dropped."""
    group: list[tuple[str, str]] = []
    for position, pair in enumerate(pairs):
        group.append(pair)
        if all(sum(len(one[side].split()) for one in group) >= _GROUP_WORDS for side in (0, 1)):
            yield position, group
            group = []


_READERS: Mapping[str, Callable[[Source], Iterator[Read]]] = {
    "onestop": _onestop,
    "klexikon": _klexikon,
    "deplain-web": _deplain,
    "vikidia": _vikidia,
    "wivico": _wivico,
    "porsimples": _porsimples,
    "ruadapt": _ruadapt,
    "admin-it": _admin_it,
    "amsterdam": _amsterdam,
    "clara-med": _clara_med,
    "wablieft": _wablieft,
    "samer": _samer,
    "dares": _dares,
    "plainrussian": _plainrussian,
    "schoolbooks": _schoolbooks,
}

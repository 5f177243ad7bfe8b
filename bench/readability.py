"""How well grades tell hard texts from easy ones, and languages from each other.

    python -m bench.readability FOLDER [--half tuned] [--out accuracy.json]

FOLDER holds clones of public repositories, bare or not: those of bench/graded.toml, the parallel
texts of bench/parallel.py, scrosseye/CLEAR-Corpus (CC BY-NC-SA 4.0: English excerpts with teachers'
judgements) and treebanks of Universal Dependencies (sentence ends, passives). What is missing is left out.
docs/readability.md and docs/accuracy.md have what came of it. What was tuned on one half of the
texts is reported on the other, once.
"""

import argparse
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from auditor.text.detection import detect
from auditor.text.passives import passive_in
from auditor.text.reading import GRADED_LANGUAGES, grade
from auditor.text.sentences import sentences
from bench.graded import CORPORA, Half, Source, clone_in, half_of, load
from bench.kept import keep
from bench.office import rows_of_sheet
from bench.pairing import Share
from bench.parallel import texts

ROOT = Path(__file__).resolve().parent.parent
CLEAR = ("scrosseye/CLEAR-Corpus", "dbf1cf0df30bf6be8b0691d2c078b75043ca6199")
TREEBANKS = {
    "ar": "Arabic-PUD", "da": "Danish-DDT", "de": "German-GSD", "en": "English-EWT", "es": "Spanish-GSD",
    "fr": "French-Sequoia", "hi": "Hindi-PUD", "id": "Indonesian-GSD", "it": "Italian-ISDT",
    "ko": "Korean-GSD", "nl": "Dutch-LassySmall", "no": "Norwegian-Bokmaal", "pl": "Polish-PDB",
    "pt": "Portuguese-GSD", "ru": "Russian-GSD", "sv": "Swedish-Talbanken", "tr": "Turkish-IMST",
    "zh": "Chinese-GSDSimp",
}  # fmt: skip
PASSIVES = {  # language and file by treebank; the lists were made on the other parts of the same treebanks
    "English-EWT": ("en", "en_ewt-ud-test.conllu"),
    "English-GUM": ("en", "en_gum-ud-test.conllu"),
    "English-PUD": ("en", "en_pud-ud-test.conllu"),
    "German-GSD": ("de", "de_gsd-ud-test.conllu"),
    "German-PUD": ("de", "de_pud-ud-test.conllu"),
    "Dutch-LassySmall": ("nl", "nl_lassysmall-ud-test.conllu"),
    "Dutch-Alpino": ("nl", "nl_alpino-ud-test.conllu"),
}
_ENDED = re.compile(r"""[.!?。！？؟।…][\\'"”»)“‘’]*$""")  # noqa: RUF001
_BLOCK_SENTENCES = 10  # gold sentences that are joined to one block
_PAGE_WORDS = 50
_SHORT_PARTS = 100  # a text of more parts has them by sentences
_LEAST_LANGUAGES = 8
_UNSPACED = {"zh": 1.7}  # characters a word, on average


def pairs(folder: Path, half: Half) -> dict[str, dict[str, Any]]:
    """Grade both texts of each pair, and count how often the harder one is graded higher."""
    graded: dict[str, list[tuple[float, float]]] = defaultdict(list)
    ungraded: dict[str, int] = defaultdict(int)
    for pair in load(folder):
        if pair.half is not half:
            continue
        harder, easier = grade(pair.harder, pair.language), grade(pair.easier, pair.language)
        if harder and easier:
            graded[pair.corpus].append((harder.years, easier.years))
        else:
            ungraded[pair.corpus] += 1
    return {corpus: _row(years, ungraded[corpus]) for corpus, years in graded.items()}


def _row(years: Sequence[tuple[float, float]], ungraded: int) -> dict[str, Any]:
    right = Share(sum(hard > easy for hard, easy in years), len(years))
    return {
        "pairs": right.of,
        "right": right.count,
        "share": round(right.count / right.of, 3),
        "interval": [round(end, 3) for end in right.interval],
        "hard_years": round(statistics.mean(hard for hard, _ in years), 1),
        "easy_years": round(statistics.mean(easy for _, easy in years), 1),
        "too_short": ungraded,
    }


def english_ease(folder: Path, half: Half) -> dict[str, float]:
    """Compare years with how easy teachers find excerpts of CLEAR: Spearman's rank correlation."""
    clone = clone_in(folder, CLEAR[0])
    if clone is None:
        return {}
    rows = rows_of_sheet(Source(clone, CLEAR[1]).stored("CLEAR_corpus_final.xlsx"))
    kept: list[tuple[float, float, float]] = []
    for row in rows:
        if not row.get("Excerpt") or half_of("clear", str(int(float(row["ID"])))) is not half:
            continue
        if found := grade(row["Excerpt"].split("\n"), "en"):
            theirs = float(row["Flesch-Kincaid-Grade-Level"])
            kept.append((found.years, float(row["BT_easiness"]), theirs))
    years, ease, kincaid = zip(*kept, strict=True)
    return {
        "excerpts": len(kept),
        "spearman": round(rank_correlation(years, ease), 3),
        "spearman_of_flesch_kincaid": round(rank_correlation(kincaid, ease), 3),
    }


def parallel(folder: Path, half: Half) -> dict[str, dict[str, float]]:
    """Grade what says the same in many languages: years by language, and their spread."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for text in texts(folder):
        if text.language in GRADED_LANGUAGES and (graded := grade(text.blocks(half), text.language)):
            found[text.corpus][text.language] = round(graded.years, 1)
    for years in found.values():
        values = list(years.values())
        years["mean"], years["deviation"] = (
            round(statistics.mean(values), 1),
            round(statistics.pstdev(values), 2),
        )
    return found


def within_range(folder: Path, half: Half) -> dict[str, tuple[int, int]]:
    """Count how often the other languages' mean lies in the range of one language's grade."""
    by_corpus: dict[str, dict[str, dict[str, tuple[str, ...]]]] = defaultdict(dict)
    for text in texts(folder):
        if text.language in GRADED_LANGUAGES:
            kept = {name: blocks for name, blocks in text.parts.items() if half_of(text.corpus, name) is half}
            by_corpus[text.corpus][text.language] = kept
    covered = {corpus: _covered(by_language) for corpus, by_language in by_corpus.items()}
    return {corpus: row for corpus, row in covered.items() if row[1]}


def _covered(by_language: Mapping[str, Mapping[str, tuple[str, ...]]]) -> tuple[int, int]:
    names = sorted({name for parts in by_language.values() for name in parts})
    size = 1 if len(names) < _SHORT_PARTS else _BLOCK_SENTENCES  # stories are long enough, sentences are not
    inside = graded = 0
    for start in range(0, len(names), size):
        group = names[start : start + size]
        grades = []
        for language, parts in by_language.items():
            if all(name in parts for name in group):
                found = grade([block for name in group for block in parts[name]], language)
                grades += [found] if found else []
        if len(grades) < _LEAST_LANGUAGES:
            continue
        years = sum(one.years for one in grades)
        for one in grades:
            inside += one.low <= (years - one.years) / (len(grades) - 1) <= one.high
        graded += len(grades)
    return inside, graded


def languages(folder: Path) -> dict[str, tuple[int, int]]:
    """Detect the language of passages of some 50 words and more: how many were told rightly, of how many."""
    told: dict[str, list[bool]] = defaultdict(list)
    for text in texts(folder):
        for passage in _passages(text.blocks(), text.language):
            language = detect(passage)[0]
            told[text.language].append(language.replace("nb", "no").replace("nn", "no") == text.language)
    return {language: (sum(right), len(right)) for language, right in sorted(told.items())}


def _passages(blocks: Sequence[str], language: str) -> Iterator[str]:
    passage: list[str] = []
    number = 0.0
    for block in blocks:
        passage.append(block)
        number += len(block) / _UNSPACED[language] if language in _UNSPACED else len(block.split())
        if number > _PAGE_WORDS:
            yield " ".join(passage)
            passage, number = [], 0.0


def sentence_ends(folder: Path) -> dict[str, float]:
    """Compare where we end sentences with treebanks: F1 of ends inside blocks of ten sentences."""
    scores = {}
    for language, name in TREEBANKS.items():
        clone = clone_in(folder, f"UniversalDependencies/UD_{name}")
        gold = _gold(Source(clone), name, language) if clone else []
        if gold:
            scores[language] = round(_f1(gold, language), 3)
    return scores


def _gold(source: Source, name: str, language: str) -> list[str]:
    stem = f"{language}_{name.partition('-')[2].lower()}-ud"
    for part in ("test", "dev"):
        try:
            treebank = source.text(f"{stem}-{part}.conllu")
        except CalledProcessError:  # a partial clone lacks its largest files
            continue
        return re.findall(r"^# text = (.*\S)\s*$", treebank, re.MULTILINE)
    return []


def _f1(gold: Sequence[str], language: str) -> float:
    """A sentence without an end mark ends its block, as headings and items of lists do."""
    right = found = wanted = 0
    block: list[str] = []
    for position, sentence in enumerate(gold):
        block.append(sentence)
        last = position == len(gold) - 1
        if len(block) < _BLOCK_SENTENCES and _ENDED.search(sentence) and not last:
            continue
        joined = ("" if language in _UNSPACED else " ").join(block)
        ours, theirs = _ends(sentences(joined, language)), _ends(block)
        right, found, wanted = right + len(ours & theirs), found + len(ours), wanted + len(theirs)
        block = []
    return 2 * right / (found + wanted)


def _ends(cut: Sequence[str]) -> set[int]:
    lengths = [len("".join(sentence.split())) for sentence in cut[:-1]]
    return {sum(lengths[: number + 1]) for number in range(len(lengths))}


def passives(folder: Path) -> dict[str, dict[str, Any]]:
    """Compare the passives that are told with treebanks: how many are right, how many sentences are missed.

    One is right if a word of it is one that the treebank marks as passive.
    """
    found = {}
    for name, (language, file) in PASSIVES.items():
        if clone := clone_in(folder, f"UniversalDependencies/UD_{name}"):
            told = right = missed = 0
            for text, marked in _marked_passives(Source(clone).text(file)):
                words = passive_in(text, language).lower().split()
                told += bool(words)
                right += bool(marked.intersection(words))
                missed += bool(marked and not words)
            share = Share(right, told)
            found[name] = {
                "told": told,
                "right": right,
                "interval": [round(end, 3) for end in share.interval],
                "missed": missed,
            }
    return found


def _marked_passives(treebank: str) -> Iterator[tuple[str, set[str]]]:
    for block in treebank.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        heads = {row[6] for row in rows if row[7] in {"aux:pass", "nsubj:pass", "csubj:pass"}}
        text = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        if text:
            yield text[1], {row[1].lower() for row in rows if row[0] in heads}


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation; equal values share their mean rank."""
    return statistics.correlation(one, other, method="ranked")


def main() -> None:
    """Measure, print, and keep the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="holds clones of the repositories")
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.HELD_OUT)
    parser.add_argument("--out", type=Path, default=ROOT / "accuracy.json", help="what is there is kept")
    options = parser.parse_args()

    found = pairs(options.folder, options.half)
    print(f"{'corpus':<14}language  pairs  right  share  Wilson's 95 %     hard  easy  too short")
    for corpus, row in found.items():
        print(
            f"{corpus:<14}{CORPORA[corpus]['language']:<9}{row['pairs']:>6}{row['right']:>7}{row['share']:>7.3f}"
            f"  {row['interval'][0]:.3f} to {row['interval'][1]:.3f}"
            f"{row['hard_years']:>7.1f}{row['easy_years']:>6.1f}{row['too_short']:>11}"
        )
    ease = english_ease(options.folder, options.half)
    print(f"\nteachers' judgements of English (CLEAR): {ease}")
    spread = parallel(options.folder, options.half)
    print("\nthe same text in other languages, in years")
    for corpus, years in spread.items():
        print(f"{corpus}: {years}")
    covered = within_range(options.folder, options.half)
    print(f"\nthe other languages' mean is within the range of a grade, of all grades: {covered}")
    told = languages(options.folder)
    right, of = (sum(column) for column in zip(*told.values(), strict=True))
    wrong = {language: row for language, row in told.items() if row[0] < row[1]}
    print(f"\nlanguage of passages of {_PAGE_WORDS} words and more: {right} of {of}; not all: {wrong}")
    ends = sentence_ends(options.folder)
    print(f"\nends of sentences, F1: {ends}")
    told_passives = passives(options.folder)
    print("\npassives, against treebanks")
    for name, row in told_passives.items():
        print(f"{name}: {row}")
    keep(
        options.out,
        {
            "readability": {
                "half": options.half.value,
                "pairs": found,
                "clear": ease,
                "parallel": spread,
                "within_range": covered,
                "languages": {"right": right, "passages": of},
                "sentence_ends": ends,
                "passives": told_passives,
            }
        },
    )


if __name__ == "__main__":
    main()

"""Which language a text is written in, as py3langid 0.4 tells it.

Detection is by a naive Bayes model that is part of the package: nothing is downloaded. Of
its 142 languages the ISO 639-1 ones are asked. Its figures here were measured, see
docs/readability.md. The model goes through a text byte by byte; where a word led it is remembered.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

MIN_CHARS = 40  # from here on fewer than 1 guess in 100 was wrong, at 20 it is 1 in 12: docs/readability.md
CONFIDENT = 0.5  # likelier than all other languages together

_ISO_639_1_CHARS = 2
_WORD = re.compile(rb"[^ ]* ?")
_WORD_BYTES = 40  # longer ones are hardly met twice
_WORDS_REMEMBERED = 2**16
_ROW_MOVES = 256  # one for each byte


@lru_cache(maxsize=2_048)  # several questions are asked of a page's texts, and pages share them
def detect(text: str) -> tuple[str, float]:
    """Give the likeliest language of a text, as ISO 639-1, and how likely it is, from 0 to 1."""
    language, probability = _identifier().classify(text)
    return str(language), float(probability)


@lru_cache(maxsize=1_024)
def likelihoods(text: str) -> Mapping[str, float]:
    """Give how likely each language is for a text, from 0 to 1, the likeliest first; slower than `detect`."""
    return dict(_identifier().rank(text))


@cache
def _identifier() -> Any:
    import numpy as np  # noqa: PLC0415
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  its model loads in 0.7 s

    class Identifier(LanguageIdentifier):  # type: ignore[misc]  # it has no types
        """Gives the same answers in less time."""

        def _raw_score(self, text: bytes) -> Any:
            features = Counter(walk.through(text))
            return self._sparse_score(features, self.nb_ptc) if features else super()._raw_score(b"")

    identifier = Identifier.from_model_file(MODEL_FILE, norm_probs=True)
    walk = Walk(identifier.tk_nextmove, identifier.tk_row, identifier.tk_output)
    identifier.set_languages([code for code in identifier.labels if len(code) == _ISO_639_1_CHARS])
    # A feature is a row: rows that lie together, and need not be widened for each text, are added up in a
    # tenth of the time, to the same sums. The full model is as large as what is added, and no longer needed.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc, dtype=np.float32)
    identifier._full_model = None  # noqa: SLF001  nothing public lets it go
    return identifier


class Walk:
    """The model's way through texts: which features it meets, in their order.

    Where it is after a word, and what it met in it, hangs on where it was before alone. Words come
    again, so that most of a portal is gone through word by word.
    """

    def __init__(self, moves: Sequence[int], rows: Sequence[int], output: Sequence[int]) -> None:
        self._moves, self._output = moves, output
        self._row_starts = [row * _ROW_MOVES for row in rows]
        self._known: dict[tuple[int, bytes], tuple[int, list[int]]] = {}

    def through(self, text: bytes) -> list[int]:
        """Go through a text; gives the features that it meets."""
        state, features = 0, []
        known = self._known
        for word in _WORD.findall(text):
            if (step := known.get((state, word))) is None:
                step = self._step(state, word)
            state, met = step
            features += met
        return features

    def _step(self, before: int, word: bytes) -> tuple[int, list[int]]:
        state, met = before, []
        for byte in word:
            state = self._moves[self._row_starts[state] + byte]
            if (feature := self._output[state]) >= 0:
                met.append(feature)
        if len(word) <= _WORD_BYTES:
            if len(self._known) >= _WORDS_REMEMBERED:
                self._known.clear()
            self._known[before, word] = state, met
        return state, met

"""Which language a text is written in, as py3langid 0.4 tells it.

Detection is by a naive Bayes model that is part of the package: nothing is downloaded. Of
its 142 languages the ISO 639-1 ones are asked. Its figures here were measured, see
docs/readability.md.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

MIN_CHARS = 40  # from here on fewer than 1 guess in 100 was wrong, at 20 it is 1 in 12: docs/readability.md
CONFIDENT = 0.5  # likelier than all other languages together

_ISO_639_1_CHARS = 2


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

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == _ISO_639_1_CHARS])
    # A feature is a row: rows that lie together are read in a fifth of the time.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc)
    return identifier

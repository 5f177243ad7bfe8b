"""What languages are called in English, for messages."""

from collections.abc import Iterable

_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mt": "Maltese", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

_ITS = "its language, "
_UNTOLD = "a language that could not be told"


def language_name(code: str) -> str:
    """Give the English name of a language by its ISO 639-1 code, or else the code."""
    return _NAMES.get(code, code)


def unlisted(languages: Iterable[str]) -> str:
    """End a sentence on what is not known of a text: "its language, sw". "" is one that was not told."""
    known = sorted(set(languages) - {""})
    return f"{_ITS}{', '.join(known)}" if known else _UNTOLD


def unlisted_in(sentence: str) -> tuple[str, ...]:
    """Give the languages that a sentence ends on as `unlisted` writes it; "" for one that was not told."""
    if sentence.endswith(_UNTOLD):
        return ("",)
    _, its, codes = sentence.rpartition(_ITS)
    return tuple(codes.split(", ")) if its else ()

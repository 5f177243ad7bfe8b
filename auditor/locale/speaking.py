"""Says things in the language that is spoken: messages by its catalogue, figures by Unicode CLDR.

`speaking` sets the language for what runs within it; outside of it that is English. Messages are
constant English templates; `{name}` stands for a value that is given by name.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from auditor.locale.catalogue import ENGLISH, Language, Untranslated
from auditor.outcome import Bytes, Quantity, Ratio, Seconds, Share

_SPOKEN: ContextVar[Language] = ContextVar("language", default=ENGLISH)

# Not strftime's: those follow the machine's locale.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> Language:
    """Give the language that is spoken."""
    return _SPOKEN.get()


def marked(message: str) -> str:
    """Mark a constant for the catalogues; it is translated where it is said."""
    return message


def finished(text: str) -> str:
    """Mark a sentence that is finished in English, to be recognised by its constant words."""
    return text


def gettext(message: str, /, **values: object) -> str:
    """Say a message with its values."""
    return _filled(spoken().messages.gettext(message), values)


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Say a message that means something else elsewhere."""
    return _filled(spoken().messages.pgettext(context, message), values)


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Say a message in the form that goes with a number, which is its value `n`."""
    return _filled(spoken().messages.ngettext(one, many, number), {"n": number, **values})


def retold(text: str) -> str:
    """Say a finished sentence; one that is not known stays English, and `Untranslated` says so."""
    language = spoken()
    if language is ENGLISH or not text:
        return text
    said = language.sentences.say(text)
    if said is None:
        said = language.messages.gettext(text)
    return said


def retold_value(value: str) -> str:
    """Say a value of a message: words of ours in the language, words of a page as they are."""
    return spoken().sentences.say_part(value)


def _filled(words: str, values: dict[str, object]) -> str:
    if not values:
        return words
    text = words.format_map({name: figure(value) for name, value in values.items()})
    return Untranslated(text) if isinstance(words, Untranslated) else text


def figure(value: object) -> str:
    """Say a value: numbers and quantities in the way of the language, all else as it is."""
    if isinstance(value, Quantity):
        return quantity(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return decimal(value)
    return str(value)


def decimal(number: float, pattern: str = "#,##0") -> str:
    """Say a number, by a pattern of CLDR in a language other than English.

    Digits are 0 to 9 in every language: CLDR has them for each, and they are those of the numbers of
    criteria, of code and of addresses beside them.
    """
    language = spoken()
    if language is ENGLISH:
        decimals = len(pattern.partition(".")[2])
        return f"{number:,.{decimals}f}" if "," in pattern else f"{number:.{decimals}f}"
    from babel.numbers import format_decimal  # noqa: PLC0415  English does without it

    return format_decimal(number, format=pattern, locale=language.code)


def quantity(value: Quantity) -> str:
    """Say a number with its unit."""
    if spoken() is ENGLISH:
        return str(value)
    number = value.value
    match value:
        case Bytes():
            return _size(number)
        case Seconds():
            return _unit(number, "second", "0.0")
        case Share():
            return percent(number)
        case Ratio():
            return gettext("{ratio} to 1", ratio=decimal(number, "#,##0.##"))
    # The rest are numbers alone, or have the unit of a style sheet, which is the same everywhere.
    amount, _, unit = str(value).partition(" ")
    decimals = len(amount.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return " ".join(filter(None, (decimal(number, pattern), unit)))


def _size(number_of_bytes: float) -> str:
    if number_of_bytes < _KILOBYTE:
        return _unit(number_of_bytes, "byte", "0")
    if number_of_bytes < _MEGABYTE:
        return _unit(number_of_bytes / _KILOBYTE, "kilobyte", "0")
    return _unit(number_of_bytes / _MEGABYTE, "megabyte", "0.00")


def _unit(number: float, unit: str, pattern: str) -> str:
    from babel.units import format_unit  # noqa: PLC0415  English does without it

    return format_unit(number, unit, length="short", format=pattern, locale=spoken().code)


def percent(share: float, decimals: int = 0) -> str:
    """Say a share between 0 and 1 in percent."""
    language = spoken()
    if language is ENGLISH:
        return f"{share * 100:,.{decimals}f} %"
    from babel import Locale  # noqa: PLC0415  English does without it
    from babel.numbers import format_percent  # noqa: PLC0415

    usual = Locale.parse(language.code).percent_formats[None].pattern
    pattern = usual.replace("#,##0", f"#,##0.{'0' * decimals}") if decimals else usual
    return format_percent(share, pattern, locale=language.code)


def date_words(day: date) -> str:
    """Say a date in words, such as 3 March 2026."""
    language = spoken()
    if language is ENGLISH:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    from babel.dates import format_date  # noqa: PLC0415  English does without it

    return format_date(day, format="long", locale=language.code)


def listed(names: Iterable[str]) -> str:
    """Say several things in a row: `a, b and c`."""
    return _listed(list(names), "standard", "and")


def either(names: Iterable[str]) -> str:
    """Say several things of which one holds: `a, b or c`."""
    return _listed(list(names), "or", "or")


def _listed(names: list[str], style: str, last: str) -> str:
    language = spoken()
    if language is ENGLISH:
        *others, end = names
        return f"{', '.join(others)} {last} {end}" if others else end
    from babel.lists import format_list  # noqa: PLC0415  English does without it

    return format_list(names, style="or" if style == "or" else "standard", locale=language.code)

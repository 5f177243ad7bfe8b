"""What the controls of forms ask for and take, as a visit saw it: a part of the evidence."""

from dataclasses import dataclass

from auditor.evidence.landmark import Landmark


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A control in which a person answers; the radio buttons of one question are one.

    `kind` is an input's type, "radio", "select" or "textarea". `label` is what it is called, of radio
    buttons their question; `hint` what is said of it besides, and written in it. `around` are the classes
    of what it stands in, `lang` is the nearest lang attribute, `form` the selector of its form, "" if it
    has none, `form_autocomplete` that attribute of the form. `required` tells that it is marked as one that
    must be filled in, `enforced` that the browser itself holds people to what its markup says. `pattern` is
    what its answer has to match, `pattern_works` tells that the browser takes it. Lengths are None where
    none is set. `options` are those of a list or of radio buttons, `values` what stands for them in the
    markup, in the same order; `option_count` is how many a list has, beyond those that are kept.
    `inputmode` is the keyboard that its markup asks for, "none" also of a field that cannot be typed into.
    `accept` is which files it takes, `capture` that a camera gives it.
    """

    kind: str
    label: str
    selector: str
    snippet: str
    hint: str = ""
    around: str = ""
    landmark: Landmark = Landmark.NONE
    lang: str = ""
    form: str = ""
    form_autocomplete: str = ""
    autocomplete: str = ""
    required: bool = False
    enforced: bool = False
    pattern: str = ""
    pattern_works: bool = False
    min_length: int | None = None
    max_length: int | None = None
    options: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    option_count: int = 0
    inputmode: str = ""
    accept: str = ""
    capture: bool = False

"""Tells by what the fields of a form that must be filled in are known to those who see them. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.evidence.named import NamedField
from auditor.text.required import says

SEVERAL = 2  # of each kind: one alone may have its colour for another reason

_OFF = re.compile(r"\s(?:disabled|readonly)\b", re.IGNORECASE)
_SWITCHES = frozenset({"checkbox", "radio", "switch"})  # what need not be chosen is no optional answer


@dataclass(frozen=True, slots=True)
class FormFields:
    """The fields of one form that have labels in sight: those that must be filled in, and the others.

    `stars` are those that must and have a star beside them, `silent` those about which nothing is said.
    """

    required: tuple[NamedField, ...]
    others: tuple[NamedField, ...]
    stars: tuple[NamedField, ...]
    silent: tuple[NamedField, ...]

    @property
    def is_told_by_colour(self) -> bool:
        """Whether all labels of those that must, and no others, have one colour, and nothing else tells.

        Errors and fields that cannot be filled in have colours of their own, and so may kinds of fields.
        """
        everything = (*self.required, *self.others)
        colours = {field.label_colour for field in self.required}
        other_colours = {field.label_colour for field in self.others}
        return (
            len(self.silent) == len(self.required) >= SEVERAL
            and len(self.others) >= SEVERAL
            and len(colours) == len(other_colours) == 1
            and colours != other_colours
            and len({field.label_weight for field in everything}) == 1
            and not {field.kind for field in self.required}.isdisjoint(field.kind for field in self.others)
            and not any(field.invalid or _OFF.search(field.snippet) for field in everything)
        )


def forms_in(fields: Sequence[NamedField]) -> Iterator[FormFields]:
    """Sort the fields of each form that has some which must be filled in."""
    of_form: dict[str, list[NamedField]] = defaultdict(list)
    for field in fields:
        of_form[field.form].append(field)
    for known in of_form.values():
        seen = [(field, _said(known, index)) for index, field in enumerate(known) if _is_written(field)]
        required = [(field, said) for field, said in seen if field.required]
        if not required:
            continue
        yield FormFields(
            required=tuple(field for field, _ in required),
            others=tuple(field for field, said in seen if not field.required and not says("optional", said)),
            stars=tuple(field for field, said in required if "*" in said and not says("required", said)),
            silent=tuple(
                field for field, said in required if not (set("*[") & set(said) or says("required", said))
            ),
        )


def _is_written(field: NamedField) -> bool:
    return bool(field.labels) and field.kind not in _SWITCHES and field.role not in _SWITCHES


def _said(fields: Sequence[NamedField], index: int) -> str:
    """Give all that is seen of a field: beside it, in it, below it, and what its style adds."""
    field = fields[index]
    after = fields[index + 1].since if index + 1 < len(fields) else "[unread]"
    return " ".join(
        (*field.labels, field.placeholder, field.described, field.group, field.since, field.drawn, after)
    )

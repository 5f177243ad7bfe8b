"""Marks by which a file that people keep says which findings it speaks of."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from auditor.toml.table import Table

MARKS = ("rule", "cause", "page", "selector")

type Text = Annotated[str, Field(min_length=1, max_length=2_000)]
type PathGlob = Annotated[str, Field(pattern=r"^(/|https?://)[^\x00-\x20]*$", max_length=2_000)]


class Marked(Table):
    """Findings that all the marks given here are true of; one at least is given."""

    rule: Annotated[Text | None, Field(description='a rule\'s id, or a glob such as "axe/*"')] = None
    cause: Annotated[Text | None, Field(description='the id of a cause, such as "c1-3f2a9c81d04b"')] = None
    page: Annotated[PathGlob | None, Field(description='a path, or a glob such as "/archive/**"')] = None
    selector: Annotated[Text | None, Field(description="an element's selector, as reports have it")] = None

    @model_validator(mode="after")
    def _has_a_mark(self) -> Self:
        if not self.marks:
            raise ValueError("rule, cause, page or selector is needed")
        return self

    @property
    def marks(self) -> dict[str, str]:
        """What says which findings it is about."""
        return {name: value for name in MARKS if (value := getattr(self, name)) is not None}

    @property
    def words(self) -> str:
        """What it is about, in a line."""
        return ", ".join(f"{name} {value}" for name, value in self.marks.items())

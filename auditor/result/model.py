"""What all parts of an Audit have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo

# Which fields a file gave, nobody asks. A set of their names for each part of a large audit would take more
# memory than what they hold, so all parts have the same one.
_FIELDS_SET: set[str] = set()


class ResultModel(BaseModel):
    """A part of `audit.json`."""

    # Defaults are for files of earlier versions; what is written has all keys.
    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        json_schema_serialization_defaults_required=True,
    )

    def model_post_init(self, _context: Any, /) -> None:
        """Let go of the names of the fields that were given."""
        object.__setattr__(self, "__pydantic_fields_set__", _FIELDS_SET)


def shared[T](value: T, info: ValidationInfo) -> T:
    """Keep equal values once, if the reader of a file gave a dictionary for that as context.

    The pages of a portal have much in common, and so do the findings on them.
    """
    return value if info.context is None else info.context.setdefault(value, value)

"""What all parts of an Audit have in common."""

from pydantic import BaseModel, ConfigDict


class ResultModel(BaseModel):
    """A part of `audit.json`."""

    # Defaults are for files of earlier versions; what is written has all keys.
    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        json_schema_serialization_defaults_required=True,
    )

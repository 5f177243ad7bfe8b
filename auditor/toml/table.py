"""What all tables of portal.toml have in common."""

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table: unknown keys are mistakes, and nothing is taken for what it is not."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

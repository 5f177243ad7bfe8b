"""tries.toml: what came of it when a person called, wrote or went there.

What pages tell of a channel is found there and never tried. Who did try it writes that down, a [[try]]
table for each time, and reports show it beside what the pages say. See docs/channels.md.
"""

from collections.abc import Sequence
from datetime import date as Day  # noqa: N812  a key is called date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from auditor.audit import Audit, Scored
from auditor.result import channels as result
from auditor.service import Channel
from auditor.settings import LANGUAGES, SettingsError
from auditor.toml.rows import read_rows
from auditor.toml.table import Table

MOST = 1_000


def _channel(name: str) -> str:
    return Channel(name).value


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(code)
    return code


class Try(Table):
    """One try of a channel: of a service, or of the portal where `service` is not given."""

    channel: Annotated[str, AfterValidator(_channel), Field(description=f"one of {', '.join(Channel)}")]
    date: Annotated[Day, Field(description="the day of the try, such as 2026-11-20")]
    answered: Annotated[bool, Field(description="true or false: whether somebody answered")]
    service: Annotated[str | None, Field(description="the id of a service")] = None
    value: Annotated[str, Field(max_length=300, description="the number or address that was tried")] = ""
    minutes: Annotated[
        float | None, Field(ge=0, strict=False, description="a number of minutes until the answer")
    ] = None
    language: Annotated[
        Annotated[str, AfterValidator(_language)] | None,
        Field(description='a language code of ISO 639-1, such as "en"'),
    ] = None
    by: Annotated[str, Field(max_length=100, description="the name of who tried")] = ""
    note: Annotated[str, Field(max_length=500, description="a sentence on what came of it")] = ""


class Tries(Table):
    """The whole file."""

    tries: Annotated[
        tuple[Try, ...],
        Field(strict=False, alias="try", max_length=MOST, description="a [[try]] table for each try"),
    ] = ()


def read_tries(file: Path | None) -> tuple[Try, ...]:
    """Read a tries.toml; no file holds none.

    Raises:
        SettingsError: naming every mistake, one a line, with its line number and key.
    """
    return read_rows(file, Tries, {"try": Try}).tries


def with_tries(audit: Audit, tries: Sequence[Try]) -> Audit:
    """Put tries beside what an audit's pages tell of their channels, the newest first.

    Raises:
        SettingsError: naming the services that the audit does not have.
    """
    known = {service.id: service for service in audit.services}
    if unknown := sorted({each.service for each in tries if each.service} - known.keys()):
        raise SettingsError(
            f"tries of services that this audit does not have: {', '.join(unknown)}; "
            f"it has {', '.join(sorted(known)) or 'none'}"
        )
    services = [
        _tried(service, [each for each in tries if each.service == service.id]) for service in audit.services
    ]
    portal = _tried(audit.portal, [each for each in tries if each.service is None])
    return audit.model_copy(update={"services": services, "portal": portal})


def _tried[S: Scored](scored: S, tries: Sequence[Try]) -> S:
    channels = dict(scored.channels)
    for channel in {each.channel for each in tries}:
        newest = sorted(
            (each for each in tries if each.channel == channel), key=lambda each: each.date, reverse=True
        )
        found = channels.get(channel) or result.ChannelFound(level=None, evidence=[])
        channels[channel] = found.model_copy(update={"tries": [_written(each) for each in newest]})
    return scored.model_copy(update={"channels": channels})


def _written(tried: Try) -> result.Try:
    return result.Try(**tried.model_dump(exclude={"channel", "service"}))

"""What journeys put into forms, read from where portal.toml says it is kept. It lives in memory alone."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor.secret.credentials import read_reference
from auditor.secret.masking import LEAST_CHARS, Mask
from auditor.secret.redaction import Redactor
from auditor.settings import Mistake, ServiceSettings, Settings, SettingsError, tell
from auditor.settings.access import REFERENCE


@dataclass(frozen=True, slots=True)
class JourneyInputs:
    """What is typed and uploaded. `typed` is by a service's id and the number of a step, counted from 1.

    `folder` is that of portal.toml, which paths start from.
    """

    folder: Path = Path()
    typed: Mapping[tuple[str, int], str] = field(default_factory=dict, repr=False)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)

    def value(self, text: str) -> str:
        """Give a text, or what it names as `env:NAME` or `file:PATH`.

        Raises:
            SettingsError: if that leads nowhere.
        """
        if not REFERENCE.fullmatch(text):
            return text
        value, mistakes = read_reference(text, (), self.folder, self.environment)
        if mistakes:
            raise SettingsError(*(words for _, words in mistakes))
        return value

    def of(self, service: ServiceSettings) -> list[str]:
        """List what a service's steps put into forms, names of files too."""
        typed = [value for (owner, _), value in self.typed.items() if owner == service.id]
        return [*typed, *(Path(step.file).name for step in service.steps if step.file is not None)]

    @property
    def redactor(self) -> Redactor:
        """Keeps what is typed out of messages."""
        return Redactor(value for value in self.typed.values() if len(value) >= LEAST_CHARS)

    def code(self, settings: Settings) -> list[str]:
        """Name what the Python files of journeys hold now."""
        files = [self.folder / service.journey for service in settings.services if service.journey]
        return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()]


def read_inputs(
    settings: Settings, target: str, environment: Mapping[str, str] = os.environ
) -> JourneyInputs:
    """Read what the steps of a portal.toml put into forms.

    Raises:
        SettingsError: naming each reference or file that leads nowhere, with its line, and each
            step whose words would have to be stored and hold what is typed.
    """
    folder = Path(target).parent
    if not any(service.has_journey for service in settings.services):
        return JourneyInputs(folder)
    mistakes: list[Mistake] = []
    typed: dict[tuple[str, int], str] = {}
    for place, service in enumerate(settings.services):
        for number, step in enumerate(service.steps, 1):
            if step.with_ is None:
                continue
            path = ("service", place, "step", number - 1, "with")
            value, wrong = step.with_, list[Mistake]()
            if REFERENCE.fullmatch(step.with_):
                value, wrong = read_reference(step.with_, path, folder, environment)
            typed[service.id, number] = value
            mistakes += wrong
    inputs = JourneyInputs(folder, typed, environment)
    mistakes += [*_missing_files(settings, folder), *_told(settings, inputs)]
    if mistakes:
        raise SettingsError(*tell(mistakes, target, Path(target).read_text(encoding="utf-8-sig")))
    return inputs


def _missing_files(settings: Settings, folder: Path) -> Iterator[Mistake]:
    for place, service in enumerate(settings.services):
        if service.journey is not None and not (folder / service.journey).is_file():
            yield ("service", place, "journey"), f"there is no file {service.journey} beside portal.toml"
        for number, step in enumerate(service.steps):
            if step.file is not None and not (folder / step.file).is_file():
                yield (
                    ("service", place, "step", number, "file"),
                    f"there is no file {step.file} beside portal.toml",
                )


def _told(settings: Settings, inputs: JourneyInputs) -> Iterator[Mistake]:
    """Find the words of steps that hold what a step types: they are stored and shown."""
    for place, service in enumerate(settings.services):
        mask = Mask(inputs.of(service))
        for number, step in enumerate(service.steps):
            for key in (step.action, "name", "value"):
                if mask.is_in(str(getattr(step, key) or "")):
                    yield (
                        ("service", place, "step", number, key),
                        "holds what a step types, which is never stored; leave it out",
                    )

"""What may follow an option: kinds of values that say, of a mistake, what is expected."""

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem


class Registered(click.ParamType[str]):
    """A name that the registry knows: of a report format, or of a rule."""

    def __init__(self, name: str, listed_by: str, known: Callable[[], Iterable[str]]) -> None:
        self.name = name
        self._listed_by = listed_by
        self._known = known

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check that there is such a name, and else say which is near."""
        from difflib import get_close_matches  # noqa: PLC0415

        known = list(self._known())
        if value not in known:
            near = get_close_matches(value, known, n=1)
            hint = f"did you mean {near[0]}?" if near else self._listed_by.format(", ".join(known))
            self.fail(f"there is no {self.name} {value!r}; {hint}", param, ctx)
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete a name."""
        del ctx, param
        return [CompletionItem(name) for name in self._known() if name.startswith(incomplete)]


class Whole(click.IntRange):
    """A whole number, within bounds that its mistakes name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it, or say what is expected."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            to = f" to {self.max}" if self.max is not None else " up"
            self.fail(f"{value!r} is not a whole number from {self.min}{to}", param, ctx)


class Points(click.FloatRange):
    """Points of a score, whose mistakes say what they are."""

    def __init__(self) -> None:
        super().__init__(0, 100)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read them, or say what is expected."""
        try:
            return float(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(f"{value!r} is not a number of points from 0 to 100", param, ctx)

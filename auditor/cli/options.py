"""What several commands have in common: their options, and how their help is written."""

from collections.abc import Callable, Iterable
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click

from auditor.exits import MEANINGS
from auditor.parameters import Registered, Whole

EXIT_CODES = "\n    ".join(f"  {code.value:<3}  {words}" for code, words in MEANINGS.items())


class Command(click.Command):
    """A command whose epilog, its examples, is printed line by line as it stands."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the epilog."""
        del ctx
        formatter.write_paragraph()
        formatter.write(f"{cleandoc(self.epilog)}\n" if self.epilog else "")


def _formats() -> Iterable[str]:
    from auditor.registry import all_formats  # noqa: PLC0415

    return all_formats()


def _languages() -> Iterable[str]:
    from auditor.locale.catalogue import languages  # noqa: PLC0415

    return languages()


def workspace_option[F: Callable[..., Any]](command: F) -> F:
    """Say where runs are kept."""
    return click.option(
        "--workspace",
        metavar="FILE",
        default=".auditor/workspace.db",
        show_default=True,
        help="The database that keeps runs: a file, or a database URL.",
    )(command)


def formats_option[F: Callable[..., Any]](*default: str, otherwise: str = "") -> Callable[[F], F]:
    """Name reports to write: `default` where none is named, or what the words `otherwise` say."""
    return click.option(
        "--format",
        "formats",
        type=Registered("format", "there are {}", _formats),
        multiple=True,
        default=default,
        show_default=otherwise or True,
        help="A report to write; may be given again for more.",
    )


def out_option[F: Callable[..., Any]](default: str) -> Callable[[F], F]:
    """Say where reports go."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=default,
        show_default=True,
        help="The folder that reports are written to.",
    )


def language_option[F: Callable[..., Any]](otherwise: str) -> Callable[[F], F]:
    """Say in which language people read reports: by default what the words `otherwise` say."""
    return click.option(
        "--language",
        type=Registered("language", "reports can be in {}", _languages),
        metavar="CODE",
        show_default=otherwise,
        help="The language of reports that people read: en, fr, es, ar, zh, ru, pt, sw.",
    )


def tries_option[F: Callable[..., Any]](command: F) -> F:
    """Say what people tried."""
    return click.option(
        "--tries",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        help="A tries.toml: what came of it when people called, wrote or went there.",
    )(command)


def response_option[F: Callable[..., Any]](command: F) -> F:
    """Say what the owner replies."""
    return click.option(
        "--response",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        help="A response.toml: what the portal's owner has to say, printed beside findings.",
    )(command)


def review_option[F: Callable[..., Any]](command: F) -> F:
    """Say what people answered."""
    return click.option(
        "--review",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        show_default="inclusion-review.toml, if there is one",
        help="What people answered about findings: a file that `auditor review` wrote.",
    )(command)


def webdriver_option[F: Callable[..., Any]](command: F) -> F:
    """Say whose browsers are used."""
    return click.option(
        "--webdriver",
        metavar="URL",
        envvar="AUDITOR_WEBDRIVER",
        show_envvar=True,
        help="Use the browsers of this WebDriver endpoint: chromedriver, Selenium Grid.",
    )(command)


def plain_option[F: Callable[..., Any]](command: F) -> F:
    """Say how the terminal is written to."""
    return click.option("--plain", is_flag=True, help="Print plain lines: no colours, nothing that moves.")(
        command
    )


def concurrency_option[F: Callable[..., Any]](command: F) -> F:
    """Say how many pages are visited at once."""
    return click.option(
        "--concurrency",
        type=Whole(1, 64),
        metavar="N",
        show_default="two for each core, at most 16",
        help="Visit this many pages at once.",
    )(command)


def max_pages_option[F: Callable[..., Any]](
    words: str,
    *,
    default: int | None = None,
    otherwise: str = "",
) -> Callable[[F], F]:
    """Bound the pages: `default`, or what the words `otherwise` say, where it is not given."""
    return click.option(
        "--max-pages",
        type=Whole(min=1),
        metavar="N",
        default=default,
        show_default=otherwise or True,
        help=words,
    )

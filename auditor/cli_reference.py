"""The page of the documentation about the command line, written from the command line itself."""

from collections.abc import Iterator
from inspect import cleandoc

import click

from auditor.cli import cli
from auditor.exits import MEANINGS

_HEAD = """\
# The command line

Written by `make docs` from the program itself; change `auditor/cli/`. `auditor COMMAND --help` tells
the same.
"""

_TAIL = """\
## Environment

- `AUDITOR_BROWSER`: the browser's program, where the one that is found is not the one to use
  ([setup.md](setup.md)).
- `AUDITOR_WEBDRIVER`: as `--webdriver`.
- `NO_COLOR`: if it is set to anything, nothing is coloured ([no-color.org](https://no-color.org)).

What a portal asks for at its door comes from the variables that portal.toml names
([portal-toml.md](portal-toml.md)).

## Completion

A shell completes commands, options, report formats and rules once it was told how; for bash, in
`~/.bashrc`:

```sh
eval "$(_AUDITOR_COMPLETE=bash_source auditor)"
```

zsh takes `zsh_source`, and fish `auditor | source` with `_AUDITOR_COMPLETE=fish_source`.
"""


def cli_page() -> str:
    """Give the reference of all commands, their options and the exit codes."""
    context = click.Context(cli, info_name="auditor", **cli.context_settings)
    parts = [_HEAD, "\n".join(_general(context))]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None and not command.hidden:
            parts.append("\n".join(_section(command, click.Context(command, context, info_name=name))))
    return "\n".join([*parts, "\n".join(_exit_codes()), _TAIL])


def _general(context: click.Context) -> Iterator[str]:
    yield f"{_described(context.command)}\n"
    yield from (f"- {line}" for line in _options(context))
    yield ""
    for name in cli.list_commands(context):
        yield f"- [`auditor {name}`](#auditor-{name}): {cli.commands[name].get_short_help_str(limit=200)}"
    yield ""


def _section(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## auditor {context.info_name}\n"
    yield f"```\n{' '.join([context.command_path, *command.collect_usage_pieces(context)])}\n```\n"
    yield f"{_described(command)}\n"
    yield from (f"- {line}" for line in _options(context))
    if examples := _examples(command):
        yield "\n```sh"
        yield from examples
        yield "```"
    yield ""


def _described(command: click.Command) -> str:
    return _escaped(cleandoc(command.help or ""))


def _options(context: click.Context) -> Iterator[str]:
    """Describe each option with its default, as its help does."""
    for parameter in context.command.get_params(context):
        if not isinstance(parameter, click.Option) or parameter.name == "help":
            continue
        if record := parameter.get_help_record(context):
            names, words = record
            yield f"`{names}`: {_escaped(' '.join(words.split()))}"


def _examples(command: click.Command) -> list[str]:
    """Give the lines of the epilog that are commands."""
    lines = [line.strip() for line in (command.epilog or "").splitlines()]
    return [line for line in lines if line.startswith("auditor ")]


def _exit_codes() -> Iterator[str]:
    yield "## Exit codes\n"
    yield "| code | meaning |"
    yield "|---|---|"
    yield from (f"| {code.value} | {words} |" for code, words in MEANINGS.items())
    yield ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*")

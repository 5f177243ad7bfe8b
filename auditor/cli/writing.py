"""`auditor text`: texts judged for those who write them."""

import click

from auditor.cli.options import Command, plain_option


@click.command(
    cls=Command,
    epilog="""
    Examples:
      auditor text letter.txt
      auditor text --json pages/*.html > grades.jsonl
      pandoc letter.docx -t plain | auditor text -
    """,
)
@click.argument("sources", nargs=-1, metavar="FILE|URL|-…")
@click.option(
    "--language",
    metavar="CODE",
    default="",
    help="The language of texts too short to tell theirs, such as fr.",
)
@click.option(
    "--years",
    type=click.FloatRange(1, 20),
    metavar="YEARS",
    show_default="9, or as portal.toml says",
    help="Years of school that a text may ask for.",
)
@click.option(
    "--portal",
    metavar="FILE",
    help="A portal.toml whose [readability] holds here, too: its words and years.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each text.")
@plain_option
def text(
    sources: tuple[str, ...],
    language: str,
    years: float | None,
    portal: str | None,
    *,
    as_json: bool,
    plain: bool,
) -> int:
    """Judge texts at once, for those who write them.

    Reads plain text, Markdown and HTML: files, web pages as they are served, or what is piped in (-).
    Says how many years of school each asks for, which sentences are hardest, and what to do about them.
    """
    from auditor.settings import ReadabilitySettings, read_settings  # noqa: PLC0415
    from auditor.terminal import Terminal  # noqa: PLC0415
    from auditor.writing.command import tell_texts  # noqa: PLC0415
    from auditor.writing.sources import read_sources  # noqa: PLC0415

    if not sources:
        raise click.UsageError("Name the texts to judge, or - for what is piped in.")
    asked = read_settings(portal).readability if portal else ReadabilitySettings()
    school_years = asked.school_years if years is None else years
    texts = read_sources(sources, language=language, school_years=school_years, jargon=asked.jargon)
    return tell_texts(texts, Terminal(plain=plain), as_json=as_json, echo=click.echo)

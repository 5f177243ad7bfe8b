"""How many there are of what reports count most, in words: filters of the templates."""

from collections.abc import Callable

from auditor.locale.speaking import ngettext


def pages(number: int) -> str:
    """Count pages."""
    return ngettext("{n} page", "{n} pages", number)


def on_pages(number: int) -> str:
    """Say on how many pages something is."""
    return ngettext("on {n} page", "on {n} pages", number)


def services(number: int) -> str:
    """Count services."""
    return ngettext("{n} service", "{n} services", number)


def elements(number: int) -> str:
    """Count elements of pages."""
    return ngettext("{n} element", "{n} elements", number)


def places(number: int) -> str:
    """Count places at which something stands."""
    return ngettext("{n} place", "{n} places", number)


def checks(number: int) -> str:
    """Count checks."""
    return ngettext("{n} check", "{n} checks", number)


def barriers(number: int) -> str:
    """Count barriers."""
    return ngettext("{n} barrier", "{n} barriers", number)


def causes(number: int) -> str:
    """Count causes of failures."""
    return ngettext("{n} cause", "{n} causes", number)


def rules(number: int) -> str:
    """Count rules."""
    return ngettext("{n} rule", "{n} rules", number)


def criteria(number: int) -> str:
    """Count success criteria."""
    return ngettext("{n} criterion", "{n} criteria", number)


def files(number: int) -> str:
    """Count files."""
    return ngettext("{n} file", "{n} files", number)


def findings(number: int) -> str:
    """Count findings."""
    return ngettext("{n} finding", "{n} findings", number)


def failures(number: int) -> str:
    """Count failures."""
    return ngettext("{n} failure", "{n} failures", number)


FILTERS: dict[str, Callable[[int], str]] = {
    f"n_{count.__name__}": count
    for count in (
        *(pages, on_pages, services, elements, places, checks, barriers, causes, rules, criteria, files),
        *(findings, failures),
    )
}

"""From which file of the repository a page is made, as portal.toml says."""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from auditor.crawl.globs import matches

PLACE = "{path}"


def source_of(url: str, sources: Mapping[str, str]) -> str | None:
    """Give the file of the first glob that stands for an address; None if none does.

    `{path}` in it stands for the path of the page without slashes at its ends, `index` for the first page.
    """
    for glob, file in sources.items():
        if matches(glob, url):
            path = "/".join(
                part for part in unquote(urlsplit(url).path).split("/") if part not in {"", ".", ".."}
            )
            return file.replace(PLACE, path or "index")
    return None

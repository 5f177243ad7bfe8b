"""Sitemaps: what is read of good, broken and hostile ones."""

import asyncio
import gzip
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.crawl.client import Fetched, FetchError
from auditor.crawl.sitemap import SitemapBounds, SitemapFile, parse_sitemap, sitemap_urls

HOST = "https://portal.example"
BOUNDS = SitemapBounds()
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*urls: str) -> bytes:
    listed = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{listed}</urlset>'.encode()


def index(*urls: str) -> bytes:
    listed = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex {NAMESPACE}>{listed}</sitemapindex>".encode()


class TestOneFile:
    def test_lists_pages(self) -> None:
        assert parse_sitemap(urlset(f"{HOST}/a", f"\n  {HOST}/b?x=1&amp;y=2\n")) == SitemapFile(
            pages=(f"{HOST}/a", f"{HOST}/b?x=1&y=2")
        )

    def test_lists_sitemaps(self) -> None:
        assert parse_sitemap(index(f"{HOST}/a.xml")) == SitemapFile(sitemaps=(f"{HOST}/a.xml",))

    def test_lists_pages_and_not_their_pictures_or_translations(self) -> None:
        body = f"""<urlset {NAMESPACE} xmlns:image="i" xmlns:xhtml="x"><url><loc>{HOST}/a</loc>
            <image:image><image:loc>{HOST}/a.png</image:loc></image:image>
            <xhtml:link rel="alternate" hreflang="fr" href="{HOST}/fr"/></url></urlset>"""
        assert parse_sitemap(body.encode()) == SitemapFile(pages=(f"{HOST}/a",))

    @pytest.mark.parametrize(
        "body",
        [
            pytest.param(urlset(f"{HOST}/a").replace(NAMESPACE.encode(), b""), id="no namespace"),
            pytest.param(b"\n \n" + urlset(f"{HOST}/a").partition(b"?>")[2], id="blank lines first"),
            pytest.param(b"\xef\xbb\xbf" + urlset(f"{HOST}/a"), id="byte order mark"),
            pytest.param(
                urlset(f"{HOST}/a").decode().replace("UTF-8", "UTF-16").encode("utf-16"), id="UTF-16"
            ),
            pytest.param(gzip.compress(urlset(f"{HOST}/a")), id="gzip"),
            pytest.param(f"{HOST}/a\r\n".encode(), id="text"),
            pytest.param(f"\ufeff# pages\n\n  {HOST}/a\n/b\n".encode(), id="text with other lines"),
            pytest.param(gzip.compress(f"{HOST}/a".encode()), id="text in gzip"),
        ],
    )
    def test_is_read_in_every_form(self, body: bytes) -> None:
        assert parse_sitemap(body) == SitemapFile(pages=(f"{HOST}/a",))

    def test_passes_over_what_is_no_address(self) -> None:
        assert parse_sitemap(urlset("/a", "javascript:alert(1)", "", f"{HOST}/a")).pages == (f"{HOST}/a",)

    def test_passes_over_addresses_of_2048_characters(self) -> None:
        longest = f"{HOST}/".ljust(2_047, "a")
        assert parse_sitemap(urlset(longest, f"{longest}a")).pages == (longest,)

    @pytest.mark.parametrize("form", [urlset, lambda *urls: "\n".join(urls).encode()], ids=["XML", "text"])
    def test_is_cut_after_its_number_of_addresses(self, form: Callable[..., bytes]) -> None:
        bounds = SitemapBounds(file_urls=2)
        urls = tuple(f"{HOST}/{number}" for number in range(3))
        assert parse_sitemap(form(*urls[:2]), bounds) == SitemapFile(urls[:2])
        assert parse_sitemap(form(*urls), bounds) == SitemapFile(
            urls[:2], note="it lists more than 2 addresses"
        )

    def test_is_cut_after_its_number_of_unpacked_bytes(self) -> None:
        body = urlset(f"{HOST}/a")
        assert parse_sitemap(gzip.compress(body), SitemapBounds(file_bytes=len(body))).note == ""
        cut = parse_sitemap(gzip.compress(body), SitemapBounds(file_bytes=len(body) - 1))
        assert cut == SitemapFile(pages=(f"{HOST}/a",), note=f"it is longer than {len(body) - 1} bytes")


class TestBrokenFile:
    def test_is_read_up_to_the_fault(self) -> None:
        found = parse_sitemap(urlset(f"{HOST}/a", f"{HOST}/b").replace(b"/b</loc>", b"/b</wrong>"))
        assert found.pages == (f"{HOST}/a",)
        assert found.note.startswith("it is not well-formed XML: ")

    def test_of_broken_gzip_is_read_up_to_the_fault(self) -> None:
        found = parse_sitemap(b"\x1f\x8b not gzip at all")
        assert found == SitemapFile(note="its gzip data is broken")

    @pytest.mark.parametrize(
        "body",
        [b"", urlset(), b"<!DOCTYPE html><html><body><p>Not found</p></body></html>", b"Not found"],
        ids=["empty", "no pages", "a page", "words"],
    )
    def test_that_lists_nothing_says_so(self, body: bytes) -> None:
        found = parse_sitemap(body)
        assert (found.pages, found.sitemaps) == ((), ())
        assert found.note in {"it lists no addresses", "it is not well-formed XML: no element found"}


class TestHostileFile:
    def test_with_an_entity_bomb_is_harmless(self) -> None:
        levels = "".join(
            f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' if level else '<!ENTITY l0 "haha">'
            for level in range(12)
        )
        body = f"<!DOCTYPE u [{levels}]><urlset><url><loc>&l11;</loc></url></urlset>"
        begun = time.process_time()
        tracemalloc.start()
        found = parse_sitemap(body.encode())
        peak_bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert "haha" not in "".join(found.pages)
        assert peak_bytes < 10_000_000
        assert time.process_time() - begun < 1

    def test_with_an_outer_entity_reads_no_file(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text(f"{HOST}/secret")
        body = (
            f'<!DOCTYPE u [<!ENTITY e SYSTEM "{secret.as_uri()}">]><urlset><url><loc>&e;</loc></url></urlset>'
        )
        assert parse_sitemap(body.encode()).pages == ()

    def test_of_empty_elements_without_end_is_given_up(self) -> None:
        body = b"<urlset>" + b"<a/>" * 600_000 + b"<url><loc>https://portal.example/a</loc></url></urlset>"
        assert parse_sitemap(body) == SitemapFile(note="it has more than 500000 elements")

    def test_of_empty_gzip_members_takes_little_time(self) -> None:
        body = gzip.compress(b"") * 100_000 + gzip.compress(f"{HOST}/a".encode())
        begun = time.process_time()
        assert parse_sitemap(body).pages == (f"{HOST}/a",)
        assert time.process_time() - begun < 3

    def test_of_elements_in_elements_without_end_is_given_up(self) -> None:
        found = parse_sitemap(b"<urlset>" + b"<a>" * 100_000)
        assert found.note.startswith("it is not well-formed XML: ")


class Site:
    """Stands in for the client: answers addresses from a table, 404 for others."""

    def __init__(self, files: dict[str, bytes | FetchError], *, truncated: bool = False) -> None:
        self.asked: list[str] = []
        self._files = files
        self._truncated = truncated

    async def get(self, url: str, *, max_bytes: int, accept: str) -> Fetched:
        assert max_bytes > 0
        assert "xml" in accept
        self.asked.append(url)
        await asyncio.sleep(0)
        found = self._files.get(url)
        if isinstance(found, FetchError):
            raise found
        return Fetched(url, url, 200 if found is not None else 404, {}, found or b"", self._truncated, 0)


def read(site: Site, *urls: str, bounds: SitemapBounds = BOUNDS) -> tuple[list[str], list[str]]:
    """Read sitemaps; give the paths of pages, and the notes without the host."""
    sitemap = asyncio.run(sitemap_urls(site, urls or (f"{HOST}/s.xml",), bounds))
    return (
        [url.removeprefix(HOST) for url in sitemap.urls],
        [note.replace(HOST, "") for note in sitemap.notes],
    )


class TestAllFiles:
    def test_are_read_in_order_each_page_once(self) -> None:
        site = Site(
            {
                f"{HOST}/s.xml": index(f"{HOST}/1.xml", f"{HOST}/2.xml"),
                f"{HOST}/1.xml": urlset(f"{HOST}/b", f"{HOST}/a"),
                f"{HOST}/2.xml": urlset(f"{HOST}/a", f"{HOST}/c"),
            }
        )
        assert read(site) == (["/b", "/a", "/c"], [])

    def test_that_point_to_themselves_are_read_once(self) -> None:
        site = Site(
            {
                f"{HOST}/s.xml": index(f"{HOST}/s.xml", f"{HOST}/t.xml"),
                f"{HOST}/t.xml": index(f"{HOST}/s.xml"),
            }
        )
        assert read(site) == ([], [])
        assert site.asked == [f"{HOST}/s.xml", f"{HOST}/t.xml"]

    def test_are_followed_three_deep(self) -> None:
        chain = {f"{HOST}/{depth}.xml": index(f"{HOST}/{depth + 1}.xml") for depth in range(1, 9)}
        site = Site(chain)
        assert read(site, f"{HOST}/1.xml") == (
            [],
            ["/3.xml points to more sitemaps, over 3 deep; they were not read"],
        )
        assert len(site.asked) == 3

    def test_on_other_hosts_are_not_followed(self) -> None:
        site = Site({f"{HOST}/s.xml": index("https://other.example/s.xml")})
        assert read(site) == ([], ["/s.xml points to sitemaps on other hosts; they were not read"])
        assert site.asked == [f"{HOST}/s.xml"]

    def test_are_bounded_in_number(self) -> None:
        children = [f"{HOST}/{number}.xml" for number in range(3)]
        site = Site({f"{HOST}/s.xml": index(*children)} | {child: urlset(child[:-4]) for child in children})
        assert read(site, bounds=SitemapBounds(files=4)) == (["/0", "/1", "/2"], [])
        assert read(site, bounds=SitemapBounds(files=3)) == (
            ["/0", "/1"],
            ["3 sitemaps were read; 1 more were left unread"],
        )

    def test_are_bounded_in_pages(self) -> None:
        site = Site({f"{HOST}/s.xml": urlset(f"{HOST}/a", f"{HOST}/b"), f"{HOST}/t.xml": urlset(f"{HOST}/c")})
        both = (f"{HOST}/s.xml", f"{HOST}/t.xml")
        assert read(site, *both, bounds=SitemapBounds(urls=3)) == (["/a", "/b", "/c"], [])
        assert read(site, *both, bounds=SitemapBounds(urls=2)) == (
            ["/a", "/b"],
            ["1 sitemaps were read; 1 more were left unread"],
        )
        assert read(site, bounds=SitemapBounds(urls=1)) == (
            ["/a"],
            ["the sitemaps list more than 1 pages; the others were left out"],
        )

    def test_that_fail_are_noted_and_the_others_read(self) -> None:
        site = Site(
            {
                f"{HOST}/s.xml": FetchError("it sleeps"),
                f"{HOST}/t.xml": b"<urlset><url>",
                f"{HOST}/v.xml": urlset(f"{HOST}/a"),
            }
        )
        pages, notes = read(site, *(f"{HOST}/{name}.xml" for name in "stuv"))
        assert pages == ["/a"]
        assert notes[0] == "it sleeps"
        assert notes[1].startswith("/t.xml was not read in full: it is not well-formed XML: ")
        assert notes[2] == "/u.xml answered 404"
        assert len(notes) == 3

    def test_that_are_cut_are_noted(self) -> None:
        site = Site({f"{HOST}/s.xml": urlset(f"{HOST}/a")}, truncated=True)
        assert read(site) == (["/a"], ["/s.xml was not read in full: it is longer than 52428800 bytes"])

    def test_are_given_up_when_time_is_up(self) -> None:
        class Slow(Site):
            async def get(self, url: str, *, max_bytes: int, accept: str) -> Fetched:
                if url.endswith("t.xml"):
                    await asyncio.sleep(60)
                return await super().get(url, max_bytes=max_bytes, accept=accept)

        site = Slow({f"{HOST}/s.xml": urlset(f"{HOST}/a")})
        bounds = replace(BOUNDS, seconds=0.2)
        assert read(site, f"{HOST}/s.xml", f"{HOST}/t.xml", bounds=bounds) == (
            ["/a"],
            ["the sitemaps were not read in full within 0.2 s"],
        )

"""The five page templates of the generated portal.

A template opens with blocks of its own. Behind them the planted faults are mixed with blocks
of prose and blocks dense with elements, as many as the page needs to reach its size.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bench import blocks
from bench.blocks import FAULTY, Block, Draft
from bench.markup import count_nodes, tag
from bench.plan import Page

CITY = "Ostervale"
WANTED_NODES = (670, 730)  # elements; the last block may add some forty
WANTED_BYTES = 45_500  # of HTML


@dataclass(frozen=True)
class Template:
    """What one kind of page consists of; the opening shows the three pictures that have an alt text."""

    opening: tuple[Block, ...]
    prose: tuple[Block, ...]
    dense: tuple[Block, ...]


PICTURES: tuple[Block, ...] = (blocks.illustrated_prose,) * 3

TEMPLATES = {
    "service": Template(
        opening=(blocks.steps, *PICTURES, blocks.skipped_heading),
        prose=(blocks.prose, blocks.questions),
        dense=(blocks.papers, blocks.charges, blocks.related),
    ),
    "listing": Template(
        opening=(blocks.cards, *PICTURES),
        prose=(blocks.prose,),
        dense=(blocks.register, blocks.teasers, blocks.choices),
    ),
    "form": Template(
        opening=(blocks.papers, *PICTURES, blocks.unlabelled_choice),
        prose=(blocks.prose, blocks.questions),
        dense=(blocks.labelled_fields, blocks.choices),
    ),
    "news": Template(
        opening=(blocks.quotation, *PICTURES),
        prose=(blocks.prose, blocks.quotation),
        dense=(blocks.teasers, blocks.charges, blocks.related),
    ),
    "contact": Template(
        opening=(blocks.people, *PICTURES, blocks.fixed_width),
        prose=(blocks.prose,),
        dense=(blocks.hours, blocks.people, blocks.labelled_fields),
    ),
}


@dataclass(frozen=True)
class Frame:
    """The header and footer that all pages of a portal share, as HTML."""

    header: str
    footer: str


def build_frame(pages: Sequence[Page]) -> Frame:
    """Write the menu of all departments and the footer; the first page is the home page."""
    listings = [page for page in pages[1:] if page.template == "listing"]
    menu = (tag("li", tag("a", page.title, href=page.path)) for page in listings)
    logo = tag("img", src="/assets/logo.png", alt=f"{CITY}, home page", width=96, height=48)
    brand = tag("div", tag("a", logo, href="/"), tag("span", f"City of {CITY}"), class_="wide")
    nav = tag("nav", tag("ul", *menu, class_="wide"), class_="site-nav", aria_label="Main")
    leaves = [page for page in pages if page.template != "listing"]
    columns = (_footer_column(leaves[start::7][:4]) for start in range(3))
    return Frame(
        header=tag("header", brand, nav, class_="site-header"),
        footer=tag("footer", tag("div", *columns, class_="wide"), class_="site-footer"),
    )


def write_page(page: Page, frame: Frame, seed: int) -> str:
    """Return the whole document; it varies with nothing but the plan of the page and the seed."""
    draft = Draft(page, seed)
    template = TEMPLATES[page.template]
    opening = [_introduction(draft), *(block(draft) for block in template.opening)]
    mixed = [block(draft) for block in FAULTY]
    wanted_nodes = draft.random.randint(*WANTED_NODES)
    prose, dense = itertools.cycle(template.prose), itertools.cycle(template.dense)
    while (missing_nodes := wanted_nodes - count_nodes(html := _document(page, frame, opening + mixed))) > 0:
        is_wordy = (WANTED_BYTES - len(html)) / missing_nodes < WANTED_BYTES / wanted_nodes
        mixed.append(next(dense if is_wordy else prose)(draft))
    draft.random.shuffle(mixed)
    return _document(page, frame, opening + mixed)


def _document(page: Page, frame: Frame, sections: Sequence[str]) -> str:
    skip = tag("a", "Skip to content", href="#content", class_="skip")
    main = tag("main", _breadcrumb(page), *sections, id="content", class_="wide")
    body = tag("body", skip, frame.header, main, frame.footer)
    language = {"data_fault": "missing-language"} if page.template == "news" else {"lang": "en"}
    return f"<!doctype html>\n{tag('html', _head(page), body, **language)}\n"


def _head(page: Page) -> str:
    scaling = "width=device-width, initial-scale=1"
    if page.template == "listing":
        viewport = tag(
            "meta", name="viewport", content=f"{scaling}, user-scalable=no", data_fault="zoom-blocked"
        )
    else:
        viewport = tag("meta", name="viewport", content=scaling)
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", f"{escape(page.title)} - {CITY}"),
        viewport,
        tag("link", rel="icon", href="data:,"),  # else some browsers ask for a twelfth file
        tag("link", rel="stylesheet", href="/assets/site.css"),
        tag("link", rel="stylesheet", href="/assets/print.css"),
        tag("script", src="/assets/lookup.js", defer=""),
        tag("script", src="/assets/site.js", defer=""),
    )


def _breadcrumb(page: Page) -> str:
    trail = [tag("a", CITY, href="/"), escape(page.department.name), escape(page.title)]
    return tag(
        "nav", tag("ol", *(tag("li", step) for step in trail)), class_="crumbs", aria_label="You are here"
    )


def _introduction(draft: Draft) -> str:
    heading = tag("h1", escape(draft.page.title, quote=False))
    return tag("div", heading, tag("p", draft.text("sentence")), class_="hero")


def _footer_column(pages: Sequence[Page]) -> str:
    links = (tag("li", tag("a", page.title, href=page.path)) for page in pages)
    return tag("div", tag("h2", pages[0].department.name), tag("ul", *links))

"""The blocks that pages of the generated portal are put together from.

A block is a function from a draft to one `<section>`. Those in `FAULTY` hold planted faults,
each on an element with `data-fault`, so that a count can be held against what an audit finds.
"""

from collections.abc import Callable
from html import escape

from bench.grammar import Writer
from bench.markup import tag
from bench.plan import Page

PICTURES_PER_PAGE = 5
PICTURE_WIDTH_PX, PICTURE_HEIGHT_PX = 340, 233

type Block = Callable[["Draft"], str]


class Draft:
    """A page being written: its plan, its own source of words and its running numbers."""

    def __init__(self, page: Page, seed: int) -> None:
        self.page = page
        self.writer = Writer(f"{seed} {page.path}", page.thing, page.department.office)
        self.random = self.writer.random
        self._pictures = 0
        self._form = f"form-{self.random.randint(1000, 9999)}"
        self._fields = 0

    def text(self, name: str) -> str:
        """Write one thing of the grammar, ready to stand in HTML."""
        return escape(self.writer.write(name), quote=False)

    def paragraph(self) -> str:
        """Write a paragraph of three to five sentences."""
        return tag("p", escape(self.writer.paragraph(self.random.randint(3, 5)), quote=False))

    def picture(self, **attributes: str) -> str:
        """Show the next of the page's own pictures."""
        self._pictures += 1
        return tag(
            "img",
            src=picture_path(self.page, self._pictures),
            width=PICTURE_WIDTH_PX,
            height=PICTURE_HEIGHT_PX,
            **attributes,
        )

    def field_name(self) -> str:
        """Return a name that no other field of the page has."""
        self._fields += 1
        return f"{self._form}-{self._fields}"


def picture_path(page: Page, number: int) -> str:
    """Return where the picture `number` of a page lies, counted from 1."""
    name = page.path.strip("/").removesuffix(".html").replace("/", "-") or "home"
    return f"/pictures/{name}-{number}.png"


def section(draft: Draft, *children: str, **attributes: str) -> str:
    """Write a section under a heading of its own."""
    return tag("section", tag("h2", draft.text("heading")), *children, class_="block", **attributes)


def prose(draft: Draft) -> str:
    """Write three paragraphs."""
    return section(draft, *(draft.paragraph() for _ in range(3)))


def illustrated_prose(draft: Draft) -> str:
    """Write a paragraph and a picture with its caption."""
    picture = draft.picture(alt=draft.text("headline"))
    return section(
        draft, draft.paragraph(), tag("figure", picture, tag("figcaption", draft.text("headline")))
    )


def steps(draft: Draft) -> str:
    """Number what has to be done."""
    return section(draft, tag("ol", *(tag("li", draft.text("step")) for _ in range(6)), class_="steps"))


def papers(draft: Draft) -> str:
    """List what has to be brought along, some of it with a remark."""
    items = (
        tag("li", tag("strong", draft.text("item")), " ", tag("span", draft.text("hint"), class_="hint"))
        for _ in range(7)
    )
    return section(draft, tag("ul", *items, class_="papers"))


def charges(draft: Draft) -> str:
    """Tell what is paid by whom."""
    head = tag("tr", *(tag("th", label, scope="col") for label in ("For", "At the counter", "By post")))
    rows = (
        tag(
            "tr",
            tag("th", draft.text("row_label"), scope="row"),
            tag("td", draft.text("price")),
            tag("td", draft.text("price")),
        )
        for _ in range(6)
    )
    caption = tag("caption", f"Charges from {draft.text('month')} {draft.random.randint(2, 28)}")
    return section(draft, tag("table", caption, tag("thead", head), tag("tbody", *rows)))


def questions(draft: Draft) -> str:
    """Answer what people ask; the answers unfold."""
    asked = (
        tag("details", tag("summary", draft.text("question")), tag("p", draft.text("sentence")))
        for _ in range(5)
    )
    return section(draft, *asked)


def related(draft: Draft) -> str:
    """Link to the pages that belong with this one."""
    return section(draft, tag("ul", *(tag("li", _link(page)) for page in draft.page.related)))


def cards(draft: Draft) -> str:
    """Show the pages under a listing, each on a card."""
    shown = (
        tag(
            "li",
            tag("h3", _link(page)),
            tag("p", draft.text("sentence")),
            tag("p", tag("strong", draft.text("price")), " ", tag("span", draft.text("row_label"))),
            class_="card",
        )
        for page in draft.page.related
    )
    return section(draft, tag("ul", *shown, class_="cards"))


def register(draft: Draft) -> str:
    """List addresses with the day and the hour when somebody comes."""
    head = tag(
        "tr", *(tag("th", label, scope="col") for label in ("Address", "Next round", "Officer", "Telephone"))
    )
    rows = (
        tag("tr", *(tag("td", draft.text(name)) for name in ("place", "date", "person", "phone")))
        for _ in range(7)
    )
    caption = tag("caption", draft.text("headline"))
    return section(draft, tag("table", caption, tag("thead", head), tag("tbody", *rows)))


def labelled_fields(draft: Draft) -> str:
    """Ask for four things, each with its label and a hint."""
    fields = (_labelled_field(draft) for _ in range(4))
    legend = tag("legend", draft.text("heading"))
    return tag(
        "section", tag("form", tag("fieldset", legend, *fields), action=draft.page.path), class_="block"
    )


def choices(draft: Draft) -> str:
    """Let people choose one of four answers."""
    name = draft.field_name()
    answers = (
        tag(
            "div",
            tag("input", type="radio", name=name, id=f"{name}-{number}", value=number),
            tag("label", draft.text("row_label"), for_=f"{name}-{number}"),
        )
        for number in range(4)
    )
    legend = tag("legend", draft.text("question"))
    send = tag("button", f"Send {name.replace('-', ' ')}", type="submit")
    return tag(
        "section",
        tag("form", tag("fieldset", legend, *answers), send, action=draft.page.path),
        class_="block",
    )


def teasers(draft: Draft) -> str:
    """Announce other news in a line each."""
    lines = (
        tag(
            "li",
            tag("h3", draft.text("headline")),
            tag("p", draft.text("hint")),
            tag("span", draft.text("date")),
        )
        for _ in range(6)
    )
    return section(draft, tag("ul", *lines))


def quotation(draft: Draft) -> str:
    """Quote an officer between two paragraphs."""
    words = tag("blockquote", tag("p", draft.text("sentence")), tag("cite", draft.text("person")))
    return section(draft, draft.paragraph(), words, draft.paragraph())


def people(draft: Draft) -> str:
    """Name who is there, with a telephone number and a counter."""
    entries = (
        tag("dt", draft.text("person"))
        + tag("dd", tag("a", phone := draft.text("phone"), href=f"tel:{phone.replace(' ', '')}"))
        + tag("dd", draft.text("place"))
        for _ in range(7)
    )
    return section(draft, tag("dl", *entries, class_="people"))


def hours(draft: Draft) -> str:
    """Tell when the counters are open."""
    head = tag("tr", *(tag("th", label, scope="col") for label in ("Counter", "Open", "In summer")))
    rows = (
        tag("tr", *(tag("td", draft.text(name)) for name in ("place", "opening", "opening")))
        for _ in range(6)
    )
    caption = tag("caption", f"Opening hours {draft.text('where')}")
    return section(draft, tag("table", caption, tag("thead", head), tag("tbody", *rows)))


def faint_text(draft: Draft) -> str:
    """Plant text of too little contrast, on white and on a coloured band, one piece of it tiny."""
    faint = [tag("p", draft.text("sentence"), class_="faint", data_fault="low-contrast") for _ in range(3)]
    band = tag("p", draft.text("sentence"), class_="faint-band", data_fault="low-contrast")
    print_ = tag("p", draft.text("sentence"), class_="faint small-print", data_fault="low-contrast")
    return section(draft, *faint, band, print_)


def silent_pictures(draft: Draft) -> str:
    """Plant two pictures without a text for those who do not see them."""
    shown = (draft.picture(data_fault="missing-alt") for _ in range(2))
    return section(
        draft, *(tag("figure", picture, tag("figcaption", draft.text("hint"))) for picture in shown)
    )


def unlabelled_search(draft: Draft) -> str:
    """Plant two fields that do not say what belongs in them."""
    fields = (
        tag("input", type="text", name=draft.field_name(), data_fault="unlabelled-field", class_="search")
        for _ in range(2)
    )
    words = tag("p", draft.text("sentence"))
    return section(draft, words, tag("form", *fields, tag("button", "Search"), action=draft.page.path))


def empty_links(draft: Draft) -> str:
    """Plant three links that are an icon with no name."""
    icons = (
        tag("a", href=page.path, class_="icon-link", data_fault="empty-link")
        for page in draft.page.related[:3]
    )
    return section(draft, tag("p", draft.text("sentence")), tag("p", *icons))


def small_targets(draft: Draft) -> str:
    """Plant a row of links too small and too close for a thumb."""
    numbers = (
        tag("a", str(number), href=page.path, data_fault="small-target")
        for number, page in enumerate(draft.page.related[:6], 1)
    )
    return section(draft, tag("p", draft.text("sentence")), tag("div", *numbers, class_="tiny"))


def long_sentences(draft: Draft) -> str:
    """Plant sentences that nobody follows to the end."""
    return section(
        draft,
        *(tag("p", draft.text("long_sentence"), data_fault="long-sentence") for _ in range(3)),
        draft.paragraph(),
    )


def skipped_heading(draft: Draft) -> str:
    """Plant a heading two levels under the one before."""
    return section(draft, tag("h4", draft.text("heading"), data_fault="skipped-heading"), draft.paragraph())


def unlabelled_choice(draft: Draft) -> str:
    """Plant a list to choose from that does not say what is chosen."""
    options = (tag("option", draft.text("place")) for _ in range(5))
    return section(draft, tag("select", *options, name=draft.field_name(), data_fault="unlabelled-choice"))


def fixed_width(draft: Draft) -> str:
    """Plant a table that no phone can show without scrolling sideways."""
    cells = (tag("td", draft.text("place")) for _ in range(5))
    return section(
        draft,
        tag("table", tag("tbody", tag("tr", *cells)), class_="fixed-width", data_fault="horizontal-scroll"),
    )


FAULTY: tuple[Block, ...] = (
    faint_text,
    silent_pictures,
    unlabelled_search,
    empty_links,
    small_targets,
    long_sentences,
)


def _link(page: Page) -> str:
    return tag("a", escape(page.title, quote=False), href=page.path)


def _labelled_field(draft: Draft) -> str:
    name = draft.field_name()
    label = tag("label", draft.text("row_label"), for_=name)
    hint = tag("p", draft.text("hint"), id=f"{name}-hint", class_="hint")
    return tag(
        "div",
        label,
        hint,
        tag("input", type="text", id=name, name=name, aria_describedby=f"{name}-hint"),
        class_="field",
    )

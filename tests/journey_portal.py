"""A fictional portal with a form of two pages, served by `tests.answering`, and ways to walk through it."""

import contextlib
import html
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from auditor.secret.masking import Mask
from auditor.settings.journey import JourneyStep
from auditor.visit.journeys import Walk, WalkedStep
from tests.answering import Answer, Asked, Route, page, text

NAME = "Wilhelmina O'Quirk"
FORM = (
    '<form method="post" action="/births/check"><label>Full name <input name="name"></label>'
    '<label>Town <select name="town"><option>Upford</option><option>Downford</option></select></label>'
    '<fieldset><legend>Sex</legend><label><input type="radio" name="sex" value="f"> Girl</label>'
    '<label><input type="radio" name="sex" value="m"> Boy</label></fieldset>'
    '<label><input type="checkbox" name="true"> This is true</label>'
    '<label>Hospital letter <input type="file" name="letter"></label>'
    "<button>Continue</button></form>"
)


class BirthsPortal:
    """Births can be registered here. `sent` are the forms that arrived, by their path."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, list[str]]]] = []
        self.extra: dict[str, Route] = {}

    def routes(self) -> dict[str, Route]:
        return {
            "/": page('<a href="/births/">Births</a>', title="Home"),
            "/robots.txt": text(""),
            "/births/": page('<a href="/births/form">Start now</a>', title="Register a birth"),
            "/births/form": page(FORM, title="About the child"),
            "/births/check": self.check,
            "/births/done": page("Thank you. The birth is registered.", title="Done"),
            **self.extra,
        }

    def check(self, asked: Asked) -> Answer:
        given = parse_qs(asked.body.decode())
        self.sent.append((asked.path, given))
        if not given.get("name"):
            form = FORM.replace('name="name"', 'name="name" aria-invalid="true" aria-describedby="wrong"')
            wrong = page(f'<p id="wrong">Enter the full name</p>{form}', title="There is a problem")
            return Answer(wrong.body, 422, wrong.headers)
        name = html.escape(given["name"][0])
        return page(
            f'You wrote: {name} in <input name="again" value="{name}">'
            f'<script>console.error("got {name}")</script>'
            f'<form action="/births/done" method="post"><button>Send</button></form>',
            title=f"Check {name}",
        )


def steps(*tables: dict[str, object]) -> tuple[WalkedStep, ...]:
    """Steps as portal.toml has them."""
    read = [JourneyStep.model_validate(table) for table in tables]
    return tuple(
        WalkedStep(number, step, step.with_ or "", Path(step.file) if step.file else None)
        for number, step in enumerate(read, 1)
    )


async def _allowed(_url: str) -> str:
    return ""


@contextlib.asynccontextmanager
async def _at_once(_host: str) -> AsyncIterator[None]:
    yield


def walk_of(url: str, *tables: dict[str, object], **changes: object) -> Walk:
    """A walk through the portal at an address, which may visit all of it at once."""
    given: dict[str, object] = {
        "start": f"{url}births/", "steps": steps(*tables), "mask": Mask(), "turn": _at_once,
        "owns": lambda each: urlsplit(each).netloc == urlsplit(url).netloc, "refusal": _allowed,
    }  # fmt: skip
    return Walk(**(given | changes))  # type: ignore[arg-type]

"""Generated pages on which the order of a load differs: what blocks, what waits, what asks for what.

Drawn by a seed. Files are filled with what cannot be compressed, so that their size is what was drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

PARAGRAPH = "To register a birth, bring the certificate of the hospital and a document of one parent. "
OTHER = "{{other}}"  # the address of a second server, which lies elsewhere in each load


@dataclass(frozen=True)
class GeneratedPage:
    """A page and its files, and those that another server has."""

    name: str
    files: Mapping[str, bytes]
    elsewhere: Mapping[str, bytes]

    def files_with(self, other: str) -> dict[str, bytes]:
        """Give its files, with the address of the other server in them."""
        return {path: body.replace(OTHER.encode(), other.encode()) for path, body in self.files.items()}


def generate(count: int, seed: int) -> list[GeneratedPage]:
    """Draw pages."""
    return [_Draft(Random(f"{seed} {number}")).page(f"generated-{number:02}") for number in range(count)]  # noqa: S311


class _Draft:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._files: dict[str, bytes] = {}
        self._elsewhere: dict[str, bytes] = {}
        self._head: list[str] = []
        self._body: list[str] = []
        self._end: list[str] = []

    def page(self, name: str) -> GeneratedPage:
        """Draw one page."""
        draw = self._random
        for number in range(draw.randint(0, 3)):
            self._head.append(f'<link rel="stylesheet" href="{self._sheet(f"style{number}")}">')
        for number in range(draw.randint(0, 5)):
            attribute = draw.choice(["", "", "defer", "async", 'type="module"'])
            place = draw.choice([self._head, self._end, self._end])
            place.append(f'<script {attribute} src="{self._script(f"script{number}")}"></script>')
        for number in range(draw.choice([0, 2, 5, 10, 20])):
            picture = self._put(f"picture{number}.svg", self._picture(draw.randint(2_000, 60_000)))
            self._body.append(f'<img src="{picture}" alt="" width="300" height="200">')
        if self._happens(0.2):
            frame = self._put("frame.html", f"<!doctype html><p>{PARAGRAPH}".encode())
            self._body.append(f'<iframe src="{frame}" title="A map"></iframe>')
        text = "".join(f"<p>{PARAGRAPH * draw.randint(1, 6)}</p>\n" for _ in range(draw.randint(3, 40)))
        if self._happens(0.25):
            self._files["/text.html"] = text.encode()
            script = 'fetch("/text.html").then((one) => one.text()).then((all) => { main.innerHTML = all; });'
            self._files["/app.js"] = self._code(draw.randint(20_000, 200_000), script)
            text = ""
            self._end.append('<script src="/app.js"></script>')
            # The browser tells of text only where it is larger than any picture before it.
            self._head.append("<style>img { width: 60px; height: 40px }</style>")
        draw.shuffle(self._body)
        html = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Register a birth</title>'
            '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
            f"{''.join(self._head)}</head><body><h1>Register a birth</h1><main id=main>{text}</main>"
            f"{''.join(self._body)}{''.join(self._end)}</body></html>"
        )
        self._files["/index.html"] = html.encode()
        return GeneratedPage(name, self._files, self._elsewhere)

    def _happens(self, share: float) -> bool:
        return self._random.random() < share

    def _put(self, name: str, body: bytes) -> str:
        if self._happens(0.2):
            self._elsewhere[f"/{name}"] = body
            return f"{OTHER}/{name}"
        self._files[f"/{name}"] = body
        return f"/{name}"

    def _sheet(self, name: str) -> str:
        rules = f"body {{ margin: 1rem }} /* {self._noise(self._random.randint(1_000, 120_000))} */"
        if self._happens(0.3):
            self._files[f"/{name}-base.css"] = f"p {{ line-height: 1.5 }} /* {self._noise(8_000)} */".encode()
            rules = f'@import "/{name}-base.css"; {rules}'
        if self._happens(0.3):
            self._files[f"/{name}.svg"] = self._picture(20_000)
            rules += f" h1 {{ background: url(/{name}.svg) }}"
        return self._put(f"{name}.css", rules.encode())

    def _script(self, name: str) -> str:
        then = ""
        if self._happens(0.3):
            self._files[f"/{name}-more.js"] = self._code(self._random.randint(1_000, 60_000), "")
            then = (
                f'const more = document.createElement("script"); more.src = "/{name}-more.js"; '
                "document.head.append(more);"
            )
        return self._put(f"{name}.js", self._code(self._random.randint(1_000, 250_000), f"{{ {then} }}"))

    def _code(self, size: int, then: str) -> bytes:
        """Functions that are called once each, as in a bundle."""
        parts: list[str] = []
        length = 0
        while length < size:
            name = f"f{self._random.getrandbits(64):x}"
            part = f"function {name}(a) {{ return a + {self._random.random()}; }} {name}({len(parts)});\n"
            parts.append(part)
            length += len(part)
        return ("(() => {" + "".join(parts) + "})();" + then).encode()

    def _picture(self, size: int) -> bytes:
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">'
            f'<rect width="300" height="200"/><!-- {self._noise(size)} --></svg>'
        ).encode()

    def _noise(self, size: int) -> str:
        return self._random.randbytes(size // 2).hex()

"""A portal generated for tests of sampling: some hundred pages of five templates, and the required kinds."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "contact": ("contact/", "Contact us"),
    "help": ("help/", "Help"),
    "legal": ("legal-notice/", "Legal notice"),
    "accessibility": ("accessibility-statement/", "Accessibility statement"),
    "search": ("search/", "Search"),
    "login": ("sign-in/", "Sign in"),
    "sitemap": ("sitemap/", "Sitemap"),
}
SERVICES = ("birth", "parking", "waste", "school")
TEMPLATES = ("service", "form", "article", "listing", "office")
WORDS = ("council", "asks", "person", "who", "lives", "here", "to", "bring", "a", "paper", "before", "the")

HOME = (
    '<div class="hero"><ul>{links}</ul></div><p><a href="/news/">News</a> <a href="/offices/">Offices</a></p>'
)
PLAIN = "<h1>{name}</h1>{text}"
SERVICE = """
<div class="service-head"><h1>{name}</h1></div>
<div class="service-body">{text}{file}<a class="start" href="details/">Start</a></div>
<aside class="fees">{text}</aside>
"""
FORM = """
<form class="wizard"><h1>{name}</h1><fieldset><label>Name <input name="n"></label>
<label>Date <input type="date" name="d"></label></fieldset></form><div class="next">{onward}</div>
"""
LISTING = """
<h1>{name}</h1><div class="cards"><ul class="card-list">{items}</ul></div><div class="pager">{others}</div>
"""
ARTICLE = '<article class="news n-{number}"><h1>{name}</h1>{picture}{text}</article><div class="share"></div>'
OFFICE = """
<div class="office-card"><h1>{name}</h1><table class="hours"><tr><td>Mo</td><td>{text}</td></tr></table></div>
<div class="map"><iframe src="about:blank" title="Map"></iframe></div>
"""
DOCUMENT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{name} | Aldermere</title></head><body class="{template}">
<header class="top"><nav><a href="/">Home</a> <a href="/contact/">Contact us</a></nav></header>
<main class="content">{content}</main><footer class="bottom"><p>Town of Aldermere</p></footer></body></html>
"""
SETTINGS = '[portal]\nname = "Aldermere"\nurl = "https://aldermere.example/"\n'
SERVICE_SETTINGS = """
[[service]]
id = "{name}"
name = "{name}"
start = "/services/{name}/"
pages = ["/services/{name}/**"]
"""


@dataclass(frozen=True)
class Planned:
    """A page of the portal: where it lies, the template that it is made from, its name and its content."""

    path: str
    template: str
    name: str
    content: str


def write_portal(folder: Path, *, articles: int = 150, offices: int = 40, seed: int = 7) -> list[Planned]:
    """Write the portal into a folder; the same numbers give the same bytes."""
    pages = list(_pages(random.Random(seed), articles, offices))  # noqa: S311  texts, no secrets
    for page in pages:
        file = folder / page.path / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            DOCUMENT.format(name=page.name, template=page.template, content=page.content), encoding="utf-8"
        )
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "birth.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    services = [SERVICE_SETTINGS.format(name=name) for name in SERVICES]
    (folder / "portal.toml").write_text("".join([SETTINGS, *services]), encoding="utf-8")
    return pages


def _pages(chance: random.Random, articles: int, offices: int) -> Iterator[Planned]:
    links = [f'<li><a href="/services/{name}/">Apply: {name}</a></li>' for name in SERVICES]
    links += [f'<li><a href="/{path}">{name}</a></li>' for path, name in KINDS.values()]
    yield Planned("", "home", "Town of Aldermere", HOME.format(links="".join(links)))
    for path, name in KINDS.values():
        yield Planned(path, "plain", name, PLAIN.format(name=name, text=_text(chance)))
    for service in SERVICES:
        file = '<p><a href="/files/birth.pdf">On paper</a></p>' if service == "birth" else ""
        name = f"Apply: {service}"
        content = SERVICE.format(name=name, text=_text(chance), file=file)
        yield Planned(f"services/{service}/", "service", name, content)
        for step, onward in (("details", '<a href="../confirm/">Next</a>'), ("confirm", "")):
            content = FORM.format(name=f"{service}: {step}", onward=onward)
            yield Planned(f"services/{service}/{step}/", "form", f"{service}: {step}", content)
    yield from _listed(chance, "news", "article", articles)
    yield from _listed(chance, "offices", "office", offices)


def _listed(chance: random.Random, folder: str, template: str, count: int) -> Iterator[Planned]:
    """Plan lists of ten, the first leading to all others, and the pages that they list."""
    lists = range((count + 9) // 10)
    for number in lists:
        numbers = range(10 * number, min(count, 10 * number + 10))
        items = "".join(f'<li class="card"><a href="/{folder}/{each}/">{each}</a></li>' for each in numbers)
        others = " ".join(f'<a href="/{folder}/list-{other}/">{other}</a>' for other in lists if other)
        path = f"{folder}/list-{number}/" if number else f"{folder}/"
        name = f"{folder} {number}"
        yield Planned(path, "listing", name, LISTING.format(name=name, items=items, others=others))
    for number in range(count):
        picture = '<figure class="lead"><img src="/x.png" alt=""></figure>' if chance.random() < 0.3 else ""
        markup = ARTICLE if template == "article" else OFFICE
        content = markup.format(name=f"Number {number}", number=number, picture=picture, text=_text(chance))
        yield Planned(f"{folder}/{number}/", template, f"Number {number}", content)


def _text(chance: random.Random) -> str:
    return "".join(f"<p>{' '.join(chance.choices(WORDS, k=20))}.</p>" for _ in range(chance.randint(1, 6)))

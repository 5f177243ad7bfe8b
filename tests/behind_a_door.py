"""A fictional portal behind a login form, served by `tests.answering`."""

import html
from urllib.parse import parse_qs

from tests.answering import Answer, Asked, Route, page, text

PASSWORD = 'p&ss "word" <22>'  # noqa: S105  of nothing but these tests
SESSION = "session-8899aabbccdd"


class LoginPortal:
    """A portal behind a login form; a session ends after a number of pages."""

    def __init__(self, *, lasts: int = 1_000) -> None:
        self.logins: list[dict[str, list[str]]] = []
        self.left = 0
        self._lasts = lasts
        self.inside: dict[str, Route] = {
            "/account": page(f'Sign out <a href="/echo">Echo</a> <a href="/form.pdf">Form</a> {SESSION}'),
            "/": page("".join(f'<a href="/{path}">To {path}</a> ' for path in ("account", "a", "b", "c"))),
            "/a": page("A"), "/b": page("B"), "/c": page("C"), "/plain": page("D"), "/linked": page("E"),
            "/form.pdf": Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
        }  # fmt: skip
        self.form = (
            '<form method="post" action="/login"><label>Name <input id="user" name="user"></label>'
            '<label>Password <input id="password" name="password" type="password"></label>'
            '<button type="submit">Go</button></form>'
        )

    def routes(self) -> dict[str, Route]:
        return {"/login": self.log_in, "/robots.txt": text("")} | dict.fromkeys(self.inside, self.let_in)

    def log_in(self, asked: Asked) -> Answer:
        if asked.method == "GET":
            return page(self.form)
        given = parse_qs(asked.body.decode())
        self.logins.append(given)
        if given.get("password") != [PASSWORD]:
            return page(f"Wrong: {html.escape(given['password'][0])}{self.form}")
        self.left = self._lasts
        cookie = f"sid={SESSION}; HttpOnly; Path=/"
        return Answer(b"", 303, {"Location": "/account", "Set-Cookie": cookie})

    def let_in(self, asked: Asked) -> Answer:
        if f"sid={SESSION}" not in asked.headers.get("cookie", "") or self.left <= 0:
            return Answer(b"", 302, {"Location": f"/login?next={asked.path}"})
        self.left -= 1
        route = self.inside[asked.path.partition("?")[0]]
        return route if isinstance(route, Answer) else route(asked)

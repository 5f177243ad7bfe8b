"""[access] and [login] of portal.toml: how a portal behind a door lets us in.

A secret is never written in the file. It is named by where it is kept, `env:NAME` or
`file:PATH`, and read when an audit begins; `auditor.secret.credentials` does that.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from auditor.toml.lines import KeyPath
from auditor.toml.table import Table

REFERENCE = re.compile(r"(env|file):(.+)")

# Names of headers and of cookies: RFC 9110, 5.6.2, and RFC 6265, 4.1.1.
_NAME = r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"
# These say who asks and how answers are framed; the program sets them itself.
_OURS = frozenset(
    {
        "accept-encoding", "connection", "content-length", "cookie", "from", "host", "te",
        "transfer-encoding", "upgrade", "user-agent",
    }
)  # fmt: skip


def _reference(value: str) -> str:
    if not REFERENCE.fullmatch(value):
        raise ValueError("it is no reference")
    return value


def _header(name: str) -> str:
    if name.lower() in _OURS:
        raise ValueError("the program sets it itself")
    return name


def _typed(value: str) -> str:
    if REFERENCE.fullmatch(value):
        raise ValueError("it is a reference")
    return value


type Reference = Annotated[
    str, AfterValidator(_reference), Field(json_schema_extra={"pattern": f"^{REFERENCE.pattern}$"})
]
type Selector = Annotated[str, Field(min_length=1, max_length=500)]

WHERE = '"env:NAME" or "file:PATH", where it is kept'


class AccessSettings(Table):
    """What is sent with every request to the portal's own hosts, and to no other."""

    user: Annotated[
        str | None,
        Field(min_length=1, max_length=200, description=f"a user name as it stands, or {WHERE}"),
    ] = None
    password: Annotated[Reference | None, Field(description=WHERE)] = None
    headers: Annotated[
        Mapping[Annotated[str, Field(pattern=_NAME), AfterValidator(_header)], Reference],
        Field(
            description='a table such as { X-Preview-Key = "env:PREVIEW_KEY" }, without headers that the '
            "program sets itself"
        ),
    ] = {}
    cookies: Annotated[
        Mapping[Annotated[str, Field(pattern=_NAME)], Reference],
        Field(description='a table such as { session = "file:session.txt" }'),
    ] = {}
    storage_state: Annotated[Reference | None, Field(description=WHERE)] = None


class LoginStep(Table):
    """One thing that is done: a field is filled, with a text or a secret, or something is clicked."""

    fill: Annotated[Selector | None, Field(description='a CSS selector such as "#user"')] = None
    text: Annotated[
        Annotated[str, AfterValidator(_typed)] | None,
        Field(description='a text to type as it stands; a secret goes into secret = "env:NAME"'),
    ] = None
    secret: Annotated[Reference | None, Field(description=WHERE)] = None
    click: Annotated[Selector | None, Field(description='a CSS selector such as "button[type=submit]"')] = (
        None
    )

    @property
    def is_whole(self) -> bool:
        """Whether it says exactly one thing to do."""
        if self.click is not None:
            return (self.fill, self.text, self.secret) == (None, None, None)
        return self.fill is not None and (self.text is None) != (self.secret is None)


class LoginSettings(Table):
    """What a person does to log in, and what shows that it worked."""

    url: Annotated[str, Field(min_length=1, description="a path or a web address on the portal's hosts")]
    steps: Annotated[
        tuple[LoginStep, ...],
        Field(
            strict=False,
            min_length=1,
            max_length=50,
            description='a list of steps: { fill = "#user", text = "auditor" }, '
            '{ fill = "#password", secret = "env:NAME" } or { click = "button" }',
        ),
    ]
    proof_url: Annotated[
        str | None,
        Field(pattern=r"^[^#\x00-\x20][^#\x00-\x1f]*$", description='a glob such as "/account/**"'),
    ] = None
    proof_text: Annotated[
        str | None, Field(min_length=1, max_length=200, description='a text such as "Sign out"')
    ] = None


def access_mistakes(access: Any, login: Any) -> Iterator[tuple[KeyPath, str]]:
    """Name what fits each key but not together; `access` and `login` are the tables as they were read."""
    access, login = (table if isinstance(table, dict) else {} for table in (access, login))
    for one, other in (("user", "password"), ("password", "user")):
        if one in access and other not in access:
            yield ("access", one), f"found alone, expected {other} beside it"
    headers = access.get("headers")
    if "password" in access and isinstance(headers, dict) and "authorization" in map(str.lower, headers):
        yield ("access", "headers"), "found Authorization, which user and password give already"
    if login and "proof_url" not in login and "proof_text" not in login:
        yield ("login",), 'missing what shows that it worked, expected proof_url or proof_text = "Sign out"'
    steps = login.get("steps")
    for number, step in enumerate(steps if isinstance(steps, list) else ()):
        if isinstance(step, dict) and step.keys() <= LoginStep.model_fields.keys():
            yield from _step_mistakes(number, step)


def _step_mistakes(number: int, step: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    if not LoginStep.model_construct(**step).is_whole:
        yield (
            ("login", "steps", number),
            f"step {number + 1} is not whole, expected fill with text or secret, or click alone",
        )

"""The secrets that let us in, read from where portal.toml says they are kept, and to whom they may be sent.

They live in memory alone. Whatever leaves the program (evidence, reports, messages) goes
through the redactor that knows them.
"""

import base64
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.secret.redaction import Redactor
from auditor.settings import Mistake, Settings, SettingsError, tell
from auditor.settings.access import REFERENCE, AccessSettings, LoginSettings
from auditor.toml.lines import KeyPath
from auditor.urls import Site, normal_url

MAX_FILE_BYTES = 1_000_000  # a storage state with the data of several sites has tens of kilobytes
# Ours: shorter ones are found in any text, so that nothing could be kept out of reports.
MIN_SECRET_CHARS = 4
_TOKEN_CHARS = 16  # ours: shorter values of cookies are choices ("lang=en") more often than sessions
_HIDDEN_TOKEN_CHARS = 8  # … unless scripts may not read them
_MOST_TOKENS = 100  # ours: a session has a few

type Cookie = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What is sent to the portal's own hosts, and to nobody else.

    `typed` are the secrets of the login's steps, by their place. `storage` is a storage
    state as Playwright saves it, with the portal's own part only.
    """

    sites: frozenset[Site]
    only_https: bool
    redactor: Redactor
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    storage: Mapping[str, Any] | None = field(default=None, repr=False)
    typed: Mapping[int, str] = field(default_factory=dict, repr=False)
    login: LoginSettings | None = None

    def owns(self, url: str) -> bool:
        """Tell whether an address is one that secrets may be sent to.

        That is one of the portal's hosts, at its port; over https, unless the portal itself
        is named by an http address.
        """
        try:
            normal = normal_url(url)
        except ValueError:
            return False
        return Site.of(normal) in self.sites and not (self.only_https and normal.startswith("http:"))

    def headers_for(self, url: str) -> Mapping[str, str]:
        """Give the headers that go with a request to this address."""
        return self.headers if self.owns(url) else {}

    def origins(self) -> list[str]:
        """List the origins that secrets may be sent to, such as `https://portal.example`."""
        schemes = ("https",) if self.only_https else ("https", "http")
        return sorted(
            f"{scheme}://{host}{f':{site.port}' if site.port else ''}"
            for site in self.sites
            for scheme in schemes
            for host in _hosts_of(site)
        )

    def browser_cookies(self) -> list[Cookie]:
        """Give the cookies of portal.toml as a browser takes them: for each host, hidden from scripts."""
        return [
            {
                "name": name,
                "value": value,
                "domain": host,
                "path": "/",
                "httpOnly": True,
                "secure": self.only_https,
                "sameSite": "Lax",
            }
            for host in _hosts(self.sites)
            for name, value in self.cookies.items()
        ]

    def learn_session(self, state: Mapping[str, Any]) -> None:
        """Keep what a browser was given since, such as a session's cookie, out of reports as well."""
        self.redactor.learn(islice(_tokens(state), _MOST_TOKENS))


def read_credentials(
    settings: Settings, target: str, environment: Mapping[str, str] = os.environ
) -> Credentials | None:
    """Read the secrets that a portal.toml names; None if nothing is to be sent.

    Raises:
        SettingsError: naming each reference that leads nowhere, with its line and never with its value.
    """
    access, login = settings.access, settings.login
    if access is None and login is None and settings.portal.from_ is None:
        return None
    reader = _Reader(Path(target).parent, environment)
    found = _read_all(reader, access or AccessSettings(), login)
    if reader.mistakes:
        raise SettingsError(*tell(reader.mistakes, target, Path(target).read_text(encoding="utf-8-sig")))
    headers, cookies, storage, typed = found
    if settings.portal.from_:
        headers["From"] = settings.portal.from_
    redactor = Redactor(reader.secrets)
    only_https = settings.portal.url.startswith("https:")
    credentials = Credentials(
        sites=settings.sites(),
        only_https=only_https,
        redactor=redactor,
        headers=headers,
        cookies=cookies,
        storage=None if storage is None else _own_part(storage, settings.sites(), only_https=only_https),
        typed=typed,
        login=login,
    )
    if credentials.storage is not None:
        credentials.learn_session(credentials.storage)
    return credentials


def read_reference(
    reference: str, path: KeyPath, folder: Path, environment: Mapping[str, str]
) -> tuple[str, list[Mistake]]:
    """Read what a reference names, of any length, and what is wrong with it; `path` is its key's."""
    reader = _Reader(folder, environment)
    return reader.read(reference, path), reader.mistakes


type _Found = tuple[dict[str, str], dict[str, str], dict[str, Any] | None, dict[int, str]]


def _read_all(reader: "_Reader", access: AccessSettings, login: LoginSettings | None) -> _Found:
    headers = {
        name: reader.in_header(reference, ("access", "headers", name))
        for name, reference in access.headers.items()
    }
    cookies = {
        name: reader.in_cookie(reference, ("access", "cookies", name))
        for name, reference in access.cookies.items()
    }
    if access.user is not None and access.password is not None:
        user = access.user
        if REFERENCE.fullmatch(user):
            user = reader.secret(user, ("access", "user"))
        if ":" in user:
            reader.mistakes.append((("access", "user"), "holds a colon, which no user name may (RFC 7617)"))
        password = reader.secret(access.password, ("access", "password"))
        pair = f"{user}:{password}"
        reader.secrets.append(pair)  # in base64 it looks like neither of its parts
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    storage = None
    if access.storage_state is not None:
        storage = reader.storage_state(access.storage_state, ("access", "storage_state"))
    typed = {
        number: reader.secret(step.secret, ("login", "steps", number))
        for number, step in enumerate(login.steps if login else ())
        if step.secret is not None
    }
    return headers, cookies, storage, typed


class _Reader:
    """Reads what references name, and collects what is wrong with them."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.mistakes: list[Mistake] = []
        self.secrets: list[str] = []
        self._folder = folder
        self._environment = environment

    def secret(self, reference: str, path: KeyPath) -> str:
        value = self.read(reference, path)
        if value and len(value) < MIN_SECRET_CHARS:
            self.mistakes.append(
                (
                    path,
                    f"names a secret of fewer than {MIN_SECRET_CHARS} characters, as any page holds",
                )
            )
        self.secrets.append(value)
        return value

    def in_header(self, reference: str, path: KeyPath) -> str:
        value = self.secret(reference, path)
        if not (value.isascii() and value.isprintable()) or value != value.strip():
            self.mistakes.append((path, "names a secret that no header can hold: printable ASCII is needed"))
        return value

    def in_cookie(self, reference: str, path: KeyPath) -> str:
        value = self.in_header(reference, path)
        if set(value) & set(' ",;\\'):
            self.mistakes.append((path, "names a secret that no cookie can hold (RFC 6265, 4.1.1)"))
        return value

    def storage_state(self, reference: str, path: KeyPath) -> dict[str, Any]:
        text = self.read(reference, path)
        try:
            state: Any = json.loads(text) if text else {}
        except ValueError:
            state = None
        if not isinstance(state, dict) or not _is_storage_state(state):
            self.mistakes.append((path, "names something that is no storage state as Playwright saves it"))
            return {}
        return state

    def read(self, reference: str, path: KeyPath) -> str:
        kind, _, name = reference.partition(":")
        value = self._from_environment(name, path) if kind == "env" else self._from_file(name, path)
        return value.rstrip("\r\n")  # as editors and `echo` end a file

    def _from_environment(self, name: str, path: KeyPath) -> str:
        value = self._environment.get(name, "")
        if not value:
            self.mistakes.append((path, f"the environment variable {name} is not set"))
        return value

    def _from_file(self, name: str, path: KeyPath) -> str:
        file = self._folder / name
        try:
            with file.open("rb") as opened:
                data = opened.read(MAX_FILE_BYTES + 1)
            value = data.decode("utf-8-sig")
        except OSError as error:
            self.mistakes.append((path, f"the file {name} cannot be read: {error.strerror}"))
            return ""
        except UnicodeDecodeError:
            self.mistakes.append((path, f"the file {name} is not a text in UTF-8"))
            return ""
        if len(data) > MAX_FILE_BYTES:
            self.mistakes.append((path, f"the file {name} is longer than {MAX_FILE_BYTES} bytes"))
        elif not value.strip():
            self.mistakes.append((path, f"the file {name} is empty"))
        return value


def _is_storage_state(state: Mapping[str, Any]) -> bool:
    cookies, origins = state.get("cookies", []), state.get("origins", [])
    return all(isinstance(part, list) for part in (cookies, origins)) and all(
        isinstance(each, dict) for each in (*cookies, *origins)
    )


def _own_part(state: Mapping[str, Any], sites: frozenset[Site], *, only_https: bool) -> dict[str, Any]:
    """Keep what belongs to the portal's own hosts; a cookie of a whole domain is given to those alone."""
    cookies = []
    for cookie in state.get("cookies", []):
        domain = str(cookie.get("domain", "")).lower()  # with a dot before it: of all hosts below
        cookies += [
            cookie | {"domain": host, "secure": bool(cookie.get("secure")) or only_https}
            for host in _hosts(sites)
            if host == domain.removeprefix(".") or (domain.startswith(".") and host.endswith(domain))
        ]
    origins = [origin for origin in state.get("origins", []) if _is_own(origin.get("origin"), sites)]
    return {"cookies": cookies, "origins": origins}


def _is_own(origin: Any, sites: frozenset[Site]) -> bool:
    try:
        return Site.of(normal_url(str(origin))) in sites
    except ValueError:
        return False


def _hosts(sites: frozenset[Site]) -> list[str]:
    return sorted({host for site in sites for host in _hosts_of(site)})


def _hosts_of(site: Site) -> tuple[str, ...]:
    """Name a site's hosts as addresses and browsers' cookies write them."""
    try:
        address = ip_address(site.host)
    except ValueError:
        return site.host, f"www.{site.host}"
    return (f"[{address}]" if address.version == 6 else str(address),)  # noqa: PLR2004  IPv6


def _tokens(state: Mapping[str, Any]) -> Iterator[str]:
    """Find what in a storage state looks like a key to a session."""
    for cookie in state.get("cookies", []):
        value = str(cookie.get("value", ""))
        least = _HIDDEN_TOKEN_CHARS if cookie.get("httpOnly") else _TOKEN_CHARS
        if len(value) >= least:
            yield value
    for origin in state.get("origins", []):
        for item in origin.get("localStorage", []):
            yield from filter(_is_token, _texts(item.get("value", "")))


def _is_token(text: str) -> bool:
    return len(text) >= _TOKEN_CHARS and not any(char.isspace() for char in text)


def _texts(value: Any) -> Iterator[str]:
    """Give the texts in a value, which may be JSON in a text."""
    if isinstance(value, str):
        try:
            inner = json.loads(value)
        except (ValueError, RecursionError):
            yield value
            return
        yield from _texts(inner) if isinstance(inner, dict | list) else (value,)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)

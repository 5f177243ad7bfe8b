"""[access] and [login]: what portal.toml may say, where secrets are read from, and to whom they may go."""

import base64
import json
from pathlib import Path

import pytest

from auditor.run.plan import Plan, must_hold_no_secret
from auditor.secret.credentials import Credentials, read_credentials
from auditor.settings import SettingsError, fingerprint, read_settings

PORTAL = '[portal]\nname = "Demo"\nurl = "https://portal.example/city/"\nhosts = ["forms.example:8443"]\n'
WRITTEN_OUT = (
    'a secret is not written here, where others may read it; expected "env:NAME" or "file:PATH", '
    "where it is kept"
)
ENVIRONMENT = {"PASSWORD": "hunter22", "USER_NAME": "auditor", "KEY": "key-4711"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(more: str, portal: str = PORTAL) -> str:
    Path("portal.toml").write_text(portal + more, encoding="utf-8")
    return "portal.toml"


def credentials(more: str, portal: str = PORTAL, **environment: str) -> Credentials:
    target = written(more, portal)
    found = read_credentials(read_settings(target), target, ENVIRONMENT | environment)
    assert found is not None
    return found


def mistakes_in(more: str, **environment: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        credentials(more, **environment)
    assert "hunter22" not in str(caught.value)
    return str(caught.value).replace("portal.toml, ", "").split("\n")


ACCESS_BY_KEY = '[access]\nheaders = { X-Key = "env:KEY" }\n'
LOGIN = """\
[login]
url = "/login"
steps = [{ fill = "#p", secret = "env:PASSWORD" }, { click = "button" }]
proof_url = "account/**"
"""


class TestMistakes:
    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            pytest.param(
                'user = "a"\npassword = "hunter22"', f"line 7, access.password: {WRITTEN_OUT}", id="password"
            ),
            pytest.param(
                'headers = { X-Key = "hunter22" }',
                f"line 6, access.headers.X-Key: {WRITTEN_OUT}",
                id="header",
            ),
            pytest.param(
                'cookies = { crumb = "hunter22" }',
                f"line 6, access.cookies.crumb: {WRITTEN_OUT}",
                id="cookie",
            ),
            pytest.param(
                'storage_state = "hunter22.json"',
                f"line 6, access.storage_state: {WRITTEN_OUT}",
                id="storage state",
            ),
            pytest.param(
                "cookies = { crumb = 5 }",
                'line 6, access.cookies.crumb: not shown here, expected a table such as { session = '
                '"file:session.txt" }',
                id="no text",
            ),
            pytest.param(
                'headers = { User-Agent = "env:KEY" }',
                "line 6, access.headers.User-Agent: not shown here, expected a table such as "
                '{ X-Preview-Key = "env:PREVIEW_KEY" }, without headers that the program sets itself',
                id="a header that is ours",
            ),
            pytest.param(
                'pasword = "hunter22"',
                'line 6, access.pasword: unknown key, did you mean "password"?',
                id="misspelt key",
            ),
            pytest.param(
                'user = "auditor"',
                "line 6, access.user: found alone, expected password beside it",
                id="user alone",
            ),
            pytest.param(
                'user = "a"\npassword = "env:PASSWORD"\nheaders = { authorization = "env:KEY" }',
                "line 8, access.headers: found Authorization, which user and password give already",
                id="two authorizations",
            ),
        ],
    )  # fmt: skip
    def test_of_access(self, lines: str, told: str) -> None:
        assert mistakes_in(f"[access]\n{lines}\n") == [told]

    def test_of_what_is_no_table(self) -> None:
        with pytest.raises(SettingsError) as caught:
            read_settings(written("", f'access = "hunter22"\n{PORTAL}'))
        assert str(caught.value) == "portal.toml, line 1, access: not shown here, expected an [access] table"

    @pytest.mark.parametrize(
        ("before", "after", "told"),
        [
            pytest.param(
                '"env:PASSWORD"', '"hunter22"', f"line 7, login.steps.secret: {WRITTEN_OUT}", id="secret"
            ),
            pytest.param(
                'secret = "env:PASSWORD"',
                'text = "env:PASSWORD"',
                "line 7, login.steps.text: not shown here, expected a text to type as it stands; "
                'a secret goes into secret = "env:NAME"',
                id="reference as a text",
            ),
            pytest.param(
                '{ click = "button" }',
                '{ click = "button", text = "a" }',
                "line 7, login.steps: step 2 is not whole, expected fill with text or secret, or click alone",
                id="two things at once",
            ),
            pytest.param(
                ', secret = "env:PASSWORD"',
                "",
                "line 7, login.steps: step 1 is not whole, expected fill with text or secret, or click alone",
                id="nothing to type",
            ),
            pytest.param(
                'click = "button"',
                'klick = "button"',
                'line 7, login.steps.klick: unknown key, did you mean "click"?',
                id="misspelt step",
            ),
            pytest.param(
                'proof_url = "account/**"\n',
                "",
                "line 5, login: missing what shows that it worked, expected proof_url or "
                'proof_text = "Sign out"',
                id="no proof",
            ),
            pytest.param(
                '"/login"',
                '"//other.example/login"',
                'line 6, login.url: found "//other.example/login", expected a page on the portal\'s host or '
                "one of its hosts",
                id="elsewhere",
            ),
        ],
    )  # fmt: skip
    def test_of_the_login(self, before: str, after: str, told: str) -> None:
        assert mistakes_in(LOGIN.replace(before, after)) == [told]

    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            pytest.param(
                'headers = { X-Key = "env:NOTHING" }',
                "line 6, access.headers.X-Key: the environment variable NOTHING is not set",
                id="variable that is not set",
            ),
            pytest.param(
                'headers = { X-Key = "file:nothing.txt" }',
                "line 6, access.headers.X-Key: "
                "the file nothing.txt cannot be read: No such file or directory",
                id="file that is not there",
            ),
            pytest.param(
                'headers = { X-Key = "file:empty.txt" }',
                "line 6, access.headers.X-Key: the file empty.txt is empty",
                id="empty file",
            ),
            pytest.param(
                'headers = { X-Key = "env:LINES" }',
                "line 6, access.headers.X-Key: "
                "names a secret that no header can hold: printable ASCII is needed",
                id="lines in a header",
            ),
            pytest.param(
                'cookies = { crumb = "env:SEMICOLON" }',
                "line 6, access.cookies.crumb: names a secret that no cookie can hold (RFC 6265, 4.1.1)",
                id="semicolon in a cookie",
            ),
            pytest.param(
                'headers = { X-Key = "env:SHORT" }',
                "line 6, access.headers.X-Key: names a secret of fewer than 4 characters, as any page holds",
                id="short secret",
            ),
            pytest.param(
                'storage_state = "env:PASSWORD"',
                "line 6, access.storage_state: "
                "names something that is no storage state as Playwright saves it",
                id="no storage state",
            ),
            pytest.param(
                'user = "a:b"\npassword = "env:PASSWORD"',
                "line 6, access.user: holds a colon, which no user name may (RFC 7617)",
                id="colon in a user name",
            ),
        ],
    )
    def test_of_what_is_kept_elsewhere(self, lines: str, told: str) -> None:
        Path("empty.txt").write_text("\n", encoding="utf-8")
        given = {"LINES": "hunter22\r\nX: y", "SEMICOLON": "hunter22;", "SHORT": "abc"}
        assert mistakes_in(f"[access]\n{lines}\n", **given) == [told]


class TestReading:
    def test_takes_files_from_the_folder_of_portal_toml(self, folder: Path) -> None:
        inner = folder / "inner"
        inner.mkdir()
        (inner / "key.txt").write_text("key-4711\r\n", encoding="utf-8-sig")
        (inner / "portal.toml").write_text(
            PORTAL + '[access]\nheaders = { X-Key = "file:key.txt" }\n', encoding="utf-8"
        )
        found = read_credentials(read_settings("inner/portal.toml"), "inner/portal.toml", {})
        assert found is not None
        assert found.headers == {"X-Key": "key-4711"}

    def test_makes_basic_authorization(self) -> None:
        # The example of RFC 7617, 2.
        found = credentials('[access]\nuser = "Aladdin"\npassword = "env:P"\n', P="open sesame")
        assert found.headers == {"Authorization": "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}

    def test_takes_the_user_from_elsewhere_too(self) -> None:
        found = credentials('[access]\nuser = "env:USER_NAME"\npassword = "env:PASSWORD"\n')
        assert found.headers == {"Authorization": "Basic " + base64.b64encode(b"auditor:hunter22").decode()}

    def test_of_a_portal_without_doors_gives_nothing(self) -> None:
        assert read_credentials(read_settings("https://portal.example/"), "https://portal.example/") is None

    def test_keeps_of_a_storage_state_what_is_the_portals_own(self) -> None:
        """A cookie of a whole domain goes to the portal's hosts in it, and not to others of that domain."""
        state = {
            "cookies": [
                {"name": "a", "value": "1", "domain": ".portal.example", "path": "/", "secure": False},
                {"name": "b", "value": "2", "domain": "forms.example", "path": "/x", "secure": True},
                {"name": "c", "value": "3", "domain": "other.example", "path": "/"},
                {"name": "d", "value": "4", "domain": "al.example", "path": "/"},
            ],
            "origins": [
                {"origin": "https://portal.example", "localStorage": []},
                {"origin": "https://other.example", "localStorage": [{"name": "t", "value": "hunter22"}]},
            ],
        }
        Path("state.json").write_text(json.dumps(state), encoding="utf-8")
        found = credentials('[access]\nstorage_state = "file:state.json"\n')
        assert found.storage == {
            "cookies": [
                {"name": "a", "value": "1", "domain": "portal.example", "path": "/", "secure": True},
                {"name": "a", "value": "1", "domain": "www.portal.example", "path": "/", "secure": True},
                {"name": "b", "value": "2", "domain": "forms.example", "path": "/x", "secure": True},
            ],
            "origins": [{"origin": "https://portal.example", "localStorage": []}],
        }

    def test_the_login_is_made_absolute(self) -> None:
        login = read_settings(written(LOGIN)).login
        assert login is not None
        assert (login.url, login.proof_url) == ("https://portal.example/login", "/city/account/**")


class TestSending:
    @pytest.mark.parametrize(
        ("url", "own"),
        [
            ("https://portal.example/", True), ("https://www.portal.example/a?b", True),
            ("https://PORTAL.example:443/", True), ("https://forms.example:8443/", True),
            ("http://portal.example/", False), ("https://portal.example:444/", False),
            ("https://forms.example/", False), ("https://sub.portal.example/", False),
            ("https://portal.example.evil.example/", False), ("https://portal.example@evil.example/", False),
            ("https://evil.example/portal.example/", False), ("wss://portal.example/", False),
            ("about:blank", False), ("", False),
        ],
    )  # fmt: skip
    def test_is_to_the_portals_own_hosts_over_https(self, url: str, own: bool) -> None:
        found = credentials('[access]\nheaders = { X-Key = "env:KEY" }\n')
        assert found.owns(url) is own
        assert found.headers_for(url) == ({"X-Key": "key-4711"} if own else {})

    def test_is_over_http_where_the_portal_is(self) -> None:
        found = credentials(
            '[access]\nheaders = { X-Key = "env:KEY" }\n', PORTAL.replace("https://", "http://")
        )
        assert found.owns("http://portal.example/")
        assert found.owns("https://portal.example/")

    def test_cookies_are_for_each_host_and_hidden_from_scripts(self) -> None:
        found = credentials('[access]\ncookies = { crumb = "env:KEY" }\n')
        assert [(each["domain"], each["httpOnly"], each["secure"]) for each in found.browser_cookies()] == [
            ("forms.example", True, True),
            ("portal.example", True, True),
            ("www.forms.example", True, True),
            ("www.portal.example", True, True),
        ]


class TestKeeping:
    ALL = '[access]\nuser = "auditor"\npassword = "env:PASSWORD"\nheaders = { X-Key = "env:KEY" }\n' + LOGIN

    def test_addresses_to_visit_hold_none(self) -> None:
        more = ACCESS_BY_KEY + '[[service]]\nid = "a"\nname = "A"\nstart = "/a?key=key-4711"\n'
        target = written(more)
        plan = Plan(
            read_settings(target), ("https://portal.example/b", "https://portal.example/key-4711"),
            credentials=credentials(more),
        )  # fmt: skip
        with pytest.raises(SettingsError) as caught:
            must_hold_no_secret(plan)
        assert caught.value.mistakes == (
            "[[service]] a, start holds a secret of [access] or [login]; leave it out",
            "--urls, address 2 holds a secret of [access] or [login]; leave it out",
        )

    def test_settings_and_plans_hold_no_secret(self) -> None:
        target = written(self.ALL)
        settings = read_settings(target)
        plan = Plan(settings, credentials=read_credentials(settings, target, ENVIRONMENT))
        told = f"{plan!r} {settings.model_dump_json()} {plan.redactor!r}"
        assert "hunter22" not in told
        assert "key-4711" not in told

    def test_a_changed_secret_does_not_change_the_run(self) -> None:
        target = written(self.ALL)
        before = Plan(read_settings(target), credentials=credentials(self.ALL))
        after = Plan(read_settings(target), credentials=credentials(self.ALL, PASSWORD="another22"))  # noqa: S106
        assert before.fingerprint == after.fingerprint

    def test_another_way_in_is_another_run(self) -> None:
        other = self.ALL.replace("env:KEY", "env:PASSWORD")
        assert fingerprint(read_settings(written(self.ALL))) != fingerprint(read_settings(written(other)))

    def test_what_a_browser_was_given_is_kept_out_too(self) -> None:
        found = credentials(self.ALL)
        found.learn_session(
            {
                "cookies": [
                    {"name": "sid", "value": "hidden88", "httpOnly": True},
                    {"name": "jwt", "value": "shown-0123456789", "httpOnly": False},
                    {"name": "lang", "value": "en-GB", "httpOnly": False},
                ],
                "origins": [
                    {
                        "origin": "https://portal.example",
                        "localStorage": [{"name": "auth", "value": '{"token": "inner-0123456789", "n": 1}'}],
                    }
                ],
            }
        )
        for secret in ("hidden88", "shown-0123456789", "inner-0123456789"):
            assert found.redactor.is_in(secret)
        assert not found.redactor.is_in("en-GB")

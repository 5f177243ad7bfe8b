"""Turns what Playwright's recorder wrote of a person's clicks into [[service.step]] tables. Pure.

The recorder writes a line of JSON for each action (`playwright codegen --target=jsonl`).
What was typed, chosen from lists of one's own data, or uploaded is not written: a
reference stands in its place, for the person to fill.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from auditor.secret.masking import LEAST_CHARS
from auditor.settings.journey import CSS

_NAME_CHARS = 40
_PATH = "PATH"
# What a person does all the time without meaning a step by it.
_SILENT_KEYS = frozenset(
    {"Tab", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Shift", "Control", "Alt", "CapsLock"}
)

type Step = dict[str, str]


def recorded_toml(lines: Iterable[str], url: str) -> str:
    """Write the tables of a recording that was begun at an address.

    What the recorder wrote in another shape than expected becomes a comment, so that a
    person sees that something is missing.
    """
    written = [
        "# Recorded by `auditor record`. Put these under their [[service]], say submit = true where a form",
        "# may be sent, and give the variables invented values.",
    ]
    steps = list(_steps(_actions(lines), url))
    for step, after in zip(steps, [*steps, {}][1:], strict=True):
        if "click" in step and step["click"] == after.get("fill"):
            continue  # a person clicks into a field before filling it
        if "comment" in step:
            written += ["", f"# not recorded: {step['comment']}"]
        else:
            written += ["", "[[service.step]]", *(f"{key} = {_text(value)}" for key, value in step.items())]
    return "\n".join(written) + "\n"


def _actions(lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    for line in lines:
        try:
            action = json.loads(line)
        except ValueError:
            continue  # the recorder was ended while it wrote
        if isinstance(action, dict) and isinstance(action.get("name"), str):
            yield action


def _steps(actions: Iterable[Mapping[str, Any]], url: str) -> Iterator[Step]:
    names: set[str] = set()
    at = ""
    for action in actions:
        if action["name"] == "navigate":
            asked = urldefrag(str(action.get("url", ""))).url
            if asked not in ("", at, "about:blank") and (at or asked != urldefrag(url).url):
                yield {"goto": _local(asked, url)}
            at = asked
            continue
        if (step := _step(action, names)) is not None:
            yield step


def _step(action: Mapping[str, Any], names: set[str]) -> Step | None:
    """Give the step that an action is; None if it is none."""
    name, target, key = action["name"], _target(action), str(action.get("key", ""))
    if name in ("openPage", "closePage") or (name == "press" and key in _SILENT_KEYS):
        return None
    step: Step | None = None
    if name == "press":
        step = {"press": key}
    elif name in ("assertText", "assertVisible"):
        step = {"expect": str(action.get("text") or target)}
    elif target and name in ("click", "check"):
        step = {"choose" if _is_radio(action) and name == "check" else name: target}
    elif target and name == "fill":
        step = {"fill": target, "with": f"env:{_variable(target, names)}"}
    elif target and name == "select":
        target = _before_options(target, action)
        step = {"choose": target, "with": f"env:{_variable(target, names)}"}
    elif target and name == "setInputFiles":
        step = {"upload": target, "file": _PATH}
    if step is None or not all(step.values()):
        return {"comment": f"{_printable(name)} on {_printable(target) or 'an element without a name'}"}
    return step


def _before_options(label: str, action: Mapping[str, Any]) -> str:
    """Give a list's label as far as the option that was chosen: a label around a list holds all options."""
    options = action.get("options")
    for option in options if isinstance(options, list) else ():
        if isinstance(option, str) and len(option) >= LEAST_CHARS:
            label = label.partition(option)[0].strip()
    return label


def _is_radio(action: Mapping[str, Any]) -> bool:
    locator = action.get("locator")
    return isinstance(locator, dict) and locator.get("body") == "radio"


def _target(action: Mapping[str, Any]) -> str:
    """Give the words of an element, or a CSS selector; "" if it has neither."""
    locator = action.get("locator")
    if not isinstance(locator, dict):
        return ""
    while isinstance(locator.get("next"), dict):
        locator = locator["next"]
    options: Any = locator.get("options")
    body = str(locator.get("body", ""))
    match locator.get("kind"):
        case "role":
            return str(options.get("name", "")) if isinstance(options, dict) else ""
        case "label" | "text" | "placeholder":
            return body
        case "default" if not body.startswith(("internal:", "xpath=", "//")):
            return f"{CSS}{body}"
    return ""


def _variable(target: str, names: set[str]) -> str:
    """Name an environment variable after a field, each once."""
    plain = unicodedata.normalize("NFKD", target).encode("ascii", "ignore").decode()
    base = re.sub(r"[^A-Z0-9]+", "_", plain.upper()).strip("_")[:_NAME_CHARS].strip("_") or "FIELD"
    name, number = f"TEST_{base}", 1
    while name in names:
        number += 1
        name = f"TEST_{base}_{number}"
    names.add(name)
    return name


def _local(asked: str, url: str) -> str:
    """Give an address on the portal as a path, without its query, which may hold what was typed."""
    if urlsplit(urljoin(url, asked)).netloc == urlsplit(url).netloc:
        return urlsplit(asked).path or "/"
    return asked.partition("?")[0]


def _text(value: str) -> str:
    """Write a TOML string; JSON's escapes are all valid there."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _printable(value: str) -> str:
    return "".join(char if char.isprintable() else " " for char in value)[:_NAME_CHARS]

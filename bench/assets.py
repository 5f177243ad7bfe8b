"""The files that the pages of the generated portal ask for: styles, scripts and pictures."""

import itertools
import json
import random
import struct
import zlib
from collections.abc import Iterable

from bench.grammar import Writer

BASE_STYLES = """
:root { --ink: #1d2733; --quiet: #4a5866; --link: #0b4f8a; --edge: #c5ced6; --band: #10375c; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 17px/1.55 "DejaVu Sans", Verdana, sans-serif; }
a { color: var(--link); }
img { max-width: 100%; height: auto; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: #fff; padding: 8px; }
.wide { max-width: 1120px; margin: 0 auto; padding: 0 20px; }
.site-header { background: var(--band); color: #fff; }
.site-header a { color: #fff; }
.site-header .wide { display: flex; gap: 24px; align-items: center; padding-top: 14px; padding-bottom: 14px; }
.site-nav { background: #0b2845; }
.site-nav ul { display: flex; flex-wrap: wrap; gap: 6px 22px; margin: 0 auto; padding: 12px 20px; }
.site-nav ul { list-style: none; }
.site-nav a { color: #fff; text-decoration: none; display: inline-block; padding: 4px 0; }
.site-footer { margin-top: 48px; padding: 32px 0; background: #eef2f5; border-top: 3px solid var(--edge); }
.site-footer .wide { display: grid; grid-template-columns: repeat(3, 1fr); gap: 32px; }
.site-footer ul { list-style: none; padding: 0; margin: 0; }
.site-footer li { padding: 5px 0; }
.crumbs ol { display: flex; flex-wrap: wrap; gap: 10px; list-style: none; padding: 14px 0; margin: 0; }
.hero { padding: 30px; color: #fff; border-radius: 8px; background: linear-gradient(#10375c, #2a6b8f); }
.block { margin: 34px 0; }
.block h2 { font-size: 26px; line-height: 1.25; border-bottom: 1px solid var(--edge); padding-bottom: 6px; }
.cards { display: grid; grid-template-columns: repeat(3, 1fr); gap: 18px; list-style: none; padding: 0; }
.card { border: 1px solid var(--edge); border-radius: 8px; padding: 16px; box-shadow: 0 1px 3px #0002; }
.card h3 { margin: 0 0 6px; font-size: 19px; }
.steps li, .papers li { margin: 10px 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: 8px 0; font-weight: bold; }
th, td { border-bottom: 1px solid var(--edge); padding: 9px 12px; text-align: left; vertical-align: top; }
thead th { background: #e4ebf1; }
.field { margin: 16px 0; }
.field label, .field .caption { display: block; font-weight: bold; }
.field .hint { color: var(--quiet); font-size: 15px; margin: 2px 0 6px; }
input, select, textarea { font: inherit; padding: 8px 10px; border: 1px solid #5c6b78; border-radius: 4px; }
button { font: inherit; padding: 10px 20px; border: 0; border-radius: 4px; background: #0b4f8a; color: #fff; }
fieldset { border: 1px solid var(--edge); border-radius: 8px; margin: 22px 0; padding: 8px 20px; }
legend { font-weight: bold; font-size: 20px; }
details { border-bottom: 1px solid var(--edge); padding: 10px 0; }
summary { font-weight: bold; }
figure { margin: 24px 0; }
figcaption { color: var(--quiet); font-size: 15px; }
dl.people { display: grid; grid-template-columns: 1fr 2fr; gap: 8px 18px; }
dl.people dt { font-weight: bold; }
dl.people dd { margin: 0; }
.tags { display: flex; flex-wrap: wrap; gap: 10px; list-style: none; padding: 0; }
.tags a { background: #e4ebf1; border-radius: 14px; padding: 5px 14px; display: inline-block; }
@media (max-width: 760px) {
  .site-footer .wide, .cards, dl.people { grid-template-columns: 1fr; }
  input, select { max-width: 100%; }
  th, td { padding: 6px 4px; font-size: 15px; overflow-wrap: anywhere; }
}
"""

FAULT_STYLES = """
.faint { color: #a3abb3; }
.faint-band { background: #dfe6ec; color: #93a0ab; padding: 10px 14px; }
.small-print { font-size: 9px; line-height: 1.1; }
.tiny { display: flex; gap: 2px; }
.tiny a { display: block; width: 13px; height: 13px; font-size: 10px; line-height: 13px; text-align: center; }
.icon-link { display: inline-block; width: 30px; height: 30px; background: #c5ced6; border-radius: 15px; }
.fixed-width { width: 1040px; }
"""

BEHAVIOUR = """
(function () {
  "use strict";
  function each(selector, action) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), action);
  }
  function describe(field) {
    field.addEventListener("focus", function () {
      field.title = ADVICE[field.name.length % ADVICE.length];
    });
  }
  function confirmSend(form) {
    form.addEventListener("submit", function (event) {
      if (!form.checkValidity()) { event.preventDefault(); form.classList.add("checked"); }
    });
  }
  function closeOthers(opened) {
    opened.addEventListener("toggle", function () {
      if (opened.open) { each("details[open]", function (other) { other.open = other === opened; }); }
    });
  }
  document.addEventListener("DOMContentLoaded", function () {
    each("input, select, textarea", describe);
    each("form", confirmSend);
    each("details", closeOthers);
  });
})();
"""

LOOKUP = """
function collectionDay(street) {
  var wanted = street.trim().toLowerCase();
  var found = STREETS.filter(function (entry) { return entry.street.toLowerCase() === wanted; });
  return found.length ? found[0].day : null;
}
"""


def site_styles(size_bytes: int) -> str:
    """Return what every page is styled with, filled up with utility classes as large sites have them."""
    widths, kinds, sides = (480, 768, 1024), ("margin", "padding"), ("top", "right", "bottom", "left")
    utilities = (
        f"@media (min-width: {width}px) {{"
        f" .{kind[0]}{side[0]}-{step}-from-{width} {{ {kind}-{side}: {step * 4}px; }} }}\n"
        for width, kind, side, step in itertools.product(widths, kinds, sides, range(20))
    )
    return _fill(BASE_STYLES + FAULT_STYLES, utilities, size_bytes)


def print_styles(size_bytes: int) -> str:
    """Return the second sheet: printing, and the colours that departments may choose from."""
    printing = "@media print { .site-nav, .site-footer, form { display: none; } a { color: #000; } }\n"
    accents = (
        f".accent-{hue} {{ --accent: hsl({hue * 7 % 360} 60% 30%); border-left: 4px solid var(--accent); }}\n"
        for hue in itertools.count()
    )
    return _fill(printing, accents, size_bytes)


def site_script(writer: Writer, size_bytes: int) -> str:
    """Return the behaviour of menus and forms, with the advice that is shown beside fields."""
    advice: list[str] = []
    while sum(map(len, advice)) < size_bytes - len(BEHAVIOUR):
        advice.append(writer.paragraph(2))
    return f"var ADVICE = {json.dumps(advice, indent=1)};\n{BEHAVIOUR}"


def lookup_script(writer: Writer, size_bytes: int) -> str:
    """Return the street register, which answers when rubbish is collected."""
    register: list[str] = []
    while sum(map(len, register)) < size_bytes - len(LOOKUP):
        register.append(json.dumps({"street": writer.write("street"), "day": writer.write("weekday")}))
    return f"var STREETS = [\n{',\n'.join(register)}\n];\n{LOOKUP}"


def picture(seed: str, width_px: int, height_px: int) -> bytes:
    """Return a PNG of coloured noise: one byte a pixel, and no coding makes it smaller."""
    source = random.Random(seed)  # noqa: S311 - noise, not secrets
    hue = source.randrange(3)
    shades = ((level, level // 2 + 60, level // 2 + 60) for level in range(256))
    palette = b"".join(bytes(shade[-hue:] + shade[:-hue]) for shade in shades)
    rows = b"".join(b"\0" + source.randbytes(width_px) for _ in range(height_px))
    header = struct.pack(">IIBBBBB", width_px, height_px, 8, 3, 0, 0, 0)  # 8 bits a pixel, from a palette
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _fill(sheet: str, rules: Iterable[str], size_bytes: int) -> str:
    """Append rules until the sheet has its size or no rule is left."""
    for rule in rules:
        if len(sheet) >= size_bytes:
            break
        sheet += rule
    return sheet


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

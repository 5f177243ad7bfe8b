"""Faults to plant into a page or a whole portal, one kind each, to see that its score tells of it.

Edits are of the HTML as it is served, and fit any page that has a body.
"""

import random
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from auditor.rule import Pillar

type Edit = Callable[[str], str]

PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
PICTURES = 150
_WORDS = (
    "Notwithstanding the foregoing provisions and subject to the applicable administrative regulations "
    "the competent municipal authority may in exceptional circumstances retroactively authorise the "
    "simultaneous consideration of supplementary documentation submitted by representatives whose "
    "entitlement has been established in accordance with the corresponding statutory requirements and "
    "whose identification has been satisfactorily authenticated by the responsible registration officer. "
)
_SHORT_WORDS = (
    "You can come to us and we will help you with the form and then we send it on for you and you will get "
    "a note from us and when you have the note you can go to the desk and ask for your card and they will "
    "give it to you there and then and you can use it at once. "
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: the pillar that has to fall, and the edit that plants it.

    `everywhere` means that all pages of the portal are edited. `files` are served beside them.
    """

    kind: str
    pillar: Pillar
    edit: Edit
    everywhere: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)


def _at_the_end(markup: str) -> Edit:
    """Put something at the end of the page's main part, or of its body."""

    def edit(html: str) -> str:
        end = html.rfind("</main>")
        end = html.rfind("</body>") if end < 0 else end
        return html[:end] + markup + html[end:]

    return edit


def _replaced(pattern: str, by: str) -> Edit:
    return lambda html: re.sub(pattern, by, html, flags=re.IGNORECASE | re.DOTALL)


def _noise(width: int, height: int) -> bytes:
    """A picture that no compression makes smaller, as PNG: 3 bytes for each of its points."""
    points = random.Random(1)  # noqa: S311  the same every time
    lines = b"".join(b"\0" + points.randbytes(3 * width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def _of_page(pillar: Pillar, **markup: str) -> tuple[Fault, ...]:
    return tuple(Fault(name.replace("_", "-"), pillar, _at_the_end(html)) for name, html in markup.items())


ACCESSIBILITY = (
    *_of_page(
        Pillar.ACCESSIBILITY,
        image_alt=f'<img src="{PICTURE}" width="60" height="60">',
        button_name='<button type="button"></button>',
        link_name=f'<p><a href="/"><img src="{PICTURE}" alt="" width="60" height="60"></a></p>',
        label='<p><input type="text" name="planted"></p>',
        select_name='<p><select name="planted"><option>One</option><option>Two</option></select></p>',
        color_contrast='<p style="color:#aaa;background:#fff">You can ask for help at the desk.</p>',
        list="<ul><div>One</div><div>Two</div></ul>",
        listitem="<div><li>You need your card.</li></div>",
        definition_list="<dl><p>One</p><dt>When</dt><dd>Today</dd></dl>",
        dlitem="<div><dt>When</dt></div>",
        aria_roles='<div role="buton">You can ask us.</div>',
        aria_valid_attr='<p aria-labeledby="main">You can ask us.</p>',
        aria_valid_attr_value='<button type="button" aria-expanded="perhaps">More help</button>',
        aria_required_attr='<div role="checkbox" tabindex="0" aria-label="I agree">I agree</div>',
        aria_required_children='<div role="list"><p>One</p><span role="button" tabindex="0">Two</span></div>',
        aria_required_parent='<div role="tab" tabindex="0">One</div>',
        aria_hidden_focus='<div aria-hidden="true"><a href="/">Home page</a></div>',
        aria_command_name='<div role="button" tabindex="0" style="width:60px;height:60px"></div>',
        aria_toggle_field_name=(
            '<div role="switch" aria-checked="false" tabindex="0" style="height:60px"></div>'
        ),
        aria_input_field_name='<div role="textbox" tabindex="0" style="height:60px"></div>',
        nested_interactive='<div role="button" tabindex="0">Call <a href="/">the office</a></div>',
        frame_title='<iframe srcdoc="&lt;p&gt;Map&lt;/p&gt;" width="200" height="90"></iframe>',
        td_headers_attr=(
            '<table><tr><th id="planted-h">Fee</th></tr><tr><td headers="planted-x">Free</td></tr></table>'
        ),
        svg_img_alt='<svg role="img" width="60" height="60"><circle cx="30" cy="30" r="20"></circle></svg>',
        role_img_alt='<div role="img" style="width:60px;height:60px"></div>',
        input_image_alt=f'<p><input type="image" src="{PICTURE}" width="60" height="60"></p>',
        input_button_name='<p><input type="button" value=""></p>',
        area_alt=(
            f'<img src="{PICTURE}" alt="Map of the city" usemap="#planted" width="90" height="90">'
            '<map name="planted"><area shape="rect" coords="0,0,80,80" href="/"></map>'
        ),
        summary_name="<details><summary></summary><p>You can ask us.</p></details>",
        valid_lang='<p lang="qqqq-planted">You can ask for help at the desk.</p>',
        autocomplete_valid='<p><label>Town <input type="text" autocomplete="planted"></label></p>',
        avoid_inline_spacing='<p style="letter-spacing:0 !important">You can ask us.</p>',
        change_on_focus='<button type="button" onfocus="window.open(\'/\')">Show the map</button>',
        fake_list="<p>• Your card<br>• Two photographs<br>• Proof of where you live</p>",
        header_without_cells="<table><tr><th>Paper</th><th>Fee</th></tr><tr><td>Card</td></tr></table>",
        keyboard_trap='<button type="button" onblur="setTimeout(() => this.focus(), 10)">Help</button>',
        label_missing_from_name='<button type="button" aria-label="Submit">Send your card</button>',
        meaningless_image_name=f'<img src="{PICTURE}" alt="image" width="60" height="60">',
        missing_table_headers=(
            "<table><tr><td><b>Office</b></td><td><b>Telephone</b></td></tr>"
            + "<tr><td>Registry</td><td>555 0101</td></tr>" * 3
            + "</table>"
        ),
        pale_text_on_picture=(
            '<p style="color:#999;background:linear-gradient(#fff,#eee);padding:1em">You can ask us.</p>'
        ),
        same_name_links='<p>You can <a href="/?a=1">ask us</a> here, or <a href="/?a=2">ask us</a>.</p>',
        self_changing_text=(
            "<p>You are number <b id=planted>1</b></p><script>let planted = 0; setInterval(() => {"
            "document.getElementById('planted').innerText = planted += 7; }, 100);</script>"
        ),
        single_key_shortcut=(
            "<ul id=planted></ul><script>document.addEventListener('keydown', (event) => {"
            "if (event.key === '+') document.getElementById('planted').innerHTML += '<li>One</li>'; });"
            "</script>"
        ),
        spacing_text_loss=(
            '<a href="/" style="display:inline-block;overflow:hidden;width:120px;height:20px">'
            "Ask us about it</a>"
        ),
        ungrouped_radio_buttons=(
            '<form><p>Are you married?</p><label><input type="radio" name="planted"> Yes</label> '
            '<label><input type="radio" name="planted"> No</label></form>'
        ),
        unreachable_control=(
            '<p><span id="planted" style="cursor: pointer">Show all offices</span></p><script>'
            "document.getElementById('planted').addEventListener('click', () => { document.title = 'All'; });"
            "</script>"
        ),
        unreachable_frame='<iframe title="Search" tabindex="-1" srcdoc="<input>"></iframe>',
        unseen_focus='<p><a href="#" style="outline: none">Ask us about it</a></p>',
        vague_error_message=(
            '<p><label>Age <input aria-invalid="true" aria-describedby="planted"></label> '
            '<span id="planted">Error!</span></p>'
        ),
        vague_link='<p>You can ask us.</p><p><a href="/">Read more</a></p>',
        wrong_passage_language=(
            "<p>The office is open. <span lang=\"fr\">Mae'r swyddfa ar agor bob dydd o'r wythnos</span></p>"
        ),
        zoom_text_loss=(
            '<div style="overflow:hidden;height:1.4em">You can ask us for help at the desk, and we will help '
            "you with the form; and then we send it on for you, and you will get a note from us.</div>"
        ),
        marquee="<marquee>You can ask us.</marquee>",
        blink="<blink>You can ask us.</blink>",
    ),
    Fault("document-title", Pillar.ACCESSIBILITY, _replaced(r"<title>.*?</title>", "")),
    Fault("html-has-lang", Pillar.ACCESSIBILITY, _replaced(r"(<html\b[^>]*?)\s+lang=\"[^\"]*\"", r"\1")),
    Fault("html-lang-valid", Pillar.ACCESSIBILITY, _replaced(r"(<html\b[^>]*?\slang=\")[^\"]*", r"\1qq")),
    Fault(
        "meta-refresh",
        Pillar.ACCESSIBILITY,
        _replaced(r"</head>", '<meta http-equiv="refresh" content="600"></head>'),
    ),
    Fault("aria-hidden-body", Pillar.ACCESSIBILITY, _replaced(r"<body\b", '<body aria-hidden="true"')),
)

MOBILE = (
    *_of_page(
        Pillar.MOBILE,
        horizontal_scroll='<div style="width:900px;background:#ddd">You can ask us.</div>',
        target_size="<p>" + "".join(
            f'<a href="/?{n}" style="display:inline-block;width:9px;height:9px;overflow:hidden">{n}</a>'
            for n in range(9)
        ) + "</p>",
    ),
    Fault(
        "small-text",
        Pillar.MOBILE,
        _replaced(r"</head>", "<style>body * { font-size: 11px !important }</style></head>"),
    ),
    Fault(
        "orientation-lock",
        Pillar.MOBILE,
        _replaced(
            r"</head>", "<style>@media (orientation: portrait) { html { rotate: 90deg } }</style></head>"
        ),
    ),
    Fault(
        "missing-viewport", Pillar.MOBILE, _replaced(r"<meta\s+name=\"viewport\"[^>]*>", "")
    ),
    Fault(
        "zoom-blocked",
        Pillar.MOBILE,
        _replaced(
            r"<meta\s+name=\"viewport\"[^>]*>",
            '<meta name="viewport" content="width=device-width, user-scalable=no, maximum-scale=1">',
        ),
    ),
)  # fmt: skip

WEIGHT = (
    Fault(
        "heavy-page",
        Pillar.WEIGHT,
        _at_the_end('<img src="/planted/heavy.png" alt="" width="1" height="1">'),
        files={"/planted/heavy.png": _noise(1_000, 1_000)},
    ),
    Fault(
        "many-requests",
        Pillar.WEIGHT,
        _at_the_end(
            "".join(f'<img src="/planted/{n}.png" alt="" width="1" height="1">' for n in range(PICTURES))
        ),
        files={f"/planted/{number}.png": _noise(2, 2) for number in range(PICTURES)},
    ),
)

READABILITY = (
    Fault("hard-text", Pillar.READABILITY, _at_the_end(f"<p>{_WORDS}</p>" * 6)),
    Fault("long-sentences", Pillar.READABILITY, _at_the_end(f"<p>{_SHORT_WORDS}</p>" * 4)),
)

# Of the fictional portal, where every way is open. Each edit closes one of them everywhere, its words too:
# where a page still speaks of a way, that it is missing cannot be told, and no score falls.
_PHONE = (
    r"tel:\+\d+|\+?\(?\b0?\d{2,4}[ )]+\d{3,4}[ ]\d{3,4}\b|\+\d{9,}|\b18001\b"
    r"|\b(tele)?phones?\b|\bcall(s|ing|ed)?\b|\bdial\b|\bring\b"
)
_ADDRESS = (
    r"<address>.*?</address>|\"(servicePostalAddress|serviceLocation|address|areaServed)\": \{.*?\}(?=[,\s])"
    r"|PO Box \d+|AM1 1A[A-Z]|1 Market Square|Civic Centre|\bDesk \d\b"
)
CHANNELS = tuple(
    Fault(kind, Pillar.CHANNELS, _replaced(pattern, "us"), everywhere=True)
    for kind, pattern in {
        "missing-phone-number": _PHONE,
        "missing-email-address": r"(mailto:)?[\w.-]+@aldermere\.example",
        "missing-messaging-app": r"https://wa\.me/\d+|WhatsApp",
        "missing-paper-form": r"/forms/[\w-]+\.pdf|\bPDF\b|\bprint(ed|able)?\b|\bpaper\b",
        "missing-office": _ADDRESS + r"|\b(visit|come|came|walk in|desk|office|open)\b",
        "missing-postal-address": _ADDRESS + r"|\b(post|posted|letters?|send|write)\b",
        "missing-basic-phone-channel": r"sms:[^\"]*|tel:\*[^\"]*|\*\d[\d*]*#|\b\d{5}\b|\btext(s|ed)?\b",
    }.items()
)

_ONLINE_ONLY = "This service is available online only."


def _closed_but_online(html: str) -> str:
    """Close every other way, and say so."""
    for fault in CHANNELS:
        html = fault.edit(html)
    return _at_the_end(f"<p>{_ONLINE_ONLY}</p>")(html)


BLOCKERS = (Fault("online-only", Pillar.CHANNELS, _closed_but_online, everywhere=True),)

OF_ANY_PAGE = (*ACCESSIBILITY, *MOBILE, *WEIGHT, *READABILITY)

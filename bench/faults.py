"""Faults to plant into any page that has a body, one kind each, to see that its score tells of it.

Here are those that axe-core sees, and those of the pillars beside accessibility.
"""

import random
import struct
import zlib

from auditor.rule import Pillar
from bench.fault import PICTURE, Fault, at_the_end, of_page, replaced
from bench.faults_beyond_axe import BEYOND_AXE

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


AXE = (
    *of_page(
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
        aria_allowed_attr='<button type="button" aria-checked="true">Help</button>',
        aria_conditional_attr='<label><input type="checkbox" aria-checked="true"> I agree</label>',
        aria_meter_name='<div role="meter" aria-valuenow="3" style="width:60px;height:60px"></div>',
        aria_progressbar_name=(
            '<div role="progressbar" aria-valuenow="3" style="width:60px;height:60px"></div>'
        ),
        aria_tooltip_name='<div role="tooltip" style="width:60px;height:60px"></div>',
        object_alt=f'<object data="{PICTURE}" type="image/gif" width="60" height="60"></object>',
        link_in_text_block=(
            '<p style="color:#222;background:#fff">You can '
            '<a href="/" style="color:#444;text-decoration:none !important">ask us</a> here at any time.</p>'
        ),
        marquee="<marquee>You can ask us.</marquee>",
        blink="<blink>You can ask us.</blink>",
    ),
    Fault("document-title", Pillar.ACCESSIBILITY, replaced(r"<title>.*?</title>", "")),
    Fault("html-has-lang", Pillar.ACCESSIBILITY, replaced(r"(<html\b[^>]*?)\s+lang=\"[^\"]*\"", r"\1")),
    Fault("html-lang-valid", Pillar.ACCESSIBILITY, replaced(r"(<html\b[^>]*?\slang=\")[^\"]*", r"\1qq")),
    Fault("html-xml-lang-mismatch", Pillar.ACCESSIBILITY, replaced(r"<html\b", '<html xml:lang="hu"')),
    Fault(
        "meta-refresh",
        Pillar.ACCESSIBILITY,
        replaced(r"</head>", '<meta http-equiv="refresh" content="600"></head>'),
    ),
    Fault("aria-hidden-body", Pillar.ACCESSIBILITY, replaced(r"<body\b", '<body aria-hidden="true"')),
)

MOBILE = (
    *of_page(
        Pillar.MOBILE,
        horizontal_scroll='<div style="width:900px;background:#ddd">You can ask us.</div>',
        small_targets="<p>" + "".join(
            f'<a href="/?{n}" style="display:inline-block;width:9px;height:9px;overflow:hidden">{n}</a>'
            for n in range(9)
        ) + "</p>",
    ),
    Fault(
        "small-text",
        Pillar.MOBILE,
        replaced(r"</head>", "<style>body * { font-size: 11px !important }</style></head>"),
    ),
    Fault(
        "orientation-lock",
        Pillar.MOBILE,
        replaced(
            r"</head>", "<style>@media (orientation: portrait) { html { rotate: 90deg } }</style></head>"
        ),
    ),
    Fault(
        "missing-viewport", Pillar.MOBILE, replaced(r"<meta\s+name=\"viewport\"[^>]*>", "")
    ),
    Fault(
        "misspelt-zoom-limit",
        Pillar.MOBILE,
        replaced(
            r"<meta\s+name=\"viewport\"[^>]*>",
            '<meta name="viewport" content="width=device-width, user-scalable=true">',
        ),
    ),
    Fault(
        "zoom-blocked",
        Pillar.MOBILE,
        replaced(
            r"<meta\s+name=\"viewport\"[^>]*>",
            '<meta name="viewport" content="width=device-width, user-scalable=no, maximum-scale=1">',
        ),
    ),
)  # fmt: skip

WEIGHT = (
    Fault(
        "heavy-page",
        Pillar.WEIGHT,
        at_the_end('<img src="/planted/heavy.png" alt="" width="1" height="1">'),
        files={"/planted/heavy.png": _noise(1_000, 1_000)},
    ),
    Fault(
        "many-requests",
        Pillar.WEIGHT,
        at_the_end(
            "".join(f'<img src="/planted/{n}.png" alt="" width="1" height="1">' for n in range(PICTURES))
        ),
        files={f"/planted/{number}.png": _noise(2, 2) for number in range(PICTURES)},
    ),
)

READABILITY = (
    Fault("hard-text", Pillar.READABILITY, at_the_end(f"<p>{_WORDS}</p>" * 6)),
    Fault("long-sentences", Pillar.READABILITY, at_the_end(f"<p>{_SHORT_WORDS}</p>" * 4)),
)

OF_ANY_PAGE = (*AXE, *BEYOND_AXE, *MOBILE, *WEIGHT, *READABILITY)

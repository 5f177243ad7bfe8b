"""Faults that axe-core does not see and our own rules do, to plant into any page that has a body."""

import struct

from auditor.rule import Pillar
from bench.fault import PICTURE, Fault, at_the_beginning, at_the_end, of_page, replaced

_SOUND_S = 5


def _hum() -> bytes:
    """A sound of the lowest rate that browsers play, as WAV."""
    rate = 3_000
    samples = bytes([128] * 4 + [168] * 4) * (rate * _SOUND_S // 8)
    form = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate, 1, 8)
    data = b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", 4 + len(form) + len(data)) + b"WAVE" + form + data


BEYOND_AXE = (
    *of_page(
        Pillar.ACCESSIBILITY,
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
        same_name_links='<p>You can <a href="/?id=1">ask us</a> here, or <a href="/?id=2">ask us</a>.</p>',
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
            '<div style="line-height:1.2;height:4.8em;overflow:hidden">You can ask us.<br>'
            "We will help you.<br>We send it on.<br>You get a note.</div>"
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
        unreachable_frame=(
            '<iframe title="Search" tabindex="-1" srcdoc="<input>" width="200" height="90"></iframe>'
        ),
        unseen_focus='<p><a href="#" style="outline: none">Ask us about it</a></p>',
        vague_error_message=(
            '<p><label>Age <input aria-invalid="true" aria-describedby="planted"></label> '
            '<span id="planted">Error!</span></p>'
        ),
        vague_link=(
            '<p>You can ask us.</p><p><a href="/?id=1">Read more</a></p><p><a href="/?id=2">Read more</a></p>'
        ),
        wrong_passage_language=(
            "<p>The office is open. <span lang=\"fr\">Mae'r swyddfa ar agor bob dydd o'r wythnos</span></p>"
        ),
        zoom_text_loss=(
            '<div style="overflow:hidden;white-space:nowrap;width:50vw">You can ask us at the desk. '
            "We will help you with the form.</div>"
        ),
        missing_input_purpose='<p><label>Your e-mail address <input type="email" name="planted"></label></p>',
        pale_control_edge=(
            '<p style="background:#fff"><label><input type="checkbox" style="appearance:none;width:30px;'
            'height:30px;border:1px solid #ccc !important;background:#fff !important"> I agree</label></p>'
        ),
        pale_focus_indicator=(
            "<style>#planted { background: #fff !important; color: #00c !important; outline: none !important;"
            " box-shadow: none !important; border: 0 !important; text-decoration: underline !important }"
            ' #planted:focus { outline: 3px solid #ff0 !important }</style><p style="background:#fff">'
            '<a id="planted" href="#planted">Ask us about it</a></p>'
        ),
        pale_icon=(
            '<p style="background:#fff"><button type="button" aria-label="Search" style="background:#fff;'
            'border:1px solid #555;padding:12px"><svg width="24" height="24">'
            '<circle cx="12" cy="12" r="10" fill="#ccc"></circle></svg></button></p>'
        ),
        picture_puzzle=(
            '<form><label>Town <input name="town"></label>'
            f'<img id="captcha" alt="Code" width="90" height="30" src="{PICTURE}">'
            '<label>Code <input name="captcha"></label><button>Go</button></form>'
        ),
        required_by_colour=(
            "<form method='post' action='/planted'>"
            "<p><label style='color:#a00'>Street <input name='street' required></label></p>"
            "<p><label style='color:#a00'>Door <input name='door' required></label></p>"
            "<p><label>Floor <input name='floor'></label></p>"
            "<p><label>Note <input name='note'></label></p><p><button>Send</button></p></form>"
        ),
        same_name_frames=(
            '<iframe title="Help" width="200" height="90" srcdoc="<title>Desks</title>Our offices"></iframe>'
            '<iframe title="Help" width="200" height="90" srcdoc="<title>Days</title>In May 2026"></iframe>'
        ),
        unloaded_captions=(
            '<video controls width="200" src="/planted/tour.mp4"><track kind="captions" srclang="en" '
            'label="English" src="/planted/gone.vtt" default></video>'
        ),
        unmarked_foreign_passage=(
            "<p>Minden hivatal nyitva van. Hozza magával a saját iratait. Hozza el a gyermek iratait is. "
            "Segítünk kitölteni a lapot. Ezért nem kell fizetnie.</p>"
        ),
        vague_label='<p><label>Info: <input type="text" name="planted"></label></p>',
    ),
    Fault(
        "broken-skip-link",
        Pillar.ACCESSIBILITY,
        at_the_beginning('<p><a href="#planted-nowhere">Skip to content</a></p>'),
    ),
    Fault(
        "sound-without-stop",
        Pillar.ACCESSIBILITY,
        at_the_end('<audio autoplay src="/planted/hum.wav"></audio>'),
        files={"/planted/hum.wav": _hum()},
    ),
    Fault(
        "uninformative-title",
        Pillar.ACCESSIBILITY,
        replaced(r"<title>.*?</title>", "<title>Untitled Document</title>"),
    ),
    Fault(
        "wrong-page-language",
        Pillar.ACCESSIBILITY,
        replaced(r"(<html\b[^>]*?\slang=\")[^\"]*", r"\1hu"),
    ),
)

OF_WCAG_22 = of_page(
    Pillar.ACCESSIBILITY,
    blocked_paste=(
        '<form><label>Password <input type="password" name="planted" onpaste="return false"></label></form>'
    ),
)
"""Faults of criteria that came with WCAG 2.2, and count only where it is the standard."""

"""Faults to plant into the good fictional portal alone: they fit its own words, menu and documents."""

import io
from collections.abc import Callable

import pikepdf

from auditor.rule import Pillar
from bench.fault import Fault, at_the_end, replaced, unchanged

FORM = "/forms/register-a-birth.pdf"

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
_WAYS = {
    "missing-phone-number": _PHONE,
    "missing-email-address": r"(mailto:)?[\w.-]+@aldermere\.example",
    "missing-messaging-app": r"https://wa\.me/\d+|WhatsApp",
    "missing-paper-form": r"/forms/[\w-]+\.pdf|\bPDF\b|\bprint(ed|able)?\b|\bpaper\b",
    "missing-office": _ADDRESS + r"|\b(visit|come|came|walk in|desk|office|open)\b",
    "missing-postal-address": _ADDRESS + r"|\b(post|posted|letters?|send|write)\b",
    "missing-basic-phone-channel": r"sms:[^\"]*|tel:\*[^\"]*|\*\d[\d*]*#|\b\d{5}\b|\btext(s|ed)?\b",
}
_CLOSED = tuple(
    Fault(kind, Pillar.CHANNELS, replaced(pattern, "us"), everywhere=True) for kind, pattern in _WAYS.items()
)
# Where none of these is found, a person is asked, and no score falls.
_ASKED = frozenset({"missing-paper-form", "missing-office", "missing-postal-address"})
CHANNELS = tuple(fault for fault in _CLOSED if fault.kind not in _ASKED)

_ONLINE_ONLY = "This service is available online only."


def _closed_but_online(html: str) -> str:
    """Close every other way, and say so."""
    for fault in _CLOSED:
        html = fault.edit(html)
    return at_the_end(f"<p>{_ONLINE_ONLY}</p>")(html)


BLOCKERS = (Fault("online-only", Pillar.CHANNELS, _closed_but_online, everywhere=True),)


_ENTRY = r"<li><a[^>]*>[^<]*</a></li>\s*"
OF_PORTAL = (
    Fault(
        "changed-menu-order",
        Pillar.ACCESSIBILITY,
        replaced(rf"(<nav class=\"menu\".*?<ul[^>]*>\s*{_ENTRY})({_ENTRY})({_ENTRY})", r"\1\3\2"),
        of_portal=True,
    ),
    Fault(
        "same-thing-other-names",
        Pillar.ACCESSIBILITY,
        replaced(r"(<nav class=\"menu\".*?)Contact us", r"\1Where we are"),
        of_portal=True,
    ),
    Fault(
        "repeated-titles",
        Pillar.ACCESSIBILITY,
        replaced(r"<title>.*?</title>", "<title>City of Aldermere</title>"),
        everywhere=True,
    ),
    Fault(
        "missing-translation",
        Pillar.READABILITY,
        at_the_end('<p lang="cy"><a href="/" hreflang="cy">Cymraeg</a></p>'),
        of_portal=True,
    ),
)


def _changed(body: bytes, change: Callable[[pikepdf.Pdf], object], **saved: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(body)) as document:
        change(document)
        document.save(out, **saved)  # type: ignore[arg-type]
    return out.getvalue()


def _untag(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot
    del document.Root.MarkInfo


def _unname_language(document: pikepdf.Pdf) -> None:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and "/Lang" in each:
            del each["/Lang"]


def _scan(document: pikepdf.Pdf) -> None:
    """Put a picture in the place of each page's text."""
    _untag(document)
    picture = pikepdf.Stream(
        document, bytes(800 * 1_000), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
        Width=800, Height=1_000, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    for page in document.pages:
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
        page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")


def _lock(_: pikepdf.Pdf) -> None:
    """The lock is put on when it is saved."""


_LOCKED = pikepdf.Encryption(
    owner="planted",
    user="",
    R=3,
    aes=False,
    metadata=False,
    allow=pikepdf.Permissions(accessibility=False, extract=False),
)


def of_document(form: bytes) -> tuple[Fault, ...]:
    """Give faults of the form that a service gives people to print, as it is served."""
    changed = {
        "untagged-document": _changed(form, _untag),
        "missing-document-language": _changed(form, _unname_language),
        "scanned-document": _changed(form, _scan),
        "locked-document": _changed(form, _lock, encryption=_LOCKED),
    }
    return tuple(
        Fault(kind, Pillar.ACCESSIBILITY, unchanged, files={FORM: body}) for kind, body in changed.items()
    )

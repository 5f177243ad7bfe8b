"""How much smaller a file would be, sent otherwise. Pure.

Where the figures are from is said by the rules that use them: uncompressed-text, old-image-formats and
oversized-images.
"""

from collections.abc import Mapping

from auditor.evidence import Response
from auditor.evidence.images import Images, SeenImage

PACKET_BYTES = 1_400  # beside its headers (Ethernet: 1,500): less is sent no sooner when it is packed
LEAST_PICTURE_BYTES = 4_096  # ours: an icon
ROOM = 1.1  # of the width that is needed

_PACKED = {"html": 0.80, "css": 0.74, "javascript": 0.70, "json": 0.68, "svg": 0.58}
_TEXT = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/css": "css",
    "text/javascript": "javascript",
    "application/javascript": "javascript",
    "application/x-javascript": "javascript",
    "application/json": "json",
    "application/manifest+json": "json",
    "image/svg+xml": "svg",
}
_AS_WEBP = {"image/jpeg": 0.25, "image/jpg": 0.25, "image/png": 0.26}
_WITHOUT_PIXELS = "image/svg+xml"
_FOR_DRAWINGS = frozenset({"image/png", "image/gif"})


def spared_by_packing(response: Response) -> float:
    """Estimate the bytes that a text would be spared, which came uncompressed and is long enough to gain."""
    is_plain = response.encoding in {"", "identity"} and response.wire_bytes >= response.body_bytes
    part = _PACKED.get(_TEXT.get(response.mime_type, ""), 0)
    return response.body_bytes * part if is_plain and response.body_bytes > PACKET_BYTES else 0


def spared_as_webp(response: Response) -> float:
    """Estimate the bytes that a picture in an old format would be spared."""
    is_large = response.body_bytes >= LEAST_PICTURE_BYTES
    return response.body_bytes * _AS_WEBP.get(response.mime_type, 0) if is_large else 0


def largest_drawn(images: Images, files: Mapping[str, Response]) -> dict[str, SeenImage]:
    """Give, for each of these files that has pixels, the picture that draws it largest."""
    largest: dict[str, SeenImage] = {}
    for image in sorted(images.images, key=_drawn_px, reverse=True):
        src = image.src.partition("#")[0]
        if image.file_width_px and src in files and files[src].mime_type != _WITHOUT_PIXELS:
            largest.setdefault(src, image)
    return largest


def fitting_part(image: SeenImage, mime_type: str, pixel_ratio: float) -> float:
    """Estimate which part of its bytes a file needs that has no more pixels than are shown."""
    enough_px = _drawn_px(image) * (pixel_ratio * ROOM) ** 2
    part = enough_px / (image.file_width_px * image.file_height_px)
    return part**0.5 if mime_type in _FOR_DRAWINGS else part


def _drawn_px(image: SeenImage) -> float:
    return image.drawn_width_px * image.drawn_height_px

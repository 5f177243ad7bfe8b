"""Which blocks of a page are its own text: not its menus, banners, footers or dialogs. Pure."""

from auditor.evidence import PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.evidence.once import once_a_page
from auditor.text.filler import is_filler

# Code is not prose, and a button's or option's words are a control's name.
_NOT_TEXT = frozenset({"button", "code", "kbd", "option", "output", "pre", "samp"})


@once_a_page
def main_blocks(page: PageEvidence) -> tuple[TextBlock, ...]:
    """Give the blocks that are the page's own text, in the order of the page.

    These are the blocks of the main landmark. A page without one, or whose main
    landmark holds no text, is taken by what stands in no landmark at all. Blocks that
    are mostly links lead elsewhere, filler text ("Lorem ipsum") is nobody's: both are left out.
    """
    blocks = page.text or ()
    own = [block for block in blocks if block.landmark is Landmark.MAIN]
    if not own:
        own = [block for block in blocks if block.landmark is Landmark.NONE]
    return tuple(block for block in own if _is_text(block))


def _is_text(block: TextBlock) -> bool:
    return block.tag not in _NOT_TEXT and not _mostly_links(block) and not is_filler(block.text)


def _mostly_links(block: TextBlock) -> bool:
    return 2 * block.link_chars > len(block.text)

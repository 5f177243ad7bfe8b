"""What the names of a PDF's tags stand for: programs may use names of their own (ISO 32000-1, 14.7.3)."""

from pikepdf import Array, Dictionary, Name

MAX_RENAMES = 10  # of a tag's name, one after another

HEADINGS = frozenset({"/H", *(f"/H{level}" for level in range(1, 100))})
ROW_GROUPS = frozenset({"/THead", "/TBody", "/TFoot"})
CELLS = frozenset({"/TH", "/TD"})
# What stands beside the text: it may be read where it is spoken of, or before or after all of it.
APART = frozenset(
    {"/Figure", "/Formula", "/Caption", "/Note", "/FENote", "/Aside", "/Form", "/TOC", "/Index"}
)
# What is looked for; a name of these is not followed further.
_KNOWN = HEADINGS | ROW_GROUPS | CELLS | APART | {"/Table", "/TR", "/Link"}


class Roles:
    """The names that a program maps its own to."""

    def __init__(self, root: Dictionary) -> None:
        self._roles = root.get(Name.RoleMap)

    def of(self, element: Dictionary) -> str:
        """Follow the name of a tag to one that everybody knows."""
        role = str(element.get(Name.S))
        roles = self._roles
        space = element.get(Name.NS)
        if isinstance(space, Dictionary) and isinstance(space.get(Name.RoleMapNS), Dictionary):
            roles = space.get(Name.RoleMapNS)
        for _ in range(MAX_RENAMES):
            if role in _KNOWN or not isinstance(roles, Dictionary):
                break
            known = roles.get(role)
            known = known[0] if isinstance(known, Array) and len(known) else known
            if not isinstance(known, Name):
                break
            role = str(known)
        return role

"""Groups pages into templates by their skeletons, one after another, at the same cost for each.

A page belongs to the template whose first page it is most like, if it is like enough;
otherwise it begins another. Each page is compared with the first pages only, and the
number of templates is bounded, so a page costs the same however many there are.
"""

from auditor.sampling.skeleton import likeness

# Ours, chosen on the sites that docs/sampling.md names: a higher one splits what a person
# would call one template, a lower one joins forms to articles.
LEAST_LIKENESS = 0.65
MAX_TEMPLATES = 150  # ours; beyond, a page goes to the template that it is most like


class Templates:
    """The templates found so far, numbered from 0 in the order of their first pages."""

    def __init__(self) -> None:
        self._first: list[frozenset[int]] = []
        self._known: dict[frozenset[int], int] = {}

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._first)

    def place(self, skeleton: frozenset[int]) -> int:
        """Give the number of the template that a page belongs to; it may be a new one."""
        known = self._known.get(skeleton)
        if known is not None:
            return known
        alike, nearest = max(
            ((likeness(skeleton, first), -number) for number, first in enumerate(self._first)),
            default=(0.0, 0),
        )
        if alike >= LEAST_LIKENESS or len(self._first) == MAX_TEMPLATES:
            return -nearest
        self._first.append(skeleton)
        self._known[skeleton] = len(self._first) - 1
        return self._known[skeleton]

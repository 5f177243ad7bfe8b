"""Says how the pages of a run were chosen, and for how many the visited ones stand."""

from collections import defaultdict
from collections.abc import Iterable

from auditor import audit as result
from auditor.evidence import Kind
from auditor.run.pages import RunPage
from auditor.settings import Settings
from auditor.store.records import Run, StoredPage


def sample_of(run: Run, settings: Settings, pages: Iterable[RunPage]) -> result.Sample | None:
    """Describe a run's sample; None if the run visits no sample, or has not chosen it yet."""
    told = run.facts.get("sample")
    if told is None:
        return None
    pages = list(pages)
    explored = [page for page in pages if page.stored.explored is not None]
    unexplored = [
        page
        for page in pages
        if page.stored.explored is None and page.stored.kind is Kind.HTML and page.stored.state_of is None
    ]
    parts = [page.stored.choice.chosen_as for page in pages if page.stored.choice is not None]
    templates = _templates(explored)
    return result.Sample(
        pages=settings.crawl.sample or len(parts),
        seed=settings.crawl.seed,
        explored_by=run.facts.get("explored_by", "html"),
        explored=len(explored),
        portal_pages=sum(template.pages for template in templates),
        unexplored=len(unexplored),
        required=parts.count("required"),
        by_template=parts.count("template"),
        random=parts.count("random"),
        left_out=told["left_out"],
        not_recognised=told["not_recognised"],
        speaks_for=sum(template.pages for template in templates if template.visited),
        templates=templates,
    )


def choice_of(page: StoredPage) -> result.Choice | None:
    """Say why a page was chosen."""
    return result.Choice(part=page.choice.chosen_as, why=page.choice.chosen_for) if page.choice else None


def template_of(page: StoredPage) -> str | None:
    """Name a page's template."""
    return None if page.template is None else f"t{page.template}"


def _templates(pages: Iterable[RunPage]) -> list[result.Template]:
    members: dict[int, list[RunPage]] = defaultdict(list)
    for page in pages:
        if page.stored.template is not None:
            members[page.stored.template].append(page)
    return [_template(number, members[number]) for number in sorted(members)]


def _template(number: int, pages: list[RunPage]) -> result.Template:
    first = min(pages, key=lambda page: page.stored.explore_order or 0)
    brief = first.digest or first.sketched
    visited = [page for page in pages if page.stored.state == "done" and page.redirects_to is None]
    return result.Template(
        id=f"t{number}",
        pages=len(pages),
        visited=len(visited),
        example=first.stored.url,
        title=(brief.title or None) if brief else None,
    )

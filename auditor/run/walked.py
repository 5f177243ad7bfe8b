"""Says of a run which steps were walked through which service."""

from auditor import audit as result
from auditor.store.journeys import JOURNEYS
from auditor.store.records import Run

EMPTY_FORM = "the errors of an empty form"  # what the state is called that is no step of a person's way


def steps_of(run: Run) -> dict[str, tuple[result.Step, ...]]:
    """Read the steps of each service's journey, by its id, from what the run noted of them."""
    told = run.facts.get(JOURNEYS, {})
    return {name: tuple(map(result.Step.model_validate, steps)) for name, steps in told.items()}

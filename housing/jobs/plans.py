"""The best set of offers of a large centre, worked out by workers while nobody waits for a page."""

from sqlalchemy.orm import Session

from core.dates import day_of
from core.jobs import Run, Step, job
from core.ports import answer_to
from core.structure import Centre
from core.text import N_, Sentence
from housing.allocation import allocate
from housing.ports import SubsidyEstimates
from housing.services.allocation.plan_facts import gather
from housing.services.allocation.stored_plans import PLAN, as_stored

BEGUN = Sentence(N_("All who wait and all that is free is read and put in order."))
STEPS = 2


@job(PLAN, Sentence(N_("Best set of offers")))
def work_out(session: Session, run: Run) -> Step:
    """The first step says that it has begun; the second reads before its own transaction begins, so that nobody waits
    for it.
    """
    if not run.done:
        return Step(1, STEPS, said=BEGUN)
    with run.reading() as reading:
        centre = reading.get_one(Centre, run.payload["centre"])
        facts = gather(reading, centre, answer_to(SubsidyEstimates), on=day_of(run.at))
        found = allocate(facts.world_with_points())
        counts = {"households": len(facts.waiters), "flats": len(facts.rows)}
        stored = as_stored(found, facts.digest)
    ready = Sentence(N_("Worked out of %(households)s households and %(flats)s flats."), counts)
    return Step(STEPS, STEPS, stored, ready)

"""The plan that a page shows: worked out at once, or by a job where there are too many to wait for."""

from datetime import date

from sqlalchemy.orm import Session

from core.structure import Centre
from housing.allocation import allocate
from housing.ports import SubsidyEstimates
from housing.services.allocation.allocations import CentrePlan, plan_of
from housing.services.allocation.plan_facts import gather
from housing.services.allocation.stored_plans import StoredPlan, last_done, restored


def current_plan(session: Session, centre: Centre, estimates: SubsidyEstimates, *, on: date) -> CentrePlan | None:
    """None where a job has to work it out first."""
    facts = gather(session, centre, estimates, on=on)
    if not facts.is_large:
        return plan_of(session, facts, allocate(facts.world_with_points()))
    job = last_done(session, centre)
    if job is None or job.ended_at is None:
        return None
    stored = StoredPlan(job.ended_at, job.state["facts"] != facts.digest, dict(job.state["possible"]))
    return plan_of(session, facts, restored(facts.world(), job.state), stored)

"""Plans of centres so large that a job works them out: what is kept of one, with its time and what it was made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, undefer

from core.auth.models import User
from core.jobs import Job, JobStatus, enqueue
from core.structure import Centre
from housing.allocation import Allocation, Placement, Plan, World

PLAN = "plan-offers"


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """When a plan was worked out, and whether what it was made from has changed since then."""

    at: datetime
    is_stale: bool
    possible: Mapping[int, int]  # by household how many flats broke none of its limits


def ask_for_plan(session: Session, centre: Centre, *, actor: User, at: datetime) -> Job:
    """Have workers work it out; who asks while they are at it is given the same job."""
    payload = {"centre": centre.id}
    return enqueue(session, PLAN, payload, actor=actor, at=at, key=f"{PLAN}-{centre.id}", centre_id=centre.id)


def last_job(session: Session, centre: Centre) -> Job | None:
    """The one that was asked for last, however it stands."""
    return session.scalar(_jobs(centre))


def last_done(session: Session, centre: Centre) -> Job | None:
    """The last that came to an end, with what it left."""
    return session.scalar(_jobs(centre).where(Job.status == JobStatus.DONE).options(undefer(Job.state)))


def as_stored(found: Allocation, digest: str) -> dict[str, Any]:
    """Numbers only: whom they are of is looked up when somebody reads it."""
    return {
        "facts": digest,
        "best": _as_rows(found.best),
        "greedy": _as_rows(found.greedy),
        "possible": [[key, number] for key, number in found.world.possible.items()],
    }


def restored(world: World, stored: Mapping[str, Any]) -> Allocation:
    """Both plans, as far as households still wait and flats are still free. `world`: that of now."""
    return Allocation(world, *(_plan(world, stored[name]) for name in ("best", "greedy")))


def _jobs(centre: Centre) -> Select[Job]:
    return select(Job).where(Job.kind == PLAN, Job.centre_id == centre.id).order_by(Job.id.desc()).limit(1)


def _as_rows(plan: Plan) -> dict[str, Any]:
    rows = [[one.household, one.flat, one.points, one.fit, one.is_pinned] for one in plan.placements]
    return {"held": plan.reserved, "rows": rows}


def _plan(world: World, stored: Mapping[str, Any]) -> Plan:
    rows: Iterable[list[Any]] = stored["rows"]
    still = (Placement(*row) for row in rows if row[0] in world.rows and row[1] in world.columns)
    return Plan(tuple(still), stored["held"])

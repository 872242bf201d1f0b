"""Over the gates of all households that somebody serves: who waits at which, and how many days went there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.paging import Page, cut_page
from housing.gate_sums import PASSED, GateSums, WayOf, sum_up
from housing.gates import Gate
from housing.services.gates import Passage, passages
from people.models import Household


@dataclass(frozen=True, slots=True)
class Waiting:
    """A household that waits at a gate."""

    household: Household
    passage: Passage


def who_waits(
    session: Session, actor: User, *, on: date, gate: Gate | None = None, centre_id: int | None = None, page: int = 1
) -> Page[Waiting]:
    """A page of the households that wait, at any gate or at one, everywhere or in one centre; the longest waiting
    first."""
    found = [
        passage
        for passage in passages(session, actor, on=on)
        if passage.next and gate in (None, passage.next) and centre_id in (None, passage.centre_id)
    ]
    cut = cut_page(sorted(found, key=lambda one: (-one.waits_for, one.household_id)), page)
    ids = [passage.household_id for passage in cut.rows]
    query = select(Household).where(Household.id.in_(ids))
    query = query.options(joinedload(Household.centre), joinedload(Household.officer))
    by_id = {household.id: household for household in session.scalars(query)}
    rows = [Waiting(by_id[passage.household_id], passage) for passage in cut.rows]
    return Page(rows, cut.number, cut.total, cut.length)


def sums_of(session: Session, actor: User, centre_ids: Sequence[int], *, on: date) -> GateSums:
    """Days lost and households that wait, of the households this person serves, all of which are these centres'."""
    ways = (
        WayOf(
            found.centre_id,
            {gate: found.days(gate) for gate in Gate},
            (found.next or PASSED) if found.is_with_us else None,
        )
        for found in passages(session, actor, on=on)
    )
    return sum_up(ways, centre_ids)

"""Over the gates of all households that somebody serves: who waits at which, and how many days went there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.paging import Page, cut_page
from housing.gate_sums import PASSED, GateSums, WayOf, sum_up
from housing.gates import Gate, in_year
from housing.services.households.gates import Passage, passages
from people.models import Household


@dataclass(frozen=True, slots=True)
class WaitingAtGate:
    """A household that waits at a gate."""

    household: Household
    passage: Passage


def who_waits(
    session: Session, actor: User, *, on: date, gate: Gate | None = None, centre_id: int | None = None, page: int = 1
) -> Page[WaitingAtGate]:
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
    rows = [WaitingAtGate(by_id[passage.household_id], passage) for passage in cut.rows]
    return Page(rows, cut.number, cut.total, cut.length)


def sums_of(
    session: Session, actor: User, centre_ids: Sequence[int], *, on: date, year: int | None = None
) -> tuple[GateSums, list[int]]:
    """Days lost, in one year or ever, and households that wait now, of the households this person serves, all of which
    are these centres'; with the years in which days are counted.
    """
    found = passages(session, actor, on=on)
    years = [span.starts_on.year for passage in found for span in passage.counted]
    ways = (_way(passage, year) for passage in found)
    return sum_up(ways, centre_ids), list(range(min(years, default=on.year), on.year + 1))


def _way(passage: Passage, year: int | None) -> WayOf:
    counted = passage if year is None else replace(passage, counted=in_year(passage.counted, year))
    days = {gate: counted.days(gate) for gate in Gate}
    return WayOf(passage.centre_id, days, (passage.next or PASSED) if passage.is_with_us else None)

"""Times in which a home cannot be let: written down, changed, taken away, and what they forbid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import DAY
from core.db import lock_row
from core.errors import NotFound, Refused
from core.text import N_, Sentence
from housing.models import Dwelling, Listing, VoidPeriod
from housing.occupancy import VoidReason
from people.periods import OpenPeriod


@dataclass(frozen=True, slots=True)
class VoidFacts:
    """What is said of one; `last_day` None: nobody knows yet."""

    starts_on: date
    last_day: date | None
    reason: VoidReason
    note: str = ""

    @property
    def period(self) -> OpenPeriod:
        """Its days."""
        return OpenPeriod(self.starts_on, self.last_day + DAY if self.last_day else None)


def voids_of(session: Session, dwelling: Dwelling) -> Sequence[VoidPeriod]:
    """The home's void periods, the latest first."""
    query = select(VoidPeriod).where(VoidPeriod.dwelling_id == dwelling.id)
    return session.scalars(query.order_by(VoidPeriod.starts_on.desc(), VoidPeriod.id.desc())).all()


def get_void(session: Session, dwelling: Dwelling, period_id: int) -> VoidPeriod:
    """One of the home's. Raises NotFound."""
    void = session.get(VoidPeriod, period_id)
    if void is None or void.dwelling_id != dwelling.id:
        raise NotFound(Sentence(N_("There is no such period.")))
    return void


def add_void(session: Session, dwelling: Dwelling, facts: VoidFacts, *, actor: User, at: datetime) -> VoidPeriod:
    """Write down that the home cannot be let for a time."""
    _refuse_overlap(session, dwelling, facts)
    void = VoidPeriod(dwelling=dwelling, created_at=at)
    _write(void, facts)
    session.add(void)
    record(session, "add-void", void, actor=actor)
    return void


def change_void(session: Session, void: VoidPeriod, facts: VoidFacts, *, actor: User) -> None:
    """Correct it, or say when it ended."""
    _refuse_overlap(session, void.dwelling, facts, besides=void)
    _write(void, facts)
    record(session, "change-void", void, actor=actor)


def remove_void(session: Session, void: VoidPeriod, *, actor: User) -> None:
    """It was written down by mistake."""
    session.delete(void)
    record(session, "remove-void", void, actor=actor)


def holds_on(on: date) -> ColumnElement[bool]:
    """A void period that holds the day."""
    return and_(VoidPeriod.starts_on <= on, or_(VoidPeriod.ends_on.is_(None), VoidPeriod.ends_on > on))


def find_void(session: Session, dwelling_id: int, on: date) -> VoidPeriod | None:
    """The one that keeps the home from being let on the day."""
    return session.scalar(select(VoidPeriod).where(VoidPeriod.dwelling_id == dwelling_id, holds_on(on)))


def refuse_void(session: Session, listing: Listing, on: date) -> None:
    """Raise Refused when the listing's home cannot be let on the day."""
    void = find_void(session, listing.dwelling_id, on)
    if void is None:
        return
    if void.ends_on is None:
        raise Refused(Sentence(N_("This home is out of use, and nobody knows until when.")))
    raise Refused(Sentence(N_("This home is out of use; it can be let from %(day)s."), {"day": void.ends_on}))


def void_within(session: Session, dwelling_id: int, period: OpenPeriod) -> VoidPeriod | None:
    """The first of the home's void periods that holds some of these days."""
    query = select(VoidPeriod).where(VoidPeriod.dwelling_id == dwelling_id).order_by(VoidPeriod.starts_on)
    return next((void for void in session.scalars(query) if void.period.overlaps(period)), None)


def _refuse_overlap(
    session: Session, dwelling: Dwelling, facts: VoidFacts, *, besides: VoidPeriod | None = None
) -> None:
    lock_row(session, dwelling)
    if facts.period.is_empty:
        raise Refused(Sentence(N_("The last day cannot lie before the first.")), field="last_day")
    for other in voids_of(session, dwelling):
        if other is not besides and other.period.overlaps(facts.period):
            raise Refused(
                Sentence(
                    N_("The home is out of use from %(day)s already: change that period."), {"day": other.starts_on}
                ),
                field="starts_on",
            )


def _write(void: VoidPeriod, facts: VoidFacts) -> None:
    void.starts_on, void.ends_on = facts.starts_on, facts.period.ends_on
    void.reason, void.note = facts.reason, facts.note

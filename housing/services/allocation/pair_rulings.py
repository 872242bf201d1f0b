"""What people decided of a household and a flat: pinned, kept apart, and lifted again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.db import lock_row
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from core.text import N_, Sentence
from housing.allocation.rulings import Ruling
from housing.models import Listing, PairRuling
from people.models import Household

NO_SUCH_RULING = Sentence(N_("There is no such decision."))
OTHER_CENTRE = Sentence(N_("This household and this flat do not belong to one of your centres."))
SO_ALREADY = Sentence(N_("This is decided of the two already."))
HOUSEHOLD_PINNED = Sentence(N_("This household is pinned to another flat: lift that first."))
FLAT_PINNED = Sentence(N_("Another household is pinned to this flat: lift that first."))
APART = Sentence(N_("The two are kept apart: lift that first."))
PINNED = Sentence(N_("The two are pinned together: lift that first."))


def standing_rulings(session: Session, centre: Centre) -> Sequence[PairRuling]:
    """Those of a centre that nobody has lifted, the earliest first."""
    query = _standing().where(PairRuling.household.has(Household.centre_id == centre.id))
    people = joinedload(PairRuling.household), joinedload(PairRuling.listing), joinedload(PairRuling.ruled_by)
    return session.scalars(query.options(*people).order_by(PairRuling.id)).all()


def rule_pair(
    session: Session, household: Household, listing: Listing, ruling: Ruling, *, reason: str, actor: User, at: datetime
) -> PairRuling:
    """From now on they belong together in the best set of offers, or do not. Both are locked, so that of two who decide
    at once the second sees what the first did. Raises Forbidden, and Refused for what contradicts another decision.
    """
    if household.centre_id != listing.centre_id or not actor.sees_centre(household.centre_id):
        raise Forbidden(OTHER_CENTRE)
    lock_row(session, listing)
    lock_row(session, household, may_be_named=True)
    for other in session.scalars(_standing().where(_is_about(household, listing)).order_by(PairRuling.id)):
        _refuse_beside(other, household, listing, ruling)
    new = PairRuling(household=household, listing=listing, ruling=ruling, reason=reason, ruled_by=actor, ruled_at=at)
    session.add(new)
    if ruling is Ruling.PIN:
        record(session, "pin-pair", new, actor=actor)
    else:
        record(session, "bar-pair", new, actor=actor)
    return new


def ruling_of(session: Session, household: Household, listing: Listing) -> Ruling | None:
    """What stands between the two."""
    query = _standing().where(PairRuling.household_id == household.id, PairRuling.listing_id == listing.id)
    return session.scalar(query.with_only_columns(PairRuling.ruling))


def why_pinned(session: Session, household: Household, listing: Listing) -> str | None:
    """The reason for which somebody pinned the two together."""
    is_pin = PairRuling.ruling == Ruling.PIN
    query = _standing().where(PairRuling.household_id == household.id, PairRuling.listing_id == listing.id, is_pin)
    return session.scalar(query.with_only_columns(PairRuling.reason))


def get_ruling(session: Session, ruling_id: int, actor: User) -> PairRuling:
    """One, for those who serve the household. Raises NotFound, Forbidden."""
    ruling = session.get(PairRuling, ruling_id, options=[joinedload(PairRuling.household)])
    if ruling is None:
        raise NotFound(NO_SUCH_RULING)
    if not actor.sees_centre(ruling.household.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return ruling


def lift_ruling(session: Session, ruling: PairRuling, *, actor: User, at: datetime) -> None:
    """It holds no more; who decided it and why stays. Twice is once."""
    lock_row(session, ruling)
    if ruling.lifted_at is None:
        ruling.lifted_by_id, ruling.lifted_at = actor.id, at
        record(session, "lift-ruling", ruling, actor=actor)


def _standing() -> Select[PairRuling]:
    return select(PairRuling).where(PairRuling.lifted_at.is_(None))


def _is_about(household: Household, listing: Listing) -> ColumnElement[bool]:
    return (PairRuling.household_id == household.id) | (PairRuling.listing_id == listing.id)


def _refuse_beside(other: PairRuling, household: Household, listing: Listing, ruling: Ruling) -> None:
    is_same_pair = (other.household_id, other.listing_id) == (household.id, listing.id)
    if is_same_pair and other.ruling is ruling:
        raise Refused(SO_ALREADY)
    if is_same_pair:
        raise Refused(APART if other.ruling is Ruling.BAR else PINNED)
    if ruling is Ruling.PIN and other.ruling is Ruling.PIN:
        raise Refused(HOUSEHOLD_PINNED if other.household_id == household.id else FLAT_PINNED)

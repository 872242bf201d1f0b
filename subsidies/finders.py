"""What the search box finds of money: awards by their household, runs by their number."""

from contextlib import suppress

from flask import url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.auth.permissions import Permission
from core.errors import Forbidden, NotFound
from core.findable import fits, nearest
from core.panels import Panels
from core.search import Finder, Hit
from core.search_keys import as_reference
from core.text import N_, Sentence
from housing.models import Lease
from people.models import Household
from subsidies.models import SubsidyAward
from subsidies.services.payments import get_batch, get_batch_named


def register(panels: Panels) -> None:
    """Add the finders of subsidies."""
    panels.finders += [
        Finder(
            Sentence(N_("Awards")),
            Sentence(N_("an award by its household")),
            Permission.VIEW_AWARDS,
            _awards,
        ),
        Finder(
            Sentence(N_("Payment runs")),
            Sentence(N_("a payment run by its number (P-2026-11-1)")),
            Permission.VIEW_PAYMENTS,
            _batches,
        ),
    ]


def _awards(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    is_its_household = Household.reference == as_reference(typed)
    found = (
        select(SubsidyAward.id, Household.search_key, Household.name)
        .join(SubsidyAward.lease)
        .join(Lease.household)
        .where(user.sees(Household.centre_id), or_(is_its_household, fits(typed, Household.search_key)))
        .order_by(SubsidyAward.id.desc())
    )
    shown = select(SubsidyAward).options(joinedload(SubsidyAward.lease).joinedload(Lease.household))
    return [_award(award) for award in nearest(session, found, shown, typed, limit)]


def _award(award: SubsidyAward) -> Hit:
    return Hit(
        title=award.lease.household.name,
        about=Sentence(N_("from %(day)s"), {"day": award.starts_on}),
        url=url_for("subsidies.show_award", award_id=award.id),
    )


def _batches(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    with suppress(NotFound, Forbidden):
        batch = get_batch(session, get_batch_named(session, as_reference(typed)).id, user)
        about = Sentence(N_("%(sum)s, to be paid on %(day)s"), {"sum": batch.total, "day": batch.execution_on})
        url = url_for("subsidies.show_batch", batch_id=batch.id)
        return [Hit(title=batch.reference, about=about, url=url, is_exact=True)]
    return []

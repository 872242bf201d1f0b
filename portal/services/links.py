"""Personal links: made by an officer, shown once, kept as a hash, used up by opening the door."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.backup.settling import after_restore
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from core.tokens import hash_token, new_token
from people.models import Household
from portal.models import HouseholdLink

DAYS_VALID = 14
DAYS_VALID_REUSABLE = 3650

UNKNOWN = Sentence(N_("This link is not complete, or it is not one of ours."))
USED = Sentence(N_("This link was used already. Each link opens once."))
EXPIRED = Sentence(N_("This link is too old."))


def make_link(
    session: Session, household: Household, *, actor: User | None, at: datetime, reusable: bool = False
) -> str:
    """A new link's secret, which nobody can read again later.

    Earlier unused links of the household end, and whoever is inside by an earlier one is out.
    """
    ended = _end_links(session, household, at)
    _sign_out(session, household, at)
    token = new_token()
    session.add(
        HouseholdLink(
            household=household,
            token_sha256=hash_token(token),
            created_at=at,
            expires_at=at + timedelta(days=DAYS_VALID_REUSABLE if reusable else DAYS_VALID),
            reusable=reusable,
        )
    )
    record(session, "make-link", household, actor=actor, values={"ended": ended})
    return token


def check_link(session: Session, token: str, *, at: datetime) -> HouseholdLink:
    """The link, if it still opens. Raises Refused with the reason why not; changes nothing."""
    link = session.scalar(select(HouseholdLink).where(HouseholdLink.token_sha256 == hash_token(token)))
    if link is None:
        raise Refused(UNKNOWN)
    _refuse_closed(link, at)
    return link


def use_link(session: Session, token: str, *, at: datetime) -> HouseholdLink:
    """Open the door once; of two who come at once, the second finds it closed."""
    link = check_link(session, token, at=at)
    lock_row(session, link)
    _refuse_closed(link, at)
    link.used_at = at
    record(session, "use-link", link.household, actor=link.household)
    return link


def find_open_visit(session: Session, link_id: int, *, since: datetime, at: datetime) -> HouseholdLink | None:
    """The link by which a browser came in at `since`, unless it was signed out afterwards; with its centre.

    Where a clock that was wrong says that it came in later than now, every signing out came afterwards.
    """
    never: ColumnElement[bool] = HouseholdLink.signed_out_at.is_(None)
    still_inside = never if since > at else never | (HouseholdLink.signed_out_at < since)
    query = select(HouseholdLink).options(joinedload(HouseholdLink.household).joinedload(Household.centre))
    return session.scalar(query.where(HouseholdLink.id == link_id, still_inside))


def sign_household_out(session: Session, household: Household, *, actor: Household, at: datetime) -> None:
    """The household leaves, in every browser."""
    _sign_out(session, household, at)
    record(session, "sign-household-out", household, actor=actor, values={"at": at.isoformat()})


def shut_household_out(session: Session, household: Household, *, actor: User, at: datetime) -> None:
    """A telephone is lost: nobody stays inside, and the links that may lie on it do not open any more."""
    ended = _end_links(session, household, at)
    every_link = update(HouseholdLink).where(HouseholdLink.household_id == household.id)
    session.execute(every_link.values(signed_out_at=at))
    record(session, "shut-household-out", household, actor=actor, values={"at": at.isoformat(), "ended": ended})


def _end_links(session: Session, household: Household, at: datetime) -> list[int]:
    open_ones = (HouseholdLink.household_id == household.id) & (HouseholdLink.expires_at > at) & ~HouseholdLink.reusable
    return sorted(
        session.scalars(update(HouseholdLink).where(open_ones).values(expires_at=at).returning(HouseholdLink.id))
    )


@after_restore
def close_links(session: Session, at: datetime) -> None:
    """Links that may have been used since the backup was made expire, and every household is out."""
    unused = HouseholdLink.used_at.is_(None) & (HouseholdLink.expires_at > at) & ~HouseholdLink.reusable
    session.execute(update(HouseholdLink).where(unused).values(expires_at=at))
    session.execute(update(HouseholdLink).where(HouseholdLink.used_at.is_not(None)).values(signed_out_at=at))


def _sign_out(session: Session, household: Household, at: datetime) -> None:
    inside = (HouseholdLink.household_id == household.id) & HouseholdLink.used_at.is_not(None)
    session.execute(update(HouseholdLink).where(inside).values(signed_out_at=at))


def find_latest_link(session: Session, household_id: int) -> HouseholdLink | None:
    """The household's newest link, for officers to see whether it was opened."""
    query = select(HouseholdLink).where(HouseholdLink.household_id == household_id)
    return session.scalar(query.order_by(HouseholdLink.created_at.desc(), HouseholdLink.id.desc()).limit(1))


def has_way_in(session: Session, household_id: int, *, at: datetime) -> bool:
    """Whether the household came in by its newest link and was not signed out, or still can."""
    link = find_latest_link(session, household_id)
    return link is not None and link.signed_out_at is None and (link.used_at is not None or at < link.expires_at)


def _refuse_closed(link: HouseholdLink, at: datetime) -> None:
    if link.used_at is not None and not link.reusable:
        raise Refused(USED)
    if link.expires_at <= at:
        raise Refused(EXPIRED)

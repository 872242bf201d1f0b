"""What happens to a household after its award: noted when it happens, closed by who has looked at the amounts again."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.db import in_parts
from core.text import N_, Sentence
from housing.events import LeaseEnded, RentCorrected
from housing.models import Lease
from people.events import (
    HouseholdCorrected,
    HouseholdExited,
    MemberCorrected,
    MemberJoined,
    MemberLeft,
    SupportDeclared,
)
from people.models import Household
from subsidies.models import STANDING, AwardReview, AwardStatus, Instalment, MemberChange, SubsidyAward

_CHANGES = {
    MemberJoined: MemberChange.JOINED,
    MemberLeft: MemberChange.LEFT,
    MemberCorrected: MemberChange.CORRECTED,
}


def note_change(session: Session, event: MemberJoined | MemberLeft | MemberCorrected) -> None:
    """Every standing award of the household that pays on or after the day is to be looked at again."""
    _note(session, event.household_id, event.member_id, _CHANGES[type(event)], event.on)


def note_exit(session: Session, event: HouseholdExited) -> None:
    """The same where the household has left the programme: whether money goes on is for those who prepare awards."""
    _note(session, event.household_id, None, MemberChange.EXITED, event.on)


def note_support(session: Session, event: SupportDeclared) -> None:
    """The same where others pay towards the rent on its days: no amount changes, but it may be one too many."""
    _note(session, event.household_id, None, MemberChange.SUPPORT, event.starts_on, before=event.ends_on)


def note_lease_end(session: Session, event: LeaseEnded) -> None:
    """The same for the awards of a lease that ends early and that would pay beyond its last day."""
    _note_those(session, SubsidyAward.lease_id == event.lease_id, None, MemberChange.LEASE_ENDED, event.on)


def note_rent(session: Session, event: RentCorrected) -> None:
    """The same for the awards of a lease whose rent was written down wrong: they may pay more than it."""
    _note_those(session, SubsidyAward.lease_id == event.lease_id, None, MemberChange.RENT_CORRECTED, event.on)


def note_household(session: Session, event: HouseholdCorrected) -> None:
    """The same where one parent turns out to be alone with the children, or not to be."""
    _note(session, event.household_id, None, MemberChange.HOUSEHOLD_CORRECTED, None)


def open_reviews(session: Session, actor: User) -> Sequence[AwardReview]:
    """What waits for those who prepare awards, the oldest first."""
    query = _open().join(AwardReview.award).join(SubsidyAward.lease).join(Lease.household)
    replaced = SubsidyAward.status == AwardStatus.SUPERSEDED
    return session.scalars(query.where(actor.sees(Household.centre_id), ~replaced)).all()


def reviews_of(session: Session, award: SubsidyAward) -> Sequence[AwardReview]:
    """What has changed since this award and was not looked at."""
    return session.scalars(_open().where(AwardReview.award_id == award.id)).all()


def awards_to_look_at(session: Session, instalments: Iterable[Instalment]) -> set[int]:
    """Of the awards of these instalments, by their keys, those that wait for somebody to look at them."""
    found: set[int] = set()
    for part in in_parts({instalment.award_id for instalment in instalments}):
        waiting = AwardReview.closed_at.is_(None), AwardReview.award_id.in_(part)
        found.update(session.scalars(select(AwardReview.award_id).where(*waiting)))
    return found


def close_reviews(session: Session, award: SubsidyAward, seen: Collection[int], *, actor: User, at: datetime) -> None:
    """Somebody has looked at the award with what was shown, by key; what happened meanwhile still waits."""
    for review in reviews_of(session, award):
        if review.id in seen:
            review.closed_by, review.closed_at = actor, at
    record(session, "close-reviews", award, actor=actor)


def _note(
    session: Session, household_id: int, member_id: int | None, change: MemberChange, on: date | None, *,
    before: date | None = None,
) -> None:  # fmt: skip
    _note_those(session, Lease.household_id == household_id, member_id, change, on, before=before)


def _note_those(
    session: Session, whose: ColumnElement[bool], member_id: int | None, change: MemberChange, on: date | None, *,
    before: date | None = None,
) -> None:  # fmt: skip
    standing = (
        select(SubsidyAward)
        .join(SubsidyAward.lease)
        .where(whose, SubsidyAward.status.in_(STANDING))
        .where(SubsidyAward.ends_on > (on or date.min), SubsidyAward.starts_on < (before or date.max))
        .order_by(SubsidyAward.id)
    )
    session.add_all(
        AwardReview(award=award, member_id=member_id, change=change, changed_on=on)
        for award in session.scalars(standing)
    )
    session.flush()


def _open() -> Select[AwardReview]:
    lease = joinedload(AwardReview.award).joinedload(SubsidyAward.lease)
    return (
        select(AwardReview)
        .options(joinedload(AwardReview.member), lease.joinedload(Lease.household))
        .where(AwardReview.closed_at.is_(None))
        .order_by(AwardReview.id)
    )


def sentence_of(review: AwardReview) -> Sentence:
    """What happened, in words."""
    if review.change is MemberChange.SUPPORT:
        text = N_("Others pay towards the rent since %(day)s, as the household declared.")
        return Sentence(text, {"day": review.changed_on})
    if review.change is MemberChange.LEASE_ENDED:
        return _end_of(review.award.lease)
    if review.change is MemberChange.RENT_CORRECTED:
        text = N_("The rent of the lease was written down wrong. It is %(rent)s a month.")
        return Sentence(text, {"rent": review.award.lease.monthly_rent})
    if review.change is MemberChange.HOUSEHOLD_CORRECTED:
        return Sentence(N_("Whether one parent is alone with the children was written down wrong."))
    if review.member is None:
        return Sentence(N_("The household has left the programme since %(day)s."), {"day": review.changed_on})
    values = {"name": review.member.name, "day": review.changed_on}
    if review.changed_on is None:
        return Sentence(N_("What is known of %(name)s has changed, from the start on."), values)
    match review.change:
        case MemberChange.JOINED:
            return Sentence(N_("%(name)s belongs to the household since %(day)s."), values)
        case MemberChange.LEFT:
            return Sentence(N_("%(name)s lives elsewhere since %(day)s."), values)
        case _:
            return Sentence(N_("What is known of %(name)s has changed, from %(day)s on."), values)


def _end_of(lease: Lease) -> Sentence:
    """As it is known now: an end may have been taken back."""
    if lease.cut_short_on is None:
        return Sentence(N_("The lease was to end before its term. That was taken back: it runs on."))
    return Sentence(
        N_("The lease ends before its term, with %(day)s: what is for later days is not paid."), {"day": lease.last_day}
    )

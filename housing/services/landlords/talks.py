"""What was said with landlords: added and kept; only a next step is ever done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from core.audit import record
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import centres_of, people_who_may
from core.dates import day_of
from core.errors import NotFound, Refused
from core.text import N_, Sentence
from housing.models import Landlord, LandlordTalk, Listing
from housing.reasons.refusals import RefusalReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.landlords.landlord_reach import get_landlord
from housing.services.listings.listing_life import move_listing
from housing.states import GONE, ListingAction
from people.models import Channel, LogEntry, TalkOutcome
from people.services import log
from people.services.log import MOST_SHOWN, EntryDetails

NOBODY_TO_CALL = Sentence(N_("Nobody is named yet. Ask when you call, and write it down with the advert."))


@dataclass(frozen=True, slots=True)
class Refusals:
    """How often a landlord has said no for one reason, and when last."""

    reason: RefusalReason
    times: int
    last_on: date


def add_talk(
    session: Session, landlord: Landlord, details: EntryDetails, *, listing: Listing | None = None,
    refusal: RefusalReason | None = None, actor: User, at: datetime,
) -> LandlordTalk:  # fmt: skip
    """Write down what was said with a landlord. A refusal has its reason, and nothing else has one.

    Of a flat that the landlord has let to others the advert is closed, unless it was confirmed after the talk. Raises
    Refused where the flat is offered to a household: whoever may do so takes that offer back first.
    """
    if listing is not None and listing.landlord_id != landlord.id:
        raise Refused(Sentence(N_("This flat is let by somebody else.")), field="listing_id")
    if details.outcome is TalkOutcome.REFUSED and refusal is None:
        raise Refused(Sentence(N_("Choose why the landlord refused.")), field="refusal")
    if details.outcome is not TalkOutcome.REFUSED and refusal is not None:
        raise Refused(Sentence(N_("A reason belongs to a refusal: choose that as what came of it.")), field="refusal")
    entry = log.add_entry(session, None, details, actor=actor, at=at)
    talk = LandlordTalk(entry=entry, landlord=landlord, listing=listing, refusal=refusal)
    session.add(talk)
    record(session, "add-landlord-talk", talk, actor=actor)
    if listing is not None and refusal is RefusalReason.LET:
        _close_let(session, listing, details.happened_on, actor, on=day_of(at))
    return talk


def note_no_answer(session: Session, listing: Listing, *, on: date, actor: User, at: datetime) -> None:
    """Nobody answered the call about this flat: whoever calls next sees it."""
    if listing.landlord is None:
        raise Refused(NOBODY_TO_CALL)
    details = EntryDetails(on, listing.landlord.known_as, Channel.PHONE, TalkOutcome.NOT_REACHED)
    add_talk(session, listing.landlord, details, listing=listing, actor=actor, at=at)


def get_talk(session: Session, talk_id: int, actor: User) -> LandlordTalk:
    """The talk, for those who see its landlord."""
    talk = session.get(LandlordTalk, talk_id)
    if talk is None:
        raise NotFound(Sentence(N_("There is no such entry.")))
    get_landlord(session, talk.landlord_id, actor)
    return talk


def talks_of(session: Session, landlord: Landlord) -> Sequence[LandlordTalk]:
    """What was said with the landlord, the latest first."""
    query = (
        _talks()
        .options(joinedload(LandlordTalk.listing))
        .where(LandlordTalk.landlord_id == landlord.id)
        .order_by(LogEntry.happened_on.desc(), LandlordTalk.id.desc())
    )
    return session.scalars(query.limit(MOST_SHOWN)).all()


def last_talks(session: Session, listings: Iterable[Listing]) -> dict[int, LandlordTalk]:
    """By landlord what was written down last, of those whom these flats belong to."""
    ids = {listing.landlord_id for listing in listings if listing.landlord_id is not None}
    last = select(func.max(LandlordTalk.id)).where(LandlordTalk.landlord_id.in_(ids)).group_by(LandlordTalk.landlord_id)
    return {talk.landlord_id: talk for talk in session.scalars(_talks().where(LandlordTalk.id.in_(last)))}


def refusals_of(session: Session, landlord: Landlord) -> list[Refusals]:
    """Why the landlord has said no, the latest reason first."""
    last_on = func.max(LogEntry.happened_on)
    query = (
        select(LandlordTalk.refusal, func.count(), last_on)
        .join(LandlordTalk.entry)
        .where(LandlordTalk.landlord_id == landlord.id)
        .group_by(LandlordTalk.refusal)
        .order_by(last_on.desc(), LandlordTalk.refusal)
    )
    found = session.execute(query)
    return [Refusals(reason, times, day) for reason, times, day in found if reason is not None]


def steps_due(session: Session, user: User, *, by: date) -> Sequence[LandlordTalk]:
    """What this person has to do with landlords by a day, the earliest first."""
    waiting = log.open_steps(user).where(LogEntry.due_on <= by).with_only_columns(LogEntry.id)
    query = select(LandlordTalk).join(LandlordTalk.entry).where(LandlordTalk.entry_id.in_(waiting))
    query = query.options(contains_eager(LandlordTalk.entry), joinedload(LandlordTalk.landlord))
    return session.scalars(query.order_by(LogEntry.due_on, LandlordTalk.id)).all()


def colleagues_of(session: Session, actor: User, *, on: date) -> list[User]:
    """Who else works on the adverts of one of this person's centres, by name."""
    found = {
        user.id: user
        for centre in centres_of(session, actor)
        for user in people_who_may(session, Permission.EDIT_LISTINGS, centres={centre.id}, besides=actor, on=on)
    }
    return sorted(found.values(), key=lambda user: (user.name, user.id))


def _close_let(session: Session, listing: Listing, said_on: date, actor: User, *, on: date) -> None:
    """A home has one open advert at most."""
    is_open = and_(Listing.status.not_in(GONE), Listing.confirmed_on <= said_on, actor.sees(Listing.centre_id))
    query = select(Listing).where(Listing.dwelling_id == listing.dwelling_id, is_open).order_by(Listing.id)
    for advert in session.scalars(query).all():
        move_listing(session, advert, ListingAction.WITHDRAW, reason=WithdrawalReason.LET, on=on, actor=actor)


def _talks() -> Select[LandlordTalk]:
    entry = joinedload(LandlordTalk.entry)
    people = joinedload(LogEntry.author), joinedload(LogEntry.responsible), selectinload(LogEntry.readers)
    return select(LandlordTalk).join(LandlordTalk.entry).options(*(entry.options(option) for option in people))

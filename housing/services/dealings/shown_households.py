"""Which households a landlord's flats were offered to, shown to or were put to it for, and what was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from core.auth.models import User
from core.dates import day_of
from core.errors import Forbidden, NotFound
from core.text import N_, Sentence
from housing.models import Landlord, LandlordTalk, Listing, Offer, Proposal, Viewing, ViewingGuest
from housing.states import GuestStatus
from people.models import Household
from people.services.households import OTHER_CENTRE

NO_SUCH_PROPOSAL = Sentence(N_("The landlord was not asked about such a household."))


@dataclass(slots=True)
class Shown:
    """One household and one flat: when it was offered, the days on which it saw it, what the landlord was asked."""

    household: Household
    listing: Listing
    seen_on: list[date] = field(default_factory=list)  # the earliest first
    offers: list[Offer] = field(default_factory=list)  # the earliest first
    proposal: Proposal | None = None

    @property
    def last_on(self) -> date:
        """When something last happened."""
        talk = self.proposal and (self.proposal.answered or self.proposal.asked)
        of_offers = [day_of(offer.answered_at or offer.offered_at) for offer in self.offers]
        return max([*self.seen_on[-1:], *of_offers, *([talk.entry.happened_on] if talk else [])])


def get_proposal(session: Session, proposal_id: int, actor: User) -> Proposal:
    """The proposal, for those who serve its household. Raises NotFound, Forbidden."""
    proposal = session.scalar(_proposals().where(Proposal.id == proposal_id))
    if proposal is None:
        raise NotFound(NO_SUCH_PROPOSAL)
    if not (actor.sees_centre(proposal.household.centre_id) and actor.sees_centre(proposal.listing.centre_id)):
        raise Forbidden(OTHER_CENTRE)
    return proposal


def find_proposal(session: Session, listing: Listing, household: Household) -> Proposal | None:
    """What its landlord was asked about the household, for whichever advert of the home, last."""
    query = _proposals().where(_of_home(Proposal.listing_id, listing), Proposal.household_id == household.id)
    return session.scalar(query.order_by(Proposal.id.desc()).limit(1))


def shown_of_flat(session: Session, listing: Listing) -> list[Shown]:
    """Every household that was offered the home, saw it or was put to its landlord, what happened last first."""
    proposals = _proposals().where(_of_home(Proposal.listing_id, listing))
    offers = _offers().where(_of_home(Offer.listing_id, listing))
    return _together(session, proposals, offers, _seen().where(_of_home(Viewing.listing_id, listing)))


def shown_of_landlord(session: Session, landlord: Landlord, actor: User) -> list[Shown]:
    """The same of all flats of a landlord that this person's centres work on."""
    here = actor.sees(Listing.centre_id)
    of_landlord = and_(Listing.landlord_id == landlord.id, here)
    proposals = _proposals().join(Proposal.listing).where(Proposal.landlord_id == landlord.id, here)
    return _together(session, proposals, _offers().where(of_landlord), _seen().where(of_landlord))


def _together(
    session: Session, proposals: Select[Proposal], offers: Select[Offer], seen: Select[ViewingGuest]
) -> list[Shown]:
    found: dict[tuple[int, int], Shown] = {}
    for guest in session.scalars(seen.order_by(Viewing.starts_at, ViewingGuest.id)):
        row = _row(found, guest.household, guest.viewing.listing)
        row.seen_on.append(day_of(guest.viewing.starts_at))
    for offer in session.scalars(offers.order_by(Offer.offered_at, Offer.id)):
        _row(found, offer.household, offer.listing).offers.append(offer)
    for proposal in session.scalars(proposals.order_by(Proposal.id)):
        _row(found, proposal.household, proposal.listing).proposal = proposal
    return _latest_first(found.values())


def _row(found: dict[tuple[int, int], Shown], household: Household, listing: Listing) -> Shown:
    return found.setdefault((household.id, listing.dwelling_id), Shown(household, listing))


def _latest_first(rows: Iterable[Shown]) -> list[Shown]:
    return sorted(rows, key=lambda row: (row.last_on, row.household.id, row.listing.id), reverse=True)


def refusing_talks(rows: Sequence[Shown]) -> list[int]:
    """The keys of the talks in which the answer was no."""
    answers = [row.proposal.answered for row in rows if row.proposal]
    return [talk.id for talk in answers if talk is not None and talk.refusal is not None]


def _of_home(listing_id: SQLColumnExpression[int], listing: Listing) -> ColumnElement[bool]:
    return listing_id.in_(Listing.of_home(listing.dwelling_id))


def _proposals() -> Select[Proposal]:
    talks = (joinedload(talk).joinedload(LandlordTalk.entry) for talk in (Proposal.asked, Proposal.answered))
    sides = joinedload(Proposal.listing), joinedload(Proposal.household), joinedload(Proposal.landlord)
    return select(Proposal).options(*sides, *talks)


def _offers() -> Select[Offer]:
    query = select(Offer).join(Offer.listing)
    return query.options(contains_eager(Offer.listing), joinedload(Offer.household))


def _seen() -> Select[ViewingGuest]:
    """Who came to a viewing."""
    viewing = joinedload(ViewingGuest.viewing).joinedload(Viewing.listing)
    query = select(ViewingGuest).join(ViewingGuest.viewing).join(Viewing.listing)
    return query.options(viewing, joinedload(ViewingGuest.household)).where(ViewingGuest.status == GuestStatus.CAME)

"""What became of the many flats: offers in every state, and leases of the last months at every step with AADE."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from sqlalchemy.orm import Session
from stdnum.gr import vat

from core.auth.models import User
from core.dates import DAY, add_months, first_of_month
from core.demo import office_hours
from housing.models import Lease, Listing, Offer
from housing.ports import SubsidyEstimates
from housing.reasons.declines import DeclineReason
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.landlords.landlord_papers import add_landlord_papers
from housing.services.leases.leases import LeaseTerms, record_acceptance, record_declaration, sign_lease
from housing.services.offers import offers
from housing.services.ranking.costs import figures_of
from housing.states import ListingStatus
from people.demo.many import invented_iban
from people.models import Household

# How many months ago each lease began; the last ones are not accepted at AADE, or not even declared.
MONTHS_AGO = (7, 7, 6, 6, 5, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 1, 0, 0)
NOT_ACCEPTED, NOT_DECLARED = 3, 1  # of the last
_FREE = (ListingStatus.CONTACTED, ListingStatus.VERIFIED)
_DECLINES = ((DeclineReason.TOO_EXPENSIVE, ""), (DeclineReason.TOO_FAR, ""), (DeclineReason.STAIRS, ""),
             (DeclineReason.OTHER, "Το σχολείο της μεγάλης είναι στην άλλη άκρη."))  # fmt: skip


@dataclass
class Stage:
    """What the stories of one demonstration share."""

    session: Session
    officer: User
    estimates: SubsidyEstimates
    on: date
    flats: list[Listing]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def offer(self, household: Household, offered_on: date, answer_by: date, *, flat: Listing | None = None) -> Offer:
        """A flat put before a household; without one the first that is free and large enough at its centre."""
        listing = flat or self.free_flat(household)
        figures = figures_of(self.session, household, [listing], self.estimates, on=offered_on)[listing.id]
        return offers.make_offer(
            self.session,
            household,
            listing,
            figures=figures,
            answer_by=answer_by,
            actor=self.officer,
            at=office_hours(offered_on),
            on=offered_on,
        )

    def free_flat(self, household: Household) -> Listing:
        """The first of those."""
        return self.free_flats(household)[0]

    def free_flats(self, household: Household) -> list[Listing]:
        """The flats of its centre with room for everybody."""
        room = 15 + 10 * len(household.members)
        return [
            flat
            for flat in self.flats
            if flat.status in _FREE and flat.centre_id == household.centre_id and (flat.dwelling.size_m2 or 0) >= room
        ]


def create_leases(stage: Stage, households: list[Household]) -> list[Lease]:
    """One for each number of months, in the order of their first days; every other one by an offer."""
    leases = []
    for number, (household, months) in enumerate(zip(households, MONTHS_AGO, strict=True)):
        starts_on = add_months(first_of_month(stage.on), -months) + number % 9 * DAY
        signed_on = min(starts_on, stage.on) - 6 * DAY
        lease = _sign(stage, household, signed_on, starts_on, by_offer=number % 2 == 0)
        _take_to_aade(stage, lease, still_to_come=len(MONTHS_AGO) - number)
        leases.append(lease)
    return leases


def create_offers(stage: Stage, households: list[Household], at: datetime) -> None:
    """Offers of the last weeks: open, accepted, declined, taken back, and two that nobody answered."""
    for number, household in enumerate(households):
        story, day = number % 5, stage.on - (12 + number % 6) * DAY
        if story == 0:
            stage.offer(household, stage.on - DAY, stage.on + (2 + number % 4) * DAY)
        elif story == 4:
            stage.offer(household, day, day + 5 * DAY)
        else:
            _answer(stage, stage.offer(household, day, stage.on + 5 * DAY), story, number, day + 2 * DAY)
    offers.expire_offers(stage.session, actor=stage.officer, on=stage.on, at=at)


def _answer(stage: Stage, offer: Offer, story: int, number: int, on: date) -> None:
    at = office_hours(on)
    if story == 1:
        offers.accept_offer(stage.session, offer, at=at, on=on)
    elif story == 2:
        reason, words = _DECLINES[number % len(_DECLINES)]
        offers.decline_offer(stage.session, offer, reason=reason, words=words, at=at, on=on)
    else:
        offers.withdraw_offer(
            stage.session, offer, because=TakenBack.LET_TO_ANOTHER, words="", actor=stage.officer, at=at
        )


def _sign(stage: Stage, household: Household, signed_on: date, starts_on: date, *, by_offer: bool) -> Lease:
    offer = None
    if by_offer:
        offer = stage.offer(household, signed_on - 9 * DAY, signed_on)
        offers.accept_offer(stage.session, offer, at=office_hours(signed_on - 7 * DAY), on=signed_on - 7 * DAY)
    listing = offer.listing if offer else stage.free_flat(household)
    terms = LeaseTerms(
        monthly_rent=listing.monthly_rent,
        deposit=listing.deposit,
        signed_on=signed_on,
        starts_on=starts_on,
        agreed_ends_on=add_months(starts_on, 36),
    )
    at = office_hours(signed_on)
    return sign_lease(stage.session, listing, household, terms, offer=offer, actor=stage.officer, at=at)


def _take_to_aade(stage: Stage, lease: Lease, *, still_to_come: int) -> None:
    """The landlord declares, the tenant accepts; of the last leases somebody still has to."""
    number = next(stage.numbers)
    if still_to_come > NOT_DECLARED:
        declared_on = lease.signed_on + 2 * DAY
        record_declaration(
            stage.session, lease, number=f"8{number:07d}", declared_on=declared_on, on=declared_on, actor=stage.officer
        )
    if still_to_come > NOT_ACCEPTED:
        accepted_on = lease.signed_on + 4 * DAY
        record_acceptance(stage.session, lease, accepted_on=accepted_on, on=accepted_on, actor=stage.officer)
        afm = f"00000{100 + number}"
        afm += vat.calc_check_digit(afm)  # right in form, and of nobody
        add_landlord_papers(
            stage.session, lease.landlord, afm=afm, iban=invented_iban(500 + number), actor=stage.officer,
            at=office_hours(accepted_on),
        )  # fmt: skip

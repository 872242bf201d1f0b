"""How a flat stands after an offer that came to nothing: as it was found, or to be verified once more."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing, Offer
from housing.reasons.declines import DeclineReason
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.offers import offers
from housing.services.ranking.costs import MonthlyFigures
from housing.states import ListingStatus
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

CONTACTED, VERIFIED = ListingStatus.CONTACTED, ListingStatus.VERIFIED


def offered(session: Session, centre: Centre, status: ListingStatus) -> Offer:
    figures = MonthlyFigures(Decimal("450.00"), Decimal("25.00"), None)
    return offers.make_offer(
        session, rows.add_household(session, centre), rows.add_listing(session, centre, status=status), figures=figures,
        answer_by=TODAY, actor=rows.add_user(session, StaffRole.HOUSING_OFFICER, centre), at=NOW, on=TODAY,
    )  # fmt: skip


def decline(session: Session, offer: Offer, because: DeclineReason) -> None:
    offers.decline_offer(session, offer, reason=because, words="no", at=NOW, on=TODAY)


def take_back(session: Session, offer: Offer, because: TakenBack) -> None:
    offers.accept_offer(session, offer, at=NOW, on=TODAY)
    offers.withdraw_offer(session, offer, because=because, words="no", actor=None, at=NOW)


@pytest.mark.parametrize("before", [CONTACTED, VERIFIED])
def test_a_flat_that_is_free_again_is_what_it_was(session: Session, centre: Centre, before: ListingStatus):
    offer = offered(session, centre, before)
    take_back(session, offer, TakenBack.CHANGED_ITS_MIND)
    assert offer.listing.status is before


@pytest.mark.parametrize("because", DeclineReason)
def test_what_a_household_says_against_the_flat_is_looked_at_again(
    session: Session, centre: Centre, because: DeclineReason
):
    offer = offered(session, centre, VERIFIED)
    decline(session, offer, because)
    assert offer.listing.status is (CONTACTED if because is DeclineReason.CONDITION else VERIFIED)


@pytest.mark.parametrize("because", [one for one in TakenBack if one is not TakenBack.LET_TO_ANOTHER])
def test_what_the_office_or_the_landlord_says_against_it_too(session: Session, centre: Centre, because: TakenBack):
    doubts = {TakenBack.ASKS_MORE, TakenBack.LANDLORD_OTHER, TakenBack.NOT_AS_DESCRIBED}
    offer = offered(session, centre, VERIFIED)
    take_back(session, offer, because)
    assert offer.listing.status is (CONTACTED if because in doubts else VERIFIED)


CHANGES: dict[str, Callable[[Listing], None]] = {
    "rent": lambda flat: setattr(flat, "monthly_rent", Decimal("460.00")),
    "charges": lambda flat: setattr(flat, "common_charges", None),
    "deposit": lambda flat: setattr(flat, "deposit", Decimal("900.00")),
    "size": lambda flat: setattr(flat.dwelling, "size_m2", 64),
    "lift": lambda flat: setattr(flat.dwelling, "has_lift", None),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_changed_meanwhile_is_verified_again(
    session: Session, centre: Centre, change: Callable[[Listing], None]
):
    offer = offered(session, centre, VERIFIED)
    change(offer.listing)
    decline(session, offer, DeclineReason.TOO_FAR)
    assert offer.listing.status is CONTACTED


@pytest.mark.parametrize(
    ("because", "says_so"), [(DeclineReason.CONDITION, True), (DeclineReason.TOO_FAR, False)], ids=str
)
def test_the_offers_page_says_that_the_flat_is_to_be_verified_again(
    session: Session, centre: Centre, client: PageClient, because: DeclineReason, says_so: bool
):
    offer = offered(session, centre, VERIFIED)
    decline(session, offer, because)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    assert ("It was verified before the offer: verify it again." in text(client.page(f"/offers/{offer.id}"))) is says_so

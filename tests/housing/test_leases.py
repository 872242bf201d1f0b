"""Leases are signed once, for a flat that is free for this household, and declared in order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from housing.models import Lease, Listing, Offer
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.landlords.landlord_papers import add_landlord_papers
from housing.services.leases.leases import (
    LeaseTerms,
    get_lease,
    lease_points,
    list_leases,
    record_acceptance,
    record_declaration,
    sign_lease,
)
from housing.services.listings.listing_life import move_listing
from housing.services.offers.offer_queries import live_offers
from housing.services.offers.offers import withdraw_offer
from housing.states import ListingAction, ListingStatus, OfferStatus
from people.models import Household
from tests.support.rows import NOW, TODAY, add_account, add_centre, add_household, add_listing, add_user

TERMS = LeaseTerms(
    monthly_rent=Decimal("450.00"),
    deposit=Decimal("450.00"),
    signed_on=date(2026, 11, 20),
    starts_on=date(2026, 12, 1),
    agreed_ends_on=date(2027, 12, 1),
)


@pytest.fixture
def officer(session: Session) -> User:
    return add_user(session, StaffRole.HOUSING_OFFICER, add_centre(session))


@pytest.fixture
def household(session: Session, officer: User) -> Household:
    return add_household(session, officer.posts[0].centre)


@pytest.fixture
def listing(session: Session, officer: User) -> Listing:
    return add_listing(session, officer.posts[0].centre)


@pytest.fixture
def lease(session: Session, officer: User, household: Household, listing: Listing) -> Lease:
    return sign_lease(session, listing, household, TERMS, actor=officer, at=NOW)


def add_offer(session: Session, listing: Listing, household: Household, actor: User, status: OfferStatus) -> Offer:
    listing.status = ListingStatus.RESERVED if status is OfferStatus.ACCEPTED else ListingStatus.OFFERED
    offer = Offer(
        listing=listing,
        household=household,
        status=status,
        made_by_id=actor.id,
        offered_at=NOW,
        answer_by=TODAY,
        monthly_rent=listing.monthly_rent,
        household_pays=listing.monthly_rent,
    )
    session.add(offer)
    session.flush()
    return offer


def test_a_signed_flat_is_let_and_binds_for_three_years(lease: Lease) -> None:
    assert lease.listing.status is ListingStatus.LET
    assert lease.landlord is lease.listing.landlord
    assert (lease.agreed_ends_on, lease.statutory_ends_on) == (date(2027, 12, 1), date(2029, 12, 1))


def test_a_flat_is_not_let_twice(session: Session, lease: Lease, officer: User) -> None:
    other = add_household(session, officer.posts[0].centre, "Sahak")
    with pytest.raises(Refused):
        sign_lease(session, lease.listing, other, TERMS, actor=officer, at=NOW)


def test_a_let_flat_is_taken_up_again_only_when_its_lease_has_ended(session: Session, lease: Lease) -> None:
    last_day = lease.statutory_ends_on - timedelta(days=1)
    with pytest.raises(Refused, match="A lease binds this flat"):
        move_listing(session, lease.listing, ListingAction.REOPEN, on=last_day, actor=None)
    move_listing(session, lease.listing, ListingAction.REOPEN, on=lease.statutory_ends_on, actor=None)
    assert lease.listing.status is ListingStatus.CANDIDATE


def test_two_leases_of_a_flat_never_overlap(session: Session, lease: Lease, officer: User) -> None:
    lease.listing.status = ListingStatus.VERIFIED  # as if it were free
    other = add_household(session, officer.posts[0].centre, "Sahak")
    with pytest.raises(Refused, match="A lease binds this flat"):
        sign_lease(session, lease.listing, other, TERMS, actor=officer, at=NOW)


def test_an_accepted_offer_leads_to_a_lease(
    session: Session, listing: Listing, household: Household, officer: User
) -> None:
    offer = add_offer(session, listing, household, officer, OfferStatus.ACCEPTED)
    sign_lease(session, listing, household, TERMS, offer=offer, actor=officer, at=NOW)
    assert (listing.status, offer.status) == (ListingStatus.LET, OfferStatus.SIGNED)


def test_an_old_offer_gives_no_right_to_a_flat_that_another_household_accepted_since(
    session: Session, listing: Listing, household: Household, officer: User
) -> None:
    old = add_offer(session, listing, household, officer, OfferStatus.ACCEPTED)
    sign_lease(session, listing, household, TERMS, offer=old, actor=officer, at=NOW)
    add_offer(session, listing, add_household(session, officer.posts[0].centre, "Sahak"), officer, OfferStatus.ACCEPTED)
    assert live_offers(session, [household.id]) == {}
    with pytest.raises(Refused, match="has led to a lease"):
        sign_lease(session, listing, household, TERMS, offer=old, actor=officer, at=NOW)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_nothing_is_signed_on_an_offer_that_was_taken_back_a_moment_ago(
    session: Session, listing: Listing, household: Household, officer: User
) -> None:
    offer = add_offer(session, listing, household, officer, OfferStatus.ACCEPTED)
    session.commit()
    assert offer.status is OfferStatus.ACCEPTED  # read before the other officer writes
    with Session(session.get_bind()) as faster:
        taken_back = {"because": TakenBack.MISTAKE, "words": "", "at": NOW, "actor": None}
        withdraw_offer(faster, faster.get_one(Offer, offer.id), **taken_back)
        faster.commit()
    with pytest.raises(Refused, match="was taken back"):
        sign_lease(session, listing, household, TERMS, offer=offer, actor=officer, at=NOW)


def test_a_reserved_flat_is_not_signed_past_its_offer(
    session: Session, listing: Listing, household: Household, officer: User
) -> None:
    add_offer(session, listing, household, officer, OfferStatus.ACCEPTED)
    with pytest.raises(Refused, match="from its offer"):
        sign_lease(session, listing, household, TERMS, actor=officer, at=NOW)


def test_nothing_is_signed_on_an_open_offer(
    session: Session, listing: Listing, household: Household, officer: User
) -> None:
    offer = add_offer(session, listing, household, officer, OfferStatus.OPEN)
    with pytest.raises(Refused, match="not accepted"):
        sign_lease(session, listing, household, TERMS, offer=offer, actor=officer, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"monthly_rent": Decimal("0.00")}, "monthly_rent", id="no-rent"),
        pytest.param({"agreed_ends_on": TERMS.starts_on}, "agreed_last_day", id="ends-before-it-starts"),
    ],
)
def test_wrong_terms_are_refused_and_the_flat_stays_free(
    session: Session, listing: Listing, household: Household, officer: User, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        sign_lease(session, listing, household, replace(TERMS, **wrong), actor=officer, at=NOW)
    assert refusal.value.field == field
    assert listing.status is ListingStatus.VERIFIED


def test_a_flat_without_a_landlord_is_not_signed(
    session: Session, listing: Listing, household: Household, officer: User
) -> None:
    listing.landlord = None
    session.flush()
    with pytest.raises(Refused, match="landlord"):
        sign_lease(session, listing, household, TERMS, actor=officer, at=NOW)


def test_another_centre_neither_signs_nor_sees_nor_lists_the_lease(session: Session, lease: Lease) -> None:
    stranger = add_user(session, StaffRole.HOUSING_OFFICER, add_centre(session, "chania"))
    with pytest.raises(Forbidden):
        sign_lease(session, lease.listing, lease.household, TERMS, actor=stranger, at=NOW)
    with pytest.raises(Forbidden):
        get_lease(session, lease.id, stranger)
    assert list_leases(session, stranger).rows == []
    with pytest.raises(NotFound):
        get_lease(session, lease.id + 1, stranger)


def test_leases_are_listed_the_latest_start_first(session: Session, lease: Lease, officer: User) -> None:
    terms = replace(TERMS, starts_on=date(2026, 12, 2))
    centre = lease.household.centre
    others = add_household(session, centre)
    later = sign_lease(session, add_listing(session, centre), others, terms, actor=officer, at=NOW)
    assert list_leases(session, officer).rows == [later, lease]


def test_a_declared_and_accepted_lease_lacks_only_papers(session: Session, lease: Lease) -> None:
    record_declaration(session, lease, number="12345678", declared_on=date(2026, 11, 21), on=TODAY, actor=None)
    record_acceptance(session, lease, accepted_on=date(2026, 11, 21), on=TODAY, actor=None)
    add_account(session, lease.household)
    add_landlord_papers(
        session, lease.landlord, afm="EL 094429812", iban="GR16 0110 1250 0000 0001 2300 695", actor=None, at=NOW
    )
    assert (lease.landlord.afm, lease.landlord.iban) == ("094429812", "GR1601101250000000012300695")
    assert lease_points(lease) == ()


@pytest.mark.parametrize(
    ("given", "field"), [({"afm": "094429813"}, "landlord_afm"), ({"iban": "GR1"}, "landlord_iban")]
)
def test_a_wrong_paper_is_refused_beside_its_field(
    session: Session, lease: Lease, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        add_landlord_papers(session, lease.landlord, **({"afm": None, "iban": None} | given), actor=None, at=NOW)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("step", "field"),
    [
        pytest.param(
            lambda s, lease: record_declaration(
                s, lease, number="1", declared_on=date(2026, 11, 19), on=TODAY, actor=None
            ),
            "declared_on",
            id="declared-before-it-was-signed",
        ),
        pytest.param(
            lambda s, lease: record_declaration(
                s, lease, number="1", declared_on=TODAY + timedelta(1), on=TODAY, actor=None
            ),
            "declared_on",
            id="declared-tomorrow",
        ),
        pytest.param(
            lambda s, lease: record_acceptance(s, lease, accepted_on=TODAY, on=TODAY, actor=None),
            None,
            id="accepted-before-any-declaration",
        ),
    ],
)
def test_steps_out_of_order_are_refused(
    session: Session, lease: Lease, step: Callable[[Session, Lease], None], field: str | None
) -> None:
    with pytest.raises(Refused) as refusal:
        step(session, lease)
    assert refusal.value.field == field
    assert (lease.declared_on, lease.accepted_on) == (None, None)


def test_acceptance_and_declaration_keep_their_order_when_corrected(session: Session, lease: Lease) -> None:
    record_declaration(session, lease, number="1", declared_on=date(2026, 11, 21), on=TODAY, actor=None)
    with pytest.raises(Refused, match="after it is made"):
        record_acceptance(session, lease, accepted_on=date(2026, 11, 20), on=TODAY, actor=None)
    record_acceptance(session, lease, accepted_on=date(2026, 11, 22), on=TODAY, actor=None)
    with pytest.raises(Refused, match="before that day"):
        record_declaration(session, lease, number="1", declared_on=date(2026, 11, 23), on=TODAY, actor=None)


def test_a_declaration_number_belongs_to_one_lease(session: Session, lease: Lease, officer: User) -> None:
    record_declaration(session, lease, number="77", declared_on=date(2026, 11, 21), on=TODAY, actor=None)
    centre = lease.household.centre
    others = add_household(session, centre)
    other = sign_lease(session, add_listing(session, centre), others, TERMS, actor=officer, at=NOW)
    with pytest.raises(Refused) as refusal:
        record_declaration(session, other, number="77", declared_on=date(2026, 11, 21), on=TODAY, actor=None)
    assert refusal.value.field == "number"

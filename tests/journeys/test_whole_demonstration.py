"""The whole demonstration on any day: of everything there is something in every state, made by the services alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app, fill_demonstration
from core.config import ROOT, Settings
from core.dates import ATHENS
from core.session import command_session
from housing.allocation.rulings import Ruling
from housing.demo.many import adverts
from housing.models import Dwelling, Landlord, Lease, Listing, Offer, PairRuling
from housing.states import ListingStatus, OfferStatus, lease_status
from maps.distance import Point
from maps.outline import outline
from people.demo.many import many_families
from people.identifiers import check_iban
from people.joining import Joining, Leaving
from people.models import HandOver, Household, HouseholdMember, HouseholdStage, Income
from people.stages import Stage, StageReason
from subsidies.models import (
    AwardStatus,
    BatchStatus,
    LedgerEntry,
    Payment,
    PaymentBatch,
    PaymentStatus,
    SchemeVersion,
    SubsidyAward,
    VersionStatus,
)

DAYS = [
    pytest.param("postgresql", date(2026, 11, 23), id="a-monday"),
    pytest.param("sqlite", date(2027, 1, 1), id="a-holiday"),
    pytest.param("sqlite", date(2027, 10, 31), id="the-last-day-of-a-month-and-a-sunday"),
]


@pytest.fixture
def whole(settings: Settings, day: date) -> Iterator[Session]:
    at = datetime.combine(day, time(9), tzinfo=ATHENS)
    with time_machine.travel(at, tick=False), command_session(create_app(settings)) as session:
        fill_demonstration(session, day, at, whole=True)
        yield session


def counted(session: Session, column: object) -> Counter[StrEnum]:
    return Counter(session.scalars(select(column)))


@pytest.mark.parametrize(("database_url", "day"), DAYS, indirect=["database_url"])
def test_there_is_something_in_every_state(whole: Session, day: date):
    amounts = {kind: whole.scalar(select(func.count()).select_from(kind)) for kind in (Listing, Household, Landlord)}
    assert amounts == {Listing: 151, Household: 62, Landlord: 43}
    for column, kind in (
        (Listing.status, ListingStatus),
        (Offer.status, OfferStatus),
        (SchemeVersion.status, VersionStatus),
        (SubsidyAward.status, AwardStatus),
        (PaymentBatch.status, BatchStatus),
        (Payment.status, PaymentStatus),
        (PairRuling.ruling, Ruling),
    ):
        assert counted(whole, column).keys() == set(kind), column
    leases = whole.scalars(select(Lease)).all()
    assert len({lease_status(lease.declared_on, lease.accepted_on, None, day) for lease in leases}) == 3
    assert any(
        len({payment.status for payment in batch.payments}) == 3 for batch in whole.scalars(select(PaymentBatch))
    )
    assert {len(household.members) for household in whole.scalars(select(Household))} == {1, 2, 3, 4, 5, 6, 8}
    assert len(set(whole.scalars(select(Household.language)))) == 6
    assert whole.scalar(select(func.count()).where(Dwelling.latitude.is_(None))) == 10
    assert whole.scalar(select(func.sum(LedgerEntry.amount))) == 0

    assert set(counted(whole, HouseholdMember.joined_by)) >= {Joining.BIRTH, Joining.REUNIFICATION, Joining.MOVED}
    assert counted(whole, HouseholdMember.left_by)[Leaving.OWN_HOUSEHOLD] == 1
    [left] = whole.scalars(select(HouseholdStage).where(HouseholdStage.stage == Stage.EXITED)).all()
    assert (left.reason, whole.scalar(select(func.count(Income.id)))) == (StageReason.FOUND_HOME, 4)
    [handed] = whole.scalars(select(HandOver)).all()
    theirs = whole.scalars(select(Household).where(Household.officer_id == handed.to_id)).all()
    assert {household.centre.key for household in theirs} == {"chania"}
    assert len(handed.household_ids) == len(theirs) > 20


def test_every_flat_stands_on_land():
    points = [Point(advert.latitude, advert.longitude) for advert in adverts() if advert.latitude is not None]
    assert len(points) == 122
    assert [point for point in points if not any(point in shape for shape in outline().land)] == []


def test_rents_are_those_of_the_place_and_the_size():
    for advert in adverts():
        assert 120 <= advert.monthly_rent <= 900, advert.title
        assert 3 <= advert.monthly_rent / advert.size_m2 <= 11, advert.title


def test_it_is_the_same_every_day():
    assert list(adverts()) == list(adverts())
    assert list(many_families()) == list(many_families())


def test_accounts_are_right_in_form_and_nobodys():
    ibans = [family.iban for family in many_families() if family.iban]
    assert len(set(ibans)) == len(ibans)
    assert {check_iban(iban)[4:7] for iban in ibans} == {"999"}


def test_data_files_come_with_the_package():
    assert {path.name for path in Path(ROOT).glob("*/demo/*.csv")} == {
        "areas.csv",
        "landlords.csv",
        "names.csv",
        "places.csv",
    }

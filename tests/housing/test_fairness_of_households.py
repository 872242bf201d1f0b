"""Who counts as looking for a home in a period, and how far each came in it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import start_of
from core.structure import Centre
from housing.figures.fairness import Reached, Searching
from housing.figures.periods import ReportingPeriod
from housing.figures.told import Asked
from housing.models import Listing, Offer, Viewing, ViewingGuest
from housing.services.figures.fairness import searching_in
from housing.states import GuestStatus, OfferStatus
from housing.viewing_facts import Opener
from people.models import Household, HouseholdStage, Relation
from people.stages import Stage
from tests.support import rows
from tests.support.rows import NOW

YEAR = ReportingPeriod("2026", date(2026, 1, 1), date(2027, 1, 1))
IN_MAY, BEFORE, AFTER = date(2026, 5, 4), date(2025, 12, 31), date(2027, 1, 1)
HOUR = timedelta(hours=1)


@pytest.fixture
def family(session: Session, centre: Centre) -> Household:
    return rows.add_household(session, centre, births=("1990-02-01", "2020-02-01"), taken_in_on=date(2026, 4, 4))


def found(session: Session, *centres: Centre, period: ReportingPeriod = YEAR) -> list[Searching]:
    session.flush()
    return searching_in(session, Asked(period, tuple(centre.id for centre in centres), period.last_day))


def move(session: Session, household: Household, stage: Stage, on: date) -> None:
    session.add(HouseholdStage(household=household, stage=stage, since_on=on, written_at=NOW))


def offer(session: Session, household: Household, listing: Listing, officer: User, at: datetime) -> None:
    session.add(
        Offer(
            household=household, listing=listing, status=OfferStatus.DECLINED, made_by_id=officer.id, offered_at=at,
            answer_by=at.date(), monthly_rent=Decimal(400), household_pays=Decimal(400),
        )
    )  # fmt: skip


def view(
    session: Session, household: Household, listing: Listing, officer: User, at: datetime, status: GuestStatus
) -> None:
    guest = ViewingGuest(household=household, status=status, invited_at=at)
    session.add(
        Viewing(
            listing=listing, starts_at=at, ends_at=at + HOUR, officer=officer, opener=Opener.LANDLORD,
            booked_by_id=officer.id, created_at=at, guests=[guest],
        )
    )  # fmt: skip


def test_who_looks_is_told_with_language_size_status_and_days(session: Session, centre: Centre, family: Household):
    head, child = family.members
    head.relation, child.relation = Relation.APPLICANT, Relation.CHILD
    head.person.protection_status, child.person.protection_status = "temporary", "refugee"
    child.left_on = date(2027, 1, 2)
    assert found(session, centre) == [Searching("en", 2, "temporary", frozenset(), 271)]
    child.left_on = YEAR.last_day
    assert found(session, centre)[0].people == 1


def test_without_an_applicant_the_status_is_that_of_the_oldest(session: Session, centre: Centre, family: Household):
    family.members[0].person.protection_status = "subsidiary"
    assert found(session, centre)[0].status == "subsidiary"


@pytest.mark.parametrize(
    ("stage", "on", "reached", "days"),
    [
        pytest.param(Stage.HOUSED, IN_MAY, {Reached.HOUSED}, 30, id="housed-in-the-period"),
        pytest.param(Stage.EXITED, IN_MAY, set(), 30, id="left"),
        pytest.param(Stage.HOUSED, AFTER, set(), 271, id="housed-after-it"),
        pytest.param(Stage.HOUSED, YEAR.last_day, {Reached.HOUSED}, 271, id="on-its-last-day"),
    ],
)
def test_a_home_counts_in_its_period(
    session: Session, centre: Centre, family: Household, stage: Stage, on: date, reached: set[Reached], days: int
):
    move(session, family, stage, on)
    [one] = found(session, centre)
    assert (one.reached, one.days) == (reached, days)


@pytest.mark.parametrize(
    ("period", "is_there"),
    [
        pytest.param(ReportingPeriod("b", date(2026, 1, 1), date(2026, 4, 4)), False, id="before-it-was-taken-in"),
        pytest.param(ReportingPeriod("f", date(2026, 4, 4), date(2026, 4, 5)), True, id="on-that-day"),
        pytest.param(ReportingPeriod("h", IN_MAY, date(2026, 6, 1)), True, id="on-the-day-of-the-home"),
        pytest.param(ReportingPeriod("a", date(2026, 5, 5), date(2026, 6, 1)), False, id="after-it"),
    ],
)
def test_who_looked_on_no_day_of_the_period_is_left_out(
    session: Session, centre: Centre, family: Household, period: ReportingPeriod, is_there: bool
):
    move(session, family, Stage.HOUSED, IN_MAY)
    assert len(found(session, centre, period=period)) == is_there


def test_the_last_of_several_searches_counts(session: Session, centre: Centre, family: Household):
    move(session, family, Stage.HOUSED, IN_MAY)
    move(session, family, Stage.SEARCHING, date(2026, 10, 1))
    [one] = found(session, centre)
    assert (one.reached, one.days) == (frozenset(), 91)


def test_who_is_referred_only_does_not_look_yet(session: Session, centre: Centre):
    household = rows.add_household(session, centre)
    session.query(HouseholdStage).filter_by(household_id=household.id).one().stage = Stage.REFERRED
    assert found(session, centre) == []


def test_offers_and_visits_count_in_their_period(
    session: Session, centre: Centre, family: Household, listing: Listing, officer: User
):
    others = [rows.add_household(session, centre, taken_in_on=BEFORE) for _each in range(3)]
    offer(session, family, listing, officer, start_of(YEAR.starts_on))
    offer(session, others[0], listing, officer, start_of(YEAR.starts_on) - HOUR)
    view(session, family, listing, officer, start_of(YEAR.ends_on) - HOUR, GuestStatus.CAME)
    view(session, others[1], listing, officer, start_of(IN_MAY), GuestStatus.NO_SHOW)
    view(session, others[2], listing, officer, start_of(YEAR.ends_on), GuestStatus.CAME)
    reached = [one.reached for one in found(session, centre)]
    assert reached == [{Reached.OFFERED, Reached.VIEWED}, set(), set(), set()]


def test_other_centres_households_do_not_count(session: Session, centre: Centre, family: Household):
    chania = rows.add_centre(session, "chania")
    rows.add_household(session, chania)
    assert [len(found(session, *chosen)) for chosen in ((centre,), (chania,), (centre, chania), ())] == [1, 1, 2, 0]

"""One birth the whole way: from the form to the bedrooms it needs, the estimate, and the difference on the schedule."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Refused
from housing.services.households.needs import bedrooms_by_rule
from housing.services.ranking.costs import facts_of
from people.joining import Joining
from people.models import HouseholdMember
from people.services.members import Membership, add_member, change_member
from people.services.persons import PersonDetails
from subsidies.models import PaymentBatch, SchemeVersion, SubsidyAward
from subsidies.services.assessments import assess_lease
from subsidies.services.awards import living_payments, return_award
from subsidies.services.estimates import SchemeEstimates
from subsidies.services.reassessments import Reassessment, reassess
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY, add_user
from tests.support.visits import enter, text

LATE = NOW + timedelta(days=30)  # within the second month of the award, which begins today
RENT = Decimal("450.00")
ONE, TWO, THREE = Decimal("162.00"), Decimal("309.00"), Decimal("396.00")


@pytest.fixture(autouse=True)
def _handlers(app: object) -> None:
    """The application names who acts on what happens."""


def bear(session: Session, award: SubsidyAward, day: str, name: str = "Lina", **membership: object) -> HouseholdMember:
    born_on = date.fromisoformat(day)
    how = Membership(**({"joined_on": born_on, "joined_by": Joining.BIRTH} | membership))
    return add_member(session, award.lease.household, PersonDetails(name, born_on), how, at=LATE, actor=None)


def anew(session: Session, award: SubsidyAward) -> Reassessment | None:
    return reassess(award, living_payments(session, award))


def months(found: Reassessment | None) -> dict[str, str]:
    """By kind and month by how much more would be due."""
    return {f"{row.kind} {row.month:%Y-%m}": str(row.difference) for row in (found.others if found else ())}


def test_a_birth_is_followed_from_the_form_to_the_difference(
    client: PageClient, session: Session, batch: PaymentBatch, award: SubsidyAward, officer: User,
    clock: time_machine.Traveller,
) -> None:  # fmt: skip
    """Born on 24 November and written down a month later, when the run of November is with the bank."""
    household, page = award.lease.household, f"/awards/{award.id}"
    path, rooms = f"/households/{household.id}/members/new", bedrooms_by_rule(household, TODAY).number
    clock.move_to(LATE)
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER))
    client.submit(path, name="Lina", born_on="24/11/2026", joined_by="birth", relation="child")
    enter(client, session, officer)
    assert client.page("/").xpath("//li[contains(., 'Look at the award of Haddad again')]//a/@href") == [page]
    said = text(client.page(page))

    session.expire_all()
    child = household.members[-1]
    assert (child.joined_on, child.joined_by) == (date(2026, 11, 24), Joining.BIRTH)
    on = LATE.date()
    assert bedrooms_by_rule(household, on).number == rooms + 1
    estimate = SchemeEstimates().estimate(session, facts_of(household), [RENT], on)[RENT]
    assert (estimate.monthly_subsidy, estimate.household_pays) == (TWO, RENT - TWO)
    found = anew(session, award)
    assert found is not None
    assert [row.month for row in found.others][:2] == [date(2026, 12, 1), date(2027, 1, 1)], "it counts from then on"
    assert {(row.decided, row.now, row.is_paid) for row in found.others[:-1]} == {(ONE, TWO, False)}
    assert "Lina belongs to the household since 24/11/2026." in said
    assert f"€{found.difference:,.2f}" in said
    assert "in a run" not in said, "nothing of what the bank has would be another amount"
    assert award.total == sum(row.amount for row in award.instalments), "the award stays as it was decided"


@pytest.mark.parametrize(
    ("born_on", "changed", "of_paid"),
    [
        pytest.param("2026-10-20", ["one-off 2026-11", "monthly 2026-11", "monthly 2026-12"], "429.20", id="before-it"),
        pytest.param("2026-11-23", ["one-off 2026-11", "monthly 2026-11", "monthly 2026-12"], "429.20", id="first-day"),
        pytest.param("2026-11-24", ["monthly 2026-12", "monthly 2027-01", "monthly 2027-02"], "0.00", id="a-day-later"),
        pytest.param("2026-12-23", ["monthly 2027-01", "monthly 2027-02", "monthly 2027-03"], "0.00", id="today"),
    ],
)
def test_what_is_paid_is_told_apart(
    session: Session, batch: PaymentBatch, award: SubsidyAward, born_on: str, changed: list[str], of_paid: str
) -> None:
    bear(session, award, born_on)
    found = anew(session, award)
    assert found is not None
    assert list(months(found))[:3] == changed
    assert str(found.difference_of_paid) == of_paid
    assert {row.month for row in found.others if row.is_paid} <= {date(2026, 11, 1)}


def test_twins_count_twice_and_who_came_and_went_within_a_month_not_at_all(
    session: Session, award: SubsidyAward
) -> None:
    bear(session, award, "2026-12-20")
    bear(session, award, "2026-12-20", "Nour")
    assert months(anew(session, award))["monthly 2027-01"] == str(THREE - ONE)
    for member in award.lease.household.members[-2:]:
        change_member(
            session, member, Membership(None, member.joined_on, date(2026, 12, 22), member.joined_by), actor=None
        )
    assert anew(session, award) is None


@pytest.mark.parametrize(
    ("born_on", "membership", "said"),
    [
        pytest.param("2026-12-24", {}, "A birth date cannot lie in the future", id="tomorrow"),
        pytest.param(
            "2026-12-20", {"joined_on": date(2026, 12, 19)}, "Nobody can join before the day of birth", id="before-it"
        ),
        pytest.param("2026-12-20", {"joined_on": LATE.date()}, "Who is born into a household joins it", id="later"),
        pytest.param(
            "2026-12-20", {"left_on": date(2026, 12, 20)}, "The first day away must come after", id="gone-the-same-day"
        ),
    ],
)
def test_a_birth_that_cannot_be_is_refused_and_no_award_hears_of_it(
    session: Session, award: SubsidyAward, born_on: str, membership: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        bear(session, award, born_on, **membership)
    session.expire_all()
    assert anew(session, award) is None


def test_who_is_said_to_be_there_from_the_start_counts_from_birth(
    session: Session, award: SubsidyAward, version: SchemeVersion
) -> None:
    """As a file says it that has no column for the first day: nothing contradicts itself."""
    bear(session, award, "2026-12-20", joined_on=None, joined_by=None)
    assert assess_lease(award.lease, version, TODAY).facts["household"]["members"][-1]["joined_on"] == "2026-12-20"
    assert next(iter(months(anew(session, award)))) == "monthly 2027-01"


def test_an_award_that_no_longer_stands_is_not_reckoned_anew(
    session: Session, prepared: SubsidyAward, approver: User
) -> None:
    bear(session, prepared, "2026-12-20")
    assert anew(session, prepared) is not None, "whoever is to approve it sees it too"
    return_award(session, prepared, reason="A child was born", actor=approver, at=NOW)
    assert anew(session, prepared) is None


def test_the_page_says_when_a_change_moves_no_amount(
    client: PageClient, session: Session, award: SubsidyAward, officer: User
) -> None:
    """Born in the last month of the award, which counts from the next one on."""
    member = award.lease.household.members[0]
    page = f"/awards/{award.id}"
    change_member(session, member, Membership(left_on=award.last_day), actor=None)
    enter(client, session, officer)
    said = text(client.page(page))
    assert "lives elsewhere since" in said
    assert "By what is known today every amount stays the same." in said


def test_a_run_says_which_awards_are_to_be_looked_at_again(
    client: PageClient, session: Session, award: SubsidyAward, officer: User, approver: User
) -> None:
    """Whoever sends it, and whoever approves it; once somebody has looked, nobody is told any more."""
    page, path, said = f"/awards/{award.id}", "/months/2026-11/batch", "1 award of this run is to be looked at again"
    enter(client, session, officer)
    assert said not in text(client.page(path))
    bear(session, award, "2026-11-23")
    enter(client, session, officer)
    assert said in text(client.page(path))
    client.submit(path, execution_on="30/11/2026")
    enter(client, session, approver)
    assert said in text(client.page("/batches/1"))
    enter(client, session, officer)
    assert "For what is paid or in a run €429.20 more would be due." in text(client.page(page))
    client.submit(page, action=f"{page}/reviewed")
    assert said not in text(client.page("/batches/1"))

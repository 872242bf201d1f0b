"""An award is looked at again when the household that it rests on changes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Refused
from housing.lease_ends import EndedBy, EndReason
from housing.services.importing.file_kinds import HOUSEHOLDS
from housing.services.importing.imports import import_file
from housing.services.leases.amounts import correct_amounts
from housing.services.leases.lease_ends import LeaseEnd, end_lease, take_back_end
from people.models import Per, PersonPair, SupportKind
from people.services.households import HouseholdDetails, change_household
from people.services.members import Membership, add_member, change_member
from people.services.merged_people import merge_people, part_person
from people.services.persons import PersonDetails
from people.services.stages import StageDetails, move_stage
from people.services.supports import SupportDetails, add_support
from people.services.suspected_people import look_for_same_people
from people.stages import Stage, StageFact, StageReason
from subsidies.models import AwardReview, SubsidyAward
from subsidies.services.awards import return_award
from subsidies.services.reviews import close_reviews, open_reviews, sentence_of
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY, add_centre, add_user, sign_in

LINA = PersonDetails("Lina", date(2026, 11, 1))


@pytest.fixture(autouse=True)
def _handlers(app: object) -> None:
    """The application names who acts on what happens."""


def test_a_birth_is_noted_and_gone_once_somebody_has_looked(session: Session, award: SubsidyAward, officer: User):
    add_member(session, award.lease.household, LINA, Membership(joined_on=LINA.born_on), at=NOW, actor=None)
    [review] = open_reviews(session, officer)
    assert review.award is award
    assert str(sentence_of(review)) == "Lina belongs to the household since 2026-11-01."
    close_reviews(session, award, [review.id], actor=officer, at=NOW)
    assert open_reviews(session, officer) == []
    assert (review.closed_by, review.closed_at) == (officer, NOW)


def test_a_member_who_comes_by_a_file_is_noted_too(session: Session, award: SubsidyAward, officer: User):
    household = award.lease.household
    household.reference = "N-0017"
    header = "household number;number here;name;date of birth;joined"
    file = f"{header}\n17;{household.reference};Lina;01/11/2026;01/11/2026\n".encode()
    what = {"source": "register", "centres": [household.centre], "accept_valid": False, "actor": officer}
    done = import_file(session, HOUSEHOLDS, "families.csv", file, at=NOW, **what)
    assert done.read.rejected == ()
    [review] = open_reviews(session, officer)
    assert str(sentence_of(review)) == "Lina belongs to the household since 2026-11-01."


def test_an_award_is_looked_at_again_when_its_household_leaves_the_programme(
    session: Session, award: SubsidyAward, officer: User
):
    left = StageFact(Stage.EXITED, TODAY, StageReason.NO_CONTACT)
    move_stage(session, award.lease.household, StageDetails(left), actor=officer, at=NOW)
    [review] = open_reviews(session, officer)
    assert str(sentence_of(review)) == f"The household has left the programme since {TODAY}."
    close_reviews(session, award, [review.id], actor=officer, at=NOW)
    assert open_reviews(session, officer) == []


def test_an_award_is_looked_at_again_when_its_lease_ends_early(session: Session, award: SubsidyAward, officer: User):
    end = LeaseEnd(date(2026, 12, 31), EndedBy.BOTH, EndReason.OTHER_HOME)
    end_lease(session, award.lease, end, actor=officer, at=NOW)
    [review] = open_reviews(session, officer)
    said = "The lease ends before its term, with 2026-12-31: what is for later days is not paid."
    assert str(sentence_of(review)) == said
    take_back_end(session, award.lease, actor=officer, at=NOW)
    assert str(sentence_of(review)) == "The lease was to end before its term. That was taken back: it runs on."


def test_an_award_that_ends_before_its_lease_does_is_not(session: Session, award: SubsidyAward, officer: User):
    end = LeaseEnd(award.last_day, EndedBy.BOTH, EndReason.OTHER_HOME)
    end_lease(session, award.lease, end, actor=officer, at=NOW)
    assert open_reviews(session, officer) == []


@pytest.mark.parametrize(
    ("starts_in_days", "lasts_days", "is_noted"),
    [
        pytest.param(0, None, True, id="on-its-days"),
        pytest.param(-9, 10, True, id="ends-on-its-first-day"),
        pytest.param(-9, 9, False, id="over-before"),
        pytest.param(365, None, False, id="begins-when-it-is-over"),
    ],
)
def test_an_award_is_looked_at_again_when_others_pay_on_its_days(
    session: Session, award: SubsidyAward, officer: User, starts_in_days: int, lasts_days: int | None, is_noted: bool
):
    starts_on = award.starts_on + timedelta(days=starts_in_days)
    ends_on = None if lasts_days is None else starts_on + timedelta(days=lasts_days)
    benefit = SupportDetails(
        kind=SupportKind.HOUSING_BENEFIT, amount=Decimal("105.00"), per=Per.MONTH, starts_on=starts_on, ends_on=ends_on
    )
    add_support(session, award.lease.household, benefit, actor=officer, at=NOW)
    assert [str(sentence_of(review)) for review in open_reviews(session, officer)] == (
        [f"Others pay towards the rent since {starts_on}, as the household declared."] if is_noted else []
    )


@pytest.mark.parametrize(
    ("left_in_days", "is_noted"),
    [pytest.param(0, True, id="before-the-end"), pytest.param(1, False, id="when-nothing-is-paid-any-more")],
)
def test_what_happens_after_the_award_changes_nothing(
    session: Session, award: SubsidyAward, officer: User, left_in_days: int, is_noted: bool
):
    left_on = award.ends_on - timedelta(days=1) + timedelta(days=left_in_days)
    change_member(session, award.lease.household.members[0], Membership(left_on=left_on), actor=None)
    assert [str(sentence_of(review)) for review in open_reviews(session, officer)] == (
        [f"Haddad 1 lives elsewhere since {left_on}."] if is_noted else []
    )


def test_an_award_is_looked_at_again_when_the_rent_of_its_lease_was_written_down_wrong(
    session: Session, award: SubsidyAward, officer: User, client: PageClient
):
    """The subsidy is no more than the rent: it goes down with it, in what the page says."""
    lease, page = award.lease, f"/awards/{award.id}"
    rent = {"monthly_rent": lease.monthly_rent, "deposit": Decimal("90.00")}
    correct_amounts(session, lease, **rent, actor=officer)
    assert open_reviews(session, officer) == [], "a deposit touches no award"
    correct_amounts(session, lease, **(rent | {"monthly_rent": Decimal("150.00")}), actor=officer)
    [review] = open_reviews(session, officer)
    assert str(sentence_of(review)) == "The rent of the lease was written down wrong. It is €150.00 a month."
    session.commit()
    sign_in(client, officer)
    said = " ".join(client.page(page).text_content().split())
    assert "It is €150.00 a month." in said
    assert "December 2026 €162.00 €150.00 −€12.00" in said
    with pytest.raises(Refused, match="more than zero"):
        correct_amounts(session, lease, monthly_rent=Decimal("0.00"), deposit=None, actor=officer)


def test_an_award_is_looked_at_again_when_one_parent_turns_out_to_be_alone(
    session: Session, award: SubsidyAward, officer: User
):
    household = award.lease.household
    details = HouseholdDetails(household.name, household.language, household.centre_id)
    change_household(session, household, details, actor=officer, on=TODAY)
    assert open_reviews(session, officer) == []
    change_household(session, household, replace(details, single_parent=True), actor=officer, on=TODAY)
    [review] = open_reviews(session, officer)
    assert str(sentence_of(review)) == "Whether one parent is alone with the children was written down wrong."


def test_an_award_that_was_returned_is_left_alone(session: Session, prepared: SubsidyAward, approver: User):
    return_award(session, prepared, reason="The rent is wrong", actor=approver, at=NOW)
    add_member(session, prepared.lease.household, LINA, Membership(), at=NOW, actor=None)
    assert session.scalars(select(AwardReview)).all() == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param(Membership(joined_on=TODAY), Membership(), "from the start on", id="from-the-start"),
        pytest.param(
            Membership(left_on=TODAY), Membership(), f"has changed, from {TODAY} on", id="has-not-left-after-all"
        ),
    ],
)
def test_a_correction_is_noted(
    session: Session, award: SubsidyAward, officer: User, before: Membership, after: Membership, said: str
):
    member = add_member(session, award.lease.household, LINA, before, at=NOW, actor=None)
    close_reviews(session, award, [review.id for review in open_reviews(session, officer)], actor=officer, at=NOW)
    change_member(session, member, after, actor=None)
    [review] = open_reviews(session, officer)
    assert said in str(sentence_of(review))


def test_the_board_and_the_award_say_so_to_finance_of_the_centre(
    session: Session, award: SubsidyAward, officer: User, client: PageClient
):
    add_member(session, award.lease.household, LINA, Membership(joined_on=LINA.born_on), at=NOW, actor=None)
    elsewhere = add_user(session, StaffRole.FINANCE_OFFICER, add_centre(session, "chania"))
    assert open_reviews(session, elsewhere) == []
    session.commit()
    sign_in(client, officer)
    [link] = client.page("/").xpath("//li[contains(., 'Look at the award of Haddad again')]//a/@href")
    assert "Lina belongs to the household since 01/11/2026." in client.page(link).text_content()
    page = client.submit(link, action=f"{link}/reviewed")
    assert "Lina" not in page.text_content()
    assert "Look at the award" not in client.page("/").text_content()


def test_what_happens_while_somebody_looks_still_waits(
    session: Session, award: SubsidyAward, officer: User, client: PageClient
):
    household = award.lease.household
    add_member(session, household, LINA, Membership(joined_on=LINA.born_on), at=NOW, actor=None)
    session.commit()
    sign_in(client, officer)
    path = f"/awards/{award.id}"
    [form] = [form for form in client.page(path).forms if form.action == f"{path}/reviewed"]
    add_member(session, household, replace(LINA, name="Nour"), Membership(joined_on=LINA.born_on), at=NOW, actor=None)
    session.commit()
    said = client.post(form.action, data=dict(form.form_values()), follow_redirects=True).text
    assert "Lina belongs" not in said
    assert "Nour belongs" in said


@pytest.mark.parametrize("leads", [0, 1])
def test_a_household_that_counted_somebody_twice_is_noted_for_who_leads(
    session: Session, award: SubsidyAward, officer: User, leads: int
):
    household = award.lease.household
    household.members[0].person.name = LINA.name
    again = replace(LINA, born_on=household.members[0].born_on)
    add_member(session, household, again, Membership(joined_on=date(2026, 11, 2)), at=NOW, actor=None)
    look_for_same_people(session, at=NOW)
    [pair] = session.scalars(select(PersonPair)).all()
    kept = (pair.one, pair.other)[leads]
    merge_people(session, pair, kept, actor=officer, at=NOW)
    joined, corrected = open_reviews(session, officer)
    assert (joined.member.person, corrected.member.person) == (kept, kept)
    assert corrected.changed_on == (None if leads else date(2026, 11, 2))
    part_person(session, pair.other if kept is pair.one else pair.one, actor=officer, at=NOW)
    session.expire_all()
    assert joined.member.person.name == LINA.name
    assert joined.member.joined_on == date(2026, 11, 2), "what was noted of the one who joined is that one's again"

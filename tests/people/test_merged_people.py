"""Two records of one person become one, and are parted again."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from people.identifiers import IdentifierKind
from people.models import Contact, HouseholdMember, Person, PersonLanguage, PersonPair, Relation, Sex
from people.services.consents import withdraw_consent
from people.services.identifiers import identifiers_of
from people.services.merged_people import merge_people, part_person
from people.services.persons import get_person_to_change, memberships_of
from people.services.shared_numbers import shared_numbers_of
from people.stages import Stage
from tests.people.twice import AFM, MOVED_ON, OTHER_AFM, PERMIT, agree, earn, hangs_on, merge, number, pair_of, phone
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.visits import enter, text


@pytest.mark.parametrize("leads", [0, 1])
def test_all_that_hung_on_the_other_hangs_on_the_one_that_leads(session: Session, two, officer: User, leads: int):
    merged = two[1 - leads].person
    merged.sex, merged.nationality = Sex.FEMALE, "SY"
    merged.languages = [PersonLanguage(language="ar")]
    number(session, merged, AFM)
    phone(session, merged, "+306912345678")
    agree(session, merged, officer)
    earn(session, merged, officer)
    kept, other = merge(session, officer, leads)
    one_each = {"identifier": 1, "contact": 1, "consent": 1, "income": 1}
    assert hangs_on(session, kept) == {"household_member": 2, **one_each}
    assert set(hangs_on(session, other).values()) == {0}
    assert (kept.sex, kept.nationality, kept.language_codes) == (Sex.FEMALE, "SY", ["ar"])
    assert (other.same_as, session.scalars(select(PersonPair)).all()) == (kept, [])
    session.commit()
    assert "merge-people" in {event.action for event in events(session)}


@pytest.mark.parametrize("leads", [0, 1])
def test_parted_again_each_has_what_it_had_and_nobody_is_asked_again(session: Session, two, officer: User, leads: int):
    merged = two[1 - leads].person
    merged.sex, merged.languages = Sex.FEMALE, [PersonLanguage(language="ar")]
    number(session, merged, AFM)
    phone(session, two[leads].person, "+306912345678")
    before = [hangs_on(session, member.person) for member in two]
    kept, other = merge(session, officer, leads)
    part_person(session, other, actor=officer, at=rows.NOW)
    assert [hangs_on(session, person) for person in ((kept, other) if leads == 0 else (other, kept))] == before
    assert (kept.sex, kept.language_codes, other.language_codes) == (None, [], ["ar"])
    assert (other.same_as_id, other.merge_trace) == (None, None)
    assert pair_of(session).apart_by == officer
    with pytest.raises(Refused, match="stands for itself already"):
        part_person(session, other, actor=officer, at=rows.NOW)


def test_what_both_say_stands_once(session: Session, two, officer: User):
    checked = {"checked_on": rows.TODAY, "checked_by": officer, "paper": "ADET"}
    for member, seen in zip(two, ({}, checked), strict=True):
        number(session, member.person, PERMIT, IdentifierKind.PERMIT, **seen)
        phone(session, member.person, "+306912345678", is_preferred=True)
        agree(session, member.person, officer)
        earn(session, member.person, officer)
    phone(session, two[1].person, "+306900000000", is_preferred=True)
    earn(session, two[1].person, officer, "50.00")
    kept, _ = merge(session, officer)
    count = hangs_on(session, kept)
    assert count == {"household_member": 2, "identifier": 1, "contact": 2, "consent": 1, "income": 2}
    [permit] = identifiers_of(session, [kept.id])
    assert (permit.checked_on, permit.checked_by, permit.paper) == (rows.TODAY, officer, "ADET")
    assert shared_numbers_of(session, [permit], officer) == {}, (
        "the number that stays with the other record is no double"
    )
    preferred = select(Contact.value).where(Contact.person_id == kept.id, Contact.is_preferred)
    assert session.scalars(preferred).all() == ["+306912345678"]


def test_a_household_is_paid_to_the_account_that_stays(session: Session, two, officer: User):
    for member in two:
        rows.add_account(session, member.household)
    household, other_account = two[1].household, two[1].household.account
    kept, other = merge(session, officer)
    assert (household.account.person_id, household.account.value) == (kept.id, other_account.value)
    part_person(session, other, actor=officer, at=rows.NOW)
    assert household.account == other_account


@pytest.mark.parametrize("leads", [0, 1])
def test_twice_in_one_household_the_days_of_the_one_that_leads_hold(
    session: Session, together, officer: User, leads: int
):
    household = together[0].household
    kept, other = merge(session, officer, leads)
    [member] = household.members
    assert (member.person, member.relation) == (kept, Relation.PARTNER)
    assert member.joined_on == (MOVED_ON if leads else None)
    part_person(session, other, actor=officer, at=rows.NOW)
    session.expire_all()
    assert {(each.person_id, each.joined_on) for each in household.members} == {
        (together_id, on) for together_id, on in zip((kept.id, other.id), _days(leads), strict=True)
    }


def _days(leads: int) -> tuple[date | None, date | None]:
    return (None, MOVED_ON) if leads == 0 else (MOVED_ON, None)


def other_tax_number(session: Session, two, officer: User) -> None:
    for member, value in zip(two, (AFM, OTHER_AFM), strict=True):
        number(session, member.person, value)
        number(session, member.person, PERMIT, IdentifierKind.PERMIT)


def other_insurance_number(session: Session, two, officer: User) -> None:
    for member, value in zip(two, ("14029000015", "14029000023"), strict=True):
        number(session, member.person, value, IdentifierKind.AMKA)
        number(session, member.person, PERMIT, IdentifierKind.PERMIT)


def withdrawn(session: Session, two, officer: User) -> None:
    agree(session, two[0].person, officer)
    withdraw_consent(session, agree(session, two[1].person, officer), on=rows.TODAY, actor=officer)


def in_two_households(session: Session, two, officer: User) -> None:
    two[1].joined_on = date(2025, 2, 1)


def has_died(session: Session, two, officer: User) -> None:
    two[0].left_by = "death"


@pytest.mark.parametrize(
    ("arrange", "said"),
    [
        (other_tax_number, "different tax numbers"),
        (other_insurance_number, "different insurance numbers"),
        (withdrawn, "withdraw it there too first"),
        (in_two_households, "since when the person lives in it or elsewhere"),
        (has_died, "the person has died"),
    ],
)
def test_what_contradicts_is_settled_first(
    session: Session, two, officer: User, client: PageClient, arrange: Callable[..., None], said: str
):
    arrange(session, two, officer)
    session.flush()
    pair = pair_of(session)
    address, keys = f"/people/doubles/{pair.id}", (pair.one_id, pair.other_id)
    enter(client, session, officer)
    before = [hangs_on(session, member.person) for member in two]
    for kept in (pair.one, pair.other):
        with pytest.raises(Refused, match=said):
            merge_people(session, pair, kept, actor=officer, at=rows.NOW)
    assert [hangs_on(session, member.person) for member in two] == before
    session.rollback()
    page = client.page(address)
    assert said in text(page)
    assert not page.xpath("//a[contains(@href, '/merge/')]")
    for kept in keys:
        assert said in text(client.page(f"{address}/merge/{kept}")), "the page of the two says what to do first"


@pytest.mark.parametrize("leads", [0, 1])
def test_who_lives_in_a_household_that_was_written_down_once_more_stays_in_it_when_it_has_left(
    session: Session, two, officer: User, client: PageClient, leads: int
):
    for member in two:
        member.joined_on = member.left_on = None
    left, lives = two[1 - leads], two[leads]
    left.household.stage = Stage.EXITED
    session.flush()
    pair = pair_of(session)
    addresses = [f"/people/doubles/{pair.id}/merge/{member.person_id}" for member in (lives, left)]
    with pytest.raises(Refused, match="can lead"):
        merge_people(session, pair, left.person, actor=officer, at=rows.NOW)
    enter(client, session, officer)
    session.commit()
    page = client.page(addresses[0].partition("/merge")[0])
    assert [address in page.xpath("//main//a/@href") for address in addresses] == [True, False]
    [decide] = page.xpath("//tr[th[normalize-space()='Decide']]")
    assert "not said" not in text(decide)
    assert "This record cannot lead" in text(decide)
    assert left.household.reference in text(client.page(addresses[0]))
    merge_people(session, pair, lives.person, actor=officer, at=rows.NOW)
    assert [left.person.same_as, left.person_id, lives.person_id] == [lives.person, left.person.id, lives.person.id]
    part_person(session, left.person, actor=officer, at=rows.NOW)
    assert left.person.same_as is None


def test_an_agreement_that_was_given_anew_after_it_was_withdrawn_stands(session: Session, two, officer: User):
    withdraw_consent(session, agree(session, two[1].person, officer), on=date(2026, 2, 1), actor=officer)
    agree(session, two[0].person, officer, date(2026, 3, 1))
    kept, _ = merge(session, officer)
    assert hangs_on(session, kept)["consent"] == 2


def test_who_lived_at_another_centre_is_merged_by_who_serves_all(session: Session, centre: Centre, two, officer: User):
    elsewhere = rows.add_centre(session, "chania")
    moved = HouseholdMember(
        person=two[0].person, household=rows.add_household(session, elsewhere), left_on=date(2020, 2, 1)
    )
    two[0].joined_on = date(2020, 2, 1)
    session.add(moved)
    session.flush()
    pair = pair_of(session)
    with pytest.raises(Forbidden, match="whoever serves all of them"):
        merge_people(session, pair, pair.one, actor=officer, at=rows.NOW)
    everywhere = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    merge_people(session, pair, pair.one, actor=everywhere, at=rows.NOW)
    with pytest.raises(Forbidden, match="whoever serves all of them"):
        part_person(session, pair_other(session), actor=officer, at=rows.NOW)


def pair_other(session: Session) -> Person:
    return session.scalars(select(Person).where(Person.same_as_id.is_not(None))).one()


def test_the_record_that_does_not_lead_is_not_changed(session: Session, two, officer: User):
    _, other = merge(session, officer)
    assert memberships_of(session, other) == []
    with pytest.raises(Refused, match="Another record of this person leads"):
        get_person_to_change(session, other.id, officer, rows.TODAY)


def test_who_merges_second_finds_no_pair(session: Session, two, officer: User):
    pair = pair_of(session)
    merge_people(session, pair, pair.one, actor=officer, at=rows.NOW)
    session.flush()
    with pytest.raises(NotFound, match="Nobody takes these two"):
        merge_people(session, pair, pair.other, actor=officer, at=rows.NOW)

"""Two records that were taken for one person: each has again what it had."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden
from core.structure import Centre
from people.identifiers import IdentifierKind
from people.models import Contact, Identifier, Relation
from people.services.identifiers import check_paper, identifiers_of
from people.services.merged_people import merge_people, part_person
from people.stages import Stage
from tests.people.twice import PERMIT, merge, number, pair_of, phone
from tests.support import rows

SEEN = {"valid_until": date(2027, 1, 1), "paper": "ADET"}


@pytest.fixture
def permits(session: Session, two, officer: User) -> list[Identifier]:
    """Of both, the second's checked."""
    checked = SEEN | {"checked_on": rows.TODAY, "checked_by": officer}
    return [
        number(session, member.person, PERMIT, IdentifierKind.PERMIT, **seen)
        for member, seen in zip(two, ({}, checked), strict=True)
    ]


def said(permit: Identifier) -> tuple[object, ...]:
    return permit.valid_until, permit.paper, permit.checked_on, permit.checked_by


def test_a_paper_that_only_the_other_has_shown_is_unchecked_again(session: Session, permits, officer: User):
    before = [said(permit) for permit in permits]
    _, other = merge(session, officer)
    assert said(permits[0]) == said(permits[1])
    part_person(session, other, actor=officer, at=rows.NOW)
    assert [said(permit) for permit in permits] == before


def test_a_paper_that_was_checked_since_stays_checked(session: Session, permits, officer: User):
    kept, other = merge(session, officer)
    [permit] = identifiers_of(session, [kept.id])
    later = rows.TODAY.replace(day=rows.TODAY.day + 1)
    check_paper(session, permit, paper="permit", on=later, actor=officer)
    part_person(session, other, actor=officer, at=rows.NOW)
    assert said(permits[0]) == (None, "permit", later, officer)


def test_days_of_two_papers_that_do_not_go_together_are_not_joined(session: Session, two, officer: User):
    days = ({"valid_from": date(2026, 6, 1)}, {"valid_until": date(2026, 1, 1)})
    for member, valid in zip(two, days, strict=True):
        number(session, member.person, PERMIT, IdentifierKind.PERMIT, **valid)
    kept, _ = merge(session, officer)
    [permit] = identifiers_of(session, [kept.id])
    assert (permit.valid_from, permit.valid_until) == (date(2026, 6, 1), None)


def test_each_is_reached_first_as_before(session: Session, two, officer: User):
    phones = [
        phone(session, member.person, value, is_preferred=True)
        for member, value in zip(two, ("+306912345678", "+306900000000"), strict=True)
    ]
    phone(session, two[0].person, "+302810000000")
    number(session, two[0].person, PERMIT, IdentifierKind.PERMIT)
    number(session, two[1].person, PERMIT, IdentifierKind.PERMIT)
    _, other = merge(session, officer)
    assert [contact.is_preferred for contact in phones] == [True, False]
    part_person(session, other, actor=officer, at=rows.NOW)
    preferred = select(Contact).where(Contact.is_preferred).order_by(Contact.id)
    assert session.scalars(preferred).all() == phones


def test_what_only_the_other_was_in_the_household_is_taken_back(session: Session, centre: Centre, officer: User):
    household = rows.add_household(session, centre, "Haddad", ("1990-02-14", "1990-02-14"))
    for member, name, relation in zip(
        household.members, ("Amal Haddad", "Άμαλ Χαντάντ"), (None, Relation.PARTNER), strict=True
    ):
        member.person.name, member.relation = name, relation
    session.flush()
    _, other = merge(session, officer)
    part_person(session, other, actor=officer, at=rows.NOW)
    assert [member.relation for member in household.members] == [None, Relation.PARTNER]


def test_who_parts_serves_also_where_the_other_stayed(session: Session, two, officer: User):
    """A household that was written down once more keeps its people when it has left; it may be another centre's."""
    elsewhere = rows.add_centre(session, "chania")
    two[1].household.centre = elsewhere
    two[1].household.stage, two[0].left_on, two[1].joined_on = Stage.EXITED, None, None
    session.flush()
    pair = pair_of(session)
    merge_people(session, pair, two[0].person, actor=rows.add_user(session, StaffRole.HOUSING_OFFICER), at=rows.NOW)
    with pytest.raises(Forbidden, match="whoever serves all of them"):
        part_person(session, two[1].person, actor=officer, at=rows.NOW)

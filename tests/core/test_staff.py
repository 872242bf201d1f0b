"""Staff come, stand in for one another, and go; nobody does it for themselves."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth import staff
from core.auth.credentials import StaffSession
from core.auth.models import Post, User
from core.auth.permissions import Permission, StaffRole
from core.auth.posts import people_who_may
from core.auth.sessions import begin_session
from core.errors import Refused
from core.structure import Centre, Programme
from tests.support import rows
from tests.support.races import at_once
from tests.support.rows import BEGUN_ON, NOW, TODAY

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _speaking(app: Flask) -> Iterator[None]:
    """Whoever is let in by two is written to."""
    with app.app_context():
        yield


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def admin(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.ADMINISTRATOR)


@pytest.fixture
def approver(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.FINANCE_APPROVER, centre, name="Approver")


@pytest.fixture
def colleague(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Colleague")


def approvers(session: Session, centre: Centre, besides: User, on: object = TODAY) -> list[str]:
    who = people_who_may(session, Permission.APPROVE_AWARDS, centres=[centre.id], besides=besides, on=on)
    return [user.name for user in who]


def test_somebody_is_invited_with_a_post_and_a_link(session: Session, centre: Centre, admin: User):
    user = staff.invite(session, "Maria Kalli", "Maria@Example.org", actor=admin, at=NOW)
    staff.give_post(session, user, StaffRole.HOUSING_OFFICER, centre, starts_on=TODAY, actor=admin, at=NOW)
    assert user.password is None
    assert staff.new_link(session, user, actor=admin, at=NOW)
    rows.go_to_work(session, user)
    assert user.may(Permission.EDIT_LISTINGS, centre.id)
    with pytest.raises(Refused, match="an account already"):
        staff.invite(session, "Another", "MARIA@example.org", actor=admin, at=NOW)


@pytest.mark.parametrize("address", ["", "maria", "maria@", "a b@example.org", "a@b\n@example.org"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_address_must_be_one(session: Session, admin: User, address: str):
    with pytest.raises(Refused) as refusal:
        staff.invite(session, "Maria", address, actor=admin, at=NOW)
    assert refusal.value.field == "email"


def test_whoever_makes_accounts_decides_no_money(session: Session, centre: Centre, admin: User, approver: User):
    programme = admin.posts[0].programme
    other = rows.add_user(session, StaffRole.ADMINISTRATOR)
    with pytest.raises(Refused, match="for themselves"):
        staff.give_post(session, admin, StaffRole.HOUSING_OFFICER, centre, starts_on=TODAY, actor=admin, at=NOW)
    with pytest.raises(Refused, match="no money"):
        staff.give_post(session, other, StaffRole.FINANCE_APPROVER, centre, starts_on=TODAY, actor=admin, at=NOW)
    with pytest.raises(Refused, match="no money"):
        staff.give_post(session, approver, StaffRole.ADMINISTRATOR, programme, starts_on=TODAY, actor=admin, at=NOW)
    staff.end_post(session, approver.posts[0], ends_on=TODAY, actor=admin)
    staff.give_post(session, approver, StaffRole.ADMINISTRATOR, programme, starts_on=TODAY, actor=admin, at=NOW)


def test_the_same_post_is_not_held_twice_at_once(session: Session, centre: Centre, admin: User, colleague: User):
    with pytest.raises(Refused, match="the same post"):
        staff.give_post(session, colleague, StaffRole.HOUSING_OFFICER, centre, starts_on=TODAY, actor=admin, at=NOW)
    with pytest.raises(Refused, match="last day"):
        staff.give_post(
            session,
            colleague,
            StaffRole.FINANCE_OFFICER,
            centre,
            starts_on=TODAY,
            ends_on=TODAY,
            actor=admin,
            at=NOW,
        )


def test_a_deputy_stands_in_for_some_days(
    session: Session, centre: Centre, admin: User, approver: User, colleague: User
):
    post = approver.posts[0]
    standing_in = staff.add_deputy(session, post, colleague, starts_on=TODAY, ends_on=TODAY + WEEK, actor=admin, at=NOW)
    staff.confirm_post(session, standing_in, actor=admin)
    assert approvers(session, centre, admin) == ["Approver", "Colleague"]
    assert approvers(session, centre, admin, TODAY + WEEK) == ["Approver"]
    assert approvers(session, centre, admin, TODAY - DAY) == ["Approver"]


def test_a_deputy_goes_when_the_post_ends(
    session: Session, centre: Centre, admin: User, approver: User, colleague: User
):
    post = approver.posts[0]
    standing_in = staff.add_deputy(session, post, colleague, starts_on=TODAY, ends_on=TODAY + WEEK, actor=admin, at=NOW)
    staff.confirm_post(session, standing_in, actor=admin)
    staff.end_post(session, post, ends_on=TODAY + DAY, actor=admin)
    assert approvers(session, centre, admin) == ["Approver", "Colleague"]
    assert approvers(session, centre, admin, TODAY + DAY) == []
    staff.end_post(session, post, ends_on=TODAY, actor=admin)
    assert [held.role for held in colleague.posts] == [StaffRole.HOUSING_OFFICER]


def test_a_deputy_has_days_of_the_post_and_is_neither_its_holder_s_deputy_s_deputy_nor_an_administrator_s(
    session: Session, centre: Centre, admin: User, approver: User, colleague: User
):
    post = approver.posts[0]
    with pytest.raises(Refused, match="while the post lasts"):
        staff.add_deputy(session, post, colleague, starts_on=BEGUN_ON - DAY, ends_on=TODAY, actor=admin, at=NOW)
    with pytest.raises(Refused, match="for themselves"):
        staff.add_deputy(session, post, admin, starts_on=TODAY, ends_on=TODAY + DAY, actor=admin, at=NOW)
    with pytest.raises(Refused, match="the same post"):
        staff.add_deputy(session, post, approver, starts_on=TODAY, ends_on=TODAY + DAY, actor=admin, at=NOW)
    with pytest.raises(Refused, match="Nobody stands in"):
        staff.add_deputy(session, admin.posts[0], colleague, starts_on=TODAY, ends_on=TODAY + DAY, actor=admin, at=NOW)
    standing_in = staff.add_deputy(session, post, colleague, starts_on=TODAY, ends_on=TODAY + DAY, actor=admin, at=NOW)
    with pytest.raises(Refused, match="Nobody stands in"):
        staff.add_deputy(session, standing_in, admin, starts_on=TODAY, ends_on=TODAY + DAY, actor=approver, at=NOW)


def test_whoever_leaves_is_out_and_their_posts_end(session: Session, centre: Centre, admin: User, approver: User):
    begin_session(session, approver, device="browser", by_second_factor=True, at=NOW)
    staff.deactivate(session, approver, on=TODAY, actor=admin, at=NOW)
    assert (approver.active, approver.posts[0].ends_on) == (False, TODAY)
    session.expire_all()
    assert session.scalars(select(StaffSession.ended_at)).all() == [NOW]
    assert approvers(session, centre, admin) == []
    with pytest.raises(Refused, match="closed"):
        staff.new_link(session, approver, actor=admin, at=NOW)
    with pytest.raises(Refused, match="closed"):
        staff.give_post(session, approver, StaffRole.FINANCE_APPROVER, centre, starts_on=TODAY, actor=admin, at=NOW)
    staff.reactivate(session, approver, actor=admin)
    rows.go_to_work(session, approver)
    assert approver.active
    assert not approver.may(Permission.APPROVE_AWARDS)


def test_there_is_always_an_administrator_and_nobody_closes_their_own_account(session: Session, admin: User):
    other = rows.add_user(session, StaffRole.ADMINISTRATOR)
    with pytest.raises(Refused, match="for themselves"):
        staff.deactivate(session, admin, on=TODAY, actor=admin, at=NOW)
    staff.deactivate(session, other, on=TODAY, actor=admin, at=NOW)
    with pytest.raises(Refused, match="last administrator"):
        staff.deactivate(session, admin, on=TODAY, actor=other, at=NOW)
    with pytest.raises(Refused, match="last administrator"):
        staff.end_post(session, admin.posts[0], ends_on=TODAY + WEEK, actor=other)


def test_an_administrator_whose_own_post_ends_is_not_the_one_who_stays(session: Session, admin: User):
    other = rows.add_user(session, StaffRole.ADMINISTRATOR)
    other.posts[0].ends_on = TODAY + WEEK
    with pytest.raises(Refused, match="last administrator"):
        staff.end_post(session, admin.posts[0], ends_on=TODAY + DAY, actor=other)
    with pytest.raises(Refused, match="last administrator"):
        staff.deactivate(session, admin, on=TODAY, actor=other, at=NOW)


def test_two_administrators_who_close_each_other_at_once_leave_one(session: Session, admin: User):
    other = rows.add_user(session, StaffRole.ADMINISTRATOR)
    session.commit()

    def close(who: int, by: int) -> Callable[[Session], object]:
        return lambda own: staff.deactivate(own, own.get_one(User, who), on=TODAY, actor=own.get_one(User, by), at=NOW)

    refused, done = at_once(session, close(admin.id, other.id), close(other.id, admin.id))
    assert "last administrator" in refused
    assert done == "done"
    assert session.scalar(select(func.count()).where(User.active)) == 1


def test_of_two_posts_at_once_that_may_not_be_one_person_s_one_is_given(session: Session, centre: Centre, admin: User):
    newcomer = staff.invite(session, "Maria Kalli", "maria@example.org", actor=admin, at=NOW)
    programme_id, place_id = admin.posts[0].programme_id, centre.id
    session.commit()

    def give(own: Session, role: StaffRole, kind: type[Centre] | type[Programme], place_id: int) -> None:
        by, place = own.get_one(User, admin.id), own.get_one(kind, place_id)
        staff.give_post(own, own.get_one(User, newcomer.id), role, place, starts_on=TODAY, actor=by, at=NOW)

    refused, done = at_once(
        session,
        lambda own: give(own, StaffRole.ADMINISTRATOR, Programme, programme_id),
        lambda own: give(own, StaffRole.FINANCE_APPROVER, Centre, place_id),
    )
    assert "the two posts may not overlap" in refused
    assert done == "done"
    assert session.scalar(select(func.count()).where(Post.user_id == newcomer.id)) == 1

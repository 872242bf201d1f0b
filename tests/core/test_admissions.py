"""Whoever approves money or makes accounts is let in by two administrators: nobody takes such an account over alone."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth import staff, totp
from core.auth.admissions import ALONE_AFTER, Admission
from core.auth.credentials import Invitation
from core.auth.models import Post, User
from core.auth.permissions import Permission, StaffRole
from core.errors import Refused
from core.messages.models import Message
from core.structure import Centre
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import text

pytestmark = pytest.mark.usefixtures("clock")

LATER = NOW + ALONE_AFTER
DOORS = ("link", "remove-second-factors")


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def anna(session: Session, centre: Centre) -> User:
    return committed(session, rows.add_user(session, StaffRole.ADMINISTRATOR, name="Anna Rousaki"))


@pytest.fixture
def second(session: Session, anna: User) -> User:
    return committed(session, rows.add_user(session, StaffRole.ADMINISTRATOR, name="Petros Second"))


@pytest.fixture
def approver(session: Session, centre: Centre) -> User:
    user = rows.add_user(session, StaffRole.FINANCE_APPROVER, centre, name="Nikos Vardakis")
    totp.give_app(session, user, at=NOW)
    return committed(session, user)


@pytest.fixture
def officer(session: Session, centre: Centre) -> User:
    return committed(session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Eleni Markaki"))


def committed(session: Session, user: User) -> User:
    session.commit()
    return user


def inside(app: Flask, user: User) -> PageClient:
    client = app.test_client()
    rows.sign_in(client, user)
    return client


def send(client: PageClient, address: str) -> tuple[int, str]:
    """Send a form that no page shows; the status and what the page says."""
    token = client.page("/account").xpath("string(//input[@name='csrf_token']/@value)")
    answer = client.post(address, data={"csrf_token": token}, follow_redirects=True)
    return answer.status_code, answer.text


def is_unharmed(session: Session, user: User) -> bool:
    links = session.scalars(select(Invitation)).all()
    has_app = totp.find_app(session, user) is not None
    session.commit()
    return has_app and not links


def told(session: Session, user: User) -> list[str]:
    found = [message.body for message in session.scalars(select(Message).order_by(Message.id))]
    assert {message.recipient for message in session.scalars(select(Message))} <= {user.email}
    session.commit()
    return found


@pytest.mark.parametrize("step", DOORS)
def test_one_administrator_alone_opens_no_approver_s_door(
    app: Flask, session: Session, anna: User, second: User, approver: User, step: str
):
    client = inside(app, anna)
    path = f"/staff/{approver.id}"
    page = client.submit(path, action=f"{path}/{step}")
    assert "Another administrator grants it" in text(page)
    assert is_unharmed(session, approver)
    status, said = send(client, "/admissions/1/grant")
    assert (status, "ask another" in said) == (409, True)
    assert is_unharmed(session, approver)


@pytest.mark.parametrize("step", DOORS)
def test_another_grants_it_and_both_are_in_the_audit(
    app: Flask, session: Session, anna: User, second: User, approver: User, step: str
):
    path = f"/staff/{approver.id}"
    inside(app, anna).submit(path, action=f"{path}/{step}")
    other = inside(app, second)
    assert "Nikos Vardakis waits to be let in" in text(other.page("/"))
    page = other.submit(path, action="/admissions/1/grant")
    assert bool(page.xpath("//input[@id='address']")) == (step == "link")
    assert not is_unharmed(session, approver)
    named = [(event.action, event.actor_id) for event in events(session) if event.subject_kind == "admission"]
    assert named == [("ask-admission", anna.id), ("grant-admission", second.id)]


def test_what_was_granted_once_is_not_granted_again(
    app: Flask, session: Session, anna: User, second: User, approver: User
):
    path = f"/staff/{approver.id}"
    inside(app, anna).submit(path, action=f"{path}/link")
    other = inside(app, second)
    other.submit(path, action="/admissions/1/grant")
    assert send(other, "/admissions/1/grant")[0] == 409
    assert len(session.scalars(select(Invitation)).all()) == 1


def test_the_owner_is_told_and_may_refuse(app: Flask, session: Session, anna: User, second: User, approver: User):
    path = f"/staff/{approver.id}"
    approver.language = "en"
    session.commit()
    asking, other = inside(app, anna), inside(app, second)
    asking.submit(path, action=f"{path}/link")
    (message,) = told(session, approver)
    assert message.startswith("Anna Rousaki asks for a link")
    own = inside(app, approver)
    assert "Anna Rousaki" in text(own.page("/account"))
    assert "It is refused" in own.submit("/account", action="/account/admissions/1/refuse").text_content()
    assert send(other, "/admissions/1/grant")[0] == 409
    assert is_unharmed(session, approver)


def test_nobody_else_refuses_in_the_owner_s_name(
    app: Flask, session: Session, anna: User, second: User, approver: User, officer: User
):
    path = f"/staff/{approver.id}"
    inside(app, anna).submit(path, action=f"{path}/link")
    assert send(inside(app, officer), "/account/admissions/1/refuse")[0] == 403
    assert session.get_one(Admission, 1).settled_at is None


def test_nobody_grants_what_opens_their_own_account(app: Flask, session: Session, anna: User, second: User):
    path = f"/staff/{second.id}"
    inside(app, anna).submit(path, action=f"{path}/link")
    assert send(inside(app, second), "/admissions/1/grant")[0] == 409


def test_the_only_administrator_waits_a_day_in_which_the_owner_may_refuse(
    app: Flask, session: Session, anna: User, approver: User, clock: time_machine.Traveller
):
    path = f"/staff/{approver.id}"
    assert "There is no other administrator" in text(inside(app, anna).submit(path, action=f"{path}/link"))
    clock.move_to(LATER - timedelta(minutes=1))
    assert send(inside(app, anna), "/admissions/1/grant")[0] == 409
    assert is_unharmed(session, approver)
    clock.move_to(LATER)
    page = inside(app, anna).submit(path, action="/admissions/1/grant")
    assert page.xpath("//input[@id='address']")


def test_others_are_let_in_by_one(app: Flask, session: Session, anna: User, second: User, officer: User):
    path = f"/staff/{officer.id}"
    assert inside(app, anna).submit(path, action=f"{path}/link").xpath("//input[@id='address']")


def test_a_post_that_approves_is_held_once_another_has_granted_it(
    app: Flask, session: Session, anna: User, second: User, officer: User, centre: Centre
):
    """Else an account is opened first, and made an approver's afterwards."""
    fields = {"role": "finance-approver", "place": f"centre-{centre.id}", "starts_on": "23/11/2026"}
    inside(app, anna).submit(f"/staff/{officer.id}/new-post", **fields)
    rows.go_to_work(session, officer)
    assert not officer.may(Permission.APPROVE_AWARDS)
    session.commit()
    inside(app, second).submit(f"/staff/{officer.id}", action="/admissions/1/grant")
    rows.go_to_work(session, officer)
    assert officer.may(Permission.APPROVE_AWARDS)


def test_a_post_that_is_refused_was_never_held(
    app: Flask, session: Session, anna: User, second: User, officer: User, centre: Centre
):
    fields = {"role": "administrator", "place": f"centre-{centre.id}", "starts_on": "01/11/2026"}
    inside(app, anna).submit(f"/staff/{officer.id}/new-post", **fields)
    page = inside(app, second).submit(f"/staff/{officer.id}", action="/admissions/1/refuse")
    assert "Administrator" not in text(page).split("Posts")[-1]
    assert [post.role for post in session.scalars(select(Post).where(Post.user_id == officer.id))] == [
        StaffRole.HOUSING_OFFICER
    ]


def test_a_deputy_of_an_approver_waits_too(
    app: Flask, session: Session, anna: User, second: User, approver: User, officer: User
):
    path = f"/posts/{approver.posts[0].id}/deputy"
    days = {"starts_on": "23/11/2026", "last_day": "30/11/2026"}
    inside(app, anna).submit(path, user_id=str(officer.id), **days)
    rows.go_to_work(session, officer)
    assert not officer.may(Permission.APPROVE_AWARDS)


def invite(app: Flask, anna: User, centre: Centre) -> PageClient:
    client = inside(app, anna)
    client.submit(
        "/staff/new",
        name="Maria Kalli",
        email="maria@example.org",
        role="finance-approver",
        place=f"centre-{centre.id}",
        starts_on="23/11/2026",
    )
    return client


def test_a_newcomer_who_will_approve_gets_the_link_from_the_second_administrator(
    app: Flask, session: Session, anna: User, second: User, centre: Centre
):
    """Nobody invents an approver and comes in as them."""
    client = invite(app, anna, centre)
    assert session.scalars(select(Invitation)).all() == []
    maria = session.scalars(select(User).where(User.email == "maria@example.org")).one()
    path = f"/staff/{maria.id}"
    session.commit()
    client.submit(path, action=f"{path}/link")
    assert session.scalars(select(Invitation)).all() == []
    session.commit()
    page = inside(app, second).submit(path, action="/admissions/1/grant")
    assert page.xpath("//input[@id='address']")


def test_the_only_administrator_of_a_new_installation_invites_the_first_approver(
    app: Flask, session: Session, anna: User, centre: Centre
):
    invite(app, anna, centre)
    assert len(session.scalars(select(Invitation)).all()) == 1
    assert session.scalars(select(Admission)).all() == []


def test_an_administrator_of_one_centre_grants_nothing_that_reaches_further(
    app: Flask, session: Session, anna: User, centre: Centre
):
    """Where only such a one is beside the asker, the asker waits as if alone."""
    local = committed(session, rows.add_user(session, StaffRole.ADMINISTRATOR, centre, name="Local"))
    wide = committed(session, rows.add_user(session, StaffRole.FINANCE_APPROVER, name="Wide"))
    page = inside(app, anna).submit(f"/staff/{wide.id}", action=f"/staff/{wide.id}/link")
    assert "There is no other administrator" in text(page)
    assert send(inside(app, local), "/admissions/1/grant")[0] == 403


def test_the_services_refuse_it_too(app: Flask, session: Session, anna: User, second: User, approver: User):
    with app.app_context(), pytest.raises(Refused, match="ask another"):
        staff.new_link(session, approver, actor=anna, at=NOW)


def test_a_post_waiting_makes_nobody_the_administrator_who_stays(
    app: Flask, session: Session, anna: User, officer: User, centre: Centre
):
    with app.app_context():
        programme = anna.posts[0].programme
        staff.give_post(session, officer, StaffRole.ADMINISTRATOR, programme, starts_on=TODAY, actor=anna, at=NOW)
        with pytest.raises(Refused, match="last administrator"):
            staff.end_post(session, anna.posts[0], ends_on=TODAY + timedelta(days=9), actor=anna)

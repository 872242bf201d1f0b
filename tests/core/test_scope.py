"""What somebody sees follows from their posts of the day, and from what they are doing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import Post
from core.auth.permissions import Permission, StaffRole
from core.auth.posts import centres_of, people_who_may
from core.structure import Centre, CentreOperation, Partner
from tests.support import rows
from tests.support.rows import BEGUN_ON, TODAY

DAY = timedelta(days=1)
MONEY, HOMES = Permission.VIEW_PAYMENTS, Permission.EDIT_LISTINGS


@pytest.fixture
def lead(session: Session) -> Partner:
    return rows.add_partner(session, name="Lead")


@pytest.fixture
def other(session: Session, lead: Partner) -> Partner:
    return rows.add_partner(session, lead.project, name="Other", is_lead=False)


@pytest.fixture
def heraklion(session: Session, lead: Partner) -> Centre:
    return rows.add_centre(session, "heraklion", lead)


@pytest.fixture
def chania(session: Session, other: Partner) -> Centre:
    return rows.add_centre(session, "chania", other)


def seen(session: Session, user: object, permission: Permission) -> list[str]:
    with user.acting_under(permission):
        return [centre.key for centre in centres_of(session, user)]


def test_everybody_sees_what_lies_below_their_post(
    session: Session, lead: Partner, other: Partner, heraklion: Centre, chania: Centre
):
    """The lead's finance officer stands at the project and pays for both; a partner's officers see their own."""
    abroad = rows.add_partner(session, name="Another project's")
    for place, expected in (
        ({}, ["heraklion", "chania"]),
        ({"project": lead.project}, ["heraklion", "chania"]),
        ({"partner": lead}, ["heraklion"]),
        ({"partner": other}, ["chania"]),
        ({"centre": chania}, ["chania"]),
        ({"partner": abroad}, []),
        ({"project": abroad.project}, []),
    ):
        user = rows.add_user(session, StaffRole.FINANCE_OFFICER, **place)
        assert seen(session, user, MONEY) == expected
        assert [c.key for c in (heraklion, chania) if user.sees_centre(c.id)] == expected
        assert user.may(MONEY)
        assert not user.may(HOMES)


def test_finance_here_and_housing_there_never_adds_up_to_both(session: Session, heraklion: Centre, chania: Centre):
    user = rows.add_user(session, StaffRole.FINANCE_OFFICER, heraklion)
    rows.add_post(session, user, StaffRole.HOUSING_OFFICER, chania)
    assert seen(session, user, MONEY) == ["heraklion"]
    assert seen(session, user, HOMES) == ["chania"]
    assert seen(session, user, Permission.VIEW_HOUSEHOLDS) == ["heraklion", "chania"]
    assert user.may(MONEY, heraklion.id)
    assert not user.may(MONEY, chania.id)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sees"),
    [
        pytest.param(TODAY, None, True, id="the-first-day"),
        pytest.param(TODAY + DAY, None, False, id="the-day-before"),
        pytest.param(BEGUN_ON, TODAY + DAY, True, id="the-last-day"),
        pytest.param(BEGUN_ON, TODAY, False, id="the-day-after"),
    ],
)
def test_a_post_holds_from_its_first_day_to_its_last(
    session: Session, heraklion: Centre, starts_on: date, ends_on: date | None, sees: bool
):
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, heraklion)
    user.posts[0].starts_on, user.posts[0].ends_on = starts_on, ends_on
    session.flush()
    rows.go_to_work(session, user)
    assert user.may(HOMES) is sees
    assert seen(session, user, HOMES) == (["heraklion"] if sees else [])


def test_the_partner_may_change_on_a_day_and_the_centre_stays(
    session: Session, lead: Partner, other: Partner, heraklion: Centre
):
    session.scalars(select(CentreOperation)).one().ends_on = TODAY
    session.add(CentreOperation(centre=heraklion, partner=other, starts_on=TODAY))
    session.flush()
    before, after = (rows.add_user(session, StaffRole.HOUSING_OFFICER, partner=p) for p in (lead, other))
    rows.go_to_work(session, before, TODAY - DAY)
    assert seen(session, before, HOMES) == ["heraklion"]
    rows.go_to_work(session, after, TODAY - DAY)
    assert seen(session, after, HOMES) == []
    for user in (before, after):
        rows.go_to_work(session, user, TODAY)
    assert (seen(session, before, HOMES), seen(session, after, HOMES)) == ([], ["heraklion"])


def test_a_centre_that_nobody_runs_any_more_stays_with_who_ran_it_last(
    session: Session, lead: Partner, heraklion: Centre
):
    """Payments of its last months still have to be made."""
    session.scalars(select(CentreOperation)).one().ends_on = TODAY - DAY
    session.flush()
    assert seen(session, rows.add_user(session, StaffRole.FINANCE_OFFICER, partner=lead), MONEY) == ["heraklion"]


def test_whoever_has_not_taken_up_a_post_may_nothing(session: Session, heraklion: Centre):
    user_id = rows.add_user(session, StaffRole.ADMINISTRATOR).id
    session.commit()
    session.expunge_all()
    user = session.get_one(Post, 1).user
    assert user.id == user_id
    assert not user.may(Permission.ADMINISTER)
    assert not user.sees_centre(heraklion.id)
    assert centres_of(session, user) == []


def test_who_may_decide_stands_above_all_the_centres_or_in_for_who_does(
    session: Session, lead: Partner, heraklion: Centre, chania: Centre
):
    both = {heraklion.id, chania.id}
    preparer = rows.add_user(session, StaffRole.FINANCE_APPROVER)
    approver = rows.add_user(session, StaffRole.FINANCE_APPROVER, project=lead.project, name="Approver")
    rows.add_user(session, StaffRole.FINANCE_APPROVER, heraklion, name="Of one centre")
    gone = rows.add_user(session, StaffRole.FINANCE_APPROVER, name="Gone")
    gone.active = False
    deputy = rows.add_user(session, StaffRole.HOUSING_OFFICER, chania, name="Deputy")
    post = rows.add_post(session, deputy, StaffRole.FINANCE_APPROVER, project=lead.project)
    post.deputy_for, post.starts_on, post.ends_on = approver.posts[0], TODAY, TODAY + DAY
    session.flush()

    def named(on: date) -> list[str]:
        found = people_who_may(session, Permission.APPROVE_AWARDS, centres=both, besides=preparer, on=on)
        return [user.name for user in found]

    assert named(TODAY) == ["Approver", "Deputy"]
    assert named(TODAY + DAY) == ["Approver"]


def test_a_centre_that_is_still_to_open_is_its_first_partner_s(session: Session, lead: Partner, heraklion: Centre):
    session.scalars(select(CentreOperation)).one().starts_on = TODAY + DAY
    session.flush()
    assert seen(session, rows.add_user(session, StaffRole.HOUSING_OFFICER, partner=lead), HOMES) == ["heraklion"]

"""The structure is built up and ended day by day."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Refused
from core.structure import Centre, Partner, building
from core.structure.building import CentreDetails, Names
from tests.support import rows
from tests.support.rows import BEGUN_ON, TODAY

DAY = timedelta(days=1)
NAMES = Names("Κρήτη", "Crete")


@pytest.fixture
def lead(session: Session) -> Partner:
    return rows.add_partner(session)


@pytest.fixture
def other(session: Session, lead: Partner) -> Partner:
    return rows.add_partner(session, lead.project, name="Other", is_lead=False)


@pytest.fixture
def admin(session: Session, lead: Partner) -> User:
    return rows.add_user(session, StaffRole.ADMINISTRATOR)


def details(key: str = "west") -> CentreDetails:
    return CentreDetails(name_el="Δύση", name_en="West", key=key, latitude=35.5, longitude=24.0)


def runs(centre: Centre, on: date) -> str | None:
    operation = next((operation for operation in centre.operations if operation.is_running(on)), None)
    return operation.partner.name_en if operation else None


def test_a_region_is_built_from_the_top(session: Session, lead: Partner, admin: User):
    project = building.add_project(session, lead.project.programme, NAMES, starts_on=TODAY, actor=admin)
    partner = building.add_partner(session, project, NAMES, is_lead=True, starts_on=TODAY, actor=admin)
    centre = building.add_centre(session, partner, details(), starts_on=TODAY, actor=admin)
    building.rename(session, partner, Names("Φάρος", "Lighthouse"), actor=admin)
    assert runs(centre, TODAY) == "Lighthouse"
    assert runs(centre, TODAY - DAY) is None


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("West", "small Latin"),
        ("west coast", "small Latin"),
        ("-west", "small Latin"),
        ("", "small Latin"),
        ("heraklion", "Another centre"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_centre_has_a_short_name_of_its_own(session: Session, lead: Partner, admin: User, key: str, sentence: str):
    rows.add_centre(session)
    with pytest.raises(Refused, match=sentence) as refusal:
        building.add_centre(session, lead, details(key), starts_on=TODAY, actor=admin)
    assert refusal.value.field == "key"


def test_a_project_has_one_lead_at_a_time(session: Session, lead: Partner, admin: User):
    with pytest.raises(Refused, match="a lead already"):
        building.add_partner(session, lead.project, NAMES, is_lead=True, starts_on=TODAY, actor=admin)
    building.end(session, lead, ends_on=TODAY, actor=admin)
    building.add_partner(session, lead.project, NAMES, is_lead=True, starts_on=TODAY, actor=admin)


def test_nothing_begins_outside_of_what_stands_above(session: Session, lead: Partner, admin: User):
    with pytest.raises(Refused, match="before the first day"):
        building.add_centre(session, lead, details(), starts_on=BEGUN_ON - DAY, actor=admin)
    building.end(session, lead, ends_on=TODAY, actor=admin)
    with pytest.raises(Refused, match="has ended"):
        building.add_centre(session, lead, details(), starts_on=TODAY, actor=admin)


def test_what_runs_below_is_ended_first(session: Session, lead: Partner, admin: User):
    centre = rows.add_centre(session, partner=lead)
    for unit in (lead, lead.project, lead.project.programme):
        with pytest.raises(Refused, match="still runs"):
            building.end(session, unit, ends_on=TODAY, actor=admin)
    building.close_centre(session, centre, ends_on=TODAY, actor=admin)
    for unit in (lead, lead.project, lead.project.programme):
        building.end(session, unit, ends_on=TODAY, actor=admin)
        assert not unit.is_running(TODAY)
    assert runs(centre, TODAY) is None


def test_a_centre_changes_hands_on_a_day_and_never_has_two(
    session: Session, lead: Partner, other: Partner, admin: User
):
    centre = rows.add_centre(session, partner=lead)
    with pytest.raises(Refused, match="runs the centre already"):
        building.hand_centre_over(session, centre, lead, starts_on=TODAY, actor=admin)
    building.hand_centre_over(session, centre, other, starts_on=TODAY, actor=admin)
    session.expire_all()
    assert [runs(centre, day) for day in (TODAY - DAY, TODAY)] == [lead.name_en, "Other"]
    for on in (TODAY, TODAY - DAY):
        with pytest.raises(Refused, match="written down already"):
            building.hand_centre_over(session, centre, lead, starts_on=on, actor=admin)
        with pytest.raises(Refused, match="written down already"):
            building.close_centre(session, centre, ends_on=on, actor=admin)

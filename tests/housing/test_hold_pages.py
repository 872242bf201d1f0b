"""Pages of homes that landlords keep for us: written down, seen wherever the flat is put before somebody, closed."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY
from core.jobs.models import Job
from housing.jobs.holds import END
from housing.models import FlatHold, Listing, Offer
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.households.shortlists import keep_flats
from housing.states.landlords import HoldStatus
from people.models import Household
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

LAST_DAY = TODAY + timedelta(days=5)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def listing(session: Session) -> Listing:
    return rows.add_listing(session, rows.add_centre(session))


@pytest.fixture
def household(session: Session, listing: Listing) -> Household:
    household = rows.add_household(session, listing.centre)
    household.reference = "N-0007"
    return household


@pytest.fixture
def officer(session: Session, client: PageClient, listing: Listing, household: Household) -> User:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre)
    enter(client, session, user)
    return user


def day(on: date) -> str:
    return on.strftime("%d/%m/%Y")


def hold_it(session: Session, listing: Listing, officer: User, household: Household | None = None) -> FlatHold:
    held = FlatHold(listing=listing, landlord=listing.landlord, household=household, promised_by="Katerina")
    held.promised_on, held.first_ends_on, held.ends_on = TODAY, LAST_DAY + DAY, LAST_DAY + DAY
    held.written_by, held.created_at = officer, NOW
    session.add(held)
    session.commit()
    return held


def test_a_hold_is_written_down_and_ends_by_itself(
    client: PageClient, session: Session, listing: Listing, household: Household, officer: User
):
    form = f"/listings/{listing.id}/holds/new"
    assert client.submit(form, last_day="", status=422).xpath("//*[@id='last_day-error']")
    page = client.submit(
        form, last_day=day(LAST_DAY), household_id="0", reference=household.reference, promised_by="Katerina"
    )
    assert all(words in text(page) for words in (day(LAST_DAY), "Haddad", "Katerina"))
    held = session.scalars(select(FlatHold)).one()
    assert (held.household_id, held.last_day, held.landlord_id) == (household.id, LAST_DAY, listing.landlord_id)
    assert session.scalars(select(Job).where(Job.kind == END)).one()


def test_a_number_that_is_typed_says_for_whom_it_is_held(
    client: PageClient, session: Session, listing: Listing, household: Household, officer: User
):
    form = f"/listings/{listing.id}/holds/new"
    client.submit(form, last_day=day(LAST_DAY), reference=household.reference, promised_by="Katerina")
    assert session.scalars(select(FlatHold)).one().household_id == household.id


def test_a_day_that_is_far_off_is_looked_at_twice(
    client: PageClient, session: Session, listing: Listing, household: Household, officer: User
):
    form, far = f"/listings/{listing.id}/holds/new", {"last_day": day(TODAY + timedelta(days=60)), "household_id": "-1"}
    assert not client.page(form).xpath("//input[@name='is_long']")
    say_twice(client, form, promised_by="Katerina", **far)
    held = session.scalars(select(FlatHold)).one()
    session.commit()
    further = {"step": "extend", "last_day": day(TODAY + timedelta(days=90))}
    say_twice(client, f"/holds/{held.id}", **further)
    session.refresh(held)
    assert held.last_day == TODAY + timedelta(days=90)


def say_twice(client: PageClient, path: str, **typed: str) -> None:
    """Send the form as it came back, with what it asked for."""
    asked = client.submit(path, status=422, **typed)
    assert asked.xpath("//*[@id='is_long-error']")
    [form] = [form for form in asked.forms if "is_long" in form.fields]
    assert client.post(path, data=dict(form.form_values()) | {"is_long": "y"}).status_code == 302


def test_who_hears_that_a_held_flat_is_let_is_asked_what_became_of_the_word(
    client: PageClient, session: Session, listing: Listing, household: Household, officer: User
):
    held, said = hold_it(session, listing, officer), "write down what became of that"
    form, no = f"/listings/{listing.id}/proposals/new", {"household_id": "0", "outcome": "refused"}
    page = client.submit(form, reference=household.reference, refusal="let", **no)
    assert said in text(page)
    assert page.xpath(f"//a[@href='/holds/{held.id}']")


def test_wherever_the_flat_is_met_one_reads_until_when(
    client: PageClient, session: Session, listing: Listing, household: Household, officer: User
):
    other = rows.add_household(session, listing.centre, "Rasuli")
    for one in (household, other):
        set_needs(session, one, NeedsDetails(bedrooms=1), actor=officer, on=TODAY)
        keep_flats(session, one, [listing], actor=officer, at=NOW)
    hold_it(session, listing, officer, household)
    until = day(LAST_DAY)
    for path, words in {
        f"/listings/{listing.id}": "Held until",
        f"/landlords/{listing.landlord_id}/dealings": until,
        "/listings": f"held until {until}",
        "/listings?view=table": f"held until {until}",
        f"/households/{household.id}/flats": f"held for it until {until}",
        f"/households/{other.id}/flats": f"held for another until {until}",
        f"/households/{other.id}/flats/{listing.id}": f"held for another until {until}",
        f"/households/{other.id}/shortlist": f"held for another until {until}",
        f"/listings/{listing.id}/households": f"holds this flat until {until}",
        "/holds": until,
    }.items():
        assert words in text(client.page(path)), path


def test_offering_it_to_another_asks_why_and_keeps_what_was_said(
    client: PageClient, session: Session, listing: Listing, household: Household, officer: User
):
    other = rows.add_household(session, listing.centre, "Rasuli")
    hold_it(session, listing, officer, household)
    form = f"/offers/new?household={other.id}&listing={listing.id}"
    assert client.submit(form, despite_landlord="", status=422).xpath("//*[@id='despite_landlord-error']")
    why = "Haddad stays <b>{{7*7}}</b> ${7*7}"
    assert why in text(client.submit(form, despite_landlord=why))
    assert session.scalars(select(Offer)).one().despite_landlord == why


def test_the_one_it_is_held_for_is_offered_it_without_more_ado(
    client: PageClient, session: Session, listing: Listing, household: Household, officer: User
):
    hold_it(session, listing, officer, household)
    form = f"/offers/new?household={household.id}&listing={listing.id}"
    assert not client.page(form).xpath("//*[@name='despite_landlord']")
    client.submit(form, answer_by=day(LAST_DAY))
    assert session.scalars(select(Offer)).one().despite_landlord is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"words": ""}, "step"),
        ({"step": "extend"}, "last_day"),
        ({"step": "release", "last_day": "30/12/2026"}, "last_day"),
        ({"step": "extend", "last_day": day(LAST_DAY)}, "last_day"),
        ({"step": "break"}, "words"),
    ],
    ids=["nothing-said", "extended-until-when", "a-day-too-many", "no-later-day", "broken-how"],
)
def test_a_slip_in_what_became_of_it_is_said(
    client: PageClient, session: Session, listing: Listing, officer: User, typed: dict[str, str], field: str
):
    held = hold_it(session, listing, officer)
    page = client.submit(f"/holds/{held.id}", status=422, **typed)
    assert page.xpath(f"//*[@id='{field}-error']")


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"step": "extend", "last_day": "20/12/2026"}, HoldStatus.RUNNING, "extended, at first until"),
        ({"step": "keep"}, HoldStatus.KEPT, "Word kept"),
        ({"step": "break", "words": "Let to a cousin"}, HoldStatus.BROKEN, "Let to a cousin"),
        ({"step": "release"}, HoldStatus.RELEASED, "Released by us"),
    ],
)
def test_what_became_of_it_is_written_down(
    client: PageClient, session: Session, listing: Listing, officer: User, typed: dict[str, str], status: HoldStatus,
    words: str,
):  # fmt: skip
    held = hold_it(session, listing, officer)
    assert words in text(client.submit(f"/holds/{held.id}", **typed))
    session.refresh(held)
    assert held.status is status


@pytest.mark.parametrize(("days", "is_told"), [(2, False), (1, True), (0, True), (-1, False)])
def test_the_day_before_it_ends_it_stands_on_the_board(
    client: PageClient, session: Session, listing: Listing, officer: User, days: int, is_told: bool
):
    hold_it(session, listing, officer)
    with time_machine.travel(NOW + (LAST_DAY - TODAY) - timedelta(days=days), tick=False):
        enter(client, session, officer)
        assert ("1 flat is held until today or tomorrow only" in text(client.page("/"))) == is_told


def test_another_centre_reads_no_hold_and_no_name(client: PageClient, session: Session, listing: Listing):
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    held = hold_it(session, listing, stranger, rows.add_household(session, listing.centre))
    enter(client, session, stranger)
    for path in (f"/holds/{held.id}", f"/listings/{listing.id}/dealings", f"/landlords/{listing.landlord_id}/dealings"):
        assert client.get(path).status_code == 403
    assert "Katerina" not in text(client.page("/holds"))


def test_of_another_centres_household_only_its_number_is_read(client: PageClient, session: Session, listing: Listing):
    elsewhere = rows.add_household(session, rows.add_centre(session, "chania"), "Rasuli")
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre)
    hold_it(session, listing, officer, elsewhere)
    enter(client, session, officer)
    for path in (f"/listings/{listing.id}", f"/listings/{listing.id}/dealings", "/holds"):
        page = text(client.page(path))
        assert elsewhere.reference in page
        assert "Rasuli" not in page

"""Viewings of who is not there any more: found by those of the centre, and handed to another, many at once."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from lxml.html import HtmlElement
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission, StaffRole
from core.auth.posts import may_then
from core.auth.staff import deactivate, end_post
from core.dates import instant_at
from core.errors import Refused
from housing.models import Listing, Viewing
from housing.services.viewings.viewing_hand_overs import hand_over_viewings, viewings_to_hand_over
from housing.services.viewings.viewings import GuestDetails, ViewingDetails, book_viewing
from housing.viewing_facts import Opener
from people.models import Household
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")

DAY = timedelta(days=1)
PAGE = "/viewings/hand-over"
UNATTENDED = "is attended by nobody any more"


@pytest.fixture
def officer(session: Session, client: PageClient) -> User:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    enter(client, session, officer)
    return officer


@pytest.fixture
def leaver(session: Session, officer: User) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, officer.posts[0].centre, name="Nikos Vardakis")


@pytest.fixture
def listing(session: Session, officer: User) -> Listing:
    return rows.add_listing(session, officer.posts[0].centre)


@pytest.fixture
def book(session: Session, officer: User, leaver: User, listing: Listing) -> Callable[..., Viewing]:
    """A viewing of the one who leaves, tomorrow at ten if nothing else is said."""

    def book(hour: int = 10, whose: User | None = None, days: int = 1, flat: Listing | None = None) -> Viewing:
        at = instant_at(TODAY + days * DAY, time(hour))
        details = ViewingDetails(at, timedelta(minutes=30), whose or leaver, Opener.LANDLORD, "", "At the kiosk")
        guest = GuestDetails(rows.add_household(session, listing.centre, f"Family of {hour}"))
        booked_at = min(NOW, at - DAY)
        viewing = book_viewing(session, flat or listing, details, [guest], actor=officer, at=booked_at)
        session.commit()
        return viewing

    return book


def close_account(session: Session, leaver: User) -> None:
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR, leaver.posts[0].centre, name="Anna")
    deactivate(session, leaver, on=TODAY, actor=administrator, at=NOW)


def move_to_another_centre(session: Session, leaver: User) -> None:
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR, leaver.posts[0].centre, name="Anna")
    rows.add_post(session, leaver, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    end_post(session, leaver.posts[0], ends_on=TODAY, actor=administrator)


def leave_before_it(session: Session, leaver: User) -> None:
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR, leaver.posts[0].centre, name="Anna")
    end_post(session, leaver.posts[0], ends_on=TODAY + DAY, actor=administrator)


def stay_until_it_is_over(session: Session, leaver: User) -> None:
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR, leaver.posts[0].centre, name="Anna")
    end_post(session, leaver.posts[0], ends_on=TODAY + 2 * DAY, actor=administrator)


def send(client: PageClient, page: HtmlElement, **more: str) -> str:
    """The form of the page, with what is said otherwise; what the page says that follows."""
    form = next(form for form in page.forms if "csrf_token" in form.fields and form.action == PAGE)
    return client.post(PAGE, data={**dict(form.form_values()), **more}, follow_redirects=True).text


def send_all(client: PageClient, page: HtmlElement, viewings: list[str]) -> str:
    form = next(form for form in page.forms if "csrf_token" in form.fields and form.action == PAGE)
    data = {**dict(form.form_values()), "viewing": viewings}
    return client.post(PAGE, data=data, follow_redirects=True).text


def ticks(page: HtmlElement, path: str = "") -> list[str]:
    return page.xpath(f"//input[@name='viewing']{path}/@value")


@pytest.mark.parametrize(
    ("happens", "is_found"),
    [(close_account, True), (move_to_another_centre, True), (leave_before_it, True), (stay_until_it_is_over, False)],
)
def test_what_nobody_attends_any_more_is_found_on_the_days_board_and_listed(
    client: PageClient, session: Session, officer: User, leaver: User, book: Callable[..., Viewing],
    happens: Callable[[Session, User], None], is_found: bool,
):  # fmt: skip
    viewing = book()
    assert UNATTENDED not in text(client.page("/"))
    happens(session, leaver)
    session.commit()
    board = client.page("/")
    assert (UNATTENDED in text(board), bool(board.xpath(f"//main//a[@href='{PAGE}']"))) == (is_found, is_found)
    assert list(viewings_to_hand_over(session, officer, None, TODAY)) == ([viewing] if is_found else [])


@pytest.mark.parametrize("place", ["centre", "partner", "project", "programme"])
def test_a_post_above_a_centre_counts_there_as_it_does_for_the_person(session: Session, place: str):
    partner = rows.add_partner(session)
    here, elsewhere = (
        rows.add_centre(session, "heraklion", partner),
        rows.add_centre(session, "chania", rows.add_partner(session)),
    )
    where = {"centre": here, "partner": partner, "project": partner.project, "programme": None}[place]
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "elsewhere"))
    rows.add_post(session, user, StaffRole.HOUSING_OFFICER, **({place: where} if where else {}))
    session.flush()
    for centre in (here, elsewhere):
        query = select(may_then(Permission.MAKE_OFFERS, literal(user.id), literal(centre.id), on=TODAY))
        assert session.scalar(query) == user.may(Permission.MAKE_OFFERS, centre.id)
    assert user.may(Permission.MAKE_OFFERS, here.id)


def test_many_go_at_once_and_what_clashes_stays_with_the_reason(
    client: PageClient, session: Session, officer: User, leaver: User, book: Callable[..., Viewing]
):
    first, second, third = book(10), book(12), book(15, days=2)
    far = rows.add_listing(session, first.listing.centre, "Flat in Malia", latitude=35.3312, longitude=25.4910)
    book(12, whose=officer, flat=far)
    close_account(session, leaver)
    session.commit()
    page = client.page(PAGE)
    assert "Eleni Markaki is at the viewing of “Flat in Malia”" in text(page)
    assert ticks(page) == ticks(page, "[@checked]") == [str(first.id), str(third.id)]
    done = client.submit(PAGE, action=PAGE)
    assert "2 viewings are handed over to Eleni Markaki." in text(done)
    session.expire_all()
    assert [one.officer.name for one in (first, second, third)] == ["Eleni Markaki", "Nikos Vardakis", "Eleni Markaki"]
    handed = [event.subject_id for event in events(session) if event.action == "hand-over-viewing"]
    assert sorted(handed) == [first.id, third.id]
    assert [guest.status.value for guest in first.guests] == ["invited"], "nobody is asked anew"


def test_what_is_shortly_before_another_goes_only_where_it_is_ticked(
    client: PageClient, session: Session, officer: User, leaver: User, book: Callable[..., Viewing]
):
    viewing = book(10)
    far = rows.add_listing(session, viewing.listing.centre, "Flat in Malia", latitude=35.3312, longitude=25.4910)
    book(11, whose=officer, flat=far)
    address = f"{PAGE}?from_id={leaver.id}&to_id={officer.id}"
    page = client.page(address)
    assert "30 minutes are between the two, and as the crow flies 31.3 km." in text(page).replace("\xa0", " ")
    assert (len(ticks(page)), ticks(page, "[@checked]")) == (1, [])
    assert "Tick what is to be handed over." in text(client.submit(address, action=PAGE))
    assert "1 viewing stays as it was" in send(client, page, viewing=str(viewing.id))
    session.refresh(viewing)
    assert viewing.officer is leaver
    session.commit()
    assert "1 viewing is handed over to Eleni Markaki." in send(client, page, viewing=ticks(page)[0])
    session.refresh(viewing)
    assert viewing.officer is officer


def test_of_two_leavers_what_is_close_to_each_other_goes_only_where_it_is_ticked(
    client: PageClient, session: Session, officer: User, leaver: User, book: Callable[..., Viewing]
):
    other = rows.add_user(session, StaffRole.HOUSING_OFFICER, officer.posts[0].centre, name="Maria")
    viewing = book(10)
    far = rows.add_listing(session, viewing.listing.centre, "Flat in Malia", latitude=35.3312, longitude=25.4910)
    book(11, whose=other, flat=far)
    book(15, whose=other)
    for user in (leaver, other):
        user.active = False
    session.commit()
    page = client.page(PAGE)
    assert text(page).count("would go along. 30 minutes are between the two") == 2
    assert (len(ticks(page)), len(ticks(page, "[@checked]"))) == (3, 1)
    assert "2 viewings are handed over to Eleni Markaki." in send_all(client, page, ticks(page)[:2])


def test_what_is_over_and_not_written_down_goes_too(
    client: PageClient, session: Session, officer: User, leaver: User, book: Callable[..., Viewing]
):
    viewing = book(10, days=-2)
    close_account(session, leaver)
    session.commit()
    assert "It is over: what came of it is still to be written down." in text(client.page(PAGE))
    client.submit(PAGE, action=PAGE)
    session.refresh(viewing)
    assert viewing.officer is officer
    session.commit()
    assert "1 viewing is over, and nothing is written down" in text(client.page("/"))


def test_of_another_centre_nothing_is_found_and_who_does_not_work_here_takes_nothing(
    client: PageClient, session: Session, officer: User, leaver: User, book: Callable[..., Viewing]
):
    viewing = book()
    chania = rows.add_centre(session, "chania")
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, chania, name="Maria Stranger")
    session.commit()
    address = f"{PAGE}?from_id={leaver.id}"
    page = client.page(address)
    assert "Maria Stranger" not in text(page)
    send(client, page, to_id=str(stranger.id))
    session.refresh(viewing)
    assert viewing.officer is not stranger
    session.commit()
    close_account(session, leaver)
    session.commit()
    enter(client, session, stranger)
    assert UNATTENDED not in text(client.page("/"))
    assert "Nikos Vardakis" not in text(client.page(address))


def test_the_household_reads_who_comes_now_in_the_same_viewing(
    client: PageClient, session: Session, officer: User, leaver: User, book: Callable[..., Viewing]
):
    viewing = book()
    client.submit(f"{PAGE}?from_id={leaver.id}", action=PAGE)
    assert "Eleni Markaki" in text(client.page(f"/viewings?on={TODAY + DAY}"))
    assert session.scalars(select(Viewing.officer_id).where(Viewing.id == viewing.id)).one() == officer.id


def test_of_two_who_give_somebody_the_same_hour_at_once_one_does_and_the_other_reads_why_not(
    session: Session, officer: User, leaver: User, book: Callable[..., Viewing]
):
    handed, flat = book(10), rows.add_listing(session, officer.posts[0].centre, "Flat in Mastabas")
    household = rows.add_household(session, flat.centre, "Rasuli")
    keys = handed.id, flat.id, household.id, officer.id
    session.commit()

    def hand_over(own: Session) -> None:
        viewing_id, _, _, officer_id = keys
        actor = at_work(own, officer_id)
        found = [own.get_one(Viewing, viewing_id)]
        staying = hand_over_viewings(own, found, actor, actor=actor, on=TODAY, at=NOW)
        if staying:
            raise Refused(next(iter(staying.values())))

    def book_another(own: Session) -> None:
        _, listing_id, household_id, officer_id = keys
        actor = at_work(own, officer_id)
        details = ViewingDetails(instant_at(TODAY + DAY, time(10)), timedelta(minutes=30), actor)
        guests = [GuestDetails(own.get_one(Household, household_id))]
        book_viewing(own, own.get_one(Listing, listing_id), details, guests, actor=actor, at=NOW)

    said = at_once(session, hand_over, book_another)
    assert "done" in said
    assert any("Eleni Markaki is at the viewing of" in one for one in said)


def at_work(session: Session, officer_id: int) -> User:
    officer = session.get_one(User, officer_id)
    rows.go_to_work(session, officer)
    return officer

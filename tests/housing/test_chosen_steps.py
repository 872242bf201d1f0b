"""What is done with the listings that were chosen: shown first, with what changed meanwhile."""

from urllib.parse import urlencode

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing
from housing.states import ListingStatus
from tests.housing.chosen_listings import HOSTILE, choice, listings_of_each_status, review, send, states, titles
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.statements import counted
from tests.support.visits import enter, text

pytestmark = [pytest.mark.parametrize("database_url", ["sqlite"], indirect=True), pytest.mark.usefixtures("clock")]


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


@pytest.fixture
def flats(session: Session, centre: Centre) -> dict[str, int]:
    return listings_of_each_status(session, centre)


def test_without_a_reason_nothing_is_withdrawn_and_the_choice_stays(
    officer: PageClient, session: Session, flats: dict[str, int]
):
    page = officer.page("/listings?radius_km=10")
    between = send(officer, choice(page), do="withdraw", which="page")
    again = send(officer, review(between))
    assert "Choose why the advert is withdrawn." in again.xpath("string(//*[@role='alert'])")
    assert titles(again, "fitting") == titles(between, "fitting") == ["candidate", "contacted", "verified"]
    assert all(not today for _status, today in states(session).values())


def test_what_somebody_changed_since_it_was_shown_is_told_and_left_until_it_is_looked_at(
    officer: PageClient, session: Session, flats: dict[str, int]
):
    between = send(officer, choice(officer.page("/listings?radius_km=10")), do="verify", which="page")
    assert titles(between, "fitting") == ["candidate", "contacted"]
    changed = session.get_one(Listing, flats["contacted"])
    changed.title = HOSTILE
    gone = session.get_one(Listing, flats["candidate"])
    session.commit()
    told = send(officer, review(between))
    assert "1 listing is verified." in text(told)
    assert "1 listing was changed by somebody meanwhile and was left as it is" in text(told)
    assert titles(told, "fitting") == [HOSTILE]
    assert states(session) | {"candidate": ("verified", True)} == states(session)
    assert states(session)[HOSTILE] == ("contacted", False)
    assert gone.title == "candidate"
    session.commit()
    done = send(officer, review(told))
    assert "1 listing is verified." in text(done)
    assert states(session)[HOSTILE] == ("verified", True)


def test_who_forgot_the_reason_is_told_too_what_was_changed_meanwhile(
    officer: PageClient, session: Session, flats: dict[str, int]
):
    between = send(officer, choice(officer.page("/listings?radius_km=10")), do="withdraw", which="page")
    session.get_one(Listing, flats["verified"]).title = "Another"
    session.commit()
    told = send(officer, review(between))
    assert told.xpath("//*[@role='alert']")
    assert "1 listing was changed by somebody meanwhile" in text(told)
    assert titles(told, "fitting") == ["candidate", "contacted", "Another"]
    send(officer, review(told), reason="let")
    assert states(session)["Another"][0] == "withdrawn"


def test_what_was_let_meanwhile_is_told_with_the_reason(officer: PageClient, session: Session, flats: dict[str, int]):
    between = send(officer, choice(officer.page("/listings?radius_km=10")), do="confirm", which="page")
    session.get_one(Listing, flats["verified"]).status = ListingStatus.LET
    session.commit()
    told = send(officer, review(between))
    assert titles(told, "fitting") == []
    assert titles(told, "left") == ["verified"]
    assert "2 listings are still to be had, as of today." in text(told)


def test_the_button_pressed_twice_says_the_same_twice(officer: PageClient, session: Session, flats: dict[str, int]):
    between = send(officer, choice(officer.page("/listings?radius_km=10")), do="verify", which="page")
    address, sent = officer.last, MultiDict(review(between).form_values())
    session.commit()
    assert [officer.post(address, data=sent).status_code for _press in range(2)] == [302, 302]
    before = len(events(session))
    session.commit()
    assert officer.post(address, data=sent).status_code == 302
    assert len(events(session)) == before


def test_adverts_of_another_centre_are_neither_shown_nor_done(
    officer: PageClient, session: Session, centre: Centre, flats: dict[str, int]
):
    other = rows.add_listing(session, rows.add_centre(session, "chania"), "Elsewhere", status=ListingStatus.CANDIDATE)
    session.commit()
    for address in ("chosen/contact?", "sheets?", "export?which=ticked&kind=csv&", "export?which=ticked&kind=geojson&"):
        answer = officer.get(f"/listings/{address}listing={other.id}")
        assert (answer.status_code, "Elsewhere" in answer.text, "Poros" in answer.text) == (200, False, False)
    between = send(officer, choice(officer.page("/listings?radius_km=10")), do="contact", which="page")
    told = send(
        officer, review(between), seen=[f"{other.id}:{'0' * 12}", *between.xpath("//input[@name='seen']/@value")]
    )
    assert "1 listing is not there any more, or belongs to another centre." in text(told)
    assert states(session)["Elsewhere"] == ("candidate", True)  # as it was made


@pytest.mark.parametrize("written", ["", "x", "-1", "1,0", "٣", "9" * 40, "1:zz", "0", "<b>", "1 OR 1=1"])
def test_what_is_no_advert_is_none(officer: PageClient, session: Session, flats: dict[str, int], written: str):
    parts = urlencode({"listing": written})
    for address in ("chosen/contact", "chosen", "sheets", "export"):
        assert officer.get(f"/listings/{address}?which=ticked&{parts}", follow_redirects=True).status_code == 200
    token = officer.page("/listings/chosen/contact?which=page").xpath("string(//input[@name='csrf_token']/@value)")
    sent = {"csrf_token": token, "seen": written}
    assert officer.post("/listings/chosen/contact", data=sent).status_code == 302
    assert not any(today for _status, today in states(session).values())


def test_more_than_are_done_at_once_are_refused(officer: PageClient, flats: dict[str, int]):
    parts = urlencode([("listing", str(number)) for number in range(1001)])
    answer = officer.get(f"/listings/chosen/contact?{parts}")
    assert answer.status_code == 409
    assert "At most 1000 listings at once" in answer.text.replace(",", "")


def test_who_may_not_change_adverts_takes_no_step(client: PageClient, session: Session, flats: dict[str, int]):
    enter(client, session, rows.add_user(session, StaffRole.FINANCE_OFFICER, name="Nikos Vardakis"))
    assert client.get("/listings/chosen/contact?which=page").status_code == 403
    assert client.post("/listings/chosen/contact", data={"seen": "1:000000000000"}).status_code in {400, 403}
    assert not any(today for _status, today in states(session).values())


def test_the_button_asks_no_more_often_for_more(officer: PageClient, session: Session, centre: Centre):
    asked = []
    for step in ("contact", "verify"):
        for number in range(10):
            status = ListingStatus.CANDIDATE if step == "contact" else ListingStatus.CONTACTED
            rows.add_listing(session, centre, f"Flat {step} {number}", status=status)
        session.commit()
        between = send(officer, choice(officer.page("/listings")), do=step, which="page")
        with counted() as statements:
            assert officer.post(officer.last, data=MultiDict(review(between).form_values())).status_code == 302
        asked.append(len(statements))
    assert 5 < asked[1] <= asked[0]

"""The steps of an advert as an officer takes them, and the history that tells of them."""

import pytest
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.audit.person_keys import erase_person_key
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.states import ListingStatus
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter, text


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def test_an_officer_takes_the_steps_of_a_listing(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, status=ListingStatus.CANDIDATE)
    session.commit()
    address = f"/listings/{listing.id}"
    steps = (("contact", "Contacted", {}), ("verify", "Verified", {}), ("withdraw", "Withdrawn", {"reason": "let"}))
    for step, status, typed in steps:
        page = officer.submit(address, action=f"{address}/{step}", **typed)
        assert page.xpath("normalize-space(//*[@class='st-lead']/span)") == status
    officer.submit(address, action=f"{address}/reopen")
    assert [one.status for one in rows.stored_listings(session)] == [ListingStatus.CANDIDATE]


def test_why_an_advert_is_withdrawn_is_asked_and_stays(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre)
    session.commit()
    address = f"/listings/{listing.id}"
    for nothing in ({}, {"reason": ""}, {"reason": "unheard-of"}):
        token = officer.page(address).xpath("string(//input[@name='csrf_token']/@value)")
        answer = officer.post(f"{address}/withdraw", data={"csrf_token": token} | nothing)
        assert answer.status_code == 409
        assert "Choose why the advert is withdrawn" in answer.text
    [unchanged] = rows.stored_listings(session)
    assert (unchanged.status, unchanged.withdrawn_for) == (ListingStatus.VERIFIED, None)
    session.commit()
    page = officer.submit(address, action=f"{address}/withdraw", reason="refused")
    assert "“Flat 82 m², Poros” is withdrawn: The landlord refused." in text(page)
    assert "Why it was withdrawn: The landlord refused" in text(page)
    [withdrawn] = rows.stored_listings(session)
    assert (withdrawn.status, withdrawn.withdrawn_for) == (ListingStatus.WITHDRAWN, WithdrawalReason.REFUSED)
    session.commit()
    officer.submit(address, action=f"{address}/reopen")
    assert [one.withdrawn_for for one in rows.stored_listings(session)] == [None]


def test_who_withdraws_a_flat_because_the_landlord_refused_is_led_to_write_down_why(
    officer: PageClient, session: Session, centre: Centre
):
    listing, other, nobodys = (rows.add_listing(session, centre, title=title) for title in ("A <b>", "B", "C"))
    nobodys.landlord = None
    session.commit()
    why = "//*[@role='status']/a[.='Write down why']/@href"
    for flat, reason in ((other, "let"), (nobodys, "refused")):
        page = officer.submit(f"/listings/{flat.id}", action=f"/listings/{flat.id}/withdraw", reason=reason)
        assert page.xpath(why) == []
    page = officer.submit(f"/listings/{listing.id}", action=f"/listings/{listing.id}/withdraw", reason="refused")
    assert "“A <b>” is withdrawn: The landlord refused." in text(page)
    flat = officer.submit(page.xpath(why)[0], refusal="pets")
    assert flat.xpath(f"//h1[.='{listing.title}']")
    page = officer.page(f"/landlords/{listing.landlord_id}")
    assert "Has refused until now: Wants no pets once" in text(page)
    assert page.xpath(f"//section[@aria-labelledby='log']//a[@href='/listings/{listing.id}']")


def told(page: HtmlElement) -> list[tuple[str, str]]:
    """What the history says was done, and from what to what; who and when follows."""
    entries = page.xpath("//*[@aria-labelledby='audit-history']//li[h3]")
    return [(entry.findtext("h3"), ": ".join(entry.xpath("p/br/preceding-sibling::text()"))) for entry in entries]


def test_the_history_of_a_flat_says_which_step_was_taken(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, status=ListingStatus.CANDIDATE)
    session.commit()
    address = f"/listings/{listing.id}"
    for step in ("contact", "verify", "step-back"):
        page = officer.submit(address, action=f"{address}/{step}")
    page = officer.submit(address, action=f"{address}/step-back")
    officer.submit(address, action=f"{address}/withdraw", reason="doubtful")
    page = officer.submit(address, action=f"{address}/reopen")
    assert told(page)[:6] == [
        ("Took a listing to another step", "from “Withdrawn” to “Candidate”"),
        ("Took a listing to another step", "from “Candidate” to “Withdrawn”: Doubtful, perhaps a fraud"),
        ("Took a listing to another step", "from “Contacted” to “Candidate”"),
        ("Took a listing to another step", "from “Verified” to “Contacted”"),
        ("Took a listing to another step", "from “Contacted” to “Verified”"),
        ("Took a listing to another step", "from “Candidate” to “Contacted”"),
    ]


def test_a_history_tells_nothing_that_was_erased(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, status=ListingStatus.CANDIDATE)
    session.commit()
    address = f"/listings/{listing.id}"
    officer.submit(address, action=f"{address}/contact")
    erase_person_key(session, listing.landlord or listing, actor=None, at=rows.NOW)
    session.commit()
    assert "Took a listing to another step" in dict(told(officer.page(address)))
    assert "from “" not in text(officer.page(address))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_step_that_cannot_be_taken_now_is_refused(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, status=ListingStatus.CANDIDATE)
    session.commit()
    token = officer.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    for step, status in (("reopen", 409), ("let", 404), ("offer", 404)):
        answer = officer.post(f"/listings/{listing.id}/{step}", data={"csrf_token": token})
        assert answer.status_code == status
    assert [one.status for one in rows.stored_listings(session)] == [ListingStatus.CANDIDATE]

"""Who speaks for a landlord."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Agent, AgentCapacity, Listing
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_listing, add_user
from tests.support.visits import enter, text


@pytest.fixture
def officer(client: PageClient, session: Session, centre: Centre, listing: Listing) -> PageClient:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def test_an_agent_is_written_down_corrected_and_removed(officer: PageClient, session: Session, listing: Listing):
    address = f"/landlords/{listing.landlord_id}"
    typed = {"name": "Γραφείο Κνωσός", "capacity": "estate-agent", "phone": "2810990002"}
    page = officer.submit(f"{address}/agents/new", **typed)
    assert "Γραφείο Κνωσός 281 099 0002 Estate agent" in text(page)
    agent = session.scalars(select(Agent)).one()
    session.commit()
    page = officer.submit(f"/agents/{agent.id}/edit", status=422, phone="12", email="a")
    assert page.xpath("//input[@aria-invalid]/@name") == ["phone", "email"]
    officer.submit(f"/agents/{agent.id}/edit", capacity="lawyer")
    session.refresh(agent)
    assert agent.capacity is AgentCapacity.LAWYER
    session.commit()
    remove = f"/agents/{agent.id}/remove"
    page = officer.submit(f"/agents/{agent.id}/edit", action=remove)
    assert "Nobody: one speaks with the landlord." in text(page)
    actions = [event.action for event in events(session)]
    assert [action for action in actions if action.endswith("-agent")] == ["add-agent", "change-agent", "remove-agent"]


def test_for_whom_else_the_telephone_speaks_is_said(
    officer: PageClient, session: Session, centre: Centre, listing: Listing
):
    other, foreign = add_listing(session, centre), add_listing(session, add_centre(session, "chania"))
    other.landlord.name, foreign.landlord.name = "Νίκη Βλαχάκη", "Στέλλα Βαρδάκη"
    session.commit()
    for landlord_id in (listing.landlord_id, other.landlord_id):
        officer.submit(f"/landlords/{landlord_id}/agents/new", name="Κνωσός", capacity="manager", phone="2810990002")
    session.add(
        Agent(landlord_id=foreign.landlord_id, name="Κ", capacity=AgentCapacity.OTHER, phone="+302810990002",
              created_at=NOW)
    )  # fmt: skip
    session.commit()
    said = text(officer.page(f"/landlords/{listing.landlord_id}"))
    assert "The same telephone speaks for: Νίκη Βλαχάκη" in said
    assert "Βαρδάκη" not in said


def test_a_telephone_that_is_the_landlords_own_is_asked_about(officer: PageClient, listing: Listing):
    address, asked = f"/landlords/{listing.landlord_id}/agents/new", "The landlord's own telephone is the same"
    typed = {"name": "Γραφείο Κνωσός", "capacity": "estate-agent"}
    assert asked in text(officer.submit(address, **typed, phone="2810 000 001"))
    assert asked not in text(officer.submit(address, **typed, phone="2810 990 002"))


def test_the_agents_of_another_centres_landlord_are_not_changed(officer: PageClient, session: Session):
    elsewhere = add_listing(session, add_centre(session, "chania"))
    session.add(
        Agent(landlord=elsewhere.landlord, name="Κ", capacity=AgentCapacity.OTHER, created_at=elsewhere.created_at)
    )
    session.commit()
    officer.page(f"/landlords/{elsewhere.landlord_id}/agents/new", status=403)
    officer.page("/agents/1/edit", status=403)
    officer.page("/agents/999/edit", status=404)

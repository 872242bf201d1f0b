"""How it went with a landlord, on its page: as the contact log and the leases say."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from housing.models import LandlordTalk
from people.models import Channel, LogEntry, TalkOutcome
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_listing, add_user
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")


def test_answers_and_declarations_are_counted_in_days(client: PageClient, session: Session):
    centre = add_centre(session)
    lease, officer = add_lease(session, centre), add_user(session, StaffRole.HOUSING_OFFICER, centre)
    lease.declaration_number, lease.declared_on = "A-1", date(2026, 11, 22)  # signed two days before
    log = (
        (2, TalkOutcome.NOT_REACHED), (3, TalkOutcome.WAITS), (5, TalkOutcome.AGREED), (9, TalkOutcome.SPOKEN),
        (10, TalkOutcome.NOT_REACHED), (14, TalkOutcome.REFUSED), (20, TalkOutcome.NOT_REACHED),
    )  # fmt: skip
    for day, outcome in log:
        entry = LogEntry(
            happened_on=date(2026, 11, day), spoken_with="K", channel=Channel.PHONE, outcome=outcome, author=officer,
            created_at=NOW,
        )  # fmt: skip
        session.add(LandlordTalk(entry=entry, landlord=lease.landlord))
    address = f"/landlords/{lease.landlord_id}"
    enter(client, session, officer)
    said = text(client.page(address))
    assert "Leases that run1 of 1" in said
    assert "Answers after3 days (middle of 3, at most 4)" in said
    assert "Declares to AADE after2 days (middle of 1, at most 2)" in said


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_a_landlord_nobody_has_called_nothing_is_made_up(client: PageClient, session: Session):
    centre = add_centre(session)
    address = f"/landlords/{add_listing(session, centre).landlord_id}"
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, centre))
    said = text(client.page(address))
    assert "Leases that run0 of 0" in said
    assert "Answers afternot known yet" in said

"""The scene that the portal's tests begin with."""

import pytest
from sqlalchemy.orm import Session

from tests.portal.scene import Scene, add_offer
from tests.support import rows
from tests.support.pages import PageClient


@pytest.fixture
def scene(session: Session, client: PageClient) -> Scene:
    centre = rows.add_centre(session)
    household = rows.add_household(session, centre)
    offer = add_offer(session, household, rows.add_listing(session, centre))
    session.commit()
    rows.speak_english(client)
    return Scene(session, client, centre, household, offer)

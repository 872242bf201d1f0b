"""An officer at work on the pages of the best set of offers: two households, two flats."""

from dataclasses import dataclass
from urllib.parse import urlencode

from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.audit.models import AuditEvent
from core.auth.permissions import StaffRole
from core.dates import DAY, today
from housing.models import Offer
from housing.services.households.needs import NeedsDetails, set_needs
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import TODAY
from tests.support.visits import enter

OFFERS = "/allocation/offers"


@dataclass(frozen=True)
class Scene:
    """An officer at work on two households and two flats."""

    session: Session
    client: PageClient
    centre: int
    households: list[int]
    flats: list[int]

    def page(self) -> HtmlElement:
        return self.client.page("/allocation")

    def offered(self) -> list[tuple[int, int]]:
        found = self.session.execute(select(Offer.household_id, Offer.listing_id).order_by(Offer.id)).all()
        self.session.rollback()
        return [(household_id, listing_id) for household_id, listing_id in found]

    def send(self, action: str, **values: object) -> TestResponse:
        token = self.page().xpath("//input[@name='csrf_token']/@value")[0]
        data = {"centre": self.centre, "answer_by": (today() + DAY).isoformat(), "csrf_token": token} | values
        return self.client.post(action, data=data)

    def review(self, *ticked: int, **values: str) -> HtmlElement:
        """Tick these rows of the plan, and read them over."""
        page = self.page()
        boxes, everything = (page.xpath(f"//input[@name='{name}']/@value") for name in ("pair", "all_pairs"))
        chosen = [("pair", boxes[row]) for row in ticked] + [("all_pairs", one) for one in everything]
        return self.client.page(f"{OFFERS}?{urlencode([('centre', self.centre), *chosen, *values.items()])}")

    def confirm(self, *ticked: int, **values: str) -> HtmlElement:
        """And confirm them."""
        pairs = self.review(*ticked, **values).xpath("//input[@name='pair']/@value")
        return self.client.page(self.send(OFFERS, pair=pairs).location)

    def steps(self) -> list[str]:
        found = self.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
        self.session.rollback()
        return list(found)


def new_scene(session: Session, client: PageClient) -> Scene:
    centre = rows.add_centre(session)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    households = []
    for name, births in (("<b>Haddad</b>", 1), ("Okello", 2)):
        household = rows.add_household(session, centre, name, ("1990-02-01",) * births)
        set_needs(session, household, NeedsDetails(1, "as they say"), on=TODAY, actor=None)
        households.append(household)
    flats = [rows.add_listing(session, centre, f"Flat {name}", rent=f"{name}00.00") for name in "45"]
    scene = Scene(session, client, centre.id, [one.id for one in households], [flat.id for flat in flats])
    enter(client, session, officer)
    session.rollback()
    return scene

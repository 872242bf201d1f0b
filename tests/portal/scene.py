"""A household before its door, with an offer waiting inside."""

from dataclasses import dataclass
from datetime import timedelta

from lxml import html
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import today, utc_now
from core.structure import Centre
from housing.models import Listing, Offer
from housing.states import ListingStatus, OfferStatus
from people.models import Household
from portal.services.links import make_link
from tests.support import rows
from tests.support.pages import PageClient


@dataclass(frozen=True)
class Scene:
    """A household before its door, with an offer waiting inside."""

    session: Session
    client: PageClient
    centre: Centre
    household: Household
    offer: Offer

    @property
    def address(self) -> str:
        return f"/my/offers/{self.offer.id}"

    def link(self, household: Household | None = None, **options: bool) -> str:
        token = make_link(self.session, household or self.household, at=utc_now(), **options, actor=None)
        self.session.commit()
        return f"/link/{token}"

    def come_in(self, household: Household | None = None) -> HtmlElement:
        link = self.link(household)
        return self.client.submit(link, action=link)

    def answer(self) -> OfferStatus:
        self.session.refresh(self.offer)
        self.session.commit()
        return self.offer.status


def add_offer(session: Session, household: Household, listing: Listing) -> Offer:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    listing.status = ListingStatus.OFFERED
    offer = Offer(
        household=household,
        listing=listing,
        status=OfferStatus.OPEN,
        made_by_id=officer.id,
        offered_at=rows.NOW,
        answer_by=today() + timedelta(days=3),
        monthly_rent=listing.monthly_rent,
        common_charges=listing.common_charges,
        monthly_subsidy=listing.monthly_rent,
        household_pays=listing.common_charges,
    )
    session.add(offer)
    session.flush()
    return offer


def post(scene: Scene, path: str, status: int) -> HtmlElement:
    """Press a button that no page shows."""
    token = scene.client.page("/my/signed-out").xpath("string(//input[@name='csrf_token']/@value)")
    response = scene.client.post(path, data={"csrf_token": token})
    assert response.status_code == status
    return html.document_fromstring(response.text)

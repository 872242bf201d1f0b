"""What households see and do, and what stays hidden from them."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from lxml import html
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.dates import today, utc_now
from core.documents.files import FileStore
from core.documents.picture import make_picture
from core.documents.services import withdraw_document
from core.structure import Centre
from housing.models import Listing, ListingPhoto, Offer
from housing.services.photos import add_photos, describe_photo, photos_of
from housing.states import ListingStatus, OfferStatus
from people.models import Household
from portal.models import HouseholdLink
from portal.services.links import make_link
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.photographs import photograph
from tests.support.rows import NOW

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


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


@pytest.fixture
def scene(session: Session, client: PageClient) -> Scene:
    centre = rows.add_centre(session)
    household = rows.add_household(session, centre)
    offer = add_offer(session, household, rows.add_listing(session, centre))
    session.commit()
    rows.speak_english(client)
    return Scene(session, client, centre, household, offer)


def text(page: HtmlElement) -> str:
    return " ".join(page.text_content().split())


def post(scene: Scene, path: str, status: int) -> HtmlElement:
    """Press a button that no page shows."""
    token = scene.client.page("/my/signed-out").xpath("string(//input[@name='csrf_token']/@value)")
    response = scene.client.post(path, data={"csrf_token": token})
    assert response.status_code == status
    return html.document_fromstring(response.text)


def test_looking_at_a_link_uses_nothing_up(scene: Scene):
    link = scene.link()
    for _look in range(3):
        page = scene.client.page(link)
        assert len(page.xpath("//main//button")) == 1
    assert scene.session.scalars(select(HouseholdLink)).one().used_at is None


def test_the_button_opens_the_door_once(scene: Scene):
    link = scene.link()
    page = scene.client.submit(link, action=link)
    assert "€25.00" in text(page)
    assert "used already" in text(scene.client.page(link, status=410))
    post(scene, link, 410)
    scene.client.page("/my")


def test_the_demonstrations_link_opens_again(scene: Scene):
    link = scene.link(reusable=True)
    for _visit in range(2):
        scene.client.submit(link, action=link)
        scene.client.submit("/my", action="/my/sign-out")


def test_a_wrong_link_says_whom_to_ask(scene: Scene):
    assert "housing officer" in text(scene.client.page("/link/nothing", status=410))


def test_the_secret_leaves_by_no_header_and_stays_in_no_cache(scene: Scene):
    response = scene.client.get(scene.link())
    assert response.headers["Referrer-Policy"] == "strict-origin"
    assert response.headers["Cache-Control"] == "no-store"


def test_without_a_link_nothing_is_shown(scene: Scene):
    for path in ("/my", "/my/money", scene.address, f"{scene.address}/decline", f"{scene.address}/map.js"):
        assert scene.client.get(path).status_code == 403
    post(scene, f"{scene.address}/accept", 403)
    assert scene.answer() == OfferStatus.OPEN


def test_the_offer_tells_what_is_left_to_pay_but_not_the_door(scene: Scene):
    home = scene.offer.listing.dwelling
    scene.come_in()
    page = scene.client.page(scene.address)
    said = text(page)
    assert page.xpath("string(//*[@class='st-you']/*[@class='st-amount'])").startswith("€25.00")
    assert "€450.00" in said
    assert "2 bedrooms" in said
    script = scene.client.get(f"{scene.address}/map.js")
    assert script.mimetype == "text/javascript"
    for hidden in (home.address, str(home.latitude), str(home.longitude), "Lydaki", "2810000001"):
        assert hidden not in page.text_content()
        assert hidden not in script.text


def test_no_neighbourhood_is_shown_where_only_the_town_is_known(scene: Scene, session: Session):
    scene.offer.listing.dwelling.place_precision = "place"
    session.commit()
    scene.come_in()
    assert scene.client.page(scene.address).xpath("//*[contains(@class, 'st-map')]") == []
    assert scene.client.get(f"{scene.address}/map.js").status_code == 404


@dataclass(frozen=True)
class Pictured:
    """The scene with two photographs of the flat; the first is described."""

    scene: Scene
    officer: User
    photos: list[ListingPhoto]

    def addresses(self, photo: ListingPhoto) -> tuple[str, str]:
        return f"{self.scene.address}/photos/{photo.id}", f"{self.scene.address}/photos/{photo.id}/thumbnail"

    def statuses(self, photo: ListingPhoto) -> set[int]:
        return {self.scene.client.get(address).status_code for address in self.addresses(photo)}


@pytest.fixture
def pictured(scene: Scene, settings: Settings) -> Pictured:
    officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre)
    pictures = [make_picture(photograph(number), f"{number}.png") for number in range(2)]
    listing, store = scene.offer.listing, FileStore.of(settings)
    add_photos(scene.session, listing, pictures, store=store, actor=officer, at=NOW)
    photos = photos_of(scene.session, listing, officer)
    describe_photo(scene.session, photos[0], description="The kitchen", actor=officer)
    scene.session.commit()
    return Pictured(scene, officer, photos)


def test_the_family_sees_the_rooms_before_it_answers(pictured: Pictured):
    client = pictured.scene.client
    pictured.scene.come_in()
    page = client.page(pictured.scene.address)
    images = page.xpath("//main//ul[@class='st-photos']//img")
    first, second = pictured.photos
    assert [image.get("alt") for image in images] == ["The kitchen", "Photograph 2 of the home"]
    assert [image.get("src") for image in images] == [pictured.addresses(first)[0], pictured.addresses(second)[1]]
    for address in (*pictured.addresses(first), *pictured.addresses(second)):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype, answer.data[:2]) == (200, "image/jpeg", b"\xff\xd8")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_another_household_and_who_is_not_inside_get_no_photograph(pictured: Pictured):
    scene, photo = pictured.scene, pictured.photos[0]
    assert pictured.statuses(photo) == {403}
    other = rows.add_household(scene.session, scene.centre, "Rasuli")
    add_offer(scene.session, other, rows.add_listing(scene.session, scene.centre, "Another flat"))
    scene.session.commit()
    scene.come_in(other)
    assert pictured.statuses(photo) == {404}


def test_the_photographs_of_another_home_are_not_behind_the_offer(pictured: Pictured):
    scene = pictured.scene
    scene.offer.listing = rows.add_listing(scene.session, scene.centre, "Another flat")
    scene.session.commit()
    scene.come_in()
    assert pictured.statuses(pictured.photos[0]) == {404}


def test_a_removed_photograph_is_served_to_nobody(pictured: Pictured):
    scene, (first, second) = pictured.scene, pictured.photos
    withdraw_document(scene.session, first, actor=pictured.officer, at=NOW)
    scene.session.commit()
    scene.come_in()
    assert (pictured.statuses(first), pictured.statuses(second)) == ({404}, {200})
    assert [image.get("alt") for image in scene.client.page(scene.address).xpath("//main//img")] == [
        "Photograph 1 of the home"
    ]


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (OfferStatus.OPEN, {200}),
        (OfferStatus.ACCEPTED, {200}),
        (OfferStatus.SIGNED, {200}),
        (OfferStatus.DECLINED, {404}),
        (OfferStatus.WITHDRAWN, {404}),
        (OfferStatus.EXPIRED, {404}),
    ],
)
def test_the_rooms_are_shown_while_the_home_can_be_theirs(pictured: Pictured, status: OfferStatus, shown: set[int]):
    scene = pictured.scene
    scene.offer.status = status
    scene.session.commit()
    scene.come_in()
    assert pictured.statuses(pictured.photos[0]) == shown
    assert bool(scene.client.page(scene.address).xpath("//main//img")) == (shown == {200})


@pytest.mark.parametrize(
    ("deposit", "said"), [(Decimal("450.00"), "€450.00"), (Decimal("0.00"), "€0.00"), (None, None)]
)
def test_the_deposit_is_said_before_the_answer(scene: Scene, deposit: Decimal | None, said: str | None):
    scene.offer.listing.deposit = deposit
    scene.session.commit()
    scene.come_in()
    line = scene.client.page(scene.address).xpath("//div[dt[starts-with(., 'Deposit')]]/dd")
    assert [text(figure) for figure in line] == ([said] if said else [])


def test_saying_yes_keeps_the_flat(scene: Scene):
    scene.come_in()
    page = scene.client.submit(scene.address, action=f"{scene.address}/accept")
    assert scene.answer() == OfferStatus.ACCEPTED
    assert not page.xpath("//form[contains(@action, 'accept')]")
    assert scene.offer.listing.title not in text(page)


def test_saying_no_takes_a_reason(scene: Scene):
    scene.come_in()
    address = f"{scene.address}/decline"
    assert scene.client.submit(address, status=422, words="").xpath("//*[@id='reason-error']")
    page = scene.client.submit(address, status=422, reason="other", words="")
    assert page.xpath("//*[@id='words-error']")
    assert page.xpath("//input[@value='other'][@checked]")
    assert scene.answer() == OfferStatus.OPEN
    scene.client.submit(address, reason="too-far", words=HOSTILE)
    assert scene.answer() == OfferStatus.DECLINED
    assert (scene.offer.decline_reason, scene.offer.decline_words) == ("too-far", HOSTILE)


def test_what_changed_meanwhile_is_said_and_changes_nothing(scene: Scene):
    scene.come_in()
    scene.offer.status = OfferStatus.WITHDRAWN
    scene.session.commit()
    assert "This offer was withdrawn" in text(post(scene, f"{scene.address}/accept", 409))
    assert scene.answer() == OfferStatus.WITHDRAWN
    assert "This offer is closed" in text(scene.client.page(scene.address))


def test_after_the_last_day_there_is_no_button(scene: Scene):
    scene.come_in()
    scene.offer.answer_by = today() - timedelta(days=1)
    scene.session.commit()
    assert not scene.client.page(scene.address).xpath("//form[contains(@action, 'accept')]")
    assert "time to answer" in text(post(scene, f"{scene.address}/accept", 409))


def test_nobody_sees_or_answers_anothers_offer(scene: Scene):
    other = rows.add_household(scene.session, scene.centre, "Rasuli")
    scene.session.commit()
    scene.come_in(other)
    for path in (scene.address, f"{scene.address}/decline", f"{scene.address}/map.js"):
        assert scene.client.get(path).status_code == 404
    post(scene, f"{scene.address}/accept", 404)
    assert scene.answer() == OfferStatus.OPEN
    assert "We are looking for a home" in text(scene.client.page("/my"))


def test_the_staffs_pages_stay_closed_to_a_household(scene: Scene):
    scene.come_in()
    for path in ("/", "/households", "/offers", f"/households/{scene.household.id}", "/listings"):
        assert scene.client.get(path).location.startswith("/sign-in")


def test_coming_in_signs_the_staff_out(scene: Scene):
    officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre)
    scene.session.commit()
    rows.sign_in(scene.client, officer)
    scene.come_in()
    assert scene.client.get("/households").location.startswith("/sign-in")


def test_signing_out_closes_the_door(scene: Scene):
    scene.come_in()
    scene.client.submit("/my", action="/my/sign-out")
    assert scene.client.get("/my").status_code == 403


def test_an_officer_makes_a_link_that_is_shown_once(scene: Scene, app: Flask):
    officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre)
    scene.session.commit()
    rows.sign_in(scene.client, officer)
    address = f"/households/{scene.household.id}"
    page = scene.client.submit(address, action=f"{address}/link")
    link = page.xpath("string(//input[@readonly]/@value)").removeprefix("http://localhost")
    assert link not in scene.client.get(address).text
    family = app.test_client()
    assert isinstance(family, PageClient)
    assert "A home for you" in text(family.submit(link, action=link))


def test_links_are_made_by_officers_of_the_centre_only(scene: Scene, app: Flask):
    chania = rows.add_centre(scene.session, "chania")
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, chania)
    finance = rows.add_user(scene.session, StaffRole.FINANCE_OFFICER)
    scene.session.commit()
    for user in (stranger, finance):
        client = app.test_client()
        assert isinstance(client, PageClient)
        rows.sign_in(client, user)
        token = client.page("/").xpath("string(//input[@name='csrf_token']/@value)")
        response = client.post(f"/households/{scene.household.id}/link", data={"csrf_token": token})
        assert response.status_code == 403
    assert scene.session.scalars(select(HouseholdLink)).all() == []


def test_a_link_speaks_the_familys_language(scene: Scene):
    scene.household.language = "en"
    scene.session.commit()
    assert scene.come_in().get("lang") == "en"


def is_inside(client: PageClient) -> bool:
    return client.get("/my").status_code == 200


def test_a_new_link_signs_the_household_out_wherever_it_was(scene: Scene):
    scene.come_in()
    assert is_inside(scene.client)
    scene.link()
    assert not is_inside(scene.client)


def test_a_link_of_another_household_signs_nobody_out(scene: Scene):
    scene.come_in()
    scene.link(rows.add_household(scene.session, scene.centre, "Nasser"))
    assert is_inside(scene.client)


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(scene: Scene, app: Flask):
    scene.come_in()
    copy = app.test_client()
    with scene.client.session_transaction() as cookie, copy.session_transaction() as copied:
        copied.update(cookie)
    assert is_inside(copy)
    scene.client.submit("/my", action="/my/sign-out")
    assert not is_inside(copy)


def test_an_officer_signs_a_household_out_everywhere(scene: Scene, app: Flask):
    scene.come_in()
    officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre)
    scene.session.commit()
    browser = app.test_client()
    rows.sign_in(browser, officer)
    page = f"/households/{scene.household.id}"
    assert "Signed out." in text(browser.submit(page, action=f"{page}/sign-out"))
    assert not is_inside(scene.client)
    scene.come_in()
    assert is_inside(scene.client)


@pytest.mark.parametrize(("hours", "stays"), [(7 * 24 - 1, True), (7 * 24, False)])
def test_a_household_stays_inside_for_a_week(scene: Scene, hours: int, stays: bool):
    with time_machine.travel(NOW, tick=False) as clock:
        scene.come_in()
        clock.shift(timedelta(hours=hours))
        assert is_inside(scene.client) == stays

"""What households see and do, and what stays hidden from them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import today
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.leases.leases import sign_lease
from housing.states import ListingStatus, OfferStatus
from housing.wants import Strength
from tests.portal.scene import Scene, post
from tests.support import rows
from tests.support.leases import TERMS
from tests.support.rows import NOW
from tests.support.visits import text

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


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
    [address] = page.xpath("//noscript/img/@src")
    still = scene.client.get(address)
    assert still.mimetype == "image/svg+xml"
    assert "Poros" in still.text
    for hidden in (home.address, str(home.latitude), str(home.longitude), "Lydaki", "2810000001"):
        assert hidden not in page.text_content()
        assert hidden not in script.text
        assert hidden not in still.text


def test_no_neighbourhood_is_shown_where_only_the_town_is_known(scene: Scene, session: Session):
    scene.offer.listing.dwelling.place_precision = "place"
    session.commit()
    scene.come_in()
    assert scene.client.page(scene.address).xpath("//*[contains(@class, 'st-map')]") == []
    assert {scene.client.get(f"{scene.address}/map.{kind}").status_code for kind in ("js", "svg")} == {404}


@pytest.mark.parametrize("status", [OfferStatus.DECLINED, OfferStatus.WITHDRAWN, OfferStatus.EXPIRED])
def test_a_home_that_came_to_nothing_is_on_no_map_any_more(scene: Scene, status: OfferStatus):
    scene.offer.status = status
    scene.session.commit()
    scene.come_in()
    assert scene.client.page(scene.address).xpath("//*[contains(@class, 'st-map')]") == []
    assert {scene.client.get(f"{scene.address}/map.{kind}").status_code for kind in ("js", "svg")} == {404}


def test_a_home_that_another_household_rents_is_on_no_map_any_more(scene: Scene, session: Session):
    scene.offer.status, listing = OfferStatus.SIGNED, scene.offer.listing
    listing.status = ListingStatus.VERIFIED
    other = rows.add_household(session, scene.centre, "Rasuli")
    sign_lease(session, listing, other, TERMS, actor=rows.add_user(session, StaffRole.HOUSING_OFFICER), at=NOW)
    session.commit()
    scene.come_in()
    assert scene.client.page(scene.address).xpath("//*[contains(@class, 'st-map')]") == []
    assert {scene.client.get(f"{scene.address}/map.{kind}").status_code for kind in ("js", "svg")} == {404}


@pytest.mark.parametrize(
    ("deposit", "said"), [(Decimal("450.00"), "€450.00"), (Decimal("0.00"), "€0.00"), (None, None)]
)
def test_the_deposit_is_said_before_the_answer(scene: Scene, deposit: Decimal | None, said: str | None):
    scene.offer.listing.deposit = deposit
    scene.session.commit()
    scene.come_in()
    line = scene.client.page(scene.address).xpath("//div[dt[starts-with(., 'Deposit')]]/dd")
    assert [text(figure) for figure in line] == ([said] if said else [])


def test_the_offer_says_whether_the_home_has_what_they_need(scene: Scene, session: Session):
    scene.come_in()
    assert "What you need" not in text(scene.client.page(scene.address))
    needs = NeedsDetails(1, "A carer", step_free=True, quiet=Strength.MUST)
    set_needs(session, scene.household, needs, on=today(), actor=None)
    scene.offer.listing.dwelling.has_lift, scene.offer.listing.dwelling.quiet = True, None
    session.commit()
    needed = scene.client.page(scene.address).xpath("//h2[.='What you need']/following-sibling::ul[1]/li")
    said = ["you do not have to climb stairs", "we still have to ask whether it is quiet"]
    assert [text(one) for one in needed] == said


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
    assert (scene.offer.decline_reason, scene.offer.answer_words) == ("too-far", HOSTILE)


def test_what_changed_meanwhile_is_said_and_changes_nothing(scene: Scene):
    scene.come_in()
    scene.offer.status = OfferStatus.WITHDRAWN
    scene.session.commit()
    assert "This offer was taken back" in text(post(scene, f"{scene.address}/accept", 409))
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


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_page_of_a_household_ends_with_the_telephone_of_its_centre(scene: Scene, session: Session):
    scene.centre.phone = "+302810990000"
    session.commit()
    assert not scene.client.page("/my", status=403).xpath("//a[starts-with(@href, 'tel:')]")
    scene.come_in()
    for path, status in (("/my", 200), (scene.address, 200), ("/my/money", 200), ("/my/offers/99", 404)):
        [link] = scene.client.page(path, status=status).xpath("//main//a[starts-with(@href, 'tel:')]")
        assert (link.get("href"), " ".join(link.text_content().split())) == (
            "tel:+302810990000",
            "Call your centre 281 099 0000",
        )
    scene.centre.phone = None
    session.commit()
    assert not scene.client.page("/my").xpath("//a[starts-with(@href, 'tel:')]")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_question_that_is_not_answered_is_named_without_its_mark(scene: Scene):
    scene.come_in()
    page = scene.client.submit(f"{scene.address}/decline", status=422, words="")
    assert page.xpath("//*[@class='st-errors']//li/a/text()") == ["Why not: Choose a reason"]

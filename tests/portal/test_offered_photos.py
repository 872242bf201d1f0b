"""The photographs behind an offer: for the household to whom it is made, while the home can be theirs."""

from dataclasses import dataclass

import pytest

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.documents.files import FileStore
from core.documents.picture import make_picture
from core.documents.services import withdraw_document
from housing.models import ListingPhoto
from housing.services.listings.photos import add_photos, describe_photo, photos_of
from housing.states import OfferStatus
from tests.portal.scene import Scene, add_offer
from tests.support import rows
from tests.support.photographs import photograph
from tests.support.rows import NOW


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
    assert [
        image.get("alt") for image in scene.client.page(scene.address).xpath("//main//img[not(ancestor::noscript)]")
    ] == ["Photograph 1 of the home"]


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

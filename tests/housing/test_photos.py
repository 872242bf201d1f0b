"""Photographs of a home: brought, described, put in order, removed, and shown to those who see the flat."""

from contextlib import nullcontext
from io import BytesIO

import pytest
from lxml import html
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.documents.content import check_file
from core.documents.files import FileStore
from core.documents.picture import make_picture
from core.documents.services import content_of, thumbnail_of, withdraw_document
from core.documents.sweep import sweep
from core.errors import Forbidden, NotFound, Refused
from housing.models import Listing, ListingPhoto
from housing.services.listings import photos
from housing.services.listings.photos import MOST_PHOTOS, add_photos, photos_of
from people.demo import EMPTY_PAGE
from people.models import HouseholdDocument
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.photographs import photograph
from tests.support.rows import NOW


@pytest.fixture(scope="module")
def pictures():
    return [make_picture(photograph(number), f"{number}.png") for number in range(3)]


@pytest.fixture
def store(settings: Settings) -> FileStore:
    return FileStore.of(settings)


@pytest.fixture
def listing(session: Session) -> Listing:
    return rows.add_listing(session, rows.add_centre(session))


@pytest.fixture
def officer(session: Session, listing: Listing) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre)


@pytest.fixture
def three(session: Session, listing: Listing, officer: User, store: FileStore, pictures) -> list[ListingPhoto]:
    add_photos(session, listing, pictures, store=store, actor=officer, at=NOW)
    return photos_of(session, listing, officer)


def names(session: Session, listing: Listing, actor: User) -> list[str]:
    return [photo.name for photo in photos_of(session, listing, actor)]


def test_photographs_are_kept_in_the_order_in_which_they_came(
    session: Session, listing: Listing, officer: User, three, store
):
    assert names(session, listing, officer) == ["0.jpg", "1.jpg", "2.jpg"]
    assert all(content_of(photo, store).startswith(b"\xff\xd8") for photo in three)
    assert all(thumbnail_of(photo, store).startswith(b"\xff\xd8") for photo in three)


def test_the_same_photograph_is_there_once(session: Session, listing: Listing, officer: User, three, store, pictures):
    assert add_photos(session, listing, pictures[:1], store=store, actor=officer, at=NOW) == 0
    assert len(photos_of(session, listing, officer)) == 3


def test_every_advert_of_the_home_shows_them(session: Session, listing: Listing, officer: User, three):
    again = rows.add_listing(session, listing.centre)
    again.dwelling = listing.dwelling
    session.flush()
    assert photos_of(session, again, officer) == three


@pytest.mark.parametrize(
    ("which", "places", "order"),
    [(2, 1, [0, 2, 1]), (0, -1, [1, 0, 2]), (0, 1, [0, 1, 2]), (2, -1, [0, 1, 2]), (2, 2, [2, 0, 1])],
)
def test_a_photograph_is_moved_and_stays_at_the_end(
    session: Session, listing: Listing, officer: User, three, which: int, places: int, order: list[int]
):
    photos.move_photo(session, three[which], places=places, actor=officer)
    assert photos_of(session, listing, officer) == [three[number] for number in order]


def test_a_removed_one_is_gone_with_its_files(
    session: Session, listing: Listing, officer: User, three, store: FileStore
):
    withdraw_document(session, three[0], actor=officer, at=NOW)
    assert photos_of(session, listing, officer) == three[1:]
    assert sweep(session, store) == 2
    assert thumbnail_of(three[1], store)
    with pytest.raises(Refused, match="withdrawn"):
        thumbnail_of(three[0], store)


@pytest.mark.parametrize(
    ("address", "words", "is_refused"),
    [
        ("Ερωφίλης 12", "Η κουζίνα, Ερωφίλης 12", True),
        ("Ερωφίλης 12Α", "erofilis 12a, the kitchen", True),
        ("Ερωφίλης 12", "Η κουζίνα, με θέα στην Ερωφίλης", False),
        ("Ερωφίλης", "Η οδός Ερωφίλης", False),  # a street is no door
        ("", "Η κουζίνα", False),
    ],
)
def test_its_words_do_not_say_the_door_to_the_households_that_read_them(
    session: Session, listing: Listing, officer: User, three, address: str, words: str, is_refused: bool
):
    listing.dwelling.address = address
    with pytest.raises(Refused, match="leave the address out") if is_refused else nullcontext():
        photos.describe_photo(session, three[0], description=words, actor=officer)
    assert (three[0].description == words) is not is_refused


def test_a_removed_one_is_neither_described_nor_moved(session: Session, listing: Listing, officer: User, three):
    shown = three[0]
    session.commit()
    assert shown.withdrawal is None
    with Session(session.get_bind()) as elsewhere:  # while the first looks at it
        gone, remover = elsewhere.get_one(ListingPhoto, shown.id), elsewhere.get_one(User, officer.id)
        withdraw_document(elsewhere, gone, actor=remover, at=NOW)
        elsewhere.commit()
    with pytest.raises(Refused, match="removed already"):
        photos.move_photo(session, shown, places=1, actor=officer)
    with pytest.raises(Refused, match="removed already"):
        photos.describe_photo(session, shown, description="The kitchen", actor=officer)
    with pytest.raises(Refused, match="removed already"):
        photos.get_photo_to_change(session, shown.id, officer)
    assert photos_of(session, listing, officer) == three[1:]


def test_a_home_has_no_more_than_it_can_show(session: Session, listing: Listing, officer: User, three, store, pictures):
    new = [check_file(photograph(number + 3), "a.png") for number in range(MOST_PHOTOS - 2)]
    with pytest.raises(Refused, match="at most 30"):
        add_photos(session, listing, new, store=store, actor=officer, at=NOW)


def test_who_serves_another_centre_sees_none(session: Session, three, store: FileStore):
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    with pytest.raises(Forbidden):
        photos.get_photo(session, three[0].id, stranger)
    assert photos_of(session, three[0].listing, stranger) == []


def test_another_document_is_no_photograph(session: Session, listing: Listing, officer: User):
    household = rows.add_household(session, listing.centre)
    paper = HouseholdDocument(household=household, kind="other", name="a.pdf", media_type="application/pdf")
    paper.size, paper.address, paper.added_at = len(EMPTY_PAGE), "ab" * 32, NOW
    session.add(paper)
    session.flush()
    with pytest.raises(NotFound):
        photos.get_photo(session, paper.id, officer)


# --- pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def inside(client: PageClient, session: Session, listing: Listing, officer: User) -> PageClient:
    session.commit()
    rows.sign_in(client, officer)
    return client


def send(client: PageClient, listing: Listing, *files: tuple[bytes, str], status: int = 302):
    path = f"/listings/{listing.id}/photos"
    token = client.page(path).xpath("string(//input[@name='csrf_token']/@value)")
    answer = client.post(
        path, data={"csrf_token": token, "file": [(BytesIO(content), name) for content, name in files]}
    )
    assert answer.status_code == status, answer.text
    return answer


def ids(session: Session) -> list[int]:
    found = list(session.scalars(select(ListingPhoto.id).order_by(ListingPhoto.id)))
    session.commit()
    return found


def shown(page: HtmlElement) -> list[str]:
    return page.xpath("//ul[contains(@class, 'st-photos')]//img/@alt")


def test_an_officer_brings_several_and_says_what_each_shows(inside: PageClient, session: Session, listing: Listing):
    answer = send(inside, listing, (photograph(1), "IMG_1.png"), (photograph(2, "JPEG"), "IMG_2.jpg"))
    first, second = ids(session)
    assert answer.location == f"/photos/{first}/edit"
    page = inside.submit(answer.location, description="Η κουζίνα")
    assert page.xpath("//main//img/@src") == [f"/photos/{second}"]
    page = inside.submit(f"/photos/{second}/edit", description="The balcony")
    assert page.findtext(".//h1") == "Photographs"
    assert shown(inside.page(f"/listings/{listing.id}")) == ["Η κουζίνα", "The balcony"]
    page = inside.submit(f"/listings/{listing.id}/photos", action=f"/photos/{second}/move", to="front")
    assert shown(inside.page(f"/listings/{listing.id}")) == ["The balcony", "Η κουζίνα"]
    inside.submit(f"/photos/{second}/remove", action=f"/photos/{second}/remove")
    assert shown(inside.page(f"/listings/{listing.id}")) == ["Η κουζίνα"]
    actions = [event.action for event in events(session)]
    assert [actions.count(verb) for verb in ("add-document", "describe-photo", "move-photo", "withdraw-document")] == [
        2,
        2,
        1,
        1,
    ]


def test_a_page_that_still_shows_a_removed_one_changes_nothing(inside: PageClient, session: Session, listing: Listing):
    send(inside, listing, (photograph(1), "a.png"), (photograph(2), "b.png"))
    first, second = ids(session)
    token = inside.page(f"/listings/{listing.id}/photos").xpath("string(//input[@name='csrf_token']/@value)")
    inside.submit(f"/photos/{first}/remove", action=f"/photos/{first}/remove")
    for path, field in ((f"/photos/{first}/move", "to"), (f"/photos/{first}/edit", "description")):
        answer = inside.post(path, data={"csrf_token": token, field: "front"})
        assert (answer.status_code, "This photograph was removed already." in answer.text) == (409, True)


def test_a_photograph_comes_as_a_picture_that_can_do_nothing_else(
    inside: PageClient, session: Session, listing: Listing
):
    send(inside, listing, (photograph(), "a.png"))
    (photo,) = ids(session)
    for path in (f"/photos/{photo}", f"/photos/{photo}/thumbnail"):
        answer = inside.get(path)
        assert (answer.mimetype, answer.data[:2]) == ("image/jpeg", b"\xff\xd8")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        pytest.param(
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.png", "Choose photographs", id="svg"
        ),
        pytest.param(EMPTY_PAGE, "a.jpg", "Choose photographs", id="paper"),
        pytest.param(photograph()[:60], "a.png", "damaged", id="half"),
        pytest.param(b"", "a.png", "empty", id="nothing"),
    ],
)
def test_what_is_no_photograph_is_refused_and_nothing_is_kept(
    inside: PageClient, session: Session, listing: Listing, content: bytes, name: str, why: str
):
    answer = send(inside, listing, (photograph(), "good.png"), (content, name), status=422)
    assert why in answer.text
    assert ids(session) == []


def test_each_file_that_is_refused_is_named_with_its_own_reason(inside: PageClient, session: Session, listing: Listing):
    answer = send(
        inside, listing, (EMPTY_PAGE, "paper.jpg"), (photograph(), "good.png"), (photograph()[:60], "half.png"),
        status=422,
    )  # fmt: skip
    said = " ".join(html.document_fromstring(answer.text).xpath("string(//*[@id='file-error'])").split())
    assert "“paper.jpg”: Choose photographs" in said
    assert "“half.png”: A photograph cannot be read: it is damaged." in said
    assert "good.png" not in said
    assert ids(session) == []


def test_without_a_file_the_page_says_so(inside: PageClient, listing: Listing):
    page = inside.submit(f"/listings/{listing.id}/photos", file=(BytesIO(), ""), status=422)
    assert "Choose one photograph or more" in page.text_content()


def test_a_photograph_is_not_replaced_by_something_else(inside: PageClient, session: Session, listing: Listing):
    send(inside, listing, (photograph(), "a.png"))
    (photo,) = ids(session)
    page = inside.submit(f"/documents/{photo}/replace", kind="other", file=(BytesIO(EMPTY_PAGE), "a.pdf"), status=422)
    assert "A photograph is not replaced" in page.text_content()

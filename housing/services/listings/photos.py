"""Photographs of homes: added, described, put in order, removed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.db import lock_row
from core.documents.content import CheckedFile
from core.documents.files import FileStore
from core.documents.models import Document, DocumentKind
from core.documents.services import add_document, address_of, current, get_document, get_document_to_change
from core.errors import NotFound, Refused
from core.search_keys import search_key
from core.text import N_, Sentence
from housing.models import Listing, ListingPhoto, Offer
from housing.services.offers.offer_queries import shows_home

MOST_PHOTOS = 30  # of one home
NO_SUCH_PHOTO = Sentence(N_("There is no such photograph."))
NAMES_DOOR = Sentence(N_("Households read this too: leave the address out. They get it before the viewing."))
REMOVED = Sentence(N_("This photograph was removed already."))


def photos_of(session: Session, listing: Listing, actor: User) -> list[ListingPhoto]:
    """The photographs of the home, whichever of its adverts they came with, in their order."""
    return photos_of_homes(session, [listing.dwelling_id], actor)[listing.dwelling_id]


def photos_of_homes(session: Session, homes: Collection[int], actor: User) -> Mapping[int, list[ListingPhoto]]:
    """The same of many homes, by the key of each."""
    return _of_homes(session, homes, actor.sees(Listing.centre_id))


def photos_offered(session: Session, offer: Offer, *, on: date) -> list[ListingPhoto]:
    """What the household sees of the home that its centre offers it; nothing more once that has come to nothing."""
    if not shows_home(session, offer, on=on):
        return []
    home = offer.listing.dwelling_id
    return _of_homes(session, [home], Listing.centre_id == offer.listing.centre_id)[home]


def get_offered_photo(session: Session, offer: Offer, photo_id: int, *, on: date) -> ListingPhoto:
    """One of the photographs that the household sees."""
    for photo in photos_offered(session, offer, on=on):
        if photo.id == photo_id:
            return photo
    raise NotFound(NO_SUCH_PHOTO)


def get_photo(session: Session, photo_id: int, actor: User) -> ListingPhoto:
    """The photograph, for those who may look at its flat."""
    return _as_photo(get_document(session, photo_id, actor))


def get_photo_to_change(session: Session, photo_id: int, actor: User) -> ListingPhoto:
    """The photograph, for those who may change its flat. Raises Refused once it is removed."""
    photo = _as_photo(get_document_to_change(session, photo_id, actor))
    _refuse_removed(photo)
    return photo


def add_photos(
    session: Session, listing: Listing, pictures: Sequence[CheckedFile], *, store: FileStore, actor: User, at: datetime
) -> int:  # fmt: skip
    """Put photographs behind those that the home has, and say how many; one that is there already is left out."""
    lock_row(session, listing.dwelling)
    there = photos_of(session, listing, actor)
    known = {photo.address for photo in there}
    new = {address_of(picture.content): picture for picture in pictures}
    missing = [picture for address, picture in new.items() if address not in known]
    if len(there) + len(missing) > MOST_PHOTOS:
        raise Refused(
            Sentence(N_("A home has at most %(most)s photographs. Remove some first."), {"most": MOST_PHOTOS}),
            field="file",
        )
    next_position = there[-1].position + 1 if there else 0
    for position, picture in enumerate(missing, start=next_position):
        photo = ListingPhoto(listing=listing, position=position)
        add_document(session, photo, picture, kind=DocumentKind.OTHER, store=store, actor=actor, at=at)
    return len(missing)


def describe_photo(session: Session, photo: ListingPhoto, *, description: str, actor: User) -> None:
    """Say what it shows, for those who do not see it."""
    lock_row(session, photo)
    _refuse_removed(photo)
    if _names_door(photo.listing.dwelling.address, description):
        raise Refused(NAMES_DOOR, field="description")
    photo.description = description
    record(session, "describe-photo", photo, actor=actor)


def move_photo(session: Session, photo: ListingPhoto, *, places: int, actor: User) -> None:
    """Bring it forward by so many places, or back by a negative number; at either end it stays there."""
    lock_row(session, photo.listing.dwelling)
    photos = photos_of(session, photo.listing, actor)
    if photo not in photos:
        raise Refused(REMOVED)
    place = photos.index(photo)
    photos.remove(photo)
    photos.insert(max(place - places, 0), photo)
    for position, each in enumerate(photos):
        each.position = position
    record(session, "move-photo", photo, actor=actor)


def undescribed(session: Session, listing: Listing, actor: User) -> ListingPhoto | None:
    """The first photograph that nobody has described."""
    return next((photo for photo in photos_of(session, listing, actor) if not photo.description), None)


def _of_homes(session: Session, homes: Collection[int], seen: ColumnElement[bool]) -> Mapping[int, list[ListingPhoto]]:
    of_homes = (
        select(ListingPhoto)
        .join(ListingPhoto.listing)
        .where(Listing.dwelling_id.in_(homes), seen)
        .options(joinedload(ListingPhoto.withdrawal))
    )
    in_order = current(of_homes).order_by(None).order_by(ListingPhoto.position, ListingPhoto.id)
    found: dict[int, list[ListingPhoto]] = {home: [] for home in homes}
    for photo, home in session.execute(in_order.add_columns(Listing.dwelling_id)):
        found[home].append(photo)
    return found


def _names_door(address: str, description: str) -> bool:
    """Whether the words say street and number, in whichever letters and order."""
    words = search_key(address).split()
    return any(word[0].isdigit() for word in words) and set(words) <= set(search_key(description).split())


def _refuse_removed(photo: ListingPhoto) -> None:
    if photo.withdrawal is not None:
        raise Refused(REMOVED)


def _as_photo(document: Document) -> ListingPhoto:
    if not isinstance(document, ListingPhoto):
        raise NotFound(NO_SUCH_PHOTO)
    return document

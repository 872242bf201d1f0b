"""Adverts of a file become listings: new ones are added, known ones brought up to date; twice changes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from core.audit import record
from core.auth.models import User
from core.db import in_parts
from core.importing.findings import Fault
from core.importing.statuses import RowStatus
from core.row_imports import SingleRowImport
from core.text import N_, Sentence
from housing.advert import Advert
from housing.importing.advert import AdvertRow, KnownAdverts, identities, rough_keys
from housing.models import Dwelling, Listing
from housing.services.importing.source_marks import remember, repeated
from housing.services.landlords.landlords import Landlords
from housing.services.listings import adverts, listings
from housing.states import GONE, ListingStatus

ELSEWHERE = Sentence(N_("Another centre works on the advert with this reference."))
OVER: Mapping[ListingStatus, Sentence] = {
    ListingStatus.LET: Sentence(
        N_("This home is let here. What the row says is written down, and the advert stays over until it is reopened.")
    ),
    ListingStatus.WITHDRAWN: Sentence(
        N_("This advert was withdrawn here. What the row says is written down, and it stays over until it is reopened.")
    ),
    ListingStatus.EXPIRED: Sentence(
        N_("This advert has run out here. What the row says is written down, and it stays over until it is reopened.")
    ),
}
MERGED = N_(
    "This advert was merged into “%(title)s” here. What the row says is written down, and that one stays as it is."
)
AGAIN = Sentence(
    N_("This advert has run out here, and the row gives it a later last day. Take the row, then reopen the advert.")
)


class AdvertImport(SingleRowImport[AdvertRow]):
    """The adverts of one file; a place that is known is not moved."""

    _known: KnownAdverts[Listing]
    _landlords: Landlords

    def _look_up(self, rows: Sequence[AdvertRow]) -> None:
        """The centres' listings by all that tells them apart, those that are open before the others; and who lets."""
        both = joinedload(Listing.dwelling), joinedload(Listing.landlord)
        found: list[Listing] = []
        for part in in_parts(self._like(rows)):
            found += self._session.scalars(select(Listing).where(Listing.id.in_(part)).options(*both))
        phones = {row.phone for row in rows} | {listing.landlord.phone for listing in found if listing.landlord}
        self._landlords = Landlords(self._session, phones=filter(None, phones))
        self._known = KnownAdverts()
        for listing in sorted(found, key=lambda listing: (listing.status in GONE, listing.id)):
            self._known.add(listing, _identities(listing, self._landlords))

    def _faults(self, rows: Sequence[AdvertRow]) -> Iterator[Fault]:
        query = select(Listing.reference).where(Listing.source == self._source, ~self._own)
        taken = set(self._session.scalars(query.where(Listing.reference.is_not(None))))
        return (Fault(row.row, "reference", "other-centre", ELSEWHERE) for row in rows if row.reference in taken)

    def _doubts(self, rows: Iterable[AdvertRow]) -> Iterator[Fault]:
        """A file reopens no advert: somebody here knows why it is over."""
        for row in rows:
            listing = self._known.find(row)
            if listing is None:
                continue
            leading = listing.same_as or listing
            if leading is not listing and self._says_anew(listing, row) != adverts.as_advert(listing):
                yield Fault(row.row, "", "merged-here", Sentence(MERGED, {"title": leading.title}))
            if leading.status not in OVER:
                continue
            if leading.status is ListingStatus.EXPIRED and _is_later(row.available_until, leading.available_until):
                yield Fault(row.row, "available_until", "to-be-had-again", AGAIN)
            else:
                yield Fault(row.row, "", "over-here", OVER[leading.status])

    def _store(self, advert: Advert, at: datetime) -> RowStatus:
        listing = self._known.find(advert)
        if listing is not None:
            became = self._bring_up_to_date(listing, advert, at)
            remember(listing, advert)
            return became
        listing = listings.new_listing(advert, listings.nearest_centre(self._centres, advert), self._landlords, at=at)
        remember(listing, advert)
        self._session.add(listing)
        return RowStatus.NEW

    def _bring_up_to_date(self, listing: Listing, advert: Advert, at: datetime) -> RowStatus:
        stored, new = adverts.as_advert(listing), self._says_anew(listing, advert)
        if new == stored:
            return RowStatus.UNCHANGED
        adverts.write(listing, new, self._landlords, at)
        if new.point is not None and new.point != stored.point:
            listings.set_place(listing.dwelling, new.point.latitude, new.point.longitude)
        return RowStatus.UPDATED

    def _says_anew(self, listing: Listing, advert: Advert) -> Advert:
        """What is stored, with what the advert says anew; what was corrected here since it last said so stays."""
        stored, before = adverts.as_advert(listing), repeated(listing, advert)
        if (advert.landlord_name or "", advert.phone) in self._landlords.also_known_as(listing.landlord):
            advert = replace(advert, landlord_name=stored.landlord_name, phone=stored.phone)  # as who leads
        return _over(stored, advert, _untouched(stored, advert, listing) | before)

    def _record(self, values: Mapping[str, object], actor: User | None) -> None:
        record(self._session, "import-listings", self._centre, actor=actor, values=values)

    def _like(self, rows: Iterable[AdvertRow]) -> list[int]:
        """The listings of which something agrees with one of these rows; no other can be the same as one."""
        measures = (Dwelling.address, Dwelling.size_m2, Dwelling.floor)
        query = select(Listing.id, Listing.reference, Listing.source_link, *measures).join(Listing.dwelling)
        said = {key for row in rows for key in rough_keys(row)}
        found = self._session.execute(query.where(self._own))
        return [listing.id for listing in found if not said.isdisjoint(rough_keys(listing))]

    @property
    def _own(self) -> ColumnElement[bool]:
        return Listing.centre_id.in_([centre.id for centre in self._centres])


def _is_later(last_day: date | None, than: date | None) -> bool:
    return last_day is not None and than is not None and last_day > than


def _identities(listing: Listing, landlords: Landlords) -> Iterator[str]:
    """All that tells the listing apart, under each telephone of its landlord."""
    advert = adverts.as_advert(listing)
    yield from identities(advert)
    for _, phone in landlords.also_known_as(listing.landlord):
        yield from identities(replace(advert, phone=phone))


def _over(stored: Advert, advert: Advert, untouched: set[str]) -> Advert:
    """What is stored, with what the advert says written over it."""
    said = {field.name: getattr(advert, field.name) for field in fields(Advert)}
    given = {name: value for name, value in said.items() if value is not None and name not in untouched}
    further: Mapping[str, str] = {**stored.further, **advert.further}
    new = replace(stored, **given | {"further": further})
    if (new.landlord_name, new.phone) != (stored.landlord_name, stored.phone):  # whose e-mail and number it was
        return replace(new, email=advert.email, afm=advert.afm)
    return new


def _untouched(stored: Advert, advert: Advert, listing: Listing) -> set[str]:
    """What a file leaves as it is: a known place, what is known of the landlord, and by what its source finds it."""
    names = set() if listing.dwelling.wants_place_now else {"latitude", "longitude"}
    if (stored.landlord_name, stored.phone) == (advert.landlord_name, advert.phone):  # who may give several
        names |= {name for name in ("email", "afm") if getattr(stored, name) is not None}
    if stored.reference is not None or advert.reference is None:
        names |= {"source", "reference"}
    return names

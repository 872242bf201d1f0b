"""One flat and its landlord, as a portal writes them and as another does."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.importing.advert import AdvertRow
from housing.models import LandlordPair, Listing, ListingPair
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.importing.advert_imports import AdvertImport
from housing.services.importing.imports import Stored
from housing.services.listings import listing_life
from housing.services.listings.doubles import look_for_doubles
from housing.states import ListingAction
from tests.support.rows import NOW, TODAY

GREEK = AdvertRow(
    row=1, monthly_rent=Decimal(450), title="Διαμέρισμα", address="Εφέσου 7", area="Πόρος", city="Ηράκλειο",
    size_m2=82, floor=3, landlord_name="Γεώργιος Λυδάκης", phone="+302810990001",
)  # fmt: skip
LATIN = replace(
    GREEK, row=2, title="Apartment", address="Efesou 7", area="Poros", landlord_name="Giwrgos Lydakhs", bedrooms=2,
    source_link="https://example.org/82", monthly_rent=Decimal(460),
)  # fmt: skip


def imported(session: Session, centre: Centre, *adverts: AdvertRow, source: str = "πύλη") -> Stored:
    said = [replace(advert, source=source) for advert in adverts]
    became = Counter(AdvertImport(session, source, [centre]).take(said, actor=None, at=NOW).values())
    look_for_doubles(session, at=NOW)
    return Stored(*(became[kind] for kind in (RowStatus.NEW, RowStatus.UPDATED, RowStatus.UNCHANGED)))


def flat_pair(session: Session) -> ListingPair:
    return session.scalars(select(ListingPair)).one()


def landlord_pair(session: Session) -> LandlordPair:
    return session.scalars(select(LandlordPair)).one()


def withdraw(session: Session, listing: Listing, actor: User) -> None:
    reason = WithdrawalReason.OTHER
    listing_life.move_listing(session, listing, ListingAction.WITHDRAW, reason=reason, on=TODAY, actor=actor)

"""What adverts say of their flats, as they are compared with each other."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from housing.models import Dwelling, Landlord, Listing
from housing.same_flat import AdvertFacts
from housing.states import GONE, ListingStatus
from maps.located import Precision

_EXACT = frozenset({"pin", Precision.ADDRESS})


def facts_of_flats(session: Session, *narrower: ColumnElement[bool]) -> Iterator[tuple[ListingStatus, AdvertFacts]]:
    """One advert for each home, the open one or else the newest. Where only the town is known, no place is given."""
    query = (
        select(Listing.id, Listing.status, Listing.monthly_rent, Landlord.phone_index, Landlord.name, Dwelling)
        .join(Listing.dwelling)
        .outerjoin(Listing.landlord)
        .where(Listing.same_as_id.is_(None), *narrower)
        .order_by(Listing.status.not_in(GONE), Listing.id)
    )
    for row in {row.Dwelling.id: row for row in session.execute(query)}.values():
        point = None if row.Dwelling.is_roughly_placed else row.Dwelling.point
        yield (
            row.status,
            AdvertFacts(
                key=row.id,
                monthly_rent=float(row.monthly_rent),
                address=row.Dwelling.address,
                area=row.Dwelling.area or row.Dwelling.city,
                latitude=point and point.latitude,
                longitude=point and point.longitude,
                is_exact=row.Dwelling.place_precision in _EXACT,
                size_m2=row.Dwelling.size_m2,
                bedrooms=row.Dwelling.bedrooms,
                floor=row.Dwelling.floor,
                phone=row.phone_index,
                landlord=row.name or "",
                atak=row.Dwelling.atak,
                supply_number=row.Dwelling.electricity_supply_number,
            ),
        )

"""An advert that leaves nothing unsaid, and adverts as a file brings them."""

from collections import Counter
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.advert import Advert
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.importing.advert import AdvertRow
from housing.services.importing.advert_imports import AdvertImport
from housing.services.importing.imports import Stored
from tests.support.rows import NOW

RENT = Decimal("450.00")
WHOLE = Advert(
    monthly_rent=RENT,
    reference="A-1",
    title="Flat 82 m²",
    address="Efesou 7",
    area="Poros",
    city="Heraklion",
    postal_code="71306",
    latitude=35.3312,
    longitude=25.1467,
    common_charges=Decimal("25.00"),
    deposit=Decimal("0.00"),
    size_m2=82,
    rent_covers=RentCovers.RENT,
    bedrooms=0,
    bathrooms=1,
    floor=-1,
    top_floor=False,
    lift=False,
    wheelchair=False,
    quiet=True,
    furnished=Furnished.PARTLY,
    heating=Heating.HEAT_PUMP,
    condition=Condition.RENOVATED,
    parking=0,
    year_built=1998,
    energy_class="B+",
    energy_certificate_number="12345/2021",
    energy_certificate_expires_on=date(2031, 5, 31),
    atak="01234567890",
    electricity_supply_number="123456789",
    pets=False,
    available_from=date(2026, 12, 1),
    available_until=date(2027, 5, 31),
    winter_only=True,
    landlord_name="Aikaterini Lydaki",
    phone="+302810990001",
    email="lydaki@example.org",
    afm="123456783",
    source="portal",
    source_link="https://portal.example/1",
    description="By the\nharbour",
    further={"heating": "wood, when it is cold"},
)


def imported(session: Session, centre: Centre, *adverts: Advert, source: str = "portal") -> Stored:
    numbered = [
        AdvertRow(row=number, **values_of(advert) | {"source": source}) for number, advert in enumerate(adverts, 2)
    ]
    became = Counter(AdvertImport(session, source, [centre]).take(numbered, actor=None, at=NOW).values())
    session.flush()
    session.expire_all()
    return Stored(became[RowStatus.NEW], became[RowStatus.UPDATED], became[RowStatus.UNCHANGED])


def values_of(advert: Advert) -> dict[str, object]:
    return {name: getattr(advert, name) for name in Advert.__dataclass_fields__}

"""Homes, apart from the adverts for them."""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnElement, Index, String, literal, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base
from core.findable import SearchKey
from housing.home import Condition, Furnished, Heating
from maps.distance import Point, point_of
from maps.doubts import Doubt
from maps.located import Precision

_WANTS_PLACE = text("latitude IS NULL OR place_precision = 'place'")


class Dwelling(Base):
    """One rentable home and where it stands. Without a point it needs a place before it can be on the map."""

    __tablename__ = "dwelling"
    __table_args__ = (
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_point"),
        CheckConstraint("size_m2 > 0", name="size_positive"),
        CheckConstraint("bedrooms >= 0", name="bedrooms_not_negative"),
        CheckConstraint("bathrooms >= 0", name="bathrooms_not_negative"),
        CheckConstraint("parking >= 0", name="parking_not_negative"),
        Index("ix_dwelling_wants_place", "id", sqlite_where=_WANTS_PLACE, postgresql_where=_WANTS_PLACE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(default="")  # street and number
    area: Mapped[str] = mapped_column(default="")  # neighbourhood or village
    city: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(SearchKey("address", "area", "city"))
    postal_code: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    place_precision: Mapped[str] = mapped_column(default="")  # how the point was found: pin, or a Precision
    place_doubt: Mapped[Doubt | None]  # why its address, when it was last looked up, gave no place
    size_m2: Mapped[int | None]
    bedrooms: Mapped[int | None]
    bathrooms: Mapped[int | None]
    floor: Mapped[int | None]  # 0: ground floor, -1: basement
    top_floor: Mapped[bool | None]
    has_lift: Mapped[bool | None]  # None: not asked
    wheelchair: Mapped[bool | None]  # one gets in, and around
    quiet: Mapped[bool | None]
    furnished: Mapped[Furnished | None]
    heating: Mapped[Heating | None]
    condition: Mapped[Condition | None]
    parking: Mapped[int | None]  # how many cars have a place of their own
    year_built: Mapped[int | None]
    energy_class: Mapped[str | None]
    energy_certificate_number: Mapped[str | None]
    energy_certificate_expires_on: Mapped[date | None]
    atak: Mapped[str | None] = mapped_column(String(11), index=True)  # the home's number at the tax authority
    electricity_supply_number: Mapped[str | None] = mapped_column(index=True)

    @property
    def known_as(self) -> str:
        """Street and place in one line, as far as they are known."""
        return ", ".join(part for part in (self.address, self.area, self.city) if part)

    @property
    def has_street(self) -> bool:
        """Whether somebody finds its door by what is written down, and not its town or village only."""
        return bool(self.address.strip())

    @property
    def point(self) -> Point | None:
        """Where it stands, if that is known."""
        return point_of(self.latitude, self.longitude)

    @property
    def is_roughly_placed(self) -> bool:
        """Whether its point is the middle of its town or village, because nothing nearer is known."""
        return self.point is not None and self.place_precision == Precision.PLACE

    @property
    def wants_place_now(self) -> bool:
        """Whether it stands nowhere yet, or roughly only."""
        return self.point is None or self.is_roughly_placed

    @classmethod
    def wants_place(cls) -> ColumnElement[bool]:
        """`wants_place_now` for queries, in the words of the index."""
        roughly = literal(str(Precision.PLACE), literal_execute=True)
        return or_(cls.latitude.is_(None), cls.place_precision == roughly)

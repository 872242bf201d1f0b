"""Answers of geocoders, kept so that an address is asked once; places of interest."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from maps.amenities import AmenityKind
from maps.distance import Point

LONGEST_LABEL = 500  # characters


class GeocodedAnswer(Base):
    """What a geocoder said to a query; without a place when it found none."""

    __tablename__ = "geocoded_answer"
    __table_args__ = (CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_point"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    query: Mapped[str] = mapped_column(String(500), unique=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    label: Mapped[str] = mapped_column(String(LONGEST_LABEL), default="")
    precision: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    asked_at: Mapped[datetime]


class AmenitySource(Base):
    """Who says where places of interest are, and as of which day. Its next file takes the place of the last."""

    __tablename__ = "amenity_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    dated_on: Mapped[date]
    imported_at: Mapped[datetime]


class Amenity(Base):
    """A school, a clinic, a bus stop …: where a family goes from its home (maps.amenities)."""

    __tablename__ = "amenity"
    __table_args__ = (
        UniqueConstraint("source_id", "reference"),
        # For the nearest of a kind: few rows of few bands lie within a small box (maps.services.nearest).
        Index("ix_amenity_near", "kind", "band", "longitude", "latitude"),
        CheckConstraint("band <= latitude * 100 AND latitude * 100 < band + 1", name="band_of_latitude"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("amenity_source.id"))
    reference: Mapped[str]
    kind: Mapped[AmenityKind]
    name: Mapped[str]  # "" where it has none, as bus stops often do
    name_en: Mapped[str | None]
    band: Mapped[int]  # maps.bands
    latitude: Mapped[float]
    longitude: Mapped[float]

    source: Mapped[AmenitySource] = relationship()

    @property
    def point(self) -> Point:
        """Where it is."""
        return Point(self.latitude, self.longitude)

    def called(self, language: str) -> str:
        """Its name: as it is written there for Greek readers, in Latin letters for others where that is known."""
        return self.name if language == "el" else self.name_en or self.name

"""Answers of geocoders and of services for ways, kept so that each is asked once; whose turn it is; what is where."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from maps.amenities import AmenityKind
from maps.distance import Point

LONGEST_LABEL = 500  # characters


class GeocodedAnswer(Base):
    """What a service said to a query: no place, one, or several of which nobody knows which is meant."""

    __tablename__ = "geocoded_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    query: Mapped[str] = mapped_column(String(500), unique=True)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # maps.answers reads them
    asked_at: Mapped[datetime]


class GeocoderTurn(Base):
    """When the service may be asked again: one row, so that all processes ask it in turn."""

    __tablename__ = "geocoder_turn"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_at: Mapped[datetime]


class TravelAnswer(Base):
    """How long a way takes, as a service said; without minutes where it knew no such way."""

    __tablename__ = "travel_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    query: Mapped[str] = mapped_column(unique=True)  # how, from where, to where (maps.travel_answers)
    minutes: Mapped[int | None]
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
        CheckConstraint("band <= latitude * 1000 AND latitude * 1000 < band + 1", name="band_of_latitude"),
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

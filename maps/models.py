"""Answers of geocoders, kept so that an address is asked once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

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

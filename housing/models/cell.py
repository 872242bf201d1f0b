"""How many adverts stand in which cell of the map, kept by the database itself behind every change of a spot."""

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

KEPT_ZOOMS = (10, 13)  # of the island, and of a town


class ListingCell(Base):
    """A share of what a cell of a centre holds of open adverts: the sum over all its rows is exact.

    Triggers write it (migration 0041), so that no way to change a spot passes it by. On PostgreSQL two who change
    adverts of one cell at once write two rows of it: neither waits for the other.
    """

    __tablename__ = "listing_cell"
    __table_args__ = (Index("ix_listing_cell_by_place", "zoom", "y", "x", "centre_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))
    zoom: Mapped[int]
    y: Mapped[int]  # maps.clusters: the row and the column of the cell
    x: Mapped[int]
    flats: Mapped[int]
    latitudes: Mapped[int] = mapped_column(BigInteger)  # sums, in millionths of a degree
    longitudes: Mapped[int] = mapped_column(BigInteger)
    keys: Mapped[int] = mapped_column(BigInteger)

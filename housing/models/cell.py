"""How many adverts stand in which cell of the map, kept by the database itself behind every change of a spot."""

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

KEPT_ZOOMS = (10, 13)  # of the island, and of a town
ZOOM_OF_KINDS = 10
RENT_STEP, SIZE_STEP = 25, 5  # euros and m²: what people ask for ends mostly at one of them
UNKNOWN = -1  # in place of what nobody knows of a flat


class CellShare:
    """A share of what a cell of a centre holds of open adverts: the sum over all its rows is exact.

    Triggers write it (migrations 0041 and 0049), so that no way to change a spot passes it by. On PostgreSQL two who
    change adverts of one cell at once write two rows of it: neither waits for the other.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))
    y: Mapped[int]  # maps.clusters: the row and the column of the cell
    x: Mapped[int]
    flats: Mapped[int]
    latitudes: Mapped[int] = mapped_column(BigInteger)  # sums, in millionths of a degree
    longitudes: Mapped[int] = mapped_column(BigInteger)
    keys: Mapped[int] = mapped_column(BigInteger)


class ListingCell(CellShare, Base):
    """Whatever stands in a cell."""

    __tablename__ = "listing_cell"
    __table_args__ = (Index("ix_listing_cell_by_place", "zoom", "y", "x", "centre_id"),)

    zoom: Mapped[int]


class ListingCellKind(CellShare, Base):
    """What stands in a cell of one kind: of like rent and size, and with as many bedrooms."""

    __tablename__ = "listing_cell_kind"
    __table_args__ = (
        Index("ix_listing_cell_kind_by_place", "y", "x", "centre_id", "rent_step", "bedrooms", "size_step"),
    )

    rent_step: Mapped[int]  # up to so many steps and above the one before
    bedrooms: Mapped[int]
    size_step: Mapped[int]  # from so many steps and below the next
    cents: Mapped[int] = mapped_column(BigInteger)  # the sum of the rents of a month
    square_metres: Mapped[int] = mapped_column(BigInteger)  # and of the sizes that are known

"""What is kept of the cells of the map is at every moment what counting the adverts would say."""

from collections import defaultdict
from decimal import Decimal
from math import ceil
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.audit import record
from core.structure import Centre
from housing.models import Dwelling, Listing, ListingCell, ListingCellKind, ListingSpot
from housing.models.cell import KEPT_ZOOMS, RENT_STEP, SIZE_STEP, UNKNOWN, ZOOM_OF_KINDS
from housing.states import ListingStatus
from maps.clusters import NOTHING, Tally, cell_of
from maps.distance import Point
from tests.support import rows
from tests.support.many_spots import add_spots
from tests.support.races import at_once

Cell = tuple[int, ...]  # zoom, centre, row, column; and rent, bedrooms and size of the kinds


def kept(session: Session) -> dict[Cell, Tally]:
    session.flush()
    kind = (ListingCellKind.rent_step, ListingCellKind.bedrooms, ListingCellKind.size_step)
    cells, kinds = _sums(session, ListingCell, ListingCell.zoom), _sums(session, ListingCellKind, *kind)
    by_kind = {(ZOOM_OF_KINDS, *place, *kind): tally for (*kind, place), tally in kinds.items()}
    return {(zoom, *place): tally for (zoom, place), tally in cells.items()} | by_kind


def _sums(
    session: Session, model: type[ListingCell] | type[ListingCellKind], *which: InstrumentedAttribute[int]
) -> dict[tuple[Any, ...], Tally]:
    summed = map(func.sum, (model.flats, model.latitudes, model.longitudes, model.keys))
    key = (*which, model.centre_id, model.y, model.x)
    found = session.execute(select(*key, *summed).group_by(*key)).all()
    tallies = {(*row[:-7], tuple(row[-7:-4])): Tally(*map(int, row[-4:])) for row in found}
    return {cell: tally for cell, tally in tallies.items() if tally != NOTHING}


def asked_by_kind(session: Session) -> dict[Cell, tuple[int, int]]:
    """The sums of rents, in cents, and of sizes."""
    session.flush()
    kind = ListingCellKind
    key = kind.centre_id, kind.y, kind.x, kind.rent_step, kind.bedrooms, kind.size_step
    found = session.execute(select(*key, func.sum(kind.cents), func.sum(kind.square_metres)).group_by(*key)).all()
    return {tuple(row[:-2]): (int(row[-2]), int(row[-1])) for row in found if any(row[-2:])}


def asked_by_spot(session: Session) -> dict[Cell, tuple[int, int]]:
    sums: dict[Cell, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for spot in session.scalars(select(ListingSpot).execution_options(populate_existing=True)):
        if spot.is_open and spot.latitude is not None and spot.longitude is not None:
            here = (spot.centre_id, *cell_of(Point(spot.latitude, spot.longitude), ZOOM_OF_KINDS), *_kind_of(spot))
            sums[here] = sums[here][0] + int(100 * spot.monthly_rent), sums[here][1] + (spot.size_m2 or 0)
    return dict(sums)


def counted(session: Session) -> dict[Cell, Tally]:
    session.flush()
    cells: dict[Cell, Tally] = defaultdict(lambda: NOTHING)
    for spot in session.scalars(select(ListingSpot).execution_options(populate_existing=True)):
        if spot.is_open and spot.latitude is not None and spot.longitude is not None:
            point = Point(spot.latitude, spot.longitude)
            here = [(zoom, spot.centre_id, *cell_of(point, zoom)) for zoom in KEPT_ZOOMS]
            kind = (ZOOM_OF_KINDS, spot.centre_id, *cell_of(point, ZOOM_OF_KINDS), *_kind_of(spot))
            for cell in (*here, kind):
                cells[cell] += Tally.of(spot.listing_id, point)
    return dict(cells)


def _kind_of(spot: ListingSpot) -> tuple[int, int, int]:
    bedrooms = UNKNOWN if spot.bedrooms is None else spot.bedrooms
    size = UNKNOWN if spot.size_m2 is None else spot.size_m2 // SIZE_STEP
    return ceil(spot.monthly_rent / RENT_STEP), bedrooms, size


def test_every_step_of_an_adverts_life_is_counted(session: Session, centre: Centre):
    first, second = rows.add_listing(session, centre, "first"), rows.add_listing(session, centre, "second")
    rows.add_listing(session, centre, "placeless", latitude=None, longitude=None)
    assert kept(session) == counted(session)
    assert sum(tally.count for tally in kept(session).values()) == 2 * (len(KEPT_ZOOMS) + 1)

    steps = (
        (first.dwelling, "latitude", 35.5138), (first.dwelling, "longitude", 24.0181),
        (first, "monthly_rent", Decimal("475.01")), (first, "monthly_rent", Decimal("480.00")),
        (first.dwelling, "bedrooms", None),
        (first.dwelling, "size_m2", 84), (first.dwelling, "size_m2", None), (second.dwelling, "bedrooms", 7),
        (first, "status", ListingStatus.LET), (second, "centre", rows.add_centre(session, "chania")),
        (first, "status", ListingStatus.CANDIDATE), (second, "same_as", first),
    )  # fmt: skip
    for row, name, value in steps:
        setattr(row, name, value)
        assert kept(session) == counted(session), name
        assert asked_by_kind(session) == asked_by_spot(session), name
    second.same_as = None
    session.flush()
    first.dwelling.latitude = first.dwelling.longitude = None
    assert kept(session) == counted(session)
    session.delete(second)
    assert kept(session) == counted(session) == {}
    assert session.scalars(select(ListingCellKind.id)).all() == []


def test_of_many_who_come_and_move_at_once_none_is_lost(session: Session, centre: Centre):
    listings = [rows.add_listing(session, centre, f"Flat {i}") for i in range(4)]
    centre_id = centre.id
    homes, adverts = [listing.dwelling_id for listing in listings], [listing.id for listing in listings]
    session.commit()

    def move(own: Session) -> None:
        for home_id in homes:
            own.get_one(Dwelling, home_id, with_for_update=True).latitude = 35.2
            own.flush()
        record(own, "arrange", actor=None)

    def raise_rents(own: Session) -> None:
        for listing_id in adverts:
            own.get_one(Listing, listing_id, with_for_update=True).monthly_rent += 30
            own.flush()
        record(own, "arrange", actor=None)

    def let(own: Session) -> None:
        for listing_id in adverts:
            own.get_one(Listing, listing_id, with_for_update=True).status = ListingStatus.LET
            own.flush()
        record(own, "arrange", actor=None)

    def add(own: Session) -> None:
        rows.add_listing(own, own.get_one(Centre, centre_id), "another")
        record(own, "arrange", actor=None)

    for _ in range(3):
        assert at_once(session, move, let, raise_rents, add, add) == ["done"] * 5
        session.expire_all()
        assert kept(session) == counted(session)
        assert asked_by_kind(session) == asked_by_spot(session)
        session.commit()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_nobody_waits_for_another_who_writes_in_the_same_cell(session: Session, centre: Centre):
    rows.add_listing(session, centre, "there before")
    session.commit()
    engine, held, done = session.get_bind(), Event(), Event()
    assert isinstance(engine, Engine)

    def hold() -> None:
        with Session(engine) as own:
            own.execute(text("UPDATE listing_spot SET latitude = latitude + 0.0001"))
            held.set()
            done.wait(30)
            own.commit()

    other = Thread(target=hold)
    other.start()
    assert held.wait(30)
    session.execute(text("SET lock_timeout = '5s'"))
    rows.add_listing(session, centre, "meanwhile")
    session.commit()
    done.set()
    other.join()
    assert kept(session) == counted(session)


def test_made_in_one_go_they_are_the_same_and_counted_from_then_on(session: Session, centre: Centre):
    first = rows.add_listing(session, centre)
    session.commit()
    add_spots(session, 10_000)
    cells = kept(session)
    assert cells == counted(session)
    first.status = ListingStatus.LET
    assert kept(session) == counted(session) != cells

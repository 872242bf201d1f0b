"""How many adverts have no place yet is known without a look at all the others."""

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing
from housing.placeless import count_without_place
from housing.states import ListingStatus
from maps.located import Precision
from tests.support import rows
from tests.support.many_spots import add_spots


def plan(session: Session, statement: str, parameters: object) -> str:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    explain = f"{'EXPLAIN QUERY PLAN' if is_sqlite else 'EXPLAIN'} {statement}"
    found = session.connection().exec_driver_sql(explain, parameters)
    return "\n".join(str(row[-1]) for row in found)


def test_those_without_a_place_are_counted_by_an_index_of_their_own(session: Session, centre: Centre):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    rows.add_listing(session, centre)
    add_spots(session, 2_000)
    nowhere, roughly, gone = (session.get_one(Listing, key) for key in (5, 6, 7))
    for listing in (nowhere, gone):
        listing.dwelling.latitude = listing.dwelling.longitude = None
    roughly.dwelling.place_precision = Precision.PLACE
    gone.status = ListingStatus.WITHDRAWN
    session.commit()
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    assert count_without_place(session, officer) == 2
    event.remove(Engine, "before_cursor_execute", note)
    assert "ix_dwelling_wants_place" in plan(session, *asked[-1])

"""One row of a file is put right after the other: whoever does so is led on from each to the next."""

from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.paging import ROWS
from core.structure import Centre
from housing.models import FileImportRow
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter

HEADER = "Κωδικός;Τίτλος;Ενοίκιο;Περιοχή;τ.μ.;Τηλέφωνο"
READY, FAULTY, CHEAP = (f"A-{{0}};Διαμέρισμα;{rent};Πόρος;80;2810990{{0:03}}" for rent in ("450", "τηλ.", "45"))


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def send(client: PageClient, *lines: str) -> None:
    file = "\n".join([HEADER, *(line.format(number) for number, line in enumerate(lines))])
    client.submit("/listings/import", file=(BytesIO(file.encode()), "adverts.csv"), source="Portal")


def led_to(client: PageClient, session: Session, number: int, rest: str = "", **cells: str) -> str:
    """Where one comes to from a row."""
    row_id = session.scalar(select(FileImportRow.id).where(FileImportRow.number == number))
    session.commit()
    token = client.page("/imports/1").xpath("string(//input[@name='csrf_token']/@value)")
    answer = client.post(f"/imports/1/rows/{row_id}{rest}", data={"csrf_token": token, **cells})
    page, _, row = answer.location.partition("#")
    assert client.page(page).get_element_by_id(row).tag == "tr"
    return answer.location


def at(number: int, *, show: str = "attention", page: int = 1) -> str:
    return f"/imports/1?show={show}&page={page}#row-{number}"


def test_a_row_that_still_has_faults_is_come_back_to(officer: PageClient, session: Session):
    send(officer, FAULTY, FAULTY, READY)
    assert led_to(officer, session, 3, monthly_rent="much") == at(3)
    assert led_to(officer, session, 4, monthly_rent="460") == at(4, show="ready")
    assert led_to(officer, session, 4, monthly_rent="much") == at(4)


def test_from_a_row_that_is_right_one_comes_to_the_next_that_is_not(officer: PageClient, session: Session):
    send(officer, FAULTY, CHEAP, READY, FAULTY)
    assert led_to(officer, session, 3, "/confirm") == at(5)
    assert led_to(officer, session, 5, monthly_rent="450") == at(2)
    assert led_to(officer, session, 2, monthly_rent="450") == at(2, show="ready")


def test_on_a_later_page_one_stays_there(officer: PageClient, session: Session):
    send(officer, *[FAULTY] * (ROWS + 3))
    assert led_to(officer, session, ROWS + 3, monthly_rent="450") == at(ROWS + 4, page=2)
    assert led_to(officer, session, 2, monthly_rent="450") == at(3)
    assert led_to(officer, session, ROWS + 2, monthly_rent="450") == at(ROWS + 4, page=1)

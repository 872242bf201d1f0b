"""The report of a file that was sent."""

import pytest
from sqlalchemy.orm import Session

from core.importing.reader import read_table
from tests.housing.advert_files import FAULTY, FIRST, HEADER, SECOND, address, send, take, text_file
from tests.support.pages import PageClient


def test_the_report_says_of_every_row_what_became_of_it(signed_in: PageClient, session: Session):
    send(signed_in, text_file(FIRST, FAULTY, ["A-9", "=1+1", *SECOND[2:]]))
    take(signed_in, session, only_ready="1")
    answer = signed_in.get(address(session, "/report.xlsx"))
    table = read_table("report.xlsx", answer.data)
    assert table.header == ("Row", "What became of it", "What was found", *HEADER)
    became = {row.cells[0]: (row.cells[1], row.cells[3:5]) for row in table.rows}
    assert became == {
        2: ("New", ("A-1", "Διαμέρισμα 82 τ.μ.")),
        3: ("With a fault", ("A-3", "Διαμέρισμα")),
        4: ("New", ("A-9", "=1+1")),
    }
    assert "“τηλ.” is not an amount" in table.rows[1].cells[2]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_report_loses_no_cell_of_a_row_that_has_too_many(signed_in: PageClient, session: Session):
    send(signed_in, b"rent;address\n450;Ermou 5;Chania;2nd\n430;Ermou 7\n")
    table = read_table("report.xlsx", signed_in.get(address(session, "/report.xlsx")).data)
    assert [row.cells[3:] for row in table.rows] == [("450", "Ermou 5", "Chania", "2nd"), ("430", "Ermou 7")]

"""Texts far longer than anybody types, sent to hold the service up: none is read for longer than it is long."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.forms import form
from core.importing import cells, measures
from core.phones import read_phone
from core.search_keys import closeness, readings
from maps.coordinates import typed_point
from tests.support import rows
from tests.support.pages import PageClient

LONG = 100_000  # letters; what looks at every pair of them takes minutes
TEXTS = {
    "blanks": "1" + " " * LONG + "x",
    "blanks-behind-a-letter": "a" + " " * LONG + "x",
    "lines": "x" + "\n" * LONG + "x",
    "figures": "1" * LONG + "x",
    "words": "1 " * (LONG // 2) + "x",
    "letters": "χh" * (LONG // 2),
}
READERS: dict[str, Callable[[str], Any]] = {
    "amount": cells.amount,
    "coordinate": measures.coordinate,
    "marks-of-a-form": form._MARK.findall,
    "point": typed_point,
    "search": readings,
    "search-order": closeness,
    "square-metres": measures.square_metres,
    "telephone": read_phone,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_long_text_is_read_in_no_time(read: Callable[[str], Any], text: str):
    begun = time.process_time()
    with suppress(ValueError, cells.Unreadable):  # it may be refused, and soon
        read(text)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("read", "written", "value"),
    [
        (measures.square_metres, "85   τ.μ.", 85),
        (measures.square_metres, "85τ.μ.", 85),
        (measures.coordinate, "35.3387 ° N", 35.3387),
        (measures.coordinate, "35.3387N", 35.3387),
        (cells.amount, "450 € / μήνα", 450),
        (cells.amount, "450/μήνα", 450),
    ],
)
def test_what_people_write_is_read_as_before(read: Callable[[str], Any], written: str, value: object):
    assert read(written) == value


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS)
def test_whatever_is_typed_into_the_search_box_is_looked_for(client: PageClient, session: Session, typed: str):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    rows.sign_in(client, officer)
    token = client.page("/account").xpath("string(//input[@name='csrf_token']/@value)")
    assert client.post("/search", data={"csrf_token": token, "q": typed}).status_code == 200

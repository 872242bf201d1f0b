"""How often a page asks the database: not once more for five times the rows, and the most of all is written here."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from core.session import database
from tests.support.demonstration import Demonstration, Seen

USUAL = 12  # queries are enough for most pages, with what the header asks
WRITTEN_DOWN = 5  # more where it is written down who looked: a transaction, the chain, the entry, what it keeps
# Pages that put more kinds of things together, and how many queries they make at most.
MORE = {
    "core.give_post": 13,
    # Each kind of task asks for its own, and so do one's own households, their next steps and each saved search.
    "core.home": 23,
    # A pair that was chosen is checked by all that may refuse its offer: voids, holds, noes, leases, offers, the line.
    "housing.review_planned": 20,
    # All who wait and all that is free, since when, what was declined and decided, what is left out, and the weights.
    "housing.show_allocation": 14,
    # One section of five: how long steps take asks for seven kinds of rows, the others for two to five.
    "housing.show_figures": 14,
    "housing.show_landlord": 27,  # a whole record: adverts, homes, lets, agents, answers, talks, papers, complaints
    "housing.show_lease": 15,
    # The flat, its pictures, owners, stances, the other adverts of it, and what is near: a query for each box.
    "housing.show_listing": 18,
    "people.show_household": 22,  # a whole file: people, papers, contacts, places, log, agreements, and the panels
    "people.show_person": 17,
    "people.show_timeline": 13,  # each kind of thing that happens asks for its own
    # What to look at before money goes to a landlord: who is paid, whose numbers are the same, households, the staff.
    "subsidies.prepare_award": 14,
    "subsidies.show_award": 20,
}


def test_no_page_asks_more_often_when_there_are_more_rows(
    demonstration: Demonstration, grown_demonstration: Demonstration
) -> None:
    few = _most(_counts(demonstration, demonstration.pages))
    many = _most(_counts(grown_demonstration, demonstration.pages))
    grown = {endpoint: (few[endpoint], asked) for endpoint, asked in many.items() if asked > few[endpoint]}
    assert grown == {}
    most = {endpoint: MORE.get(endpoint, USUAL) + WRITTEN_DOWN for endpoint in many}
    assert {endpoint: asked for endpoint, asked in many.items() if asked > most[endpoint]} == {}


def _counts(demonstration: Demonstration, pages: list[Seen]) -> Iterator[tuple[str, int]]:
    clients = demonstration.clients  # signing in asks as well
    for page in pages:
        if page.endpoint is not None:
            with _counted(demonstration.app) as statements:
                answer = clients[page.role].get(page.address)
            assert answer.status_code == 200, f"{page.address} for {page.role}"
            yield page.endpoint, len(statements)


def _most(counts: Iterator[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for endpoint, asked in counts:
        found[endpoint] = max(asked, found.get(endpoint, 0))
    return found


@contextmanager
def _counted(app: Flask) -> Iterator[list[str]]:
    statements: list[str] = []

    def count(connection: object, cursor: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    with app.app_context():
        engine = database.engine
    event.listen(engine, "before_cursor_execute", count)
    yield statements
    event.remove(engine, "before_cursor_execute", count)

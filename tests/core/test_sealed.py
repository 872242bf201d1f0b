"""Sealed columns and their blind indexes, on both databases."""

import subprocess
import sys

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

import app  # noqa: F401  (knows every package, and so every model)
from core.crypto import CannotOpen, KeyRing, new_key, number_of
from core.db import Base
from core.sealed import BlindIndex, Sealed, SealedJSON, install_keys, keys, matches
from tests.support.keys import TEXT

PHONE = "+302810990001"


class OwnBase(DeclarativeBase):
    """Apart from the service's own tables, which other tests walk through."""


class Card(OwnBase):
    """A table of these tests only."""

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str | None] = mapped_column(Sealed("card.phone"))
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("card.phone"))
    email: Mapped[str | None] = mapped_column(Sealed("card.email"))
    email_index: Mapped[bytes | None] = mapped_column(BlindIndex("card.email", str.casefold))
    note: Mapped[str | None] = mapped_column(Sealed("card.note"))
    facts: Mapped[dict[str, object] | None] = mapped_column(SealedJSON("card.facts"))


@pytest.fixture
def cards(session: Session) -> Session:
    Card.metadata.create_all(session.connection())
    return session


def add(session: Session, **values: object) -> int:
    card = Card(**values)
    session.add(card)
    session.flush()
    session.expunge_all()
    return card.id


def stored(session: Session, column: str) -> bytes:
    return bytes(session.scalar(text(f"SELECT {column} FROM card")))


@pytest.mark.parametrize("phone", [PHONE, "", "Ωμέγα ☎", "a\0b"], ids=ascii)
def test_text_is_sealed_in_the_database_and_read_in_python(cards: Session, phone: str):
    number = add(cards, phone=phone)
    assert cards.get_one(Card, number).phone == phone
    assert number_of(stored(cards, "phone")) == keys().current
    assert phone.encode() not in stored(cards, "phone") or not phone


@pytest.mark.parametrize("facts", [{"status": "πρόσφυγας", "births": ["1990-02-01"], "of": {"n": 2}}, {}, None])
def test_json_is_sealed_whole(cards: Session, facts: dict[str, object] | None):
    number = add(cards, facts=facts)
    assert cards.get_one(Card, number).facts == facts
    assert cards.scalar(select(func.count(Card.facts))) == (facts is not None)


def test_nothing_stays_nothing(cards: Session):
    add(cards)
    assert cards.scalars(select(Card.id).where(Card.phone.is_(None), Card.phone == None)).all()  # noqa: E711
    assert cards.execute(text("SELECT phone, phone_index FROM card")).one() == (None, None)


def test_a_blind_index_finds_the_row_and_no_other(cards: Session):
    number = add(cards, phone=PHONE, email="Anna@Example.org")
    add(cards, phone="+302810990002")
    assert cards.scalars(select(Card.id).where(matches(Card.phone_index, PHONE))).all() == [number]
    assert cards.scalars(select(Card.id).where(matches(Card.email_index, "anna@example.ORG"))).all() == [number]
    assert cards.scalars(select(Card.id).where(matches(Card.email_index, PHONE))).all() == []


def test_the_index_is_set_with_its_value(cards: Session):
    number = add(cards, phone=PHONE)
    card = cards.get_one(Card, number)
    card.phone = "+302810990002"
    cards.flush()
    assert cards.scalars(select(Card.id).where(matches(Card.phone_index, "+302810990002"))).all() == [number]
    card.phone = None
    assert card.phone_index is None


def test_rows_of_every_key_are_found_and_read(cards: Session, own_keys: None):
    old = add(cards, phone=PHONE)
    install_keys(KeyRing.from_text(f"2:{new_key()},{TEXT}"))
    new = add(cards, phone=PHONE)
    query = select(Card.id).where(matches(Card.phone_index, PHONE)).order_by(Card.id)
    assert cards.scalars(query).all() == [old, new]
    assert [cards.get_one(Card, number).phone for number in (old, new)] == [PHONE, PHONE]


def test_what_is_moved_to_another_column_does_not_open(cards: Session):
    number = add(cards, phone=PHONE)
    cards.execute(text("UPDATE card SET email = phone"))
    with pytest.raises(CannotOpen, match=r"^card\.email: sealed under key 1$"):
        cards.get_one(Card, number)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(lambda: Card.phone == PHONE, id="equal"),
        pytest.param(lambda: Card.phone != PHONE, id="different"),
        pytest.param(lambda: Card.phone.in_([PHONE]), id="in"),
        pytest.param(lambda: Card.phone.like("+30%"), id="like"),
        pytest.param(lambda: Card.phone > PHONE, id="greater"),
        pytest.param(lambda: Card.phone == Card.email, id="two-columns"),
        pytest.param(lambda: Card.phone.desc(), id="order"),
        pytest.param(lambda: Card.phone + "1", id="joined"),
        pytest.param(lambda: "1" + Card.phone, id="joined-from-the-left"),
        pytest.param(lambda: Card.facts["status"], id="inside"),
    ],
)
def test_a_sealed_column_answers_no_question_but_whether_it_is_empty(question):
    with pytest.raises(TypeError, match=r"card\.(phone|facts) is sealed: find it by its blind index"):
        question()


def test_only_a_blind_index_is_looked_up():
    with pytest.raises(TypeError, match=r"Card\.id is no blind index"):
        matches(Card.id, PHONE)


@pytest.mark.parametrize("value", [b"+302810990001", 302810990001])
def test_a_sealed_text_takes_text_only(cards: Session, value: object):
    with pytest.raises(StatementError, match=r"card\.note takes text"):
        add(cards, note=value)


def test_without_keys_nothing_is_sealed_by_some_default():
    program = "from core.sealed import keys; keys()"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.stderr.endswith("NoKeys: no data keys are installed in this process\n")


def test_every_sealed_column_is_sealed_for_its_own_place():
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    places = {str(column): column.type.place for column in columns if isinstance(column.type, Sealed)}
    assert {name: place for name, place in places.items() if name != place} == {}


def test_every_blind_index_stands_beside_its_column_and_never_without_it():
    for table in Base.metadata.tables.values():
        checks = {str(check.sqltext) for check in table.constraints if hasattr(check, "sqltext")}
        for column in table.columns:
            if isinstance(column.type, BlindIndex):
                name = column.name.removesuffix("_index")
                assert column.type.place == f"{table.name}.{name}"
                assert isinstance(table.columns[name].type, Sealed)
                always_there = not table.columns[name].nullable and not column.nullable
                assert always_there or f"({name} IS NULL) = ({name}_index IS NULL)" in checks

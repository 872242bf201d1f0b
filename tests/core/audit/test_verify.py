"""Whatever somebody changes in the audit behind the service's back, `verify` finds it and names the first entry.

The hand that changes it is a superuser's: the triggers are gone, and the database is all that it has.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import LargeBinary, Table, delete, insert, literal, select, text, update
from sqlalchemy.orm import Session

from core.audit import record
from core.audit.chain import hash_of, value_place
from core.audit.models import AuditEvent, AuditHead, AuditValue, PersonKey
from core.audit.person_keys import erase_person_key, open_sealed
from core.audit.verifying import End, end_of, find_break
from people.models import Household
from tests.support.audit import events
from tests.support.rows import NOW, add_centre, add_household

EVENT: Table = AuditEvent.__table__
VALUE: Table = AuditValue.__table__
HEAD: Table = AuditHead.__table__
KEY: Table = PersonKey.__table__

Tamper = Callable[[Session], None]


@pytest.fixture
def household(session: Session) -> Household:
    """Five entries: a household is taken in and renamed four times."""
    household = add_household(session, add_centre(session))
    record(session, "add-household", household, actor=None)
    session.commit()
    for name in ("Haddad-Nasser", "Nasser", "Nasser-Haddad", "Haddad"):
        household.name = name
        record(session, "change-household", household, actor=household)
        session.commit()
    return household


@pytest.fixture
def unprotected(household: Household, session: Session) -> Session:
    """The database without its triggers and foreign keys."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET session_replication_role = replica"))
        return session
    for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        session.execute(text(f"DROP TRIGGER {name}"))
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    return session


def broken_entry(session: Session, noted: End | None = None) -> int | None:
    found = find_break(session, end_of(session), noted=noted)
    return found.entry if found else None


def set_event(position: int, **values: object) -> Tamper:
    return lambda session: run(session, update(EVENT).where(EVENT.c.id == position).values(**values))


def run(session: Session, *statements: object) -> None:
    for statement in statements:
        session.connection().execute(statement)


def remove(session: Session, position: int) -> None:
    run(session, delete(VALUE).where(VALUE.c.event_id == position), delete(EVENT).where(EVENT.c.id == position))


def renumber(session: Session, old: int, new: int) -> None:
    run(
        session,
        update(EVENT).where(EVENT.c.id == old).values(id=new),
        update(VALUE).where(VALUE.c.event_id == old).values(event_id=new),
    )


def remove_and_close_the_gap(session: Session) -> None:
    remove(session, 3)
    renumber(session, 4, 3)
    renumber(session, 5, 4)


def reorder(session: Session) -> None:
    renumber(session, 3, 99)
    renumber(session, 4, 3)
    renumber(session, 99, 4)


def copy_of(session: Session, position: int) -> dict[str, object]:
    return dict(session.connection().execute(select(EVENT).where(EVENT.c.id == position)).one()._mapping)


def add_at_the_end(session: Session) -> None:
    run(session, insert(EVENT).values(copy_of(session, 5) | {"id": 6, "previous_hash": copy_of(session, 5)["hash"]}))


def insert_between(session: Session) -> None:
    renumber(session, 5, 6)
    renumber(session, 4, 5)
    run(session, insert(EVENT).values(copy_of(session, 3) | {"id": 4}))


def value_of(session: Session, position: int) -> bytes:
    found = session.connection().scalar(select(VALUE.c.data).where(VALUE.c.event_id == position, VALUE.c.n == 0))
    assert isinstance(found, bytes)
    return found


def set_value(session: Session, position: int, data: bytes) -> None:
    run(session, update(VALUE).where(VALUE.c.event_id == position, VALUE.c.n == 0).values(data=data))


def swap_values(session: Session) -> None:
    third, fourth = value_of(session, 3), value_of(session, 4)
    set_value(session, 3, fourth)
    set_value(session, 4, third)


def move_value_to_another_person(session: Session) -> None:
    other = {"kind": "household", "row_id": 4711, "key": None, "erased_at": NOW}
    key_id = session.connection().execute(insert(KEY).values(other)).inserted_primary_key[0]
    run(session, update(VALUE).where(VALUE.c.event_id == 2).values(person_key_id=key_id))


def rehash(session: Session, first: int, last: int) -> None:
    """Compute the chain anew from a forged entry on, as somebody can who has read how it is made."""
    previous = copy_of(session, first - 1)["hash"]
    for position in range(first, last + 1):
        event = copy_of(session, position) | {"previous_hash": previous}
        values = session.connection().execute(select(VALUE).where(VALUE.c.event_id == position).order_by(VALUE.c.n))
        previous = hash_of(event, values.mappings().all())
        set_event(position, previous_hash=event["previous_hash"], hash=previous)(session)
    run(session, update(HEAD).values(position=last, hash=previous))


def forge_and_rehash(session: Session) -> None:
    set_event(3, actor_id=4711)(session)
    rehash(session, 3, 5)


def truncate_and_move_the_end(session: Session) -> None:
    remove(session, 5)
    run(session, update(HEAD).values(position=4, hash=copy_of(session, 4)["hash"]))


def remove_value(session: Session) -> None:
    run(session, delete(VALUE).where(VALUE.c.event_id == 4))


def add_value(session: Session) -> None:
    run(session, insert(VALUE).values(event_id=4, n=1, kind=None, row_id=None, person_key_id=None, data=b"{}"))


@pytest.mark.parametrize(
    ("tamper", "entry"),
    [
        pytest.param(set_event(3, action="delete-household"), 3, id="another-action"),
        pytest.param(set_event(3, actor_id=4711), 3, id="another-actor"),
        pytest.param(set_event(3, subject_id=4711), 3, id="another-row"),
        pytest.param(set_event(3, at=datetime(2020, 1, 1, tzinfo=UTC)), 3, id="another-time"),
        pytest.param(set_event(3, centre_id=None), 3, id="another-centre"),
        pytest.param(set_event(3, request_id="r-1"), 3, id="another-request"),
        pytest.param(set_event(3, hash=bytes(32)), 3, id="another-hash"),
        pytest.param(set_event(3, previous_hash=bytes(32)), 3, id="another-hash-before"),
        pytest.param(lambda session: remove(session, 3), 3, id="removed"),
        pytest.param(lambda session: remove(session, 1), 1, id="the-first-removed"),
        pytest.param(remove_and_close_the_gap, 3, id="removed-and-the-gap-closed"),
        pytest.param(reorder, 3, id="reordered"),
        pytest.param(add_at_the_end, 6, id="added-at-the-end"),
        pytest.param(insert_between, 4, id="inserted"),
        pytest.param(lambda session: remove(session, 5), 5, id="the-last-removed"),
        pytest.param(truncate_and_move_the_end, 4, id="the-last-removed-and-the-end-moved"),
        pytest.param(lambda session: run(session, update(HEAD).values(seal=None)), 5, id="the-seal-removed"),
        pytest.param(
            lambda session: run(session, update(HEAD).values(seal=literal(bytes(40), LargeBinary()))),
            5,
            id="another-seal",
        ),
        pytest.param(lambda session: set_value(session, 2, b"{}"), 2, id="another-value"),
        pytest.param(swap_values, 3, id="values-swapped"),
        pytest.param(move_value_to_another_person, 2, id="a-value-given-to-another-person"),
        pytest.param(remove_value, 4, id="a-value-removed"),
        pytest.param(add_value, 4, id="a-value-added"),
        pytest.param(forge_and_rehash, 5, id="forged-and-all-hashes-computed-anew"),
    ],
)
def test_what_somebody_changes_behind_the_service_is_found(unprotected: Session, tamper: Tamper, entry: int):
    assert broken_entry(unprotected) is None
    tamper(unprotected)
    assert broken_entry(unprotected) == entry


@pytest.mark.parametrize(
    "key",
    [
        pytest.param({"key": None, "erased_at": NOW}, id="erased-by-no-step"),
        pytest.param({"key": literal(bytes(60), LargeBinary())}, id="replaced"),
    ],
)
def test_a_persons_key_that_somebody_took_away_is_found(unprotected: Session, key: dict[str, object]):
    run(unprotected, update(KEY).values(**key))
    found = find_break(unprotected, end_of(unprotected))
    assert found is not None
    assert (
        str(found.what)
        == f"The key of household {events(unprotected)[0].subject_id} was erased or changed by nobody who may."
    )


def test_an_earlier_state_put_back_whole_is_found_by_an_end_that_was_noted(household: Household, session: Session):
    """An old database with its own seal is sound in itself: only what was noted elsewhere tells."""
    noted = end_of(session)
    assert broken_entry(session, noted) is None
    assert broken_entry(session, End(noted.position + 1, noted.hash)) == noted.position + 1
    assert broken_entry(session, End(3, bytes(32))) == 3
    assert broken_entry(session, End(3, events(session)[2].hash)) is None


def test_erasing_a_persons_key_makes_the_values_unreadable_and_leaves_the_chain_whole(
    household: Household, session: Session
):
    erase_person_key(session, household, actor=None, at=NOW)
    session.commit()
    assert broken_entry(session) is None
    values = [value for event in events(session) for value in event.values]
    own = [value for value in values if value.person_key and value.person_key.kind == "household"]
    assert len(own) > 4
    for value in own:
        assert value.person_key is not None
        assert open_sealed(value.person_key, value.data, value_place(value.event_id, value.n)) is None


def test_nothing_is_kept_any_more_about_somebody_whose_key_is_erased(household: Household, session: Session):
    erase_person_key(session, household, actor=None, at=NOW)
    household.name = "Haddad again"
    record(session, "change-household", household, actor=None)
    session.commit()
    last = events(session)[-1]
    assert [value.data for value in last.values] == [b""]
    assert broken_entry(session) is None


def test_a_chain_without_entries_is_whole(session: Session):
    assert end_of(session).position == 0
    assert broken_entry(session) is None


def test_hostile_text_stays_data(household: Household, session: Session):
    household.name = "'; DROP TABLE audit_event; -- \u202e<script>alert(1)</script> \U0001f3da {{ 7*7 }}"
    record(session, "change-household", household, actor=None, values={"words": "\udcff\x00"})
    session.commit()
    assert broken_entry(session) is None

"""Columns whose values stand sealed in the database, and blind indexes to find them by. Free of Flask.

    phone: Mapped[str | None] = mapped_column(Sealed("landlord.phone"))
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("landlord.phone"), index=True)

    select(Landlord).where(matches(Landlord.phone_index, "+302810990001"))

The place is the column's own table and name; what is sealed for one place opens in no other. An index is set together
with its value whenever the attribute is set, never by hand; a CHECK in the database keeps the two together.
"""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Dialect, LargeBinary, TypeDecorator, event
from sqlalchemy.orm import ColumnProperty, DeclarativeBase, InstrumentedAttribute
from sqlalchemy.sql import operators

from core.crypto import KeyRing

_NULL_TESTS = frozenset({operators.is_, operators.is_not, operators.eq, operators.ne})


class NoKeys(Exception):
    """Something sealed was touched before anybody gave the process its keys."""


class _Installed:
    """The ring of this process: models are free of Flask, so that no application can hold it for them."""

    ring: KeyRing | None = None


def install_keys(ring: KeyRing) -> None:
    """Give this process its keys; `create_app` and the commands do so from the settings."""
    _Installed.ring = ring


def keys() -> KeyRing:
    """The keys of this process. Raises NoKeys; there are none by default."""
    if _Installed.ring is None:
        raise NoKeys("no data keys are installed in this process")
    return _Installed.ring


class Sealed(TypeDecorator[Any]):
    """Text: `str` in Python, sealed bytes in the database. Comparing it is refused: no two seals are alike."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    class comparator_factory(TypeDecorator.Comparator[Any]):
        """Nothing but the question whether there is a value; and SQLAlchemy itself asks which column is which."""

        def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
            if op in _NULL_TESTS and (other[0] is None or isinstance(other[0], ColumnElement)):
                return super().operate(op, *other, **kwargs)
            raise TypeError(f"{getattr(self.type, 'place', self.expr)} is sealed: find it by its blind index")

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else keys().seal(self.written(value).encode(), self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else self.read(keys().open(value, self.place).decode())

    def written(self, value: Any) -> str:
        """The text that is sealed."""
        if not isinstance(value, str):
            raise TypeError(f"{self.place} takes text")
        return value

    def read(self, text: str) -> Any:
        """What the text stands for."""
        return text


class SealedBytes(Sealed):
    """The content of a file, sealed."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else keys().seal(value, self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else keys().open(value, self.place)


class SealedJSON(Sealed):
    """A value of JSON, sealed whole."""

    cache_ok = True

    def written(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def read(self, text: str) -> Any:
        return json.loads(text)


def _as_it_is(value: str) -> str:
    return value


class BlindIndex(TypeDecorator[bytes]):
    """The blind index of a sealed text column. `normalise` makes alike what counts as the same value."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str, normalise: Callable[[str], str] = _as_it_is) -> None:
        super().__init__()
        self.place = place
        self.normalise = normalise

    def of(self, value: str | None) -> bytes | None:
        """What stands beside the value."""
        return None if value is None else keys().index(self.normalise(value), self.place)

    def all_of(self, value: str) -> list[bytes]:
        """What may stand beside the value, under whichever key it was sealed."""
        return keys().indexes(self.normalise(value), self.place)


def matches(index: InstrumentedAttribute[Any], *values: str) -> ColumnElement[bool]:
    """The rows whose sealed value equals one of these."""
    kind = index.type
    if not isinstance(kind, BlindIndex):
        raise TypeError(f"{index} is no blind index")
    return index.in_([made for value in values for made in kind.all_of(value)])


@event.listens_for(DeclarativeBase, "attribute_instrument")
def _keep_index(owner: type[DeclarativeBase], key: str, attribute: InstrumentedAttribute[Any]) -> None:
    """Whenever a sealed attribute is set, its blind index is set with it."""
    if not isinstance(attribute.property, ColumnProperty):
        return
    kind = attribute.property.columns[0].type
    if not isinstance(kind, Sealed):
        return
    for beside in owner.__table__.columns:
        if isinstance(beside.type, BlindIndex) and beside.type.place == kind.place:
            _set_together(attribute, beside.key, beside.type)


def _set_together(attribute: InstrumentedAttribute[Any], index_key: str, kind: BlindIndex) -> None:
    @event.listens_for(attribute, "set", propagate=True)
    def was_set(row: DeclarativeBase, value: str | None, old: object, initiator: object) -> None:
        setattr(row, index_key, kind.of(value))

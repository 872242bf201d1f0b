"""Columns of leases of which the name does not say what they are about: of people there are two, of numbers many."""

from collections.abc import Iterable, Iterator, Sequence

from core.importing.words import name_key
from housing.importing.lease_columns import FIELDS
from people.importing.columns import FIELDS as OF_PEOPLE

_OF_TENANT, _OF_LANDLORD = "tenant", "landlord"
_WHAT = {"given_name": "name", "name": "name", "surname": "surname", "afm": "afm", "phone": "phone", "email": "email"}
_NUMBERS = {name_key(name) for name in ("αριθμός", "αρ.", "αριθ.", "νο", "no", "nr", "number")}
_NAMES = {name_key(name): what for field, what in _WHAT.items() for name in (field, *OF_PEOPLE[field])}


def unsaid_columns(header: Sequence[str], held: Sequence[str]) -> dict[int, str]:
    """By its place what such a column may hold: of the one whose columns stand before it, else after it.

    A number right after a street is the house's. "" where nothing of the kind is kept, or another column holds it.
    """
    found: dict[int, str] = {}
    for place, name in enumerate(header):
        if not held[place] and (field := _guess(name_key(name), held, place)):
            found[place] = field if field in FIELDS and field not in (*held, *found.values()) else ""
    return found


def _guess(key: str, held: Sequence[str], place: int) -> str | None:
    if what := _NAMES.get(key):
        return f"{_nearest(held, place)}_{what}"
    return "street_number" if key in _NUMBERS and place and held[place - 1] == "address" else None


def _nearest(held: Sequence[str], place: int) -> str:
    return next(_owners(reversed(held[:place])), None) or next(_owners(held[place:]), "")


def _owners(fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        if field in ("number", "reference") or field.startswith(_OF_TENANT):
            yield _OF_TENANT
        elif field.startswith(_OF_LANDLORD):
            yield _OF_LANDLORD

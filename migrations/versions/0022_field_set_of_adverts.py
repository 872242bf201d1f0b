"""Homes and adverts have a column for all that a Greek portal asks; what was kept as words moves into them

Words that a column understands leave `listing.further`, where they stand sealed; all others stay there as they were
written. A tax number becomes the landlord's when it has none. The way back writes the values as words again.

Revision ID: 0022
Revises: 0021
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op
from stdnum.gr import vat

from core.importing.words import fold
from core.sealed import keys

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WORD, SHORT = sa.String(length=30), sa.String(length=200)
DWELLING: Mapping[str, sa.types.TypeEngine] = {
    "bathrooms": sa.Integer(),
    "top_floor": sa.Boolean(),
    "furnished": WORD,
    "heating": WORD,
    "condition": WORD,
    "parking": sa.Integer(),
    "year_built": sa.Integer(),
    "energy_certificate_number": SHORT,
    "energy_certificate_expires_on": sa.Date(),
    "atak": sa.String(length=11),
    "electricity_supply_number": SHORT,
}
LISTING: Mapping[str, sa.types.TypeEngine] = {
    "rent_covers": WORD,
    "available_until": sa.Date(),
    "winter_only": sa.Boolean(),
    "pets": sa.Boolean(),
}
CHECKS = (
    ("dwelling", "furnished", "furnished IN ('fully', 'partly', 'no')"),
    (
        "dwelling",
        "heating",
        "heating IN ('autonomous', 'central', 'natural-gas', 'heat-pump', 'electric', 'stove', 'none')",
    ),
    ("dwelling", "condition", "condition IN ('new', 'renovated', 'good', 'needs-repair')"),
    ("dwelling", "bathrooms_not_negative", "bathrooms >= 0"),
    ("dwelling", "parking_not_negative", "parking >= 0"),
    ("listing", "rentcovers", "rent_covers IN ('rent', 'charges', 'bills')"),
)
INDEXED = ("atak", "electricity_supply_number")

_dwelling = sa.table("dwelling", sa.column("id"), *(sa.column(name, kind) for name, kind in DWELLING.items()))
_listing = sa.table(
    "listing",
    *(sa.column(name) for name in ("id", "dwelling_id", "landlord_id", "further")),
    *(sa.column(name, kind) for name, kind in LISTING.items()),
)
_landlord = sa.table("landlord", *(sa.column(name) for name in ("id", "afm", "afm_index")))


def upgrade() -> None:
    _change_furnished(WORD, "CASE WHEN furnished THEN 'fully' WHEN NOT furnished THEN 'no' END")
    for table, columns in (("dwelling", DWELLING), ("listing", LISTING)):
        with op.batch_alter_table(table) as batch:
            for name, kind in columns.items():
                if name != "furnished":
                    batch.add_column(sa.Column(name, kind, nullable=True))
            for of, name, rule in CHECKS:
                if of == table:
                    batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)
    for name in INDEXED:
        op.create_index(op.f(f"ix_dwelling_{name}"), "dwelling", [name])
    for row in _listings():
        _out_of_words(row)


def downgrade() -> None:
    for row in _listings():
        _back_into_words(row)
    for name in INDEXED:
        op.drop_index(op.f(f"ix_dwelling_{name}"), table_name="dwelling")
    for table, columns in (("dwelling", DWELLING), ("listing", LISTING)):
        with op.batch_alter_table(table) as batch:
            for of, name, _ in CHECKS:
                if of == table:
                    batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            for name in columns:
                if name != "furnished":
                    batch.drop_column(name)
    _change_furnished(sa.Boolean(), "CASE furnished WHEN 'fully' THEN true WHEN 'no' THEN false END")


def _change_furnished(kind: sa.types.TypeEngine, value: str) -> None:
    """Yes and no become words, or words yes and no."""
    op.add_column("dwelling", sa.Column("changed", kind, nullable=True))
    op.execute(f"UPDATE dwelling SET changed = {value}")
    with op.batch_alter_table("dwelling") as batch:
        batch.drop_column("furnished")
    with op.batch_alter_table("dwelling") as batch:
        batch.alter_column("changed", new_column_name="furnished", existing_type=kind, existing_nullable=True)


def _listings() -> Iterator[Any]:
    """Every listing with its dwelling, all read before the first is written."""
    joined = _listing.join(_dwelling, _dwelling.c.id == _listing.c.dwelling_id)
    of_dwelling = [_dwelling.c[name] for name in DWELLING]
    yield from op.get_bind().execute(sa.select(_listing, *of_dwelling).select_from(joined).order_by(_listing.c.id)).all()


def _out_of_words(row: Any) -> None:
    further, values = _opened(row), {}
    for column, (name, read) in _READERS.items():
        value = read(further[name]) if name in further else None
        if value is not None:
            values[column] = value
            del further[name]
    if "afm" in further and _give_afm(row.landlord_id, further["afm"]):
        del further["afm"]
    _write(row, values, further)


def _back_into_words(row: Any) -> None:
    """As they are stored, which the way forth understands too; full furniture and none have their old yes and no."""
    values = {name: getattr(row, name) for name in (*DWELLING, *LISTING)}
    values["furnished"] = "partly" if values["furnished"] == "partly" else None
    values["top_floor"] = "penthouse" if values["top_floor"] else None
    words = {_READERS[name][0]: str(value) for name, value in values.items() if value is not None}
    _write(row, {}, words | _opened(row))


def _opened(row: Any) -> dict[str, str]:
    further: dict[str, str] = json.loads(keys().open(row.further, "listing.further"))
    return further


def _write(row: Any, values: Mapping[str, Any], further: Mapping[str, str]) -> None:
    of_dwelling = {name: value for name, value in values.items() if name in DWELLING}
    of_listing: dict[str, Any] = {name: value for name, value in values.items() if name in LISTING}
    if further != _opened(row):
        text = json.dumps(further, ensure_ascii=False, separators=(",", ":"))
        of_listing["further"] = keys().seal(text.encode(), "listing.further")
    for table, key, changed in ((_dwelling, row.dwelling_id, of_dwelling), (_listing, row.id, of_listing)):
        if changed:
            op.get_bind().execute(sa.update(table).where(table.c.id == key).values(changed))


def _give_afm(landlord_id: int | None, written: str) -> bool:
    """Whether the number is the landlord's now."""
    if landlord_id is None or not vat.is_valid(written):
        return False
    afm = vat.compact(written)
    sealed = {"afm": keys().seal(afm.encode(), "landlord.afm"), "afm_index": keys().index(afm, "landlord.afm")}
    has_none = sa.and_(_landlord.c.id == landlord_id, _landlord.c.afm.is_(None))
    return op.get_bind().execute(sa.update(_landlord).where(has_none).values(sealed)).rowcount == 1


def _meaning(**words: str) -> Callable[[str], Any]:
    """A reader of words (folded: core.importing.words) that stand for a value, beside the value itself."""
    by_word: dict[str, str] = {fold(value): value for value in (name.replace("_", "-") for name in words)}
    by_word |= {word: name.replace("_", "-") for name, all_of_it in words.items() for word in all_of_it.split()}
    return lambda written: by_word.get(fold(written))


def _truth(yes: str = "", no: str = "") -> Callable[[str], Any]:
    read = _meaning(true=f"ναι yes y 1 x χ {yes}", false=f"οχι no n 0 {no}")
    return lambda written: {"true": True, "false": False}.get(read(written))


def _under_the_roof(written: str) -> bool | None:
    return fold(written) in ("ρετιρε", "penthouse", "τελευταιοσ", "top", "δωμα") or None


def _count(written: str) -> int | None:
    digits = written.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 4 else None


def _places(written: str) -> int | None:
    """Of parking; a plain yes is one."""
    number = _count(written)
    return {True: 1, False: 0}.get(_truth()(written)) if number is None else number


def _day(written: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(written)
    return None


def _eleven_digits(written: str) -> str | None:
    digits = "".join(written.split())
    return digits if digits.isascii() and digits.isdigit() and len(digits) == 11 else None


def _short(written: str) -> str | None:
    return written if len(written) <= 200 else None


# By column the name under which its words stand in `further`, and how they are read.
_READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "bathrooms": ("bathrooms", _count),
    "top_floor": ("floor", _under_the_roof),
    "furnished": ("furnished", _meaning(partly="μερικωσ μερικη part partially semi")),
    "heating": (
        "heating",
        _meaning(
            autonomous="αυτονομη ατομικη αυτονομηπετρελαιου ατομικηπετρελαιου",
            central="κεντρικη κεντρικηπετρελαιου",
            natural_gas="φυσικοαεριο gas αυτονομηφυσικουαεριου",
            heat_pump="αντλιαθερμοτητασ",
            electric="ηλεκτρικη κλιματισμοσ κλιματιστικο",
            stove="σομπα ξυλοσομπα τζακι",
            none="καμια χωρισ",
        ),
    ),
    "condition": (
        "condition",
        _meaning(
            new="νεοδμητο καινουριο",
            renovated="ανακαινισμενο",
            good="καλη πολυκαλη αριστη verygood",
            needs_repair="χρηζειανακαινισησ χρηζειεπισκευησ",
        ),
    ),
    "parking": ("parking", _places),
    "year_built": ("year_built", _count),
    "energy_certificate_number": ("energy_certificate_number", _short),
    "energy_certificate_expires_on": ("energy_certificate_expires_on", _day),
    "atak": ("atak", _eleven_digits),
    "electricity_supply_number": ("electricity_supply_number", _short),
    "rent_covers": (
        "utilities_included",
        _meaning(rent="οχι no n 0 false", charges="κοινοχρηστα", bills="ναι yes y 1 x χ true"),
    ),
    "available_until": ("available_until", _day),
    "winter_only": ("winter_only", _truth(yes="χειμωνασ χειμερινη χειμερινο εποχιακο winter seasonal")),
    "pets": ("pets", _truth()),
}

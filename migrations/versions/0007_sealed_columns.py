"""Phones, accounts, tax numbers, addresses and notes are sealed in their columns

What is there already is sealed under the newest key of the process (STEGI_DATA_KEYS of the command that migrates), or
opened again on the way back; a database without rows needs no key. On PostgreSQL each table is written anew, so that no
page of it keeps the words in clear; SQLite overwrites what it deletes (`secure_delete`).

A landlord nobody named was called by its telephone or e-mail, which now stand sealed in their own columns only.

Revision ID: 0007
Revises: 0006
"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from core.sealed import keys

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SHORT, LONG, JSON = sa.String(length=200), sa.Text(), sa.JSON()

# table, column, what it is without a seal, whether it may be empty
COLUMNS = (
    ("household", "phone", SHORT, True),
    ("household", "account_holder", SHORT, True),
    ("household", "iban", SHORT, True),
    ("landlord", "phone", SHORT, True),
    ("landlord", "email", SHORT, True),
    ("landlord", "afm", SHORT, True),
    ("landlord", "iban", SHORT, True),
    ("listing", "description", LONG, False),
    ("listing", "further", JSON, False),
    ("offer", "decline_words", LONG, False),
    ("payment", "creditor_name", SHORT, False),
    ("payment", "creditor_iban", SHORT, False),
    ("subsidy_award", "case", JSON, False),
)
INDEXED = (("household", "phone"), ("landlord", "phone"), ("landlord", "afm"))
ROWS_AT_ONCE = 1000


def upgrade() -> None:
    op.drop_index(op.f("ix_landlord_phone"), table_name="landlord")
    for table, column in INDEXED:
        op.add_column(table, sa.Column(f"{column}_index", sa.LargeBinary(), nullable=True))
        _change(table, column, SHORT, f"{column}_index", lambda place, value: keys().index(value, place))
    op.execute("UPDATE landlord SET name = '' WHERE name IN (phone, email)")
    for table, column, plain, nullable in COLUMNS:
        _change_type(table, column, plain, sa.LargeBinary(), nullable, _seal)
    for table, column in INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}_index"), table, [f"{column}_index"])
        with op.batch_alter_table(table) as batch:
            batch.create_check_constraint(
                op.f(f"ck_{table}_{column}_indexed"), f"({column} IS NULL) = ({column}_index IS NULL)"
            )


def downgrade() -> None:
    for table, column in INDEXED:
        op.drop_index(op.f(f"ix_{table}_{column}_index"), table_name=table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_{column}_indexed"), type_="check")
            batch.drop_column(f"{column}_index")
    for table, column, plain, nullable in COLUMNS:
        _change_type(table, column, sa.LargeBinary(), plain, nullable, _open)
    op.execute("UPDATE landlord SET name = coalesce(phone, email, '') WHERE name = ''")
    op.create_index(op.f("ix_landlord_phone"), "landlord", ["phone"])


def _seal(place: str, value: str) -> bytes:
    return keys().seal(value.encode(), place)


def _open(place: str, value: bytes) -> str:
    return keys().open(value, place).decode()


def _change_type(
    table: str, column: str, old: sa.types.TypeEngine, new: sa.types.TypeEngine, nullable: bool, convert: Callable
) -> None:
    """Give the column another type, and each value in it another form."""
    if op.get_bind().dialect.name == "sqlite":  # any column takes any value
        _change(table, column, old, column, convert)
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, existing_type=old, type_=new, existing_nullable=nullable)
        return
    beside = f"{column}_changed"
    op.add_column(table, sa.Column(beside, new, nullable=True))
    _change(table, column, old, beside, convert)
    op.alter_column(
        table, column, existing_type=old, type_=new, existing_nullable=nullable, postgresql_using=f'"{beside}"'
    )
    op.drop_column(table, beside)


def _change(table: str, source: str, kind: sa.types.TypeEngine, target: str, convert: Callable) -> None:
    """Write what `convert` makes of each value of one column into another; JSON is taken as it was written."""
    rows = sa.table(table, sa.column("id"), sa.column(source), sa.column(target))
    value = sa.cast(rows.c[source], sa.Text) if kind is JSON else rows.c[source]
    found = sa.select(rows.c.id, value).where(rows.c[source].is_not(None))
    change = sa.update(rows).where(rows.c.id == sa.bindparam("row")).values({target: sa.bindparam("value")})
    for some in op.get_bind().execute(found).partitions(ROWS_AT_ONCE):
        changed = [{"row": row, "value": convert(f"{table}.{source}", value)} for row, value in some]
        op.get_bind().execute(change, changed)

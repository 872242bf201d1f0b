"""Landlords are persons or organisations, and are found by their account

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

from core.sealed import keys

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 1000
KINDS = sa.Enum("person", "organisation", name="landlordkind", native_enum=False, create_constraint=True, length=30)
landlord = sa.table("landlord", *map(sa.column, ("id", "iban", "iban_index")))


def upgrade() -> None:
    with op.batch_alter_table("landlord") as batch:
        batch.add_column(sa.Column("kind", KINDS, nullable=True))
        batch.add_column(sa.Column("iban_index", sa.LargeBinary(), nullable=True))
    _index_what_is_there()
    op.create_index(op.f("ix_landlord_iban_index"), "landlord", ["iban_index"])
    with op.batch_alter_table("landlord") as batch:
        batch.create_check_constraint(op.f("ck_landlord_iban_indexed"), "(iban IS NULL) = (iban_index IS NULL)")


def downgrade() -> None:
    op.drop_index(op.f("ix_landlord_iban_index"), table_name="landlord")
    with op.batch_alter_table("landlord") as batch:
        batch.drop_constraint(op.f("ck_landlord_iban_indexed"), type_="check")
        batch.drop_constraint(op.f("ck_landlord_landlordkind"), type_="check")
        batch.drop_column("iban_index")
        batch.drop_column("kind")


def _index_what_is_there() -> None:
    found = sa.select(landlord.c.id, landlord.c.iban).where(landlord.c.iban.is_not(None))
    change = sa.update(landlord).where(landlord.c.id == sa.bindparam("row")).values(iban_index=sa.bindparam("index"))
    for some in op.get_bind().execute(found).partitions(ROWS_AT_ONCE):
        op.get_bind().execute(change, [{"row": row, "index": _index(sealed)} for row, sealed in some])


def _index(sealed: bytes) -> bytes:
    return keys().index(keys().open(sealed, "landlord.iban").decode(), "landlord.iban")

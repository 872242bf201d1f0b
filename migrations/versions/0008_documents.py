"""Documents: files kept sealed beside the database, each belonging to a household or a lease

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = ("identity", "permit", "tax", "bank-letter", "lease", "declaration", "letter", "other")


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("belongs_to", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="documentkind", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_document_size_positive")),
        sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], name=op.f("fk_document_added_by_id_user")),
        sa.ForeignKeyConstraint(["replaces_id"], ["document.id"], name=op.f("fk_document_replaces_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_document_replaces_id")),
    )
    op.create_index(op.f("ix_document_address"), "document", ["address"])
    op.create_table(
        "document_withdrawal",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_withdrawal_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user.id"], name=op.f("fk_document_withdrawal_withdrawn_by_id_user")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_withdrawal")),
    )
    op.create_table(
        "household_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["document.id"], name=op.f("fk_household_document_id_document")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_document_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_document")),
    )
    op.create_index(op.f("ix_household_document_household_id"), "household_document", ["household_id"])
    op.create_table(
        "lease_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lease_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["household_document.id"], name=op.f("fk_lease_document_id_household_document")),
        sa.ForeignKeyConstraint(["lease_id"], ["lease.id"], name=op.f("fk_lease_document_lease_id_lease")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lease_document")),
    )
    op.create_index(op.f("ix_lease_document_lease_id"), "lease_document", ["lease_id"])


def downgrade() -> None:
    for table in ("lease_document", "household_document", "document_withdrawal", "document"):
        op.drop_table(table)

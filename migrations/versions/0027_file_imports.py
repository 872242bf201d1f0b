"""A file waits with all its rows until somebody has looked at them; what its columns hold is remembered by source.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

IMPORT_STATUSES = ("reading", "open", "taking", "done")
ROW_STATUSES = ("ready", "doubtful", "faulty", "repeated", "new", "updated", "unchanged")


def upgrade() -> None:
    op.create_table(
        "file_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(200), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("status", _one_of("importstatus", IMPORT_STATUSES), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("chosen", sa.LargeBinary(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("trouble", sa.LargeBinary(), nullable=True),
        sa.Column("centre_ids", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_file_import_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_import")),
    )
    op.create_index(op.f("ix_file_import_user_id"), "file_import", ["user_id"])
    op.create_table(
        "file_import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=False),
        sa.Column("fixes", sa.LargeBinary(), nullable=False),
        sa.Column("findings", sa.LargeBinary(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("status", _one_of("rowstatus", ROW_STATUSES), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["file_import.id"], name=op.f("fk_file_import_row_import_id_file_import")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_import_row")),
        sa.UniqueConstraint("import_id", "number", name=op.f("uq_file_import_row_import_id_number")),
    )
    op.create_table(
        "column_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(200), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("field", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_choice")),
        sa.UniqueConstraint("kind", "source", "key", name=op.f("uq_column_choice_kind_source_key")),
    )


def downgrade() -> None:
    op.drop_table("column_choice")
    op.drop_table("file_import_row")
    op.drop_table("file_import")


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)

"""Papers of landlords: letters to them, and what they have signed

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "landlord_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=False),
        sa.Column("kept_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["document.id"], name=op.f("fk_landlord_document_id_document")),
        sa.ForeignKeyConstraint(
            ["landlord_id"], ["landlord.id"], name=op.f("fk_landlord_document_landlord_id_landlord")
        ),
        sa.ForeignKeyConstraint(["kept_by_id"], ["centre.id"], name=op.f("fk_landlord_document_kept_by_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_landlord_document")),
    )
    for column in ("landlord_id", "kept_by_id"):
        op.create_index(op.f(f"ix_landlord_document_{column}"), "landlord_document", [column])


def downgrade() -> None:
    """Their files lie there until the next sweep."""
    op.drop_table("landlord_document")
    op.execute(
        "DELETE FROM document_withdrawal WHERE document_id IN (SELECT id FROM document WHERE belongs_to = 'landlord')"
    )
    op.execute("UPDATE document SET replaces_id = NULL WHERE belongs_to = 'landlord'")
    op.execute("DELETE FROM document WHERE belongs_to = 'landlord'")

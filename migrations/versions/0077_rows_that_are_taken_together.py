"""Rows of files know with which others they are taken

Revision ID: 0077
Revises: 0076
"""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("file_import_row", sa.Column("together_with", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("file_import_row", "together_with")

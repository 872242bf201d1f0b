"""A reason has as many letters as the pages let somebody write

PostgreSQL took 200 and refused the rest. On the way back longer ones are cut.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

REASONS = {"subsidy_award": "return_reason", "payment_batch": "return_reason", "payment": "rejection_reason"}
SHORT = sa.String(length=200)


def upgrade() -> None:
    for table, column in REASONS.items():
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, existing_type=SHORT, type_=sa.Text(), existing_nullable=True)


def downgrade() -> None:
    for table, column in REASONS.items():
        op.execute(f"UPDATE {table} SET {column} = substr({column}, 1, {SHORT.length})")
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, existing_type=sa.Text(), type_=SHORT, existing_nullable=True)

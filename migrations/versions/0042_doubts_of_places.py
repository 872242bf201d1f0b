"""Why an address gave no place: what a person is asked about

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

DOUBTS = ("outside", "at-sea", "several", "unknown")


def upgrade() -> None:
    with op.batch_alter_table("dwelling") as batch:
        doubt = sa.Enum(*DOUBTS, name="doubt", native_enum=False, create_constraint=False, length=30)
        batch.add_column(sa.Column("place_doubt", doubt, nullable=True))
        batch.create_check_constraint(op.f("ck_dwelling_doubt"), sa.column("place_doubt").in_(DOUBTS))


def downgrade() -> None:
    with op.batch_alter_table("dwelling") as batch:
        batch.drop_constraint(op.f("ck_dwelling_doubt"), type_="check")
        batch.drop_column("place_doubt")

"""How members of households joined and why they left; not said of those so far, but of who moved to another

Revision ID: 0057
Revises: 0056
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

KINDS = {
    "joined_by": ("joining", ("birth", "reunification", "partnership", "guardianship", "moved", "other")),
    "left_by": (
        "leaving",
        ("death", "own-household", "separation", "moved-out", "left-country", "institution", "other"),
    ),
}
# Who left a household and joined another the same day.
MOVED = (
    "UPDATE household_member SET {column} = '{value}' WHERE EXISTS (SELECT 1 FROM household_member other"
    " WHERE other.person_id = household_member.person_id AND other.household_id <> household_member.household_id"
    " AND {days})"
)


def upgrade() -> None:
    with op.batch_alter_table("household_member") as batch:
        for column, (name, values) in KINDS.items():
            kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)
            batch.add_column(sa.Column(column, kind, nullable=True))
    op.execute(MOVED.format(column="joined_by", value="moved", days="other.left_on = household_member.joined_on"))
    op.execute(MOVED.format(column="left_by", value="moved-out", days="other.joined_on = household_member.left_on"))


def downgrade() -> None:
    with op.batch_alter_table("household_member") as batch:
        for column, (name, _values) in KINDS.items():
            batch.drop_constraint(op.f(f"ck_household_member_{name}"), type_="check")
            batch.drop_column(column)

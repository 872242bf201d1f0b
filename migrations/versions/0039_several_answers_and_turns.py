"""A geocoder's answer may be several places; and the service is asked in turn, whichever process asks

Revision ID: 0039
Revises: 0038
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

ONE = ("latitude", "longitude", "label", "precision", "source")

answers = sa.table(
    "geocoded_answer",
    sa.column("id", sa.Integer),
    sa.column("choices", sa.JSON),
    *(sa.column(name, sa.Double if name.endswith("itude") else sa.String) for name in ONE),
)


def upgrade() -> None:
    turns = op.create_table(
        "geocoder_turn",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_geocoder_turn_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_geocoder_turn")),
    )
    op.bulk_insert(turns, [{"id": 1, "next_at": datetime(2026, 1, 1, tzinfo=UTC)}])
    with op.batch_alter_table("geocoded_answer") as batch:
        batch.add_column(sa.Column("choices", sa.JSON(), nullable=True))
    for row in op.get_bind().execute(sa.select(answers)).mappings().all():
        choices = [] if row["latitude"] is None else [{name: row[name] for name in ONE} | {"municipality": ""}]
        op.execute(answers.update().where(answers.c.id == row["id"]).values(choices=choices))
    with op.batch_alter_table("geocoded_answer") as batch:
        batch.drop_constraint(op.f("ck_geocoded_answer_whole_point"), type_="check")
        batch.alter_column("choices", existing_type=sa.JSON(), nullable=False)
        for name in ONE:
            batch.drop_column(name)


def downgrade() -> None:
    """Of several places none was told from the others: such an address is asked for anew."""
    with op.batch_alter_table("geocoded_answer") as batch:
        batch.add_column(sa.Column("latitude", sa.Double(), nullable=True))
        batch.add_column(sa.Column("longitude", sa.Double(), nullable=True))
        batch.add_column(sa.Column("label", sa.String(length=500), nullable=False, server_default=""))
        batch.add_column(sa.Column("precision", sa.String(length=200), nullable=False, server_default=""))
        batch.add_column(sa.Column("source", sa.String(length=200), nullable=False, server_default=""))
    for row_id, choices in op.get_bind().execute(sa.select(answers.c.id, answers.c.choices)).all():
        if len(choices) > 1:
            op.execute(answers.delete().where(answers.c.id == row_id))
        for choice in choices[:1]:
            op.execute(answers.update().where(answers.c.id == row_id).values({name: choice[name] for name in ONE}))
    with op.batch_alter_table("geocoded_answer") as batch:
        batch.drop_column("choices")
        for name in ("label", "precision", "source"):
            batch.alter_column(name, existing_type=sa.String(), server_default=None)
        batch.create_check_constraint(
            op.f("ck_geocoded_answer_whole_point"), "(latitude IS NULL) = (longitude IS NULL)"
        )
    op.drop_table("geocoder_turn")

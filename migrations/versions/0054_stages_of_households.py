"""How far each household is: referred, looking, housed, gone

Of those that are there, who is known to have been taken in the day it was written down looks for a home since then, and
who has a lease has its home since that began, no earlier.

Revision ID: 0054
Revises: 0053
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

ATHENS = ZoneInfo("Europe/Athens")
STAGES = ("referred", "searching", "housed", "exited")
REASONS = (
    "lease-ended", "lost-home", "left-home", "came-back", "not-accepted", "found-home", "subsidy-ended", "moved-away",
    "left-country", "no-contact", "withdrew", "excluded", "died",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "household_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("stage", _enum("stage", *STAGES), nullable=True),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("reason", _enum("stagereason", *REASONS), nullable=True),
        sa.Column("referred_by", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stage IS NOT NULL OR supersedes_id IS NOT NULL", name=op.f("ck_household_stage_nothing_only_instead")
        ),
        sa.CheckConstraint(
            "reason IS NULL OR stage IN ('searching', 'exited')", name=op.f("ck_household_stage_reason_of_a_move")
        ),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_household_stage_household_id_household")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["household_stage.id"], name=op.f("fk_household_stage_supersedes_id_household_stage")
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["user.id"], name=op.f("fk_household_stage_written_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_stage")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_household_stage_supersedes_id")),
    )
    op.create_index(op.f("ix_household_stage_household_id"), "household_stage", ["household_id"])
    with op.batch_alter_table("household") as batch:
        batch.add_column(sa.Column("stage", _enum("stage", *STAGES), nullable=True))
    _fill(op.get_bind())
    with op.batch_alter_table("household") as batch:
        batch.alter_column("stage", existing_type=_enum("stage", *STAGES), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("household") as batch:
        batch.drop_constraint(op.f("ck_household_stage"), type_="check")
        batch.drop_column("stage")
    op.drop_table("household_stage")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def _fill(connection: sa.Connection) -> None:
    created = sa.column("created_at", sa.DateTime(timezone=True))
    households = connection.execute(sa.select(sa.column("id"), created).select_from(sa.table("household"))).all()
    lease = sa.table("lease", sa.column("household_id", sa.Integer()), sa.column("starts_on", sa.Date()))
    begins = sa.func.min(lease.c.starts_on, type_=sa.Date())
    homes = dict(connection.execute(sa.select(lease.c.household_id, begins).group_by(lease.c.household_id)).all())
    household = sa.table("household", sa.column("id"), sa.column("stage"))
    connection.execute(household.update().values(stage="searching"))
    rows = []
    for household_id, at in households:
        instant = at if at.tzinfo else at.replace(tzinfo=UTC)
        day = instant.astimezone(ATHENS).date()
        rows.append(_row(household_id, "searching", day, instant))
        if household_id in homes:
            rows.append(_row(household_id, "housed", max(day, homes[household_id]), instant))
    if rows:
        connection.execute(_STAGE.insert(), rows)
    housed = sa.select(lease.c.household_id)
    connection.execute(household.update().where(household.c.id.in_(housed)).values(stage="housed"))


def _row(household_id: int, stage: str, since_on: object, at: datetime) -> dict[str, object]:
    return {"household_id": household_id, "stage": stage, "since_on": since_on, "written_at": at}


_STAGE = sa.table(
    "household_stage",
    sa.column("household_id", sa.Integer()),
    sa.column("stage", sa.String()),
    sa.column("since_on", sa.Date()),
    sa.column("written_at", sa.DateTime(timezone=True)),
)

"""Jobs: work that no request waits for

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LIVE = sa.text("status IN ('queued', 'running')")
STATUSES = ("queued", "running", "done", "failed", "cancelled")


def upgrade() -> None:
    status = sa.Enum(*STATUSES, name="jobstatus", native_enum=False, create_constraint=True, length=30)
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("status", status, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("done >= 0", name=op.f("ck_job_done_not_negative")),
        sa.CheckConstraint("done <= total", name=op.f("ck_job_done_within_total")),
        sa.CheckConstraint("(lease IS NULL) = (leased_until IS NULL)", name=op.f("ck_job_whole_lease")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_job_asked_by_id_user")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_job_centre_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_table(
        "job_file",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_file_job_id_job")),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_job_file")),
    )
    op.create_index(op.f("ix_job_asked_by_id"), "job", ["asked_by_id"])
    op.create_index(op.f("ix_job_centre_id"), "job", ["centre_id"])
    op.create_index("uq_job_live_key", "job", ["key"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_index("ix_job_live_due_at", "job", ["due_at", "id"], sqlite_where=LIVE, postgresql_where=LIVE)


def downgrade() -> None:
    op.drop_table("job_file")
    op.drop_index("ix_job_live_due_at", table_name="job")
    op.drop_index("uq_job_live_key", table_name="job")
    op.drop_index(op.f("ix_job_centre_id"), table_name="job")
    op.drop_index(op.f("ix_job_asked_by_id"), table_name="job")
    op.drop_table("job")

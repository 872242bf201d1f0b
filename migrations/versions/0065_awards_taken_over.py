"""Awards are taken over from elsewhere with the months already paid, and another one may take an award's place

Revision ID: 0065
Revises: 0064
"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

AWARD, INSTALMENT = "subsidy_award", "instalment"
STATUS, DECIDED = "ck_subsidy_award_awardstatus", "ck_subsidy_award_decided_by_somebody"
FROM, BY = "ck_subsidy_award_taken_over_from_somewhere", "ck_subsidy_award_prepared_by_somebody"
SUPERSEDES = "fk_subsidy_award_supersedes_id_subsidy_award"
ELSEWHERE = "ck_instalment_paid_elsewhere_by_somebody"
WERE = "'prepared', 'approved', 'returned'"
WAS_DECIDED = "(status = 'prepared') = (decided_by_id IS NULL)"
ORIGIN = sa.Enum(
    "computed", "taken-over", name="awardorigin", native_enum=False, create_constraint=True, length=30
)  # fmt: skip


def upgrade() -> None:
    op.drop_index("uq_subsidy_award_standing_lease", table_name=AWARD)
    with op.batch_alter_table(AWARD) as batch:
        batch.add_column(sa.Column("origin", ORIGIN, nullable=False, server_default="computed"))
        batch.add_column(sa.Column("source", sa.String(), nullable=True))
        batch.add_column(sa.Column("supersedes_id", sa.Integer(), nullable=True))
        batch.alter_column("prepared_by_id", existing_type=sa.Integer(), nullable=True)
        batch.create_foreign_key(op.f(SUPERSEDES), AWARD, ["supersedes_id"], ["id"])
        _check(batch, f"{WERE}, 'superseded'", f"status = 'superseded' OR {WAS_DECIDED}")
        batch.create_check_constraint(op.f(FROM), "(origin = 'taken-over') = (source IS NOT NULL)")
        batch.create_check_constraint(op.f(BY), "prepared_by_id IS NOT NULL OR origin = 'taken-over'")
    with op.batch_alter_table(AWARD) as batch:
        batch.alter_column("origin", existing_type=sa.String(30), server_default=None)
    op.create_index(op.f("ix_subsidy_award_supersedes_id"), AWARD, ["supersedes_id"])
    _one_for_a_lease("standing", "status IN ('prepared', 'approved') AND supersedes_id IS NULL")
    _one_for_a_lease("approved", "status = 'approved'")
    _one_for_a_lease("waiting", "status = 'prepared'")
    with op.batch_alter_table(INSTALMENT) as batch:
        batch.add_column(sa.Column("paid_elsewhere_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("paid_elsewhere_source", sa.String(), nullable=True))
        batch.create_check_constraint(
            op.f(ELSEWHERE), "(paid_elsewhere_on IS NULL) = (paid_elsewhere_source IS NULL)"
        )  # fmt: skip


def downgrade() -> None:
    """What waits is forgotten; of what is in force the months paid elsewhere go, so that no run pays them again."""
    waits = "status = 'prepared' AND (origin = 'taken-over' OR supersedes_id IS NOT NULL)"
    gone = f"SELECT id FROM {AWARD} WHERE ({waits}) OR (status = 'superseded' AND decided_by_id IS NULL)"
    op.execute(f"UPDATE {AWARD} SET supersedes_id = NULL WHERE supersedes_id IN ({gone})")
    for table in (INSTALMENT, "award_review"):
        op.execute(f"DELETE FROM {table} WHERE award_id IN ({gone})")
    op.execute(f"DELETE FROM {AWARD} WHERE id IN ({gone})")
    op.execute(f"DELETE FROM {INSTALMENT} WHERE paid_elsewhere_on IS NOT NULL")
    op.execute(f"UPDATE {AWARD} SET status = 'returned' WHERE status = 'superseded'")
    # Prepared by nobody of the staff, which these tables do not know: by anybody but who decided it.
    another = f'SELECT min(id) FROM "user" WHERE id <> {AWARD}.decided_by_id'
    op.execute(f"UPDATE {AWARD} SET prepared_by_id = ({another}) WHERE prepared_by_id IS NULL")
    with op.batch_alter_table(INSTALMENT) as batch:
        batch.drop_constraint(op.f(ELSEWHERE), type_="check")
        batch.drop_column("paid_elsewhere_source")
        batch.drop_column("paid_elsewhere_on")
    for name in ("standing", "approved", "waiting"):
        op.drop_index(f"uq_subsidy_award_{name}_lease", table_name=AWARD)
    op.drop_index(op.f("ix_subsidy_award_supersedes_id"), table_name=AWARD)
    with op.batch_alter_table(AWARD) as batch:
        for name in (FROM, BY, "ck_subsidy_award_awardorigin"):
            batch.drop_constraint(op.f(name), type_="check")
        _check(batch, WERE, WAS_DECIDED)
        batch.drop_constraint(op.f(SUPERSEDES), type_="foreignkey")
        batch.alter_column("prepared_by_id", existing_type=sa.Integer(), nullable=False)
        for name in ("supersedes_id", "source", "origin"):
            batch.drop_column(name)
    _one_for_a_lease("standing", "status <> 'returned'")


def _check(batch: object, statuses: str, decided: str) -> None:
    for name, condition in ((STATUS, f"status IN ({statuses})"), (DECIDED, decided)):
        batch.drop_constraint(op.f(name), type_="check")  # type: ignore[attr-defined]
        batch.create_check_constraint(op.f(name), condition)  # type: ignore[attr-defined]


def _one_for_a_lease(name: str, where: str) -> None:
    rows = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(f"uq_subsidy_award_{name}_lease", AWARD, ["lease_id"], unique=True, **rows)

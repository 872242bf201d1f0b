"""Columns are called what they hold: what a merge moved, the marks of sources, who is to offer a flat by itself

They were `gave`, `last_said` and `goes_for_id`, which nobody understood without their comments. The check of what came
of a talk is named by its kind, as all are: it was called an outcome, of which there are several.

Revision ID: 0089
Revises: 0088
"""

from alembic import op

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None

RENAMED = [
    *((table, "gave", "merge_trace") for table in ("listing", "landlord", "household", "person")),
    ("listing", "last_said", "source_marks"),
    ("line_place", "goes_for_id", "auto_offer_by_id"),
]
KEYS = "fk_line_place_goes_for_id_user", "fk_line_place_auto_offer_by_id_user"
CHECKS = "ck_log_entry_outcome", "ck_log_entry_talkoutcome"
OUTCOMES = ("spoken", "not-reached", "agreed", "refused", "waits")


def upgrade() -> None:
    for table, before, after in RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")
    _name_key(*KEYS)
    _name_check(*CHECKS)


def downgrade() -> None:
    for table, before, after in RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {after} TO {before}")
    _name_key(*reversed(KEYS))
    _name_check(*reversed(CHECKS))


def _name_key(before: str, after: str) -> None:
    """SQLite gives no other name to a key without a new table, and asks for none."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE line_place RENAME CONSTRAINT {before} TO {after}")


def _name_check(before: str, after: str) -> None:
    with op.batch_alter_table("log_entry") as batch:
        batch.drop_constraint(op.f(before), type_="check")
        batch.create_check_constraint(op.f(after), f"outcome IN ({', '.join(map(repr, OUTCOMES))})")

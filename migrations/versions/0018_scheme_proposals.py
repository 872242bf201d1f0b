"""Versions of schemes are proposed by one and approved by another, and never change

Versions that are there came with the service: they are approved, and stay so.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATUSES = ("proposed", "approved", "returned", "withdrawn")
# A version changes once: when it is decided.
MAY_CHANGE = " AND ".join(
    ["OLD.status = 'proposed'", *(f"NEW.{name} = OLD.{name}" for name in ("id", "key", "version", "text", "sha256"))]
)
WAITING = sa.text("status = 'proposed'")


def upgrade() -> None:
    with op.batch_alter_table("scheme_version") as version:
        version.alter_column("stored_at", new_column_name="prepared_at")
        version.add_column(
            sa.Column("status", _status(), nullable=False, server_default="approved"),
        )
        version.add_column(sa.Column("prepared_by_id", sa.Integer(), nullable=True))
        version.add_column(sa.Column("decided_by_id", sa.Integer(), nullable=True))
        version.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        version.add_column(sa.Column("return_reason", sa.Text(), nullable=True))
        for who in ("prepared_by_id", "decided_by_id"):
            version.create_foreign_key(f"fk_scheme_version_{who}_user", "user", [who], ["id"])
        version.create_check_constraint(
            op.f("ck_scheme_version_two_persons"), "(decided_by_id = prepared_by_id) = (status = 'withdrawn')"
        )
        version.create_check_constraint(
            op.f("ck_scheme_version_decided_by_somebody"),
            "(decided_by_id IS NULL) = (status = 'proposed' OR prepared_by_id IS NULL)",
        )
        version.create_check_constraint(
            op.f("ck_scheme_version_shipped_is_first"),
            "prepared_by_id IS NOT NULL OR (status = 'approved' AND version = 1)",
        )
    with op.batch_alter_table("scheme_version") as version:
        version.alter_column("status", existing_type=_status(), server_default=None)
    op.create_index(
        "uq_scheme_version_waiting_key",
        "scheme_version",
        ["key"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    _protect()


def downgrade() -> None:
    """What was not approved is no version there."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for name in ("no_update", "no_delete"):
        op.execute(f"DROP TRIGGER scheme_version_{name}" + ("" if on_sqlite else " ON scheme_version"))
    op.drop_index("uq_scheme_version_waiting_key", "scheme_version")
    op.execute("DELETE FROM scheme_version WHERE status <> 'approved'")
    with op.batch_alter_table("scheme_version") as version:
        for name in ("two_persons", "decided_by_somebody", "shipped_is_first"):
            version.drop_constraint(op.f(f"ck_scheme_version_{name}"), type_="check")
        version.drop_constraint("versionstatus", type_="check")
        for who in ("prepared_by_id", "decided_by_id"):
            version.drop_constraint(f"fk_scheme_version_{who}_user", type_="foreignkey")
        for column in ("status", "prepared_by_id", "decided_by_id", "decided_at", "return_reason"):
            version.drop_column(column)
        version.alter_column("prepared_at", new_column_name="stored_at")


def _status() -> sa.Enum:
    return sa.Enum(*STATUSES, name="versionstatus", native_enum=False, create_constraint=True, length=30)


def _protect() -> None:
    """As the audit's tables: `refuse_change` is the function of migration 0003."""
    if op.get_bind().dialect.name == "sqlite":
        for name, event, when in (("no_update", "UPDATE", f"NOT ({MAY_CHANGE})"), ("no_delete", "DELETE", "true")):
            op.execute(
                f"CREATE TRIGGER scheme_version_{name} BEFORE {event} ON scheme_version WHEN {when} "
                "BEGIN SELECT RAISE(ABORT, 'a version of a scheme never changes'); END"
            )
        return
    for name, event, each in (
        ("no_update", "UPDATE", f"ROW WHEN (NOT ({MAY_CHANGE}))"),
        ("no_delete", "DELETE OR TRUNCATE", "STATEMENT"),
    ):
        op.execute(
            f"CREATE TRIGGER scheme_version_{name} BEFORE {event} ON scheme_version "
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )

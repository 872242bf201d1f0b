"""The audit: a chain of steps, keys of people, and a database that refuses to change what was written down

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Tables whose rows are written once, each with what tells its rows apart.
APPEND_ONLY = {
    "audit_event": "id = NEW.id",
    "audit_value": "event_id = NEW.event_id AND n = NEW.n",
    "ledger_transaction": "id = NEW.id",
    "ledger_entry": "id = NEW.id",
}
# Tables whose rows stay, and how they may change: a key is erased or sealed anew, the end of the chain moves on.
ROWS_STAY = {
    "person_key": (
        "id = NEW.id OR (kind = NEW.kind AND row_id = NEW.row_id)",
        "NEW.id = OLD.id AND NEW.kind = OLD.kind AND NEW.row_id = OLD.row_id AND OLD.key IS NOT NULL",
    ),
    "audit_head": (
        "id = NEW.id",
        "NEW.id = OLD.id AND (NEW.position > OLD.position OR (NEW.position = OLD.position AND NEW.hash = OLD.hash))",
    ),
}
FIRST_HASH = bytes(32)


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=63), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=200), nullable=False),
        sa.Column("subject_kind", sa.String(length=63), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.String(length=200), nullable=True),
        sa.Column("previous_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_at"), "audit_event", ["at"])
    op.create_index(op.f("ix_audit_event_action"), "audit_event", ["action"])
    op.create_index(op.f("ix_audit_event_centre_id"), "audit_event", ["centre_id"])
    op.create_index(op.f("ix_audit_event_subject_kind_subject_id"), "audit_event", ["subject_kind", "subject_id"])
    op.create_index(op.f("ix_audit_event_actor_kind_actor_id"), "audit_event", ["actor_kind", "actor_id"])
    op.create_table(
        "person_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=63), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(key IS NULL) = (erased_at IS NOT NULL)", name=op.f("ck_person_key_erased_or_there")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_key")),
        sa.UniqueConstraint("kind", "row_id", name=op.f("uq_person_key_kind_row_id")),
    )
    op.create_table(
        "audit_value",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=63), nullable=True),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("person_key_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["audit_event.id"], name=op.f("fk_audit_value_event_id_audit_event")),
        sa.ForeignKeyConstraint(
            ["person_key_id"], ["person_key.id"], name=op.f("fk_audit_value_person_key_id_person_key")
        ),
        sa.PrimaryKeyConstraint("event_id", "n", name=op.f("pk_audit_value")),
    )
    op.create_index(op.f("ix_audit_value_kind_row_id"), "audit_value", ["kind", "row_id"])
    op.create_index(op.f("ix_audit_value_person_key_id"), "audit_value", ["person_key_id"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "position": 0, "hash": FIRST_HASH}])
    if op.get_bind().dialect.name == "sqlite":
        _protect_sqlite()
    else:
        _protect_postgresql()


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in ("ledger_transaction", "ledger_entry"):
        for name in ("no_update", "no_delete", "no_replace") if on_sqlite else ("append_only",):
            op.execute(f"DROP TRIGGER {table}_{name}" + ("" if on_sqlite else f" ON {table}"))
    for table in ("audit_head", "audit_value", "person_key", "audit_event"):
        op.drop_table(table)
    if not on_sqlite:
        op.execute("DROP FUNCTION refuse_change()")


def _protect_sqlite() -> None:
    """REPLACE removes rows without asking the triggers of DELETE, so that an INSERT is looked at too."""
    for table, same in APPEND_ONLY.items():
        _sqlite_trigger(table, "no_update", "UPDATE")
        _sqlite_trigger(table, "no_delete", "DELETE")
        _sqlite_trigger(table, "no_replace", "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE {same})")
    for table, (same, allowed) in ROWS_STAY.items():
        _sqlite_trigger(table, "no_update", "UPDATE", f"NOT ({allowed})")
        _sqlite_trigger(table, "no_delete", "DELETE")
        _sqlite_trigger(table, "no_replace", "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE {same})")


def _sqlite_trigger(table: str, name: str, event: str, when: str = "true") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _protect_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        _postgresql_trigger(table, "append_only", "UPDATE OR DELETE OR TRUNCATE", "STATEMENT")
    for table, (_, allowed) in ROWS_STAY.items():
        _postgresql_trigger(table, "rows_stay", "DELETE OR TRUNCATE", "STATEMENT")
        _postgresql_trigger(table, "no_update", "UPDATE", f"ROW WHEN (NOT ({allowed}))")


def _postgresql_trigger(table: str, name: str, event: str, each: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION refuse_change()"
    )

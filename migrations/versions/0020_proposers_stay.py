"""A proposal is decided and nothing else happens to it: who proposed it, and when, stays too

Before, both could be changed until the decision and together with it, which made one's own proposal another person's.

Revision ID: 0020
Revises: 0019
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEPT = ("id", "key", "version", "text", "sha256")
WHO_AND_WHEN = ("prepared_by_id", "prepared_at")


def upgrade() -> None:
    _let_change("NEW.status <> 'proposed'", *(f"NOT ({_differs(name)})" for name in KEPT + WHO_AND_WHEN))


def downgrade() -> None:
    """As migration 0018 wrote it."""
    _let_change(*(f"NEW.{name} = OLD.{name}" for name in KEPT))


def _let_change(*conditions: str) -> None:
    """Refuse every change but that of a proposal under these conditions; `refuse_change` is of migration 0003."""
    allowed = " AND ".join(["OLD.status = 'proposed'", *conditions])
    if _on_sqlite():
        op.execute("DROP TRIGGER scheme_version_no_update")
        op.execute(
            f"CREATE TRIGGER scheme_version_no_update BEFORE UPDATE ON scheme_version WHEN NOT ({allowed}) "
            "BEGIN SELECT RAISE(ABORT, 'a version of a scheme never changes'); END"
        )
        return
    op.execute("DROP TRIGGER scheme_version_no_update ON scheme_version")
    op.execute(
        "CREATE TRIGGER scheme_version_no_update BEFORE UPDATE ON scheme_version "
        f"FOR EACH ROW WHEN (NOT ({allowed})) EXECUTE FUNCTION refuse_change()"
    )


def _differs(name: str) -> str:
    """Also where one of both is nothing, of which `=` knows no answer."""
    return f"NEW.{name} {'IS NOT' if _on_sqlite() else 'IS DISTINCT FROM'} OLD.{name}"


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"

"""A household leaves a line for the landlord's no, or since the flat is held for another

On the way back both are "kept apart", as a landlord's no was before.

Revision ID: 0088
Revises: 0087
"""

from alembic import op

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None

CHECK = "ck_line_place_linereason"
BEFORE = (
    "has-offer", "has-home", "fits-no-more", "kept-apart", "other-centre", "flat-taken", "took-another", "flat-gone",
    "same-flat", "left", "unwilling", "unsuited", "mistake", "other",
)  # fmt: skip
NEW = ("landlord-refused", "held")


def upgrade() -> None:
    _allow((*BEFORE, *NEW))


def downgrade() -> None:
    op.execute(f"UPDATE line_place SET closed_because = 'kept-apart' WHERE {_among(NEW)}")
    _allow(BEFORE)


def _allow(reasons: tuple[str, ...]) -> None:
    with op.batch_alter_table("line_place") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), _among(reasons))


def _among(reasons: tuple[str, ...]) -> str:
    return f"closed_because IN ({', '.join(repr(reason) for reason in reasons)})"

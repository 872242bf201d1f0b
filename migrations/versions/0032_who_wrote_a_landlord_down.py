"""Which centre wrote a landlord down: nobody else sees one that lets nowhere

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

# The first centre where it lets; for one that lets nowhere the centre in whose work it was written down, or of whoever
# wrote it down; for what nobody knows any more the oldest centre.
KEPT_BY = """
UPDATE landlord SET kept_by_id = COALESCE(
    (SELECT listing.centre_id FROM listing WHERE listing.landlord_id = landlord.id ORDER BY listing.id LIMIT 1),
    (SELECT listing.centre_id FROM listing
     JOIN ownership_share ON ownership_share.dwelling_id = listing.dwelling_id
     WHERE ownership_share.landlord_id = landlord.id ORDER BY listing.id LIMIT 1),
    (SELECT household.centre_id FROM household JOIN lease ON lease.household_id = household.id
     WHERE lease.landlord_id = landlord.id ORDER BY lease.id LIMIT 1),
    (SELECT COALESCE(
        audit_event.centre_id,
        (SELECT MIN(post.centre_id) FROM post
         WHERE audit_event.actor_kind = 'user' AND post.user_id = audit_event.actor_id))
     FROM audit_event JOIN audit_value ON audit_value.event_id = audit_event.id
     WHERE audit_value.kind = 'landlord' AND audit_value.row_id = landlord.id ORDER BY audit_event.id LIMIT 1),
    (SELECT MIN(centre.id) FROM centre)
)
"""


def upgrade() -> None:
    with op.batch_alter_table("landlord") as batch:
        batch.add_column(sa.Column("kept_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_landlord_kept_by_id_centre"), "centre", ["kept_by_id"], ["id"])
        batch.create_index(op.f("ix_landlord_kept_by_id"), ["kept_by_id"])
    op.execute(KEPT_BY)
    with op.batch_alter_table("landlord") as batch:
        batch.alter_column("kept_by_id", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("landlord") as batch:
        batch.drop_index(op.f("ix_landlord_kept_by_id"))
        batch.drop_constraint(op.f("fk_landlord_kept_by_id_centre"), type_="foreignkey")
        batch.drop_column("kept_by_id")

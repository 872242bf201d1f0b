"""Messages: what each is about, and the centre it belongs to

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("about", sa.String(length=200), nullable=True))
        message.add_column(sa.Column("centre_id", sa.Integer(), nullable=True))
        message.create_foreign_key("fk_message_centre_id_centre", "centre", ["centre_id"], ["id"])
        message.create_index("ix_message_about", ["about"])
        message.create_index("ix_message_centre_id", ["centre_id"])


def downgrade() -> None:
    with op.batch_alter_table("message") as message:
        message.drop_index("ix_message_centre_id")
        message.drop_index("ix_message_about")
        message.drop_constraint("fk_message_centre_id_centre", type_="foreignkey")
        message.drop_column("centre_id")
        message.drop_column("about")

"""Whoever approves money or makes accounts is let in by two; the language that the staff are written to in

Posts that are held stay held, and everybody is written to in Greek, as the pages begin.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KINDS = ("link", "second-factors", "post")


def upgrade() -> None:
    op.create_table(
        "admission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="admissionkind", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_granted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_admission_user_id_user")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_admission_asked_by_id_user")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["user.id"], name=op.f("fk_admission_settled_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission")),
    )
    op.create_index("ix_admission_user_id", "admission", ["user_id"])
    with op.batch_alter_table("post") as post:
        post.add_column(sa.Column("waits_for_id", sa.Integer(), nullable=True))
        post.create_foreign_key("fk_post_waits_for_id_admission", "admission", ["waits_for_id"], ["id"])
        post.create_index("ix_post_waits_for_id", ["waits_for_id"])
    with op.batch_alter_table("user") as user:
        user.add_column(sa.Column("language", sa.String(length=200), nullable=False, server_default="el"))
    with op.batch_alter_table("user") as user:
        user.alter_column("language", server_default=None)


def downgrade() -> None:
    """A post that waits was never held, and does not come to be so."""
    post = sa.table("post", sa.column("id"), sa.column("waits_for_id"), sa.column("deputy_for_id"))
    waiting = sa.select(post.c.id).where(post.c.waits_for_id.is_not(None)).scalar_subquery()
    op.execute(post.delete().where(post.c.deputy_for_id.in_(waiting)))
    op.execute(post.delete().where(post.c.waits_for_id.is_not(None)))
    with op.batch_alter_table("user") as user:
        user.drop_column("language")
    with op.batch_alter_table("post") as batch:
        batch.drop_index("ix_post_waits_for_id")
        batch.drop_constraint("fk_post_waits_for_id_admission", type_="foreignkey")
        batch.drop_column("waits_for_id")
    op.drop_table("admission")

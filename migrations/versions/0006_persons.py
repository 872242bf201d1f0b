"""Persons apart from their time in a household

A person can leave one household and join another, and is known once. Every member so far becomes a person of the same
key. A household's award is looked at again when its people change: the notes about that come along.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STILL_THERE = sa.text("left_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("latin_name", sa.String(length=200), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("sex", _enum("sex", "female", "male", "other"), nullable=True),
        sa.Column("nationality", sa.String(length=200), nullable=True),
        sa.Column("interpreter_language", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "person_language",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_language_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "language", name=op.f("pk_person_language")),
    )
    op.execute(
        "INSERT INTO person (id, name, born_on, created_at)"
        " SELECT m.id, m.name, m.born_on, h.created_at FROM household_member m JOIN household h ON h.id = m.household_id"
    )
    _go_on_counting("person")
    relation = _enum(
        "relation", "applicant", "partner", "child", "parent", "sibling", "other-relative", "not-related"
    )
    with op.batch_alter_table("household_member") as batch:
        batch.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("relation", relation, nullable=True))
    op.execute("UPDATE household_member SET person_id = id")
    with op.batch_alter_table("household_member") as batch:
        batch.alter_column("person_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(op.f("fk_household_member_person_id_person"), "person", ["person_id"], ["id"])
        batch.drop_constraint(op.f("ck_household_member_joined_after_birth"), type_="check")
        batch.drop_column("name")
        batch.drop_column("born_on")
    op.create_index(op.f("ix_household_member_person_id"), "household_member", ["person_id"])
    op.create_index(
        "uq_household_member_open_person", "household_member", ["person_id"], unique=True,
        sqlite_where=STILL_THERE, postgresql_where=STILL_THERE,
    )  # fmt: skip
    op.create_table(
        "award_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("change", _enum("memberchange", "joined", "left", "corrected"), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(closed_by_id IS NULL) = (closed_at IS NULL)", name=op.f("ck_award_review_closed_by_somebody")
        ),
        sa.ForeignKeyConstraint(["award_id"], ["subsidy_award.id"], name=op.f("fk_award_review_award_id_subsidy_award")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["household_member.id"], name=op.f("fk_award_review_member_id_household_member")
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["user.id"], name=op.f("fk_award_review_closed_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_review")),
    )
    op.create_index(op.f("ix_award_review_award_id"), "award_review", ["award_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_award_review_award_id"), table_name="award_review")
    op.drop_table("award_review")
    op.drop_index("uq_household_member_open_person", table_name="household_member")
    op.drop_index(op.f("ix_household_member_person_id"), table_name="household_member")
    with op.batch_alter_table("household_member") as batch:
        batch.add_column(sa.Column("name", sa.String(length=200), nullable=True))
        batch.add_column(sa.Column("born_on", sa.Date(), nullable=True))
    for column in ("name", "born_on"):
        op.execute(
            f"UPDATE household_member SET {column} ="
            f" (SELECT p.{column} FROM person p WHERE p.id = household_member.person_id)"
        )
    with op.batch_alter_table("household_member") as batch:
        batch.alter_column("name", existing_type=sa.String(length=200), nullable=False)
        batch.alter_column("born_on", existing_type=sa.Date(), nullable=False)
        batch.create_check_constraint(op.f("ck_household_member_joined_after_birth"), "joined_on >= born_on")
        batch.drop_column("person_id")
        batch.drop_constraint(op.f("ck_household_member_relation"), type_="check")
        batch.drop_column("relation")
    op.drop_table("person_language")
    op.drop_table("person")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def _go_on_counting(table: str) -> None:
    """PostgreSQL counts apart from the keys that are there."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )

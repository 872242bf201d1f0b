"""The contact log, agreements, and who answers for a household

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CHANNELS = ("office", "home", "phone", "message", "email", "letter")
OUTCOMES = ("spoken", "not-reached", "agreed", "refused", "waits")
PURPOSES = ("support", "landlord", "partners", "messages", "photos")
STEP = "(next_step IS NULL) = (responsible_id IS NULL) AND (next_step IS NULL) = (due_on IS NULL)"


def upgrade() -> None:
    op.create_table(
        "log_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("spoken_with", sa.String(length=200), nullable=False),
        sa.Column("channel", _enum("channel", *CHANNELS), nullable=False),
        sa.Column("language", sa.String(length=200), nullable=True),
        sa.Column("interpreter", sa.String(length=200), nullable=True),
        sa.Column("outcome", _enum("outcome", *OUTCOMES), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("next_step", sa.LargeBinary(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("household_id IS NULL OR enterprise_id IS NULL", name=op.f("ck_log_entry_of_one_subject")),
        sa.CheckConstraint(STEP, name=op.f("ck_log_entry_next_step_is_somebodys")),
        sa.CheckConstraint("done_on IS NULL OR next_step IS NOT NULL", name=op.f("ck_log_entry_only_a_step_is_done")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_log_entry_household_id_household")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_log_entry_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(["responsible_id"], ["user.id"], name=op.f("fk_log_entry_responsible_id_user")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_log_entry_author_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
    )
    for column in ("household_id", "enterprise_id", "responsible_id"):
        op.create_index(op.f(f"ix_log_entry_{column}"), "log_entry", [column])
    op.create_table(
        "log_reader",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["log_entry.id"], name=op.f("fk_log_reader_entry_id_log_entry")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_log_reader_user_id_user")),
        sa.PrimaryKeyConstraint("entry_id", "user_id", name=op.f("pk_log_reader")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", _enum("purpose", *PURPOSES), nullable=False),
        sa.Column("text_version", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=200), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("withdrawn_on >= given_on", name=op.f("ck_consent_withdrawn_after_given")),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by_id IS NULL)", name=op.f("ck_consent_withdrawn_by_somebody")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["user.id"], name=op.f("fk_consent_recorded_by_id_user")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["user.id"], name=op.f("fk_consent_withdrawn_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"])
    with op.batch_alter_table("household") as batch:
        batch.add_column(sa.Column("officer_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_household_officer_id_user"), "user", ["officer_id"], ["id"])
    op.create_index(op.f("ix_household_officer_id"), "household", ["officer_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_household_officer_id"), table_name="household")
    with op.batch_alter_table("household") as batch:
        batch.drop_constraint(op.f("fk_household_officer_id_user"), type_="foreignkey")
        batch.drop_column("officer_id")
    for name in ("consent", "log_reader", "log_entry"):
        op.drop_table(name)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)

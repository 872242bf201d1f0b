"""Numbers with their papers, contacts and enterprises; a household's telephone and account move there

A telephone becomes a contact of its household. An account becomes a number of one of its people: of whoever bears the
holder's name, else of the oldest who lives there. What is sealed
for one place opens in no other: it is opened and sealed anew, under the newest key of the process.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from core.sealed import keys

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KINDS = ("afm", "amka", "paaypa", "permit", "case", "passport", "iban")
ONE_OWNER = (
    "CASE WHEN person_id IS NULL THEN 0 ELSE 1 END + CASE WHEN household_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN enterprise_id IS NULL THEN 0 ELSE 1 END = 1"
)
MOVED = ("phone", "account_holder", "iban")

household = sa.table("household", *map(sa.column, ("id", *MOVED, "phone_index", "account_id", "created_at")))
person = sa.table("person", *map(sa.column, ("id", "name", "born_on")))
member = sa.table("household_member", *map(sa.column, ("household_id", "person_id", "left_on")))
contact = sa.table(
    "contact", *map(sa.column, ("id", "household_id", "kind", "value", "value_index", "is_preferred", "created_at"))
)
identifier = sa.table(
    "identifier", *map(sa.column, ("id", "person_id", "kind", "value", "value_index", "holder", "created_at"))
)


def upgrade() -> None:
    _add_tables()
    op.add_column("person", sa.Column("protection_status", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("household") as batch:
        batch.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_household_account_id_identifier"), "identifier", ["account_id"], ["id"])
    for row in op.get_bind().execute(sa.select(household).order_by(household.c.id)).all():
        if row.phone:
            _add_phone(row)
        if row.iban and row.account_holder:
            _add_account(row)
    op.drop_index(op.f("ix_household_phone_index"), table_name="household")
    with op.batch_alter_table("household") as batch:
        batch.drop_constraint(op.f("ck_household_phone_indexed"), type_="check")
        for name in (*MOVED, "phone_index"):
            batch.drop_column(name)


def downgrade() -> None:
    with op.batch_alter_table("household") as batch:
        for name in (*MOVED, "phone_index"):
            batch.add_column(sa.Column(name, sa.LargeBinary(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_household_phone_indexed"), "(phone IS NULL) = (phone_index IS NULL)"
        )
    op.create_index(op.f("ix_household_phone_index"), "household", ["phone_index"])
    bind = op.get_bind()
    for row in bind.execute(sa.select(household.c.id, identifier.c.value, identifier.c.holder).join_from(
        household, identifier, household.c.account_id == identifier.c.id
    )).all():  # fmt: skip
        _put_back(
            row.id,
            iban=_moved(row.value, "identifier.value", "household.iban"),
            account_holder=_moved(row.holder, "identifier.holder", "household.account_holder"),
        )
    phones = sa.select(contact).where(contact.c.household_id.is_not(None), contact.c.kind == "phone")
    for row in bind.execute(phones.order_by(contact.c.is_preferred, contact.c.id.desc())).all():
        _put_back(
            row.household_id,
            phone=_moved(row.value, "contact.value", "household.phone"),
            phone_index=_index(row.value, "contact.value", "household.phone"),
        )
    with op.batch_alter_table("household") as batch:
        batch.drop_constraint(op.f("fk_household_account_id_identifier"), type_="foreignkey")
        batch.drop_column("account_id")
    op.drop_column("person", "protection_status")
    for name in ("contact", "identifier", "enterprise"):
        op.drop_table(name)


def _add_phone(row: sa.Row) -> None:
    op.get_bind().execute(
        sa.insert(contact).values(
            household_id=row.id, kind="phone", is_preferred=True, created_at=row.created_at,
            value=_moved(row.phone, "household.phone", "contact.value"),
            value_index=_index(row.phone, "household.phone", "contact.value"),
        )
    )  # fmt: skip


def _add_account(row: sa.Row) -> None:
    bind = op.get_bind()
    lives_there = sa.select(person.c.id, person.c.name, member.c.left_on).join_from(
        person, member, member.c.person_id == person.c.id
    ).where(member.c.household_id == row.id).order_by(person.c.born_on, person.c.id)  # fmt: skip
    people = bind.execute(lives_there).all()
    if not people:
        return  # nobody's account
    holder = _open(row.account_holder, "household.account_holder").casefold()
    best = min(people, key=lambda one: (one.name.casefold() != holder, one.left_on is not None))
    bind.execute(
        sa.insert(identifier).values(
            person_id=best.id, kind="iban", created_at=row.created_at,
            value=_moved(row.iban, "household.iban", "identifier.value"),
            value_index=_index(row.iban, "household.iban", "identifier.value"),
            holder=_moved(row.account_holder, "household.account_holder", "identifier.holder"),
        )
    )  # fmt: skip
    newest = sa.select(sa.func.max(identifier.c.id)).scalar_subquery()
    bind.execute(sa.update(household).where(household.c.id == row.id).values(account_id=newest))


def _put_back(household_id: int, **values: bytes) -> None:
    op.get_bind().execute(sa.update(household).where(household.c.id == household_id).values(**values))


def _open(sealed: bytes, place: str) -> str:
    return keys().open(sealed, place).decode()


def _moved(sealed: bytes, old: str, new: str) -> bytes:
    return keys().seal(keys().open(sealed, old), new)


def _index(sealed: bytes, old: str, new: str) -> bytes:
    return keys().index(_open(sealed, old), new)


def _add_tables() -> None:
    op.create_table(
        "enterprise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", _enum("enterprisekind", "employer", "letting", "service", "partner", "other"), nullable=False),
        sa.Column("afm", sa.LargeBinary(), nullable=True),
        sa.Column("afm_index", sa.LargeBinary(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(afm IS NULL) = (afm_index IS NULL)", name=op.f("ck_enterprise_afm_indexed")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_enterprise_centre_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise")),
    )
    op.create_index(op.f("ix_enterprise_afm_index"), "enterprise", ["afm_index"])
    op.create_index(op.f("ix_enterprise_centre_id"), "enterprise", ["centre_id"])
    op.create_table(
        "identifier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("identifierkind", *KINDS), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("value_index", sa.LargeBinary(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("holder", sa.LargeBinary(), nullable=True),
        sa.Column("paper", sa.String(length=200), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("valid_from < valid_until", name=op.f("ck_identifier_valid_for_a_day")),
        sa.CheckConstraint(
            "(checked_on IS NULL) = (checked_by_id IS NULL)", name=op.f("ck_identifier_checked_by_somebody")
        ),
        sa.CheckConstraint(
            "(kind = 'iban') = (holder IS NOT NULL)", name=op.f("ck_identifier_account_has_a_holder")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identifier_person_id_person")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["user.id"], name=op.f("fk_identifier_checked_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifier")),
        sa.UniqueConstraint("person_id", "kind", "value_index", name=op.f("uq_identifier_person_id_kind_value_index")),
    )
    for column in ("person_id", "value_index", "valid_until"):
        op.create_index(op.f(f"ix_identifier_{column}"), "identifier", [column])
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("kind", _enum("contactkind", "phone", "email", "address"), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("value_index", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=200), nullable=True),
        sa.Column("is_preferred", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(ONE_OWNER, name=op.f("ck_contact_of_one_owner")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_id_person")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_contact_household_id_household")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_contact_enterprise_id_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    for column in ("person_id", "household_id", "enterprise_id", "value_index"):
        op.create_index(op.f(f"ix_contact_{column}"), "contact", [column])


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)

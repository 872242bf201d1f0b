"""Programme, projects, partners and who runs a centre; staff hold dated posts instead of roles and a centre

Centres that are there already become those of one partner of one project; whoever had no centre is at the programme.

Revision ID: 0004
Revises: 0003
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROLES = ("housing-officer", "finance-officer", "finance-approver", "administrator")
UNITS = ("programme", "project", "partner")
ATHENS = ZoneInfo("Europe/Athens")

_centre = sa.table("centre", sa.column("id", sa.Integer))
_role = sa.table("role", sa.column("id", sa.Integer), sa.column("name", sa.String))
_staff_role = sa.table("staff_role", sa.column("user_id", sa.Integer), sa.column("role_id", sa.Integer))
_user = sa.table(
    "user",
    sa.column("id", sa.Integer),
    sa.column("centre_id", sa.Integer),
    sa.column("created_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    _create_units()
    op.create_table(
        "centre_operation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        *_period("centre_operation"),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_operation_centre_id_centre")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_centre_operation_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_operation")),
        sa.UniqueConstraint("centre_id", "starts_on", name=op.f("uq_centre_operation_centre_id_starts_on")),
    )
    op.create_index(op.f("ix_centre_operation_partner_id"), "centre_operation", ["partner_id"], unique=False)
    _create_posts()
    _carry_over(op.get_bind())
    op.drop_table("staff_role")
    op.drop_table("role")
    with op.batch_alter_table("user") as user:
        user.drop_constraint("fk_user_centre_id_centre", type_="foreignkey")
        user.drop_column("centre_id")


def downgrade() -> None:
    with op.batch_alter_table("user") as user:
        user.add_column(sa.Column("centre_id", sa.Integer(), nullable=True))
        user.create_foreign_key("fk_user_centre_id_centre", "centre", ["centre_id"], ["id"])
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
    )
    op.create_table(
        "staff_role",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_staff_role_role_id_role")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_staff_role_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", "role_id", name=op.f("pk_staff_role")),
    )
    _carry_back(op.get_bind())
    op.drop_table("post")
    for table in ("centre_operation", *reversed(UNITS)):
        op.drop_table(table)


def _create_units() -> None:
    above = None
    for unit in UNITS:
        of = [sa.Column(f"{above}_id", sa.Integer(), nullable=False)] if above else []
        key = f"fk_{unit}_{above}_id_{above}"
        op.create_table(
            unit,
            sa.Column("id", sa.Integer(), nullable=False),
            *of,
            *([sa.Column("is_lead", sa.Boolean(), nullable=False)] if unit == "partner" else []),
            sa.Column("name_el", sa.String(length=200), nullable=False),
            sa.Column("name_en", sa.String(length=200), nullable=False),
            *_period(unit),
            *([sa.ForeignKeyConstraint([f"{above}_id"], [f"{above}.id"], name=op.f(key))] if above else []),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{unit}")),
        )
        if above:
            op.create_index(op.f(f"ix_{unit}_{above}_id"), unit, [f"{above}_id"], unique=False)
        above = unit


def _create_posts() -> None:
    places = (*UNITS, "centre")
    at_one_place = " + ".join(f"CASE WHEN {place}_id IS NULL THEN 0 ELSE 1 END" for place in places) + " = 1"
    roles = ", ".join(f"'{role}'" for role in ROLES)
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        *(sa.Column(f"{place}_id", sa.Integer(), nullable=True) for place in places),
        sa.Column("deputy_for_id", sa.Integer(), nullable=True),
        *_period("post"),
        sa.CheckConstraint(at_one_place, name=op.f("ck_post_at_one_place")),
        sa.CheckConstraint(f"role IN ({roles})", name=op.f("ck_post_staffrole")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_post_user_id_user")),
        sa.ForeignKeyConstraint(["deputy_for_id"], ["post.id"], name=op.f("fk_post_deputy_for_id_post")),
        *(
            sa.ForeignKeyConstraint([f"{place}_id"], [f"{place}.id"], name=op.f(f"fk_post_{place}_id_{place}"))
            for place in places
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_user_id"), "post", ["user_id"], unique=False)
    op.create_index(op.f("ix_post_deputy_for_id"), "post", ["deputy_for_id"], unique=False)


def _period(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("ends_on > starts_on", name=op.f(f"ck_{table}_ends_after_its_start")),
    ]


def _carry_over(connection: sa.Connection) -> None:
    """One line of the structure for what is there, begun with its first account."""
    centres = connection.scalars(sa.select(_centre.c.id).order_by(_centre.c.id)).all()
    users = {row.id: row for row in connection.execute(sa.select(_user))}
    if not centres and not users:
        return
    begun_on = min((_day(row.created_at) for row in users.values()), default=_day(datetime.now(UTC)))
    above: dict[str, object] = {}
    names = (("Πρόγραμμα", "Programme"), ("Περιφερειακό έργο", "Regional project"), ("Φορέας", "Partner"))
    for unit, (name_el, name_en) in zip(UNITS, names, strict=True):
        values = {"id": 1, "name_el": name_el, "name_en": name_en, "starts_on": begun_on} | above
        _insert(connection, unit, values | ({"is_lead": True} if unit == "partner" else {}))
        above = {f"{unit}_id": 1}
    for centre_id in centres:
        values = {"centre_id": centre_id, "partner_id": 1, "starts_on": begun_on}
        _insert(connection, "centre_operation", values)
    held = sa.select(_staff_role.c.user_id, _role.c.name).join(_role, _role.c.id == _staff_role.c.role_id)
    for user_id, role in connection.execute(held.order_by(_staff_role.c.user_id, _role.c.id)):
        user = users[user_id]
        place = {"centre_id": user.centre_id} if user.centre_id else {"programme_id": 1}
        _insert(connection, "post", {"user_id": user_id, "role": role, "starts_on": _day(user.created_at)} | place)
    if connection.dialect.name == "postgresql":
        for unit in UNITS:
            connection.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{unit}', 'id'), 1)"))


def _carry_back(connection: sa.Connection) -> None:
    """Roles without days and one centre each, of the posts that run today.

    Nobody sees more than before, so of several centres the first stays.
    """
    running = "deputy_for_id IS NULL AND starts_on <= :today AND (ends_on IS NULL OR ends_on > :today)"
    query = sa.text(f"SELECT * FROM post WHERE {running} ORDER BY id")
    posts = connection.execute(query.bindparams(sa.bindparam("today", _day(datetime.now(UTC)), sa.Date))).all()
    for role in dict.fromkeys(post.role for post in posts):
        _insert(connection, "role", {"name": role})
    roles = {row.name: row.id for row in connection.execute(sa.select(_role))}
    for user_id, role in dict.fromkeys((post.user_id, post.role) for post in posts):
        _insert(connection, "staff_role", {"user_id": user_id, "role_id": roles[role]})
    paths = connection.execute(
        sa.text(
            "SELECT partner.project_id, partner.id AS partner_id, operation.centre_id FROM partner"
            " JOIN centre_operation AS operation ON operation.partner_id = partner.id ORDER BY operation.centre_id"
        )
    ).all()
    for post in posts:
        below = (path.centre_id for path in paths if post.partner_id == path.partner_id or post.project_id == path.project_id)
        centre_id = post.centre_id or next(below, None)
        if centre_id is not None:
            connection.execute(sa.update(_user).where(_user.c.id == post.user_id).values(centre_id=centre_id))


def _insert(connection: sa.Connection, table: str, values: dict[str, object]) -> None:
    connection.execute(sa.insert(sa.table(table, *(sa.column(name) for name in values))).values(**values))


def _day(at: datetime) -> object:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(ATHENS).date()

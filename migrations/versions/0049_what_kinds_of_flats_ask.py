"""What the kinds of flats in a cell of the map ask together, so that nobody adds up a million to colour the island

Beside how many they are (migration 0044) each kind keeps the sum of its rents, in cents, and of its square metres, 0
where the size is not known.

Revision ID: 0049
Revises: 0048
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

SIDE = 90112  # of a cell of zoom 10, in millionths of a degree
RENT_STEP, SIZE_STEP = 2500, 5  # cents and m²
KEY = "centre_id", "y", "x", "rent_step", "bedrooms", "size_step"
WATCHED = "centre_id", "is_open", "latitude", "longitude", "monthly_rent", "bedrooms", "size_m2"

# Of a spot, whose columns begin with {spot}.
LATITUDE, LONGITUDE = (
    "CAST(round({spot}latitude * 1000000) AS integer)",
    "CAST(round({spot}longitude * 1000000) AS integer)",
)
KEYS = {
    "centre_id": "{spot}centre_id",
    "y": f"({LATITUDE} + 90000000) / {SIDE}",
    "x": f"({LONGITUDE} + 180000000) / {SIDE}",
    "rent_step": f"({{spot}}monthly_rent + {RENT_STEP - 1}) / {RENT_STEP}",
    "bedrooms": "coalesce({spot}bedrooms, -1)",
    "size_step": f"coalesce({{spot}}size_m2 / {SIZE_STEP}, -1)",
}
BEFORE = {"latitudes": LATITUDE, "longitudes": LONGITUDE, "keys": "{spot}listing_id"}
SINCE = {"cents": "{spot}monthly_rent", "square_metres": "coalesce({spot}size_m2, 0)"}


def upgrade() -> None:
    _make_anew(BEFORE | SINCE)


def downgrade() -> None:
    _make_anew(BEFORE)


def _make_anew(sums: dict[str, str]) -> None:
    """The table with these sums, filled, and kept from now on: there is nothing in it that could not be counted."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        for name in ("come", "gone", "changed"):
            op.execute(f"DROP TRIGGER listing_spot_kind_{name}")
    op.drop_table("listing_cell_kind")
    op.create_table(
        "listing_cell_kind",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("rent_step", "bedrooms", "size_step")),
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("centre_id", "y", "x", "flats")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in sums),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_listing_cell_kind_centre_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_cell_kind")),
    )
    by_place = ["y", "x", "centre_id", "rent_step", "bedrooms", "size_step"]
    op.create_index("ix_listing_cell_kind_by_place", "listing_cell_kind", by_place)
    op.execute(f"""
        INSERT INTO listing_cell_kind ({", ".join((*KEY, "flats", *sums))})
        SELECT {_of("", *KEYS.values())}, count(*), {", ".join(f"sum({_of('', value)})" for value in sums.values())}
        FROM listing_spot WHERE is_open AND latitude IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6
    """)
    if is_sqlite:
        _watch_sqlite(sums)
    else:
        op.execute(_postgresql(sums))


def _of(spot: str, *written: str) -> str:
    return ", ".join(value.replace("{spot}", spot) for value in written)


def _watch_sqlite(sums: dict[str, str]) -> None:
    come, gone = _sqlite_steps("NEW.", "+", sums), _sqlite_steps("OLD.", "-", sums)
    was, is_now = (", ".join(f"{spot}.{name}" for name in WATCHED) for spot in ("OLD", "NEW"))
    op.execute(f"CREATE TRIGGER listing_spot_kind_come AFTER INSERT ON listing_spot BEGIN {come} END")
    op.execute(f"CREATE TRIGGER listing_spot_kind_gone AFTER DELETE ON listing_spot BEGIN {gone} END")
    op.execute(
        f"CREATE TRIGGER listing_spot_kind_changed AFTER UPDATE OF {', '.join(WATCHED)} ON listing_spot "
        f"WHEN ({was}) IS NOT ({is_now}) BEGIN {gone} {come} END"
    )


def _sqlite_steps(spot: str, sign: str, sums: dict[str, str]) -> str:
    """One that comes finds a row or makes one; one that goes takes the row along that it leaves empty."""
    counts = f"{spot}is_open AND {spot}latitude IS NOT NULL"
    its_kind = " AND ".join(f"{name} = {_of(spot, value)}" for name, value in KEYS.items())
    made = f"""
        INSERT INTO listing_cell_kind ({", ".join((*KEY, "flats", *sums))})
        SELECT {_of(spot, *KEYS.values())}, 0{", 0" * len(sums)}
        WHERE {counts} AND NOT EXISTS (SELECT 1 FROM listing_cell_kind WHERE {its_kind});
    """
    kept = "".join(f", {name} = {name} {sign} {_of(spot, value)}" for name, value in sums.items())
    count = f"UPDATE listing_cell_kind SET flats = flats {sign} 1{kept} WHERE {counts} AND {its_kind};"
    gone = f"DELETE FROM listing_cell_kind WHERE flats = 0 AND {counts} AND {its_kind};"
    return made + count if sign == "+" else count + gone


def _postgresql(sums: dict[str, str]) -> str:
    told = ("flats", *sums)
    steps = {name: f"sum(step * {_of('', value)})" for name, value in sums.items() if name != "keys"}
    return f"""
    CREATE OR REPLACE FUNCTION count_kind() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE told record; part integer;
    BEGIN
        FOR told IN
            SELECT {", ".join(f"{_of('', value)} AS {name}" for name, value in KEYS.items())},
                sum(step) AS flats, sum(step * listing_id) AS keys,
                {", ".join(f"{step} AS {name}" for name, step in steps.items())}
            FROM (
                VALUES (-1, OLD.listing_id, {", ".join(f"OLD.{name}" for name in WATCHED)}),
                    (1, NEW.listing_id, {", ".join(f"NEW.{name}" for name in WATCHED)})
            ) AS was_and_is (step, listing_id, {", ".join(WATCHED)})
            WHERE is_open AND latitude IS NOT NULL
            GROUP BY 1, 2, 3, 4, 5, 6
            HAVING sum(step) <> 0 OR {" OR ".join(f"{step} <> 0" for step in steps.values())}
        LOOP
            UPDATE listing_cell_kind SET {", ".join(f"{name} = {name} + told.{name}" for name in told)}
            WHERE id = (
                SELECT id FROM listing_cell_kind WHERE {" AND ".join(f"{name} = told.{name}" for name in KEY)}
                LIMIT 1 FOR UPDATE SKIP LOCKED
            ) RETURNING id INTO part;
            IF part IS NULL THEN
                INSERT INTO listing_cell_kind ({", ".join((*KEY, *told))})
                VALUES ({", ".join(f"told.{name}" for name in (*KEY, *told))});
            ELSIF told.flats < 0 THEN
                DELETE FROM listing_cell_kind
                WHERE id = part AND {" AND ".join(f"{name} = 0" for name in told)};
            END IF;
        END LOOP;
        RETURN NULL;
    END $$
    """

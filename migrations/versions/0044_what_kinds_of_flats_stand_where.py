"""How many flats of one kind stand in which cell of the map, so that nobody counts a million to draw what is cheap

A kind is a rent up to a multiple of 25 euros, a number of bedrooms and a size from a multiple of 5 m²; -1 is not known.
Triggers keep them as they keep the cells (migration 0041), and drop a row that holds nothing any more.

Revision ID: 0044
Revises: 0043
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
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
FILL = f"""
    INSERT INTO listing_cell_kind ({", ".join(KEY)}, flats, latitudes, longitudes, keys)
    SELECT {", ".join(KEYS.values())}, count(*), sum({LATITUDE}), sum({LONGITUDE}), sum(listing_id)
    FROM listing_spot WHERE is_open AND latitude IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6
""".replace("{spot}", "")

COUNTS = "{spot}.is_open AND {spot}.latitude IS NOT NULL"
ITS_KIND = " AND ".join(f"{name} = {value.replace('{spot}', '{spot}.')}" for name, value in KEYS.items())
SQLITE_COME = f"""
    INSERT INTO listing_cell_kind ({", ".join(KEY)}, flats, latitudes, longitudes, keys)
    SELECT {", ".join(value.replace("{spot}", "{spot}.") for value in KEYS.values())}, 0, 0, 0, 0
    WHERE {COUNTS} AND NOT EXISTS (SELECT 1 FROM listing_cell_kind WHERE {ITS_KIND});
"""
SQLITE_COUNT = f"""
    UPDATE listing_cell_kind SET flats = flats {{sign}} 1,
        latitudes = latitudes {{sign}} {LATITUDE.replace("{spot}", "{spot}.")},
        longitudes = longitudes {{sign}} {LONGITUDE.replace("{spot}", "{spot}.")},
        keys = keys {{sign}} {{spot}}.listing_id
    WHERE {COUNTS} AND {ITS_KIND};
"""
SQLITE_GONE = f"DELETE FROM listing_cell_kind WHERE flats = 0 AND {COUNTS} AND {ITS_KIND};"

TOLD = "flats", "latitudes", "longitudes", "keys"
POSTGRESQL = f"""
    CREATE FUNCTION count_kind() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE told record; part integer;
    BEGIN
        FOR told IN
            SELECT {", ".join(f"{value.replace('{spot}', '')} AS {name}" for name, value in KEYS.items())},
                sum(step) AS flats, sum(step * {LATITUDE}) AS latitudes, sum(step * {LONGITUDE}) AS longitudes,
                sum(step * listing_id) AS keys
            FROM (
                VALUES (-1, OLD.listing_id, {", ".join(f"OLD.{name}" for name in WATCHED)}),
                    (1, NEW.listing_id, {", ".join(f"NEW.{name}" for name in WATCHED)})
            ) AS was_and_is (step, listing_id, {", ".join(WATCHED)})
            WHERE is_open AND latitude IS NOT NULL
            GROUP BY 1, 2, 3, 4, 5, 6
            HAVING sum(step) <> 0 OR sum(step * {LATITUDE}) <> 0 OR sum(step * {LONGITUDE}) <> 0
        LOOP
            UPDATE listing_cell_kind SET {", ".join(f"{name} = {name} + told.{name}" for name in TOLD)}
            WHERE id = (
                SELECT id FROM listing_cell_kind WHERE {" AND ".join(f"{name} = told.{name}" for name in KEY)}
                LIMIT 1 FOR UPDATE SKIP LOCKED
            ) RETURNING id INTO part;
            IF part IS NULL THEN
                INSERT INTO listing_cell_kind ({", ".join((*KEY, *TOLD))})
                VALUES ({", ".join(f"told.{name}" for name in (*KEY, *TOLD))});
            ELSIF told.flats < 0 THEN
                DELETE FROM listing_cell_kind
                WHERE id = part AND {" AND ".join(f"{name} = 0" for name in TOLD)};
            END IF;
        END LOOP;
        RETURN NULL;
    END $$
""".replace("{spot}", "")


def upgrade() -> None:
    op.create_table(
        "listing_cell_kind",
        sa.Column("rent_step", sa.Integer(), nullable=False),
        sa.Column("bedrooms", sa.Integer(), nullable=False),
        sa.Column("size_step", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("y", "x", "flats")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("latitudes", "longitudes", "keys")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_listing_cell_kind_centre_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_cell_kind")),
    )
    by_place = ["y", "x", "centre_id", "rent_step", "bedrooms", "size_step"]
    op.create_index("ix_listing_cell_kind_by_place", "listing_cell_kind", by_place)
    op.execute(FILL)
    if op.get_bind().dialect.name == "sqlite":
        _watch_sqlite()
    else:
        op.execute(POSTGRESQL)
        op.execute(
            "CREATE TRIGGER listing_spot_kind_counted "
            f"AFTER INSERT OR DELETE OR UPDATE OF {', '.join(WATCHED)} ON listing_spot "
            "FOR EACH ROW EXECUTE FUNCTION count_kind()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("come", "gone", "changed"):
            op.execute(f"DROP TRIGGER listing_spot_kind_{name}")
    else:
        op.execute("DROP TRIGGER listing_spot_kind_counted ON listing_spot")
        op.execute("DROP FUNCTION count_kind()")
    op.drop_table("listing_cell_kind")


def _watch_sqlite() -> None:
    come = SQLITE_COME.format(spot="NEW") + SQLITE_COUNT.format(spot="NEW", sign="+")
    gone = SQLITE_COUNT.format(spot="OLD", sign="-") + SQLITE_GONE.format(spot="OLD")
    was, is_now = (", ".join(f"{spot}.{name}" for name in WATCHED) for spot in ("OLD", "NEW"))
    op.execute(f"CREATE TRIGGER listing_spot_kind_come AFTER INSERT ON listing_spot BEGIN {come} END")
    op.execute(f"CREATE TRIGGER listing_spot_kind_gone AFTER DELETE ON listing_spot BEGIN {gone} END")
    op.execute(
        f"CREATE TRIGGER listing_spot_kind_changed AFTER UPDATE OF {', '.join(WATCHED)} ON listing_spot "
        f"WHEN ({was}) IS NOT ({is_now}) BEGIN {gone} {come} END"
    )

"""How many adverts stand in which cell of the map, so that nobody counts a million to draw forty circles

Triggers keep the cells, since a spot is written in more ways than one, and gone with its advert. On SQLite writers come
one by one. On PostgreSQL whoever finds every row of a cell in somebody's hands writes another: nobody waits.

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

SIDES = {10: 90112, 13: 11264}  # zoom of the cells, and how wide they are in millionths of a degree
WATCHED = "centre_id, is_open, latitude, longitude"

FILL = """
    INSERT INTO listing_cell (centre_id, zoom, y, x, flats, latitudes, longitudes, keys)
    SELECT centre_id, {zoom}, (latitude + 90000000) / {side}, (longitude + 180000000) / {side},
        count(*), sum(latitude), sum(longitude), sum(listing_id)
    FROM (
        SELECT centre_id, listing_id, CAST(round(latitude * 1000000) AS integer) AS latitude,
            CAST(round(longitude * 1000000) AS integer) AS longitude
        FROM listing_spot WHERE is_open AND latitude IS NOT NULL
    ) AS spot
    GROUP BY 1, 3, 4
"""
SQLITE = """
    INSERT INTO listing_cell (centre_id, zoom, y, x, flats, latitudes, longitudes, keys)
    SELECT {spot}.centre_id, {zoom}, {y}, {x}, 0, 0, 0, 0
    WHERE {spot}.is_open AND {spot}.latitude IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM listing_cell WHERE zoom = {zoom} AND y = {y} AND x = {x} AND centre_id = {spot}.centre_id
    );
    UPDATE listing_cell SET flats = flats {sign} 1, latitudes = latitudes {sign} {latitude},
        longitudes = longitudes {sign} {longitude}, keys = keys {sign} {spot}.listing_id
    WHERE {spot}.is_open AND {spot}.latitude IS NOT NULL
        AND zoom = {zoom} AND y = {y} AND x = {x} AND centre_id = {spot}.centre_id;
"""
POSTGRESQL = """
    CREATE FUNCTION count_spot() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE told record;
    BEGIN
        FOR told IN
            SELECT centre_id, zoom, (latitude + 90000000) / side AS y, (longitude + 180000000) / side AS x,
                sum(step) AS flats, sum(step * latitude) AS latitudes, sum(step * longitude) AS longitudes,
                sum(step * listing_id) AS keys
            FROM (
                SELECT step, centre_id, is_open, listing_id, CAST(round(north * 1000000) AS bigint) AS latitude,
                    CAST(round(east * 1000000) AS bigint) AS longitude
                FROM (
                    VALUES (-1, OLD.centre_id, OLD.is_open, OLD.listing_id, OLD.latitude, OLD.longitude),
                        (1, NEW.centre_id, NEW.is_open, NEW.listing_id, NEW.latitude, NEW.longitude)
                ) AS was_and_is (step, centre_id, is_open, listing_id, north, east)
            ) AS spot
            CROSS JOIN (VALUES {sides}) AS kept (zoom, side)
            WHERE is_open AND latitude IS NOT NULL
            GROUP BY 1, 2, 3, 4
        LOOP
            UPDATE listing_cell SET flats = flats + told.flats, latitudes = latitudes + told.latitudes,
                longitudes = longitudes + told.longitudes, keys = keys + told.keys
            WHERE id = (
                SELECT id FROM listing_cell
                WHERE zoom = told.zoom AND y = told.y AND x = told.x AND centre_id = told.centre_id
                LIMIT 1 FOR UPDATE SKIP LOCKED
            );
            IF NOT FOUND THEN
                INSERT INTO listing_cell (centre_id, zoom, y, x, flats, latitudes, longitudes, keys) VALUES (
                    told.centre_id, told.zoom, told.y, told.x,
                    told.flats, told.latitudes, told.longitudes, told.keys
                );
            END IF;
        END LOOP;
        RETURN NULL;
    END $$
"""


def upgrade() -> None:
    op.create_table(
        "listing_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("zoom", "y", "x", "flats")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("latitudes", "longitudes", "keys")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_listing_cell_centre_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_cell")),
    )
    op.create_index("ix_listing_cell_by_place", "listing_cell", ["zoom", "y", "x", "centre_id"])
    for zoom, side in SIDES.items():
        op.execute(FILL.format(zoom=zoom, side=side))
    if op.get_bind().dialect.name == "sqlite":
        _watch_sqlite()
    else:
        _watch_postgresql()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("come", "gone", "changed"):
            op.execute(f"DROP TRIGGER listing_spot_{name}")
    else:
        op.execute("DROP TRIGGER listing_spot_counted ON listing_spot")
        op.execute("DROP FUNCTION count_spot()")
    op.drop_table("listing_cell")


def _watch_sqlite() -> None:
    come, gone = _sqlite_steps("NEW", "+"), _sqlite_steps("OLD", "-")
    watched = {"come": ("INSERT", come), "gone": ("DELETE", gone), "changed": (f"UPDATE OF {WATCHED}", gone + come)}
    for name, (event, steps) in watched.items():
        op.execute(f"CREATE TRIGGER listing_spot_{name} AFTER {event} ON listing_spot BEGIN {steps} END")


def _sqlite_steps(spot: str, sign: str) -> str:
    latitude, longitude = (f"CAST(round({spot}.{name} * 1000000) AS integer)" for name in ("latitude", "longitude"))
    return "".join(
        SQLITE.format(
            spot=spot, sign=sign, zoom=zoom, latitude=latitude, longitude=longitude,
            y=f"(({latitude} + 90000000) / {side})", x=f"(({longitude} + 180000000) / {side})",
        )
        for zoom, side in SIDES.items()
    )  # fmt: skip


def _watch_postgresql() -> None:
    op.execute(POSTGRESQL.replace("{sides}", ", ".join(map(str, SIDES.items()))))
    op.execute(
        f"CREATE TRIGGER listing_spot_counted AFTER INSERT OR DELETE OR UPDATE OF {WATCHED} ON listing_spot "
        "FOR EACH ROW EXECUTE FUNCTION count_spot()"
    )

"""What adverts said in words gets columns by the migration, is words again by its way back, and nothing is lost."""

import json

import pytest
from sqlalchemy import Row, create_engine, text

from core import migrate
from core.db import prepare_engine
from core.sealed import keys

BEFORE, AFTER = "0021", "0022"
AT = "'2026-11-22 08:00:00'"
UNDERSTOOD = {
    "bathrooms": "2", "floor": "Ρετιρέ", "furnished": "μερικώς", "heating": "Φυσικό αέριο",
    "condition": "Ανακαινισμένο",
    "parking": "ναι", "year_built": "1998", "energy_certificate_number": "12345/2021", "atak": "01234567890",
    "electricity_supply_number": "123456789", "utilities_included": "όχι", "available_until": "2027-05-31",
    "winter_only": "ναι", "pets": "False",
}  # fmt: skip
NOT_UNDERSTOOD = {"heating": "όπως θέλει ο ένοικος", "atak": "1234", "available_from": "Άμεσα", "bathrooms": "ένα"}
COLUMNS = (
    "bathrooms, top_floor, furnished, heating, condition, parking, year_built, energy_certificate_number, atak,"
    " electricity_supply_number, rent_covers, available_until, winter_only, pets"
)


def run(url: str, *statements: str, **values: object) -> list[Row]:
    engine = create_engine(url)
    prepare_engine(engine)
    with engine.begin() as connection:
        results = [connection.execute(text(statement), values) for statement in statements]
        found = list(results[-1].all()) if results[-1].returns_rows else []
    engine.dispose()
    return found


def seal(value: str, place: str) -> bytes:
    return keys().seal(value.encode(), place)


@pytest.fixture
def url(database_url: str) -> str:
    """A database as it was before: three flats, the first two of one landlord."""
    migrate.downgrade(database_url, BEFORE)
    run(
        database_url,
        "INSERT INTO centre (id, key, name_el, name_en, latitude, longitude) VALUES (1, 'h', 'Η', 'H', 35.3, 25.1)",
        f"INSERT INTO landlord (id, name, search_key, created_at) VALUES (1, 'Lydaki', 'lydaki', {AT})",
    )
    words = (UNDERSTOOD | {"afm": "123456783"}, NOT_UNDERSTOOD | {"afm": "094014201"}, {})
    for number, (further, furnished) in enumerate(zip(words, (None, True, False), strict=True), 1):
        run(
            database_url,
            "INSERT INTO dwelling (id, address, area, city, search_key, postal_code, place_precision, furnished)"
            " VALUES (:id, '', '', '', '', '', '', :furnished)",
            "INSERT INTO listing (id, dwelling_id, landlord_id, centre_id, status, title, search_key, description,"
            " monthly_rent, source, further, created_at)"
            f" VALUES (:id, :id, :landlord, 1, 'candidate', 'Flat', 'flat', :description, 45000, '', :further, {AT})",
            id=number,
            furnished=furnished,
            landlord=1 if number < 3 else None,
            description=seal("", "listing.description"),
            further=seal(json.dumps(further), "listing.further"),
        )
    return database_url


def values(url: str) -> list[dict[str, object]]:
    query = f"SELECT {COLUMNS} FROM listing JOIN dwelling ON dwelling.id = dwelling_id ORDER BY listing.id"
    return [{name: str(value) for name, value in row._mapping.items() if value is not None} for row in run(url, query)]


def words(url: str) -> list[dict[str, str]]:
    found = run(url, "SELECT further FROM listing ORDER BY id")
    return [json.loads(keys().open(row.further, "listing.further")) for row in found]


def test_words_that_a_column_understands_move_into_it(url: str):
    migrate.upgrade(url, AFTER)
    true, false = ("1", "0") if url.startswith("sqlite") else ("True", "False")
    first, second, third = values(url)
    assert first == {
        "bathrooms": "2", "top_floor": true, "furnished": "partly", "heating": "natural-gas", "condition": "renovated",
        "parking": "1", "year_built": "1998", "energy_certificate_number": "12345/2021", "atak": "01234567890",
        "electricity_supply_number": "123456789", "rent_covers": "rent", "available_until": "2027-05-31",
        "winter_only": true, "pets": false,
    }  # fmt: skip
    assert (second, third) == ({"furnished": "fully"}, {"furnished": "no"})
    assert words(url) == [{}, NOT_UNDERSTOOD | {"afm": "094014201"}, {}]


def test_a_tax_number_becomes_the_landlords_who_has_none(url: str):
    migrate.upgrade(url, AFTER)
    [landlord] = run(url, "SELECT afm, afm_index FROM landlord")
    assert keys().open(landlord.afm, "landlord.afm") == b"123456783"
    assert landlord.afm_index == keys().index("123456783", "landlord.afm")


def test_the_way_back_and_forth_again_loses_nothing(url: str):
    migrate.upgrade(url, AFTER)
    before = values(url), words(url)
    migrate.downgrade(url, BEFORE)
    assert [row.furnished for row in run(url, "SELECT furnished FROM dwelling ORDER BY id")] in (
        [None, True, False],
        [None, 1, 0],
    )
    assert set(words(url)[0]) == set(UNDERSTOOD)
    migrate.upgrade(url, AFTER)
    assert (values(url), words(url)) == before

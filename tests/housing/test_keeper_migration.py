"""Landlords that are here already come to belong to the centre that has most to do with them."""

from tests.support.carried_over import carried_over

BEFORE, AFTER = "0031", "0032"
AT = "'2026-11-22 08:00:00'"
HERAKLION, CHANIA = 1, 2
LANDLORDS = {1: "advertises", 2: "owns", 3: "nobody knows", 4: "of a file", 5: "by hand"}
ROWS = (
    "INSERT INTO centre (id, key, name_el, name_en, latitude, longitude) VALUES"
    " (1, 'h', 'Η', 'H', 35.3, 25.1), (2, 'c', 'Χ', 'C', 35.5, 24.0)",
    "INSERT INTO landlord (id, name, search_key, created_at) VALUES "
    + ", ".join(f"({key}, '{name}', '', {AT})" for key, name in LANDLORDS.items()),
    "INSERT INTO dwelling (id, address, area, city, search_key, postal_code, place_precision)"
    " VALUES (1, '', '', '', '', '', '')",
    "INSERT INTO listing (id, dwelling_id, landlord_id, centre_id, status, title, search_key, description,"
    " monthly_rent, source, further, confirmed_on, created_at)"
    f" VALUES (1, 1, 1, {CHANIA}, 'candidate', 'Flat', 'flat', :nothing, 45000, '', :nothing, '2026-11-22', {AT})",
    "INSERT INTO ownership_share (id, dwelling_id, landlord_id, share) VALUES (1, 1, 2, 1000000)",
    'INSERT INTO "user" (id, email, name, language, active, fs_uniquifier, created_at)'
    f" VALUES (7, 'a@example.org', 'Eleni', 'en', true, 'a', {AT})",
    "INSERT INTO post (id, user_id, role, centre_id, starts_on)"
    f" VALUES (1, 7, 'housing-officer', {CHANIA}, '2026-01-01')",
    "INSERT INTO audit_event (id, at, actor_kind, actor_id, action, centre_id, previous_hash, hash) VALUES"
    f" (1, {AT}, NULL, NULL, 'import-landlords', {CHANIA}, :nothing, :nothing),"
    f" (2, {AT}, 'user', 7, 'add-landlord', NULL, :nothing, :nothing)",
    "INSERT INTO audit_value (event_id, n, kind, row_id, data) VALUES"
    " (1, 0, 'landlord', 4, :nothing), (2, 0, 'landlord', 5, :nothing)",
)


def test_each_is_kept_by_where_it_lets_else_by_who_wrote_it_down(database_url: str) -> None:
    kept = carried_over(database_url, BEFORE, ROWS, AFTER, "SELECT name, kept_by_id FROM landlord ORDER BY id")
    assert dict(kept) == dict.fromkeys(LANDLORDS.values(), CHANIA) | {"nobody knows": HERAKLION}

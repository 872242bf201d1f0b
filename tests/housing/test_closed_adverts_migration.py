"""Adverts that are closed already come to know since when, by their last step in the audit."""

from tests.support.carried_over import carried_over

BEFORE, AFTER = "0079", "0080"
AT = "'2026-11-22 08:00:00+00:00'"
STATUSES = {1: "withdrawn", 2: "expired", 3: "contacted", 4: "withdrawn"}
STEPS = {1: ("move-listing", "2026-05-02 08:00:00+00:00"), 2: ("expire-listing", "2026-06-30 22:30:00+00:00"),
         3: ("move-listing", "2026-05-03 08:00:00+00:00")}  # fmt: skip
ROWS = (
    "INSERT INTO centre (id, key, name_el, name_en, latitude, longitude) VALUES (1, 'h', 'Η', 'H', 35.3, 25.1)",
    *(
        "INSERT INTO dwelling (id, address, area, city, search_key, postal_code, place_precision)"
        f" VALUES ({key}, '', '', '', '', '', '')"
        for key in STATUSES
    ),
    *(
        "INSERT INTO listing (id, dwelling_id, centre_id, status, title, search_key, description, monthly_rent, source,"
        " source_key, further, confirmed_on, created_at)"
        f" VALUES ({key}, {key}, 1, '{status}', 'Flat', 'flat', :nothing, 45000, '', '', :nothing, '2026-01-01', {AT})"
        for key, status in STATUSES.items()
    ),
    *(
        "INSERT INTO audit_event (id, at, action, subject_kind, subject_id, previous_hash, hash)"
        f" VALUES ({2 * key + late}, '{at if late else '2026-02-01 08:00:00+00:00'}', '{action}', 'listing', {key},"
        " :nothing, :nothing)"
        for key, (action, at) in STEPS.items()
        for late in (0, 1)
    ),
)


def test_what_is_closed_is_so_since_its_last_step(database_url: str) -> None:
    closed = carried_over(database_url, BEFORE, ROWS, AFTER, "SELECT id, closed_on FROM listing ORDER BY id")
    days = {key: None if day is None else str(day) for key, day in closed}
    assert days == {1: "2026-05-02", 2: "2026-07-01", 3: None, 4: None}

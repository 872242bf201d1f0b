"""What is on the screen as a file: the filters hold, landlords are for who works on the flat, an import reads it."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.importing.columns import known_names
from core.importing.reader import read_table
from housing.advert import Advert
from housing.exporting import HOME, LANDLORD, Export
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.importing.adverts import read_adverts
from housing.importing.columns import FIELDS
from housing.importing.fields import ENERGY_CLASSES
from housing.models import Landlord, Listing
from housing.search import Found
from housing.services.listings.adverts import as_advert
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY


@pytest.fixture
def listing(session: Session) -> Listing:
    listing = rows.add_listing(session, rows.add_centre(session), title="=1+1", rent="450.00", size_m2=82, floor=-1)
    listing.landlord = Landlord(
        name="Αικατερίνη Λυδάκη", phone="+302810990000", email="a@example.org", kept_by=listing.centre, created_at=NOW
    )
    listing.description = "@ask Maria"
    session.flush()
    return listing


@pytest.fixture
def officer(session: Session, listing: Listing, client: PageClient) -> PageClient:
    rows.add_listing(session, listing.centre, title="Dear", rent="900.00")
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre)
    session.commit()
    rows.sign_in(client, user)
    with client.session_transaction() as kept:
        kept["language"] = "el"
    return client


def table(client: PageClient, query: str = "most_rent=500") -> tuple[list[str], list[dict[str, str]]]:
    answer = client.get(f"/listings/export?kind=csv&{query}")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=listings-")
    reader = csv.DictReader(StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";")
    found = list(reader)
    return list(reader.fieldnames or ()), found


def test_the_file_holds_what_the_filters_leave_in_the_readers_language(officer: PageClient):
    header, [row] = table(officer)
    assert (row["Τίτλος"], row["Μίσθωμα για έναν μήνα"], row["Όροφος"]) == ("'=1+1", "450,00", "υπόγειο")
    assert len(table(officer, "")[1]) == 2
    assert len(header) == len(HOME) + 5


def test_an_advert_is_told_by_its_source_and_reference_and_when_it_was_confirmed(
    officer: PageClient, session: Session, listing: Listing
):
    listing.source, listing.reference, listing.confirmed_on = "πύλη", "HER-7", date(2026, 11, 3)
    session.commit()
    _header, [row] = table(officer)
    names = ("Πού βρέθηκε η αγγελία", "Κωδικός", "Επιβεβαίωση")
    assert [row[name] for name in names] == ["πύλη", "HER-7", "03/11/2026"]


def test_lines_of_a_description_stay_lines_in_a_workbook(officer: PageClient, session: Session, listing: Listing):
    listing.description = "Φωτεινό\r\nκοντά στο πάρκο"  # as browsers send it
    session.commit()
    answer = officer.get("/listings/export?kind=xlsx&most_rent=500&landlords=yes")
    with ZipFile(BytesIO(answer.data)) as parts:
        written = parts.read("xl/sharedStrings.xml").decode()
    assert "Φωτεινό\nκοντά στο πάρκο" in written
    assert "_x000D_" not in written


def test_landlords_are_in_it_only_when_asked_for(officer: PageClient, session: Session):
    assert "Λυδάκη" not in officer.get("/listings/export?kind=csv").text
    _header, [row] = table(officer, "most_rent=500&landlords=yes")
    assert "Αικατερίνη Λυδάκη" in row.values()
    assert "281 099 0000" in row.values()
    assert "'@ask Maria" in row.values()
    event = events(session)[-1]
    assert event.action == "export-listings"


def test_landlords_are_for_who_works_on_the_flat(session: Session, listing: Listing):
    onlooker = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    export = Export([Found(listing, 1.0)], onlooker, landlords=True)
    [row] = export.rows()
    said = dict(zip(export.header(), row, strict=True))
    assert "Αικατερίνη Λυδάκη" not in said.values()
    assert "@ask Maria" not in said.values()
    [(_point, properties)] = export.features()
    assert [properties[name] for name in LANDLORD] == [None] * len(LANDLORD)


def test_a_workbook_says_the_same(officer: PageClient):
    answer = officer.get("/listings/export?kind=xlsx&most_rent=500")
    head, row = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    said = dict(zip(head, row, strict=True))
    assert (said["Τίτλος"], said["Μίσθωμα για έναν μήνα"], said["Εμβαδόν"]) == ("=1+1", 450, 82)


def test_a_map_gets_points_and_plain_values(officer: PageClient, listing: Listing):
    answer = officer.get("/listings/export?kind=geojson&most_rent=500")
    assert answer.mimetype == "application/geo+json"
    collection = json.loads(answer.data)
    [feature] = collection["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [25.1467, 35.3312]}
    properties = feature["properties"]
    assert [properties[name] for name in ("monthly_rent", "floor", "status")] == [450, -1, "verified"]
    assert not properties.keys() & set(LANDLORD)


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("turn", range(max(map(len, (Heating, Condition, Furnished, RentCovers)))))
def test_an_import_reads_it_again(
    officer: PageClient, session: Session, listing: Listing, language: str, kind: str, turn: int
):
    home, advert = listing.dwelling, listing
    for owner, name, choices in (
        (home, "heating", Heating), (home, "condition", Condition), (home, "furnished", Furnished),
        (advert, "rent_covers", RentCovers),
    ):  # fmt: skip
        setattr(owner, name, list(choices)[turn % len(choices)])
    home.bathrooms, home.parking, home.year_built, home.floor, home.top_floor = 1, turn % 3, 1998, turn - 1, turn > 4
    home.wheelchair, home.quiet = turn % 2 == 0, turn % 3 == 0
    home.energy_class = ENERGY_CLASSES[turn % len(ENERGY_CLASSES)]
    home.energy_certificate_expires_on, home.atak = date(2033, 3, 14), "01234567890"
    advert.pets, advert.winter_only, advert.available_until = turn % 2 == 0, turn % 2 == 1, date(2027, 6, 30)
    advert.source, advert.source_link = "τηλέφωνο", "https://example.org/1"  # the word is also a column
    session.commit()
    with officer.session_transaction() as kept:
        kept["language"] = language
    answer = officer.get(f"/listings/export?kind={kind}&landlords=yes&most_rent=500")
    read = read_adverts(read_table(f"a.{kind}", answer.data, known_names(FIELDS)), "a", on=TODAY)
    assert read.rejected == ()
    assert len(read.unknown_columns) == 5
    said = as_advert(session.get_one(Listing, listing.id))
    assert unlike(read.good[0], said) == {}


def unlike(read: Advert, said: Advert) -> dict[str, tuple[object, object]]:
    """Where they differ; an apostrophe that keeps a text from running stays."""
    both = {name: (getattr(read, name), getattr(said, name)) for name in (*HOME, *LANDLORD)}
    return {name: pair for name, pair in both.items() if pair[0] not in (pair[1], f"'{pair[1]}", pair[1] or None)}


def test_an_unknown_kind_is_nowhere(officer: PageClient):
    assert officer.get("/listings/export?kind=exe").status_code == 404


def test_the_list_leads_to_its_files(officer: PageClient):
    page = officer.page("/listings?most_rent=500")
    [form] = [form for form in page.forms if form.action == "/listings/export"]
    assert form.fields["most_rent"] == "500"
    assert form.xpath(".//button/@value") == ["xlsx", "csv", "geojson"]

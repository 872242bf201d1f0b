"""`stegi import listings` and `stegi search` from outside: what they print, what they store, and the exit codes."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cli import main
from core.structure import Centre
from housing.home import Heating
from housing.models import Listing
from housing.states import ListingStatus
from tests.support import rows

GOOD = "reference;rent;address;m2\nA-1;450;Efesou 7;82\n"
FAULTY = GOOD + "A-2;a lot;Efesou 9;60\n"


@pytest.fixture
def centre(session: Session, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Centre:
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    centre = rows.add_centre(session)
    session.commit()
    return centre


def stegi(*args: object) -> Result:
    return CliRunner().invoke(main, list(map(str, args)), catch_exceptions=False)


def written(folder: Path, text: str, name: str = "adverts.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def count(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Listing)) or 0


def test_a_file_is_imported_and_again_changes_nothing(session: Session, centre: Centre, tmp_path: Path):
    file = written(tmp_path, GOOD)
    first = stegi("import", "listings", file, "--source", "portal", "--centre", "heraklion", "--json")
    assert (first.exit_code, json.loads(first.stdout)) == (
        0,
        {
            **{"rows": 1, "accepted": 1, "created": 1, "updated": 0, "unchanged": 0},
            **{"rejected": [], "warnings": [], "duplicates": [], "unknown_columns": []},
        },
    )
    again = json.loads(stegi("import", "listings", file, "--source", "portal", "--json").stdout)
    assert (again["created"], again["unchanged"]) == (0, 1)
    assert count(session) == 1


@pytest.mark.parametrize(
    ("content", "options", "code", "stored"),
    [
        pytest.param(FAULTY, (), 2, 0, id="a-fault-keeps-all-out"),
        pytest.param(FAULTY, ("--accept-valid",), 1, 1, id="the-good-rows-are-taken"),
        pytest.param(GOOD.replace("450", "4,5"), (), 1, 1, id="a-warning-wants-a-person"),
        pytest.param(GOOD, ("--dry-run",), 0, 0, id="a-dry-run-stores-nothing"),
        pytest.param(GOOD, ("--centre", "atlantis"), 2, 0, id="no-such-centre"),
        pytest.param("title\nFlat\n", (), 2, 0, id="no-rent"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_exit_code_says_how_it_went(
    session: Session, centre: Centre, tmp_path: Path, content: str, options: tuple[str, ...], code: int, stored: int
):
    file = written(tmp_path, content)
    plain = stegi("import", "listings", file, *options, *(() if stored else ("--json",)))
    assert plain.exit_code == code
    assert count(session) == stored
    if not stored:
        answer = json.loads(plain.stdout)
        assert "created" in answer or answer["error"]["message"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_is_not_there_is_refused_in_json_too(centre: Centre, tmp_path: Path):
    for path in (tmp_path / "nothing.csv", tmp_path):
        refused = stegi("import", "listings", path, "--json")
        assert refused.exit_code == 2
        assert "cannot be read" in json.loads(refused.stdout)["error"]["message"]


def test_flats_are_found_the_nearest_first(session: Session, centre: Centre):
    for title, latitude, rent in (("far", 35.37, "400"), ("near", 35.34, "500"), ("nearest", 35.339, "600")):
        rows.add_listing(session, centre, title, rent=f"{rent}.00", latitude=latitude)
    session.commit()
    by_key = json.loads(stegi("search", "--near", "heraklion", "--json").stdout)
    by_point = json.loads(stegi("search", "--near", "35.3387,25.1442", "--json").stdout)
    assert by_key == by_point
    assert by_key["total"] == 3
    assert [row["title"] for row in by_key["listings"]] == ["nearest", "near", "far"]
    assert by_key["listings"][0] | {"id": 0} == {
        "id": 0, "title": "nearest", "status": "verified", "monthly_rent": "600.00", "bedrooms": 2, "size_m2": 82,
        "latitude": 35.339, "longitude": 25.1467, "distance_km": 0.23,
    }  # fmt: skip
    filters = ("--max-rent", "500", "--radius-km", "2", "--min-bedrooms", "2", "--min-area", "82", "--limit", "1")
    assert stegi("search", "--near", "heraklion", *filters).stdout.split()[-1] == "near"


@pytest.mark.parametrize(
    ("options", "finds"),
    [
        ((), ["Poros", "Malia"]),
        (("--order", "rent"), ["Malia", "Poros"]),
        (("--words", "ΜΑΛΙΑ"), ["Malia"]),
        (("--status", "let"), ["Let"]),
        (("--lift",), ["Poros"]),
        (("--min-floor", "1", "--max-floor", "3"), ["Poros"]),
        (("--step-free",), ["Poros", "Malia"]),
        (("--wheelchair",), ["Malia"]),
        (("--quiet",), []),
        (("--max-charges", "25,00", "--heating", "some"), ["Poros"]),
        (("--heating", "none"), []),
        (("--available-by", "2026-12-01"), ["Poros"]),
        (("--available-by", "30/11/2026"), []),
        (("--source", "TELEPHONE"), ["Poros", "Malia"]),
        (("--open-to", "children", "--open-to", "all-year"), []),
        (("--lift", "--or-unsaid"), ["Poros", "Malia"]),
        (("--min-bedrooms", "3", "--or-unsaid"), []),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_flats_are_found_by_any_of_their_traits(
    session: Session, centre: Centre, options: tuple[str, ...], finds: list[str]
):
    poros = rows.add_listing(session, centre, "Poros", heating=Heating.STOVE)
    poros.available_from = date(2026, 12, 1)
    rows.add_listing(
        session, centre, "Malia", "300.00", latitude=35.28, longitude=25.46, has_lift=None, floor=0, wheelchair=True
    )
    rows.add_listing(session, centre, "Let", status=ListingStatus.LET)
    session.commit()
    answer = json.loads(stegi("search", "--near", "heraklion", "--radius-km", "50", *options, "--json").stdout)
    assert [row["title"] for row in answer["listings"]] == finds


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_where_nothing_is_found_a_sentence_says_so_beside_the_empty_answer(centre: Centre):
    plain, as_json = stegi("search", "--near", "heraklion"), stegi("search", "--near", "heraklion", "--json")
    assert (plain.exit_code, plain.stdout, plain.stderr.count("No listing fits")) == (0, "", 1)
    assert (as_json.exit_code, json.loads(as_json.stdout)) == (0, {"total": 0, "listings": []})


@pytest.mark.parametrize("name", ["9305", "Heraklion", "Ηρακλείου", "ΗΡΑΚΛΕΙΟΥ", "irakleiou"])
def test_a_municipality_is_known_by_its_code_and_its_name(session: Session, centre: Centre, name: str):
    rows.add_listing(session, centre, "Poros")
    rows.add_listing(session, centre, "Malia", latitude=35.28, longitude=25.46)
    session.commit()
    answer = json.loads(stegi("search", "--near", "35.5,24.0", "--municipality", name, "--json").stdout)
    assert [row["title"] for row in answer["listings"]] == ["Poros"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--near", "atlantis"), "There is no centre atlantis; known: heraklion."),
        (("--near", "35.3387"), "There is no centre 35.3387; known: heraklion."),
        (("--near", "north,east"), "A point is two numbers"),
        (("--near", "91,25"), "A point is two numbers"),
        (("--near", "nan,25"), "A point is two numbers"),
        (("--near", "heraklion", "--radius-km", "nan"), "The radius must be a number"),
        (("--near", "heraklion", "--max-rent", "a lot"), "Enter an amount"),
        (("--near", "heraklion", "--max-deposit", "-1"), "Enter an amount"),
        (("--near", "heraklion", "--municipality", "Atlantis"), "no municipality Atlantis; known: Archanes"),
        (("--near", "heraklion", "--municipality", "9305", "--radius-km", "5"), "not both"),
        (("--near", "heraklion", "--heating", "sun"), "'sun' is not one of 'some', 'autonomous'"),
        (("--near", "heraklion", "--status", "gone"), "'gone' is not one of 'candidate'"),
        (("--near", "heraklion", "--available-by", "2026-02-30"), "does not match the formats"),
        (("--near", "heraklion", "--min-floor", "2", "--max-floor", "1"), "No floor is from 2 up to 1."),
        (("--near", "heraklion", "--min-floor", "high"), "'high' is not a valid integer"),
        (("--radius-km", "5"), "Missing option '--near'"),
        (("--near", "heraklion", "--garden"), "No such option"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_slip_is_refused_in_one_sentence(centre: Centre, options: tuple[str, ...], words: str):
    plain, as_json = stegi("search", *options), stegi("search", *options, "--json")
    assert (plain.exit_code, as_json.exit_code) == (2, 2)
    assert words in plain.stderr
    assert words in json.loads(as_json.stdout)["error"]["message"]


@pytest.mark.parametrize("database_url", ["bare_sqlite"], indirect=True)
def test_a_database_without_its_tables_is_refused(database_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    assert "is not there yet" in stegi("search", "--near", "heraklion").stderr

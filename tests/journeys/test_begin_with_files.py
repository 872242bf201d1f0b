"""An office begins here with three files: its households, the leases that run, and what they were paid already."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cli import main
from housing.models import Dwelling, Landlord, Lease, Listing
from people.models import Household, Person
from people.stages import Stage
from subsidies.models import SubsidyAward
from subsidies.services.schemes import store_shipped
from tests.support.rows import NOW, add_centre

HOUSEHOLDS = """Αρ. νοικοκυριού;Ονοματεπώνυμο;Ημ/νία γέννησης;Σχέση;Ένταξη
17;Samir Haddad;04/05/1985;Αιτών;01/10/2026
17;Amal Haddad;12/03/1988;Σύζυγος;
18;Олена Коваленко;03/02/1990;Αιτούσα;01/10/2026
"""
LEASES = """Αρ. νοικοκυριού;Μισθωτής;Διεύθυνση;Δήμος;Τ.μ.;ΑΤΑΚ;Εκμισθωτής;ΑΦΜ εκμισθωτή;Έναρξη;Λήξη;Μίσθωμα
17;Χαντάντ;Εφέσου 7;Ηράκλειο;82;12345678901;Λυδάκη Αικατερίνη;094429812;10/11/2026;09/11/2029;450,50 €
18;Kovalenko;Ικάρου 40;Ηράκλειο;45;;Βρέντζος Γιώργος;123456783;01/03/2026;28/02/2029;380
"""
AWARDS = """household number;scheme;month;amount;paid on;kind
17;demonstration;11/2026;113,40;16/11/2026;
17;demonstration;12/2026;162,00;;
"""


def test_three_files_make_households_in_their_homes_with_awards_and_come_twice_in_vain(
    session: Session, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    add_centre(session)
    store_shipped(session, "demonstration", at=NOW, demonstration=True)
    session.commit()
    rows = {"households": HOUSEHOLDS, "leases": LEASES, "awards": AWARDS}
    taken = {kind: [_import(tmp_path, kind, text) for _ in range(2)] for kind, text in rows.items()}
    assert taken == {
        "households": [(3, 0, 0), (0, 0, 3)], "leases": [(2, 0, 0), (0, 0, 2)], "awards": [(2, 0, 0), (0, 0, 2)],
    }  # fmt: skip
    counts = {kind: session.scalar(select(func.count()).select_from(kind)) for kind in (*_HOMES, Household, Person)}
    assert counts == {**dict.fromkeys((*_HOMES, Household), 2), Person: 3}
    assert set(session.scalars(select(Household.stage))) == {Stage.HOUSED}
    [award] = session.scalars(select(SubsidyAward))
    assert award.lease.household.name == "Samir Haddad"


_HOMES = (Dwelling, Listing, Landlord, Lease)


def _import(folder: Path, kind: str, text: str) -> tuple[int, int, int]:
    """How many rows were created, updated and unchanged."""
    file = folder / f"{kind}.csv"
    file.write_text(text)
    said = CliRunner().invoke(main, ["import", kind, str(file), "--source", "register", "--json"])
    answer = json.loads(said.stdout)
    assert (answer["rejected"], answer["unknown_columns"]) == ([], [])
    return answer["created"], answer["updated"], answer["unchanged"]

"""What an import of many rows asks of the database: of what is known, only what is like its rows."""

import sqlite3
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.db import in_parts
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.advert import Advert
from housing.importing.advert import AdvertRow, identities, rough_keys
from housing.importing.landlords import LandlordRow
from housing.models import Landlord, Listing
from housing.services.importing.advert_imports import AdvertImport
from housing.services.importing.imports import Stored
from housing.services.importing.landlord_imports import LandlordImport
from tests.housing.whole_advert import RENT, WHOLE, imported, values_of
from tests.support.rows import NOW
from tests.support.statements import counted


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_many_changed_adverts_are_written_together(session: Session, centre: Centre):
    """A rent, a place and for each another owner; what is asked of the database does not grow with them."""
    asked = []
    for number in (10, 40):
        said = [
            replace(
                WHOLE,
                reference=f"{number}-{row}",
                source_link=None,
                latitude=None,
                longitude=None,
                phone=f"+3028109{number}{row:03d}",
            )
            for row in range(number)
        ]
        others = [replace(advert, reference=f"of-{advert.reference}", landlord_name="B") for advert in said]
        imported(session, centre, *said, *others)
        dearer = [
            Advert(Decimal(500), reference=advert.reference, address="Miletou 4", landlord_name="B") for advert in said
        ]
        with counted(session) as statements:
            assert imported(session, centre, *dearer) == Stored(updated=number)
        asked.append(len(statements))
    assert asked[1] <= asked[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_row_is_compared_with_the_few_that_are_like_it(session: Session, centre: Centre):
    names = {"landlord_name": "Kostas", "source_link": None}
    flats = [
        replace(WHOLE, reference=f"A-{n}", address=f"Efesou {n}", phone=f"+30281099000{n}", **names) for n in range(5)
    ]
    imported(session, centre, *flats)
    session.commit()
    here = centre.id
    session.expunge_all()
    importer = AdvertImport(session, "portal", [session.get_one(Centre, here)])
    became = importer.take([AdvertRow(row=2, **values_of(flats[3]))], actor=None, at=NOW)
    assert became == {2: RowStatus.UNCHANGED}
    assert [row.reference for row in session if isinstance(row, Listing)] == ["A-3"]
    assert len([row for row in session if isinstance(row, Landlord)]) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_more_rows_are_compared_than_a_statement_holds_values(
    session: Session, centre: Centre, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(in_parts, "__defaults__", (20,))
    count, most = 120, 60
    phones = [f"+302810990{number:03d}" for number in range(count)]
    flats = [
        AdvertRow(row=number, monthly_rent=RENT, source="portal", address=f"Efesou {number}", phone=phone)
        for number, phone in enumerate(phones)
    ]
    owners = [LandlordRow(row=number, name=f"A{number}", phone=phone) for number, phone in enumerate(phones)]
    for become in (RowStatus.NEW, RowStatus.UNCHANGED):
        adverts, landlords = AdvertImport(session, "portal", [centre]), LandlordImport(session, "list", [centre])
        for importer, some in ((adverts, flats), (landlords, owners)):
            assert set(importer.take(some, actor=None, at=NOW).values()) == {become}
        session.commit()
        held = session.connection().connection.driver_connection
        assert isinstance(held, sqlite3.Connection)
        held.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, most)


SAID = st.builds(
    Advert,
    st.sampled_from([RENT, Decimal(500)]),
    source=st.sampled_from(["portal", "PORTAL", None]),
    reference=st.sampled_from(["a-1", "A-1", "Α-1", None]),
    source_link=st.sampled_from(["https://portal.example/1", None]),
    title=st.sampled_from(["Flat", None]),
    address=st.sampled_from(["Εφέσου 7", "ΕΦΕΣΟΥ  7", "Miletou 4", None]),
    area=st.sampled_from(["Poros", "ΠΟΡΟΣ", None]),
    latitude=st.sampled_from([35.3, None]),
    size_m2=st.sampled_from([82, None]),
    floor=st.sampled_from([3, None]),
    phone=st.sampled_from(["+302810990001", None]),
)


@settings(max_examples=1_000)
@given(SAID, SAID)
def test_nothing_that_may_be_the_same_is_left_out_of_what_is_compared(one: Advert, other: Advert):
    if not set(identities(one)).isdisjoint(identities(other)):
        assert not set(rough_keys(one)).isdisjoint(rough_keys(other))

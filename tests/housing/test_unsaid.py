"""Filters by what an advert may not say: those that say nothing are left out, which is told, or found too."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.forms.search import MAY_BE_UNSAID
from housing.models import StanceAnswer, StanceTopic
from housing.services.landlords.stances import Statement, record_stances
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter, results

ASKED = {
    "least_bedrooms": "2", "least_size_m2": "60", "lift": "y", "step_free": "y", "least_floor": "1", "most_floor": "-2",
    "top_floor": "yes", "least_bathrooms": "1", "least_parking": "1", "least_year_built": "1990", "furnished": "partly",
    "heating": "some", "condition": "good", "energy_class": "C", "certified": "y", "available_on": "1/12/2026",
    "most_charges": "30", "most_deposit": "450", "rent_covers": "charges", "pets": "y", "subsidised": "y",
    "children": "y", "foreigners": "y", "landlord_pets": "y", "landlord_all_year": "y",
    "wheelchair": "y", "quiet": "y",
}  # fmt: skip
SILENT = dict.fromkeys(("size_m2", "bedrooms", "floor", "has_lift"))
TELL = "//*[@id='filters-unsaid'][not(@hidden)]"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def test_whatever_is_asked_for_those_that_do_not_say_are_found_on_demand_and_those_that_say_no_never(
    officer: PageClient, session: Session, centre: Centre
):
    silent = rows.add_listing(session, centre, "Silent", **SILENT)
    silent.common_charges = silent.available_from = silent.deposit = silent.pets = silent.rent_covers = None
    says_no = rows.add_listing(
        session, centre, "No", latitude=35.34, size_m2=20, bedrooms=0, floor=-1, has_lift=False, top_floor=False,
        wheelchair=False, quiet=False,
        bathrooms=0, parking=0, year_built=1950, furnished="no", heating="none", condition="needs-repair",
        energy_class="G", energy_certificate_expires_on=date(2020, 1, 1),
    )  # fmt: skip
    says_no.common_charges, says_no.deposit, says_no.pets = Decimal("90.00"), Decimal("900.00"), False
    says_no.available_from, says_no.rent_covers = date(2027, 6, 1), "rent"
    answers = dict.fromkeys(StanceTopic, StanceAnswer.NO) | {StanceTopic.SEASONAL_ONLY: StanceAnswer.YES}
    assert silent.landlord is not None
    says_no.landlord, silent.landlord = silent.landlord, None
    said = Statement(by="the landlord", on=rows.TODAY)
    record_stances(
        session, says_no.landlord, answers, said, on=rows.TODAY, actor=session.query(User).one(), at=rows.NOW
    )
    session.commit()
    assert set(ASKED) == set(MAY_BE_UNSAID)
    for name, value in ASKED.items():
        page = officer.page(f"/listings?{urlencode({name: value})}")
        assert results(page) == [], name
        [too] = page.xpath(f"{TELL}/a/@href")
        with_them = officer.page(too)
        assert results(with_them) == ["Silent"], name
        assert not with_them.xpath(TELL)
    assert not officer.page("/listings?most_rent=900&all_year=y&photographs=y").xpath(TELL)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "asked",
    ["most_charges=0", "most_deposit=0", "least_floor=0", "most_floor=0", "least_bathrooms=0", "least_bedrooms=0"],
)
def test_nothing_at_all_and_the_ground_floor_are_asked_for_too(
    officer: PageClient, session: Session, centre: Centre, asked: str
):
    silent = rows.add_listing(session, centre, "Silent", **SILENT)
    silent.common_charges = silent.deposit = None
    session.commit()
    page = officer.page(f"/listings?{asked}")
    assert results(page) == []
    assert results(officer.page(page.xpath(f"{TELL}/a/@href")[0])) == ["Silent"]
    assert not officer.page("/listings?least_floor=&most_charges=").xpath(TELL)

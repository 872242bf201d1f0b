"""Ranking households for a flat: which of them, in which order, and who sees them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing
from housing.ports import HouseholdFacts, SubsidyEstimate
from housing.ranking import Verdict
from housing.services.households.needs import NeedsDetails, find_needs, set_needs
from housing.services.leases.leases import sign_lease
from housing.services.ranking.matching import rank_these
from housing.services.ranking.waiting import ROWS, RankedHousehold, rank_households_for
from people.models import Household
from people.stages import Stage
from tests.housing.test_matching import PaysThreeHundred
from tests.support import rows
from tests.support.leases import TERMS
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted
from tests.support.visits import enter, text


class PaysEachThreeHundred(PaysThreeHundred):
    """And says so to several households at once."""

    def estimate_each(
        self, session: Session, households: Sequence[HouseholdFacts], rent: Decimal, on: date
    ) -> Sequence[SubsidyEstimate | None]:
        return [self.estimate(session, facts, [rent], on).get(rent) for facts in households]


def add_searching(session: Session, centre: Centre, name: str, births: int = 1, **needs: object) -> Household:
    household = rows.add_household(session, centre, name, births=("1990-02-01",) * births)
    details = NeedsDetails(1, "as they say", **needs)  # type: ignore[arg-type]
    set_needs(session, household, details, on=TODAY, actor=None)
    return household


@pytest.fixture
def listing(session: Session, centre: Centre) -> Listing:
    return rows.add_listing(session, centre, rent="450.00", size_m2=30)


def ranked(session: Session, listing: Listing, officer: User) -> Sequence[RankedHousehold]:
    return rank_households_for(session, listing, PaysEachThreeHundred(), officer, on=TODAY).rows


def test_whom_it_fits_comes_first_then_the_score_then_who_was_known_first(
    session: Session, centre: Centre, listing: Listing, officer: User
) -> None:
    for name, births, most in (("Poor", 1, "100"), ("Large", 4, "900"), ("First", 1, "900"), ("Second", 1, "175")):
        add_searching(session, centre, name, births, most_rent=Decimal(most))
    found = ranked(session, listing, officer)
    assert [(one.household.name, one.ranked.verdict) for one in found] == [
        ("First", Verdict.FITS),
        ("Second", Verdict.FITS),
        ("Large", Verdict.FITS),
        ("Poor", Verdict.NEARLY),
    ]
    assert [str(obstacle) for obstacle in found[-1].ranked.obstacles] == ["€75.00 over the limit of €100.00"]
    assert (found[0].people, found[0].figures.household_pays) == (1, Decimal("175.00"))


def test_a_pair_is_judged_the_same_from_either_side(
    session: Session, centre: Centre, listing: Listing, officer: User
) -> None:
    add_searching(session, centre, "Haddad", 2, step_free=True, most_rent=Decimal("100"))
    (one,) = ranked(session, listing, officer)
    needs = find_needs(session, one.household.id)
    assert needs is not None
    (match,) = rank_these(session, needs, [listing], PaysEachThreeHundred(), on=TODAY)
    assert (one.ranked, one.figures) == (match.ranked, match.figures)


def test_only_households_of_the_centre_that_look_for_a_home_are_ranked(
    session: Session, centre: Centre, listing: Listing, officer: User
) -> None:
    rows.add_household(session, centre, "Not asked yet")
    housed = add_searching(session, centre, "Housed")
    sign_lease(session, rows.add_listing(session, centre), housed, TERMS, actor=officer, at=NOW)
    add_searching(session, rows.add_centre(session, "chania"), "Elsewhere")
    for stage in Stage:
        add_searching(session, centre, stage.value).stage = stage
    session.flush()
    assert [one.household.name for one in ranked(session, listing, officer)] == ["searching"]


def test_who_may_not_see_households_is_shown_none(session: Session, centre: Centre, listing: Listing) -> None:
    add_searching(session, centre, "Haddad")
    elsewhere = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert ranked(session, listing, elsewhere) == []


def test_the_number_of_queries_does_not_grow_with_the_households(
    session: Session, centre: Centre, listing: Listing, officer: User
) -> None:
    for number in range(ROWS + 3):
        add_searching(session, centre, f"Haddad {number}", 2)
    session.commit()
    rows.go_to_work(session, officer)
    with counted(session) as statements:
        page = rank_households_for(session, listing, PaysEachThreeHundred(), officer, on=TODAY, page=2)
    assert (page.total, len(page.rows)) == (ROWS + 3, 3)
    assert len([statement for statement in statements if statement.startswith("SELECT")]) <= 6


def test_a_flats_page_leads_to_those_it_suits(
    session: Session, centre: Centre, listing: Listing, officer: User, client: PageClient
) -> None:
    add_searching(session, centre, "<b>Haddad</b>", 2, most_rent=Decimal("400"))
    enter(client, session, officer)
    (link,) = client.page(f"/listings/{listing.id}").xpath("//a[.='Whom it suits']/@href")
    page = client.page(link)
    (row,) = page.find_class("st-flat")
    assert "<b>Haddad</b>" in text(row)
    assert "2 people" in text(row)
    assert "€75.00 over the limit of €400.00" in text(row)
    assert client.page(row.xpath(".//a[starts-with(., 'What would make it fit')]/@href")[0]) is not None

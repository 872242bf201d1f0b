"""One rent the whole way, to the cent: from a cell of a file through search, fit, lease and award to the bank file."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from lxml import etree
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Lease, Listing
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.importing.file_kinds import LEASES, LISTINGS, FileKind
from housing.services.importing.imports import import_file
from housing.services.ranking.matching import rank_flats_for
from housing.states import ListingStatus
from people.models import Household, HouseholdNumber
from subsidies.bank import pain001
from subsidies.file_kinds import AWARDS
from subsidies.models import SchemeVersion, SubsidyAward
from subsidies.services.awards import approve_award, prepare_award
from subsidies.services.bank_files import export_batch
from subsidies.services.estimates import SchemeEstimates
from subsidies.services.months import month_figures
from subsidies.services.payments import approve_batch, prepare_batch
from tests.support import rows, visits
from tests.support.leases import DEBTOR, LATER, add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY, add_user

RENT, CENTS = Decimal("450.50"), 45050
SIX = ("1985-05-04", "1988-03-12", "2010-01-01", "2012-01-01", "2014-01-01", "2016-01-01")  # entitled to 630 euros
DECEMBER = date(2026, 12, 1)

ADVERT = (
    "Κωδικός;Τίτλος;Ενοίκιο;Διεύθυνση;Περιοχή;τ.μ.;Υπνοδωμάτια;Γεωγραφικό πλάτος;Γεωγραφικό μήκος;Ιδιοκτήτης;Τηλέφωνο\n"
    "A-1;Flat;{rent};Efesou 7;Poros;82;4;35,34;25,14;Lydaki;2810990001\n"
)
LEASE = (
    "household number;address;town;m2;landlord;owner phone;start;end;rent\n"
    "17;Εφέσου 7;Ηράκλειο;82;Λυδάκη;2810990001;10/11/2026;09/11/2029;{rent}\n"
)
AWARD = "household number;scheme;month;amount;paid on;kind\n17;demonstration;12/2026;{rent};;\n"


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    """Six people, number 17 at the register, with an account."""
    family = rows.add_household(session, centre, births=SIX)
    known = HouseholdNumber(household=family, source="register", created_at=NOW)
    known.value = "17"
    session.add(known)
    rows.add_account(session, family)
    return family


def take(session: Session, kind: FileKind, file: str, rent: str, centre: Centre) -> None:
    content, how = file.format(rent=rent).encode(), {"accept_valid": False, "actor": None, "at": NOW}
    done = import_file(session, kind, "file.csv", content, source="register", centres=[centre], **how)
    assert done.read.rejected == ()
    assert done.stored is not None
    assert done.stored.created == 1


def bank_amounts(session: Session, award: SubsidyAward, officer: User, approver: User) -> list[str]:
    """What the bank is told to pay up to December, once all have approved."""
    approve_award(session, award, actor=approver, at=LATER)
    run = {"execution_on": date(2026, 12, 31), "on": TODAY}
    batch = prepare_batch(session, DECEMBER, actor=officer, at=NOW, **run)
    approve_batch(session, batch, debtor=DEBTOR, actor=approver, at=LATER)
    file = export_batch(batch)
    pain001.check(BytesIO(file))
    return [amount.text for amount in etree.fromstring(file).iter(f"{{{pain001.NAMESPACE}}}InstdAmt")]


def whole_months(award: SubsidyAward) -> set[Decimal]:
    return {row.amount for row in award.instalments if row.kind == "monthly" and row.month == DECEMBER}


@pytest.mark.parametrize("written", ["450,50", "450.5 €", "450,50\N{NO-BREAK SPACE}€/μήνα"])
def test_the_rent_of_an_advert_is_searched_ranked_let_awarded_and_paid(
    client: PageClient, session: Session, centre: Centre, household: Household, version: SchemeVersion, officer: User,
    approver: User, written: str,
) -> None:  # fmt: skip
    take(session, LISTINGS, ADVERT, written, centre)
    [listing] = session.scalars(select(Listing))
    assert (listing.monthly_rent, str(listing.monthly_rent)) == (RENT, "450.50")
    assert session.execute(text("SELECT monthly_rent FROM listing_spot")).scalar_one() == CENTS
    needs = set_needs(session, household, NeedsDetails(), on=TODAY, actor=officer)
    [match] = rank_flats_for(session, needs, SchemeEstimates(), on=TODAY).page.rows
    assert (match.figures.monthly_subsidy, match.figures.household_pays) == (RENT, Decimal("0.00"))

    listing.status = ListingStatus.VERIFIED
    path = f"/leases/new?listing={listing.id}&household={household.id}"
    visits.enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER))
    found = {most: visits.results(client.page(f"/listings?most_rent={most}")) for most in ("450,50", "450,49")}
    assert found == {"450,50": ["Flat"], "450,49": []}
    assert ",450.50," in client.get("/listings/export?kind=csv").text
    days = {"signed_on": "09/11/2026", "starts_on": "10/11/2026", "agreed_last_day": "09/11/2029"}
    assert "€450.50" in visits.text(client.submit(path, **days)), "the rent of the advert stands in the form"

    session.expire_all()
    [lease] = session.scalars(select(Lease))
    award = prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)
    assert award.case["lease"]["monthly_rent"] == "450.50"
    assert whole_months(award) == {RENT}, "the subsidy is no more than the rent"
    assert "450.50" in bank_amounts(session, award, officer, approver)
    [month] = month_figures(session, DECEMBER, officer).rows
    assert (month.figures.due, month.figures.batched, month.figures.left) == (RENT, RENT, Decimal("0.00"))


def test_the_rent_of_a_lease_that_ran_before_is_awarded_and_paid(
    session: Session, centre: Centre, household: Household, version: SchemeVersion, officer: User, approver: User
) -> None:
    take(session, LEASES, LEASE, "450,5 ευρώ", centre)
    [lease] = session.scalars(select(Lease))
    award = prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)
    assert (str(lease.monthly_rent), award.case["lease"]["monthly_rent"], whole_months(award)) == (
        "450.50", "450.50", {RENT},
    )  # fmt: skip
    assert "450.50" in bank_amounts(session, award, officer, approver)


def test_the_month_of_an_award_that_ran_before_is_paid_as_it_was_given(
    session: Session, centre: Centre, version: SchemeVersion, officer: User, approver: User
) -> None:
    lease = add_lease(session, centre)
    known = HouseholdNumber(household=lease.household, source="register", created_at=NOW)
    known.value = "17"
    session.add(known)
    take(session, AWARDS, AWARD, "EUR 450,50", centre)
    [award] = session.scalars(select(SubsidyAward))
    assert whole_months(award) == {RENT}
    assert bank_amounts(session, award, officer, approver) == ["450.50"]

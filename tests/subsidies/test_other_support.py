"""Other support that a household declares: some kinds block an award, others stand beside it, none changes a cent."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY
from core.errors import Refused
from housing.models import Lease
from people.models import Per, RentSupport, SupportKind
from people.services.supports import SupportDetails, add_support, set_blocking_kinds, take_support_back
from subsidies.models import AwardStatus, SchemeVersion, SubsidyAward
from subsidies.services.assessments import assess_lease
from subsidies.services.awards import approve_award, instalment_of, prepare_award, return_award
from subsidies.services.ledger import balances
from subsidies.services.other_support import blocked_by, support_beside
from tests.support import rows
from tests.support.leases import LATER
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")

ENDS_ON = date(2027, 11, 23)  # of the award
Declare = Callable[..., RentSupport]


@pytest.fixture
def declare(session: Session, lease: Lease) -> Declare:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, lease.household.centre)

    def add(kind: SupportKind, starts_on: date = TODAY, ends_on: date | None = None) -> RentSupport:
        details = SupportDetails(
            kind=kind, amount=Decimal("150.00"), per=Per.MONTH, starts_on=starts_on, ends_on=ends_on, note="Ithaki"
        )
        return add_support(session, lease.household, details, actor=officer, at=NOW)

    return add


def rows_of(lease: Lease, version: SchemeVersion) -> list[tuple[object, ...]]:
    instalments = map(instalment_of, assess_lease(lease, version, TODAY).quote.instalments)
    return [(row.kind, row.month, row.due_on, row.amount) for row in instalments]


def test_no_support_changes_a_schedule(lease: Lease, version: SchemeVersion, declare: Declare):
    before = rows_of(lease, version)
    for kind in SupportKind:
        declare(kind)
        assert rows_of(lease, version) == before


def test_the_setting_says_which_kinds_block(session: Session, lease: Lease, declare: Declare):
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR)
    for kind in SupportKind:
        declare(kind)
    for kinds in (set(), *({kind} for kind in SupportKind), set(SupportKind)):
        set_blocking_kinds(session, kinds, actor=administrator, at=NOW)
        beside = support_beside(session, lease.household, TODAY, ENDS_ON)
        assert {other.support.kind for other in beside} == set(SupportKind)
        assert {other.support.kind for other in beside if other.blocks} == kinds
        assert len(blocked_by(beside)) == len(kinds)


def test_it_blocks_on_days_of_the_award_alone(
    session: Session, lease: Lease, version: SchemeVersion, officer: User, declare: Declare
):
    """Up to the day before it, and from the day after: each on its own."""
    declare(SupportKind.AGENCY, date(2026, 1, 1), TODAY)
    declare(SupportKind.AGENCY, ENDS_ON)
    for starts_on, ends_on in ((date(2026, 1, 1), TODAY + DAY), (ENDS_ON - DAY, None)):
        inside = declare(SupportKind.AGENCY, starts_on, ends_on)
        with pytest.raises(Refused, match="is declared for days of this award"):
            prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)
        take_support_back(session, inside, actor=officer, at=NOW)
    assert prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW).ends_on == ENDS_ON


def test_what_is_declared_before_the_approval_blocks_it_and_not_the_way_back(
    session: Session, prepared: SubsidyAward, approver: User, declare: Declare
):
    support, nothing = declare(SupportKind.AGENCY), balances(session)
    with pytest.raises(Refused, match="is declared for days of this award"):
        approve_award(session, prepared, actor=approver, at=LATER)
    assert (prepared.status, balances(session)) == (AwardStatus.PREPARED, nothing)
    take_support_back(session, support, actor=approver, at=NOW)
    approve_award(session, prepared, actor=approver, at=LATER)
    assert prepared.status is AwardStatus.APPROVED


def test_a_blocked_award_can_be_returned(session: Session, prepared: SubsidyAward, approver: User, declare: Declare):
    declare(SupportKind.WHOLE_RENT)
    return_award(session, prepared, reason="Ithaki pays", actor=approver, at=LATER)
    assert prepared.status is AwardStatus.RETURNED


def test_an_award_that_stands_is_not_touched(session: Session, award: SubsidyAward, declare: Declare):
    before = [(row.month, row.amount) for row in award.instalments]
    declare(SupportKind.AGENCY)
    session.expire_all()
    assert (award.status, [(row.month, row.amount) for row in award.instalments]) == (AwardStatus.APPROVED, before)


def test_finance_reads_why_it_is_blocked_and_sees_the_rest_beside_the_award(
    client: PageClient, session: Session, lease: Lease, version: SchemeVersion, officer: User, declare: Declare
):
    path = f"/leases/{lease.id}/award"
    declare(SupportKind.HOUSING_BENEFIT)
    enter(client, session, officer)
    page = client.page(path)
    [beside] = page.xpath("//section[@aria-labelledby='support-beside']")
    assert "Housing benefit of the state, Ithaki: €150.00 a month" in text(beside)
    assert "Send 14 instalments, €2,384.00" in text(page)
    declare(SupportKind.AGENCY)
    session.commit()
    page = client.page(path)
    reason = "Another organisation (€150.00 a month, from 23/11/2026) is declared for days of this award"
    assert (reason in text(page), page.xpath("//main//form")) == (True, [])
    [beside] = page.xpath("//section[@aria-labelledby='support-beside']")
    assert [("blocks an award" in text(row)) for row in beside.xpath(".//li")] == [True, False]
    assert page.xpath(f"//main//a[@href='/households/{lease.household_id}/means']")


def test_whoever_approves_reads_it_too(
    client: PageClient, session: Session, prepared: SubsidyAward, approver: User, declare: Declare
):
    declare(SupportKind.AGENCY)
    enter(client, session, approver)
    page = client.page(f"/awards/{prepared.id}")
    assert "It can be returned, and cannot be approved." in text(page)
    path = f"/awards/{prepared.id}"
    page = client.submit(path, action=f"{path}/approve", status=409)
    assert "is declared for days of this award" in text(page)
    page = client.submit(f"/awards/{prepared.id}", action=f"/awards/{prepared.id}/return", reason="Ithaki pays")
    assert "It was returned" in text(page)

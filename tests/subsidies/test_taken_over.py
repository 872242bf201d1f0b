"""Awards that were decided elsewhere: what was given stays, what was paid there is paid, and nothing is paid twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import add_months
from core.errors import Refused
from core.structure import Centre
from housing.models import Lease, LeaseDocument
from people.models import HouseholdDocument
from subsidies.happenings import _payments
from subsidies.models import Account, AwardStatus, Payee, PaymentBatch, SchemeVersion, SubsidyAward
from subsidies.rules.case import Kind
from subsidies.rules.given import GivenAward, GivenMonth, given_award
from subsidies.rules.scheme import Terms
from subsidies.services.assessments import case_behind, find_standing_award, leases_without_award
from subsidies.services.awards import approve_award, awards_to_decide, living_payments, prepare_award, return_award
from subsidies.services.bank_files import export_batch
from subsidies.services.by_scheme import reckon_by_scheme, rows_beside
from subsidies.services.calculator import reckon
from subsidies.services.ledger import balances, find_unbalanced
from subsidies.services.months import month_figures
from subsidies.services.outcomes import mark_rest_paid
from subsidies.services.payments import (
    approve_batch,
    count_due,
    due_instalments,
    prepare_batch,
    return_batch,
)
from subsidies.services.statements import StatementState, statement_of
from subsidies.services.taken_over import take_over_award
from tests.support.jobs import after_the_job
from tests.support.leases import DEBTOR, EXECUTION, LATER, MONTH
from tests.support.pages import PageClient
from tests.support.pdf import pages
from tests.support.rows import NOW, TODAY, add_user
from tests.support.visits import enter

ONE_OFF, MONTHLY = Kind.ONE_OFF, Kind.MONTHLY
PAID_ON = date(2026, 11, 16)
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
MONTHS = (
    GivenMonth(ONE_OFF, MONTH, Decimal("440.00"), PAID_ON),
    GivenMonth(MONTHLY, MONTH, Decimal("100.00"), PAID_ON),
    GivenMonth(MONTHLY, DECEMBER, Decimal("150.00")),
    GivenMonth(MONTHLY, JANUARY, Decimal("150.00")),
)
ELSEWHERE, STILL_DUE = Decimal("540.00"), Decimal("300.00")


def given(*months: GivenMonth, **said: object) -> GivenAward:
    return given_award(Terms(months=12), date(2026, 11, 10), months or MONTHS, **said)


@pytest.fixture
def taken_over(session: Session, lease: Lease, version: SchemeVersion, officer: User) -> SubsidyAward:
    return take_over_award(session, lease, version, given(), source="register", actor=officer, at=NOW)


@pytest.fixture
def in_force(session: Session, taken_over: SubsidyAward, approver: User) -> SubsidyAward:
    approve_award(session, taken_over, actor=approver, at=LATER)
    return taken_over


def corrected(session: Session, award: SubsidyAward, actor: User, *months: GivenMonth) -> SubsidyAward:
    """Another list says another amount for January."""
    months = months or (*MONTHS[:3], replace(MONTHS[3], amount=Decimal("140.00")))
    return take_over_award(
        session, award.lease, award.scheme_version, given(*months), source="register", actor=actor, at=LATER
    )


def run(session: Session, month: date, officer: User, approver: User) -> PaymentBatch:
    """An approved run of what is due up to a month."""
    batch = prepare_batch(session, month, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    approve_batch(session, batch, debtor=DEBTOR, actor=approver, at=LATER)
    return batch


@pytest.mark.parametrize(
    ("months", "said", "days"),
    [
        pytest.param(MONTHS, {}, ("2026-11-10", "2026-11-10", "2027-11-10"), id="begins-with-the-lease"),
        pytest.param(MONTHS[2:], {}, ("2026-12-01", "2026-12-01", "2027-12-01"), id="begins-with-its-first-month"),
        pytest.param(
            MONTHS,
            {"decided_on": date(2026, 11, 20)},
            ("2026-11-20", "2026-11-20", "2027-11-20"),
            id="begins-with-the-decision-within-its-first-month",
        ),
        pytest.param(
            MONTHS[2:],
            {"decided_on": date(2026, 11, 20)},
            ("2026-11-20", "2026-12-01", "2027-12-01"),
            id="was-decided-before",
        ),
        pytest.param(
            MONTHS,
            {"starts_on": date(2026, 11, 15), "ends_on": date(2027, 2, 1)},
            ("2026-11-15", "2026-11-15", "2027-02-01"),
            id="says-its-days",
        ),
        pytest.param(
            (*MONTHS, GivenMonth(MONTHLY, date(2027, 11, 1), Decimal("50.00"))),
            {},
            ("2026-11-10", "2026-11-10", "2027-11-10"),
            id="ends-within-its-last-month",
        ),
        pytest.param(
            (*MONTHS, GivenMonth(MONTHLY, date(2027, 12, 1), Decimal("50.00"))),
            {},
            ("2026-11-10", "2026-11-10", "2028-01-01"),
            id="is-longer-than-the-scheme-says",
        ),
        pytest.param(
            (GivenMonth(MONTHLY, MONTH, Decimal("0.00")), *MONTHS[2:]),
            {},
            ("2026-12-01", "2026-12-01", "2027-12-01"),
            id="nothing-is-paid-for-a-month",
        ),
    ],
)
def test_what_a_list_does_not_say_follows_from_its_months(
    months: tuple[GivenMonth, ...], said: dict[str, date], days: tuple[str, str, str]
):
    award = given(*months, **said)
    assert (str(award.decided_on), str(award.starts_on), str(award.ends_on)) == days


def test_an_award_is_taken_over_as_it_was_given_and_waits_for_another_person(
    session: Session, taken_over: SubsidyAward, officer: User, approver: User
):
    assert (taken_over.status, taken_over.source) == (AwardStatus.PREPARED, "register")
    stored = {(row.kind, row.month, row.amount, row.paid_elsewhere_on) for row in taken_over.instalments}
    assert stored == {(row.kind, row.month, row.amount, row.paid_on) for row in MONTHS}
    assert {row.paid_elsewhere_source for row in taken_over.instalments} == {"register", None}
    assert awards_to_decide(session, officer) == []
    assert awards_to_decide(session, approver) == [taken_over]
    with pytest.raises(Refused, match="another person"):
        approve_award(session, taken_over, actor=officer, at=LATER)


def test_what_a_command_took_over_was_prepared_by_nobody_and_is_approved_by_whoever_may(
    session: Session, lease: Lease, version: SchemeVersion, approver: User
):
    award = take_over_award(session, lease, version, given(), source="register", actor=None, at=NOW)
    assert awards_to_decide(session, approver) == [award]
    approve_award(session, award, actor=approver, at=LATER)
    assert award.status is AwardStatus.APPROVED


def test_only_what_was_taken_over_may_be_prepared_by_nobody(session: Session, prepared: SubsidyAward):
    prepared.prepared_by = None
    with pytest.raises(IntegrityError, match="prepared_by_somebody"):
        session.flush()


# One line for each place that asks for instalments: what was paid elsewhere is left out of what is to be paid, and
# counts as paid everywhere else.


def test_the_ledger_commits_what_is_still_to_be_paid(session: Session, in_force: SubsidyAward):
    assert balances(session)[Account.COMMITTED] == STILL_DUE
    assert (in_force.total, in_force.total_paid_elsewhere) == (STILL_DUE + ELSEWHERE, ELSEWHERE)


def test_nothing_is_committed_where_everything_is_paid(
    session: Session, lease: Lease, version: SchemeVersion, officer: User, approver: User
):
    award = take_over_award(session, lease, version, given(*MONTHS[:2]), source="register", actor=officer, at=NOW)
    approve_award(session, award, actor=approver, at=LATER)
    assert balances(session)[Account.COMMITTED] == Decimal("0.00")
    assert find_unbalanced(session) == []


def test_it_is_not_due_and_in_no_run(session: Session, in_force: SubsidyAward, officer: User, approver: User):
    assert due_instalments(session, MONTH, officer) == []
    assert count_due(session, MONTH, officer).instalments == 0
    due = count_due(session, JANUARY, officer)
    assert (due.instalments, due.total) == (2, STILL_DUE)
    with pytest.raises(Refused, match="Nothing is due"):
        prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    batch = run(session, JANUARY, officer, approver)
    assert {payment.instalment.month for payment in batch.payments} == {DECEMBER, JANUARY}
    assert export_batch(batch).count(b"<CdtTrfTxInf>") == 2


def test_no_payment_of_ours_pays_it(session: Session, in_force: SubsidyAward, officer: User, approver: User):
    run(session, JANUARY, officer, approver)
    paid = {row.month for row in in_force.instalments if row.id in living_payments(session, in_force)}
    assert paid == {DECEMBER, JANUARY}


def test_the_month_counts_it_as_paid_and_not_as_left(session: Session, in_force: SubsidyAward, officer: User):
    november, december = (month_figures(session, month, officer).total for month in (MONTH, DECEMBER))
    assert (november.due, november.elsewhere, november.all_paid, november.left) == (ELSEWHERE,) * 3 + (Decimal(0),)
    assert (december.elsewhere, december.left) == (Decimal(0), Decimal("150.00"))


def test_the_household_sees_it_as_paid_before(session: Session, in_force: SubsidyAward, lease: Lease):
    statement = statement_of(session, lease.household_id, on=TODAY)
    assert [(line.state, line.is_paid_elsewhere, line.paid_on) for line in statement.lines] == [
        (StatementState.PAID, True, PAID_ON),
        (StatementState.PAID, True, PAID_ON),
        (StatementState.COMING, False, None),
        (StatementState.COMING, False, None),
    ]
    assert (statement.paid_total, statement.next_total) == (ELSEWHERE, Decimal("150.00"))


def test_a_recovery_would_reckon_with_it(in_force: SubsidyAward):
    case = case_behind(in_force)
    assert [(row.kind, row.month, row.amount) for row in case.paid] == [
        (ONE_OFF, MONTH, Decimal("440.00")),
        (MONTHLY, MONTH, Decimal("100.00")),
    ]
    answer = reckon(in_force.scheme_version, in_force.case)
    assert answer.quote is not None
    assert [row.amount for row in answer.quote.instalments if row.status == "paid"] == [
        Decimal("440.00"),
        Decimal("100.00"),
    ]


def test_the_timeline_tells_it_with_what_the_bank_paid(
    session: Session, in_force: SubsidyAward, officer: User, approver: User, app
):
    mark_rest_paid(session, run(session, DECEMBER, officer, approver), on=EXECUTION, actor=officer)
    with app.test_request_context():
        told = [(happening.on, str(happening.what)) for happening in _payments(session, in_force.lease.household)]
    assert [on for on, _ in told] == [PAID_ON, PAID_ON, EXECUTION]
    assert "before, elsewhere" in told[0][1]
    assert "before, elsewhere" not in told[2][1]


@pytest.mark.parametrize(
    ("path", "kept", "words"),
    [
        pytest.param("/awards/{award}", LeaseDocument, "paid on 16/11/2026, before, elsewhere", id="the-award"),
        pytest.param("/households/{household}", HouseholdDocument, "Paid before, elsewhere", id="the-account"),
    ],
)
def test_the_letters_tell_it(
    app: Flask, client: PageClient, session: Session, in_force: SubsidyAward, officer: User, path: str,
    kept: type[LeaseDocument] | type[HouseholdDocument], words: str,
):  # fmt: skip
    address = path.format(award=in_force.id, household=in_force.lease.household_id)
    session.commit()
    enter(client, session, officer)
    client.submit(address, action=f"{address}/{'letter' if 'awards' in address else 'statement'}")
    after_the_job(app, client)
    document = session.scalars(select(kept.id)).one()
    session.commit()
    assert words in " ".join(" ".join(pages(client.get(f"/documents/{document}").data)).split())


def test_the_lease_has_its_award(session: Session, taken_over: SubsidyAward, officer: User, version: SchemeVersion):
    assert leases_without_award(session, officer, TODAY) == []
    with pytest.raises(Refused, match="already there"):
        prepare_award(session, taken_over.lease, version, on=TODAY, actor=officer, at=NOW)


# What the scheme would bring stands beside it.


def test_what_the_scheme_would_bring_is_told_beside_and_changes_nothing(taken_over: SubsidyAward):
    by_scheme = reckon_by_scheme(taken_over.scheme_version, taken_over.case)
    assert by_scheme.of("one-off", MONTH) == Decimal("440.00")
    assert by_scheme.of("monthly", MONTH) == Decimal("113.40")  # 162.00 x 21 / 30
    assert by_scheme.of("monthly", DECEMBER) == Decimal("162.00")
    rows = rows_beside(taken_over.instalments, by_scheme)
    assert len(rows) == len(MONTHS) + 10  # until November 2027
    assert taken_over.instalments[1].amount == Decimal("100.00")


def test_where_the_scheme_cannot_reckon_it_says_why(session: Session, taken_over: SubsidyAward, lease: Lease):
    [member, *_] = lease.household.members
    case = {**taken_over.case, "household": {"members": [{"id": "1", "born": "2031-01-01"}]}}
    by_scheme = reckon_by_scheme(taken_over.scheme_version, case)
    assert (by_scheme.of("monthly", MONTH), dict(by_scheme.amounts)) == (None, {})
    assert "cannot be reckoned" in str(by_scheme.why_none)


# One award stands for a lease; what is corrected takes its place.


def test_the_same_once_more_changes_nothing(session: Session, taken_over: SubsidyAward, officer: User, approver: User):
    assert corrected(session, taken_over, officer, *MONTHS) is taken_over
    approve_award(session, taken_over, actor=approver, at=LATER)
    assert corrected(session, taken_over, officer, *MONTHS) is taken_over


def test_a_correction_replaces_at_once_what_nobody_has_approved(
    session: Session, taken_over: SubsidyAward, officer: User
):
    later = corrected(session, taken_over, officer)
    assert (taken_over.status, taken_over.decided_by) == (AwardStatus.SUPERSEDED, None)
    assert (later.status, later.supersedes) == (AwardStatus.PREPARED, None)
    assert find_standing_award(session, later.lease) is later
    assert balances(session)[Account.COMMITTED] == Decimal(0)


def test_what_is_in_force_stays_so_until_its_correction_is_approved(
    session: Session, in_force: SubsidyAward, officer: User, approver: User
):
    first = corrected(session, in_force, officer)
    assert (first.supersedes, in_force.status) == (in_force, AwardStatus.APPROVED)
    assert balances(session)[Account.COMMITTED] == STILL_DUE
    again = corrected(session, in_force, officer, *MONTHS[:3])
    assert (first.status, again.supersedes) == (AwardStatus.SUPERSEDED, in_force)
    approve_award(session, again, actor=approver, at=LATER)
    assert (in_force.status, again.status) == (AwardStatus.SUPERSEDED, AwardStatus.APPROVED)
    assert in_force.total == STILL_DUE + ELSEWHERE, "it stays as it was decided"
    assert balances(session)[Account.COMMITTED] == Decimal("150.00")
    assert find_unbalanced(session) == []
    assert count_due(session, JANUARY, officer).total == Decimal("150.00")
    assert len(statement_of(session, again.lease.household_id, on=TODAY).lines) == 3


def test_a_correction_of_a_correction_that_says_what_is_in_force_leaves_that(
    session: Session, in_force: SubsidyAward, officer: User
):
    waiting = corrected(session, in_force, officer)
    assert corrected(session, in_force, officer, *MONTHS) is in_force
    assert waiting.status is AwardStatus.SUPERSEDED


def test_a_returned_correction_leaves_what_is_in_force(
    session: Session, in_force: SubsidyAward, officer: User, approver: User
):
    waiting = corrected(session, in_force, officer)
    return_award(session, waiting, reason="January was right", actor=approver, at=LATER)
    assert find_standing_award(session, in_force.lease) is in_force
    assert balances(session)[Account.COMMITTED] == STILL_DUE


def test_who_may_not_approve_a_correction_changes_nothing(session: Session, in_force: SubsidyAward, officer: User):
    waiting = corrected(session, in_force, officer)
    with pytest.raises(Refused, match="another person"):
        approve_award(session, waiting, actor=officer, at=LATER)
    assert in_force.status is AwardStatus.APPROVED


def test_what_runs_pay_is_replaced_by_nothing(session: Session, in_force: SubsidyAward, officer: User, approver: User):
    waiting = corrected(session, in_force, officer)
    batch = prepare_batch(session, DECEMBER, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    for refused in (
        lambda: approve_award(session, waiting, actor=approver, at=LATER),
        lambda: corrected(session, in_force, officer, *MONTHS[:2]),
    ):
        with pytest.raises(Refused, match=f"Runs of payments pay months of award {in_force.id}"):
            refused()
    return_batch(session, batch, reason="for the correction", actor=approver, at=LATER)
    approve_award(session, waiting, actor=approver, at=LATER)
    assert in_force.status is AwardStatus.SUPERSEDED


def test_a_run_of_what_was_replaced_meanwhile_is_not_approved(
    session: Session, in_force: SubsidyAward, officer: User, approver: User
):
    batch = prepare_batch(session, DECEMBER, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    in_force.status = AwardStatus.SUPERSEDED  # as by who approved the other one at the same moment
    session.flush()
    with pytest.raises(Refused, match="taken the place"):
        approve_batch(session, batch, debtor=DEBTOR, actor=approver, at=LATER)


def test_nothing_is_taken_over_beside_an_award_that_was_prepared_here(
    session: Session, prepared: SubsidyAward, officer: User
):
    with pytest.raises(Refused, match=f"Award {prepared.id} for this lease was prepared here"):
        corrected(session, prepared, officer)


def test_a_month_is_paid_elsewhere_by_somebody_and_on_a_day(session: Session, taken_over: SubsidyAward):
    taken_over.instalments[-1].paid_elsewhere_on = TODAY
    with pytest.raises(IntegrityError, match="paid_elsewhere_by_somebody"):
        session.flush()


def test_two_that_supersede_nothing_stand_for_no_lease(session: Session, taken_over: SubsidyAward, approver: User):
    other = {name: getattr(taken_over, name) for name in ("lease_id", "scheme_version_id", "decided_on", "case")}
    other |= {name: getattr(taken_over, name) for name in ("starts_on", "ends_on", "prepared_at", "origin", "source")}
    approve_award(session, taken_over, actor=approver, at=LATER)
    session.add(SubsidyAward(**other, payee=Payee.HOUSEHOLD))
    with pytest.raises(IntegrityError):
        session.flush()


# The pages.


def test_the_page_of_the_award_says_where_it_comes_from_and_what_the_scheme_would_bring(
    client: PageClient, session: Session, taken_over: SubsidyAward, centre: Centre
):
    enter(client, session, add_user(session, StaffRole.FINANCE_APPROVER))
    page = client.page(f"/awards/{taken_over.id}").text_content()
    for words in (
        "This award was taken over: its amounts stay as “register” gives them",
        "€540.00 of it was paid before, elsewhere.",
        "By the scheme: €113.40",
        "By the scheme: €162.00",
        "nothing was given; by the scheme it would be €162.00",
        "Approve 2 instalments, €300.00",
    ):
        assert words in " ".join(page.split()), words
    assert "Try it in the calculator" not in page


def test_the_page_of_what_was_replaced_leads_to_what_took_its_place(
    client: PageClient, session: Session, in_force: SubsidyAward, officer: User
):
    waiting = corrected(session, in_force, officer)
    session.commit()
    enter(client, session, add_user(session, StaffRole.FINANCE_APPROVER))
    page = client.page(f"/awards/{waiting.id}")
    assert page.xpath(f"//a[@href='/awards/{in_force.id}']")
    client.submit(f"/awards/{waiting.id}", action=f"/awards/{waiting.id}/approve")
    replaced = client.page(f"/awards/{in_force.id}")
    assert replaced.xpath(f"//a[@href='/awards/{waiting.id}']")
    assert "Replaced" in replaced.text_content()


def test_the_month_shows_what_was_paid_elsewhere_in_a_column_of_its_own(
    client: PageClient, session: Session, in_force: SubsidyAward
):
    session.commit()
    enter(client, session, add_user(session, StaffRole.FINANCE_OFFICER))
    assert "Paid before, elsewhere" in client.page(f"/months/{MONTH:%Y-%m}").text_content()
    assert "Paid before, elsewhere" not in client.page(f"/months/{add_months(MONTH, 1):%Y-%m}").text_content()

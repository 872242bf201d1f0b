"""Awards: what they store, who may decide, and everything that is refused."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from core.text import Sentence
from housing.models import Lease
from people.models import HouseholdMember, Person
from subsidies.forms import MOST_REASON
from subsidies.models import Account, AwardStatus, Payee, SchemeVersion, SubsidyAward
from subsidies.rules.case_file import read_case
from subsidies.rules.schedule import quote
from subsidies.services.awards import approve_award, get_award, list_awards, prepare_award, return_award
from subsidies.services.ledger import balances, find_unbalanced
from subsidies.services.schemes import load_scheme, store_shipped
from tests.support.rows import NOW, TODAY, add_centre, add_user


def test_an_award_keeps_what_it_rests_on(prepared: SubsidyAward) -> None:
    assert prepared.status is AwardStatus.PREPARED
    assert (prepared.starts_on, prepared.ends_on) == (date(2026, 11, 23), date(2027, 11, 23))
    assert prepared.scheme_version.key == "demonstration"
    assert prepared.case["lease"]["ends_on"] == "2029-11-10"
    assert (prepared.instalments[0].kind, prepared.instalments[0].amount) == ("one-off", Decimal("440.00"))
    assert [instalment.kind for instalment in prepared.instalments[1:]] == ["monthly"] * 13
    assert prepared.total == Decimal("2384.00")


def test_an_instalment_says_how_it_came_about(prepared: SubsidyAward) -> None:
    november = prepared.instalments[1]
    assert (november.first_day, november.end_day) == (date(2026, 11, 23), date(2026, 12, 1))
    assert november.parts == [{"monthly": "162.00", "days": 8, "of": 30}]
    assert november.amount == Decimal("43.20")
    assert "8 of 30 days are payable" in [str(Sentence.from_json(stored)) for stored in november.because]


def test_the_stored_case_and_scheme_give_the_same_award_again(session: Session, prepared: SubsidyAward) -> None:
    session.commit()
    session.refresh(prepared)
    scheme = load_scheme(prepared.scheme_version)
    again = quote(scheme, read_case(json.loads(json.dumps(prepared.case)), {scheme.key: scheme}))
    stored = [(row.kind, row.month, row.due_on, row.amount) for row in prepared.instalments]
    assert stored == [(row.kind, row.month, row.due_on, row.payable) for row in again.instalments]


def test_an_approved_award_is_committed(session: Session, award: SubsidyAward, approver: User) -> None:
    assert (award.status, award.decided_by) == (AwardStatus.APPROVED, approver)
    assert balances(session)[Account.COMMITTED] == Decimal("2384.00")
    assert balances(session)[Account.BUDGET] == Decimal("-2384.00")
    assert find_unbalanced(session) == []


def test_a_returned_award_commits_nothing_and_makes_room_for_another(
    session: Session, prepared: SubsidyAward, officer: User, approver: User
) -> None:
    return_award(session, prepared, reason="Ω" * MOST_REASON, actor=approver, at=NOW)
    assert (prepared.status, prepared.return_reason) == (AwardStatus.RETURNED, "Ω" * MOST_REASON)
    assert balances(session)[Account.COMMITTED] == 0
    again = prepare_award(session, prepared.lease, prepared.scheme_version, on=TODAY, actor=officer, at=NOW)
    assert list_awards(session, officer).rows == [again, prepared]
    assert list_awards(session, officer, AwardStatus.PREPARED).rows == [again]


@pytest.mark.parametrize("decide", [approve_award, lambda *a, **k: return_award(*a, reason="no", **k)])
def test_nobody_decides_what_they_prepared(
    session: Session, prepared: SubsidyAward, officer: User, decide: Callable[..., None]
) -> None:
    with pytest.raises(Refused, match="another person"):
        decide(session, prepared, actor=officer, at=NOW)
    assert (prepared.status, prepared.decided_by_id) == (AwardStatus.PREPARED, None)
    assert balances(session)[Account.COMMITTED] == 0


def test_the_database_refuses_one_person_for_both_as_well(session: Session, award: SubsidyAward) -> None:
    with pytest.raises(IntegrityError):
        session.execute(update(SubsidyAward).values(decided_by_id=award.prepared_by_id))


def test_an_award_is_decided_once(session: Session, award: SubsidyAward) -> None:
    other = add_user(session, StaffRole.FINANCE_APPROVER)
    with pytest.raises(Refused, match="decided already"):
        approve_award(session, award, actor=other, at=NOW)
    assert balances(session)[Account.COMMITTED] == Decimal("2384.00")


def test_a_second_award_for_the_lease_is_refused_also_by_the_database(session: Session, award: SubsidyAward) -> None:
    with pytest.raises(Refused, match="already there"):
        prepare_award(session, award.lease, award.scheme_version, on=TODAY, actor=award.prepared_by, at=NOW)
    copied = {name: getattr(award, name) for name in ("lease_id", "scheme_version_id", "decided_on", "case")}
    copied |= {name: getattr(award, name) for name in ("starts_on", "ends_on", "prepared_by_id", "prepared_at")}
    session.add(SubsidyAward(**copied))
    with pytest.raises(IntegrityError):
        session.flush()


def _no_account(lease: Lease) -> None:
    lease.household.account = None


def _unwritable_account(lease: Lease) -> None:
    lease.household.account.holder = "سمير حداد"


def _nobody_yet(lease: Lease) -> None:
    lease.household.members[0].joined_on = date(2030, 1, 1)


def _contradiction(lease: Lease) -> None:
    lease.household.members.append(
        HouseholdMember(
            person=Person(name="Lina", born_on=date(2027, 1, 1), created_at=NOW), joined_on=date(2026, 12, 1)
        )
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(_no_account, "no bank account", id="no-account"),
        pytest.param(_unwritable_account, "Latin letters", id="a-name-no-bank-can-write"),
        pytest.param(_nobody_yet, "Nothing would be paid", id="nobody-lives-there"),
        pytest.param(_contradiction, "does not fit", id="there-before-it-was-born"),
    ],
)
def test_what_stands_in_the_way_is_said(
    session: Session,
    lease: Lease,
    version: SchemeVersion,
    officer: User,
    change: Callable[[Lease], None],
    sentence: str,
) -> None:
    change(lease)
    session.flush()
    with pytest.raises(Refused, match=sentence):
        prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)
    assert list_awards(session, officer).rows == []


def test_the_landlord_s_account_is_asked_for_when_the_landlord_is_paid(
    session: Session, lease: Lease, version: SchemeVersion, officer: User
) -> None:
    with pytest.raises(Refused, match="account of Aikaterini Lydaki"):
        prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW, payee=Payee.LANDLORD)


@pytest.mark.parametrize("key", ["helios-2019", "helios-plus", "opeka-housing-benefit"])
def test_only_an_active_scheme_awards(session: Session, lease: Lease, officer: User, key: str) -> None:
    with pytest.raises(Refused, match=f"by the scheme {key}"):
        prepare_award(session, lease, store_shipped(session, key, at=NOW), on=TODAY, actor=officer, at=NOW)


def test_all_reasons_are_given_at_once(session: Session, lease: Lease, officer: User) -> None:
    lease.household.account = None
    version = store_shipped(session, "opeka-housing-benefit", at=NOW)
    with pytest.raises(Refused) as refusal:
        prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)
    for part in ("not declared", "not accepted", "no bank account", "by the scheme"):
        assert part in str(refusal.value)


def test_a_lease_declared_after_the_decision_counts_as_not_declared(
    session: Session, lease: Lease, officer: User
) -> None:
    lease.declaration_number, lease.declared_on = "1", date(2026, 11, 24)
    version = store_shipped(session, "opeka-housing-benefit", at=NOW)
    with pytest.raises(Refused, match="not declared"):
        prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)


def test_another_centre_s_awards_stay_closed(session: Session, award: SubsidyAward, centre: Centre) -> None:
    stranger = add_user(session, StaffRole.FINANCE_OFFICER, add_centre(session, "chania"))
    with pytest.raises(Forbidden):
        get_award(session, award.id, stranger)
    assert list_awards(session, stranger).rows == []
    assert list_awards(session, add_user(session, StaffRole.FINANCE_OFFICER, centre)).rows == [award]
    with pytest.raises(NotFound):
        get_award(session, award.id + 1, stranger)

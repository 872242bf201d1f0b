"""A file of awards that run: what is taken, what is told, and that nothing is taken twice."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import sleep

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cli import main
from core.audit.models import AuditEvent
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre, list_centres
from housing.models import Lease
from people.models import Household, HouseholdNumber
from subsidies.models import AwardOrigin, AwardStatus, Payee, SchemeVersion
from subsidies.rules.scheme_file import shipped_text
from subsidies.services.awards import approve_award, prepare_award, return_award
from subsidies.services.payments import count_due, prepare_batch
from subsidies.services.statements import statement_of
from tests.subsidies.award_files import (
    DECEMBER,
    FILE,
    HEADER,
    NOVEMBER,
    WIDE,
    Send,
    awards,
    codes,
    number,
)
from tests.support.leases import EXECUTION, LATER, MONTH, add_lease
from tests.support.rows import NOW, TODAY, add_centre, add_household, add_user


def test_an_award_of_a_file_waits_for_approval_and_then_only_what_is_left_is_paid(
    send: Send, session: Session, lease: Lease, officer: User, approver: User
):
    done = send(FILE)
    assert done.stored is not None
    assert (done.stored.created, codes(done)) == (
        4,
        [(5, "amount", "by-scheme"), (5, "", "fewer-than-scheme")],
    )
    [award] = awards(session)
    assert (award.origin, award.source, award.lease, award.status) == (
        AwardOrigin.TAKEN_OVER, "register", lease, AwardStatus.PREPARED,
    )  # fmt: skip
    assert (award.starts_on, award.ends_on, award.payee) == (date(2026, 11, 10), date(2027, 11, 10), Payee.HOUSEHOLD)
    assert (award.total, award.total_paid_elsewhere) == (Decimal("865.40"), Decimal("553.40"))
    approve_award(session, award, actor=approver, at=LATER)
    assert count_due(session, MONTH, officer).instalments == 0
    assert count_due(session, date(2027, 1, 1), officer).total == Decimal("312.00")
    assert statement_of(session, lease.household_id, on=TODAY).paid_total == Decimal("553.40")


def test_a_row_for_each_household_says_the_same(send: Send, session: Session):
    send(WIDE)
    [award] = awards(session)
    assert [(row.kind, row.month, row.amount, row.paid_elsewhere_on) for row in award.instalments] == [
        ("one-off", MONTH, Decimal("440.00"), TODAY),  # its pay day, the 30th, is still to come
        ("monthly", MONTH, Decimal("113.40"), TODAY),
        ("monthly", date(2026, 12, 1), Decimal("162.00"), None),
        ("monthly", date(2027, 1, 1), Decimal("150.00"), None),
    ]


@pytest.mark.parametrize("content", [FILE, WIDE], ids=["long", "wide"])
def test_the_same_file_once_more_changes_nothing(send: Send, session: Session, approver: User, content: str):
    send(content)
    for days in (1, 9):
        done = send(content, at=NOW + timedelta(days=days))
        assert done.stored is not None
        assert (done.stored.created, done.stored.updated, codes(done)) == (0, 0, [])
        [award] = awards(session)
        if award.status is AwardStatus.PREPARED:
            approve_award(session, award, actor=approver, at=LATER)
    session.commit()
    steps = select(func.count(AuditEvent.id)).where(AuditEvent.action == "take-over-award")
    assert session.scalar(steps) == 1


def test_a_newer_version_of_the_scheme_makes_no_other_award_of_the_same_file(
    send: Send, session: Session, version: SchemeVersion, approver: User
):
    send(FILE)
    newer = SchemeVersion(
        key=version.key, version=2, text=shipped_text("demonstration").replace("months = 12", "months = 6"),
        sha256="2", status=version.status, prepared_by=add_user(session, StaffRole.FINANCE_OFFICER), prepared_at=NOW,
        decided_by=approver, decided_at=NOW,
    )  # fmt: skip
    session.add(newer)
    done = send(FILE)
    assert done.stored is not None
    assert done.stored.unchanged == 4


def test_a_corrected_file_takes_the_place_of_what_is_in_force_once_approved(
    send: Send, session: Session, approver: User
):
    send(FILE)
    [first] = awards(session)
    approve_award(session, first, actor=approver, at=LATER)
    done = send(FILE.replace("150,00", "162,00"), at=LATER)
    assert done.stored is not None
    assert done.stored.updated == 4
    second = awards(session)[1]
    assert (first.status, second.supersedes) == (AwardStatus.APPROVED, first)
    approve_award(session, second, actor=approver, at=LATER)
    assert first.status is AwardStatus.SUPERSEDED


def test_after_a_return_another_file_is_taken(send: Send, session: Session, approver: User):
    send(FILE)
    return_award(session, awards(session)[0], reason="January is wrong", actor=approver, at=LATER)
    done = send(FILE.replace("150,00", "162,00"))
    assert done.stored is not None
    assert [award.status for award in awards(session)] == [AwardStatus.RETURNED, AwardStatus.PREPARED]


def test_months_of_which_a_run_pays_one_are_corrected_by_no_file(
    send: Send, session: Session, officer: User, approver: User
):
    send(FILE)
    [award] = awards(session)
    approve_award(session, award, actor=approver, at=LATER)
    prepare_batch(session, date(2026, 12, 1), execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    done = send(FILE.replace("150,00", "162,00"))
    assert (done.stored, codes(done)[0]) == (None, (2, "number", "award-there"))
    again = send(FILE)
    assert again.stored is not None
    assert again.stored.unchanged == 4


def test_nothing_is_taken_beside_an_award_that_was_prepared_here(
    send: Send, session: Session, lease: Lease, version: SchemeVersion, officer: User
):
    prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)
    done = send(FILE)
    assert (done.stored, len(awards(session))) == (None, 1)
    assert "was prepared here" in str(done.read.rejected[0].sentence)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("4711;demonstration;11/2026;100;;", (2, "number", "no-household"), id="nobody-has-the-number"),
        pytest.param("18;demonstration;11/2026;100;;", (2, "number", "no-lease"), id="no-lease-runs"),
        pytest.param("17;helios-2031;11/2026;100;;", (2, "scheme", "no-scheme"), id="no-such-scheme"),
        pytest.param("17;helios-plus;11/2026;100;;", (2, "scheme", "no-scheme"), id="a-draft"),
        pytest.param("17;opeka-housing-benefit;11/2026;100;;", (2, "scheme", "no-scheme"), id="of-another-body"),
        pytest.param("17;demonstration;10/2026;100;;", (2, "month", "before-lease"), id="unpaid-before-the-lease"),
        pytest.param("17;demonstration;12/2029;100;;", (2, "month", "after-lease"), id="after-the-lease"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_kept(
    send: Send, session: Session, centre: Centre, shipped: None, rows: str, expected: tuple[int, str, str]
):
    known = HouseholdNumber(household=add_household(session, centre), source="register", created_at=NOW)
    known.value = "18"
    session.add(known)
    done = send(f"{HEADER}\n{rows}\n")
    assert (done.stored, codes(done)[0]) == (None, expected)
    assert awards(session) == []


def test_a_scheme_that_awards_no_more_still_pays_what_it_awarded(send: Send, session: Session, shipped: None):
    send(FILE.replace("demonstration", "helios-2019"))
    assert awards(session)[0].scheme_version.key == "helios-2019"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "17;demonstration;10/2026;100;16/10/2026;", (2, "month", "paid-before-lease"), id="paid-before-the-lease"
        ),
        pytest.param("17;demonstration;11/2026;113,40;ναι;", (2, "paid_on", "pay-day-taken"), id="paid-on-some-day"),
        pytest.param("17;demonstration;11/2026;90;16/11/2026;", (2, "amount", "paid-by-scheme"), id="was-paid-less"),
        pytest.param("17;demonstration;11/2026;90;;", (2, "amount", "by-scheme"), id="is-to-be-paid-less"),
        pytest.param("17;demonstration;11/2026;113,40;;", (2, "", "fewer-than-scheme"), id="fewer-months"),
        pytest.param("17;demonstration;11/2026;113,40;;", (2, "", "no-one-off"), id="no-one-off"),
        pytest.param("17;demonstration;11/2026;113,40;όχι;", (2, "paid_on", "past-unpaid"), id="a-past-month-unpaid"),
    ],
)
def test_what_is_doubtful_is_told(send: Send, rows: str, expected: tuple[int, str, str]):
    at = NOW + timedelta(days=30) if expected[2] == "past-unpaid" else NOW
    done = send(f"{HEADER}\n{rows}\n", at=at)
    assert done.stored is not None
    assert expected in codes(done)


def test_one_household_by_two_numbers_is_told(send: Send, lease: Lease):
    lease.household.reference = "N-0017"
    done = send(f"{HEADER};number here\n{NOVEMBER};\n;{DECEMBER.removeprefix('17;')};{lease.household.reference}\n")
    assert (3, "reference", "other-number") in codes(done)


def test_a_bad_household_keeps_all_others_out_unless_only_the_good_are_meant(
    send: Send, session: Session, centre: Centre
):
    number(session, add_lease(session, centre, "Ολένα Κοβαλένκο"), "18")
    content = f"{FILE}18;demonstration;11/2026;100;;\n18;demonstration;soon;100;;\n"
    assert send(content).stored is None
    assert awards(session) == []
    done = send(content, accept_valid=True)
    assert done.stored is not None
    assert (done.stored.created, [award.lease.household.numbers[0].value for award in awards(session)]) == (4, ["17"])


def test_another_centre_sees_nothing_of_the_household(send: Send, session: Session):
    done = send(FILE, centres=[add_centre(session, "chania")])
    assert (done.stored, codes(done)[0]) == (None, (2, "number", "other-centre"))


def test_the_landlord_may_be_paid(send: Send, session: Session):
    send(f"{HEADER};paid to;first day;last day;decision date\n{NOVEMBER};ιδιοκτήτης;15/11/2026;31/03/2027;2/11/2026\n")
    [award] = awards(session)
    assert (award.payee, award.decided_on) == (Payee.LANDLORD, date(2026, 11, 2))
    assert (award.starts_on, award.ends_on) == (date(2026, 11, 15), date(2027, 4, 1))


def test_the_command_takes_awards_that_nobody_of_the_staff_has_prepared(
    send: Send, session: Session, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, approver: User
):
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    session.commit()
    file = tmp_path / "awards.csv"
    file.write_text(FILE)
    command = ["import", "awards", str(file), "--source", "register", "--json"]
    tried = CliRunner().invoke(main, [*command, "--dry-run"], catch_exceptions=False)
    assert (tried.exit_code, json.loads(tried.stdout)["created"]) == (1, 4)
    for code, created, doubts in ((1, 4, {"by-scheme", "fewer-than-scheme"}), (0, 0, set())):
        said = CliRunner().invoke(main, command, catch_exceptions=False)
        answer = json.loads(said.stdout)
        assert (said.exit_code, answer["created"], answer["unchanged"]) == (code, created, 4 - created)
        assert {doubt["code"] for doubt in answer["warnings"]} == doubts
    session.expire_all()
    [award] = awards(session)
    assert (award.prepared_by, award.source) == (None, "register")
    approve_award(session, award, actor=approver, at=LATER)
    session.commit()
    file.write_text(FILE.replace("17;", "4711;"))
    refused = CliRunner().invoke(main, command, catch_exceptions=False)
    assert (refused.exit_code, json.loads(refused.stdout)["rejected"][0]["code"]) == (2, "no-household")


def test_two_households_of_one_file_are_two_awards(send: Send, session: Session, centre: Centre):
    other = number(session, add_lease(session, centre, "Ολένα Κοβαλένκο"), "18")
    send(FILE + FILE.partition("\n")[2].replace("17;", "18;"))
    assert {award.lease_id for award in awards(session)} == {other.id, *session.scalars(select(Lease.id))}
    assert session.scalar(select(func.count(Household.id))) == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite's writers take turns
def test_two_who_take_one_award_at_the_same_moment_take_turns(session: Session, in_register: Lease, send: Send):
    session.commit()
    engine = session.get_bind()

    def take_it(_number: int) -> int:
        with Session(engine) as own:
            done = send(FILE, session=own, centres=list_centres(own), actor=None)
            sleep(0.2)  # the other one waits meanwhile
            own.commit()
            assert done.stored is not None
            return done.stored.created

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(take_it, range(2))) == [0, 4]
    assert len(awards(session)) == 1

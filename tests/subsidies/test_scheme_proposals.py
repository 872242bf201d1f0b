"""A new version of a scheme is proposed by one person and decided by another; its text never changes."""

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from core.auth.duty import NO_DUTY
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, Refused
from core.installation import Installation
from core.structure import Centre
from subsidies.models import SchemeVersion, VersionStatus
from subsidies.rules.scheme_file import SchemeFileErrors, shipped_text
from subsidies.rules.storable import MOST_LETTERS
from subsidies.services.scheme_proposals import (
    approve_scheme,
    draft_version,
    find_waiting,
    proposals_to_decide,
    propose_scheme,
    return_scheme,
    returned_to,
    withdraw_scheme,
)
from subsidies.services.schemes import (
    find_newest,
    get_scheme,
    hash_of,
    list_newest_versions,
    list_schemes,
    store_shipped,
)
from tests.subsidies.proposed_texts import NEW, OTHER, PLUS, TEXT
from tests.support.audit import events
from tests.support.rows import NOW, add_centre, add_partner, add_post, add_user


@pytest.fixture(autouse=True)
def _laid_down(session: Session) -> None:
    store_shipped(session, "helios-plus", at=NOW)


@pytest.fixture
def proposal(session: Session, centre: Centre, officer: User) -> SchemeVersion:
    return propose_scheme(session, TEXT, actor=officer, at=NOW)


def test_a_proposal_is_the_next_version_and_counts_once_another_person_approves_it(
    session: Session, officer: User, approver: User, proposal: SchemeVersion
) -> None:
    assert (proposal.key, proposal.version, proposal.text) == ("helios-plus", 2, TEXT)
    assert (proposal.sha256, proposal.status) == (hash_of(TEXT), VersionStatus.PROPOSED)
    assert find_newest(session, "helios-plus") is list_newest_versions(session)[0] is not proposal
    approve_scheme(session, proposal, actor=approver, at=NOW)
    assert (proposal.prepared_by, proposal.decided_by, proposal.decided_at) == (officer, approver, NOW)
    assert find_newest(session, "helios-plus") is list_newest_versions(session)[0] is proposal
    session.commit()
    done = [(event.action, event.actor_id) for event in events(session)][-3:]
    assert done == [("store-scheme", None), ("propose-scheme", officer.id), ("approve-scheme", approver.id)]


def test_a_scheme_that_nobody_knew_begins_with_version_1(session: Session, centre: Centre, officer: User) -> None:
    assert propose_scheme(session, NEW, actor=officer, at=NOW).version == 1
    assert find_newest(session, "helios-2030") is None


def test_a_returned_proposal_keeps_its_number_and_its_reason(
    session: Session, officer: User, approver: User, proposal: SchemeVersion
) -> None:
    return_scheme(session, proposal, reason="Which decision is this?", actor=approver, at=NOW)
    assert (proposal.status, proposal.return_reason) == (VersionStatus.RETURNED, "Which decision is this?")
    again = propose_scheme(session, TEXT, actor=officer, at=NOW)
    assert (again.version, [version.version for version in get_scheme(session, "helios-plus").versions]) == (
        3,
        [3, 2, 1],
    )


def test_only_who_proposed_it_withdraws_it(
    session: Session, officer: User, approver: User, proposal: SchemeVersion
) -> None:
    with pytest.raises(Refused, match="Only who proposed it"):
        withdraw_scheme(session, proposal, actor=add_user(session, StaffRole.FINANCE_OFFICER), at=NOW)
    withdraw_scheme(session, proposal, actor=officer, at=NOW)
    assert (proposal.status, find_waiting(session, "helios-plus")) == (VersionStatus.WITHDRAWN, None)
    with pytest.raises(Refused, match="decided already"):
        approve_scheme(session, proposal, actor=approver, at=NOW)
    with pytest.raises(Refused, match="decided already"):
        withdraw_scheme(session, proposal, actor=officer, at=NOW)


def test_whose_posts_cover_not_every_centre_any_more_withdraws_nothing(
    session: Session, proposal: SchemeVersion, officer: User
) -> None:
    officer.take_up(NO_DUTY)
    with pytest.raises(Forbidden):
        withdraw_scheme(session, proposal, actor=officer, at=NOW)
    assert proposal.status is VersionStatus.PROPOSED


@pytest.mark.parametrize(
    ("file", "wrong"),
    [
        pytest.param(PLUS.replace("months = 12", "months = 0").replace("source", "sauce"), 3, id="all-errors-at-once"),
        pytest.param(TEXT.replace('"helios-plus"', '"../etc"'), 1, id="a-key-that-leads-elsewhere"),
        pytest.param(TEXT.replace('"helios-plus"', '"Ήλιος"'), 1, id="a-key-in-Greek"),
        pytest.param(TEXT.replace('"helios-plus"', f'"{"a" * 61}"'), 1, id="a-key-too-long"),
        pytest.param("#" * (MOST_LETTERS + 1), 1, id="too-long"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_with_its_keys(
    session: Session, officer: User, file: str, wrong: int
) -> None:
    with pytest.raises(SchemeFileErrors) as refused:
        propose_scheme(session, file, actor=officer, at=NOW, file="mine.toml")
    assert [error.file for error in refused.value.errors] == ["mine.toml"] * wrong
    assert [len(scheme.versions) for scheme in list_schemes(session)] == [1]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        pytest.param(PLUS, "This is version 1, letter by letter", id="nothing-changes"),
        pytest.param(shipped_text("demonstration") + "\n", "for demonstrations only", id="the-demonstration"),
        pytest.param(PLUS.replace("\n", "\r\n") + "\r\n", "This is version 1", id="nothing-but-ends-of-lines"),
        pytest.param(shipped_text("helios-2019"), "not laid down", id="what-comes-with-the-service-and-is-not-there"),
    ],
)
def test_what_can_be_no_proposal_is_refused(session: Session, officer: User, file: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        propose_scheme(session, file, actor=officer, at=NOW)


def test_a_demonstration_changes_its_own_scheme(session: Session, officer: User) -> None:
    session.add(Installation(id=1, is_demonstration=True, created_at=NOW))
    store_shipped(session, "demonstration", at=NOW, demonstration=True)
    assert propose_scheme(session, shipped_text("demonstration") + "# A remark\n", actor=officer, at=NOW).version == 2


def test_what_is_only_looked_at_stores_nothing(session: Session, officer: User) -> None:
    session.commit()
    before = events(session)
    draft_version(session, NEW, actor=officer, at=NOW)
    with pytest.raises(Refused, match="stegi upgrade"):
        draft_version(session, shipped_text("helios-2019"), actor=officer, at=NOW)
    session.commit()
    assert events(session) == before
    assert [scheme.key for scheme in list_schemes(session)] == ["helios-plus"]


def test_one_proposal_of_a_scheme_waits_at_a_time(session: Session, officer: User, proposal: SchemeVersion) -> None:
    with pytest.raises(Refused, match="version 2, waits already"):
        propose_scheme(session, OTHER, actor=officer, at=NOW)
    assert propose_scheme(session, NEW, actor=officer, at=NOW).status is VersionStatus.PROPOSED


def test_what_was_returned_comes_back_to_who_proposed_it_until_something_newer_does(
    session: Session, proposal: SchemeVersion, officer: User, approver: User
) -> None:
    assert returned_to(session, officer) == []
    return_scheme(session, proposal, reason="The source is missing.", actor=approver, at=NOW)
    assert (returned_to(session, officer), returned_to(session, approver)) == ([proposal], [])
    propose_scheme(session, TEXT, actor=officer, at=NOW)
    assert returned_to(session, officer) == []


def test_nobody_decides_their_own(session: Session, centre: Centre, proposal: SchemeVersion, approver: User) -> None:
    """Whoever holds both posts decides what others propose."""
    project = centre.operations[0].partner.project
    both = add_user(session, StaffRole.FINANCE_OFFICER, project=project)
    add_post(session, both, StaffRole.FINANCE_APPROVER, project=project)
    own = propose_scheme(session, NEW, actor=both, at=NOW)
    assert proposals_to_decide(session, both) == [proposal]
    assert proposals_to_decide(session, approver) == [own, proposal]
    for decide in (
        lambda: approve_scheme(session, own, actor=both, at=NOW),
        lambda: return_scheme(session, own, reason="No", actor=both, at=NOW),
    ):
        with pytest.raises(Refused, match="another person"):
            decide()


@pytest.mark.parametrize("role", [StaffRole.HOUSING_OFFICER, StaffRole.FINANCE_APPROVER, StaffRole.ADMINISTRATOR])
def test_only_finance_proposes(session: Session, centre: Centre, role: StaffRole) -> None:
    with pytest.raises(Forbidden, match="a finance officer of every centre proposes schemes"):
        propose_scheme(session, TEXT, actor=add_user(session, role), at=NOW)


@pytest.mark.parametrize("role", [StaffRole.HOUSING_OFFICER, StaffRole.FINANCE_OFFICER, StaffRole.ADMINISTRATOR])
def test_only_an_approver_decides(session: Session, proposal: SchemeVersion, role: StaffRole) -> None:
    other = add_user(session, role)
    with pytest.raises(Forbidden, match="a finance approver of every centre decides"):
        approve_scheme(session, proposal, actor=other, at=NOW)
    with pytest.raises(Forbidden):
        return_scheme(session, proposal, reason="No", actor=other, at=NOW)


def test_a_scheme_is_everybodys_and_no_single_centres(
    session: Session, centre: Centre, proposal: SchemeVersion
) -> None:
    """Whose post covers all centres may; with the first centre elsewhere, a post at the project covers them no more."""
    project = centre.operations[0].partner.project
    finance, approver = (
        add_user(session, role, project=project) for role in (StaffRole.FINANCE_OFFICER, StaffRole.FINANCE_APPROVER)
    )
    assert proposals_to_decide(session, approver) == [proposal]
    add_centre(session, "chania", add_partner(session, name="Elsewhere"))
    assert proposals_to_decide(session, approver) == []
    with pytest.raises(Forbidden, match="for every centre"):
        propose_scheme(session, NEW, actor=finance, at=NOW)
    with pytest.raises(Forbidden, match="for every centre"):
        approve_scheme(session, proposal, actor=approver, at=NOW)


@pytest.mark.parametrize("status", [VersionStatus.PROPOSED, VersionStatus.APPROVED])
def test_the_database_keeps_the_text_as_it_is(
    session: Session, proposal: SchemeVersion, approver: User, status: VersionStatus
) -> None:
    if status is VersionStatus.APPROVED:
        approve_scheme(session, proposal, actor=approver, at=NOW)
    session.commit()
    for change in (update(SchemeVersion).values(text="another"), delete(SchemeVersion)):
        with pytest.raises(DBAPIError, match="never changes|append-only"):
            session.execute(change)
        session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("status = 'approved', decided_by_id = prepared_by_id", id="approved-by-oneself"),
        pytest.param("status = 'approved'", id="approved-by-nobody"),
    ],
)
def test_the_database_asks_for_two_people(session: Session, proposal: SchemeVersion, change: str) -> None:
    session.commit()
    with pytest.raises(IntegrityError):
        session.execute(text(f"UPDATE scheme_version SET {change} WHERE id = {proposal.id}"))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("status = 'approved', prepared_by_id = NULL", id="as-if-it-came-with-the-service"),
        pytest.param("prepared_by_id = {approver}", id="another-name"),
        pytest.param("prepared_at = '2020-01-01 00:00:00'", id="another-day"),
        pytest.param("return_reason = 'No'", id="a-reason-without-a-decision"),
        pytest.param(
            "prepared_by_id = {approver}, status = 'approved', decided_by_id = {officer}, decided_at = prepared_at",
            id="names-swapped",
        ),
    ],
)
def test_the_database_keeps_who_proposed_it_and_when(
    session: Session, proposal: SchemeVersion, officer: User, approver: User, change: str
) -> None:
    session.commit()
    people = {"officer": officer.id, "approver": approver.id}
    with pytest.raises(DBAPIError, match="never changes|append-only"):
        session.execute(text(f"UPDATE scheme_version SET {change.format(**people)} WHERE id = {proposal.id}"))

"""The pages of schemes: what they say, what a version changes, and deciding a proposal."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from subsidies.models import SchemeVersion, SubsidyAward, VersionStatus
from subsidies.rules.scheme_file import shipped_text
from subsidies.services.scheme_proposals import approve_scheme, propose_scheme, return_scheme
from tests.subsidies.changed_scheme import PLUS, TEXT, card, text
from tests.support.hostile import HOSTILE
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_partner, add_user
from tests.support.visits import enter

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/schemes/helios-plus/versions/2"


@pytest.fixture
def proposal(session: Session, shipped: None, officer: User) -> SchemeVersion:
    return propose_scheme(session, TEXT, actor=officer, at=NOW)


def test_the_list_says_of_each_scheme_what_it_is_and_what_waits(
    client: PageClient, session: Session, award: SubsidyAward, proposal: SchemeVersion, officer: User
) -> None:
    enter(client, session, officer)
    rows = [text(row) for row in client.page("/schemes").xpath("//tbody/tr")]
    assert rows == [
        "Demonstration scheme demonstration In force version 1 none waits 1",
        "HELIOS 2019 (historical) helios-2019 Historical version 1 none waits 0",
        "HELIOS+ (draft) helios-plus Draft version 1 For approval version 2 0",
        "OPEKA housing benefit opeka-housing-benefit For reference version 1 none waits 0",
    ]


def test_awards_are_counted_for_those_whom_the_reader_serves(
    client: PageClient, session: Session, award: SubsidyAward, centre: Centre
) -> None:
    elsewhere = add_centre(session, "chania", add_partner(session, name="Elsewhere"))
    for place, count in ((centre, 1), (elsewhere, 0)):
        enter(client, session, add_user(session, StaffRole.FINANCE_OFFICER, place))
        assert text(client.page("/schemes").xpath("//tbody/tr")[0]).endswith(f"none waits {count}")
        words = f"{count} award{'s' if count != 1 else ''} of your centres rest{'s' if count == 1 else ''} on it"
        assert words in card(client.page("/schemes/demonstration"), "versions")
        page = client.page("/schemes/demonstration/versions/1")
        assert f"Awards of your centres that rest on it {count}" in card(page, "about")


def test_without_any_the_list_says_where_they_come_from(client: PageClient, session: Session, officer: User) -> None:
    enter(client, session, officer)
    assert "laid down by stegi upgrade" in text(client.page("/schemes"))


def test_what_was_never_approved_is_not_in_force(
    client: PageClient, session: Session, centre: Centre, officer: User, approver: User
) -> None:
    new = shipped_text("helios-2019").replace('"helios-2019"', '"brand-new"').replace('"historical"', '"active"')
    version = propose_scheme(session, new, actor=officer, at=NOW)
    enter(client, session, officer)
    for status, then in (("For approval", "For approval version 1"), ("Returned", "none waits")):
        assert f"brand-new {status} none yet {then} 0" in text(client.page("/schemes"))
        page = client.page("/schemes/brand-new")
        assert "No version of this scheme was approved" in text(page)
        assert "In force" not in text(page)
        if version.status is VersionStatus.PROPOSED:
            return_scheme(session, version, reason="Which decision is this?", actor=approver, at=NOW)
            session.commit()


def test_tables_stand_with_their_days_and_sources(
    client: PageClient, session: Session, shipped: None, officer: User
) -> None:
    enter(client, session, officer)
    page = client.page("/schemes/helios-2019")
    monthly = card(page, "monthly-2019-06-01")
    assert "Each month, from 01/06/2019 In force today" in monthly
    assert "4 to 5 persons €504.00 6 persons or more €630.00" in monthly
    assert page.xpath("//section[@aria-labelledby='monthly-2019-06-01']//a/@href")[0].startswith("https://syllogos")
    assert "1 person €440.00" in card(page, "one_off-2019-06-01")
    assert "Length of an award 12 months" in card(page, "terms")
    assert "temporary protection (decisions from 20/06/2022 on)" in card(page, "requirements")
    assert "Came with the service" in card(page, "versions")


def test_income_limits_and_amounts_by_person_are_told_in_words(
    client: PageClient, session: Session, shipped: None, officer: User
) -> None:
    enter(client, session, officer)
    page = client.page("/schemes/opeka-housing-benefit")
    assert "added up person by person" in card(page, "monthly-2019-01-01")
    assert "a child without protection €70.00" in card(page, "monthly-2019-01-01")
    assert "the oldest person €7,000.00" in card(page, "income")


def test_a_draft_without_tables_says_so(client: PageClient, session: Session, shipped: None, officer: User) -> None:
    enter(client, session, officer)
    page = text(client.page("/schemes/helios-plus"))
    assert "There is no table of monthly amounts yet" in page
    assert "Nothing is asked beside the lease" in page


@pytest.mark.parametrize(("language", "said"), [("en", "none: nobody is covered"), ("el", "καμία: δεν καλύπτεται")])
def test_an_empty_list_of_statuses_covers_nobody_and_says_so(
    client: PageClient, session: Session, shipped: None, officer: User, language: str, said: str
) -> None:
    propose_scheme(session, f"{TEXT}[requires]\nstatuses = []\n", actor=officer, at=NOW)
    enter(client, session, officer)
    with client.session_transaction() as kept:
        kept["language"] = language
    page = text(client.page(PAGE))
    assert said in page
    assert "Project-Id-Version" not in page


@pytest.mark.parametrize(
    "path",
    ["/schemes/helios-3000", "/schemes/Helios", "/schemes/helios-plus/versions/9", "/schemes/x/versions/1.toml"],
)
def test_what_is_not_there_is_not_found(
    client: PageClient, session: Session, shipped: None, officer: User, path: str
) -> None:
    enter(client, session, officer)
    client.page(path, status=404)


def test_the_newest_approved_version_is_the_scheme(
    client: PageClient, session: Session, proposal: SchemeVersion, officer: User, approver: User
) -> None:
    enter(client, session, officer)
    assert "What version 1 says." in text(client.page("/schemes/helios-plus"))
    approve_scheme(session, proposal, actor=approver, at=NOW)
    session.commit()
    page = client.page("/schemes/helios-plus")
    assert "What version 2 says." in text(page)
    assert "In force today" not in card(page, "monthly-2027-01-01")


def test_a_version_says_what_it_changes(
    client: PageClient, session: Session, proposal: SchemeVersion, approver: User
) -> None:
    enter(client, session, approver)
    page = client.page(PAGE)
    assert "Length of an award 12 months 6 months" in card(page, "changed-facts")
    table = card(page, "changed-monthly-2027-01-01")
    assert "New table" in table
    assert "1 to 2 persons – nothing €180.00" in table
    assert page.xpath("//pre//del/text()") == ["− months = 12"]
    assert page.xpath("//pre//ins/text()")[:3] == ["+ months = 6", "+ ", "+ [[monthly]]"]


def test_the_amounts_of_a_dearer_version_stand_beside_those_before_it(
    client: PageClient, session: Session, proposal: SchemeVersion, officer: User, approver: User
) -> None:
    approve_scheme(session, proposal, actor=approver, at=NOW)
    propose_scheme(session, TEXT.replace("180.00", "170.00").replace("420.00", "430.00"), actor=officer, at=NOW)
    enter(client, session, approver)
    changed = card(client.page("/schemes/helios-plus/versions/3"), "changed-monthly-2027-01-01")
    assert "1 to 2 persons €180.00 €170.00 −€10.00 3 persons or more €420.00 €430.00 +€10.00" in changed


def test_a_table_of_the_past_is_warned_of(client: PageClient, session: Session, shipped: None, officer: User) -> None:
    propose_scheme(session, shipped_text("helios-2019").replace("162.00", "163.00"), actor=officer, at=NOW)
    enter(client, session, officer)
    assert "The table of 01/06/2019 changes, which is past" in text(client.page("/schemes/helios-2019/versions/2"))


def test_remarks_alone_change_nothing_that_is_said(
    client: PageClient, session: Session, shipped: None, officer: User
) -> None:
    propose_scheme(session, f"{PLUS}# A remark\n", actor=officer, at=NOW)
    enter(client, session, officer)
    assert "Only the text differs" in text(client.page(PAGE))


def test_who_proposed_it_sees_who_may_approve_and_may_withdraw_it(
    client: PageClient, session: Session, proposal: SchemeVersion, officer: User, approver: User
) -> None:
    approver.name = "Nikos Vardakis"
    enter(client, session, officer)
    page = client.page(PAGE)
    assert page.xpath("//section[@aria-labelledby='decision']//bdi/text()") == ["Nikos Vardakis"]
    assert [form.action for form in page.forms if form.action.startswith("/schemes")] == [f"{PAGE}/withdraw"]
    assert "Withdrawn" in text(client.submit(PAGE, action=f"{PAGE}/withdraw"))
    session.refresh(proposal)
    assert proposal.status is VersionStatus.WITHDRAWN


def test_another_person_approves_it_and_the_board_says_that_it_waits(
    client: PageClient, session: Session, proposal: SchemeVersion, approver: User
) -> None:
    enter(client, session, approver)
    board = client.page("/")
    assert "Version 2 of the scheme helios-plus waits for your approval" in text(board)
    assert PAGE in board.xpath("//a/@href")
    page = client.submit(PAGE, action=f"{PAGE}/approve")
    assert "from now on the scheme is this one" in text(page)
    assert not page.xpath("//main//form")
    session.refresh(proposal)
    assert (proposal.status, proposal.decided_by_id) == (VersionStatus.APPROVED, approver.id)
    session.commit()
    assert "helios-plus" not in text(client.page("/"))


def test_returning_needs_a_reason_that_who_proposed_it_reads(
    client: PageClient, session: Session, proposal: SchemeVersion, officer: User, approver: User
) -> None:
    enter(client, session, approver)
    assert "Enter the reason" in text(client.submit(PAGE, action=f"{PAGE}/return", reason=" ", status=422))
    client.submit(PAGE, action=f"{PAGE}/return", reason="Which decision is this?")
    enter(client, session, officer)
    assert "It was returned: Which decision is this?" in text(client.page(PAGE))


def test_a_decision_that_comes_second_is_refused(
    client: PageClient, session: Session, proposal: SchemeVersion, approver: User
) -> None:
    enter(client, session, approver)
    page = client.page(PAGE)
    [token, *_] = page.xpath("//input[@name='csrf_token']/@value")
    approve_scheme(session, proposal, actor=add_user(session, StaffRole.FINANCE_APPROVER), at=NOW)
    session.commit()
    answer = client.post(f"{PAGE}/approve", data={"csrf_token": token})
    assert (answer.status_code, "This is decided already." in answer.text) == (409, True)


def test_whoever_serves_some_centres_only_reads_why_they_cannot_decide_or_propose(
    client: PageClient, session: Session, centre: Centre, proposal: SchemeVersion
) -> None:
    add_centre(session, "chania", add_partner(session, name="Elsewhere"))
    officer, approver = (
        add_user(session, role, centre) for role in (StaffRole.FINANCE_OFFICER, StaffRole.FINANCE_APPROVER)
    )
    enter(client, session, approver)
    page = client.page(PAGE)
    assert "for every centre" in card(page, "decision")
    assert not page.xpath("//main//form")
    [token, *_] = client.page("/account").xpath("//input[@name='csrf_token']/@value")
    for action in ("approve", "return"):
        data = {"csrf_token": token, "reason": "No"}
        assert client.post(f"{PAGE}/{action}", data=data).status_code == 403
    enter(client, session, officer)
    assert "/scheme-proposal" not in str(client.page("/schemes").xpath("//a/@href"))
    client.page("/scheme-proposal", status=403)
    session.refresh(proposal)
    assert proposal.status is VersionStatus.PROPOSED


@pytest.mark.parametrize("role", [StaffRole.HOUSING_OFFICER, StaffRole.ADMINISTRATOR])
def test_schemes_are_finances(client: PageClient, session: Session, proposal: SchemeVersion, role: StaffRole) -> None:
    enter(client, session, add_user(session, role))
    for path in ("/schemes", "/schemes/helios-plus", PAGE, f"{PAGE}.toml", "/scheme-proposal"):
        client.page(path, status=403)


def test_the_file_is_given_as_it_is_stored(
    client: PageClient, session: Session, proposal: SchemeVersion, officer: User
) -> None:
    enter(client, session, officer)
    answer = client.get(f"{PAGE}.toml")
    assert (answer.data, answer.mimetype) == (TEXT.encode(), "application/toml")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="helios-plus-2.toml"'


@pytest.mark.parametrize("letters", HOSTILE)
def test_hostile_text_is_only_text(
    client: PageClient, session: Session, shipped: None, officer: User, approver: User, letters: str
) -> None:
    """In every place of a file that takes words; in the text itself besides."""
    words = letters.format(n=700_000).translate({ord(c): None for c in "\"'\\␀"})
    hostile = TEXT.replace("HELIOS+ (draft)", words).replace("Decision 7, ", words).replace("HELIOS+ (σχέδιο)", words)
    version = propose_scheme(session, f'{hostile}\n[requires]\nstatuses = ["{words}"]\n', actor=officer, at=NOW)
    approve_scheme(session, version, actor=approver, at=NOW)
    enter(client, session, officer)
    for path in ("/schemes", "/schemes/helios-plus", f"/schemes/helios-plus/versions/{version.version}"):
        page = client.page(path)
        assert not page.xpath("//main//script | //main//img | //main//svg[@onload]"), path
    assert text(page).count("700000") >= 6
    [typed] = client.page("/scheme-proposal?from=helios-plus").xpath("//textarea[@name='text']")
    assert typed.value.strip() == version.text.strip()
    assert not typed.getchildren()


def test_the_audit_of_a_scheme_is_for_those_who_serve_every_centre(
    client: PageClient, session: Session, centre: Centre, proposal: SchemeVersion
) -> None:
    project = centre.operations[0].partner.project
    approver = add_user(session, StaffRole.FINANCE_APPROVER, project=project)
    enter(client, session, approver)
    assert "Proposed a version of a scheme" in text(client.page("/audit"))
    add_centre(session, "chania", add_partner(session, name="Elsewhere"))
    session.commit()
    assert not client.page("/audit").xpath("//tbody//*[contains(., 'Proposed a version of a scheme')]")


def test_what_changes_stands_before_the_decision_and_the_whole_text_after_it(
    client: PageClient, session: Session, proposal: SchemeVersion, approver: User
) -> None:
    enter(client, session, approver)
    page = text(client.page(PAGE))
    marks = ["What changes since", "Approve version 2", "What this version says"]
    assert [page.index(mark) for mark in marks] == sorted(page.index(mark) for mark in marks)


def test_the_reason_of_a_return_stands_on_the_board_a_click_away_and_in_the_history(
    client: PageClient, session: Session, proposal: SchemeVersion, officer: User, approver: User
) -> None:
    return_scheme(session, proposal, reason="The source is missing.", actor=approver, at=NOW)
    enter(client, session, officer)
    [link] = client.page("/").xpath("//a[contains(., 'Read why')]/@href")
    assert "The source is missing." in text(client.page(link))
    assert "The source is missing." in card(client.page("/schemes/helios-plus"), "versions")

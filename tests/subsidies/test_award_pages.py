"""The pages of awards: what would be decided, who may decide, and why each amount is what it is."""

import pytest
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from housing.models import Landlord, Lease
from people.identifiers import IdentifierKind
from people.models import Identifier
from subsidies.models import AwardStatus, SchemeVersion, SubsidyAward
from subsidies.services.awards import return_award
from subsidies.services.scheme_proposals import approve_scheme, propose_scheme
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_post, add_user
from tests.support.visits import enter, text

IBAN = "GR8499900000000000000000002"

pytestmark = pytest.mark.usefixtures("clock")


def test_nothing_is_stored_before_the_button(
    client: PageClient, session: Session, lease: Lease, version: SchemeVersion, officer: User
) -> None:
    path = f"/leases/{lease.id}/award"
    enter(client, session, officer)
    assert "Send 14 instalments, €2,384.00" in text(client.page(path))
    assert session.query(SubsidyAward).count() == 0
    session.commit()
    page = client.submit(path, action=path)
    assert "For approval" in text(page)
    assert session.query(SubsidyAward).one().prepared_by_id == officer.id


def test_of_several_schemes_a_person_chooses(
    client: PageClient, session: Session, lease: Lease, version: SchemeVersion, officer: User, approver: User
) -> None:
    """Neither the alphabet nor the day of approval decides by what a household is paid."""
    dearer = version.text.replace('"demonstration"', '"alpha"').replace('"162.00"', '"163.00"')
    approve_scheme(session, propose_scheme(session, dearer, actor=officer, at=NOW), actor=approver, at=NOW)
    path = f"/leases/{lease.id}/award"
    enter(client, session, officer)
    for address in (path, f"{path}?scheme=helios-2019"):
        page = client.page(address)
        assert not page.xpath("//main//form")
        links = page.xpath("//section[@aria-labelledby='choose']//a/@href")
        assert links == [f"{path}?scheme=alpha", f"{path}?scheme=demonstration"]
    assert client.page(links[0]).xpath(f"//main//a[@href='{path}']")
    client.submit(links[1], action=links[1])
    assert session.query(SubsidyAward).one().scheme_version_id == version.id


def test_one_scheme_needs_no_choice(
    client: PageClient, session: Session, lease: Lease, version: SchemeVersion, officer: User
) -> None:
    enter(client, session, officer)
    assert "Choose another scheme" not in text(client.page(f"/leases/{lease.id}/award"))


def test_every_amount_shows_its_arithmetic(
    client: PageClient, session: Session, prepared: SubsidyAward, officer: User
) -> None:
    path = f"/awards/{prepared.id}"
    enter(client, session, officer)
    rows = client.page(path).xpath("//section[@aria-labelledby='instalments']//tbody/tr")
    assert len(rows) == 14
    [arithmetic] = rows[1].xpath(".//*[@class='st-calc']")
    assert arithmetic.xpath(".//text()[normalize-space()]") == ["€162.00", "a month", "×", "8/30", "days"]
    assert "8 of 30 days are payable" in text(rows[1])
    assert text(rows[1]).endswith("€43.20")


def test_whoever_decides_on_money_is_told_what_to_look_at_of_the_landlord(
    client: PageClient, session: Session, lease: Lease, version: SchemeVersion, officer: User, approver: User
) -> None:
    """One account of two landlords, a name of the staff, an account of a household; until the award is decided."""
    landlord, member = lease.landlord, lease.household.members[0].person
    landlord.name, landlord.iban = "Nikos Vardakis", IBAN
    session.add(Landlord(name="Maria Daskalaki", iban=IBAN, kept_by=landlord.kept_by, created_at=NOW))
    session.add(Identifier(person=member, kind=IdentifierKind.IBAN, value=IBAN, holder="", created_at=NOW))
    add_user(session, StaffRole.HOUSING_OFFICER, lease.household.centre, name="Nikos Vardakis")
    path, reference = f"/leases/{lease.id}/award", lease.household.reference
    flags = (
        "Maria Daskalaki have the same IBAN",
        f"somebody of {reference} have the same tax number, account or telephone",
        "of the staff have the same name or e-mail",
    )
    enter(client, session, officer)
    waiting = client.submit(path, action=path)
    [award] = session.scalars(select(SubsidyAward)).all()
    decided = f"/awards/{award.id}"
    session.commit()
    enter(client, session, approver)
    for page in (client.page(decided), waiting):
        assert [flag for flag in flags if flag not in text(page)] == []
    page = client.submit(decided, action=f"{decided}/approve")
    assert "Look at this before anything is paid" not in text(page)


def test_who_prepared_it_sees_who_may_approve_and_no_button(
    client: PageClient, session: Session, prepared: SubsidyAward, officer: User, approver: User
) -> None:
    approver.name = "Nikos Vardakis"
    path = f"/awards/{prepared.id}"
    enter(client, session, officer)
    page = client.page(path)
    assert not page.xpath("//main//form")
    assert page.xpath("//section[@aria-labelledby='decision']//bdi/text()") == ["Nikos Vardakis"]


def test_another_person_approves_with_count_and_sum_on_the_button(
    client: PageClient, session: Session, prepared: SubsidyAward, approver: User
) -> None:
    path = f"/awards/{prepared.id}"
    enter(client, session, approver)
    assert client.page(path).xpath("//main//button[contains(@class, 'btn-primary')]/text()") == [
        "Approve 14 instalments, €2,384.00"
    ]
    page = client.submit(path, action=f"{path}/approve")
    assert not page.xpath("//main//form")
    session.refresh(prepared)
    assert prepared.status is AwardStatus.APPROVED


def test_returning_needs_a_reason_and_keeps_the_page(
    client: PageClient, session: Session, prepared: SubsidyAward, approver: User
) -> None:
    path = f"/awards/{prepared.id}"
    enter(client, session, approver)
    page = client.submit(path, action=f"{path}/return", status=422, reason="")
    assert page.xpath("//textarea[@name='reason']/@aria-invalid") == ["true"]
    session.refresh(prepared)
    assert prepared.status is AwardStatus.PREPARED
    session.commit()
    page = client.submit(path, action=f"{path}/return", reason="The rent is <b>480</b>")
    assert "The rent is <b>480</b>" in text(page)


def test_one_s_own_award_is_not_approved_by_a_forged_request(
    client: PageClient, session: Session, prepared: SubsidyAward, officer: User
) -> None:
    """Also when the person has been given both roles."""
    add_post(session, officer, StaffRole.FINANCE_APPROVER)
    path = f"/awards/{prepared.id}"
    enter(client, session, officer)
    page = client.page(path)
    assert "You prepared this yourself" in text(page)
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    answer = client.post(
        f"{path}/approve", data={"csrf_token": token}, headers={"Referer": f"http://localhost{path}?a=1"}
    )
    assert answer.status_code == 409
    session.refresh(prepared)
    assert prepared.status is AwardStatus.PREPARED
    back = html.document_fromstring(answer.text).xpath("//form[@action='/language']/input[@name='next']/@value")
    assert set(back) == {f"{path}?a=1"}  # a button's own address shows nothing in any language


def test_what_stands_in_the_way_is_shown_instead_of_a_button(
    client: PageClient, session: Session, lease: Lease, version: SchemeVersion, officer: User
) -> None:
    lease.household.account = None
    path = f"/leases/{lease.id}/award"
    enter(client, session, officer)
    page = client.page(path)
    assert "There is no bank account to pay to" in text(page)
    assert not page.xpath("//main//form")


def test_without_a_scheme_the_page_says_so(client: PageClient, session: Session, lease: Lease, officer: User) -> None:
    path = f"/leases/{lease.id}/award"
    enter(client, session, officer)
    assert "No scheme takes decisions" in text(client.page(path, status=409))


def test_the_list_offers_leases_without_an_award_and_filters(
    client: PageClient, session: Session, lease: Lease, version: SchemeVersion, officer: User
) -> None:
    prepare = f"/leases/{lease.id}/award"
    enter(client, session, officer)
    page = client.page("/awards")
    assert page.xpath(f"//a[@href='{prepare}']")
    assert "No award here" in text(page)
    client.submit(prepare, action=prepare)
    page = client.page("/awards?status=prepared")
    assert page.xpath("//table//a[starts-with(@href, '/awards/')]")
    assert not client.page("/awards?status=approved").xpath("//table//a[starts-with(@href, '/awards/')]")
    assert not client.page("/awards?status=nonsense").xpath(f"//a[@href='{prepare}']")


def test_the_lease_shows_its_award(
    client: PageClient, session: Session, prepared: SubsidyAward, officer: User, approver: User
) -> None:
    path, lease_path = f"/awards/{prepared.id}", f"/leases/{prepared.lease_id}"
    enter(client, session, officer)
    assert client.page(lease_path).xpath(f"//a[@href='{path}']")
    return_award(session, prepared, reason="the rent is 480", actor=approver, at=NOW)
    session.commit()
    assert client.page(lease_path).xpath(f"//a[@href='{lease_path}/award']")
    anew = client.page(f"{lease_path}/award")  # whoever prepares the next one reads why
    assert "The one before was returned: the rent is 480" in text(anew)
    assert anew.xpath(f"//main//a[@href='{path}']")


def test_the_board_sends_each_person_to_the_next_step(
    client: PageClient, session: Session, lease: Lease, version: SchemeVersion, officer: User, approver: User
) -> None:
    prepare = f"/leases/{lease.id}/award"
    enter(client, session, officer)
    assert client.page("/").xpath("//main//a[@href='/awards#leases']")
    client.submit(prepare, action=prepare)
    assert not client.page("/").xpath("//main//a[@href='/awards#leases']")
    enter(client, session, approver)
    assert client.page("/").xpath("//main//a[@href='/awards?status=prepared']")


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (StaffRole.HOUSING_OFFICER, {"list": 403, "show": 403, "prepare": 403}),
        (StaffRole.FINANCE_OFFICER, {"list": 200, "show": 200, "prepare": 200}),
        (StaffRole.FINANCE_APPROVER, {"list": 200, "show": 200, "prepare": 403}),
        (StaffRole.ADMINISTRATOR, {"list": 403, "show": 403, "prepare": 403}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for doors
def test_each_role_enters_its_own_pages(
    client: PageClient, session: Session, prepared: SubsidyAward, role: StaffRole, statuses: dict[str, int]
) -> None:
    paths = {"list": "/awards", "show": f"/awards/{prepared.id}", "prepare": f"/leases/{prepared.lease_id}/award"}
    enter(client, session, add_user(session, role))
    for name, path in paths.items():
        client.page(path, status=statuses[name])
    client.page("/awards/99", status=404 if statuses["show"] == 200 else 403)


def test_who_prepares_and_who_approves_is_told_whose_account_it_is(
    client: PageClient, session: Session, lease: Lease, version: SchemeVersion, officer: User, approver: User
) -> None:
    lease.landlord.iban = lease.household.account.value
    path = f"/leases/{lease.id}/award"
    said = f"and somebody of {lease.household.reference} have the same tax number, account or telephone"
    enter(client, session, officer)
    assert said in text(client.page(path))
    client.submit(path, action=path)
    award = session.query(SubsidyAward).one()
    address = f"/awards/{award.id}"
    enter(client, session, approver)
    assert said in text(client.page(address))
    client.submit(address, action=f"{address}/approve")
    assert said not in text(client.page(address))

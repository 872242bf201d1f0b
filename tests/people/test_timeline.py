"""What happened to a household, told by every package: in order, page by page, and no more than somebody may see."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.text import Sentence
from core.timeline import Happening, page_of
from housing.models import Lease
from people.identifiers import IdentifierKind
from people.joining import Joining
from people.models import Channel, IncomeKind, Per, Purpose, SupportKind, TalkOutcome
from people.services.consents import ConsentDetails, give_consent
from people.services.identifiers import IdentifierDetails, add_identifier, check_paper
from people.services.incomes import IncomeDetails, add_income, take_income_back
from people.services.log import EntryDetails, add_entry
from people.services.members import Membership, add_member, change_member
from people.services.persons import PersonDetails
from people.services.supports import SupportDetails, add_support
from people.views import timeline
from tests.support import rows
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY

DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 5))
HAPPENINGS = st.lists(
    st.builds(Happening, DAYS, st.from_regex(r"(stage|lease)-[0-9]", fullmatch=True), st.just(Sentence("It happened"))),
    unique_by=lambda happening: happening.place,
    max_size=20,
)


@given(happenings=HAPPENINGS, most=st.integers(1, 7))
def test_page_by_page_everything_comes_once_and_the_latest_first(happenings: list[Happening], most: int):
    seen: list[Happening] = []
    before = None
    while True:
        page = page_of(happenings, before=before, most=most)
        assert len(page.happenings) <= most
        seen += page.happenings
        if page.before is None:
            break
        before = page.before
    assert seen == sorted(happenings, key=lambda happening: (happening.on, happening.key), reverse=True)


@pytest.fixture
def lease(session: Session) -> Lease:
    """A household with a lease, a baby and a talk whose note is not for everybody."""
    lease = add_lease(session, rows.add_centre(session))
    author = rows.add_user(session, StaffRole.HOUSING_OFFICER, lease.household.centre)
    born = TODAY - timedelta(days=30)
    baby = Membership(joined_on=born, joined_by=Joining.BIRTH)
    add_member(session, lease.household, PersonDetails("Sami", born), baby, actor=author, at=NOW)
    talk = EntryDetails(TODAY, "Amal", Channel.PHONE, TalkOutcome.AGREED, note="a secret", is_restricted=True)
    add_entry(session, lease.household, talk, actor=author, at=NOW)
    session.commit()
    return lease


def told(page: HtmlElement) -> list[str]:
    return [" ".join(item.text_content().split()) for item in page.xpath("//ol[@class='st-line']/li")]


@pytest.fixture
def path(lease: Lease, session: Session, client: PageClient) -> str:
    """The page, for an officer of the centre."""
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, lease.household.centre)
    path = f"/households/{lease.household.id}/timeline"
    session.commit()
    rows.sign_in(client, user)
    return path


def test_the_timeline_tells_what_each_package_knows_the_latest_first(path: str, client: PageClient):
    assert told(client.page(path)) == [
        "The lease is over by law: Flat 82 m², Poros 10/11/2029",
        "Talk with Amal, By telephone: Agreed 23/11/2026",
        "Lease signed: Flat 82 m², Poros 20/11/2026",
        "Where it stands: Has a home 10/11/2026",
        "The lease begins: Flat 82 m², Poros 10/11/2026",
        "Sami joined the household: by birth 24/10/2026",
        "Where it stands: Looks for a home 01/01/2020",
    ]


def test_of_who_has_left_only_the_time_before_is_told(path: str, lease: Lease, client: PageClient, session: Session):
    """What comes later is told in the household, perhaps of another centre, where the person lives by then."""
    session.add(lease)
    author, [member, *_others] = rows.add_user(session, StaffRole.HOUSING_OFFICER), lease.household.members
    left = TODAY - timedelta(days=5)
    change_member(session, member, Membership(left_on=left), actor=author)
    for kind, on in ((Purpose.SUPPORT, left - timedelta(days=1)), (Purpose.PHOTOS, left)):
        give_consent(session, member.person, ConsentDetails(kind, "2026-1", "ar", on), actor=author, at=NOW)
    paper = add_identifier(session, member.person, IdentifierDetails(IdentifierKind.PERMIT, "X1"), actor=author, at=NOW)
    check_paper(session, paper, paper="Card", on=TODAY, actor=author)
    session.commit()
    said = [line for line in told(client.page(path)) if member.name in line and "left" not in line]
    assert [("agreed" in line, "18/11/2026" in line) for line in said] == [(True, False)]


def test_incomes_and_other_support_are_told_as_they_stand_without_what_tells_of_health(
    path: str, lease: Lease, client: PageClient, session: Session
):
    session.add(lease)
    author, household = rows.add_user(session, StaffRole.HOUSING_OFFICER, lease.household.centre), lease.household
    [member, *_others], day = household.members, timedelta(days=1)
    name, month = member.name, {"amount": Decimal("300.00"), "per": Per.MONTH}
    pension = IncomeDetails(kind=IncomeKind.DISABILITY, starts_on=TODAY - 9 * day, ends_on=TODAY - 2 * day, **month)
    wrong = IncomeDetails(kind=IncomeKind.WORK, starts_on=TODAY - 8 * day, **month)
    none = IncomeDetails(kind=IncomeKind.NONE, amount=Decimal("0.00"), per=Per.MONTH, starts_on=TODAY - 2 * day)
    later = IncomeDetails(kind=IncomeKind.WORK, starts_on=TODAY, **month)
    for details in (pension, wrong, none, later):
        income = add_income(session, member.person, details, actor=author, at=NOW)
        if details is wrong:
            take_income_back(session, income, actor=author, at=NOW)
    support = SupportDetails(kind=SupportKind.AGENCY, starts_on=TODAY - 7 * day, ends_on=TODAY - day, **month)
    add_support(session, household, support, actor=author, at=NOW)
    change_member(session, member, Membership(left_on=TODAY - day), actor=author)
    session.commit()
    page = client.page(path)
    assert [line for line in told(page) if "income" in line or "support" in line] == [
        "Other rent support is over: Another organisation 22/11/2026",
        f"{name} has no income 21/11/2026",
        f"An income of {name} is over 21/11/2026",
        "Other rent support begins: Another organisation 16/11/2026",
        f"An income of {name} begins 14/11/2026",
    ]
    assert page.xpath(f"//ol[@class='st-line']//a[@href='/households/{path.split('/')[2]}/means']")
    assert "isability" not in page.xpath("string(//ol[@class='st-line'])")


def test_a_long_timeline_is_told_in_parts(path: str, client: PageClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timeline, "MOST_SHOWN", 5)
    page = client.page(path)
    assert len(told(page)) == 5
    [earlier] = page.xpath("//main//a[@rel='next']/@href")
    assert "Sami" not in earlier
    rest = client.page(earlier)
    assert told(rest)[0].startswith("Sami joined")
    assert len(told(rest)) == 2
    assert not rest.xpath("//main//a[@rel='next']")
    assert "Nothing earlier" in client.page(f"{path}?before=0").text_content()

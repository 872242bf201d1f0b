"""The day's board of one centre: each of the staff finds there what waits for them, and of other centres nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.services.leases.leases import sign_lease
from people.identifiers import IdentifierKind
from people.services.identifiers import IdentifierDetails, add_identifier
from tests.portal.scene import add_offer
from tests.support import rows
from tests.support.leases import TERMS
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text


@dataclass(frozen=True)
class Morning:
    """What a centre wakes up to; two of its three households are the officer's."""

    session: Session
    client: PageClient
    centre: Centre
    officer: User

    def board_of(self, user: User, show: str = "") -> HtmlElement:
        enter(self.client, self.session, user)
        return self.client.page(f"/?show={show}")

    def tasks_of(self, user: User, show: str = "") -> list[str]:
        return [text(title) for title in self.board_of(user, show).xpath("//li[@class='st-task']//h3")]


@pytest.fixture
def morning(session: Session, client: PageClient) -> Iterator[Morning]:
    centre = rows.add_centre(session)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    asked, renews, rents = (rows.add_household(session, centre, name) for name in ("Haddad", "Rasuli", "Sila"))
    asked.officer = rents.officer = officer
    add_offer(session, asked, rows.add_listing(session, centre)).answer_by = TODAY
    permit = IdentifierDetails(IdentifierKind.PERMIT, "A 1234567", valid_until=TODAY + timedelta(days=5))
    add_identifier(session, renews.members[0].person, permit, actor=officer, at=NOW)
    sign_lease(session, rows.add_listing(session, centre, "Let"), rents, TERMS, actor=officer, at=NOW)
    nowhere = rows.add_listing(session, centre, "Nowhere")
    nowhere.dwelling.latitude = nowhere.dwelling.longitude = None
    nowhere.confirmed_on = TODAY - timedelta(days=400)
    record(session, "arrange", actor=officer)
    with time_machine.travel(NOW, tick=False):
        yield Morning(session, client, centre, officer)


OF_THE_CENTRE = [
    "Ask Haddad for its answer",  # today
    "Renew a paper of Rasuli 1",  # in four days
    "1 listing needs a place",
    "1 advert asks for a call",
]


def test_the_most_urgent_comes_first_with_its_day_in_words(morning: Morning):
    assert morning.tasks_of(morning.officer) == OF_THE_CENTRE
    page = morning.board_of(morning.officer)
    assert [text(chip) for chip in page.xpath("//li//span[contains(@class, 'st-chip')]")] == ["today", "in 4 days"]
    assert "4 things wait for you. 1 ends today." in text(page)


def test_each_kind_is_counted_and_shown_alone(morning: Morning):
    page = morning.board_of(morning.officer)
    tabs = {text(tab): tab.get("href") for tab in page.xpath("//nav[@aria-label='Kinds of work']/a")}
    assert list(tabs) == ["Everything 4", "Mine 1", "Offers 1", "Papers 1", "Listings 2"]
    assert morning.tasks_of(morning.officer, "listings") == OF_THE_CENTRE[2:]
    assert morning.tasks_of(morning.officer, "mine") == OF_THE_CENTRE[:1]
    assert morning.tasks_of(morning.officer, "no-such-kind") == OF_THE_CENTRE


def test_the_head_of_the_board_has_what_a_call_begins_with(morning: Morning):
    def heads(role: StaffRole) -> list[str]:
        page = morning.board_of(rows.add_user(morning.session, role, morning.centre))
        return page.xpath("//div[@class='st-head']//a/@href")

    assert heads(StaffRole.HOUSING_OFFICER) == ["/households/new", "/listings/new"]
    assert heads(StaffRole.FINANCE_APPROVER) == []


def test_a_colleague_sees_the_same_and_nothing_of_it_is_theirs(morning: Morning):
    colleague = rows.add_user(morning.session, StaffRole.HOUSING_OFFICER, morning.centre, name="Nikos Vardakis")
    assert morning.tasks_of(colleague) == OF_THE_CENTRE
    page = morning.board_of(colleague)
    assert "yours" not in text(page)
    assert page.xpath("//section[@aria-labelledby='own-households']") == []


def test_ones_own_households_stand_below_until_they_have_a_home(morning: Morning):
    page = morning.board_of(morning.officer)
    [card] = page.xpath("//section[@aria-labelledby='own-households']")
    assert text(card.find(".//h2")) == "1 household of mine has no home yet"
    assert [text(name) for name in card.xpath(".//tbody//a")] == ["Haddad"]
    assert [text(chip) for chip in card.xpath(".//tbody//span[contains(@class, 'st-chip')]")] == ["Has an offer"]


@pytest.mark.parametrize(
    ("role", "tasks"),
    [
        (StaffRole.FINANCE_OFFICER, ["1 lease without an award"]),
        (StaffRole.FINANCE_APPROVER, []),
        (StaffRole.ADMINISTRATOR, []),
    ],
)
def test_other_roles_see_their_own_work(morning: Morning, role: StaffRole, tasks: list[str]):
    assert morning.tasks_of(rows.add_user(morning.session, role, morning.centre)) == tasks


@pytest.mark.parametrize("role", StaffRole)
def test_another_centre_sees_nothing_of_it_and_is_told_so(morning: Morning, role: StaffRole):
    other = rows.add_centre(morning.session, "chania")
    page = morning.board_of(rows.add_user(morning.session, role, other))
    assert page.xpath("//li[@class='st-task']") == []
    assert "Nothing waits for you" in text(page)
    assert page.xpath("//div[@class='st-empty']//a")

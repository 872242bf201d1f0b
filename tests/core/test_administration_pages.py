"""The administrator's pages: who works here, as what, until when; and the structure that they work in."""

from datetime import timedelta

import pytest
from flask import Flask
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import Post, User
from core.auth.permissions import StaffRole
from core.errors import Refused
from core.ports import Cases
from core.structure import Centre, Partner, Project
from core.text import Sentence
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import TODAY

pytestmark = pytest.mark.usefixtures("clock")

HOSTILE = "<b>'\"&{{7*7}}"
PASSWORD = "four words nobody knows"


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def admin(session: Session, centre: Centre, client: PageClient) -> User:
    user = rows.add_user(session, StaffRole.ADMINISTRATOR, name="Anna Rousaki")
    session.commit()
    rows.sign_in(client, user)
    return user


@pytest.fixture
def approver(session: Session, centre: Centre) -> User:
    user = rows.add_user(session, StaffRole.FINANCE_APPROVER, centre, name="Nikos Vardakis")
    session.commit()
    return user


def text(page: HtmlElement) -> str:
    return " ".join(page.xpath("string(//main)").split())


def stored(session: Session, kind: type) -> list:
    session.expire_all()
    found = list(session.scalars(select(kind).order_by(kind.id)))
    session.commit()
    return found


def test_somebody_invited_sets_a_password_by_the_link_and_works_where_the_post_is(
    app: Flask, client: PageClient, session: Session, admin: User, centre: Centre
):
    page = client.submit(
        "/staff/new",
        name="Maria Kalli",
        email="maria@example.org",
        role="housing-officer",
        place=f"centre-{centre.id}",
        starts_on="23/11/2026",
    )
    [link] = page.xpath("//input[@id='address']/@value")
    assert "Earlier links have ended" not in text(page)
    [invited] = [user for user in stored(session, User) if user.name == "Maria Kalli"]
    again = client.submit(f"/staff/{invited.id}", action=f"/staff/{invited.id}/link")
    [link] = again.xpath("//input[@id='address']/@value")
    assert "Earlier links have ended" in text(again)
    new = app.test_client()
    rows.speak_english(new)
    path = link.removeprefix("http://localhost")
    new.submit(path, password=PASSWORD, again=PASSWORD)
    new.submit("/sign-in", action="/sign-in", email="maria@example.org", password=PASSWORD)
    assert "Heraklion" in " ".join(new.page("/").xpath("string(//header)").split())
    assert new.get("/listings").status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_invitation_with_a_fault_opens_no_account(client: PageClient, session: Session, admin: User, centre: Centre):
    good = {"name": "M", "email": "m@example.org", "role": "finance-officer", "place": f"centre-{centre.id}"}
    for wrong, sentence in (
        ({"name": ""}, "Enter the name of the person"),
        ({"email": "m"}, "Enter an e-mail address such as"),
        ({"email": admin.email}, "has an account already"),
        ({"last_day": "22/11/2026"}, "The last day comes after"),
        ({"starts_on": "tomorrow"}, "Enter a day such as"),
        ({"role": ""}, "Choose a role"),
        ({"place": ""}, "Choose a place"),
    ):
        page = client.submit("/staff/new", status=422, **(good | wrong))
        assert sentence in text(page)
    assert stored(session, User) == [admin]


def test_a_deputy_is_named_on_both_pages_and_ends_with_the_post(
    client: PageClient, session: Session, admin: User, approver: User, centre: Centre
):
    deputy = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Eleni Markaki")
    session.commit()
    path = f"/posts/{approver.posts[0].id}"
    fields = {"starts_on": "23/11/2026", "last_day": "30/11/2026"}
    page = client.submit(f"{path}/deputy", user_id=str(deputy.id), **fields)
    assert "Eleni Markaki, 23/11/2026 to 30/11/2026" in text(page)
    assert "stands in for Nikos Vardakis" in text(client.page(f"/staff/{deputy.id}"))
    again = client.submit(f"{path}/deputy", status=422, user_id=str(deputy.id), **fields)
    assert "holds the same post" in text(again)
    client.submit(f"{path}/end", last_day="25/11/2026")
    ends = {post.ends_on for post in stored(session, Post) if post.role is StaffRole.FINANCE_APPROVER}
    assert ends == {TODAY + timedelta(days=3)}


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(
    app: Flask, client: PageClient, session: Session, admin: User, approver: User
):
    inside = app.test_client()
    rows.sign_in(inside, approver)
    path = f"/staff/{approver.id}"
    page = client.submit(f"{path}/deactivate", action=f"{path}/deactivate")
    assert "Closed" in text(page)
    assert "to 22/11/2026" in text(page)  # yesterday, as the page said before
    assert inside.get("/").status_code == 302
    client.submit(path, action=f"{path}/reactivate")
    assert stored(session, User)[1].active
    assert inside.get("/").status_code == 302


class OneCase:
    """What a higher package answers: the leaver answers for one case until it is handed over."""

    def __init__(self) -> None:
        self.owner: int | None = None
        self.able: list[int] = []

    def count(self, session: Session, user: User) -> int:
        return int(user.id == self.owner)

    def successors(self, session: Session, leaver: User, *, on: object) -> list[User]:
        return [session.get_one(User, user_id) for user_id in self.able]

    def hand_over(self, session: Session, leaver: User, successor: User, *, actor: User, at: object) -> None:
        if successor.id == actor.id:
            raise Refused(Sentence("This case is not the administrator's."))
        self.owner = successor.id


def test_a_leaver_s_cases_go_to_somebody_else_first(
    app: Flask, client: PageClient, session: Session, admin: User, approver: User, centre: Centre
):
    other = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    app.extensions["stegi.ports"][Cases] = cases = OneCase()
    able = [admin.id, other.id]
    cases.owner = approver.id
    session.commit()
    path = f"/staff/{approver.id}/deactivate"
    page = client.page(path)
    assert "give somebody a post there first" in text(page)
    assert not page.xpath("//main//form//button | //main//select")
    cases.able = able
    page = client.submit(path, status=422, successor_id="")
    assert "Choose who takes over the cases" in text(page)
    assert page.xpath("//select[@name='successor_id']/option/@value") == ["", *map(str, able)]
    page = client.submit(path, status=422, successor_id=str(able[0]))
    assert "not the administrator's" in text(page)
    assert stored(session, User)[1].active
    client.submit(path, successor_id=str(other.id))
    assert cases.owner == other.id
    assert not stored(session, User)[1].active


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_changes_their_own_account_or_gives_themselves_a_post(
    client: PageClient, session: Session, admin: User, centre: Centre
):
    page = client.page(f"/staff/{admin.id}")
    assert "changed by another administrator" in text(page)
    assert not page.xpath("//main//form | //main//a[contains(@class, 'btn')]")
    path = f"/staff/{admin.id}/new-post"
    page = client.submit(path, status=422, role="finance-approver", place=f"centre-{centre.id}")
    assert "for themselves" in text(page)
    page = client.submit(f"/staff/{admin.id}/deactivate", action=f"/staff/{admin.id}/deactivate", status=422)
    assert "for themselves" in text(page)


def test_a_region_is_built_named_and_ended_by_its_pages(client: PageClient, session: Session, admin: User):
    names = {"name_el": "Αιγαίο", "name_en": "Aegean"}
    client.submit("/structure/programme/1/add", starts_on="01/12/2026", **names)
    [_, project] = stored(session, Project)
    client.submit(f"/structure/project/{project.id}/add", starts_on="01/12/2026", is_lead=True, **names)
    [first, partner] = [partner.id for partner in stored(session, Partner)]
    place = {"key": "aegean", "latitude": "37,44", "longitude": "25,37"}
    client.submit(f"/structure/partner/{partner}/add", starts_on="01/12/2026", **names, **place)
    path = f"/structure/centre/{stored(session, Centre)[-1].id}"
    client.submit(f"{path}/edit", name_en="South Aegean", phone="22810 99000")
    assert client.page(path).xpath("//main//a[starts-with(@href, 'tel:')]/@href") == ["tel:+302281099000"]
    client.submit(f"{path}/hand-over", partner_id=str(first), starts_on="01/02/2027")
    client.submit(f"{path}/end", last_day="31/03/2027")
    rows_of = client.page(path).xpath("//table[caption='Who runs it']/tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows_of] == [
        ["Aegean", "01/12/2026 to 31/01/2027"],
        ["Pilot", "01/02/2027 to 31/03/2027"],
    ]
    client.submit(f"/structure/partner/{partner}/end", last_day="31/01/2027")
    assert "South Aegean" in text(client.page("/structure"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_fault_in_the_structure_is_shown_beside_its_field(client: PageClient, session: Session, admin: User):
    new = {"name_el": "Α", "name_en": "A", "key": "Bad key", "latitude": "91", "longitude": "25"}
    page = client.submit("/structure/partner/1/add", status=422, **new)
    assert page.xpath("//input[@aria-invalid='true']/@name") == ["latitude"]
    page = client.submit("/structure/partner/1/add", status=422, **(new | {"latitude": "35"}))
    assert page.xpath("//input[@aria-invalid='true']/@name") == ["key"]
    page = client.submit("/structure/partner/1/end", status=422, last_day="30/11/2026")
    assert page.xpath("//input[@aria-invalid='true']/@name") == ["last_day"]
    page = client.submit("/structure/centre/1/hand-over", status=422, partner_id="1", starts_on="01/12/2026")
    assert "runs the centre already" in text(page)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_hostile_names_are_text_on_every_page(client: PageClient, session: Session, admin: User, approver: User):
    approver.name = HOSTILE
    for unit in (*stored(session, Centre), *stored(session, Partner), *stored(session, Project)):
        unit.name_el = unit.name_en = HOSTILE
    session.commit()
    for path in ("/structure", "/structure/centre/1", "/structure/partner/1/add", f"/staff/{approver.id}", "/staff"):
        page = client.page(path)
        assert HOSTILE in text(page)
        assert not page.xpath("//main//b[contains(., '7*7')]")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_administrator_answers_for_what_lies_below_the_post(
    client: PageClient, session: Session, centre: Centre, approver: User
):
    other = rows.add_partner(session, name="Another project's")
    admin = rows.add_user(session, StaffRole.ADMINISTRATOR, project=other.project)
    session.commit()
    rows.sign_in(client, admin)
    assert "Pilot" not in text(client.page("/structure"))
    assert "Vardakis" not in text(client.page("/staff"))
    foreign = ["/structure/programme/1", "/structure/centre/1/edit", f"/staff/{approver.id}", "/posts/1/end"]
    for path in (*foreign, f"/staff/{approver.id}/deactivate", "/structure/partner/1/add"):
        client.page(path, status=403)
    for path in ("/structure/centre/99", "/staff/99", "/posts/99/end"):
        client.page(path, status=404)
    form = client.page("/staff/new")
    places = ["", f"project-{other.project.id}", f"partner-{other.id}"]
    assert form.xpath("//select[@name='place']/option/@value") == places


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_centre_s_page_shows_its_point_on_a_map(client: PageClient, admin: User, centre: Centre):
    page = client.page(f"/structure/centre/{centre.id}")
    assert "35.33870, 25.14420" in text(page)
    [script] = page.xpath("//main//script/@src[contains(., '/map.js') and contains(., 'structure')]")
    answer = client.get(script)
    assert answer.mimetype == "text/javascript"
    [still] = page.xpath("//noscript/img/@src")
    assert client.get(still).mimetype == "image/svg+xml"
    assert "35.3387" in answer.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("path", "names"),
    [("/staff/new", ["role", "place"]), ("/posts/{post}/deputy", ["user_id"]),
     ("/structure/centre/{centre}/hand-over", ["partner_id"])],
    ids=["invitation", "deputy", "centre"],
)  # fmt: skip
def test_nobody_and_nothing_is_chosen_before_somebody_chooses(
    client: PageClient, admin: User, approver: User, centre: Centre, path: str, names: list[str]
):
    page = client.page(path.format(post=approver.posts[0].id, centre=centre.id))
    for name in names:
        [select] = page.xpath(f"//main//select[@name='{name}']")
        assert select.value == ""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_where_nobody_can_take_the_cases_the_page_leads_on(
    client: PageClient, session: Session, admin: User, centre: Centre
):
    leaver = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    rows.add_household(session, centre).officer = leaver
    session.commit()
    page = client.page(f"/staff/{leaver.id}/deactivate")
    assert not page.xpath("//main//button[contains(., 'Close the account')]")
    assert page.xpath("//main//a[contains(@class, 'btn')]/@href") == ["/staff", f"/staff/{leaver.id}"]
    client.submit(f"/posts/{leaver.posts[0].id}/end", last_day="22/11/2026")
    [post] = [post for post in stored(session, Post) if post.user_id == leaver.id]
    assert post.is_over(TODAY)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_list_says_who_has_not_come_in_by_the_invitation_yet(
    client: PageClient, session: Session, admin: User, approver: User
):
    approver.password = None
    session.commit()
    rows_of = client.page("/staff").xpath("//tbody/tr")
    assert ["Invited" in row.text_content() for row in rows_of] == ["Nikos" in row.text_content() for row in rows_of]

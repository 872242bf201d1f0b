"""The pages about households, as officers use them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from people.models import Household, HouseholdMember, Person, PersonLanguage
from people.services.contacts import contacts_of
from tests.support import rows
from tests.support.pages import PageClient

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def centre(session: Session) -> Centre:
    centre = rows.add_centre(session)
    session.commit()
    return centre


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    rows.sign_in(client, user)
    return client


def text(page: object) -> str:
    return " ".join(page.text_content().split())  # type: ignore[attr-defined]


def test_a_new_household_is_written_down_with_its_people(officer: PageClient, session: Session):
    page = officer.submit(
        "/households/new",
        name="Χαντάντ",
        language="ar",
        phone="6912345678",
        **{"members-0-name": "Amal", "members-0-born_on": "01/02/1990", "members-3-name": "Sami"},
        **{"members-3-born_on": "2019-05-05"},
    )
    household = session.scalars(select(Household)).one()
    assert page.xpath("string(//h1)") == "Χαντάντ"
    [contact] = contacts_of(session, household)
    assert (contact.value, contact.language) == ("+306912345678", "ar")
    assert [(member.name, member.born_on.isoformat()) for member in household.members] == [
        ("Amal", "1990-02-01"),
        ("Sami", "2019-05-05"),
    ]


def test_more_rows_keep_what_was_typed_and_write_nothing_down(officer: PageClient, session: Session):
    page = officer.submit("/households/new", name="Haddad", more_rows="1", **{"members-5-name": "Sami"})
    assert page.forms[-1].fields["members-5-name"] == "Sami"
    assert page.forms[-1].fields["members-9-name"] == ""
    assert session.scalars(select(Household)).all() == []


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        pytest.param({"name": ""}, "name", id="no-name"),
        pytest.param({"phone": "12"}, "phone", id="no-telephone-number"),
        pytest.param({"members-0-name": ""}, "members-0-name", id="birth-date-without-name"),
        pytest.param({"members-0-born_on": "31/02/1990"}, "members-0-born_on", id="no-day-of-the-calendar"),
        pytest.param({"members-0-born_on": "01/01/2099"}, "members-0-born_on", id="born-in-the-future"),
        pytest.param({"members-0-name": "", "members-0-born_on": ""}, "members-0-name", id="nobody"),
    ],
)
def test_a_slip_is_said_beside_its_field_and_the_rest_stays(
    officer: PageClient, session: Session, typed: dict[str, str], faulty: str
):
    good = {"name": "Haddad", "members-0-name": "Amal", "members-0-born_on": "01/02/1990", "members-1-name": ""}
    page = officer.submit("/households/new", status=422, **(good | typed))
    assert page.xpath(f"//*[@id='{faulty}'][@aria-invalid='true']")
    assert page.xpath(f"//*[@id='{faulty}-error']")
    assert page.xpath(f"//*[@role='alert']//a[@href='#{faulty}']")
    for name, value in (good | typed).items():
        assert page.forms[-1].fields[name] == value
    assert session.scalars(select(Household)).all() == []


def test_all_slips_are_said_at_once_each_with_whose_it_is(officer: PageClient):
    page = officer.submit(
        "/households/new", status=422, name="Haddad", phone="abc",
        **{"members-0-name": "Amal", "members-0-born_on": "01/02/1990"},
        **{"members-1-name": "Sami", "members-1-born_on": "31/02/1990"},
    )  # fmt: skip
    said = [" ".join(link.text_content().split()) for link in page.xpath("//*[@role='alert']//li")]
    assert [sentence.rpartition(": ")[0] for sentence in said] == ["Telephone", "Person 2, Date of birth"]
    assert page.forms[-1].fields["phone"] == "abc"


def test_hostile_text_in_names_is_text(officer: PageClient, session: Session, centre: Centre):
    household = rows.add_household(session, centre, HOSTILE)
    session.commit()
    for path in ("/households", f"/households/{household.id}", f"/households/{household.id}/edit"):
        page = officer.page(path)
        assert not page.xpath("//img | //script[not(@src)]")
        assert HOSTILE in text(page) or page.xpath(f"//input[@value={HOSTILE!r}]")


def test_a_household_is_corrected(officer: PageClient, session: Session, centre: Centre):
    household = rows.add_household(session, centre)
    session.commit()
    officer.submit(f"/households/{household.id}/edit", name="Haddad-Saleh", single_parent=True)
    session.refresh(household)
    assert (household.name, household.single_parent) == ("Haddad-Saleh", True)


def test_people_come_and_leave_on_a_day(officer: PageClient, session: Session, centre: Centre):
    household = rows.add_household(session, centre)
    session.commit()
    address = f"/households/{household.id}"
    officer.submit(f"{address}/members/new", name="Sami", born_on="05/05/2019", joined_on="01/10/2026")
    sami = session.scalars(select(HouseholdMember).join(Person).where(Person.name == "Sami")).one()
    session.commit()
    officer.submit(f"{address}/members/{sami.id}/edit", status=422, left_on="01/10/2026")
    page = officer.submit(f"{address}/members/{sami.id}/edit", left_on="01/11/2026")
    session.refresh(sami)
    assert sami.left_on is not None
    assert sami.left_on.isoformat() == "2026-11-01"
    assert "01/11/2026" in text(page)


def test_another_centres_household_is_refused_and_not_listed(officer: PageClient, session: Session):
    other = rows.add_household(session, rows.add_centre(session, "chania"), "Rasuli")
    session.commit()
    assert "Rasuli" not in text(officer.page("/households"))
    member_id = other.members[0].id
    for page in ("", "/edit", "/members/new", f"/members/{member_id}/edit"):
        officer.page(f"/households/{other.id}{page}", status=403)


def test_finance_reads_households_but_changes_none(session: Session, centre: Centre, client: PageClient):
    household = rows.add_household(session, centre)
    user = rows.add_user(session, StaffRole.FINANCE_OFFICER)
    session.commit()
    rows.sign_in(client, user)
    assert not client.page(f"/households/{household.id}").xpath("//a[contains(@href, '/edit')]")
    client.page("/households/new", status=403)
    client.page(f"/households/{household.id}/edit", status=403)


def test_the_list_can_be_of_one_centre(session: Session, centre: Centre, client: PageClient):
    chania = rows.add_centre(session, "chania")
    rows.add_household(session, centre, "Haddad")
    rows.add_household(session, chania, "Rasuli")
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    session.commit()
    rows.sign_in(client, user)
    page = client.page(f"/households?centre={chania.id}")
    assert page.xpath("//tbody//th/a//text()") == ["Rasuli"]
    assert len(client.page("/households").xpath("//tbody/tr")) == 2


def test_an_empty_list_offers_the_first_step(officer: PageClient):
    assert officer.page("/households").xpath("//*[@class='st-empty']//a[@href='/households/new']")


def test_nobody_reads_households_without_signing_in(client: PageClient):
    assert client.get("/households").location.startswith("/sign-in")


def test_a_file_says_what_its_people_speak_and_who_needs_an_interpreter(
    officer: PageClient, session: Session, centre: Centre
):
    household = rows.add_household(session, centre, births=("1990-02-01", "1992-05-05", "2019-05-05"))
    spoken = (("ar", "fr"), ("ar",), ())
    for member, codes in zip(household.members, spoken, strict=True):
        member.person.languages = [PersonLanguage(language=code) for code in codes]
    for member in household.members[:2]:
        member.person.interpreter_language = "ar"
    household.members[2].left_on = rows.TODAY  # who has left is not counted
    session.commit()
    [about] = officer.page(f"/households/{household.id}").xpath("//section[@aria-labelledby='about']")
    said = text(about)
    assert "LanguagesArabic, French (Haddad 1)InterpreterArabic (Haddad 1, Haddad 2)" in said
    for member in household.members:
        member.person.languages, member.person.interpreter_language = [], None
    session.commit()
    [about] = officer.page(f"/households/{household.id}").xpath("//section[@aria-labelledby='about']")
    assert "Languagesnot askedInterpreterNeeds no interpreter" in text(about)

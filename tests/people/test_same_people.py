"""Who may be written down twice: found in whatever letters, told to who serves both, and known to be two."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.blocking import candidate_pairs
from core.jobs import Job
from core.provisions import lay_down
from core.structure import Centre
from people.identifiers import IdentifierKind
from people.matching import PersonFacts, person_keys
from people.models import Contact, ContactKind, Household, Identifier, Person, PersonPair
from people.services import contacts, identifiers, members, persons
from people.services.contacts import ContactDetails
from people.services.deduplication import DEDUPLICATE
from people.services.households import HouseholdDetails, add_household
from people.services.identifiers import IdentifierDetails
from people.services.members import Membership
from people.services.persons import PersonDetails
from people.services.suspected_people import look_for_same_people
from tests.people.labelled_people import draw_people
from tests.people.twice import AFM, OTHER_AFM
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.visits import enter, text


def alone(session: Session, centre: Centre, name: str, born: str = "1990-02-14", **person: str) -> Person:
    """One person of this name, in a household without others."""
    household = rows.add_household(session, centre, name, (born,))
    return named(session, household, name, **person)


def named(session: Session, household: Household, name: str, index: int = 0, **person: str) -> Person:
    found = household.members[index].person
    for field, value in {"name": name, **person}.items():
        setattr(found, field, value)
    session.flush()
    return found


def reach(session: Session, owner: dict[str, object], value: str = "+306912345678") -> None:
    session.add(Contact(**owner, kind=ContactKind.PHONE, value=value, created_at=rows.NOW))
    session.flush()


def give(session: Session, person: Person, number: str, kind: IdentifierKind = IdentifierKind.AFM) -> Identifier:
    identifier = Identifier(person=person, kind=kind, value=number, created_at=rows.NOW)
    session.add(identifier)
    session.flush()
    return identifier


def found(session: Session) -> list[PersonPair]:
    look_for_same_people(session, at=rows.NOW)
    return list(session.scalars(select(PersonPair).order_by(PersonPair.score.desc(), PersonPair.id)))


@pytest.mark.parametrize(
    ("other", "born", "signs"),
    [
        pytest.param("Άμαλ Χαντάντ", "1990-02-14", ["name", "born"], id="greek"),
        pytest.param("أمل حداد", "1990-02-14", ["name", "born"], id="arabic"),
        pytest.param("Амаль Хаддад", "1990-02-14", ["name", "born"], id="cyrillic"),
        pytest.param("HADDAD AMAL", "1990-01-01", ["name"], id="only-the-year-is-known"),
        pytest.param("Haddad Amal", "1991-02-14", None, id="another-year"),
        pytest.param("Nour Osman", "1990-02-14", None, id="another-name"),
    ],
)
def test_names_of_any_script_and_days_tell_who_may_be_the_same(
    session: Session, centre: Centre, other: str, born: str, signs: list[str] | None
):
    alone(session, centre, "Amal Haddad")
    alone(session, centre, other, born)
    assert [pair.agree for pair in found(session)] == ([signs] if signs else [])


@pytest.mark.parametrize("kind", ["afm", "amka", "paaypa", "permit", "passport"])
def test_the_same_paper_is_a_sign_whatever_else_differs(session: Session, centre: Centre, kind: str):
    for person in (alone(session, centre, "Amal Haddad"), alone(session, centre, "Nour Osman", "1960-05-04")):
        give(session, person, "X 123", IdentifierKind(kind))
    [pair] = found(session)
    assert (pair.score, pair.agree, pair.differ) == (100, [kind], ["name", "born"])


@pytest.mark.parametrize("kind", ["case", "iban"])
def test_the_file_of_the_asylum_service_and_the_account_are_a_familys(session: Session, centre: Centre, kind: str):
    for person in (alone(session, centre, "Amal Haddad"), alone(session, centre, "Nour Osman", "1960-05-04")):
        holder = "A. Haddad" if kind == "iban" else None
        number = Identifier(person=person, kind=kind, value="X 123", holder=holder, created_at=rows.NOW)
        session.add(number)
    assert found(session) == []


def test_two_tax_numbers_are_two_people(session: Session, centre: Centre):
    for number in (AFM, OTHER_AFM):
        give(session, alone(session, centre, "Amal Haddad"), number)
    assert found(session) == []


def test_two_tax_numbers_beside_one_permit_are_asked_about(session: Session, centre: Centre):
    for number in (AFM, OTHER_AFM):
        person = alone(session, centre, "Amal Haddad")
        give(session, person, number)
        give(session, person, "AB 123456", IdentifierKind.PERMIT)
    [pair] = found(session)
    assert (pair.agree, pair.differ) == (["permit"], ["afm"])


def test_a_telephone_of_the_person_or_of_the_household_is_a_sign(session: Session, centre: Centre):
    one, other = alone(session, centre, "Amal Haddad", "1990-01-01"), alone(session, centre, "أمل حداد", "1990-01-01")
    assert found(session) == []
    reach(session, {"person": one})
    reach(session, {"household": persons.home_of(session, other, rows.TODAY)})
    assert [pair.agree for pair in found(session)] == [["name", "phone"]]


@pytest.mark.parametrize(("name", "is_asked"), [("Ahmad Haddad", False), ("Amal Haddad", True)])
def test_in_one_household_the_telephone_says_nothing(session: Session, centre: Centre, name: str, is_asked: bool):
    household = rows.add_household(session, centre, "Haddad", ("1990-01-01", "1990-01-01"))
    reach(session, {"household": household})
    named(session, household, "Amal Haddad")
    named(session, household, name, 1)
    assert bool(found(session)) is is_asked


def test_a_pair_goes_when_nothing_speaks_for_it_any_more(session: Session, centre: Centre):
    alone(session, centre, "Amal Haddad")
    other = alone(session, centre, "Haddad Amal")
    assert len(found(session)) == 1
    other.born_on = date(1970, 1, 2)
    session.flush()
    assert found(session) == []


def test_of_ten_thousand_few_are_compared(session: Session):
    draw, first = Random(4), date(1950, 1, 1)
    people = [
        PersonFacts(facts.key, facts.name, born_on=first + timedelta(days=draw.randrange(27_000)))
        for facts in draw_people(3, 6_500).people
    ]
    assert len(people) > 10_000
    assert len(candidate_pairs((facts.key, person_keys(facts)) for facts in people)) < 2 * len(people)


# Who asks for the search.

SAMI = PersonDetails("Sami Osman", date(2001, 3, 4))
PHONE = ContactDetails(ContactKind.PHONE, "6912345678")


def add_all(session: Session, person: Person, officer: User) -> None:
    details = HouseholdDetails("Osman", "ar", persons.home_of(session, person, rows.TODAY).centre_id)
    add_household(session, details, [(SAMI, Membership())], actor=officer, at=rows.NOW)


def add_one(session: Session, person: Person, officer: User) -> None:
    household = persons.home_of(session, person, rows.TODAY)
    members.add_member(session, household, SAMI, Membership(), actor=officer, at=rows.NOW)


def change_one(session: Session, person: Person, officer: User) -> None:
    persons.change_person(session, person, SAMI, actor=officer, at=rows.NOW)


def add_paper(session: Session, person: Person, officer: User) -> None:
    details = IdentifierDetails(IdentifierKind.AFM, AFM)
    identifiers.add_identifier(session, person, details, actor=officer, at=rows.NOW)


def change_paper(session: Session, person: Person, officer: User) -> None:
    details = IdentifierDetails(IdentifierKind.AFM, OTHER_AFM)
    identifiers.change_identifier(session, give(session, person, AFM), details, actor=officer, at=rows.NOW)


def add_phone(session: Session, person: Person, officer: User) -> None:
    contacts.add_contact(session, person, PHONE, actor=officer, at=rows.NOW)


def change_phone(session: Session, person: Person, officer: User) -> None:
    reach(session, {"person": person}, "+306900000000")
    contacts.change_contact(session, session.scalars(select(Contact)).one(), PHONE, actor=officer, at=rows.NOW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("step", [add_all, add_one, change_one, add_paper, change_paper, add_phone, change_phone])
def test_whatever_changes_what_is_compared_asks(
    session: Session, centre: Centre, officer: User, step: Callable[[Session, Person, User], None]
):
    step(session, alone(session, centre, "Amal Haddad"), officer)
    assert session.scalars(select(Job.kind)).all() == [DEDUPLICATE]


def test_a_worker_finds_who_is_written_down_twice(session: Session, centre: Centre, officer: User, app):
    change_one(session, alone(session, centre, "Amal Haddad"), officer)
    alone(session, centre, SAMI.name, SAMI.born_on.isoformat())
    session.commit()
    do_jobs(app)
    assert len(session.scalars(select(PersonPair)).all()) == 1


# The pages.


@pytest.fixture
def pair(session: Session, centre: Centre) -> PersonPair:
    alone(session, centre, "أمل حداد", latin_name="Amal Haddad")
    alone(session, centre, "Άμαλ Χαντάντ")
    [pair] = found(session)
    return pair


@pytest.fixture
def at_work(client: PageClient, session: Session, officer: User, pair: PersonPair) -> PageClient:
    enter(client, session, officer)
    return client


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_board_the_households_and_the_person_lead_to_the_pair(at_work: PageClient, session: Session):
    pair = session.scalars(select(PersonPair)).one()
    session.commit()
    assert "1 pair of records may be one person" in text(at_work.page("/"))
    for address in ("/", "/households"):
        assert at_work.page(address).xpath("//a[@href='/people/doubles']")
    for person_id in (pair.one_id, pair.other_id):
        assert at_work.page(f"/people/{person_id}").xpath(f"//a[@href='/people/doubles/{pair.id}']")
    [row] = at_work.page("/people/doubles").xpath("//tbody/tr")
    assert {"Name", "Date of birth"} <= set(row.xpath(".//*[@class='st-mark']/span/text()"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_side_by_side_it_is_said_what_agrees(at_work: PageClient, session: Session):
    pair = session.scalars(select(PersonPair)).one()
    for person in (pair.one, pair.other):
        give(session, person, "AB 123456", IdentifierKind.PERMIT)
    give(session, pair.one, AFM)
    [pair] = found(session)
    session.commit()
    page = at_work.page(f"/people/doubles/{pair.id}")
    compared = {row.findtext("th"): text(row.findall("td")[-1]) for row in page.xpath("//tbody/tr")}
    assert (compared["Residence permit"], compared["AFM"]) == ("agrees", "")
    assert AFM in text(page)


def test_who_said_that_they_are_two_is_kept_and_nobody_is_asked_again(at_work: PageClient, session: Session):
    pair = session.scalars(select(PersonPair)).one()
    session.commit()
    page = at_work.submit(f"/people/doubles/{pair.id}", action=f"/people/doubles/{pair.id}/apart")
    assert "They are two people. Nobody is asked again." in text(page)
    session.expire_all()
    assert [known.apart_at is not None for known in found(session)] == [True]
    session.commit()
    assert "Nobody seems to be here twice" in text(at_work.page("/people/doubles"))
    assert "Eleni Markaki" in text(at_work.page("/people/doubles?apart=1"))
    assert "Eleni Markaki said on" in text(at_work.page(f"/people/doubles/{pair.id}"))
    assert "may be one person" not in text(at_work.page("/"))
    assert not at_work.page(f"/people/{pair.one_id}").xpath("//*[@id='same']")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_somebody_at_a_centre_that_one_does_not_serve_nothing_is_said(
    client: PageClient, session: Session, centre: Centre, officer: User
):
    own = alone(session, centre, "Amal Haddad")
    alone(session, rows.add_centre(session, "chania"), "Haddad Amal")
    [pair] = found(session)
    enter(client, session, officer)
    session.commit()
    assert "may be one person" not in text(client.page("/"))
    assert "Nobody seems to be here twice" in text(client.page("/people/doubles"))
    assert not client.page(f"/people/{own.id}").xpath("//*[@id='same']")
    token = client.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    assert client.get(f"/people/doubles/{pair.id}").status_code == 404
    assert client.post(f"/people/doubles/{pair.id}/apart", data={"csrf_token": token}).status_code == 404


def test_who_was_there_before_people_were_compared_is_compared_once(app: Flask, session: Session, centre: Centre):
    asked = select(Job.kind).where(Job.kind == DEDUPLICATE)
    lay_down(session, rows.NOW)
    assert session.scalars(asked).all() == [], "there is nobody to compare"
    alone(session, centre, "Amal Haddad")
    for _ in range(2):
        lay_down(session, rows.NOW)
        assert session.scalars(asked).all() == [DEDUPLICATE]
    session.commit()
    do_jobs(app)
    lay_down(session, rows.NOW)
    assert session.scalars(asked).all() == [DEDUPLICATE], "who changes somebody asks"

"""Two records of one person become one on the pages, and are found as one."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from people.identifiers import IdentifierKind
from people.models import HouseholdMember, Sex
from tests.people.twice import PERMIT, earn, merge, number, pair_of, phone
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.visits import enter, text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_people_are_merged_and_parted_on_the_pages(session: Session, client: PageClient, together, officer: User):
    pair = pair_of(session)
    keys, address = (pair.one_id, pair.other_id), f"/people/doubles/{pair.id}"
    enter(client, session, officer)
    session.commit()
    assert "counts one too many" in text(client.page(address))
    merging = f"{address}/merge/{keys[0]}"
    assert merging in client.page(address).xpath("//main//a/@href")
    assert "the days of the record that leads hold" in text(client.page(merging))
    page = client.submit(merging, other=str(keys[1]))
    assert "The two are one person now." in text(page)
    assert page.xpath(f"//*[@aria-labelledby='same']//a[@href='/people/{keys[1]}']")
    assert "Another record of this person leads" in text(client.page(f"/people/{keys[1]}"))
    assert client.get(f"/people/{keys[1]}/edit").status_code in (409, 422)
    address = f"/people/{keys[1]}"
    assert "The record stands for itself again" in text(client.submit(address, action=f"{address}/part"))
    assert "Eleni Markaki" in text(client.page("/people/doubles?apart=1"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("leads_in_form", [0, 1])
def test_whoever_merges_second_comes_to_what_leads(
    session: Session, client: PageClient, two, officer: User, leads_in_form: int
):
    pair = pair_of(session)
    keys = (pair.one_id, pair.other_id)
    merging = [f"/people/doubles/{pair.id}/merge/{key}" for key in keys]
    enter(client, session, officer)
    session.commit()
    form = next(form for form in client.page(merging[leads_in_form]).forms if "other" in form.fields)
    client.submit(merging[0], other=str(keys[1]))
    answer = client.post(merging[leads_in_form], data=dict(form.fields), follow_redirects=True)
    assert "Somebody merged the two a moment ago." in answer.text
    assert answer.request.path == f"/people/{keys[0]}"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_before_two_are_merged_it_is_said_what_moves_and_what_is_lost(
    session: Session, client: PageClient, two, officer: User
):
    one, other = (member.person for member in two)
    one.sex, other.sex, other.nationality = Sex.MALE, Sex.FEMALE, "SY"
    for person in (one, other):
        number(session, person, PERMIT, IdentifierKind.PERMIT)
    other.born_on = date(1990, 1, 1)
    phone(session, other, "+306912345678")
    earn(session, other, officer)
    pair = pair_of(session)
    enter(client, session, officer)
    session.commit()
    compared = client.page(f"/people/doubles/{pair.id}").xpath("//tr[th[normalize-space()='Date of birth']]")
    assert "another day" in text(compared[0])
    page = client.page(f"/people/doubles/{pair.id}/merge/{one.id}")
    lost = {row.findtext("th"): text(row.findall("td")[-1]) for row in page.xpath("//tbody/tr")}
    assert lost == {"Name": "Άμαλ Χαντάντ", "Date of birth": "01/01/1990", "Sex": "Woman"}
    moves = text(page.xpath("//section[@aria-labelledby='moves']")[0])
    for said in ("Syria", other_reference(two), "+306912345678", "780.00"):
        assert said in moves
    assert PERMIT not in moves, "both say it"
    assert events(session)[-1].action == "show-person"
    session.expire_all()
    assert other.same_as_id is None


def other_reference(two: tuple[HouseholdMember, HouseholdMember]) -> str:
    return two[1].household.reference


def test_who_was_merged_is_found_in_the_letters_of_either_record(
    session: Session, client: PageClient, two, officer: User
):
    kept, other = two[0].person, two[1].person
    other.name = "Nour Al-Masri"
    for person in (kept, other):
        number(session, person, PERMIT, IdentifierKind.PERMIT)
    merge(session, officer)
    enter(client, session, officer)
    session.commit()
    person, households = f"/people/{kept.id}", {f"/households/{member.household_id}" for member in two}
    session.commit()
    for typed in ("masri", "Amal"):
        links = client.submit("/search", q=typed).xpath("//main//h3/a/@href")
        assert links.count(person) == 2, "in each household where the person lives or lived, once"
        assert households <= {*client.page(f"/households?name={typed}").xpath("//main//tbody//a/@href")}

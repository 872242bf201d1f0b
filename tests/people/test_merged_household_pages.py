"""Two households that are one family become one on their pages, and are parted there."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from people.models import Household
from people.services.suspected_people import look_for_same_people
from people.stages import Stage
from tests.people.family_twice import hang_much_on, other_tax_numbers
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.visits import enter, text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_officer_merges_and_parts_two_households_on_their_pages(
    session: Session, client: PageClient, families, officer: User
):
    hang_much_on(session, families[1], officer)
    kept, other = families
    kept.reference, other.reference = "N-0001", "N-0002"
    look_for_same_people(session, at=NOW)
    addresses, numbers = [f"/households/{each.id}" for each in families], [each.reference for each in families]
    people = [[member.person_id for member in each.members] for each in families]
    enter(client, session, officer)
    session.commit()
    assert client.page(addresses[0]).xpath(f"//a[@href='{addresses[0]}/merge']")
    [pair, *_] = client.page("/people/doubles").xpath("//tbody//a/@href")
    assert client.page(pair).xpath(f"//a[@href='{addresses[0]}/merge?number={numbers[1]}']")
    wrong = client.submit(f"{addresses[0]}/merge", number="N-9999", status=422)
    assert wrong.xpath("//*[@id='number-error']")
    page = client.submit(f"{addresses[0]}/merge", number=numbers[1])
    address = f"{addresses[0]}/merge?number={numbers[1]}"
    chosen = [page.xpath(f"string(//select[@id='person_{key}']/option[@selected]/@value)") for key in people[1]]
    assert chosen == [str(people[0][0]), str(people[0][1]), "comes"], "the likely answer stands there"
    goes, stays = (text(page.xpath(f"//*[@aria-labelledby='{card}']")[0]) for card in ("goes", "stays"))
    assert "Contact: 1" in goes
    assert "Stage of a household: 1" in stays
    same = client.submit(address, **{f"person_{people[1][1]}": str(people[0][0])}, status=422)
    assert "cannot be the same person" in text(same)
    page = client.submit(address, action=address)
    assert "The two households are one family now" in text(page)
    assert "Lina Haddad" in text(page)
    page = client.page(addresses[1])
    assert f"It is here as household {numbers[0]}" in text(page)
    assert not page.xpath(f"//a[@href='{addresses[1]}/stage']")
    assert client.page(address).xpath("//*[contains(@class, 'st-note')]"), "what is in the way is said"
    page = client.submit(addresses[1], action=f"{addresses[1]}/part")
    assert "stands for itself again" in text(page)
    session.expire_all()
    assert session.get_one(Household, other.id).stage is Stage.SEARCHING


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_in_the_way_of_two_people_stands_beside_them_and_the_rest_as_it_was(
    session: Session, client: PageClient, families, officer: User
):
    kept, other = families
    kept.reference, other.reference = "N-0001", "N-0002"
    other_tax_numbers(session, families, officer)
    key, address = other.members[0].person_id, f"/households/{kept.id}/merge?number=N-0002"
    enter(client, session, officer)
    session.commit()
    page = client.submit(address, action=address, status=422)
    assert "different tax numbers" in text(page.xpath(f"//*[@id='person_{key}-error']")[0])
    assert page.xpath("//*[@aria-labelledby='who']//select"), "the questions are still there"
    session.expire_all()
    assert (other.stage, other.same_as_id) == (Stage.SEARCHING, None)

"""Letters about money: the notice of an award, and a household's account."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from housing.models import LeaseDocument
from people.models import HouseholdDocument
from subsidies.models import SubsidyAward
from subsidies.services.letters import award_letter
from tests.support.jobs import after_the_job
from tests.support.pages import PageClient
from tests.support.pdf import actions, pages
from tests.support.rows import TODAY
from tests.support.visits import enter, text

HOSTILE = "<a href='https://example.org'>x</a><img src='file:///etc/hostname'>"


def test_an_approved_award_is_told_with_every_payment_and_its_reason(
    app: Flask, client: PageClient, session: Session, award: SubsidyAward, officer: User
):
    path = f"/awards/{award.id}"
    award.lease.household.name = HOSTILE
    enter(client, session, officer)
    client.submit(path, action=f"{path}/letter")
    assert "The letter lies among the documents." in text(after_the_job(app, client))
    document = session.scalars(select(LeaseDocument)).one()
    assert document.lease_id == award.lease_id
    session.commit()
    letter = client.get(f"/documents/{document.id}").data
    assert actions(letter) == set()
    read = pages(letter)
    assert "".join(read).replace(" ", "").count(HOSTILE.replace(" ", "")) == 2
    english, greek = (" ".join(page for page in read if title in page) for title in ("Amount", "Ποσό"))
    for words in (
        "The programme pays towards your rent",
        "The programme pays for 8 days of the 30 of this month.",
        "€43.20",
        "Together €2,384.00",
    ):
        assert words in english
    for words in ("Το πρόγραμμα πληρώνει μέρος του ενοικίου σας", "43,20 €", "Σύνολο 2.384,00 €"):
        assert words in greek


def test_an_award_that_is_not_approved_is_told_to_nobody(
    client: PageClient, session: Session, prepared: SubsidyAward, officer: User
):
    with pytest.raises(Refused, match="Only an approved award"):
        award_letter(prepared, on=TODAY)
    enter(client, session, officer)
    assert "Make the letter" not in text(client.page(f"/awards/{prepared.id}"))


def test_a_households_account_is_written_to_it(
    app: Flask, client: PageClient, session: Session, award: SubsidyAward, officer: User
):
    household_id = award.lease.household_id
    award.lease.household.name = HOSTILE
    path = f"/households/{household_id}"
    enter(client, session, officer)
    client.submit(path, action=f"{path}/statement")
    assert after_the_job(app, client).xpath("//a[.='Save the letter']")
    assert "Your account with the programme.pdf" in text(client.page(path))
    document = session.scalars(select(HouseholdDocument)).one()
    session.commit()
    letter = client.get(f"/documents/{document.id}").data
    assert actions(letter) == set()
    english = pages(letter)[0]
    assert HOSTILE.replace(" ", "") in english.replace(" ", "")
    for words in ("Your account with the programme", "For the start", "Will come", "Paid so far €0.00"):
        assert words in english

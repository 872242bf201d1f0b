"""What somebody has to say before a household of a file is taken: who is here already, and what is wrong."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.importing.statuses import RowStatus
from core.structure import Centre
from people.models import HouseholdNumber
from tests.housing.household_files import AFM, AMAL, HEADER, SAMIR, SHORT, households, row_at, send, send_and_take
from tests.housing.sent_files import statuses, take
from tests.support import rows
from tests.support.pages import PageClient


@pytest.mark.parametrize(
    ("here", "in_file"),
    [("14/06/1985", "01/01/1985"), ("01/01/1985", "14/06/1985"), ("06/05/1985", "05/06/1985")],
    ids=["only-the-year-is-known", "only-the-year-was-known", "day-and-month-exchanged"],
)
def test_a_day_of_birth_that_may_be_the_same_is_asked_about_in_a_new_household_and_told_in_a_known_one(
    signed_in: PageClient, session: Session, here: str, in_file: str
):
    send_and_take(signed_in, f"{SHORT}17;Samir Haddad;{here}\n")
    page = send(signed_in, f"{SHORT}18;HADDAD SAMIR;{in_file}\n")
    assert "Perhaps this is Samir Haddad of household N-0001." in " ".join(page.text_content().split())
    page = send(signed_in, f"{SHORT}17;HADDAD SAMIR;{in_file}\n")
    assert "Here it says otherwise, and stays so" in page.text_content()
    [member] = households(session)[0].members
    assert f"{member.born_on:%d/%m/%Y}" == here


def test_somebody_new_to_a_household_that_is_here_needs_a_first_day(signed_in: PageClient, session: Session):
    send_and_take(signed_in, f"{SHORT}17;Samir Haddad;04/05/1985\n")
    page = send(signed_in, f"{SHORT}17;Samir Haddad;04/05/1985\n17;Lina Haddad;01/09/2026\n")
    assert "Say since when this person lives in it." in page.text_content()
    [action] = {action for action in page.xpath("//form/@action") if action.endswith("/rows/3")}
    signed_in.submit(action.partition("/rows")[0], action=action, joined_on="01/09/2026")
    take(signed_in, signed_in.page(action.partition("/rows")[0]))
    assert [member.joined_on for member in households(session)[0].members] == [None, date(2026, 9, 1)]


def test_a_household_with_a_fault_waits_whole_and_is_taken_when_that_is_put_right(
    signed_in: PageClient, session: Session
):
    text = f"{SHORT}17;Samir Haddad;04/05/1985\n17;Amal Haddad;sometime\n18;Olena Kovalenko;03/02/1990\n"
    page = send(signed_in, text)
    assert "Row 3 of this household has to be put right first: a household is taken whole." in page.text_content()
    assert statuses(session) == [RowStatus.FAULTY, RowStatus.FAULTY, RowStatus.READY]
    take(signed_in, page, only_ready="1")
    assert [household.name for household in households(session)] == ["Olena Kovalenko"]
    session.rollback()
    page = send(signed_in, text)
    [action] = {action for action in page.xpath("//form/@action") if action.endswith("/rows/5")}
    signed_in.submit(action.partition("/rows")[0], action=action, born_on="12/03/1988")
    assert statuses(session) == [RowStatus.READY] * 3
    take(signed_in, signed_in.page(action.partition("/rows")[0]))
    assert statuses(session) == [RowStatus.NEW, RowStatus.NEW, RowStatus.UNCHANGED]


def test_a_doubtful_row_holds_its_household_until_somebody_says_so(signed_in: PageClient, session: Session):
    text = f"{SHORT}17;Samir Haddad;04/05/1985\n18;Haddad Samir;04/05/1985\n18;Amal Haddad;12/03/1988\n"
    page = send(signed_in, text)
    assert statuses(session) == [RowStatus.READY, RowStatus.DOUBTFUL, RowStatus.DOUBTFUL]
    assert "waits for your word first" in page.text_content()
    confirms = {action for action in page.xpath("//form/@action") if "/rows/" in action and action.endswith("/confirm")}
    assert len(confirms) == 1, "only the row that is asked about is to be confirmed"
    signed_in.submit("/imports/1", action=confirms.pop())
    assert statuses(session) == [RowStatus.READY] * 3
    take(signed_in, signed_in.page("/imports/1"))
    assert len(households(session)) == 2


def test_a_family_that_is_here_already_is_offered_and_joined_with_one_click(
    signed_in: PageClient, session: Session, centre: Centre
):
    here = rows.add_household(session, centre, "Haddad", ("1985-05-04",))
    here.reference = "N-0042"
    here.members[0].person.name = "Σαμίρ Χαντάντ"
    session.commit()
    page = send(signed_in, f"{HEADER}\n{SAMIR}\n{AMAL}\n")
    assert "Perhaps this is Σαμίρ Χαντάντ of household N-0042." in " ".join(page.text_content().split())
    [form] = [form for form in page.forms if form.fields.get("reference") == "N-0042" and len(form.inputs.keys()) < 4]
    signed_in.post(form.action, data=dict(form.form_values()))
    assert statuses(session) == [RowStatus.FAULTY, RowStatus.FAULTY], "Amal is new here: since when?"
    signed_in.submit("/imports/1", action=f"/imports/1/rows/{row_at(session, 3)}", joined_on="01/06/2020")
    take(signed_in, signed_in.page("/imports/1"))
    [family] = households(session)
    assert [member.name for member in family.members] == ["Σαμίρ Χαντάντ", "Amal Haddad"]
    [number] = session.scalars(select(HouseholdNumber))
    assert (number.value, number.source, number.household_id) == ("17", "register", family.id)
    session.rollback()
    send_and_take(signed_in, f"{HEADER}\n{SAMIR}\n{AMAL}\n")
    assert statuses(session) == [RowStatus.UNCHANGED] * 2


def test_a_tax_number_of_somebody_else_is_asked_about(signed_in: PageClient, session: Session):
    send_and_take(signed_in, f"{HEADER}\n{SAMIR}\n")
    page = send(signed_in, f"household number;name;date of birth;afm\n20;Nadia Omari;07/07/1970;{AFM}\n")
    assert "Perhaps this is Samir Haddad of household" in " ".join(page.text_content().split())

"""Households of a file are written down: what is taken, known again and added, and found afterwards."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import today
from core.importing.statuses import RowStatus
from core.structure import Centre
from people.identifiers import IdentifierKind
from people.models import Contact, Identifier, Person, Relation
from people.services.stages import history_of
from people.stages import Stage
from tests.housing.household_files import (
    AFM,
    FILE,
    HEADER,
    OTHER_AFM,
    SAMIR,
    SHORT,
    count_steps,
    households,
    send,
    send_and_take,
)
from tests.housing.sent_files import statuses, take
from tests.support.pages import PageClient


def test_households_are_looked_at_and_written_down_with_all_that_the_rows_say(
    signed_in: PageClient, session: Session, centre: Centre, officer: User
):
    page = send(signed_in, FILE)
    assert households(session) == []
    session.rollback()
    take(signed_in, page)
    family, olena = households(session)
    assert (family.name, family.language, family.centre_id) == ("Samir Haddad", "ar", centre.id)
    assert (family.officer_id, family.reference) == (officer.id, f"N-{family.id:04d}")
    samir, amal, omar = family.members
    assert [member.relation for member in family.members] == [Relation.APPLICANT, Relation.PARTNER, Relation.CHILD]
    assert (amal.born_on, amal.person.sex, amal.person.nationality) == (date(1988, 3, 12), "female", "SY")
    assert samir.person.language_codes == ["ar", "en"]
    numbers = {number.kind: number for number in session.scalars(select(Identifier))}
    assert (numbers[IdentifierKind.AFM].value, numbers[IdentifierKind.AFM].checked_on) == (AFM, None)
    assert numbers[IdentifierKind.PERMIT].last_day == date(2027, 12, 31)
    [phone] = session.scalars(select(Contact))
    assert (phone.value, phone.person_id) == ("+306971234567", samir.person_id), "the family's one telephone, once"
    assert (olena.name, olena.language, olena.members[0].person.name) == ("Олена Коваленко", "uk", "Олена Коваленко")
    assert omar.born_on == date(2015, 9, 1)


def test_since_when_a_household_is_with_the_programme_is_what_the_file_says(signed_in: PageClient, session: Session):
    header = "household number;name;date of birth;referred by;referral date;enrolled on"
    send_and_take(
        signed_in, f"{header}\n17;Samir;04/05/1985;Reception centre;02/01/2026;09/02/2026\n18;Olena;03/02/1990\n"
    )
    known, unsaid = ([(each.stage, each.since_on) for each in history_of(session, one)] for one in households(session))
    assert known == [(Stage.REFERRED, date(2026, 1, 2)), (Stage.SEARCHING, date(2026, 2, 9))]
    assert unsaid == [(Stage.SEARCHING, today())]


def test_a_second_import_changes_nothing(signed_in: PageClient, session: Session):
    send_and_take(signed_in, FILE)
    assert count_steps(session) == 2
    send_and_take(signed_in, FILE)
    assert statuses(session) == [RowStatus.UNCHANGED] * 4
    assert (len(households(session)), session.scalar(select(func.count(Person.id)))) == (2, 4)
    assert count_steps(session) == 2


def test_what_was_not_known_is_added_and_what_is_known_stays(signed_in: PageClient, session: Session):
    send_and_take(signed_in, f"{SHORT}17;Samir Haddad;04/05/1985\n")
    [family] = households(session)
    family.members[0].person.nationality = "IQ"
    session.commit()
    page = send(signed_in, f"{HEADER}\n{SAMIR}\n")
    assert "Here it says otherwise, and stays so" in page.text_content()
    take(signed_in, page)
    [family] = households(session)
    person = family.members[0].person
    assert (person.nationality, person.sex, family.members[0].relation) == ("IQ", "male", Relation.APPLICANT)
    assert statuses(session) == [RowStatus.UPDATED]


@pytest.mark.parametrize("name", ["Haddad Samir", "Σαμίρ Χαντάντ", "سمير حداد", "SAMEER HADDAD"])
def test_a_member_is_known_again_in_every_script(signed_in: PageClient, session: Session, name: str):
    send_and_take(signed_in, f"{SHORT}17;Samir Haddad;04/05/1985\n")
    send_and_take(signed_in, f"{SHORT}17;{name};04/05/1985\n")
    assert statuses(session) == [RowStatus.UNCHANGED]
    assert len(households(session)[0].members) == 1


def test_what_a_column_holds_is_said_once_and_known_in_the_next_file(signed_in: PageClient, session: Session):
    text = "household number;who;date of birth\n17;Samir Haddad;04/05/1985\n"
    assert "No column is named “Name”" in send(signed_in, text).text_content()
    page = signed_in.submit("/imports/1/columns", column_1="name")
    take(signed_in, page)
    assert [household.name for household in households(session)] == ["Samir Haddad"]
    session.rollback()
    send_and_take(signed_in, text)
    assert statuses(session) == [RowStatus.UNCHANGED]


def test_a_file_never_changes_a_tax_number(signed_in: PageClient, session: Session):
    send_and_take(signed_in, FILE)
    page = send(signed_in, FILE.replace(AFM, OTHER_AFM))
    assert "Another number is written down for this person." in page.text_content()
    assert AFM in session.scalars(select(Identifier.value)).all()


def test_a_household_is_found_by_its_number_in_the_list_it_came_from(signed_in: PageClient):
    send_and_take(signed_in, FILE.replace("17;", "ΟΙΚ-4711;"))
    found = signed_in.submit("/search", q="οικ-4711").text_content()
    assert "Samir Haddad" in found
    assert "Олена" not in found


def test_whose_household_it_is_opens_it(signed_in: PageClient, session: Session, officer: User):
    send_and_take(signed_in, FILE)
    address = f"/households/{households(session)[0].id}"
    session.rollback()
    page = signed_in.page(address)
    assert "Samir Haddad" in page.text_content()
    assert "17 register" in " ".join(page.text_content().split())

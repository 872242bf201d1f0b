"""Whose households come from a file: of which centres, and what others learn of them."""

from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.jobs import Job
from core.structure import Centre
from people.identifiers import IdentifierKind
from people.models import HouseholdNumber, Identifier
from people.services.deduplication import DEDUPLICATE
from tests.housing.household_files import AFM, FILE, HEADER, OLENA, SAMIR, households, send, send_and_take
from tests.housing.sent_files import take
from tests.support import rows
from tests.support.hostile import HOSTILE
from tests.support.pages import PageClient


def test_households_of_another_centre_stay_theirs_and_nothing_of_them_is_told(signed_in: PageClient, session: Session):
    elsewhere = rows.add_centre(session, "chania")
    theirs = rows.add_household(session, elsewhere, "Haddad", ("1985-05-04",))
    theirs.reference, theirs.members[0].person.name = "N-0077", "Samir Haddad"
    person = theirs.members[0].person
    session.add(Identifier(person=person, kind=IdentifierKind.AFM, value=AFM, created_at=rows.NOW))
    number = HouseholdNumber(household=theirs, source="register", created_at=rows.NOW)
    number.value = "18"
    session.add(number)
    session.commit()
    named = f"{HEADER};Αριθμός εδώ\n{SAMIR};\n{OLENA};\n19;Omar;Nadia;07/07/1970;;;;;;;;;N-0077\n"
    page = " ".join(send(signed_in, named).text_content().split())
    assert "Somebody at another centre has the same number." in page
    assert "Another centre serves the household with this number." in page
    assert "You serve no household with this number." in page
    assert page.count("N-0077") == named.count("N-0077")


@pytest.mark.parametrize(
    ("named", "said"),
    [("", "Say which centre serves this household"), ("Rhodes", "You serve no centre of this name."), ("CHANIA", None)],
)
def test_who_serves_several_centres_says_which(
    client: PageClient, session: Session, centre: Centre, named: str, said: str | None
):
    other = rows.add_centre(session, "chania")
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    rows.add_post(session, officer, StaffRole.HOUSING_OFFICER, other)
    session.commit()
    rows.sign_in(client, officer)
    page = send(client, f"household number;name;date of birth;centre\n17;Samir Haddad;04/05/1985;{named}\n")
    if said is None:
        take(client, page)
        assert [household.centre_id for household in households(session)] == [other.id]
    else:
        assert said in page.text_content()


def test_who_serves_several_centres_says_it_once_for_the_whole_file(
    client: PageClient, session: Session, centre: Centre
):
    other = rows.add_centre(session, "chania")
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    rows.add_post(session, officer, StaffRole.HOUSING_OFFICER, other)
    keys = centre.id, other.id, rows.add_centre(session, "elsewhere").id
    session.commit()
    rows.sign_in(client, officer)
    page = client.page("/households/import")
    assert page.xpath("//select[@name='centre_id']/option/@value") == ["", str(keys[0]), str(keys[1])]
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    sent = {"source": "register", "file": (BytesIO(FILE.encode()), "families.csv"), "csrf_token": token}
    assert client.post("/households/import", data={**sent, "centre_id": str(keys[2])}).status_code == 422
    sent["file"] = BytesIO(FILE.encode()), "families.csv"
    take(client, client.submit("/households/import", **sent, centre_id=str(keys[1])))
    assert {household.centre_id for household in households(session)} == {keys[1]}


def test_who_serves_one_centre_is_not_asked_for_it(signed_in: PageClient):
    assert signed_in.page("/households/import").xpath("//select") == []


def test_only_who_may_edit_households_sees_the_pages(client: PageClient, session: Session, centre: Centre):
    finance = rows.add_user(session, StaffRole.FINANCE_OFFICER, centre)
    session.commit()
    rows.sign_in(client, finance)
    assert client.get("/households/import").status_code == 403
    assert client.page("/households").xpath("//a[@href='/households/import']") == []


def test_who_has_lost_a_centre_no_longer_sees_the_files_for_it(
    signed_in: PageClient, session: Session, officer: User, centre: Centre
):
    send(signed_in, FILE)
    other = rows.add_centre(session, "chania")
    [post] = officer.posts
    post.centre = other
    session.commit()
    assert signed_in.get("/imports/1").status_code == 403


def test_the_list_of_households_leads_to_the_import(signed_in: PageClient):
    assert signed_in.page("/households").xpath("//a[@href='/households/import']")
    assert "One row for each person." in signed_in.page("/households/import").text_content()


def test_hostile_text_stays_text(signed_in: PageClient, session: Session):
    named = [text.format(n=number).replace("\x00", "").replace('"', "'") for number, text in enumerate(HOSTILE)]
    lines = "".join(f'{number};"{name} Omar";04/05/1985;"{name}"\n' for number, name in enumerate(named))
    page = send(signed_in, f"household number;name;date of birth;name of the household\n{lines}")
    if page.xpath("//form[@action='/imports/1/confirm']"):
        signed_in.submit("/imports/1", action="/imports/1/confirm")
    take(signed_in, signed_in.page("/imports/1?show=ready"))
    taken = [household.id for household in households(session)]
    session.rollback()
    signed_in.page("/imports/1?show=new")
    for key in taken:
        signed_in.page(f"/households/{key}")
    assert len(taken) == len(HOSTILE)
    assert signed_in.get("/imports/1/report.xlsx").status_code == 200


def test_nothing_of_a_person_stands_bare_beside_the_sealed_rows(signed_in: PageClient, session: Session):
    """Neither in the rows that wait, nor in jobs, nor in the number at the source."""
    send_and_take(signed_in, FILE.replace("17;", "ΟΙΚ-4711;"))
    session.expire_all()
    raw = "".join(
        str(session.connection().exec_driver_sql(f"SELECT * FROM {table}").all())
        for table in ("file_import", "file_import_row", "household_number", "job", "column_choice")
    )
    assert [bare for bare in ("4711", "Haddad", AFM, "6971234567", "families") if bare in raw] == []
    assert [job.kind for job in session.scalars(select(Job))] == [DEDUPLICATE], (
        "people are compared with all the others"
    )

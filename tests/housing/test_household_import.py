"""A file of households: by the page and by the command."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path
from time import sleep

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app
from cli import main
from core.audit.models import AuditEvent
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.dates import today, utc_now
from core.importing.statuses import RowStatus
from core.jobs import Job
from core.serve import do_jobs
from core.structure import Centre, list_centres
from housing.models import FileImport, FileImportRow
from housing.services import file_imports
from housing.services.file_kinds import HOUSEHOLDS
from housing.services.imports import import_file
from people.identifiers import IdentifierKind
from people.models import Contact, Household, HouseholdNumber, Identifier, Person, Relation
from people.services.stages import history_of
from people.stages import Stage
from tests.support import rows
from tests.support.hostile import HOSTILE
from tests.support.pages import PageClient

AFM, OTHER_AFM = "123456783", "094429812"
HEADER = (
    "Αρ. νοικοκυριού;Επώνυμο;Όνομα;Ημ/νία γέννησης;Φύλο;Σχέση;Υπηκοότητα;Γλώσσες;Άδεια διαμονής;Λήξη άδειας;ΑΦΜ;Κινητό"
)
SAMIR = f"17;Haddad;Samir;04/05/1985;Άρρεν;Αιτών;Συρία;Αραβικά, Αγγλικά;AB 123456;31/12/2027;{AFM};6971234567"
AMAL = "17;Haddad;Amal;12.3.88;Θ;Σύζυγος;Συρία;αραβικά;;;;6971234567"
OMAR = "17;Haddad;Omar;2015-09-01;Α;τέκνο;Συρία;;;;;"
OLENA = "18;Коваленко;Олена;03/02/1990;F;applicant;Ukraine;Ουκρανικά;;;;"
FILE = "\n".join((HEADER, SAMIR, AMAL, OMAR, OLENA)) + "\n"
SHORT = "household number;name;date of birth\n"


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def user(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)


@pytest.fixture
def officer(session: Session, client: PageClient, user: User) -> PageClient:
    session.commit()
    rows.sign_in(client, user)
    return client


def send(client: PageClient, text: str, source: str = "register"):
    """The page of the file that was sent."""
    return client.submit("/households/import", file=(BytesIO(text.encode()), "families.csv"), source=source)


def take(client: PageClient, page, **how: str) -> str:
    """What is said once the rows are taken."""
    [action] = page.xpath("//form[contains(@action, '/take')]/@action")
    return client.submit(action.removesuffix("/take"), action=action, **how).text_content()


def send_and_take(client: PageClient, text: str, source: str = "register") -> str:
    return take(client, send(client, text, source))


def households(session: Session) -> list[Household]:
    session.expire_all()
    return list(session.scalars(select(Household).order_by(Household.id)))


def statuses(session: Session) -> list[RowStatus]:
    session.expire_all()
    latest = select(func.max(FileImport.id)).scalar_subquery()
    query = select(FileImportRow.status).where(FileImportRow.import_id == latest)
    found = list(session.scalars(query.order_by(FileImportRow.number)))
    session.rollback()
    return found


def row_at(session: Session, number: int) -> int:
    """The key of a row of the first file."""
    key = session.scalars(select(FileImportRow.id).where(FileImportRow.number == number)).one()
    session.rollback()
    return key


def count_steps(session: Session) -> int:
    """How many households a file was written down for."""
    count = session.scalars(select(func.count(AuditEvent.id)).where(AuditEvent.action == "import-household")).one()
    session.rollback()
    return count


def test_households_are_looked_at_and_written_down_with_all_that_the_rows_say(
    officer: PageClient, session: Session, centre: Centre, user: User
):
    page = send(officer, FILE)
    assert households(session) == []
    session.rollback()
    take(officer, page)
    family, olena = households(session)
    assert (family.name, family.language, family.centre_id) == ("Samir Haddad", "ar", centre.id)
    assert (family.officer_id, family.reference) == (user.id, f"N-{family.id:04d}")
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


def test_since_when_a_household_is_with_the_programme_is_what_the_file_says(officer: PageClient, session: Session):
    header = "household number;name;date of birth;referred by;referral date;enrolled on"
    send_and_take(
        officer, f"{header}\n17;Samir;04/05/1985;Reception centre;02/01/2026;09/02/2026\n18;Olena;03/02/1990\n"
    )
    known, unsaid = ([(each.stage, each.since_on) for each in history_of(session, one)] for one in households(session))
    assert known == [(Stage.REFERRED, date(2026, 1, 2)), (Stage.SEARCHING, date(2026, 2, 9))]
    assert unsaid == [(Stage.SEARCHING, today())]


def test_a_second_import_changes_nothing(officer: PageClient, session: Session):
    send_and_take(officer, FILE)
    assert count_steps(session) == 2
    send_and_take(officer, FILE)
    assert statuses(session) == [RowStatus.UNCHANGED] * 4
    assert (len(households(session)), session.scalar(select(func.count(Person.id)))) == (2, 4)
    assert count_steps(session) == 2


def test_what_was_not_known_is_added_and_what_is_known_stays(officer: PageClient, session: Session):
    send_and_take(officer, f"{SHORT}17;Samir Haddad;04/05/1985\n")
    [family] = households(session)
    family.members[0].person.nationality = "IQ"
    session.commit()
    page = send(officer, f"{HEADER}\n{SAMIR}\n")
    assert "Here it says otherwise, and stays so" in page.text_content()
    take(officer, page)
    [family] = households(session)
    person = family.members[0].person
    assert (person.nationality, person.sex, family.members[0].relation) == ("IQ", "male", Relation.APPLICANT)
    assert statuses(session) == [RowStatus.UPDATED]


@pytest.mark.parametrize("name", ["Haddad Samir", "Σαμίρ Χαντάντ", "سمير حداد", "SAMEER HADDAD"])
def test_a_member_is_known_again_in_every_script(officer: PageClient, session: Session, name: str):
    send_and_take(officer, f"{SHORT}17;Samir Haddad;04/05/1985\n")
    send_and_take(officer, f"{SHORT}17;{name};04/05/1985\n")
    assert statuses(session) == [RowStatus.UNCHANGED]
    assert len(households(session)[0].members) == 1


@pytest.mark.parametrize(
    ("here", "in_file"),
    [("14/06/1985", "01/01/1985"), ("01/01/1985", "14/06/1985"), ("06/05/1985", "05/06/1985")],
    ids=["only-the-year-is-known", "only-the-year-was-known", "day-and-month-exchanged"],
)
def test_a_day_of_birth_that_may_be_the_same_is_asked_about_in_a_new_household_and_told_in_a_known_one(
    officer: PageClient, session: Session, here: str, in_file: str
):
    send_and_take(officer, f"{SHORT}17;Samir Haddad;{here}\n")
    page = send(officer, f"{SHORT}18;HADDAD SAMIR;{in_file}\n")
    assert "Perhaps this is Samir Haddad of household N-0001." in " ".join(page.text_content().split())
    page = send(officer, f"{SHORT}17;HADDAD SAMIR;{in_file}\n")
    assert "Here it says otherwise, and stays so" in page.text_content()
    [member] = households(session)[0].members
    assert f"{member.born_on:%d/%m/%Y}" == here


def test_what_a_column_holds_is_said_once_and_known_in_the_next_file(officer: PageClient, session: Session):
    text = "household number;who;date of birth\n17;Samir Haddad;04/05/1985\n"
    assert "No column is named “Name”" in send(officer, text).text_content()
    page = officer.submit("/imports/1/columns", column_1="name")
    take(officer, page)
    assert [household.name for household in households(session)] == ["Samir Haddad"]
    session.rollback()
    send_and_take(officer, text)
    assert statuses(session) == [RowStatus.UNCHANGED]


def test_somebody_new_to_a_household_that_is_here_needs_a_first_day(officer: PageClient, session: Session):
    send_and_take(officer, f"{SHORT}17;Samir Haddad;04/05/1985\n")
    page = send(officer, f"{SHORT}17;Samir Haddad;04/05/1985\n17;Lina Haddad;01/09/2026\n")
    assert "Say since when this person lives in it." in page.text_content()
    [action] = {action for action in page.xpath("//form/@action") if action.endswith("/rows/3")}
    officer.submit(action.partition("/rows")[0], action=action, joined_on="01/09/2026")
    take(officer, officer.page(action.partition("/rows")[0]))
    assert [member.joined_on for member in households(session)[0].members] == [None, date(2026, 9, 1)]


def test_a_household_with_a_fault_waits_whole_and_is_taken_when_that_is_put_right(
    officer: PageClient, session: Session
):
    text = f"{SHORT}17;Samir Haddad;04/05/1985\n17;Amal Haddad;sometime\n18;Olena Kovalenko;03/02/1990\n"
    page = send(officer, text)
    assert "Row 3 of this household has to be put right first: a household is taken whole." in page.text_content()
    assert statuses(session) == [RowStatus.FAULTY, RowStatus.FAULTY, RowStatus.READY]
    take(officer, page, only_ready="1")
    assert [household.name for household in households(session)] == ["Olena Kovalenko"]
    session.rollback()
    page = send(officer, text)
    [action] = {action for action in page.xpath("//form/@action") if action.endswith("/rows/5")}
    officer.submit(action.partition("/rows")[0], action=action, born_on="12/03/1988")
    assert statuses(session) == [RowStatus.READY] * 3
    take(officer, officer.page(action.partition("/rows")[0]))
    assert statuses(session) == [RowStatus.NEW, RowStatus.NEW, RowStatus.UNCHANGED]


def test_a_doubtful_row_holds_its_household_until_somebody_says_so(officer: PageClient, session: Session):
    text = f"{SHORT}17;Samir Haddad;04/05/1985\n18;Haddad Samir;04/05/1985\n18;Amal Haddad;12/03/1988\n"
    page = send(officer, text)
    assert statuses(session) == [RowStatus.READY, RowStatus.DOUBTFUL, RowStatus.DOUBTFUL]
    assert "waits for your word first" in page.text_content()
    confirms = {action for action in page.xpath("//form/@action") if "/rows/" in action and action.endswith("/confirm")}
    assert len(confirms) == 1, "only the row that is asked about is to be confirmed"
    officer.submit("/imports/1", action=confirms.pop())
    assert statuses(session) == [RowStatus.READY] * 3
    take(officer, officer.page("/imports/1"))
    assert len(households(session)) == 2


def test_a_family_that_is_here_already_is_offered_and_joined_with_one_click(
    officer: PageClient, session: Session, centre: Centre
):
    here = rows.add_household(session, centre, "Haddad", ("1985-05-04",))
    here.reference = "N-0042"
    here.members[0].person.name = "Σαμίρ Χαντάντ"
    session.commit()
    page = send(officer, f"{HEADER}\n{SAMIR}\n{AMAL}\n")
    assert "Perhaps this is Σαμίρ Χαντάντ of household N-0042." in " ".join(page.text_content().split())
    [form] = [form for form in page.forms if form.fields.get("reference") == "N-0042" and len(form.inputs.keys()) < 4]
    officer.post(form.action, data=dict(form.form_values()))
    assert statuses(session) == [RowStatus.FAULTY, RowStatus.FAULTY], "Amal is new here: since when?"
    officer.submit("/imports/1", action=f"/imports/1/rows/{row_at(session, 3)}", joined_on="01/06/2020")
    take(officer, officer.page("/imports/1"))
    [family] = households(session)
    assert [member.name for member in family.members] == ["Σαμίρ Χαντάντ", "Amal Haddad"]
    [number] = session.scalars(select(HouseholdNumber))
    assert (number.value, number.source, number.household_id) == ("17", "register", family.id)
    session.rollback()
    send_and_take(officer, f"{HEADER}\n{SAMIR}\n{AMAL}\n")
    assert statuses(session) == [RowStatus.UNCHANGED] * 2


def test_a_tax_number_of_somebody_else_is_asked_about(officer: PageClient, session: Session):
    send_and_take(officer, f"{HEADER}\n{SAMIR}\n")
    page = send(officer, f"household number;name;date of birth;afm\n20;Nadia Omari;07/07/1970;{AFM}\n")
    assert "Perhaps this is Samir Haddad of household" in " ".join(page.text_content().split())


def test_a_file_never_changes_a_tax_number(officer: PageClient, session: Session):
    send_and_take(officer, FILE)
    page = send(officer, FILE.replace(AFM, OTHER_AFM))
    assert "Another number is written down for this person." in page.text_content()
    assert AFM in session.scalars(select(Identifier.value)).all()


def test_households_of_another_centre_stay_theirs_and_nothing_of_them_is_told(officer: PageClient, session: Session):
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
    page = " ".join(send(officer, named).text_content().split())
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
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    rows.add_post(session, user, StaffRole.HOUSING_OFFICER, other)
    session.commit()
    rows.sign_in(client, user)
    page = send(client, f"household number;name;date of birth;centre\n17;Samir Haddad;04/05/1985;{named}\n")
    if said is None:
        take(client, page)
        assert [household.centre_id for household in households(session)] == [other.id]
    else:
        assert said in page.text_content()


def test_only_who_may_edit_households_sees_the_pages(client: PageClient, session: Session, centre: Centre):
    finance = rows.add_user(session, StaffRole.FINANCE_OFFICER, centre)
    session.commit()
    rows.sign_in(client, finance)
    assert client.get("/households/import").status_code == 403
    assert client.page("/households").xpath("//a[@href='/households/import']") == []


def test_who_has_lost_a_centre_no_longer_sees_the_files_for_it(
    officer: PageClient, session: Session, user: User, centre: Centre
):
    send(officer, FILE)
    other = rows.add_centre(session, "chania")
    [post] = user.posts
    post.centre = other
    session.commit()
    assert officer.get("/imports/1").status_code == 403


def test_the_list_of_households_leads_to_the_import(officer: PageClient):
    assert officer.page("/households").xpath("//a[@href='/households/import']")
    assert "One row for each person." in officer.page("/households/import").text_content()


def test_hostile_text_stays_text(officer: PageClient, session: Session):
    named = [text.format(n=number).replace("\x00", "").replace('"', "'") for number, text in enumerate(HOSTILE)]
    lines = "".join(f'{number};"{name} Omar";04/05/1985;"{name}"\n' for number, name in enumerate(named))
    page = send(officer, f"household number;name;date of birth;name of the household\n{lines}")
    if page.xpath("//form[@action='/imports/1/confirm']"):
        officer.submit("/imports/1", action="/imports/1/confirm")
    take(officer, officer.page("/imports/1?show=ready"))
    taken = [household.id for household in households(session)]
    session.rollback()
    officer.page("/imports/1?show=new")
    for key in taken:
        officer.page(f"/households/{key}")
    assert len(taken) == len(HOSTILE)
    assert officer.get("/imports/1/report.xlsx").status_code == 200


def test_nothing_of_a_person_stands_bare_beside_the_sealed_rows(officer: PageClient, session: Session):
    """Neither in the rows that wait, nor in jobs, nor in the number at the source."""
    send_and_take(officer, FILE.replace("17;", "ΟΙΚ-4711;"))
    session.expire_all()
    raw = "".join(
        str(session.connection().exec_driver_sql(f"SELECT * FROM {table}").all())
        for table in ("file_import", "file_import_row", "household_number", "job", "column_choice")
    )
    assert [bare for bare in ("4711", "Haddad", AFM, "6971234567", "families") if bare in raw] == []
    assert session.scalars(select(Job)).all() == [], "households are compared before, and wait for no look"


def test_two_files_with_the_same_family_write_it_down_once(officer: PageClient, session: Session):
    """The second was looked at before the first was taken: at its turn it is compared anew."""
    first, second = send(officer, FILE), send(officer, FILE, source="another list")
    third = send(officer, FILE)
    take(officer, first)
    for page in (second, third):
        take(officer, page)
    assert len(households(session)) == 2
    found = select(FileImportRow.import_id, FileImportRow.status).order_by(
        FileImportRow.import_id, FileImportRow.number
    )
    by_file = [status for _, status in session.execute(found)]
    assert by_file[:4] == [RowStatus.NEW] * 4
    assert by_file[4:8] == [RowStatus.DOUBTFUL] * 4, "from another list: the same family, about which is asked"
    assert by_file[8:] == [RowStatus.UNCHANGED] * 4


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite's writers take turns
def test_two_who_take_one_family_at_the_same_moment_take_turns(session: Session, centre: Centre):
    session.commit()
    engine, asked = session.get_bind(), [list(range(2))]

    def take_it(_number: int) -> int:
        with Session(engine) as own:
            what = {"source": "register", "centres": list_centres(own), "accept_valid": False, "actor": None}
            done = import_file(own, HOUSEHOLDS, "families.csv", FILE.encode(), at=utc_now(), **what)
            sleep(0.2)  # the other one waits meanwhile
            own.commit()
            assert done.stored is not None
            return done.stored.created

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(take_it, *asked)) == [0, 4]
    assert len(households(session)) == 2


def test_a_long_file_is_taken_in_parts_that_divide_no_family(
    officer: PageClient, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    """Its rows stand far apart: the parents of all, then their children."""
    monkeypatch.setattr(file_imports, "ROWS_AT_ONCE", 10)
    monkeypatch.setattr("housing.views.imports.LARGE", 0)
    monkeypatch.setattr("housing.views.import_steps.ROWS_WAITED_FOR", 0)
    people = [f"{number};Nadia Number {chr(65 + number)}ovic;0{number % 9 + 1}/05/1985" for number in range(12)]
    children = [f"{number};Omar Number {chr(65 + number)}ovic;0{number % 9 + 1}/05/2015" for number in range(12)]
    page = send(officer, SHORT + "\n".join([*people, *children]) + "\n")
    assert "Import of a file" in page.text_content()
    do_jobs(lambda: create_app(settings), lambda: False, until_idle=True)
    if RowStatus.DOUBTFUL in statuses(session):
        officer.submit("/imports/1", action="/imports/1/confirm")
    take(officer, officer.page("/imports/1?show=ready"))
    do_jobs(lambda: create_app(settings), lambda: False, until_idle=True)
    assert statuses(session) == [RowStatus.NEW] * 24
    assert [len(household.members) for household in households(session)] == [2] * 12


def test_the_command_takes_households_too(
    session: Session, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    rows.add_centre(session)
    rows.add_centre(session, "chania")
    session.commit()
    file = tmp_path / "families.csv"
    file.write_text(FILE)
    command = ["import", "households", str(file), "--json"]
    refused = CliRunner().invoke(main, command, catch_exceptions=False)
    assert (refused.exit_code, json.loads(refused.stdout)["rejected"][0]["field"]) == (2, "centre")
    for created, unchanged in ((4, 0), (0, 4)):
        said = CliRunner().invoke(main, [*command, "--centre", "chania"], catch_exceptions=False)
        answer = json.loads(said.stdout)
        assert (said.exit_code, answer["created"], answer["unchanged"]) == (0, created, unchanged)
    assert {household.centre.key for household in households(session)} == {"chania"}


def test_a_household_is_found_by_its_number_in_the_list_it_came_from(officer: PageClient):
    send_and_take(officer, FILE.replace("17;", "ΟΙΚ-4711;"))
    found = officer.submit("/search", q="οικ-4711").text_content()
    assert "Samir Haddad" in found
    assert "Олена" not in found


def test_whose_household_it_is_opens_it(officer: PageClient, session: Session, user: User):
    send_and_take(officer, FILE)
    address = f"/households/{households(session)[0].id}"
    session.rollback()
    page = officer.page(address)
    assert "Samir Haddad" in page.text_content()
    assert "17 register" in " ".join(page.text_content().split())

"""Whose leases a file brings: which household a row means, and what stands in its way."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.models import Offer
from housing.services.leases.leases import LeaseTerms, sign_lease
from housing.states import ListingStatus
from people.identifiers import IdentifierKind
from people.models import Household, Identifier
from people.services.stages import history_of
from people.stages import Stage
from tests.housing.lease_files import (
    AFM,
    OTHER_AFM,
    SHORT,
    add_numbered,
    leases,
    look_at,
    row,
    send,
    send_and_take,
    told,
)
from tests.housing.sent_files import statuses
from tests.support import rows
from tests.support.pages import PageClient


def test_a_household_is_known_by_its_number_here_too(importer: PageClient, session: Session, families: list[Household]):
    first, second = (household.reference for household in families)
    session.rollback()
    send_and_take(importer, f"{SHORT}\n{row(first)}\n", source="another list")
    send_and_take(importer, f"our number;{SHORT}\n{second.lower()};{row('', 'Ικάρου 40', afm=OTHER_AFM)}\n")
    assert [lease.household.reference for lease in leases(session)] == [first, second]


def test_a_number_of_another_source_is_offered_and_taken_with_one_click(
    importer: PageClient, session: Session, centre: Centre, families: list[Household]
):
    reference = families[0].reference
    session.rollback()
    page = send(importer, f"{SHORT}\n{row()}\n", source="list of the bank")
    assert f"At “register” this is the number of household {reference}, Haddad. If it is that one" in told(page)
    assert statuses(session) == [RowStatus.FAULTY], "nobody is housed by the number of another list"
    [form] = [one for one in page.forms if one.fields.get("reference") == reference and len(one.inputs.keys()) < 4]
    importer.post(form.action, data=dict(form.form_values()))
    assert statuses(session) == [RowStatus.READY]
    file = form.action.partition("/rows")[0]
    importer.submit(file, action=f"{file}/forget")  # and with it what was said there
    add_numbered(session, centre, "17", "Somebody", source="third list")
    session.commit()
    assert "Several sources give this number to households." in look_at(importer, row(), source="list of the bank")
    assert "Several" not in look_at(importer, row()), "at the source itself there is one"


def test_households_of_another_centre_stay_theirs(importer: PageClient, session: Session):
    theirs = add_numbered(session, rows.add_centre(session, "chania"), "19", "Omar")
    reference = theirs.reference
    session.commit()
    assert "Another centre serves the household with this number." in look_at(importer, row("19"))
    assert "Another centre serves the household with this number." in look_at(importer, row(reference))
    assert "You serve no household with this number." in look_at(
        importer, f"{reference};{row('')}", header=f"our number;{SHORT}"
    )
    assert "No household of yours has this number. Import the households first" in look_at(importer, row("20"))
    assert "Omar" not in look_at(importer, row("19"), source="another list")


def test_another_tenant_is_asked_about(importer: PageClient, session: Session, families: list[Household]):
    person = families[0].members[0].person
    session.add(Identifier(person=person, kind=IdentifierKind.AFM, value=OTHER_AFM, created_at=rows.NOW))
    session.commit()
    header = f"tenant;tenant afm;{SHORT}"
    assert "nobody in it has a name like this" in look_at(importer, f"Olena Kovalenko;;{row()}", header=header)
    assert "has this tax number here" in look_at(
        importer, f"Χαντάντ;{AFM};{row(afm='', phone='2810000001')}", header=header
    )
    look_at(importer, f"Χαντάντ;{OTHER_AFM};{row()}", header=header)
    assert statuses(session) == [RowStatus.READY]
    assert "of somebody of the household itself" in look_at(importer, row(afm=OTHER_AFM))


def test_a_household_has_one_home_at_a_time(importer: PageClient, session: Session):
    said = look_at(importer, row(), row(address="Ικάρου 40", start="01/10/2025"))
    assert "Row 2 gives this household another lease: it has one at a time." in said
    send_and_take(importer, f"{SHORT}\n{row()}\n")
    said = look_at(importer, row(address="Ικάρου 40", start="01/10/2025"))
    assert "This household rents a home by a lease that began on 01/09/2025: it has one at a time." in said
    assert statuses(session) == [RowStatus.FAULTY]


def test_who_moved_at_the_end_of_the_paper_has_the_new_home_alone(
    importer: PageClient, session: Session, families: list[Household], officer: User
):
    """The first lease still binds its landlord by law."""
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=date(2024, 9, 1), starts_on=date(2024, 9, 1),
        agreed_ends_on=date(2025, 9, 1),
    )  # fmt: skip
    flat = rows.add_listing(session, families[0].centre)
    sign_lease(session, flat, families[0], terms, actor=officer, at=rows.NOW)
    session.commit()
    send_and_take(importer, f"{SHORT}\n{row(address='Ικάρου 40')}\n")
    assert statuses(session) == [RowStatus.NEW]


def test_who_has_left_the_programme_is_written_back_first(
    importer: PageClient, session: Session, families: list[Household]
):
    families[0].stage = Stage.EXITED
    session.commit()
    assert "This household has left the programme" in look_at(importer, row())


def test_whoever_is_offered_another_flat_is_asked_about(
    importer: PageClient, session: Session, families: list[Household], officer: User
):
    flat = rows.add_listing(session, families[0].centre, status=ListingStatus.OFFERED)
    offer = Offer(
        listing=flat, household=families[0], made_by_id=officer.id, offered_at=rows.NOW, answer_by=rows.TODAY,
        monthly_rent=flat.monthly_rent, household_pays=flat.monthly_rent,
    )  # fmt: skip
    session.add(offer)
    session.commit()
    said = look_at(importer, row())
    assert "is offered to this household, or kept for it. Does it live elsewhere already?" in said
    assert statuses(session) == [RowStatus.DOUBTFUL]


def test_a_lease_that_ran_before_the_household_was_taken_in_stands_on_all_its_pages(
    client: PageClient, session: Session, officer: User, centre: Centre
):
    household = rows.add_household(session, centre, "Haddad", taken_in_on=rows.TODAY)
    household.reference = "N-0042"
    session.commit()
    rows.sign_in(client, officer)
    send_and_take(client, f"{SHORT}\n{row('N-0042')}\n")
    [lease] = leases(session)
    assert [(each.stage, each.since_on) for each in history_of(session, household)][-1] == (Stage.HOUSED, rows.TODAY)
    home, who = lease.listing, lease.household_id
    pages = [
        f"/households/{who}", f"/households/{who}/gates", f"/households/{who}/timeline", "/gates", "/leases",
        "/leases/map", f"/listings/{home.id}", f"/homes/{home.dwelling_id}", f"/landlords/{lease.landlord_id}",
    ]  # fmt: skip
    session.rollback()
    for address in pages:
        client.page(address)

"""Which home and which landlord a row of a file of leases means, and what it makes of them."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.models import Landlord, VoidPeriod
from housing.occupancy import VoidReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.leases.leases import LeaseTerms, sign_lease
from housing.states import ListingStatus
from tests.housing.lease_files import AFM, ATAK, IBAN, OTHER_AFM, SHORT, leases, look_at, row, send, send_and_take, told
from tests.housing.sent_files import statuses, take
from tests.support import rows
from tests.support.pages import PageClient


def test_a_home_that_is_advertised_here_becomes_the_one_that_is_let(
    importer: PageClient, session: Session, centre: Centre
):
    flat = rows.add_listing(session, centre, status=ListingStatus.WITHDRAWN, atak=ATAK, bedrooms=None)
    flat.withdrawn_for = WithdrawalReason.LET
    session.commit()
    header = f"{SHORT};bedrooms"
    send_and_take(importer, f"{header}\n{row(address='Εφέσου 7Α', atak=ATAK)};3\n")
    [lease] = leases(session)
    assert (lease.listing.id, lease.listing.status, lease.listing.withdrawn_for) == (flat.id, ListingStatus.LET, None)
    assert (lease.listing.dwelling.address, lease.listing.dwelling.bedrooms) == ("Efesou 7", 3), "nothing is changed"
    assert lease.landlord.name == "Λυδάκη"
    assert lease.listing.landlord.name == "Aikaterini Lydaki", "who advertises it may speak for the owner"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ListingStatus.OFFERED, "This home is offered to a household here, or kept for one"),
        (ListingStatus.RESERVED, "This home is offered to a household here, or kept for one"),
    ],
)
def test_a_home_that_is_offered_is_not_let_by_a_file(
    importer: PageClient, session: Session, centre: Centre, status: ListingStatus, said: str
):
    rows.add_listing(session, centre, status=status, atak=ATAK)
    session.commit()
    assert said in look_at(importer, row(atak=ATAK))


def test_a_home_out_of_use_in_these_days_is_not_let(importer: PageClient, session: Session, centre: Centre):
    flat = rows.add_listing(session, centre, atak=ATAK)
    void = VoidPeriod(dwelling=flat.dwelling, reason=VoidReason.REPAIRS, created_at=rows.NOW)
    void.starts_on, void.ends_on = date(2026, 2, 1), date(2026, 3, 1)
    session.add(void)
    session.commit()
    assert "This home was out of use from" in look_at(importer, row(atak=ATAK))
    void.starts_on, void.ends_on = date(2025, 2, 1), date(2025, 3, 1)
    session.commit()
    look_at(importer, row(atak=ATAK))
    assert statuses(session) == [RowStatus.READY]


def test_in_one_home_one_lease_runs_also_where_another_centre_knows_it(importer: PageClient, session: Session):
    said = look_at(importer, row(atak=ATAK), row("18", "Ικάρου 40", atak=ATAK))
    assert "Row 2 names the same home: one lease runs there at a time." in said
    elsewhere = rows.add_centre(session, "chania")
    theirs = rows.add_listing(session, elsewhere, atak=ATAK)
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=date(2024, 9, 1), starts_on=date(2024, 9, 1),
        agreed_ends_on=date(2027, 9, 1),
    )  # fmt: skip
    officer_there = rows.add_user(session, StaffRole.HOUSING_OFFICER, elsewhere)
    sign_lease(session, theirs, rows.add_household(session, elsewhere, "Omar"), terms, actor=officer_there, at=rows.NOW)
    session.commit()
    said = look_at(importer, row(atak=ATAK))
    assert "A lease that is written down already binds this home until" in said
    assert "Omar" not in said


def test_one_atak_and_two_supplies_may_be_two_flats(importer: PageClient, session: Session):
    header, second = f"{SHORT};supply number", row("18", "Ικάρου 40", atak=ATAK, afm=OTHER_AFM)
    lines = f"{row(atak=ATAK)};123456789", f"{second};987654321"
    assert "Row 2 says the same of its flat. Are they two flats?" in look_at(importer, *lines, header=header)
    send_and_take(importer, f"{header}\n{lines[0]}\n")
    said = look_at(importer, lines[1], header=header)
    assert "is let here already, and the same is said of it. Is this another flat?" in said
    assert "already binds this home" in look_at(importer, f"{second};123456789", header=header)


def test_flats_of_which_the_same_is_said_are_asked_about(importer: PageClient, session: Session):
    text = f"{SHORT}\n{row()}\n{row('18')}\n"
    page = send(importer, text)
    assert "Row 2 says the same of its flat. Are they two flats?" in told(page)
    take(importer, page, only_ready="1")
    page = send(importer, f"{SHORT}\n{row('18')}\n")
    assert "is let here already, and the same is said of it. Is this another flat?" in told(page)
    [action] = page.xpath("//form[contains(@action, '/rows/') and contains(@action, '/confirm')]/@action")
    importer.submit(action.partition("/rows")[0], action=action)
    take(importer, importer.page(action.partition("/rows")[0]))
    first, second = leases(session)
    assert first.listing.dwelling_id != second.listing.dwelling_id
    assert first.landlord_id == second.landlord_id


def test_a_flat_that_is_here_by_all_that_is_said_and_who_lets_it_is_that_one(
    importer: PageClient, session: Session, centre: Centre
):
    flat = rows.add_listing(
        session, centre, status=ListingStatus.CANDIDATE, address="Εφέσου 7", city="Ηράκλειο", floor=2
    )
    flat.landlord.afm = AFM
    session.commit()
    send_and_take(importer, f"{SHORT}\n{row(landlord='Αικατερίνη Λυδάκη')}\n{row('18', 'Ικάρου 40', afm=OTHER_AFM)}\n")
    first, second = leases(session)
    assert (first.listing_id, first.landlord.name) == (flat.id, "Aikaterini Lydaki")
    assert second.listing_id != flat.id


def test_a_landlord_is_known_by_the_tax_number_and_completed(importer: PageClient, session: Session, centre: Centre):
    known = Landlord(name="Aikaterini Lydaki", afm=AFM, kept_by=centre, created_at=rows.NOW)
    session.add(known)
    session.commit()
    header = f"{SHORT};landlord iban"
    send_and_take(importer, f"{header}\n{row(landlord='Λυδάκη Αικατερίνη', phone='2810 000001')};{IBAN}\n")
    [lease] = leases(session)
    assert (lease.landlord_id, lease.landlord.name) == (known.id, "Aikaterini Lydaki")
    assert (lease.landlord.phone, lease.landlord.iban) == ("+302810000001", IBAN)


def test_a_tax_number_of_somebody_with_another_name_is_asked_about(
    importer: PageClient, session: Session, centre: Centre
):
    session.add(Landlord(name="Manolis Vrentzos", afm=AFM, kept_by=centre, created_at=rows.NOW))
    elsewhere = rows.add_centre(session, "chania")
    session.add(Landlord(name="Stelios Kounalis", afm=OTHER_AFM, kept_by=elsewhere, created_at=rows.NOW))
    session.commit()
    said = look_at(importer, row(), row("18", "Ικάρου 40", afm=OTHER_AFM))
    assert "This tax number is that of Manolis Vrentzos here. Is it the same landlord?" in said
    assert "Another centre knows this tax number under another name." in said
    assert "Kounalis" not in said


def test_one_new_tax_number_under_two_names_is_asked_about(importer: PageClient, session: Session):
    alike, another = "Κα Λυδάκη Αικατερίνη", "Μανώλης Βρέντζος"
    lines = row(landlord="Αικατερίνη Λυδάκη"), row("18", "Ικάρου 40", landlord=another)
    said = look_at(importer, *lines)
    assert "Row 2 gives this tax number to Αικατερίνη Λυδάκη. Is it the same landlord?" in said
    assert statuses(session) == [RowStatus.READY, RowStatus.DOUBTFUL]
    look_at(importer, lines[0], row("18", "Ικάρου 40", landlord=alike))
    assert statuses(session) == [RowStatus.READY] * 2


def test_a_landlord_keeps_one_tax_number(importer: PageClient, session: Session):
    lines = row(phone="2810000001"), row("18", "Ικάρου 40", afm=OTHER_AFM, phone="2810000001")
    assert "Row 2 gives another number for this landlord." in look_at(importer, *lines)
    send_and_take(importer, f"{SHORT}\n{lines[0]}\n")
    assert "Another number is written down for this landlord." in look_at(importer, lines[1])

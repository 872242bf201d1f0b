"""What somebody should look at before money goes to a landlord: said on its page and on the award, never refused."""

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Landlord, Lease, OwnershipShare
from housing.services.landlords.landlord_flags import flags_of, flags_of_lease
from people.identifiers import IdentifierKind
from people.models import Contact, ContactKind, Identifier
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_household, add_listing, add_user
from tests.support.visits import enter, text

AFM, IBAN, PHONE = "094429812", "GR8499900000000000000000002", "+302810990077"
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def lease(session: Session, centre: Centre) -> Lease:
    lease = add_lease(session, centre)
    lease.household.reference = "N-0007"
    lease.landlord.afm, lease.landlord.iban, lease.landlord.phone = AFM, IBAN, PHONE
    return lease


@pytest.fixture
def officer(session: Session, centre: Centre) -> User:
    return add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Nikos Vardakis")


def said(session: Session, landlord: Landlord, officer: User) -> list[str]:
    return [str(flag.sentence) for flag in flags_of(session, landlord, officer)]


def test_without_anything_in_common_nothing_is_said(session: Session, lease: Lease, officer: User):
    assert said(session, lease.landlord, officer) == []


def test_the_other_record_of_a_landlord_is_no_other_landlord(
    session: Session, lease: Lease, officer: User, centre: Centre
):
    merged = add_listing(session, centre).landlord
    merged.iban, merged.same_as = IBAN, lease.landlord
    session.flush()
    assert said(session, lease.landlord, officer) == []


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("iban", IBAN, "Aikaterini Lydaki and Νίκη have the same IBAN."),
        ("afm", AFM, "Aikaterini Lydaki and Νίκη have the same AFM: perhaps they are one."),
    ],
)
def test_a_number_under_two_landlords(
    session: Session, lease: Lease, officer: User, centre: Centre, column: str, value: str, sentence: str
):
    other = add_listing(session, centre).landlord
    other.name, other.phone = "Νίκη", None
    setattr(other, column, value)
    assert said(session, lease.landlord, officer) == [sentence]
    assert flags_of(session, lease.landlord, officer)[0].landlord_id == other.id


@ONE
def test_a_landlord_of_another_centre_is_not_named(session: Session, lease: Lease, officer: User):
    foreign = add_listing(session, add_centre(session, "chania")).landlord
    foreign.name, foreign.iban = "Νίκη", IBAN
    [flag] = flags_of(session, lease.landlord, officer)
    assert str(flag.sentence) == "Aikaterini Lydaki and a landlord of another centre have the same IBAN."
    assert flag.landlord_id is None


@pytest.mark.parametrize(("kind", "value"), [(IdentifierKind.AFM, AFM), (IdentifierKind.IBAN, IBAN)])
def test_a_landlord_who_belongs_to_a_household(
    session: Session, lease: Lease, officer: User, kind: IdentifierKind, value: str
):
    holder = "L" if kind is IdentifierKind.IBAN else None
    person = lease.household.members[0].person
    session.add(Identifier(person=person, kind=kind, value=value, holder=holder, created_at=NOW))
    session.flush()
    sentence = "Aikaterini Lydaki and somebody of N-0007 have the same tax number, account or telephone."
    assert said(session, lease.landlord, officer) == [sentence]


@ONE
@pytest.mark.parametrize("of_whom", ["household", "person"])
def test_a_landlord_who_answers_a_households_telephone(session: Session, lease: Lease, officer: User, of_whom: str):
    foreign = add_household(session, add_centre(session, "chania"), "Yusuf")
    owner = {"household": foreign} if of_whom == "household" else {"person": foreign.members[0].person}
    session.add(Contact(kind=ContactKind.PHONE, value=PHONE, created_at=NOW, **owner))
    session.flush()
    [flag] = flags_of(session, lease.landlord, officer)
    assert "somebody of a household of another centre" in str(flag.sentence)
    assert flag.household_id is None


@ONE
@pytest.mark.parametrize("name", ["Nikos Vardakis", "Βαρδάκης Νίκος", "Vardakhs Nikos"])
def test_a_landlord_who_is_of_the_staff(session: Session, lease: Lease, officer: User, name: str):
    lease.landlord.name = name
    sentence = f"{name} and Nikos Vardakis of the staff have the same name or e-mail."
    assert said(session, lease.landlord, officer) == [sentence]


@ONE
def test_a_namesake_with_one_name_in_common_is_nobody(session: Session, lease: Lease, officer: User):
    lease.landlord.name = "Maria Vardaki"
    assert said(session, lease.landlord, officer) == []


def test_of_a_lease_everybody_who_may_be_paid_counts(session: Session, lease: Lease, officer: User):
    brother = Landlord(name="Nikos Lydakis", iban=IBAN, kept_by=lease.landlord.kept_by, created_at=NOW)
    for owner in (lease.landlord, brother):
        session.add(OwnershipShare(dwelling=lease.listing.dwelling, landlord=owner, share=500_000))
    session.flush()
    assert [str(flag.sentence) for flag in flags_of_lease(session, lease, officer)] == [
        "Aikaterini Lydaki and Nikos Lydakis have the same IBAN.",
        "Nikos Lydakis and Aikaterini Lydaki have the same IBAN.",
        "The home belongs to 2 owners: each has to be paid to an own account.",
    ]


@ONE
def test_more_owners_are_not_asked_for_one_by_one(session: Session, lease: Lease, officer: User):
    asked: list[str] = []
    event.listen(session.connection(), "before_cursor_execute", lambda *rest: asked.append(rest[2]))
    flags_of_lease(session, lease, officer)
    with_one = len(asked)
    for number in range(5):
        owner = Landlord(
            name=f"Nikos {number}", afm=AFM, iban=IBAN, phone=PHONE, kept_by=lease.landlord.kept_by, created_at=NOW
        )
        session.add(OwnershipShare(dwelling=lease.listing.dwelling, landlord=owner, share=200_000))
    session.flush()
    asked.clear()
    assert len(flags_of_lease(session, lease, officer)) == 2 * 6 * 5 + 1
    assert len(asked) == with_one


@ONE
def test_the_page_of_the_landlord_says_it_and_leads_on(
    client: PageClient, session: Session, lease: Lease, officer: User, centre: Centre
):
    other = add_listing(session, centre).landlord
    other.iban = IBAN
    session.flush()
    pages, links = [f"/landlords/{landlord.id}" for landlord in (lease.landlord, other)], []
    enter(client, session, officer)
    for page in map(client.page, pages):
        assert "have the same IBAN" in text(page)
        links += page.xpath("//*[contains(@class, 'st-note')]//a/@href")
    assert links == pages[::-1]

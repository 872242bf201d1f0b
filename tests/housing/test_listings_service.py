"""Adding adverts, changing them, and what an import makes of those that are known."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre, list_centres
from housing.advert import Advert
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.importing.advert import AdvertRow
from housing.models import Landlord, Listing, RowStatus
from housing.services import adverts, listing_life, listings
from housing.services.advert_imports import AdvertImport
from housing.services.file_kinds import LISTINGS
from housing.services.homes import advertise_again, next_advert
from housing.services.imports import Stored, import_file
from housing.states import ListingAction, ListingStatus
from tests.support import rows
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted

RENT = Decimal("450.00")
WHOLE = Advert(
    monthly_rent=RENT,
    reference="A-1",
    title="Flat 82 m²",
    address="Efesou 7",
    area="Poros",
    city="Heraklion",
    postal_code="71306",
    latitude=35.3312,
    longitude=25.1467,
    common_charges=Decimal("25.00"),
    deposit=Decimal("0.00"),
    size_m2=82,
    rent_covers=RentCovers.RENT,
    bedrooms=0,
    bathrooms=1,
    floor=-1,
    top_floor=False,
    lift=False,
    furnished=Furnished.PARTLY,
    heating=Heating.HEAT_PUMP,
    condition=Condition.RENOVATED,
    parking=0,
    year_built=1998,
    energy_class="B+",
    energy_certificate_number="12345/2021",
    energy_certificate_expires_on=date(2031, 5, 31),
    atak="01234567890",
    electricity_supply_number="123456789",
    pets=False,
    available_from=date(2026, 12, 1),
    available_until=date(2027, 5, 31),
    winter_only=True,
    landlord_name="Aikaterini Lydaki",
    phone="+302810990001",
    email="lydaki@example.org",
    afm="123456783",
    source="portal",
    source_link="https://portal.example/1",
    description="By the\nharbour",
    further={"heating": "wood, when it is cold"},
)


def add(session: Session, advert: Advert, centre: Centre | None) -> Listing:
    listing = listings.add_listing(
        session, advert, centres=[centre] if centre else list_centres(session), at=NOW, actor=None
    )
    session.flush()
    session.expire_all()
    return listing


def count(session: Session, kind: type) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


def test_an_advert_is_stored_whole_and_read_back_as_it_was(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    assert adverts.as_advert(listing) == WHOLE
    assert (listing.status, listing.centre, listing.created_at) == (ListingStatus.CANDIDATE, centre, NOW)
    assert listing.dwelling.place_precision == listings.PIN


def test_the_advert_that_is_stored_whole_leaves_nothing_unsaid():
    assert all(getattr(WHOLE, name) is not None for name in Advert.__dataclass_fields__)


def test_an_advert_of_a_rent_alone_is_stored(session: Session, centre: Centre):
    listing = add(session, Advert(monthly_rent=RENT, title="Flat"), centre)
    assert (listing.landlord, listing.dwelling.latitude, listing.dwelling.has_lift) == (None, None, None)


@pytest.mark.parametrize(
    ("advert", "title"),
    [
        (Advert(RENT, title="Flat", address="Efesou 7"), "Flat"),
        (Advert(RENT, address="Efesou 7", area="Poros"), "Efesou 7"),
        (Advert(RENT, area="Poros", reference="A-1"), "Poros"),
        (Advert(RENT, reference="A-1"), "A-1"),
        (Advert(RENT, latitude=35.3312, longitude=25.1467), "35.33120, 25.14670"),
        (Advert(RENT, source_link="https://portal.example/" + "1" * 300), "https://portal.example/" + "1" * 177),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_listing_can_be_called_something(session: Session, centre: Centre, advert: Advert, title: str):
    assert add(session, advert, centre).title == title


@pytest.mark.parametrize(
    ("advert", "key"),
    [
        (Advert(RENT, title="Flat", latitude=35.51, longitude=24.02), "chania"),
        (Advert(RENT, title="Flat", latitude=35.33, longitude=25.14), "heraklion"),
        (Advert(RENT, title="Flat", city="Chania"), "chania"),
        (Advert(RENT, title="Flat", city="Sitia"), "heraklion"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_a_centre_the_nearest_takes_the_advert(session: Session, centre: Centre, advert: Advert, key: str):
    rows.add_centre(session, "chania")
    assert add(session, advert, None).centre.key == key


def test_there_must_be_a_centre(session: Session):
    with pytest.raises(Refused, match="no centre yet"):
        listings.add_listing(session, WHOLE, centres=[], at=NOW, actor=None)


def test_a_reference_is_taken_once_at_each_source(session: Session, centre: Centre):
    first = add(session, WHOLE, centre)
    add(session, replace(WHOLE, source="newspaper"), centre)
    with pytest.raises(Refused) as refused:
        listings.add_listing(session, WHOLE, centres=[centre], at=NOW, actor=None)
    assert refused.value.field == "reference"
    listings.change_listing(
        session, first, replace(WHOLE, title="New title"), at=NOW, actor=None
    )  # it may keep its own


def test_one_landlord_may_let_several_flats(session: Session, centre: Centre):
    first = add(session, WHOLE, centre)
    second = add(session, replace(WHOLE, reference="A-2", phone="2810 990 001"), centre)
    assert first.landlord == second.landlord
    assert count(session, Landlord) == 1


@pytest.mark.parametrize(
    ("changes", "are_same"),
    [
        ({"landlord_name": "Somebody Else"}, False),
        ({"phone": "+302810990002"}, False),
        ({"phone": None, "email": None}, False),
        ({"email": "other@example.org"}, True),
        ({"email": None}, True),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_landlord_is_known_by_name_and_telephone_together(
    session: Session, centre: Centre, changes: dict[str, str | None], are_same: bool
):
    first = add(session, WHOLE, centre)
    second = add(session, replace(WHOLE, reference="A-2", **changes), centre)
    assert (first.landlord == second.landlord) is are_same
    assert first.landlord is not None
    assert first.landlord.email == "lydaki@example.org"


@pytest.mark.parametrize("said", [{"phone": "+302810990001"}, {"email": "a@example.org"}, {"landlord_name": "A"}])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whatever_is_said_of_a_landlord_is_kept(session: Session, centre: Centre, said: dict[str, str]):
    advert = adverts.as_advert(add(session, Advert(RENT, title="Flat", **said), centre))
    assert {name: getattr(advert, name) for name in said} == said


@pytest.mark.parametrize(
    ("first", "second", "are_same"),
    [
        ({"phone": "+302810990001"}, {"phone": "+302810990001", "email": "a@example.org"}, True),
        ({"phone": "+302810990001"}, {"phone": "+302810990002"}, False),
        ({"email": "a@example.org"}, {"email": "b@example.org"}, False),
        ({"phone": "+302810990001"}, {"phone": "+302810990001", "landlord_name": "A"}, False),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_landlord_whom_nobody_named_is_known_by_the_telephone_or_else_by_the_address(
    session: Session, centre: Centre, first: dict[str, str], second: dict[str, str], are_same: bool
):
    listing = add(session, Advert(RENT, title="Flat", **first), centre)
    landlord = listing.landlord
    assert (landlord.name, landlord.known_as) == ("", next(iter(first.values())))
    listings.change_listing(session, listing, Advert(RENT, title="Flat", **second), at=NOW, actor=None)
    assert (listing.landlord == landlord) is are_same


def test_a_landlords_email_is_corrected_and_a_landlord_taken_away(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    listings.change_listing(session, listing, replace(WHOLE, email="new@example.org"), at=NOW, actor=None)
    assert (listing.landlord.email, count(session, Landlord)) == ("new@example.org", 1)
    listings.change_listing(
        session, listing, replace(WHOLE, landlord_name=None, phone=None, email=None, afm=None), at=NOW, actor=None
    )
    assert listing.landlord is None


def test_a_change_leaves_the_place_alone(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    listings.change_listing(
        session, listing, replace(WHOLE, latitude=None, longitude=None, size_m2=None), at=NOW, actor=None
    )
    assert (listing.dwelling.latitude, listing.dwelling.size_m2) == (35.3312, None)


def test_a_listing_is_its_centres_own(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    for own in (centre, None):
        assert listings.get_listing(session, listing.id, rows.add_user(session, StaffRole.HOUSING_OFFICER, own))
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    with pytest.raises(Forbidden):
        listings.get_listing(session, listing.id, stranger)
    with pytest.raises(NotFound):
        listings.get_listing(session, listing.id + 1, stranger)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_listing_is_moved_or_refused(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    listing_life.move_listing(session, listing, ListingAction.CONTACT, on=TODAY, actor=None)
    assert listing.status == ListingStatus.CONTACTED
    with pytest.raises(Refused):
        listing_life.move_listing(session, listing, ListingAction.CONTACT, on=TODAY, actor=None)


def imported(session: Session, centre: Centre, *adverts: Advert, source: str = "portal") -> Stored:
    numbered = [
        AdvertRow(row=number, **_values(advert) | {"source": source}) for number, advert in enumerate(adverts, 2)
    ]
    became = Counter(AdvertImport(session, source, [centre]).take(numbered, actor=None, at=NOW).values())
    session.flush()
    session.expire_all()
    return Stored(became[RowStatus.NEW], became[RowStatus.UPDATED], became[RowStatus.UNCHANGED])


def _values(advert: Advert) -> dict[str, object]:
    return {name: getattr(advert, name) for name in Advert.__dataclass_fields__}


@pytest.mark.parametrize(
    "adverts",
    [
        pytest.param([WHOLE], id="whole"),
        pytest.param([Advert(RENT, area="Poros")], id="next-to-nothing"),
        pytest.param([Advert(RENT, address="A 1", email="a@example.org")], id="an-email-alone"),
        pytest.param([Advert(RENT, address="A 1", landlord_name="A")], id="a-name-alone"),
        pytest.param([Advert(RENT, address="A 1", further={"heating": "gas?"})], id="words"),
        pytest.param([Advert(RENT, address="A 1", afm="123456783")], id="a-tax-number-alone"),
        pytest.param([WHOLE, replace(WHOLE, reference="A-2", afm="094014201")], id="two-numbers-of-one-landlord"),
        pytest.param([WHOLE, replace(WHOLE, reference="A-2", email="b@example.org")], id="two-emails-of-one-landlord"),
        pytest.param([replace(WHOLE, email=None), replace(WHOLE, reference="A-2")], id="an-email-in-the-second-only"),
        pytest.param([Advert(RENT, latitude=35.1, longitude=25.1)], id="a-point-alone"),
        pytest.param([replace(WHOLE, phone=None), replace(WHOLE, reference="A-2", phone=None)], id="without-telephone"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_same_adverts_again_change_nothing(session: Session, centre: Centre, adverts: list[Advert]):
    assert imported(session, centre, *adverts) == Stored(created=len(adverts))
    assert imported(session, centre, *adverts) == Stored(unchanged=len(adverts))
    assert count(session, Listing) == len(adverts)


def test_what_an_advert_says_now_is_written_and_what_it_does_not_say_stays(session: Session, centre: Centre):
    imported(session, centre, WHOLE)
    again = Advert(Decimal("430.00"), reference="a-1", title="Flat, cheaper", bathrooms=1)
    assert imported(session, centre, again) == Stored(updated=1)
    listing = session.scalars(select(Listing)).one()
    assert (listing.monthly_rent, listing.title) == (Decimal("430.00"), "Flat, cheaper")
    assert (listing.dwelling.size_m2, listing.deposit) == (82, Decimal("0.00"))
    assert (listing.dwelling.bathrooms, listing.further) == (1, WHOLE.further)


def test_another_landlord_takes_over_nothing_of_the_one_before(session: Session, centre: Centre):
    imported(session, centre, WHOLE)
    assert imported(session, centre, replace(WHOLE, landlord_name="Somebody Else", email=None, afm=None)) == Stored(
        updated=1
    )
    landlord = session.scalars(select(Listing)).one().landlord
    assert (landlord.name, landlord.email, landlord.afm) == ("Somebody Else", None, None)


def test_a_later_file_that_gives_the_link_alone_finds_the_advert(session: Session, centre: Centre):
    imported(session, centre, WHOLE)
    assert imported(session, centre, Advert(RENT, source_link=WHOLE.source_link)) == Stored(unchanged=1)


ELSEWHERE = Advert(RENT, reference="B-9", address="Efesou 9", size_m2=60, floor=1, phone="+302810990009")
NO_NAMES = {"reference": None, "source_link": None}


@pytest.mark.parametrize(
    ("january", "february", "are_same"),
    [
        pytest.param({}, {}, True, id="reference-and-link"),
        pytest.param({}, {"reference": None}, True, id="link"),
        pytest.param({}, {"reference": "B-1"}, True, id="link-under-another-reference"),
        pytest.param({}, {"source_link": None}, True, id="whole-flat"),
        pytest.param({}, {"source_link": None, "reference": "B-1"}, True, id="whole-flat-under-another-reference"),
        pytest.param({}, {"source_link": "https://portal.example/2"}, False, id="two-links"),
        pytest.param({}, {"source_link": None, "floor": 2}, False, id="another-floor"),
        pytest.param(
            {"phone": None}, {"phone": None, "source_link": None}, False, id="a-flat-of-which-too-little-is-said"
        ),
        pytest.param({"phone": None} | NO_NAMES, {"phone": None} | NO_NAMES, True, id="nothing-but-a-flat"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_advert_is_known_again_under_another_source(
    session: Session, centre: Centre, january: dict[str, object], february: dict[str, object], are_same: bool
):
    first, second = replace(WHOLE, **january), replace(WHOLE, **february)
    imported(session, centre, first, source="january")
    kept = session.scalars(select(Listing)).one()
    later = imported(session, centre, second, source="february")
    assert later == (Stored(unchanged=1) if are_same else Stored(created=1))
    assert (kept.source, kept.reference) == ("january", first.reference)
    for advert, source in ((first, "january"), (second, "february"), (first, "january")):
        assert imported(session, centre, advert, source=source) == Stored(unchanged=1)


def test_an_advert_without_a_reference_takes_the_one_that_a_later_file_gives(session: Session, centre: Centre):
    imported(session, centre, replace(WHOLE, reference=None), source="leaflet")
    assert imported(session, centre, replace(WHOLE, reference="7"), source="portal") == Stored(updated=1)
    listing = session.scalars(select(Listing)).one()
    assert (listing.source, listing.reference) == ("portal", "7")
    assert imported(session, centre, Advert(RENT, reference="7"), source="portal") == Stored(unchanged=1)
    assert imported(session, centre, replace(WHOLE, reference=None), source="leaflet") == Stored(unchanged=1)


def test_a_file_without_references_leaves_each_advert_at_its_source(session: Session, centre: Centre):
    imported(session, centre, replace(WHOLE, reference="7"), source="january")
    imported(session, centre, replace(ELSEWHERE, reference="7"), source="march")
    again = replace(WHOLE, reference=None, monthly_rent=Decimal("470.00"))
    assert imported(session, centre, again, source="march") == Stored(updated=1)
    found = session.execute(select(Listing.source, Listing.reference, Listing.monthly_rent).order_by(Listing.id)).all()
    assert found == [("january", "7", Decimal("470.00")), ("march", "7", RENT)]
    assert imported(session, centre, Advert(RENT, reference="7"), source="january") == Stored(updated=1)


def test_a_link_that_several_adverts_of_a_source_share_tells_none_of_them(session: Session, centre: Centre):
    agency = {"source_link": "https://agency.example/", "title": "Flat"}
    january = [Advert(RENT, reference=str(number), address=f"Efesou {number}", **agency) for number in range(3)]
    imported(session, centre, *january, source="january")
    new = Advert(RENT, reference="9", address="Miletou 4", **agency)
    assert imported(session, centre, *january, new, source="february") == Stored(created=1, unchanged=3)
    assert imported(session, centre, *january, new, source="february") == Stored(unchanged=4)


def test_an_import_gives_a_place_but_moves_none(session: Session, centre: Centre):
    imported(session, centre, replace(WHOLE, latitude=None, longitude=None))
    assert imported(session, centre, WHOLE) == Stored(updated=1)
    assert imported(session, centre, replace(WHOLE, latitude=35.0, longitude=25.0)) == Stored(unchanged=1)
    assert session.scalars(select(Listing)).one().dwelling.latitude == 35.3312


def test_another_centres_advert_is_a_fault_of_its_row(session: Session, centre: Centre):
    imported(session, rows.add_centre(session, "chania"), WHOLE)
    content = b"reference;rent;address\nA-1;400;Efesou 7\nA-2;500;Efesou 9\n"
    what = {"source": "portal", "centres": [centre], "at": NOW}
    refused = import_file(session, LISTINGS, "a.csv", content, accept_valid=False, **what, actor=None)
    assert refused.stored is None
    [fault] = refused.read.rejected
    assert (fault.row, fault.field, fault.code) == (2, "reference", "other-centre")
    assert import_file(session, LISTINGS, "a.csv", content, accept_valid=True, **what, actor=None).stored == Stored(
        created=1
    )
    assert session.scalars(select(Listing.monthly_rent).order_by(Listing.id)).all() == [RENT, Decimal("500.00")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_many_changed_adverts_are_written_together(session: Session, centre: Centre):
    """A rent, an owner and a place for each; what is asked of the database does not grow with them."""
    asked = []
    for number in (10, 40):
        said = [
            replace(WHOLE, reference=f"{number}-{row}", source_link=None, latitude=None, longitude=None)
            for row in range(number)
        ]
        imported(session, centre, *said)
        dearer = [
            replace(WHOLE, reference=advert.reference, source_link=None, monthly_rent=Decimal(500), landlord_name="B")
            for advert in said
        ]
        with counted(session) as statements:
            assert imported(session, centre, *dearer) == Stored(updated=number)
        asked.append(len(statements))
    assert asked[1] <= asked[0]


@pytest.mark.parametrize(
    ("status", "last_day", "told"),
    [
        pytest.param(ListingStatus.CANDIDATE, "", [], id="open"),
        pytest.param(ListingStatus.RESERVED, "", [], id="reserved"),
        pytest.param(ListingStatus.LET, "", ["over-here"], id="let"),
        pytest.param(ListingStatus.WITHDRAWN, "2027-08-31", ["over-here"], id="withdrawn"),
        pytest.param(ListingStatus.EXPIRED, "", ["over-here"], id="expired"),
        pytest.param(ListingStatus.EXPIRED, "2027-05-31", ["over-here"], id="expired-on-the-same-day"),
        pytest.param(
            ListingStatus.EXPIRED, "2027-06-01", ["to-be-had-again"], id="expired-and-now-to-be-had-for-longer"
        ),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_row_whose_advert_is_over_here_is_told(
    session: Session, centre: Centre, status: ListingStatus, last_day: str, told: list[str]
):
    imported(session, centre, WHOLE)
    listing = session.scalars(select(Listing)).one()
    listing.status = status
    content = f"reference;rent;address;available until\nA-1;450;Efesou 7;{last_day}\nA-2;500;Efesou 9;\n".encode()
    done = import_file(
        session, LISTINGS, "a.csv", content, source="portal", centres=[centre], accept_valid=False, actor=None, at=NOW
    )
    assert [(warning.row, warning.code) for warning in done.read.warnings] == [(2, code) for code in told]
    assert (done.stored.created, done.stored.updated + done.stored.unchanged) == (1, 1)
    assert listing.status is status


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_a_merged_advert_it_is_told_whether_the_one_that_leads_is_over(session: Session, centre: Centre):
    imported(session, centre, WHOLE)
    merged, leads = session.scalars(select(Listing)).one(), rows.add_listing(session, centre)
    merged.same_as, merged.status = leads, ListingStatus.WITHDRAWN
    what = {"source": "portal", "centres": [centre], "accept_valid": False, "actor": None, "at": NOW}
    for status, told in ((ListingStatus.VERIFIED, []), (ListingStatus.LET, ["over-here"])):
        leads.status = status
        session.flush()
        read = import_file(session, LISTINGS, "a.csv", b"reference;rent;address\nA-1;450;Efesou 7\n", **what).read
        assert [warning.code for warning in read.warnings] == told


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_a_home_that_is_advertised_again_a_file_finds_the_open_advert(session: Session, centre: Centre):
    nameless = replace(WHOLE, reference=None, source_link=None)
    imported(session, centre, nameless)
    before = session.scalars(select(Listing)).one()
    before.status = ListingStatus.WITHDRAWN
    again = advertise_again(session, before, next_advert(before), actor=None, on=TODAY, at=NOW)
    session.flush()
    assert imported(session, centre, replace(nameless, monthly_rent=Decimal("480.00"))) == Stored(updated=1)
    assert (before.monthly_rent, again.monthly_rent) == (RENT, Decimal("480.00"))

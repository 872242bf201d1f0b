"""What an import makes of adverts: new ones are added, known ones found again, twice changes nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.crypto import KeyRing, new_key
from core.sealed import install_keys
from core.structure import Centre
from core.text import Sentence
from housing.advert import Advert
from housing.models import Listing
from housing.services.homes.homes import advertise_again, next_advert
from housing.services.importing.advert_imports import MERGED
from housing.services.importing.file_kinds import LISTINGS
from housing.services.importing.imports import Stored, import_file
from housing.services.listings import adverts, listings
from housing.states import ListingStatus
from tests.housing.whole_advert import RENT, WHOLE, imported
from tests.support import rows
from tests.support.keys import TEXT
from tests.support.rows import NOW, TODAY


def count(session: Session, kind: type) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


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
    assert imported(session, centre, Advert(Decimal("455.00"), reference="7"), source="january") == Stored(updated=1)


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
    for status, told in ((ListingStatus.VERIFIED, []), (ListingStatus.LET, ["over-here"])):  # nothing is said anew
        leads.status = status
        session.flush()
        read = import_file(session, LISTINGS, "a.csv", b"reference;rent;address\nA-1;450;Efesou 7\n", **what).read
        assert [warning.code for warning in read.warnings] == told


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_said_anew_of_a_merged_advert_is_kept_beside_the_one_that_leads_and_told(
    session: Session, centre: Centre
):
    imported(session, centre, WHOLE)
    merged, leads = session.scalars(select(Listing)).one(), rows.add_listing(session, centre, "Flat, Poros")
    merged.same_as = leads
    session.flush()
    what = {"source": "portal", "centres": [centre], "accept_valid": False, "actor": None, "at": NOW}
    told = []
    for _turn in range(2):
        read = import_file(session, LISTINGS, "a.csv", b"reference;rent;address\nA-1;430;Efesou 7\n", **what).read
        told.append([str(warning.sentence) for warning in read.warnings])
    assert told == [[str(Sentence(MERGED, {"title": "Flat, Poros"}))], []]
    assert (merged.monthly_rent, leads.monthly_rent) == (Decimal("430.00"), Decimal("450.00"))


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


CORRECTED = replace(WHOLE, monthly_rent=Decimal("310.00"), landlord_name="Aikaterini Lydaki-Doe", size_m2=None)


@pytest.mark.parametrize(
    ("said", "stays"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param({"monthly_rent": Decimal("320.00")}, {"monthly_rent": Decimal("320.00")}, id="a-rent"),
        pytest.param({"size_m2": 85, "floor": 2}, {"size_m2": 85, "floor": 2}, id="two-measures"),
        pytest.param({"floor": None}, {}, id="less-than-before"),
    ],
)
@pytest.mark.parametrize("keeps_its_keys", [True, False])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("own_keys")
def test_what_was_corrected_here_stays_until_the_source_says_something_else(
    session: Session, centre: Centre, said: dict[str, object], stays: dict[str, object], keeps_its_keys: bool
):
    imported(session, centre, WHOLE)
    listing = session.scalars(select(Listing)).one()
    listings.change_listing(session, listing, CORRECTED, at=NOW, actor=None)
    if not keeps_its_keys:
        install_keys(KeyRing.from_text(f"2:{new_key()},{TEXT}"))
    row = replace(WHOLE, **said)
    for expected in (Stored(updated=1) if stays else Stored(unchanged=1), Stored(unchanged=1)):
        assert imported(session, centre, row) == expected
        assert adverts.as_advert(listing) == replace(CORRECTED, **stays)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_source_repeats_itself(session: Session, centre: Centre):
    cheaper = replace(WHOLE, monthly_rent=Decimal("430.00"))
    assert imported(session, centre, WHOLE, source="january") == Stored(created=1)
    assert imported(session, centre, cheaper, source="february") == Stored(updated=1)
    assert imported(session, centre, WHOLE, source="january") == Stored(unchanged=1)
    assert session.scalars(select(Listing.monthly_rent)).one() == Decimal("430.00")

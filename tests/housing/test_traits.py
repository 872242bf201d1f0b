"""The further filters: what passes each, what does not, and that what is not known does not; together, as in Python."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.documents.models import DocumentKind, DocumentWithdrawal
from core.structure import Centre
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.models import Dwelling, Landlord, Listing, ListingPhoto, Stance, StanceAnswer, StanceTopic
from housing.search import Placing, SearchCriteria, Traits, count, search
from maps.distance import Point
from tests.housing.traits_by_hand import A_DAY, HOMES, ONE, THREE, TWO, WANTED, passes
from tests.support import rows
from tests.support.rows import NOW, TODAY

NEAR = Point(35.3387, 25.1442)


def titles(session: Session, centre_ids: frozenset[int] | None = None, **traits: Any) -> set[str]:
    criteria = SearchCriteria(NEAR, 5.0, centre_ids, traits=Traits(**traits))
    found = [one.listing.title for one in search(session, criteria).found]
    assert count(session, criteria) == len(found)
    return set(found)


def add_flat(session: Session, centre: Centre, title: str = "", **facts: Any) -> Listing:
    """Of a flat and its advert nothing is known but the facts."""
    of_home = {name: value for name, value in facts.items() if hasattr(Dwelling, name)}
    listing = rows.add_listing(session, centre, title, **{"floor": None, "has_lift": None} | of_home)
    listing.common_charges = None
    for name in facts.keys() - of_home.keys():
        setattr(listing, name, facts[name])
    session.flush()
    return listing


@pytest.mark.parametrize(
    ("traits", "passes", "fails"),
    [
        pytest.param({"has_lift": True}, [{"has_lift": True}], [{"has_lift": False}], id="lift"),
        pytest.param(
            {"is_step_free": True},
            [{"has_lift": True, "floor": 5}, {"has_lift": True}, {"floor": 0, "has_lift": False}, {"floor": 0}],
            [{"has_lift": False, "floor": 1}, {"has_lift": False}, {"floor": 1}, {"floor": -1}],
            id="step-free",
        ),
        pytest.param({"for_wheelchair": True}, [{"wheelchair": True}], [{"wheelchair": False}, {}], id="wheelchair"),
        pytest.param({"is_quiet": True}, [{"quiet": True}], [{"quiet": False}, {}], id="quiet"),
        pytest.param({"least_floor": 1}, [{"floor": 1}, {"floor": 4}], [{"floor": 0}, {"floor": -1}], id="from-floor"),
        pytest.param({"most_floor": 0}, [{"floor": 0}, {"floor": -1}], [{"floor": 1}], id="up-to-floor"),
        pytest.param({"is_top_floor": True}, [{"top_floor": True}], [{"top_floor": False}], id="top-floor"),
        pytest.param({"is_top_floor": False}, [{"top_floor": False}], [{"top_floor": True}], id="not-top-floor"),
        pytest.param({"least_bathrooms": 2}, [{"bathrooms": 2}], [{"bathrooms": 1}], id="bathrooms"),
        pytest.param({"least_parking": 1}, [{"parking": 1}, {"parking": 3}], [{"parking": 0}], id="parking"),
        pytest.param({"least_year_built": 1990}, [{"year_built": 1990}], [{"year_built": 1989}], id="year-built"),
        pytest.param(
            {"furnished": frozenset({Furnished.FULLY, Furnished.PARTLY})},
            [{"furnished": Furnished.FULLY}, {"furnished": Furnished.PARTLY}],
            [{"furnished": Furnished.NO}],
            id="furnished",
        ),
        pytest.param(
            {"heating": frozenset({Heating.STOVE})},
            [{"heating": Heating.STOVE}],
            [{"heating": Heating.NONE}, {"heating": Heating.CENTRAL}],
            id="heating",
        ),
        pytest.param(
            {"condition": frozenset({Condition.NEW})},
            [{"condition": Condition.NEW}],
            [{"condition": Condition.NEEDS_REPAIR}],
            id="condition",
        ),
        pytest.param(
            {"energy_classes": frozenset({"A+", "A"})},
            [{"energy_class": "A"}],
            [{"energy_class": "B+"}, {"energy_class": "pending"}],
            id="energy-class",
        ),
        pytest.param(
            {"certified_on": TODAY},
            [{"energy_certificate_expires_on": TODAY}],
            [{"energy_certificate_expires_on": TODAY - A_DAY}],
            id="energy-certificate",
        ),
        pytest.param(
            {"postal_code": "712"},
            [{"postal_code": "71202"}, {"postal_code": "712 02"}],
            [{"postal_code": "71307"}, {"postal_code": "17120"}],
            id="postal-code",
        ),
        pytest.param({"source": "ΤΗΛΕΦΩΝΟ"}, [{"source": "τηλέφωνο, Ελένη"}], [{"source": "spitogatos"}], id="source"),
        pytest.param({"source": "tilefono"}, [{"source": "Τηλέφωνο"}], [{"source": "spitogatos"}], id="greeklish"),
        pytest.param({"allows_pets": True}, [{"pets": True}], [{"pets": False}], id="pets"),
        pytest.param(
            {"available_on": TODAY},
            [
                {"available_from": TODAY},
                {"available_from": TODAY, "available_until": TODAY},
                {"available_from": date(2020, 1, 1), "available_until": None},
            ],
            [
                {"available_from": TODAY + A_DAY},
                {"available_from": date(2020, 1, 1), "available_until": TODAY - A_DAY},
                {"available_until": TODAY + A_DAY},
            ],
            id="available",
        ),
        pytest.param(
            {"rent_covers": frozenset({RentCovers.BILLS})},
            [{"rent_covers": RentCovers.BILLS}],
            [{"rent_covers": RentCovers.RENT}, {"rent_covers": RentCovers.CHARGES}],
            id="rent-covers",
        ),
        pytest.param(
            {"most_charges": TWO},
            [
                {"common_charges": TWO},
                {"common_charges": TWO, "rent_covers": RentCovers.RENT},
                {"common_charges": THREE, "rent_covers": RentCovers.CHARGES},
                {"rent_covers": RentCovers.BILLS},
            ],
            [{"common_charges": THREE}, {"rent_covers": RentCovers.RENT}],
            id="charges-on-top",
        ),
        pytest.param({"most_deposit": TWO}, [{"deposit": TWO}], [{"deposit": THREE}], id="deposit"),
        pytest.param(
            {"least_floor": 1, "has_lift": True, "most_deposit": TWO},
            [{"floor": 1, "has_lift": True, "deposit": ONE}],
            [{"floor": 1, "has_lift": True}, {"floor": 1, "deposit": ONE}, {"has_lift": True, "deposit": ONE}],
            id="several-at-once",
        ),
    ],
)
def test_a_filter_lets_its_own_boundary_pass_and_nothing_that_is_not_known(
    session: Session,
    centre: Centre,
    traits: dict[str, Any],
    passes: list[dict[str, Any]],
    fails: list[dict[str, Any]],
):
    add_flat(session, centre, "not known", source="")
    for number, facts in enumerate(passes):
        add_flat(session, centre, f"passes {number}", **facts)
    for facts in fails:
        add_flat(session, centre, "fails", **facts)
    assert titles(session, **traits) == {f"passes {number}" for number in range(len(passes))}
    assert len(titles(session)) == len(passes) + 2


def test_what_is_for_the_winter_only_is_left_out_and_what_may_be_is_not(session: Session, centre: Centre):
    for winter_only in (True, False, None):
        add_flat(session, centre, str(winter_only), winter_only=winter_only)
    assert titles(session, all_year=True) == {"False", "None"}


def test_a_day_of_confirmation_is_known_of_every_advert(session: Session, centre: Centre):
    for day in (TODAY - A_DAY, TODAY):
        add_flat(session, centre, day.isoformat(), confirmed_on=day)
    assert titles(session, confirmed_from=TODAY) == {TODAY.isoformat()}


@pytest.mark.parametrize(
    ("placing", "finds"), [(None, {"pin", "address", "street", "place", ""}),
    (Placing.ROUGH, {"place"}), (Placing.EXACT, {"pin", "address", "street", ""})],
)  # fmt: skip
def test_what_stands_in_the_middle_of_its_town_is_placed_roughly(
    session: Session, centre: Centre, placing: Placing | None, finds: set[str]
):
    for precision in ("pin", "address", "street", "place", ""):
        add_flat(session, centre, precision, place_precision=precision)
    assert titles(session, placing=placing) == finds


def add_photograph(session: Session, listing: Listing) -> ListingPhoto:
    photo = ListingPhoto(
        listing=listing, position=0, kind=DocumentKind.OTHER, name="front", media_type="image/webp", size=1,
        address="a", added_at=NOW,
    )  # fmt: skip
    session.add(photo)
    session.flush()
    return photo


def test_a_home_has_the_photographs_of_all_its_adverts_but_of_no_centre_that_one_does_not_see(
    session: Session, centre: Centre
):
    pictured, sibling, removed = (add_flat(session, centre, title) for title in ("pictured", "sibling", "removed"))
    add_flat(session, centre, "bare")
    sibling.dwelling = pictured.dwelling
    elsewhere = add_flat(session, rows.add_centre(session, "elsewhere"), "elsewhere")
    shared = add_flat(session, centre, "shared")
    shared.dwelling = elsewhere.dwelling
    user = rows.add_user(session, rows.StaffRole.HOUSING_OFFICER, centre)
    for listing in (pictured, removed, elsewhere):
        add_photograph(session, listing)
    gone = session.query(ListingPhoto).filter_by(listing_id=removed.id).one()
    gone.withdrawal = DocumentWithdrawal(withdrawn_by_id=user.id, withdrawn_at=NOW)
    session.flush()
    own = frozenset({centre.id})
    assert titles(session, own, has_photographs=True) == {"pictured", "sibling"}
    assert titles(session, has_photographs=True) == {"pictured", "sibling", "elsewhere", "shared"}


def say(session: Session, landlord: Landlord, topic: StanceTopic, answer: StanceAnswer, on: date = TODAY) -> None:
    user = session.query(rows.User).first() or rows.add_user(session, rows.StaffRole.HOUSING_OFFICER)
    stance = Stance(
        landlord=landlord, topic=topic, answer=answer, said_by="the landlord", said_on=on, recorded_by=user,
        recorded_at=NOW,
    )  # fmt: skip
    session.add(stance)
    session.flush()


@pytest.mark.parametrize("topic", StanceTopic)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_landlord_is_open_to_what_was_answered_so(session: Session, centre: Centre, topic: StanceTopic):
    for answer in StanceAnswer:
        listing = add_flat(session, centre, answer)
        assert listing.landlord is not None
        say(session, listing.landlord, topic, answer)
    add_flat(session, centre, "never asked")
    add_flat(session, centre, "nobody's", landlord=None)
    opens = StanceAnswer.NO if topic is StanceTopic.SEASONAL_ONLY else StanceAnswer.YES
    assert titles(session, open_to=frozenset({topic})) == {opens}


def test_what_a_landlord_said_last_holds(session: Session, centre: Centre):
    topic, yes, no = StanceTopic.CHILDREN, StanceAnswer.YES, StanceAnswer.NO
    for title, said in (
        ("took it back", [(yes, TODAY), (no, TODAY)]),
        ("came round", [(no, TODAY), (yes, TODAY)]),
        ("written down late", [(yes, TODAY), (no, TODAY - A_DAY)]),
    ):
        listing = add_flat(session, centre, title)
        assert listing.landlord is not None
        for answer, on in said:
            say(session, listing.landlord, topic, answer, on)
        say(session, listing.landlord, StanceTopic.PETS, no)
    assert titles(session, open_to=frozenset({topic})) == {"came round", "written down late"}
    assert titles(session, open_to=frozenset({topic, StanceTopic.PETS})) == set()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(homes=st.lists(HOMES, max_size=8), wanted=st.lists(WANTED, min_size=1, max_size=6))
def test_any_filters_together_find_what_a_look_at_every_flat_finds(
    session: Session, homes: list[dict[str, Any]], wanted: list[Traits]
):
    session.execute(delete(Listing))
    centre = session.query(Centre).first() or rows.add_centre(session)
    stored = [add_flat(session, centre, str(number), **facts) for number, facts in enumerate(homes)]
    for traits in wanted:
        asked = {one.name: getattr(traits, one.name) for one in fields(traits)}
        assert titles(session, **asked) == {listing.title for listing in stored if passes(listing, traits)}

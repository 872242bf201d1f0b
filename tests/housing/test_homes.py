"""One home and its adverts over the years; times in which it cannot be let."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from housing.models import Dwelling, Listing, Needs, VoidPeriod
from housing.occupancy import VoidReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.homes import homes, voids
from housing.services.homes.home_years import years_of
from housing.services.homes.voids import VoidFacts
from housing.services.leases.leases import sign_lease
from housing.services.listings import listing_life
from housing.services.listings.adverts import as_advert
from housing.services.listings.open_adverts import IS_ADVERTISED
from housing.services.offers.offers import make_offer
from housing.services.ranking.costs import MonthlyFigures
from housing.services.ranking.matching import rank_flats_for
from housing.states import GONE, ListingAction, ListingStatus
from people.models import Household
from tests.support import leases, rows
from tests.support.pages import PageClient
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY
from tests.support.visits import text

DAY = timedelta(days=1)
REPAIRS = VoidFacts(TODAY, TODAY + 9 * DAY, VoidReason.REPAIRS, "A pipe burst")


@pytest.fixture
def let(session: Session, centre: Centre) -> Listing:
    """An advert whose home went to somebody else."""
    listing = rows.add_listing(session, centre, "First advert", status=ListingStatus.LET)
    listing.created_at = NOW - 400 * DAY
    session.flush()
    return listing


def again(session: Session, latest: Listing, actor: User | None = None, **changes: object) -> Listing:
    advert = replace(homes.next_advert(latest), **changes)
    return homes.advertise_again(session, latest, advert, actor=actor, on=TODAY, at=NOW)


def test_a_home_is_advertised_again_with_all_that_is_known_of_it(session: Session, let: Listing):
    let.reference, let.source_link, let.available_until = "A-1", "https://portal.example/1", TODAY
    session.flush()
    listing = again(session, let, monthly_rent=Decimal("480.00"), title="Second advert")
    session.flush()
    assert listing.dwelling == let.dwelling
    assert (listing.centre, listing.landlord, listing.status) == (let.centre, let.landlord, ListingStatus.CANDIDATE)
    assert (listing.confirmed_on, listing.reference, listing.source_link) == (TODAY, None, None)
    assert (let.title, let.monthly_rent, let.reference) == ("First advert", Decimal("450.00"), "A-1")
    assert session.scalars(select(Dwelling)).all() == [let.dwelling]
    assert as_advert(listing).size_m2 == 82


@pytest.mark.parametrize("status", [status for status in ListingStatus if status not in GONE])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_home_has_one_open_advert_at_a_time(session: Session, let: Listing, status: ListingStatus):
    again(session, let).status = status
    session.flush()
    with pytest.raises(Refused, match="advertised already"):
        again(session, let)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_earlier_advert_is_not_reopened_while_a_later_one_is_open(session: Session, let: Listing):
    later = again(session, let)
    session.flush()
    assert listing_life.possible_actions(session, let, on=TODAY) == []
    with pytest.raises(Refused, match="advertised already"):
        listing_life.move_listing(session, let, ListingAction.REOPEN, on=TODAY, actor=None)
    reason = WithdrawalReason.OTHER
    listing_life.move_listing(session, later, ListingAction.WITHDRAW, reason=reason, on=TODAY, actor=None)
    listing_life.move_listing(session, let, ListingAction.REOPEN, on=TODAY, actor=None)
    assert let.status is ListingStatus.CANDIDATE


@pytest.fixture
def merged(session: Session, centre: Centre, let: Listing) -> Listing:
    """An advert of that home from another source, which does not lead."""
    merged = rows.add_listing(session, centre, "Of another source", status=ListingStatus.WITHDRAWN)
    merged.same_as = let
    session.flush()
    return merged


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_home_is_advertised_again_from_the_advert_that_leads(session: Session, let: Listing, merged: Listing):
    with pytest.raises(Refused, match="Another advert leads"):
        again(session, merged)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_home_shows_the_adverts_that_were_merged_into_its_own(
    session: Session, centre: Centre, let: Listing, merged: Listing, officer: User
):
    elsewhere = rows.add_listing(session, rows.add_centre(session, "chania"), status=ListingStatus.WITHDRAWN)
    elsewhere.same_as = let
    session.flush()
    assert homes.adverts_of(session, let.dwelling, officer) == [merged, let]
    assert homes.latest_advert(session, let.dwelling, officer) == let
    assert homes.latest_advert(session, merged.dwelling, officer) == merged


def test_of_two_who_open_adverts_of_one_home_at_once_one_does(session: Session, let: Listing):
    other = rows.add_listing(session, let.centre, status=ListingStatus.EXPIRED)
    other.dwelling = let.dwelling
    session.commit()

    def reopen(own: Session, key: int) -> None:
        listing_life.move_listing(own, own.get_one(Listing, key), ListingAction.REOPEN, on=TODAY, actor=None)

    def advertise(own: Session) -> None:
        again(own, own.get_one(Listing, let.id))

    steps = partial(reopen, key=let.id), partial(reopen, key=other.id), advertise
    assert at_once(session, *steps) == [str(IS_ADVERTISED)] * 2 + ["done"]


def test_of_two_leases_of_one_home_at_once_one_is_signed(session: Session, centre: Centre, officer: User):
    adverts = [rows.add_listing(session, centre, title) for title in ("First", "Second")]
    adverts[1].dwelling = adverts[0].dwelling  # as if both could be open
    households = [rows.add_household(session, centre, name) for name in ("Haddad", "Sahak")]
    officer_id = officer.id
    keys = [(advert.id, household.id) for advert, household in zip(adverts, households, strict=True)]
    session.commit()

    def sign(own: Session, advert: int, household: int) -> None:
        signer = own.get_one(User, officer_id)
        rows.go_to_work(own, signer)
        listing, tenant = own.get_one(Listing, advert), own.get_one(Household, household)
        sign_lease(own, listing, tenant, leases.TERMS, actor=signer, at=NOW)

    refused, done = at_once(session, *(partial(sign, advert=one, household=two) for one, two in keys))
    assert (refused.startswith("A lease binds this flat"), done) == (True, "done")


def test_a_home_that_is_let_here_is_not_advertised_before_the_lease_ends(session: Session, centre: Centre):
    lease = leases.add_lease(session, centre)
    with pytest.raises(Refused, match="A lease binds this flat"):
        again(session, lease.listing)


def test_a_home_belongs_to_the_centres_of_its_adverts(session: Session, centre: Centre, let: Listing, officer: User):
    assert homes.get_home(session, let.dwelling_id, officer) == let.dwelling
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    with pytest.raises(Forbidden):
        homes.get_home(session, let.dwelling_id, stranger)
    with pytest.raises(NotFound):
        homes.get_home(session, 4711, officer)


def test_out_of_use_a_home_is_neither_found_nor_offered_nor_let(session: Session, centre: Centre, officer: User):
    household, listing = rows.add_household(session, centre), rows.add_listing(session, centre)
    needs = Needs(household=household, bedrooms=1, step_free=False, most_rent=None)
    session.add(needs)
    session.flush()
    void = voids.add_void(session, listing.dwelling, REPAIRS, actor=officer, at=NOW)
    session.flush()

    class NoEstimates:
        def estimate(self, *asked: object) -> dict:
            return {}

    assert rank_flats_for(session, needs, NoEstimates(), on=TODAY).page.total == 0
    figures = MonthlyFigures(Decimal("450.00"), None, None)
    with pytest.raises(Refused, match="out of use; it can be let from"):
        make_offer(
            session, household, listing, figures=figures, answer_by=TODAY, actor=officer, at=NOW, on=TODAY
        )  # fmt: skip
    terms = replace(leases.TERMS, starts_on=void.ends_on - DAY)
    with pytest.raises(Refused, match="out of use"):
        sign_lease(session, listing, household, terms, actor=officer, at=NOW)
    assert rank_flats_for(session, needs, NoEstimates(), on=void.ends_on).page.total == 1
    sign_lease(session, listing, household, replace(terms, starts_on=void.ends_on), actor=officer, at=NOW)


@pytest.mark.parametrize(
    ("starts", "last", "is_refused"),
    [(-5, -1, False), (-5, 0, True), (3, 4, True), (9, 9, True), (10, 20, False), (-5, None, True), (10, None, False)],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_times_out_of_use_do_not_overlap(
    session: Session, let: Listing, starts: int, last: int | None, is_refused: bool
):
    first = voids.add_void(session, let.dwelling, REPAIRS, actor=None, at=NOW)
    session.flush()
    other = replace(
        REPAIRS, starts_on=TODAY + starts * DAY, last_day=None if last is None else TODAY + last * DAY
    )  # fmt: skip
    if is_refused:
        with pytest.raises(Refused, match="out of use from"):
            voids.add_void(session, let.dwelling, other, actor=None, at=NOW)
    else:
        voids.add_void(session, let.dwelling, other, actor=None, at=NOW)
    voids.change_void(session, first, replace(REPAIRS, reason=VoidReason.DISPUTE), actor=None)
    assert first.reason is VoidReason.DISPUTE


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_time_out_of_use_has_a_day(session: Session, let: Listing):
    with pytest.raises(Refused, match="before the first"):
        voids.add_void(session, let.dwelling, replace(REPAIRS, last_day=TODAY - DAY), actor=None, at=NOW)
    one_day = voids.add_void(session, let.dwelling, replace(REPAIRS, last_day=TODAY), actor=None, at=NOW)
    assert (one_day.ends_on, one_day.last_day) == (TODAY + DAY, TODAY)


def test_the_years_of_a_home_are_told_with_the_days_it_stood_empty(session: Session, centre: Centre):
    lease = leases.add_lease(session, centre)  # three years from 10 November 2026
    lease.listing.created_at = NOW - 20 * DAY  # on 3 November
    repairs = replace(REPAIRS, starts_on=date(2026, 11, 5), last_day=date(2026, 11, 6))
    voids.add_void(session, lease.listing.dwelling, repairs, actor=None, at=NOW)
    session.flush()
    told = [
        (stretch.starts_on, stretch.last_day, stretch.days(TODAY), bool(stretch.lease), bool(stretch.void))
        for stretch in years_of(session, lease.listing.dwelling, TODAY)
    ]
    assert told == [
        (date(2026, 11, 10), date(2029, 11, 9), 1096, True, False),
        (date(2026, 11, 7), date(2026, 11, 9), 3, False, False),
        (date(2026, 11, 5), date(2026, 11, 6), 2, False, True),
        (date(2026, 11, 3), date(2026, 11, 4), 2, False, False),
    ]


@pytest.fixture
def client_of(session: Session, officer: User, client: PageClient) -> PageClient:
    session.commit()
    rows.sign_in(client, officer)
    return client


def test_the_page_of_a_home_shows_its_years_and_leads_on(session: Session, let: Listing, client_of: PageClient):
    listing_path, home_path = f"/listings/{let.id}", f"/homes/{let.dwelling_id}"
    session.commit()
    assert client_of.page(listing_path).xpath(f"//a[@href='{home_path}']/text()") == ["Its adverts and lets"]
    page = client_of.page(home_path)
    assert page.findtext(".//h1") == "Efesou 7, Poros, Heraklion"
    assert page.xpath("//*[@id='adverts']/ancestor-or-self::section//tbody//th//bdi/text()") == ["First advert"]
    page = client_of.submit(f"{home_path}/advertise", title="Second advert", monthly_rent="480")
    assert (page.findtext(".//h1"), "The home is advertised again." in text(page)) == ("Second advert", True)
    page = client_of.page(home_path)
    assert page.xpath("//*[@id='adverts']/ancestor-or-self::section//tbody//th//bdi/text()") == [
        "Second advert",
        "First advert",
    ]
    assert not page.xpath(f"//a[@href='{home_path}/advertise']")  # it is advertised
    page = client_of.page(f"{home_path}/advertise")
    assert (page.findtext(".//h1"), "advertised already" in text(page)) == ("Efesou 7, Poros, Heraklion", True)


def test_who_advertises_a_home_after_another_reads_why_not(session: Session, let: Listing, client_of: PageClient):
    path = f"/homes/{let.dwelling_id}/advertise"
    [form] = [form for form in client_of.page(path).forms if "monthly_rent" in form.fields]
    again(session, let)
    session.commit()
    answer = client_of.post(path, data=dict(form.form_values()))
    assert (answer.status_code, "advertised already" in answer.text) == (422, True)


def test_a_time_out_of_use_is_written_down_ended_and_removed(session: Session, let: Listing, client_of: PageClient):
    listing_path, home_path = f"/listings/{let.id}", f"/homes/{let.dwelling_id}"
    session.commit()
    page = client_of.submit(
        f"{home_path}/voids/new", starts_on="01/02/2026", reason="repairs", note="A pipe burst\nin the bath"
    )
    assert "A pipe burst" in text(page)
    assert "nobody knows until when: repairs" in text(client_of.page(listing_path))
    [void] = session.scalars(select(VoidPeriod)).all()
    path = f"{home_path}/voids/{void.id}"
    session.commit()
    page = client_of.submit(path, action=None, last_day="31/01/2026", status=422)
    assert "The last day cannot lie before the first." in text(page)
    page = client_of.submit(path, last_day="10/02/2026")
    assert "10" in page.xpath("//tbody//td[@data-th='Days']/text()")
    assert "out of use" not in text(client_of.page(listing_path))
    page = client_of.submit(path, action=f"{path}/remove")
    assert "A pipe burst" not in text(page)
    session.expire_all()
    assert session.scalars(select(VoidPeriod)).all() == []


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("01/11/2026", "09/11/2026", False),  # the lease begins on the tenth
        ("01/11/2026", "10/11/2026", True),
        ("01/11/2026", "", True),
        ("09/11/2029", "", True),  # its last day by law
        ("10/11/2029", "", False),
    ],
)
def test_days_out_of_use_in_a_home_that_is_let_are_written_down_and_the_lease_is_named(
    session: Session, centre: Centre, client_of: PageClient, first: str, last: str, said: bool
):
    home_path = f"/homes/{leases.add_lease(session, centre).listing.dwelling_id}"
    session.commit()
    page = client_of.submit(f"{home_path}/voids/new", starts_on=first, last_day=last, reason="repairs")
    assert ("A lease binds it until 09/11/2029 and goes on" in text(page)) is said
    session.expire_all()
    assert len(session.scalars(select(VoidPeriod)).all()) == 1

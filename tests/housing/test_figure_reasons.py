"""Why offers come to nothing: kept apart by cause, and about five households at least."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import today, utc_now
from core.structure import Centre
from housing.figures.periods import read_period
from housing.figures.reasons import ALL, BY_CAUSE, Ending, Lost, Why, sum_up
from housing.models import Landlord, LandlordTalk, Offer
from housing.reasons.declines import DeclineReason
from housing.reasons.refusals import RefusalReason
from housing.reasons.withdrawn_offers import Cause, TakenBack
from housing.states import OfferStatus
from maps.small_cells import FEWEST
from maps.small_tables import Cell
from people.models import Channel, LogEntry, TalkOutcome
from tests.portal.scene import add_offer
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter

PERIOD = read_period("2026-q2", date(2026, 8, 1))
LOST = st.lists(
    st.builds(Lost, st.sampled_from(ALL), st.dates(PERIOD.starts_on, PERIOD.last_day), st.integers(1, 9)), max_size=60
)


def lost(why: Why, number: int, on: date = PERIOD.starts_on, first: int = 0) -> list[Lost]:
    return [Lost(why, on, first + who) for who in range(number)]


@pytest.mark.parametrize(
    ("why", "cause"),
    [
        pytest.param(Why(Ending.DECLINED, DeclineReason.STAIRS), Cause.HOUSEHOLD, id="said-no"),
        pytest.param(Why(Ending.RAN_OUT), Cause.HOUSEHOLD, id="did-not-answer"),
        pytest.param(Why(Ending.TAKEN_BACK, TakenBack.NOT_REACHED), Cause.HOUSEHOLD, id="cannot-be-reached"),
        pytest.param(Why(Ending.TAKEN_BACK, TakenBack.LET_TO_ANOTHER), Cause.LANDLORD, id="let-to-others"),
        pytest.param(Why(Ending.TAKEN_BACK, TakenBack.PAPERS_MISSING), Cause.OFFICE, id="papers-missing"),
        pytest.param(Why(Ending.TAKEN_BACK), Cause.OFFICE, id="before-a-reason-was-asked"),
    ],
)
def test_every_end_has_one_cause(why: Why, cause: Cause) -> None:
    assert why.cause is cause
    assert [one for one, whys in BY_CAUSE.items() if why in whys] == [cause]


def test_one_code_of_two_sides_stays_two_reasons() -> None:
    said, taken = Why(Ending.DECLINED, "found-another"), Why(Ending.TAKEN_BACK, "found-another")
    sums = sum_up([*lost(said, 6), *lost(taken, 7, first=10)], PERIOD.months)
    assert (sums.reasons[said], sums.reasons[taken]) == (6, 7)


@given(LOST)
def test_what_is_told_is_right_and_about_five_at_least(found: list[Lost]) -> None:
    sums = sum_up(found, PERIOD.months)
    for why, told in sums.reasons.items():
        there = [one for one in found if one.why == why]
        assert told is None or (told == len(there) and len({one.who for one in there}) not in range(1, FEWEST))
    for cell, told in sums.by_month.items():
        month = next((month for month in PERIOD.months if month.name == cell.row), PERIOD)
        there = [one for one in found if one.on in month and cell.column in (None, one.why.cause)]
        assert told is None or (told == len(there) and len({one.who for one in there}) not in range(1, FEWEST))


@given(LOST)
def test_no_single_reason_is_left_to_be_worked_out(found: list[Lost]) -> None:
    sums = sum_up(found, PERIOD.months)
    for cause, whys in BY_CAUSE.items():
        hidden = [why for why in whys if sums.reasons[why] is None]
        assert sums.by_month[Cell(None, cause)] is None or len(hidden) != 1


def test_months_and_causes_are_crossed() -> None:
    no, gone = Why(Ending.DECLINED, DeclineReason.TOO_FAR), Why(Ending.TAKEN_BACK, TakenBack.LET_TO_ANOTHER)
    april, june = PERIOD.months[0].starts_on, PERIOD.last_day
    found = [*lost(no, 6, april), *lost(no, 8, june), *lost(gone, 5, june, first=20)]
    sums = sum_up(found, PERIOD.months)
    assert sums.by_month[Cell("2026-04", Cause.HOUSEHOLD)] == 6
    assert sums.by_month[Cell("2026-05", Cause.HOUSEHOLD)] == 0
    assert sums.by_month[Cell("2026-06", Cause.LANDLORD)] == 5
    assert sums.by_month[Cell("2026-06", None)] == 13
    assert (sums.by_month[Cell(None, Cause.HOUSEHOLD)], sums.by_month[Cell(None, Cause.OFFICE)], sums.total) == (
        14,
        0,
        19,
    )


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def end_offers(session: Session, centre: Centre, number: int, *, days_ago: int = 3, **ended: object) -> None:
    """Offers to so many households that came to nothing."""
    for _each in range(number):
        offer: Offer = add_offer(session, rows.add_household(session, centre), rows.add_listing(session, centre))
        offer.answered_at = utc_now() - timedelta(days=days_ago)
        for name, value in ended.items():
            setattr(offer, name, value)
    session.commit()


def words_of(page: object, caption: str) -> list[list[str]]:
    table = page.xpath(f"//table[caption='{caption}']")[0]  # type: ignore[attr-defined]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("tbody/tr")]


BY_REASON, BY_MONTH = "Offers that came to nothing, by reason", "Offers that came to nothing, by month and cause"


def test_the_page_keeps_reasons_apart_by_cause(officer: PageClient, session: Session, centre: Centre):
    end_offers(session, centre, 6, status=OfferStatus.DECLINED, decline_reason=DeclineReason.STAIRS)
    end_offers(session, centre, 5, status=OfferStatus.EXPIRED)
    end_offers(session, centre, 7, status=OfferStatus.WITHDRAWN, taken_back_because=TakenBack.LET_TO_ANOTHER)
    end_offers(session, centre, 9, days_ago=900, status=OfferStatus.WITHDRAWN, taken_back_because=TakenBack.MISTAKE)
    page = officer.page("/figures?section=reasons")
    assert words_of(page, BY_REASON) == [
        ["We cannot climb the stairs", "The household", "6"],
        ["It did not answer in time", "The household", "5"],
        ["The landlord has let the home to somebody else", "The landlord", "7"],
    ]
    assert words_of(page, BY_MONTH)[-1] == ["Total", "11", "7", "0", "18"]
    titles = page.xpath("//*[@aria-labelledby='reasons']//h3[@class='st-figures-picture']/text()")
    assert [title.rsplit(": ")[1] for title in titles] == ["The household", "The landlord"]


def test_of_few_households_no_reason_is_told(officer: PageClient, session: Session, centre: Centre):
    end_offers(session, centre, 4, status=OfferStatus.DECLINED, decline_reason=DeclineReason.STAIRS)
    page = officer.page("/figures?section=reasons")
    assert words_of(page, BY_REASON) == [["We cannot climb the stairs", "The household", "not shown"]]
    assert Counter(words_of(page, BY_MONTH)[-1])["not shown"] == 2


def test_months_stand_beside_each_other_in_a_picture(officer: PageClient, session: Session, centre: Centre):
    end_offers(session, centre, 6, days_ago=3, status=OfferStatus.EXPIRED)
    end_offers(session, centre, 5, days_ago=70, status=OfferStatus.EXPIRED)
    page = officer.page("/figures?section=reasons")
    by_month = [row[-1] for row in words_of(page, BY_MONTH)[:-1]]
    picture = page.xpath("//*[@role='img'][*='Offers that came to nothing, by month']")[0]
    assert picture.xpath("*[@class='st-chart-words']/text()") == by_month == ["5", "6"]


def say_no(session: Session, centre: Centre, reason: RefusalReason, landlords: Sequence[Landlord]) -> None:
    author = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    for landlord in landlords:
        entry = LogEntry(
            happened_on=today(), spoken_with="", channel=Channel.PHONE, outcome=TalkOutcome.REFUSED, author=author,
            created_at=utc_now(),
        )  # fmt: skip
        flat = rows.add_listing(session, centre)
        flat.landlord = landlord
        session.add(LandlordTalk(entry=entry, landlord=landlord, listing=flat, refusal=reason))
    session.commit()


@pytest.mark.parametrize(
    ("by_reason", "told"),
    [
        ({RefusalReason.PETS: (0, 3), RefusalReason.RENT: (3, 6)}, "6"),
        ({RefusalReason.PETS: (0, 3), RefusalReason.RENT: (1, 4)}, None),
        ({RefusalReason.PETS: (0, 4)}, None),
        ({RefusalReason.PETS: (0, 6)}, "6"),
    ],
    ids=["two-reasons", "the-same-four", "four", "six"],
)
def test_of_landlords_who_said_no_one_reads_how_many_unless_they_are_few(
    officer: PageClient, session: Session, centre: Centre, by_reason: dict[RefusalReason, tuple[int, int]],
    told: str | None,
):  # fmt: skip
    landlords = [flat.landlord for _each in range(6) if (flat := rows.add_listing(session, centre)).landlord]
    for reason, (first, last) in by_reason.items():
        say_no(session, centre, reason, landlords[first:last])
    page = " ".join(officer.page("/figures?section=reasons").text_content().split())
    assert (f"Together {told} landlords, each counted once." in page) is (told is not None)
    assert ("Together" in page) is (told is not None)


def test_another_centre_s_offers_are_not_counted(officer: PageClient, session: Session, centre: Centre):
    end_offers(session, rows.add_centre(session, "chania"), 9, status=OfferStatus.EXPIRED)
    assert "No offer came to nothing in this period" in officer.page("/figures?section=reasons").text_content()


def test_finance_reads_how_long_steps_take_but_not_why_offers_fail(
    session: Session, centre: Centre, client: PageClient
):
    enter(client, session, rows.add_user(session, StaffRole.FINANCE_OFFICER, centre))
    end_offers(session, centre, 9, status=OfferStatus.EXPIRED)
    page = client.page("/figures?section=reasons")
    assert page.xpath("//main//h2/text()") == ["Time between steps"]
    assert "Why offers come to nothing" not in page.text_content()

"""Every status with every action: it moves, or it is refused in words."""

from datetime import date
from enum import StrEnum

import pytest

from core.errors import Refused
from housing.states import (
    Course,
    GuestAction,
    GuestStatus,
    LeaseStatus,
    ListingAction,
    ListingStatus,
    OfferAction,
    OfferStatus,
    ViewingAction,
    ViewingStatus,
    allowed_actions,
    course_of,
    lease_status,
    next_status,
    refuse_unshown,
)
from housing.states.landlords import AnswerAction, HoldAction, HoldStatus, LandlordAnswer, PromiseAction, PromiseStatus
from housing.states.lines import LineAction, LineStatus
from housing.states.terms import TermAction, TermStatus, term_status

# One row for each status; in it the status after each action, "-" where the action is refused.
LISTING = """
           contact   verify   offer   release   return   reserve  let step-back withdraw  expire  reopen    take-over
candidate  contacted verified -       -         -        -        -   -         withdrawn expired -         let
contacted  -         verified offered -         -        -        let candidate withdrawn expired -         let
verified   -         -        offered -         -        -        let contacted withdrawn expired -         let
offered    -         -        -       contacted verified reserved -   -         -         -       -         -
reserved   -         -        -       contacted verified -        let -         -         -       -         -
let        -         -        -       -         -        -        -   -         -         -       candidate let
withdrawn  -         -        -       -         -        -        -   -         -         -       candidate let
expired    -         -        -       -         -        -        -   -         -         -       candidate let
"""
OFFER = """
            accept     decline   withdraw   expire   sign    give-up
open        accepted   declined  withdrawn  expired  -       -
accepted    -          -         withdrawn  -        signed  withdrawn
declined    -          -         -          -        -       -
withdrawn   -          -         -          -        -       -
expired     -          -         -          -        -       -
signed      -          -         -          -        -       -
"""
VIEWING = """
            invite   change   hold  cancel
planned     planned  planned  held  cancelled
held        -        -        held  -
cancelled   -        -        -     -
"""
GUEST = """
            ask      confirm    decline   come  miss     release
invited     invited  confirmed  declined  came  no-show  released
confirmed   invited  confirmed  declined  came  no-show  released
declined    invited  confirmed  declined  came  -        released
came        -        -          -         came  no-show  -
no-show     -        -          -         came  no-show  -
released    invited  -          -         -     -        -
"""
ANSWER = """
            wait     agree    refuse
waits       waits    yes      no
yes         -        -        no
no          -        yes      -
"""
HOLD = """
            extend   run-out  keep  break   release
running     running  run-out  kept  broken  released
run-out     -        -        kept  broken  -
kept        -        -        -     broken  -
broken      -        -        kept  -       -
released    -        -        -     -       -
"""
TERM = """
            end        take-back
running     cut-short  -
cut-short   -          running
over        -          -
"""
PROMISE = """
            keep     break    lift
open        kept     broken   lifted
kept        -        broken   -
broken      kept     -        -
lifted      -        -        -
"""

LINE = """
             move     offer    pass-over    release   take-out
waiting      waiting  offered  passed-over  released  taken-out
offered      -        -        -            -         -
passed-over  -        -        -            -         -
released     -        -        -            -         -
taken-out    -        -        -            -         -
"""


def cases(table: str, statuses: type[StrEnum], actions: type[StrEnum]) -> list:
    header, *rows = [line.split() for line in table.strip().splitlines()]
    assert header == list(actions)
    assert [row[0] for row in rows] == list(statuses)
    return [
        pytest.param(statuses(status), actions(action), after, id=f"{action}-{status}")
        for status, *afters in rows
        for action, after in zip(header, afters, strict=True)
    ]


@pytest.mark.parametrize(
    ("status", "action", "after"),
    cases(LISTING, ListingStatus, ListingAction)
    + cases(OFFER, OfferStatus, OfferAction)
    + cases(VIEWING, ViewingStatus, ViewingAction)
    + cases(GUEST, GuestStatus, GuestAction)
    + cases(TERM, TermStatus, TermAction)
    + cases(ANSWER, LandlordAnswer, AnswerAction)
    + cases(HOLD, HoldStatus, HoldAction)
    + cases(PROMISE, PromiseStatus, PromiseAction)
    + cases(LINE, LineStatus, LineAction),
)
def test_every_action_moves_a_status_or_is_refused(status, action, after: str) -> None:
    assert (action in allowed_actions(status)) == (after != "-")
    if after == "-":
        with pytest.raises(Refused, match=r"\w+: \w+"):
            next_status(status, action)
    else:
        assert next_status(status, action) is type(status)(after)


@pytest.mark.parametrize(
    ("status", "action", "sentence"),
    [
        pytest.param(ListingStatus.CANDIDATE, ListingAction.OFFER, "contact the landlord first", id="too-early"),
        pytest.param(ListingStatus.OFFERED, ListingAction.OFFER, "is offered to a household: wait", id="offered-twice"),
        pytest.param(ListingStatus.LET, ListingAction.OFFER, "is let: when the lease has ended", id="let"),
        pytest.param(ListingStatus.WITHDRAWN, ListingAction.OFFER, "reopen it first", id="withdrawn-listing"),
        pytest.param(OfferStatus.EXPIRED, OfferAction.ACCEPT, "time to answer this offer is over", id="late-answer"),
        pytest.param(OfferStatus.WITHDRAWN, OfferAction.ACCEPT, "This offer was taken back", id="withdrawn-offer"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(status, action, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        next_status(status, action)


@pytest.mark.parametrize("status", ListingStatus)
def test_a_flat_is_shown_once_its_landlord_was_asked_and_until_it_is_gone(status: ListingStatus) -> None:
    if status in {"contacted", "verified", "offered", "reserved"}:
        refuse_unshown(status)
    else:
        with pytest.raises(Refused, match=r"\w+: \w+"):
            refuse_unshown(status)


DECLARED, ACCEPTED, ENDS = date(2026, 3, 10), date(2026, 3, 20), date(2029, 2, 10)


@pytest.mark.parametrize(
    ("declared_on", "accepted_on", "ends_on", "on", "status"),
    [
        pytest.param(None, None, None, DECLARED, LeaseStatus.SIGNED, id="nothing-yet"),
        pytest.param(DECLARED, ACCEPTED, ENDS, date(2026, 3, 9), LeaseStatus.SIGNED, id="day-before-declared"),
        pytest.param(DECLARED, ACCEPTED, ENDS, date(2026, 3, 10), LeaseStatus.DECLARED, id="day-declared"),
        pytest.param(DECLARED, ACCEPTED, ENDS, date(2026, 3, 19), LeaseStatus.DECLARED, id="day-before-accepted"),
        pytest.param(DECLARED, ACCEPTED, ENDS, date(2026, 3, 20), LeaseStatus.ACCEPTED, id="day-accepted"),
        pytest.param(DECLARED, ACCEPTED, ENDS, date(2029, 2, 9), LeaseStatus.ACCEPTED, id="last-day"),
        pytest.param(DECLARED, ACCEPTED, ENDS, date(2029, 2, 10), LeaseStatus.ENDED, id="day-after-the-last"),
        pytest.param(DECLARED, ACCEPTED, None, date(2049, 1, 1), LeaseStatus.ACCEPTED, id="open-ended"),
        pytest.param(None, None, ENDS, ENDS, LeaseStatus.ENDED, id="ended-undeclared"),
    ],
)
def test_a_lease_has_its_status_from_its_dates(declared_on, accepted_on, ends_on, on, status) -> None:
    assert lease_status(declared_on, accepted_on, ends_on, on) is status


@pytest.mark.parametrize(
    ("is_cut_short", "on", "status"),
    [
        pytest.param(False, date(2029, 2, 9), TermStatus.RUNNING, id="last-day-by-law"),
        pytest.param(False, date(2029, 2, 10), TermStatus.OVER, id="day-after-it"),
        pytest.param(True, date(2026, 3, 10), TermStatus.CUT_SHORT, id="ended-before"),
        pytest.param(True, date(2029, 2, 10), TermStatus.CUT_SHORT, id="ended-before-and-long-over"),
    ],
)
def test_a_lease_binds_to_its_day_by_law_unless_somebody_ends_it(is_cut_short: bool, on: date, status) -> None:
    assert term_status(is_cut_short, ENDS, on) is status


@pytest.mark.parametrize(
    ("status", "guests", "course"),
    [
        pytest.param("planned", ["invited", "declined"], Course.PLANNED, id="to-come"),
        pytest.param("planned", ["declined"], Course.PLANNED, id="nobody-is-going-to-come"),
        pytest.param("held", ["came"], Course.SEEN, id="came"),
        pytest.param("held", ["no-show", "came"], Course.SEEN, id="one-of-two-came"),
        pytest.param("held", ["came", "confirmed"], Course.SEEN, id="one-came-of-the-other-nothing-is-known-yet"),
        pytest.param("held", ["no-show"], Course.NOBODY, id="nobody"),
        pytest.param("held", ["no-show", "declined", "released"], Course.NOBODY, id="nobody-of-three"),
        pytest.param("held", ["no-show", "invited"], Course.PARTLY, id="the-other-may-have-come"),
        pytest.param("cancelled", ["released"], Course.CANCELLED, id="called-off"),
    ],
)
def test_a_viewing_took_place_where_somebody_came(status: str, guests: list[str], course: Course) -> None:
    assert course_of(ViewingStatus(status), [GuestStatus(guest) for guest in guests]) is course

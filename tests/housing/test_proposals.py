"""Households that are put to landlords: what is told is kept, a talk has the answer, a no takes the offer back."""

from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, Refused
from housing.disclosed_facts import DisclosedFact
from housing.models import LandlordTalk, Listing, Proposal
from housing.reasons.declines import DeclineReason
from housing.reasons.lines import LineReason
from housing.reasons.refusals import RefusalReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.reasons.withdrawn_offers import CAUSES, Cause, TakenBack, taken_back_for
from housing.services.dealings import proposals
from housing.services.dealings.shown_households import find_proposal, get_proposal, shown_of_flat, shown_of_landlord
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.offers.line_turns import offer_to_next
from housing.services.offers.lines import put_in_line
from housing.services.offers.offers import decline_offer
from housing.states import GuestStatus, ListingStatus, OfferStatus, ViewingStatus
from housing.states.landlords import LandlordAnswer
from housing.states.lines import LineStatus
from housing.viewing_facts import CancelReason
from people.models import Household, TalkOutcome
from tests.housing.proposal_scene import YESTERDAY, Scene, new_scene, said
from tests.housing.test_matching import PaysThreeHundred
from tests.support import rows
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY


@pytest.fixture
def scene(session: Session) -> Scene:
    return new_scene(session)


def test_what_was_told_stays_as_it_was_told(scene: Scene):
    set_needs(scene.session, scene.household, NeedsDetails(has_pet=True), actor=scene.officer, on=TODAY)
    proposal = scene.ask(TalkOutcome.WAITS, None, *DisclosedFact)
    told = {"people": 3, "children": 1, "languages": ["ar", "en"], "has_pet": True}
    assert proposal.told == told
    set_needs(scene.session, scene.household, NeedsDetails(has_pet=False), actor=scene.officer, on=TODAY)
    scene.session.commit()
    assert scene.session.get_one(Proposal, proposal.id).told == told


def test_only_what_was_told_is_kept_and_nothing_that_nobody_knows(scene: Scene):
    assert scene.ask(TalkOutcome.WAITS, None, DisclosedFact.PEOPLE, DisclosedFact.PET).told == {"people": 3}


def test_neither_papers_nor_health_nor_means_can_be_told():
    assert set(DisclosedFact) == {"people", "children", "languages", "has_pet"}


def test_the_answer_stands_in_the_talk_which_names_nobody(scene: Scene):
    proposal = scene.ask(TalkOutcome.REFUSED, RefusalReason.PETS)
    [talk] = scene.session.scalars(select(LandlordTalk))
    assert (proposal.asked, proposal.answered, proposal.answer) == (talk, talk, LandlordAnswer.NO)
    assert (talk.refusal, talk.listing, talk.entry.household_id) == (RefusalReason.PETS, scene.listing, None)


def test_who_asks_for_time_answers_later_in_a_talk_of_its_own(scene: Scene):
    proposal = scene.ask(on=YESTERDAY)
    assert (proposal.answer, proposal.answered) == (LandlordAnswer.WAITS, None)
    scene.answer(proposal, TalkOutcome.WAITS)
    assert proposal.answer is LandlordAnswer.WAITS
    scene.answer(proposal, TalkOutcome.AGREED)
    assert proposal.answered
    assert (proposal.answer, proposal.asked.entry.happened_on) == (LandlordAnswer.YES, YESTERDAY)
    assert proposal.answered.entry.happened_on == TODAY
    with pytest.raises(Refused, match="The landlord has said yes"):
        scene.answer(proposal, TalkOutcome.WAITS)
    scene.answer(proposal, TalkOutcome.REFUSED, RefusalReason.LET)
    assert proposal.answer is LandlordAnswer.NO


@pytest.mark.parametrize(
    ("outcome", "refusal", "field"),
    [
        (TalkOutcome.SPOKEN, None, "outcome"),
        (TalkOutcome.REFUSED, None, "refusal"),
        (TalkOutcome.AGREED, RefusalReason.LET, "refusal"),
    ],
    ids=["no-answer", "no-without-a-reason", "yes-with-a-reason"],
)  # fmt: skip
def test_an_answer_is_whole(scene: Scene, outcome: TalkOutcome, refusal: RefusalReason | None, field: str):
    with pytest.raises(Refused) as refused:
        scene.ask(outcome, refusal)
    assert refused.value.field == field


def test_a_landlord_is_asked_once_about_a_household_and_the_refusal_says_when(scene: Scene):
    scene.ask(on=YESTERDAY)
    with pytest.raises(Refused, match=f"asked about N-0007 on {YESTERDAY}"):
        scene.ask()


def test_of_two_who_write_the_same_call_down_at_once_the_second_reads_of_the_first(scene: Scene):
    keys = scene.listing.id, scene.household.id, scene.officer.id
    first, second = at_once(scene.session, *[partial(_ask_in, keys=keys)] * 2)
    assert first == "The landlord was asked about N-0007 on 2026-11-23: write the answer down there."
    assert second == "done"


def _ask_in(session: Session, keys: tuple[int, int, int]) -> None:
    listing, household, officer = map(session.get_one, (Listing, Household, User), keys)
    rows.go_to_work(session, officer)
    Scene(session, listing, household, officer).ask()


@pytest.mark.parametrize("is_later", [False, True], ids=["at-once", "later"])
def test_a_no_takes_the_offer_back_by_the_landlords_cause(scene: Scene, is_later: bool):
    offer = scene.offer()
    if is_later:
        scene.answer(scene.ask(), TalkOutcome.REFUSED, RefusalReason.RENT)
    else:
        scene.ask(TalkOutcome.REFUSED, RefusalReason.RENT)
    assert (offer.status, offer.taken_back_because) == (OfferStatus.WITHDRAWN, TakenBack.ASKS_MORE)
    assert scene.listing.status is ListingStatus.CONTACTED


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("is_offered", [True, False], ids=["offered", "free"])
@pytest.mark.parametrize("is_later", [False, True], ids=["at-once", "later"])
def test_a_flat_that_is_let_has_no_open_advert_nor_line_nor_viewing(scene: Scene, is_offered: bool, is_later: bool):
    behind = rows.add_household(scene.session, scene.household.centre, "Rasuli")
    offer = scene.offer() if is_offered else None
    place = put_in_line(scene.session, scene.listing, behind, fits=True, actor=scene.officer, at=NOW)
    viewing = scene.invite(behind)
    if is_later:
        scene.answer(scene.ask(), TalkOutcome.REFUSED, RefusalReason.LET)
    else:
        scene.ask(TalkOutcome.REFUSED, RefusalReason.LET)
    gone = scene.listing.status, scene.listing.withdrawn_for, scene.listing.closed_on
    assert gone == (ListingStatus.WITHDRAWN, WithdrawalReason.LET, TODAY)
    assert offer is None or offer.taken_back_because is TakenBack.LET_TO_ANOTHER
    assert place.closed_because is LineReason.FLAT_GONE
    assert (viewing.status, viewing.cancelled_for) == (ViewingStatus.CANCELLED, CancelReason.GONE)


def test_a_flat_that_another_household_is_offered_is_not_let_behind_its_back(scene: Scene):
    other = rows.add_household(scene.session, scene.household.centre, "Rasuli")
    offer = Scene(scene.session, scene.listing, other, scene.officer).offer()
    with pytest.raises(Refused, match="take the offer back first"):
        scene.ask(TalkOutcome.REFUSED, RefusalReason.LET)
    assert offer.status is OfferStatus.OPEN


def test_who_says_that_a_flat_is_let_once_more_changes_nothing(scene: Scene):
    scene.ask(TalkOutcome.REFUSED, RefusalReason.LET)
    proposals.propose(
        scene.session, scene.listing, rows.add_household(scene.session, scene.household.centre, "Rasuli"),
        said(TalkOutcome.REFUSED), told=(), refusal=RefusalReason.LET, actor=scene.officer, at=NOW, on=TODAY,
    )  # fmt: skip
    assert scene.listing.status is ListingStatus.WITHDRAWN


def test_a_yes_leaves_the_offer_and_a_no_leaves_anothers_offer(scene: Scene):
    other = rows.add_household(scene.session, scene.household.centre, "Rasuli")
    offer = Scene(scene.session, scene.listing, other, scene.officer).offer()
    scene.ask(TalkOutcome.REFUSED, RefusalReason.CHILDREN)
    assert offer.status is OfferStatus.OPEN


def test_every_no_of_a_landlord_is_a_landlords_cause():
    assert {CAUSES[taken_back_for(refusal)] for refusal in RefusalReason} == {Cause.LANDLORD}


def test_who_saw_the_flat_and_who_was_asked_about_stand_together(scene: Scene):
    scene.see()
    asked = rows.add_household(scene.session, scene.household.centre, "Rasuli")
    Scene(scene.session, scene.listing, asked, scene.officer).ask()
    proposal = scene.ask(on=YESTERDAY)
    landlord = scene.listing.landlord
    assert landlord
    for found in (
        shown_of_flat(scene.session, scene.listing),
        shown_of_landlord(scene.session, landlord, scene.officer),
    ):
        assert [(row.household, row.seen_on) for row in found] == [(asked, []), (scene.household, [YESTERDAY])]
        assert found[1].proposal is proposal
    assert find_proposal(scene.session, scene.listing, scene.household) is proposal


@pytest.mark.parametrize("decline", [True, False], ids=["declined", "open"])
def test_who_was_offered_the_flat_stands_there_with_its_answer(scene: Scene, decline: bool):
    offer = scene.offer()
    if decline:
        decline_offer(scene.session, offer, reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)
    [row] = shown_of_flat(scene.session, scene.listing)
    assert (row.household, row.offers, row.seen_on, row.last_on) == (scene.household, [offer], [], TODAY)
    landlord = scene.listing.landlord
    assert landlord
    [row] = shown_of_landlord(scene.session, landlord, scene.officer)
    assert row.offers == [offer]
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, rows.add_centre(scene.session, "chania"))
    rows.go_to_work(scene.session, stranger)
    assert shown_of_landlord(scene.session, landlord, stranger) == []


def test_who_did_not_come_has_not_seen_it(scene: Scene):
    scene.see(GuestStatus.NO_SHOW)
    assert shown_of_flat(scene.session, scene.listing) == []


def test_a_proposal_is_for_those_who_serve_its_household(scene: Scene):
    proposal = scene.ask()
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, rows.add_centre(scene.session, "chania"))
    assert get_proposal(scene.session, proposal.id, scene.officer) is proposal
    with pytest.raises(Forbidden):
        get_proposal(scene.session, proposal.id, stranger)


@pytest.mark.parametrize("is_later", [False, True])
def test_a_no_takes_the_household_out_of_its_line_and_it_is_put_there_no_more(scene: Scene, is_later: bool):
    line = partial(put_in_line, scene.session, scene.listing, fits=True, actor=scene.officer, at=NOW)
    place, other = line(scene.household), line(rows.add_household(scene.session, scene.household.centre, "Rasuli"))
    if is_later:
        scene.answer(scene.ask(), TalkOutcome.REFUSED, RefusalReason.PETS)
    else:
        scene.ask(TalkOutcome.REFUSED, RefusalReason.PETS)
    ends = place.status, place.closed_because, place.closed_on
    assert ends == (LineStatus.TAKEN_OUT, LineReason.LANDLORD_REFUSED, TODAY)
    assert other.status is LineStatus.WAITING
    with pytest.raises(Refused, match="The landlord would not let this flat to the household"):
        line(scene.household)


def test_a_yes_and_more_time_leave_the_household_in_line(scene: Scene):
    place = put_in_line(scene.session, scene.listing, scene.household, fits=True, actor=scene.officer, at=NOW)
    asked = scene.ask()
    scene.answer(asked, TalkOutcome.AGREED)
    assert place.status is LineStatus.WAITING


def test_whom_the_landlord_refused_is_passed_over_in_line(scene: Scene):
    """Who stands there by an earlier release, which left it in line."""
    set_needs(scene.session, scene.household, NeedsDetails(0, "as they say"), actor=scene.officer, on=TODAY)
    place = put_in_line(scene.session, scene.listing, scene.household, fits=True, actor=scene.officer, at=NOW)
    asked = scene.ask()
    asked.answer, asked.answered = LandlordAnswer.NO, asked.asked
    scene.session.flush()
    turn = offer_to_next(
        scene.session, scene.listing, PaysThreeHundred(), answer_by=TODAY, actor=scene.officer, at=NOW, on=TODAY
    )
    assert (turn.offer, turn.passed_over, place.closed_because) == (None, (place,), LineReason.LANDLORD_REFUSED)

"""Households that are put to landlords: what is told is kept, a talk has the answer, a no takes the offer back."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import utc_now
from core.errors import Forbidden, Refused
from housing.discrimination import Ground
from housing.models import DiscriminationReport, LandlordTalk, Listing, Offer, Proposal, Viewing, ViewingGuest
from housing.reasons.declines import DeclineReason
from housing.reasons.lines import LineReason
from housing.reasons.refusals import RefusalReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.reasons.withdrawn_offers import CAUSES, Cause, TakenBack, taken_back_for
from housing.services import proposals
from housing.services.figures import MonthlyFigures
from housing.services.line_turns import offer_to_next
from housing.services.lines import put_in_line
from housing.services.needs import NeedsDetails, set_needs
from housing.services.offers import decline_offer, make_offer
from housing.services.shown_households import find_proposal, get_proposal, shown_of_flat, shown_of_landlord
from housing.states import GuestStatus, ListingStatus, OfferStatus, ViewingStatus
from housing.states.landlords import LandlordAnswer
from housing.states.lines import LineStatus
from housing.told_facts import ToldFact
from housing.viewing_facts import CancelReason, Opener
from people.models import Channel, Household, Outcome, PersonLanguage
from people.services.log import EntryDetails
from tests.housing.test_matching import PaysThreeHundred
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

YESTERDAY = TODAY - timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    """A verified flat, a household of three that looks for one, and the officer of both."""

    session: Session
    listing: Listing
    household: Household
    officer: User

    def ask(
        self, outcome: Outcome = Outcome.WAITS, refusal: RefusalReason | None = None, *told: ToldFact, on: date = TODAY
    ) -> Proposal:
        return proposals.propose(
            self.session, self.listing, self.household, said(outcome, on), told=told, refusal=refusal,
            actor=self.officer, at=NOW, on=TODAY,
        )  # fmt: skip

    def answer(self, proposal: Proposal, outcome: Outcome, refusal: RefusalReason | None = None) -> None:
        proposals.answer_proposal(self.session, proposal, said(outcome), refusal=refusal, actor=self.officer, at=NOW)

    def offer(self) -> Offer:
        figures = MonthlyFigures(Decimal("450.00"), None, None)
        return make_offer(
            self.session, self.household, self.listing, figures=figures, answer_by=TODAY, actor=self.officer, at=NOW,
            on=TODAY,
        )  # fmt: skip

    def invite(self, household: Household) -> Viewing:
        """To see it tomorrow, by the clock on the wall."""
        viewing = Viewing(listing=self.listing, officer=self.officer, opener=Opener.LANDLORD)
        viewing.booked_by_id, viewing.created_at = self.officer.id, NOW
        viewing.starts_at = utc_now() + timedelta(days=1)
        viewing.ends_at = viewing.starts_at + timedelta(hours=1)
        viewing.guests = [ViewingGuest(household=household, invited_at=NOW)]
        self.session.add(viewing)
        self.session.commit()
        return viewing

    def see(self, status: GuestStatus = GuestStatus.CAME) -> None:
        viewing = Viewing(listing=self.listing, officer=self.officer, opener=Opener.LANDLORD)
        viewing.booked_by_id, viewing.created_at = self.officer.id, NOW
        viewing.starts_at, viewing.ends_at = NOW - timedelta(days=1), NOW - timedelta(hours=23)
        viewing.guests = [ViewingGuest(household=self.household, invited_at=NOW, status=status)]
        self.session.add(viewing)
        self.session.commit()


def said(outcome: Outcome, on: date = TODAY) -> EntryDetails:
    return EntryDetails(on, "Aikaterini Lydaki", Channel.PHONE, outcome, note="Asks for three days")


@pytest.fixture
def scene(session: Session) -> Scene:
    centre = rows.add_centre(session)
    household = rows.add_household(session, centre, births=("1990-02-01", "1992-03-01", "2019-05-05"))
    household.reference = "N-0007"
    household.members[0].person.languages = [PersonLanguage(language="ar")]
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    listing = rows.add_listing(session, centre)
    session.commit()
    return Scene(session, listing, household, officer)


def test_what_was_told_stays_as_it_was_told(scene: Scene):
    set_needs(scene.session, scene.household, NeedsDetails(has_pet=True), actor=scene.officer, on=TODAY)
    proposal = scene.ask(Outcome.WAITS, None, *ToldFact)
    told = {"people": 3, "children": 1, "languages": ["ar", "en"], "has_pet": True}
    assert proposal.told == told
    set_needs(scene.session, scene.household, NeedsDetails(has_pet=False), actor=scene.officer, on=TODAY)
    scene.session.commit()
    assert scene.session.get_one(Proposal, proposal.id).told == told


def test_only_what_was_told_is_kept_and_nothing_that_nobody_knows(scene: Scene):
    assert scene.ask(Outcome.WAITS, None, ToldFact.PEOPLE, ToldFact.PET).told == {"people": 3}


def test_neither_papers_nor_health_nor_means_can_be_told():
    assert set(ToldFact) == {"people", "children", "languages", "has_pet"}


def test_the_answer_stands_in_the_talk_which_names_nobody(scene: Scene):
    proposal = scene.ask(Outcome.REFUSED, RefusalReason.PETS)
    [talk] = scene.session.scalars(select(LandlordTalk))
    assert (proposal.asked, proposal.answered, proposal.answer) == (talk, talk, LandlordAnswer.NO)
    assert (talk.refusal, talk.listing, talk.entry.household_id) == (RefusalReason.PETS, scene.listing, None)


def test_who_asks_for_time_answers_later_in_a_talk_of_its_own(scene: Scene):
    proposal = scene.ask(on=YESTERDAY)
    assert (proposal.answer, proposal.answered) == (LandlordAnswer.WAITS, None)
    scene.answer(proposal, Outcome.WAITS)
    assert proposal.answer is LandlordAnswer.WAITS
    scene.answer(proposal, Outcome.AGREED)
    assert proposal.answered
    assert (proposal.answer, proposal.asked.entry.happened_on) == (LandlordAnswer.YES, YESTERDAY)
    assert proposal.answered.entry.happened_on == TODAY
    with pytest.raises(Refused, match="The landlord has said yes"):
        scene.answer(proposal, Outcome.WAITS)
    scene.answer(proposal, Outcome.REFUSED, RefusalReason.LET)
    assert proposal.answer is LandlordAnswer.NO


@pytest.mark.parametrize(
    ("outcome", "refusal", "field"),
    [
        (Outcome.SPOKEN, None, "outcome"),
        (Outcome.REFUSED, None, "refusal"),
        (Outcome.AGREED, RefusalReason.LET, "refusal"),
    ],
    ids=["no-answer", "no-without-a-reason", "yes-with-a-reason"],
)  # fmt: skip
def test_an_answer_is_whole(scene: Scene, outcome: Outcome, refusal: RefusalReason | None, field: str):
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
        scene.answer(scene.ask(), Outcome.REFUSED, RefusalReason.RENT)
    else:
        scene.ask(Outcome.REFUSED, RefusalReason.RENT)
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
        scene.answer(scene.ask(), Outcome.REFUSED, RefusalReason.LET)
    else:
        scene.ask(Outcome.REFUSED, RefusalReason.LET)
    gone = scene.listing.status, scene.listing.withdrawn_for, scene.listing.closed_on
    assert gone == (ListingStatus.WITHDRAWN, WithdrawalReason.LET, TODAY)
    assert offer is None or offer.taken_back_because is TakenBack.LET_TO_ANOTHER
    assert place.closed_because is LineReason.FLAT_GONE
    assert (viewing.status, viewing.cancelled_for) == (ViewingStatus.CANCELLED, CancelReason.GONE)


def test_a_flat_that_another_household_is_offered_is_not_let_behind_its_back(scene: Scene):
    other = rows.add_household(scene.session, scene.household.centre, "Rasuli")
    offer = Scene(scene.session, scene.listing, other, scene.officer).offer()
    with pytest.raises(Refused, match="take the offer back first"):
        scene.ask(Outcome.REFUSED, RefusalReason.LET)
    assert offer.status is OfferStatus.OPEN


def test_who_says_that_a_flat_is_let_once_more_changes_nothing(scene: Scene):
    scene.ask(Outcome.REFUSED, RefusalReason.LET)
    proposals.propose(
        scene.session, scene.listing, rows.add_household(scene.session, scene.household.centre, "Rasuli"),
        said(Outcome.REFUSED), told=(), refusal=RefusalReason.LET, actor=scene.officer, at=NOW, on=TODAY,
    )  # fmt: skip
    assert scene.listing.status is ListingStatus.WITHDRAWN


def test_a_yes_leaves_the_offer_and_a_no_leaves_anothers_offer(scene: Scene):
    other = rows.add_household(scene.session, scene.household.centre, "Rasuli")
    offer = Scene(scene.session, scene.listing, other, scene.officer).offer()
    scene.ask(Outcome.REFUSED, RefusalReason.CHILDREN)
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


@pytest.mark.usefixtures("clock")
def test_the_pages_say_when_it_was_offered_and_why_it_was_declined(client: PageClient, scene: Scene):
    enter(client, scene.session, scene.officer)
    offer = scene.offer()
    decline_offer(scene.session, offer, reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)
    scene.session.commit()
    for path in (f"/listings/{scene.listing.id}/dealings", f"/landlords/{scene.listing.landlord_id}/dealings"):
        page = client.page(path)
        [cell] = page.xpath("//td[@data-th='Offered']")
        assert text(cell).split() == ["23/11/2026", "Declined", "23/11/2026", "It", "is", "too", "far", "away"]
        assert cell.xpath(".//a/@href") == [f"/offers/{offer.id}"]


def test_who_did_not_come_has_not_seen_it(scene: Scene):
    scene.see(GuestStatus.NO_SHOW)
    assert shown_of_flat(scene.session, scene.listing) == []


def test_a_proposal_is_for_those_who_serve_its_household(scene: Scene):
    proposal = scene.ask()
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, rows.add_centre(scene.session, "chania"))
    assert get_proposal(scene.session, proposal.id, scene.officer) is proposal
    with pytest.raises(Forbidden):
        get_proposal(scene.session, proposal.id, stranger)


@pytest.mark.usefixtures("clock")
def test_a_call_is_written_down_in_one_step_and_its_no_is_reported(client: PageClient, scene: Scene):
    enter(client, scene.session, scene.officer)
    form = f"/listings/{scene.listing.id}/proposals/new"
    told = {"household_id": "0", "reference": "N-0007", "told": ["people", "languages"]}
    assert client.submit(form, outcome="refused", status=422, **told).xpath("//*[@id='refusal-error']")
    page = client.submit(form, outcome="refused", refusal="children", note="No children", **told)
    for words in ("Haddad", "N-0007", "told: 3 people, Arabic, English", "Wants no children"):
        assert words in text(page)
    (report,) = page.xpath("//main//a[starts-with(@href, '/discrimination/new')]/@href")
    shown = client.page(report)
    assert shown.xpath("string(//textarea[@name='words'])").strip() == "No children"
    client.submit(report, words="No children")
    kept = scene.session.scalars(select(DiscriminationReport)).one()
    assert (kept.ground, kept.landlord_id, kept.listing_id) == (
        Ground.FAMILY, scene.listing.landlord_id, scene.listing.id,
    )  # fmt: skip
    landlord_id = scene.listing.landlord_id
    scene.session.commit()
    page = client.page(f"/landlords/{landlord_id}/dealings")
    assert "reported as discrimination" in text(page)
    assert "Haddad" not in text(client.page(f"/landlords/{landlord_id}"))


@pytest.mark.usefixtures("clock")
def test_an_answer_that_comes_later_is_written_down_and_met_before_an_offer(client: PageClient, scene: Scene):
    enter(client, scene.session, scene.officer)
    proposal = scene.ask()
    scene.session.commit()
    page = client.submit(f"/proposals/{proposal.id}/answer", outcome="refused", refusal="too-many", note="Five is much")
    assert "Too many people for the flat" in text(page)
    offering = client.page(f"/offers/new?household={scene.household.id}&listing={scene.listing.id}")
    assert "Too many people for the flat" in text(offering)


@pytest.mark.usefixtures("clock")
def test_lists_say_what_the_landlord_refused_and_an_offer_all_the_same_asks_why(client: PageClient, scene: Scene):
    enter(client, scene.session, scene.officer)
    set_needs(scene.session, scene.household, NeedsDetails(0, "as they say"), actor=scene.officer, on=TODAY)
    form = f"/offers/new?household={scene.household.id}&listing={scene.listing.id}"
    flats, households = f"/households/{scene.household.id}/flats", f"/listings/{scene.listing.id}/households"
    scene.session.commit()
    assert not client.page(form).xpath("//*[@name='despite_hold']")
    assert "said no to this household" not in text(client.page(flats)) + text(client.page(households))
    scene.ask(Outcome.REFUSED, RefusalReason.PETS)
    scene.session.commit()
    for path in (flats, f"{flats}/{scene.listing.id}", households):
        assert "the landlord said no to this household" in text(client.page(path)), path
    assert client.submit(form, despite_hold="", status=422).xpath("//*[@id='despite_hold-error']")
    assert "The cat stays away" in text(client.submit(form, despite_hold="The cat stays away"))


@pytest.mark.parametrize("is_later", [False, True])
def test_a_no_takes_the_household_out_of_its_line_and_it_is_put_there_no_more(scene: Scene, is_later: bool):
    line = partial(put_in_line, scene.session, scene.listing, fits=True, actor=scene.officer, at=NOW)
    place, other = line(scene.household), line(rows.add_household(scene.session, scene.household.centre, "Rasuli"))
    if is_later:
        scene.answer(scene.ask(), Outcome.REFUSED, RefusalReason.PETS)
    else:
        scene.ask(Outcome.REFUSED, RefusalReason.PETS)
    ends = place.status, place.closed_because, place.closed_on
    assert ends == (LineStatus.TAKEN_OUT, LineReason.LANDLORD_REFUSED, TODAY)
    assert other.status is LineStatus.WAITING
    with pytest.raises(Refused, match="The landlord would not let this flat to the household"):
        line(scene.household)


def test_a_yes_and_more_time_leave_the_household_in_line(scene: Scene):
    place = put_in_line(scene.session, scene.listing, scene.household, fits=True, actor=scene.officer, at=NOW)
    asked = scene.ask()
    scene.answer(asked, Outcome.AGREED)
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


@pytest.mark.usefixtures("clock")
def test_the_page_says_who_left_the_line_by_the_landlords_no(client: PageClient, scene: Scene):
    put_in_line(scene.session, scene.listing, scene.household, fits=True, actor=scene.officer, at=NOW)
    asked = scene.ask()
    enter(client, scene.session, scene.officer)
    page = client.submit(f"/proposals/{asked.id}/answer", outcome="refused", refusal="pets", spoken_with="Lydaki")
    assert "Haddad stands in line for this flat no more." in text(page)
    assert "the landlord would not let it to this household" in text(client.page(f"/listings/{scene.listing.id}/line"))


@pytest.mark.usefixtures("clock")
def test_of_another_centres_household_neither_name_nor_what_was_told_is_read(client: PageClient, scene: Scene):
    elsewhere = rows.add_household(scene.session, rows.add_centre(scene.session, "chania"), "Rasuli")
    boss = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER)
    asked = Scene(scene.session, scene.listing, elsewhere, boss)
    asked.ask(Outcome.AGREED, None, *ToldFact)
    decline_offer(scene.session, asked.offer(), reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)
    scene.session.commit()
    enter(client, scene.session, scene.officer)
    page = text(client.page(f"/listings/{scene.listing.id}/dealings"))
    assert elsewhere.reference in page
    assert "Rasuli" not in page
    assert "told:" not in page
    assert "It is too far away" not in page
    assert "Declined" in page

"""A flat, its landlord, and a household that is put to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import utc_now
from housing.disclosed_facts import DisclosedFact
from housing.models import Listing, Offer, Proposal, Viewing, ViewingGuest
from housing.reasons.refusals import RefusalReason
from housing.services.dealings import proposals
from housing.services.offers.offers import make_offer
from housing.services.ranking.costs import MonthlyFigures
from housing.states import GuestStatus
from housing.viewing_facts import Opener
from people.models import Channel, Household, PersonLanguage, TalkOutcome
from people.services.log import EntryDetails
from tests.support import rows
from tests.support.rows import NOW, TODAY

YESTERDAY = TODAY - timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    """A verified flat, a household of three that looks for one, and the officer of both."""

    session: Session
    listing: Listing
    household: Household
    officer: User

    def ask(
        self,
        outcome: TalkOutcome = TalkOutcome.WAITS,
        refusal: RefusalReason | None = None,
        *told: DisclosedFact,
        on: date = TODAY,
    ) -> Proposal:
        return proposals.propose(
            self.session, self.listing, self.household, said(outcome, on), told=told, refusal=refusal,
            actor=self.officer, at=NOW, on=TODAY,
        )  # fmt: skip

    def answer(self, proposal: Proposal, outcome: TalkOutcome, refusal: RefusalReason | None = None) -> None:
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


def said(outcome: TalkOutcome, on: date = TODAY) -> EntryDetails:
    return EntryDetails(on, "Aikaterini Lydaki", Channel.PHONE, outcome, note="Asks for three days")


def new_scene(session: Session) -> Scene:
    centre = rows.add_centre(session)
    household = rows.add_household(session, centre, births=("1990-02-01", "1992-03-01", "2019-05-05"))
    household.reference = "N-0007"
    household.members[0].person.languages = [PersonLanguage(language="ar")]
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    listing = rows.add_listing(session, centre)
    session.commit()
    return Scene(session, listing, household, officer)

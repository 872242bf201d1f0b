"""What the programme writes to households about money."""

from datetime import date

from sqlalchemy.orm import Session

from core.errors import Refused
from core.letters.letter import Letter
from core.letters.making import letter
from core.text import N_, Sentence
from housing.models import LeaseDocument
from people.models import Household, HouseholdDocument
from subsidies.models import AwardStatus, SubsidyAward
from subsidies.rules.plain_words import in_plain_words
from subsidies.services.statements import statement_of


def _with_lease(session: Session, award_id: int) -> LeaseDocument:
    return LeaseDocument.of(session.get_one(SubsidyAward, award_id).lease)


def _with_household(session: Session, household_id: int) -> HouseholdDocument:
    return HouseholdDocument(household=session.get_one(Household, household_id))


@letter("award", keep=_with_lease)
def letter_of_award(session: Session, award_id: int, on: date) -> Letter:
    """The letter of a stored award."""
    return award_letter(session.get_one(SubsidyAward, award_id), on=on)


@letter("statement", keep=_with_household)
def statement_of_household(session: Session, household_id: int, on: date) -> Letter:
    """The letter of a stored household."""
    return statement_letter(session, session.get_one(Household, household_id), on=on)


def award_letter(award: SubsidyAward, *, on: date) -> Letter:
    """The notice of an approved award, with every payment and its reason."""
    if award.status is not AwardStatus.APPROVED:
        raise Refused(Sentence(N_("Only an approved award is told to its household.")))
    title = Sentence(N_("The programme pays towards your rent"))
    reasons = {row.id: [in_plain_words(sentence) for sentence in row.sentences] for row in award.instalments}
    return _letter(title, "award", award.lease.household, on, award=award, reasons=reasons)


def statement_letter(session: Session, household: Household, *, on: date) -> Letter:
    """The household's account as of the day."""
    statement = statement_of(session, household.id, on=on)
    return _letter(Sentence(N_("Your account with the programme")), "statement", household, on, statement=statement)


def _letter(title: Sentence, template: str, household: Household, on: date, **facts: object) -> Letter:
    return Letter(
        title=title,
        template=f"subsidies/letter_{template}.html",
        reader=household.name,
        reads=household.language,
        reference=household.reference,
        centre=household.centre,
        on=on,
        facts=facts,
    )

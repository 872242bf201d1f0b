"""Whether an SMS goes to a household: to its telephone, unless it has said that nobody is to write to it any more."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from people.models import Consent, Contact, ContactKind, Household, Purpose


class NoSms(StrEnum):
    """Why none goes to a household."""

    NO_NUMBER = "no-number"
    WITHDRAWN = "withdrawn"  # its agreement to messages


@dataclass(frozen=True, slots=True)
class SmsWay:
    """The number, or why there is none."""

    number: str | None
    why_not: NoSms | None = None


def sms_way(session: Session, household: Household) -> SmsWay:
    """The telephone to try first, the household's own or one of its people's; none where somebody of it took the
    agreement to messages back and nobody's stands. By one query, for pages that ask much.
    """
    people = [member.person_id for member in household.members if member.left_on is None]
    agreed = and_(Consent.person_id.in_(people), Consent.purpose == Purpose.MESSAGES)
    is_withdrawn = exists().where(agreed, Consent.withdrawn_on.is_not(None))
    stands = exists().where(agreed, Consent.withdrawn_on.is_(None))
    its = (Contact.household_id == household.id) | Contact.person_id.in_(people)
    query = select(Contact.value, is_withdrawn & ~stands).where(its, Contact.kind == ContactKind.PHONE)
    found = session.execute(query.order_by(Contact.is_preferred.desc(), Contact.kind, Contact.id).limit(1)).first()
    if found is None:
        return SmsWay(None, NoSms.NO_NUMBER)
    number, is_refused = found
    return SmsWay(None, NoSms.WITHDRAWN) if is_refused else SmsWay(number)


def sms_number(session: Session, household: Household) -> str | None:
    """Where an SMS goes."""
    return sms_way(session, household).number

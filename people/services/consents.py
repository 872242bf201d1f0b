"""Agreements: given to a text of a version, withdrawn on a day, never edited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.errors import NotFound, Refused
from core.refusals import refuse_future
from core.text import N_, Sentence
from people.models import Consent, Person, Purpose
from people.services.persons import get_person_to_change


@dataclass(frozen=True, slots=True)
class ConsentDetails:
    """What was agreed to, in which text and language, and when."""

    purpose: Purpose
    text_version: str
    language: str  # ISO 639 code
    given_on: date


def give_consent(session: Session, person: Person, details: ConsentDetails, *, actor: User, at: datetime) -> Consent:
    """Write down that the person has agreed."""
    refuse_future(details.given_on, day_of(at), "given_on")
    if any(consent.purpose is details.purpose for consent in _standing(session, person)):
        raise Refused(Sentence(N_("The person has agreed to this already.")), field="purpose")
    consent = Consent(
        person=person,
        purpose=details.purpose,
        text_version=details.text_version,
        language=details.language,
        given_on=details.given_on,
        recorded_by=actor,
        recorded_at=at,
    )
    session.add(consent)
    record(session, "give-consent", consent, actor=actor)
    return consent


def withdraw_consent(session: Session, consent: Consent, *, on: date, actor: User) -> None:
    """The person does not agree any more; what was done until then was allowed."""
    if consent.withdrawn_on is not None:
        raise Refused(Sentence(N_("This agreement is withdrawn already.")))
    consent.withdrawn_on, consent.withdrawn_by = on, actor
    record(session, "withdraw-consent", consent, actor=actor)


def get_consent(session: Session, consent_id: int, actor: User, on: date) -> Consent:
    """The agreement, to withdraw: for those who serve its person now."""
    consent = session.get(Consent, consent_id)
    if consent is None:
        raise NotFound(Sentence(N_("There is no such agreement.")))
    get_person_to_change(session, consent.person_id, actor, on)
    return consent


def consents_of(session: Session, person_ids: Iterable[int]) -> Sequence[Consent]:
    """Every agreement of these people, person by person, the latest first."""
    query = (
        select(Consent)
        .options(joinedload(Consent.person), joinedload(Consent.recorded_by))
        .where(Consent.person_id.in_(list(person_ids)))
        .order_by(Consent.person_id, Consent.given_on.desc(), Consent.id.desc())
    )
    return session.scalars(query).all()


def _standing(session: Session, person: Person) -> Sequence[Consent]:
    return session.scalars(select(Consent).where(Consent.person_id == person.id, Consent.withdrawn_on.is_(None))).all()

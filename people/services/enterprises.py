"""Enterprises: written down once for each centre, corrected, listed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.errors import Forbidden, NotFound, Refused
from core.sealed import matches
from core.text import N_, Sentence
from people.identifiers import check_afm
from people.models import Enterprise, EnterpriseKind

_OTHER_CENTRE = Sentence(N_("This enterprise is known to another centre."))


@dataclass(frozen=True, slots=True)
class EnterpriseDetails:
    """What is written down about an enterprise."""

    name: str
    kind: EnterpriseKind
    centre_id: int
    afm: str | None = None


def add_enterprise(session: Session, details: EnterpriseDetails, *, actor: User, at: datetime) -> Enterprise:
    """Write down an enterprise that its centre does not know yet."""
    enterprise = Enterprise(**asdict(_checked(session, details, actor)), created_at=at)
    session.add(enterprise)
    record(session, "add-enterprise", enterprise, actor=actor)
    return enterprise


def change_enterprise(session: Session, enterprise: Enterprise, details: EnterpriseDetails, *, actor: User) -> None:
    """Correct what is written down."""
    for name, value in asdict(_checked(session, details, actor, besides=enterprise)).items():
        setattr(enterprise, name, value)
    record(session, "change-enterprise", enterprise, actor=actor)


def get_enterprise(session: Session, enterprise_id: int, actor: User) -> Enterprise:
    """The enterprise, for those of its centre."""
    enterprise = session.get(Enterprise, enterprise_id, options=[joinedload(Enterprise.centre)])
    if enterprise is None:
        raise NotFound(Sentence(N_("There is no such enterprise.")))
    if not actor.sees_centre(enterprise.centre_id):
        raise Forbidden(_OTHER_CENTRE)
    return enterprise


def list_enterprises(session: Session, actor: User) -> Sequence[Enterprise]:
    """Those that this person's centres know, by name."""
    query = select(Enterprise).options(joinedload(Enterprise.centre)).where(actor.sees(Enterprise.centre_id))
    return session.scalars(query.order_by(Enterprise.name, Enterprise.id)).all()


def _checked(
    session: Session, details: EnterpriseDetails, actor: User, besides: Enterprise | None = None
) -> EnterpriseDetails:
    if not actor.sees_centre(details.centre_id):
        raise Forbidden(_OTHER_CENTRE)
    if details.afm is None:
        return details
    afm = check_afm(details.afm)
    same = select(Enterprise).where(matches(Enterprise.afm_index, afm), Enterprise.centre_id == details.centre_id)
    if any(other is not besides for other in session.scalars(same)):
        raise Refused(Sentence(N_("An enterprise with this AFM is known already.")), field="afm")
    return replace(details, afm=afm)

"""Those who speak for landlords: written down, corrected, taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.emails import check_email
from core.errors import NotFound
from core.phones import check_phone
from core.text import N_, Sentence
from housing.models import Agent, AgentCapacity, Landlord
from housing.services.landlords.landlord_reach import get_landlord, is_seen_by

NO_SUCH_AGENT = Sentence(N_("There is no such agent."))


@dataclass(frozen=True, slots=True)
class AgentDetails:
    """What is written down about whoever speaks for a landlord."""

    name: str
    capacity: AgentCapacity
    phone: str | None = None
    email: str | None = None


def add_agent(session: Session, landlord: Landlord, details: AgentDetails, *, actor: User, at: datetime) -> Agent:
    """Somebody speaks for the landlord."""
    agent = Agent(landlord=landlord, created_at=at, **asdict(_checked(details)))
    session.add(agent)
    record(session, "add-agent", agent, actor=actor)
    return agent


def change_agent(session: Session, agent: Agent, details: AgentDetails, *, actor: User) -> None:
    """Correct what is written down."""
    for name, value in asdict(_checked(details)).items():
        setattr(agent, name, value)
    record(session, "change-agent", agent, actor=actor)


def remove_agent(session: Session, agent: Agent, *, actor: User) -> None:
    """This one speaks for the landlord no longer."""
    landlord = agent.landlord
    session.delete(agent)
    record(session, "remove-agent", landlord, actor=actor)


def get_agent(session: Session, agent_id: int, actor: User) -> Agent:
    """The agent, for those who see the landlord."""
    agent = session.get(Agent, agent_id)
    if agent is None:
        raise NotFound(NO_SUCH_AGENT)
    get_landlord(session, agent.landlord_id, actor)
    return agent


def agents_of(session: Session, landlord: Landlord) -> Sequence[Agent]:
    """Who speaks for the landlord, in the order in which they were written down."""
    return session.scalars(select(Agent).where(Agent.landlord_id == landlord.id).order_by(Agent.id)).all()


def others_of(session: Session, agents: Sequence[Agent], actor: User) -> Mapping[bytes, list[Landlord]]:
    """For whom else the same telephones speak, of the landlords that this person sees."""
    known = {agent.id for agent in agents}
    phones = {agent.phone_index for agent in agents if agent.phone_index}
    same = select(Agent).join(Agent.landlord).options(joinedload(Agent.landlord))
    same = same.where(Agent.phone_index.in_(phones), Agent.id.not_in(known), is_seen_by(actor))
    found: dict[bytes, list[Landlord]] = {}
    for agent in session.scalars(same.order_by(Agent.id)) if phones else ():
        if agent.phone_index is not None:
            found.setdefault(agent.phone_index, []).append(agent.landlord)
    return found


def _checked(details: AgentDetails) -> AgentDetails:
    return replace(
        details,
        phone=details.phone and check_phone(details.phone),
        email=details.email and check_email(details.email),
    )

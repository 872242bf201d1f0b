"""A new installation: the first programme, project, partner and centre, and an administrator who adds the rest."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.auth import staff
from core.auth.permissions import StaffRole
from core.dates import day_of
from core.installation import Installation
from core.structure import building
from core.structure.building import CentreDetails, Names


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an installation begins with."""

    programme: Names
    project: Names
    partner: Names
    centre: CentreDetails
    administrator: str
    email: str


def found(session: Session, beginning: Beginning, *, at: datetime) -> str:
    """Write it down as of today; returns the secret of the administrator's link."""
    on = day_of(at)
    session.add(Installation(id=1, is_demonstration=False, created_at=at))
    programme = building.add_programme(session, beginning.programme, starts_on=on, actor=None)
    project = building.add_project(session, programme, beginning.project, starts_on=on, actor=None)
    partner = building.add_partner(session, project, beginning.partner, is_lead=True, starts_on=on, actor=None)
    building.add_centre(session, partner, beginning.centre, starts_on=on, actor=None)
    user = staff.invite(session, beginning.administrator, beginning.email, actor=None, at=at)
    staff.give_post(session, user, StaffRole.ADMINISTRATOR, programme, starts_on=on, actor=None, at=at)
    return staff.new_link(session, user, actor=None, at=at)

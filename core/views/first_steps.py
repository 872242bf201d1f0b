"""What an administrator of the whole programme does first: let in whoever an office cannot do without, and write down
where households call.
"""

from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import Select, case, false, func, literal, or_, select

from core.auth.models import Post, User
from core.auth.permissions import Permission, StaffRole
from core.installation import is_an_office
from core.panels import Counted
from core.structure import Centre, CentreOperation, PlaceKind
from core.tasks import FIRST_STEPS, Task
from core.text import N_, Sentence

_INVITE = {
    StaffRole.HOUSING_OFFICER: (
        N_("Invite a housing officer"),
        N_("Nobody collects flats, takes households in or makes offers yet."),
    ),
    StaffRole.FINANCE_OFFICER: (
        N_("Invite a finance officer"),
        N_("Nobody prepares subsidies and payments yet."),
    ),
    StaffRole.FINANCE_APPROVER: (
        N_("Invite an approver"),
        N_("Subsidies and payments are approved by another person than who prepares them, and there is none yet."),
    ),
    StaffRole.ADMINISTRATOR: (
        N_("Invite a second administrator"),
        N_("Whoever loses password or telephone is let in again by another administrator, and there is only you."),
    ),
}
_ENOUGH = {role: 2 if role is StaffRole.ADMINISTRATOR else 1 for role in _INVITE}


def _count_holders(user: User, on: date) -> Select[*tuple[Any, ...]]:
    """How many hold each role or are to; as many as are needed where it is not this person's to know of all.

    Only what `stegi init` began has first steps.
    """
    if not user.serves_programme(Permission.ADMINISTER):
        return select(*(literal(enough).label(role) for role, enough in _ENOUGH.items()))
    held = or_(Post.ends_on.is_(None), Post.ends_on > on)
    holders = select(func.count(Post.user_id.distinct())).where(held)
    counts = {
        role: case((is_an_office(), holders.where(Post.role == role).scalar_subquery()), else_=enough)
        for role, enough in _ENOUGH.items()
    }
    return select(*(count.label(role) for role, count in counts.items()))


def _invite(*counts: int) -> list[Task]:
    counted = zip(_INVITE.items(), counts, strict=True)
    return [_task(role, *words) for (role, words), count in counted if count < _ENOUGH[role]]


def _task(role: StaffRole, title: str, why: str) -> Task:
    return Task(
        title=Sentence(title),
        why=Sentence(why),
        action=Sentence(N_("Invite")),
        url=url_for("core.invite_staff", role=role),
        icon="person",
        group=FIRST_STEPS,
    )


def _count_without_phone(user: User, on: date) -> Select[*tuple[Any, ...]]:
    """How many centres that run households cannot call, and one of them."""
    is_run = Centre.operations.any(or_(CentreOperation.ends_on.is_(None), CentreOperation.ends_on > on))
    is_asked = is_an_office() if user.serves_programme(Permission.ADMINISTER) else false()
    silent = select(func.count(Centre.id).label("silent"), func.min(Centre.id).label("first_silent"))
    return silent.where(Centre.phone.is_(None), is_run, is_asked)


def _write_phone(count: int, first: int | None) -> list[Task]:
    if not count:
        return []
    to_one = url_for("core.change_unit", kind=PlaceKind.CENTRE, unit_id=first)
    task = Task(
        title=Sentence.counted(count, "%(n)s centre has no telephone", "%(n)s centres have no telephone"),
        why=Sentence(N_("It stands at the end of every page of their households, for whoever has a question.")),
        action=Sentence(N_("Write it down")),
        url=to_one if count == 1 else url_for("core.list_structure"),
        icon="telephone",
        group=FIRST_STEPS,
    )
    return [task]


FIRST = (
    Counted(Permission.ADMINISTER, _count_holders, _invite),
    Counted(Permission.ADMINISTER, _count_without_phone, _write_phone),
)

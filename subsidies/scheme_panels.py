"""Schemes in the navigation and on the day's board."""

from datetime import date

from flask import url_for
from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from core.audit.queries import SharedRows
from core.auth.models import User
from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.structure import Centre
from core.tasks import FIRST_STEPS, Task
from core.text import N_, Sentence
from subsidies.models import SchemeVersion
from subsidies.services.scheme_proposals import proposals_to_decide, returned_to, wants_scheme
from subsidies.task_groups import SCHEMES

PAGES = frozenset(f"subsidies.{page}" for page in ("show_scheme", "show_scheme_version", "propose_scheme"))


def register_schemes(panels: Panels) -> None:
    """Add everything of schemes to the registry."""
    panels.menu.append(MenuEntry(Sentence(N_("Schemes")), "subsidies.list_schemes", Permission.VIEW_SCHEMES, 80, PAGES))
    panels.tasks.append((Permission.APPROVE_SCHEMES, _proposals_to_decide))
    panels.tasks.append((Permission.PROPOSE_SCHEMES, _returned_proposals))
    panels.tasks.append((Permission.PROPOSE_SCHEMES, _scheme_to_begin_with))
    panels.shared[SchemeVersion.__tablename__] = SharedRows(Permission.VIEW_SCHEMES, _keys_of_versions)


def _keys_of_versions(viewer: User) -> Select[int]:
    """All of them for those who serve every centre there is, since a scheme is everybody's; else none."""
    is_elsewhere = exists().where(~viewer.sees(Centre.id))
    return select(SchemeVersion.id).where(~is_elsewhere)


def _proposals_to_decide(session: Session, user: User, on: date) -> list[Task]:
    return [_task(version) for version in proposals_to_decide(session, user)]


def _returned_proposals(session: Session, user: User, on: date) -> list[Task]:
    return [_task_of_returned(version) for version in returned_to(session, user)]


def _scheme_to_begin_with(session: Session, user: User, on: date) -> list[Task]:
    if not wants_scheme(session, user, on):
        return []
    task = Task(
        title=Sentence(N_("Fill a scheme in: none awards yet")),
        why=Sentence(N_("Until one does, flats stand without an estimate and no subsidy can be prepared.")),
        action=Sentence(N_("To the schemes")),
        url=url_for("subsidies.list_schemes"),
        icon="file-earmark-text",
        group=FIRST_STEPS,
    )
    return [task]


def _task_of_returned(version: SchemeVersion) -> Task:
    assert version.decided_by is not None  # the database holds it
    values = {"version": version.version, "scheme": version.key}
    return Task(
        title=Sentence(N_("Version %(version)s of the scheme %(scheme)s came back to you"), values),
        why=Sentence(N_("Returned by %(name)s, with the reason."), {"name": version.decided_by.name}),
        action=Sentence(N_("Read why")),
        url=url_for("subsidies.show_scheme_version", key=version.key, version=version.version),
        icon="file-earmark-text",
        group=SCHEMES,
    )


def _task(version: SchemeVersion) -> Task:
    assert version.prepared_by is not None  # the database holds it
    values = {"version": version.version, "scheme": version.key}
    return Task(
        title=Sentence(N_("Version %(version)s of the scheme %(scheme)s waits for your approval"), values),
        why=Sentence(N_("Proposed by %(name)s."), {"name": version.prepared_by.name}),
        action=Sentence(N_("Look")),
        url=url_for("subsidies.show_scheme_version", key=version.key, version=version.version),
        icon="file-earmark-text",
        group=SCHEMES,
    )

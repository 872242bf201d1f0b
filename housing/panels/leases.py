"""What leases put into the navigation and on the day's board."""

from datetime import date, timedelta
from typing import cast

from flask import url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.documents.pages import documents_section
from core.panels import MenuEntry, Panels
from core.tasks import Task
from core.text import N_, Sentence
from housing.lease_points import LeasePoint
from housing.models import Lease, LeaseDocument
from housing.panels.task_groups import LEASES
from housing.services.leases.leases import lease_points, leases_waiting_for_aade

SOON = timedelta(days=14)
_PAGES = (
    "add_complaint", "add_document", "complete_landlord", "end_lease", "import_leases", "list_let_homes",
    "correct_amounts", "record_acceptance", "record_declaration", "settle_complaint", "show_lease", "sign_lease",
)  # fmt: skip


def register_leases(panels: Panels) -> None:
    """Add the leases to the registry."""
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Leases")),
            "housing.list_leases",
            Permission.VIEW_LEASES,
            order=40,
            endpoints=frozenset(f"housing.{page}" for page in _PAGES),
        )
    )
    panels.tasks.append((Permission.EDIT_LEASES, _steps_due))
    panels.add_section("lease", Permission.VIEW_DOCUMENTS, _documents_of)


def _documents_of(subject: object) -> Markup:
    lease = cast(Lease, subject)
    query = select(LeaseDocument).where(LeaseDocument.lease_id == lease.id)
    return documents_section(query, lease.household.centre_id, url_for("housing.add_document", lease_id=lease.id))


def _steps_due(session: Session, user: User, on: date) -> list[Task]:
    """The steps at AADE whose last day has passed or comes soon, the earliest first."""
    steps = [(lease, point) for lease in leases_waiting_for_aade(session, user, on) for point in lease_points(lease)]
    due = [(point.due_on, lease.id, lease, point) for lease, point in steps if point.due_on is not None]
    return [_task(lease, point, user) for due_on, _key, lease, point in sorted(due) if due_on <= on + SOON]


def _task(lease: Lease, point: LeasePoint, user: User) -> Task:
    return Task(
        title=point.sentence,
        why=Sentence(
            N_("Lease of %(household)s; the last day is %(day)s."),
            {"household": lease.household.name, "day": point.due_on},
        ),
        action=Sentence(N_("Open")),
        url=url_for("housing.show_lease", lease_id=lease.id),
        icon="file-earmark-text",
        group=LEASES,
        due_on=point.due_on,
        is_mine=lease.household.officer_id == user.id,
    )

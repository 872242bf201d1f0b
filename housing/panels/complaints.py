"""What landlords complain of: on the page of the lease, and on the day's board until it is settled."""

from datetime import date
from typing import cast

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from core.auth.access import actor
from core.auth.models import User
from core.auth.permissions import Permission
from core.panels import Panels
from core.session import db_session
from core.tasks import Task
from core.text import N_, Sentence
from housing.models import Complaint, Lease
from housing.panels.task_groups import LEASES
from housing.services.landlords.complaints import complaints_of_lease, open_complaints
from housing.words.talks import COMPLAINT_WORDS


def register_complaints(panels: Panels) -> None:
    """Add the complaints to the registry."""
    panels.add_section("lease", Permission.VIEW_LEASES, _complaints_of)
    panels.tasks.append((Permission.EDIT_LEASES, _to_settle))


def _complaints_of(subject: object) -> Markup:
    lease = cast(Lease, subject)
    may_add = actor().may(Permission.EDIT_LEASES, lease.household.centre_id)
    add_url = url_for("housing.add_complaint", lease_id=lease.id) if may_add else None
    complaints = complaints_of_lease(db_session(), lease, actor())
    return Markup(render_template("housing/_complaints.html", complaints=complaints, add_url=add_url))


def _to_settle(session: Session, user: User, on: date) -> list[Task]:
    return [_task(complaint, user) for complaint in open_complaints(session, user)]


def _task(complaint: Complaint, user: User) -> Task:
    lease = complaint.lease
    return Task(
        title=Sentence(
            N_("%(landlord)s complains: %(what)s"),
            {"landlord": lease.landlord.known_as, "what": COMPLAINT_WORDS[complaint.kind]},
        ),
        why=Sentence(
            N_("Lease of %(household)s; open since %(day)s."),
            {"household": lease.household.name, "day": complaint.raised_on},
        ),
        action=Sentence(N_("Settle")),
        url=url_for("housing.settle_complaint", complaint_id=complaint.id),
        icon="chat-left-text",
        group=LEASES,
        is_mine=lease.household.officer_id == user.id,
    )

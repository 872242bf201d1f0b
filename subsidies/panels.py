"""What subsidies put into the navigation, on the day's board and on the page of a lease."""

from datetime import date
from typing import cast

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from core.audit.queries import SharedRows
from core.auth.models import User
from core.auth.permissions import Permission
from core.dates import first_of_month
from core.money import total
from core.panels import MenuEntry, Panels
from core.session import db_session
from core.tasks import Task
from core.text import N_, Sentence
from housing.models import Lease
from subsidies import finders
from subsidies.audit_words import STEPS, SUBJECTS
from subsidies.dates import register_dates
from subsidies.happenings import register_happenings
from subsidies.models import AwardStatus, PaymentBatch
from subsidies.review_panels import register_reviews
from subsidies.scheme_panels import register_schemes
from subsidies.services.assessments import find_standing_award, leases_without_award
from subsidies.services.awards import awards_to_decide
from subsidies.services.payments import batches_at_the_bank, batches_to_decide, count_due, keys_of_batches
from subsidies.task_groups import AWARDS, PAYMENTS


def register(panels: Panels) -> None:
    """Add everything of subsidies to the registry."""
    finders.register(panels)
    panels.add_audit_words(STEPS, SUBJECTS)
    panels.shared[PaymentBatch.__tablename__] = SharedRows(Permission.VIEW_PAYMENTS, keys_of_batches)
    panels.menu += [
        _place(N_("Awards"), "list_awards", Permission.VIEW_AWARDS, 50, "show_award", "prepare_award"),
        _place(
            N_("Calculator"),
            "show_calculator",
            Permission.RECKON_CASES,
            55,
            "reckon_case",
            "open_case",
            "save_case",
            "try_award",
            "try_lease",
        ),
        _place(
            N_("Payments"),
            "list_batches",
            Permission.VIEW_PAYMENTS,
            60,
            "show_batch",
            "prepare_batch",
            "record_outcome",
        ),
        _place(N_("Month"), "this_month", Permission.VIEW_PAYMENTS, 70, "show_month"),
    ]
    panels.tasks += [
        (Permission.PREPARE_AWARDS, _leases_to_award),
        (Permission.APPROVE_AWARDS, _awards_to_approve),
        (Permission.PREPARE_PAYMENTS, _instalments_to_gather),
        (Permission.APPROVE_PAYMENTS, _batches_to_approve),
        (Permission.RECORD_PAYMENTS, _batches_at_the_bank),
    ]
    register_reviews(panels)
    register_schemes(panels)
    register_dates(panels)
    register_happenings(panels)
    panels.add_section("lease", Permission.VIEW_AWARDS, _award_of)
    panels.add_section("lease", Permission.RECKON_CASES, _calculator_for)
    panels.add_section("household-aside", Permission.PREPARE_PAYMENTS, _statement_of)


def _place(label: str, view: str, permission: Permission, order: int, *pages: str) -> MenuEntry:
    endpoints = frozenset(f"subsidies.{page}" for page in pages)
    return MenuEntry(Sentence(label), f"subsidies.{view}", permission, order, endpoints)


def _award_of(subject: object) -> Markup:
    lease = cast(Lease, subject)
    award = find_standing_award(db_session(), lease)
    return Markup(render_template("subsidies/_lease_section.html", lease=lease, award=award))


def _calculator_for(subject: object) -> Markup:
    return Markup(render_template("subsidies/_calculator_section.html", lease=subject))


def _statement_of(subject: object) -> Markup:
    return Markup(render_template("subsidies/_statement_section.html", household=subject))


def _leases_to_award(session: Session, user: User, on: date) -> list[Task]:
    count = len(leases_without_award(session, user, on))
    if not count:
        return []
    return [
        Task(
            title=Sentence.counted(count, "%(n)s lease without an award", "%(n)s leases without an award"),
            why=Sentence(N_("Nothing is paid towards a rent before an award is prepared and approved.")),
            action=Sentence(N_("Prepare")),
            url=url_for("subsidies.list_awards", _anchor="leases"),
            icon="file-earmark-text",
            group=AWARDS,
        )
    ]


def _awards_to_approve(session: Session, user: User, on: date) -> list[Task]:
    waiting = awards_to_decide(session, user)
    if not waiting:
        return []
    return [
        Task(
            title=Sentence.counted(
                len(waiting), "%(n)s award waits for your approval", "%(n)s awards wait for your approval"
            ),
            why=Sentence(N_("Together %(sum)s."), {"sum": total(award.total for award in waiting)}),
            action=Sentence(N_("Look")),
            url=url_for("subsidies.list_awards", status=AwardStatus.PREPARED.value),
            icon="check-lg",
            group=AWARDS,
        )
    ]


def _instalments_to_gather(session: Session, user: User, on: date) -> list[Task]:
    month = first_of_month(on)
    due = count_due(session, month, user)
    if not due.instalments:
        return []
    return [
        Task(
            title=Sentence.counted(due.instalments, "%(n)s instalment is in no run", "%(n)s instalments are in no run"),
            why=Sentence(N_("%(sum)s is due up to the end of this month."), {"sum": due.total}),
            action=Sentence(N_("Prepare a run")),
            url=url_for("subsidies.prepare_batch", month=month),
            icon="currency-euro",
            group=PAYMENTS,
            due_on=due.first_due_on,
        )
    ]


def _batches_to_approve(session: Session, user: User, on: date) -> list[Task]:
    waiting = batches_to_decide(session, user)
    return [_batch_task(batch, N_("Run %(reference)s waits for your approval"), N_("Look")) for batch in waiting]


def _batches_at_the_bank(session: Session, user: User, on: date) -> list[Task]:
    title = N_("Run %(reference)s: give it to the bank and write down what the bank did")
    return [_batch_task(batch, title, N_("Open")) for batch in batches_at_the_bank(session, user)]


def _batch_task(batch: PaymentBatch, title: str, action: str) -> Task:
    return Task(
        title=Sentence(title, {"reference": batch.reference}),
        why=Sentence(N_("%(sum)s, to be paid on %(day)s."), {"sum": batch.total, "day": batch.execution_on}),
        action=Sentence(action),
        url=url_for("subsidies.show_batch", batch_id=batch.id),
        icon="bank",
        group=PAYMENTS,
        due_on=batch.execution_on,
    )

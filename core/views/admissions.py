"""Letting somebody in by two: what waits on a person's page, granting and refusing it."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.auth import admissions, admitting, invitations, reach
from core.auth.access import actor, requires, signed_in
from core.auth.admissions import Admission, AdmissionKind
from core.auth.invitations import DAYS_VALID
from core.auth.models import User
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.messages import Channel, Transports
from core.own_address import full_url
from core.ports import answer_to
from core.session import db_session
from core.tasks import Task, TaskGroup
from core.text import N_, Sentence
from core.views.blueprint import bp

STAFF = TaskGroup("staff", Sentence(N_("Staff")))


@dataclass(frozen=True, slots=True)
class PendingAdmission:
    """One admission as an administrator sees it: from when on they may grant it, or None, and whether that is now."""

    admission: Admission
    free_from: datetime | None
    is_free: bool


@bp.post("/admissions/<int:admission_id>/grant")
@requires(Permission.ADMINISTER)
def grant_admission(admission_id: int) -> ResponseReturnValue:
    """Answers with the link where one is made and no e-mail leaves: it is shown this once."""
    admission = _get(admission_id)
    person, kind = admission.user, admission.kind
    token = admitting.grant(db_session(), admission, actor=actor(), on=today(), at=utc_now())
    if token is not None:
        return link_page(person, token)
    if kind is AdmissionKind.SECOND_FACTORS:
        return factors_removed(person)
    flash(_("The post is granted."))
    return redirect(url_for(".show_person", user_id=person.id))


@bp.post("/admissions/<int:admission_id>/refuse")
@requires(Permission.ADMINISTER)
def refuse_admission(admission_id: int) -> ResponseReturnValue:
    admission = _get(admission_id)
    admitting.refuse(db_session(), admission, actor=actor(), at=utc_now())
    flash(_("It is refused. Nothing was changed."))
    return redirect(url_for(".show_person", user_id=admission.user_id))


@bp.post("/account/admissions/<int:admission_id>/refuse")
@signed_in
def refuse_own_admission(admission_id: int) -> ResponseReturnValue:
    admission = admissions.get_admission(db_session(), admission_id)
    admitting.refuse_own(db_session(), admission, actor=actor(), at=utc_now())
    flash(_("It is refused. Nothing was changed."))
    return redirect(url_for(".show_account"))


def ask_another(person: User, kind: AdmissionKind) -> ResponseReturnValue:
    """Ask for it, and go back to the person's page, which says who may grant it."""
    admitting.ask_for(db_session(), person, kind, actor=actor(), at=utc_now())
    flash(_("It is asked for. The owner of the account is told, and another administrator grants it."))
    return redirect(url_for(".show_person", user_id=person.id))


def link_page(person: User, token: str) -> ResponseReturnValue:
    """Send the link to its person; where no e-mail leaves, the page that shows it, this once."""
    address = full_url(".accept_invitation", token=token)
    if answer_to(Transports).leaves(Channel.EMAIL):
        invitations.send_invitation(db_session(), person, address, actor=actor(), at=utc_now())
        flash(_("The link is on its way to the person's own address. The outbox says whether it left."))
        return redirect(url_for(".show_person", user_id=person.id))
    replaces = invitations.had_earlier(db_session(), person, token)
    return render_template(
        "core/make_staff_link.html", person=person, address=address, days=DAYS_VALID, replaces=replaces
    )


def factors_removed(person: User) -> ResponseReturnValue:
    """Back to the page of somebody who begins anew."""
    flash(_("App, passkeys and recovery codes are removed. The password stays; the next sign-in sets them up anew."))
    return redirect(url_for(".show_person", user_id=person.id))


def waiting_admissions(person: User) -> list[PendingAdmission]:
    """What waits for one person, as the administrator sees it who looks."""
    found = admissions.open_admissions(db_session(), person)
    is_alone = bool(found) and admissions.has_nobody_else(db_session(), person, actor(), on=today())
    return [_waiting(admission, is_alone) for admission in found]


def admission_tasks(session: Session, user: User, on: date) -> list[Task]:
    """What another administrator asked for waits for everybody who may grant it."""
    return [
        Task(
            title=Sentence(N_("%(name)s waits to be let in"), {"name": admission.user.name}),
            why=Sentence(N_("%(name)s asked for it. Speak with them before you grant it."), {"name": asked_by.name}),
            action=Sentence(N_("Decide")),
            url=url_for("core.show_person", user_id=admission.user_id),
            icon="person",
            group=STAFF,
        )
        for admission in admissions.open_admissions(session)
        if (asked_by := admission.asked_by) is not user and admission.user is not user
        if reach.answers_for(user, admission.user, on)
    ]


def _get(admission_id: int) -> Admission:
    """The admission, if the person is this administrator's."""
    admission = admissions.get_admission(db_session(), admission_id)
    reach.get_person(db_session(), admission.user_id, actor(), today())
    return admission


def _waiting(admission: Admission, is_alone: bool) -> PendingAdmission:
    free_from = admissions.granted_from(admission, actor(), is_alone=is_alone)
    return PendingAdmission(admission, free_from, free_from is not None and free_from <= utc_now())

"""What one administrator asked for, granted by another or refused: by an administrator, or by the account's owner."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.auth import admissions, second_factor, staff
from core.auth.admissions import ANOTHER_GRANTS, Admission, AdmissionKind
from core.auth.models import User
from core.db import lock_row
from core.errors import Forbidden, Refused
from core.text import N_, Sentence

SETTLED = Sentence(N_("This was granted or refused already."))
TOO_EARLY = Sentence(N_("Nobody else could grant it: it can be granted 24 hours after it was asked for."))
NOT_YOURS = Sentence(N_("Only the owner of the account refuses it here."))
GRANTED = N_("%(name)s granted what was asked for your account.")


def ask_for(session: Session, user: User, kind: AdmissionKind, *, actor: User, at: datetime) -> Admission:
    """Ask for a new link, or for new second factors; what waits already is not asked for twice."""
    if not user.active:
        raise Refused(staff.INACTIVE)
    if actor.id == user.id:
        raise Refused(staff.NOT_ONESELF)
    lock_row(session, user)
    waiting = (found for found in admissions.open_admissions(session, user) if found.kind is kind)
    if (found := next(waiting, None)) is not None:
        return found
    admission = admissions.ask(session, user, kind, actor=actor, at=at)
    record(session, "ask-admission", admission, actor=actor)
    return admission


def grant(session: Session, admission: Admission, *, actor: User, on: date, at: datetime) -> str | None:
    """Do what was asked for. Returns the secret of a link where one is made: also for a newcomer's first post."""
    _settle(session, admission, actor, at)
    is_alone = admissions.has_nobody_else(session, admission.user, actor, on=on)
    free_from = admissions.granted_from(admission, actor, is_alone=is_alone)
    if free_from is None:
        raise Refused(ANOTHER_GRANTS)
    if at < free_from:
        raise Refused(TOO_EARLY)
    admission.is_granted = True
    record(session, "grant-admission", admission, actor=actor)
    user, kind = admission.user, admission.kind
    lines = (Sentence(GRANTED, {"name": actor.name}), Sentence(admissions.NOT_MINE))
    admissions.tell(session, user, lines, actor, at)
    if kind is AdmissionKind.SECOND_FACTORS:
        second_factor.begin_anew(session, user, actor=actor, at=at)
    if kind is AdmissionKind.POST:
        staff.confirm_post(session, admission.post, actor=actor)
    if kind is AdmissionKind.LINK or user.password is None:
        return staff.make_link(session, user, actor=actor, at=at)
    return None


def refuse(session: Session, admission: Admission, *, actor: User, at: datetime) -> None:
    """Nothing of it happens."""
    _settle(session, admission, actor, at)
    if admission.post is not None:
        staff.take_back(session, admission.post)
    record(session, "refuse-admission", admission, actor=actor)


def refuse_own(session: Session, admission: Admission, *, actor: User, at: datetime) -> None:
    """The same by whose account it is."""
    if admission.user_id != actor.id:
        raise Forbidden(NOT_YOURS)
    refuse(session, admission, actor=actor, at=at)


def _settle(session: Session, admission: Admission, actor: User, at: datetime) -> None:
    """Of two who settle it at once, the second finds it settled."""
    lock_row(session, admission)
    if admission.settled_at is not None or not admission.user.active:
        raise Refused(SETTLED)
    admission.settled_by_id, admission.settled_at = actor.id, at

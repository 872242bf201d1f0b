"""The log of discrimination: reported by a centre, seen by those who keep its log, and by nobody outside the staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.errors import NotFound, Refused
from core.paging import Page, take_page
from core.refusals import refuse_future
from core.text import N_, Sentence
from housing.discrimination import Evidence, Ground, Refuser, Response, Result
from housing.models import DiscriminationReport, DiscriminationStep, Landlord, LandlordTalk, Listing


@dataclass(frozen=True, slots=True)
class ReportDetails:
    """What happened, when, and how we know."""

    happened_on: date
    ground: Ground
    evidence: Evidence
    words: str
    centre_id: int  # the office that reports
    refused_by: Refuser | None = None


@dataclass(frozen=True, slots=True)
class StepDetails:
    """What was done about a report, when, and what came of it until it was written down."""

    response: Response
    done_on: date
    result: Result
    note: str | None = None


def report_discrimination(
    session: Session, details: ReportDetails, *, landlord: Landlord | None = None, listing: Listing | None = None,
    talk: LandlordTalk | None = None, actor: User, at: datetime,
) -> DiscriminationReport:  # fmt: skip
    """Write down that somebody was turned away for who they are, by a landlord or in an advert; `talk`: in which it was
    said.
    """
    if not actor.sees_centre(details.centre_id):
        raise Refused(Sentence(N_("You do not work for this centre.")), field="centre_id")
    refuse_future(details.happened_on, day_of(at), "happened_on")
    report = DiscriminationReport(
        centre_id=details.centre_id,
        landlord=landlord,
        listing=listing,
        talk=talk,
        happened_on=details.happened_on,
        ground=details.ground,
        evidence=details.evidence,
        refused_by=details.refused_by,
        words=details.words,
        author=actor,
        created_at=at,
    )
    session.add(report)
    record(session, "report-discrimination", report, actor=actor)
    return report


def note_step(
    session: Session, found: DiscriminationReport, details: StepDetails, *, actor: User, at: datetime
) -> DiscriminationStep:
    """Write down what was done about a report, or what has come of that since."""
    refuse_future(details.done_on, day_of(at), "done_on")
    if details.done_on < found.happened_on:
        raise Refused(Sentence(N_("Nothing is done about it before it happens.")), field="done_on")
    step = DiscriminationStep(
        report=found,
        response=details.response,
        done_on=details.done_on,
        result=details.result,
        note=details.note or None,
        author=actor,
        created_at=at,
    )
    session.add(step)
    record(session, "note-discrimination-step", step, actor=actor)
    return step


def get_report(session: Session, report_id: int, actor: User) -> DiscriminationReport:
    """A report of this person's centres. Raises NotFound for any other."""
    found = session.scalar(_reports(actor).where(DiscriminationReport.id == report_id))
    if found is None:
        raise NotFound(Sentence(N_("There is no such report.")))
    return found


def list_reports(session: Session, actor: User, page: int = 1) -> Page[DiscriminationReport]:
    """A page of the reports of this person's centres, the latest first."""
    latest_first = DiscriminationReport.happened_on.desc(), DiscriminationReport.id.desc()
    return take_page(session, _reports(actor).order_by(*latest_first), page)


def count_grounds(session: Session, actor: User) -> dict[Ground, int]:
    """How often each ground was reported at this person's centres, the most frequent first."""
    times = func.count(DiscriminationReport.id)
    query = select(DiscriminationReport.ground, times).where(actor.sees(DiscriminationReport.centre_id))
    by_ground = query.group_by(DiscriminationReport.ground)
    return dict(session.execute(by_ground.order_by(times.desc(), DiscriminationReport.ground)).all())


def reports_of(session: Session, landlord: Landlord, actor: User) -> Sequence[DiscriminationReport]:
    """What was reported of one landlord, the latest first."""
    query = _reports(actor).where(DiscriminationReport.landlord_id == landlord.id)
    return session.scalars(
        query.order_by(DiscriminationReport.happened_on.desc(), DiscriminationReport.id.desc())
    ).all()


def reported_talks(session: Session, talk_ids: Collection[int], actor: User) -> set[int]:
    """Those of these talks of which this person's centres reported what was said, by their keys."""
    query = select(DiscriminationReport.talk_id).where(DiscriminationReport.talk_id.in_(talk_ids))
    return {key for key in session.scalars(query.where(actor.sees(DiscriminationReport.centre_id))) if key}


def _reports(actor: User) -> Select[DiscriminationReport]:
    about = joinedload(DiscriminationReport.landlord), joinedload(DiscriminationReport.listing)
    whose = joinedload(DiscriminationReport.author), joinedload(DiscriminationReport.centre)
    steps = selectinload(DiscriminationReport.steps).joinedload(DiscriminationStep.author)
    return select(DiscriminationReport).options(*about, *whose, steps).where(actor.sees(DiscriminationReport.centre_id))

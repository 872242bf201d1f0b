"""Who was turned away for who they are, of what landlords said and of what was reported: rows become plain cases."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from housing.discrimination import GROUNDS, Ground, Refuser, Response, Result
from housing.figures.discrimination import Case, furthest
from housing.figures.told import Asked
from housing.models import (
    Agent,
    AgentCapacity,
    DiscriminationReport,
    DiscriminationStep,
    Landlord,
    LandlordTalk,
    Listing,
    ListingSpot,
)
from people.models import LogEntry

Said = tuple[int | None, Ground, date]  # by which landlord, on what ground, when


def cases_in(session: Session, asked: Asked) -> list[Case]:
    """What was reported in the period, and the refusals of landlords whose coded reason is a ground; by three queries.

    A refusal that was reported too counts once: of one landlord, on one ground, on one day.
    """
    steps = _steps(session, asked)
    reports = session.execute(_reports(asked)).all()
    found = [
        Case(
            row.happened_on,
            row.ground,
            row.municipality,
            row.refused_by,
            furthest(response for response, _result in steps.get(row.id, ())),
            steps[row.id][-1][1] if row.id in steps else None,
        )
        for row in reports
    ]
    reported: set[Said] = {(row.landlord_id, row.ground, row.happened_on) for row in reports}
    return [*found, *(case for said, case in _refusals(session, asked) if said not in reported)]


def _refusals(session: Session, asked: Asked) -> Iterator[tuple[Said, Case]]:
    """Of one landlord, ground and day one, whatever flats were spoken of."""
    seen: set[Said] = set()
    for row in session.execute(_talks(asked)):
        said = (row.landlord_id, GROUNDS[row.refusal], row.happened_on)
        if said not in seen:
            seen.add(said)
            refuser = Refuser.AGENT if row.is_agent else Refuser.OWNER
            yield said, Case(row.happened_on, said[1], row.municipality, refuser)


def _steps(session: Session, asked: Asked) -> dict[int, list[tuple[Response, Result]]]:
    """By report what was done and what came of it, in its order; until the day on which it is asked."""
    step = DiscriminationStep
    query = (
        select(step.report_id, step.response, step.result)
        .join(step.report)
        .where(*_in_period(asked, DiscriminationReport.happened_on), step.done_on <= asked.on)
        .where(DiscriminationReport.centre_id.in_(asked.centre_ids))
        .order_by(step.report_id, step.done_on, step.id)
    )
    found: dict[int, list[tuple[Response, Result]]] = {}
    for report_id, response, result in session.execute(query):
        found.setdefault(report_id, []).append((response, result))
    return found


def _reports(asked: Asked) -> Select[*tuple[Any, ...]]:
    report = DiscriminationReport
    return (
        select(
            report.id, report.landlord_id, report.happened_on, report.ground, report.refused_by,
            ListingSpot.municipality,
        )
        .outerjoin(ListingSpot, ListingSpot.listing_id == report.listing_id)
        .where(report.centre_id.in_(asked.centre_ids), *_in_period(asked, report.happened_on))
        .order_by(report.id)
    )  # fmt: skip


def _talks(asked: Asked) -> Select[*tuple[Any, ...]]:
    """About flats of these centres; about none, with landlords whom they wrote down."""
    talk = LandlordTalk
    is_agent = exists().where(
        Agent.landlord_id == talk.landlord_id,
        Agent.name == LogEntry.spoken_with,
        Agent.capacity == AgentCapacity.ESTATE_AGENT,
    )
    return (
        select(
            talk.landlord_id, talk.refusal, LogEntry.happened_on, ListingSpot.municipality, is_agent.label("is_agent")
        )
        .join(talk.entry)
        .join(talk.landlord)
        .outerjoin(Listing, Listing.id == talk.listing_id)
        .outerjoin(ListingSpot, ListingSpot.listing_id == talk.listing_id)
        .where(talk.refusal.in_(GROUNDS), *_in_period(asked, LogEntry.happened_on))
        .where(func.coalesce(Listing.centre_id, Landlord.kept_by_id).in_(asked.centre_ids))
        .order_by(talk.id)
    )


def _in_period(asked: Asked, day: Any) -> tuple[ColumnElement[bool], ...]:
    return day >= asked.period.starts_on, day < asked.period.ends_on

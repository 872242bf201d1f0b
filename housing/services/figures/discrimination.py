"""Who was turned away for who they are, of what landlords said and of what was reported: rows become plain cases."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from housing.discrimination import GROUNDS, Ground, Refuser
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

Incident = tuple[int | None, Ground, date]  # by which landlord, on what ground, when


class Sources(NamedTuple):
    """Of one period: what was reported, and what landlords said that nobody reported; together all cases."""

    reports: list[Case]
    refusals: list[Case]


def cases_in(session: Session, asked: Asked) -> list[Case]:
    """All of them."""
    found = sources_in(session, asked)
    return [*found.reports, *found.refusals]


def sources_in(session: Session, asked: Asked) -> Sources:
    """What was reported in the period, and the refusals of landlords whose coded reason is a ground; by two queries.

    A refusal that was reported too counts once: the report names its talk, or is about one landlord, ground and day.
    """
    reports = list(_reports(session, asked))
    reported = {said for said, _case in reports}
    refusals = [case for said, case in _refusals(session, asked) if said not in reported]
    return Sources([case for _said, case in reports], refusals)


def _reports(session: Session, asked: Asked) -> Iterator[tuple[Incident, Case]]:
    """Each with what was done about it until the day, and what came of the last of that."""
    for _report_id, rows in groupby(session.execute(_reports_and_steps(asked)), key=lambda row: row.id):
        steps = list(rows)
        one, last = steps[0], steps[-1]
        response = furthest(step.response for step in steps if step.response)
        yield (
            (one.landlord_id, one.ground, one.happened_on),
            Case(one.happened_on, one.ground, one.municipality, one.refused_by, response, last.result),
        )


def _refusals(session: Session, asked: Asked) -> Iterator[tuple[Incident, Case]]:
    """Of one landlord, ground and day one, whatever flats were spoken of."""
    seen: set[Incident] = set()
    for row in session.execute(_talks(asked)):
        said = (row.landlord_id, GROUNDS[row.refusal], row.happened_on)
        if said not in seen:
            seen.add(said)
            refuser = Refuser.AGENT if row.is_agent else Refuser.OWNER
            yield said, Case(row.happened_on, said[1], row.municipality, refuser)


def _reports_and_steps(asked: Asked) -> Select[*tuple[Any, ...]]:
    """A row for each step, in their order; one for a report without any."""
    report, step = DiscriminationReport, DiscriminationStep
    said = report.id, report.landlord_id, report.happened_on, report.ground, report.refused_by
    return (
        select(*said, ListingSpot.municipality, step.response, step.result)
        .outerjoin(ListingSpot, ListingSpot.listing_id == report.listing_id)
        .outerjoin(step, and_(step.report_id == report.id, step.done_on <= asked.on))
        .where(report.centre_id.in_(asked.centre_ids), *_in_period(asked, report.happened_on))
        .order_by(report.id, step.done_on, step.id)
    )


def _talks(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Those that no report names: about flats of these centres, or about none with landlords whom they wrote down."""
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
        .where(~exists().where(DiscriminationReport.talk_id == talk.id))
        .where(talk.refusal.in_(GROUNDS), *_in_period(asked, LogEntry.happened_on))
        .where(func.coalesce(Listing.centre_id, Landlord.kept_by_id).in_(asked.centre_ids))
        .order_by(talk.id)
    )


def _in_period(asked: Asked, day: Any) -> tuple[ColumnElement[bool], ...]:
    return day >= asked.period.starts_on, day < asked.period.ends_on

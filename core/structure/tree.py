"""The structure of a day as one table of paths from the programme down."""

from datetime import date

from sqlalchemy import Subquery, and_, exists, or_, select
from sqlalchemy.orm import aliased

from core.structure.models import CentreOperation, Partner, Programme, Project


def tree_on(on: date) -> Subquery:
    """One row for each path (programme_id, project_id, partner_id, centre_id), null where nothing hangs below.

    A centre hangs below the partner who began last to run it, also when that has ended: until another begins, what
    is left to do there stays with them. Before the first begins it hangs below that one.
    """
    other = aliased(CentreOperation)
    is_later = and_(other.starts_on > CentreOperation.starts_on, other.starts_on <= on)
    is_first = and_(other.starts_on < CentreOperation.starts_on, CentreOperation.starts_on > on)
    superseded = exists().where(other.centre_id == CentreOperation.centre_id, or_(is_later, is_first))
    runs = and_(CentreOperation.partner_id == Partner.id, ~superseded)
    return (
        select(
            Programme.id.label("programme_id"),
            Project.id.label("project_id"),
            Partner.id.label("partner_id"),
            CentreOperation.centre_id.label("centre_id"),
        )
        .outerjoin(Project, Project.programme_id == Programme.id)
        .outerjoin(Partner, Partner.project_id == Project.id)
        .outerjoin(CentreOperation, runs)
        .subquery("tree")
    )

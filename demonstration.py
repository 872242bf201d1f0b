"""The demonstration, put together from every package's part of it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

import core.demo
import housing.demo
import housing.demo.many
import housing.demo.photos
import housing.demo.stories
import housing.demo.talks
import people.demo
import people.demo.many
import portal.demo
import subsidies.demo
import subsidies.demo.many
import subsidies.demo.schemes
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import add_months, first_of_month
from core.documents.files import FileStore
from core.ports import answer_to
from subsidies.models import SubsidyAward
from subsidies.services.estimates import SchemeEstimates


def fill_demonstration(session: Session, on: date, at: datetime, *, whole: bool = False) -> list[dict[str, str]]:
    """Every package's part of the demonstration, bottom up; returns how to sign in.

    Without `whole` it is the small core that tests start from: something of every kind.
    """
    accounts = core.demo.create(session, at)
    officer, finance, approver, _ = (core.demo.staff(session, role, at) for role in StaffRole)
    subsidies.demo.schemes.create_schemes(session, finance, on, at)
    families = people.demo.create_households(session, officer, on, at)
    people.demo.create_enterprises(session, officer, at)
    people.demo.create_documents(session, families[0], answer_to(FileStore), officer, at)
    flats = housing.demo.create_listings(session, officer, at)
    housing.demo.photos.create_photos(session, flats[:1], answer_to(FileStore), officer, at)
    housing.demo.create_needs(session, families, officer)
    if whole:
        late = _fill_past(session, on, officer, finance, approver, at)
    lease = housing.demo.create_lease(session, families[3], flats[2], _last_month(on), officer, at)
    subsidies.demo.create_award(session, lease, finance, approver, at)
    housing.demo.talks.create_talks(session, flats, lease, officer, at)
    housing.demo.send_files(session, officer, at)
    housing.demo.create_offer(session, families[0], flats[0], SchemeEstimates(), officer, on, at)
    if whole:
        subsidies.demo.many.create_present_runs(session, late, on, finance, approver, at)
    return accounts + portal.demo.create_links(session, [families[0], families[3]], at)


def _fill_past(
    session: Session, on: date, officer: User, finance: User, approver: User, at: datetime
) -> list[SubsidyAward]:
    """Fifty-four more families, a hundred and thirty more flats, and what became of them until today."""
    subsidies.demo.schemes.create_past_proposals(session, finance, approver, on)
    begun_at = core.demo.office_hours(add_months(on, -9))
    families = people.demo.create_households(session, officer, on, begun_at, people.demo.many.many_families())
    flats = housing.demo.many.create_listings(session, officer, at)
    housing.demo.many.create_needs(session, families, officer, on)
    stage = housing.demo.stories.Stage(session, officer, SchemeEstimates(), on, flats)
    leases = housing.demo.stories.create_leases(stage, [family for family in families if family.account][:36:2])
    housing.demo.stories.create_offers(stage, families[1::3], at)
    late = subsidies.demo.many.create_awards(session, leases, finance, approver, at)
    subsidies.demo.many.create_past_runs(session, on, finance, approver)
    return late


def _last_month(on: date) -> date:
    """The tenth of last month: far enough back for a month to be paid, whatever today is."""
    return add_months(first_of_month(on), -1).replace(day=10)

"""The plan of a centre so large that a page would have to wait: worked out by a job, kept, and said to be old."""

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.jobs import Job
from core.structure import Centre
from housing.allocation.rulings import Ruling
from housing.models import Listing
from housing.ports import SubsidyEstimates
from housing.services.allocation import plan_facts
from housing.services.allocation.allocations import CentrePlan, plan_offers
from housing.services.allocation.current_plans import current_plan
from housing.services.allocation.pair_rulings import lift_ruling
from housing.services.allocation.plan_facts import gather
from housing.services.allocation.stored_plans import ask_for_plan
from housing.services.households.needs import NeedsDetails, set_needs
from housing.states import ListingStatus
from people.models import Household
from tests.housing.allocation_scene import PaysAllThreeHundred, Scene
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY, sign_in
from tests.support.visits import text

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def scene(session: Session, centre: Centre, officer: User, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Two households and two flats, which are many."""
    app.extensions["stegi.ports"][SubsidyEstimates] = PaysAllThreeHundred()
    monkeypatch.setattr(plan_facts, "MOST_AT_ONCE", 1)
    scene = Scene(session, centre, officer)
    scene.household("Rich", "500")
    scene.household("Poor", "450")
    scene.flat(400)
    scene.flat(700)
    session.commit()
    return scene


def shown(plan: CentrePlan | None) -> list[tuple[object, ...]]:
    assert plan
    return [
        (row.waiter.household.name, row.flat, row.placement, row.greedy_flat, row.change, row.possible, row.figures)
        for row in plan.rows
    ]


def press(client: PageClient, path: str, **values: object) -> str:
    token = client.page(path).xpath("//input[@name='csrf_token']/@value")[0]
    return client.post("/allocation/plan", data={"csrf_token": token} | values).location


def test_the_page_says_that_it_takes_a_while_and_then_shows_the_plan_with_its_time(
    client: PageClient, scene: Scene, session: Session, app: Flask, officer: User
):
    sign_in(client, officer)
    said = text(client.page("/allocation"))
    assert "the plan takes a while" in said
    assert client.get("/allocation/export").status_code == 302
    awaited = press(client, "/allocation")
    page = client.page(awaited)
    assert page.xpath("//*[@hx-trigger='click, every 2s']")
    assert press(client, "/allocation") == awaited
    assert len(session.scalars(select(Job)).all()) == 1
    session.rollback()
    do_jobs(app)
    said = text(client.page(awaited))
    assert "Worked out " in said
    assert "Nothing that it was made from has changed since then." in said
    assert "Households that get a home 2" in said
    assert client.get("/allocation/export").status_code == 200
    set_needs(
        session, scene.household("Third"), NeedsDetails(0, "as they say", most_rent=Decimal(500)), on=TODAY, actor=None
    )
    session.commit()
    said = text(client.page("/allocation"))
    assert "Since then something has changed" in said
    press(client, "/allocation")
    do_jobs(app)
    assert "Since then something has changed" not in text(client.page("/allocation"))


def kept(session: Session, scene: Scene, app: Flask) -> CentrePlan | None:
    """Worked out by a job, and read."""
    ask_for_plan(session, scene.centre, actor=scene.officer, at=NOW)
    session.commit()
    do_jobs(app)
    session.expire_all()
    return current(session, scene)


def current(session: Session, scene: Scene) -> CentrePlan | None:
    return current_plan(session, scene.centre, PaysAllThreeHundred(), on=TODAY)


def test_what_is_kept_is_the_plan_that_would_be_worked_out(scene: Scene, session: Session, app: Flask):
    fresh = plan_offers(session, scene.centre, PaysAllThreeHundred(), on=TODAY)
    assert current(session, scene) is None
    found = kept(session, scene, app)
    assert found
    assert found.stored
    assert not found.stored.is_stale
    assert shown(found) == shown(fresh)
    numbers = [
        (one.gain, one.gain_percent, one.change_counts, one.best.reserved, one.world.reserved_counts)
        for one in (fresh.allocation, found.allocation)
    ]
    assert numbers[0] == numbers[1]


def test_a_pin_in_a_plan_that_is_kept_says_what_it_overrides_and_not_what_it_costs(
    scene: Scene, session: Session, app: Flask
):
    household = scene.household("Pinned", "10")
    scene.rule(household, scene.flat(800), Ruling.PIN)
    found = kept(session, scene, app)
    assert found
    (row,) = (row for row in found.placed if row.pinned)
    assert row.pinned
    assert (len(row.pinned.broken), row.pinned.cost) == (1, None)


def test_who_waits_no_more_and_what_is_free_no_more_is_not_shown_in_it(scene: Scene, session: Session, app: Flask):
    assert kept(session, scene, app)
    row = scene.session.scalars(select(Listing).order_by(Listing.id)).first()
    assert row
    row.status = ListingStatus.LET
    session.flush()
    found = current(session, scene)
    assert found
    assert found.stored
    assert found.stored.is_stale
    assert [one.flat.title for one in found.placed if one.flat] == ["700"]


def test_facts_are_the_same_until_something_is_decided_or_a_day_passes(scene: Scene, session: Session):
    def digest(days: int = 0) -> str:
        return gather(session, scene.centre, PaysAllThreeHundred(), on=TODAY + timedelta(days=days)).digest

    first = digest()
    assert digest() == first
    assert digest(1) != first
    waits = session.scalars(select(Household).order_by(Household.id)).first()
    flat = session.scalars(select(Listing).order_by(Listing.id)).first()
    assert waits
    assert flat
    ruling = scene.rule(waits, flat, Ruling.BAR)
    assert digest() != first
    lift_ruling(session, ruling, actor=scene.officer, at=NOW)
    assert digest() == first
    flat.monthly_rent = Decimal(410)
    session.flush()
    assert digest() != first

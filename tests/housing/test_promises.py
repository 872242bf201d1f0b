"""What centres and landlords promise each other: written down both ways, met where it matters, kept or broken."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY
from core.errors import Forbidden, Refused
from core.letters.letter import compose
from housing.models import Landlord, LandlordPromise, Listing
from housing.promise_kinds import SIDES, PromiseKind, Side
from housing.services.dealings import promises
from housing.services.dealings.promises import COMES_UP, PromiseDetails
from housing.services.landlords.landlord_letters import commitment_letter
from housing.services.offers.offers import accept_offer
from housing.states.landlords import PromiseStatus
from housing.words.promises import PROMISE_WORDS
from tests.portal.scene import add_offer
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

DUE_ON = TODAY + timedelta(days=10)
DETAILS = PromiseDetails(PromiseKind.REPAIRS, "Aikaterini Lydaki", TODAY, DUE_ON, "the boiler")


@dataclass(frozen=True)
class Scene:
    """A flat with its landlord, and an officer of its centre."""

    session: Session
    listing: Listing
    officer: User

    @property
    def landlord(self) -> Landlord:
        assert self.listing.landlord
        return self.listing.landlord

    def promise(self, details: PromiseDetails = DETAILS, listing: Listing | None = None) -> LandlordPromise:
        promise = promises.add_promise(
            self.session, self.landlord, details, centre=self.listing.centre, listing=listing or self.listing,
            actor=self.officer, at=NOW, on=TODAY,
        )  # fmt: skip
        self.session.commit()
        return promise


@pytest.fixture
def scene(session: Session) -> Scene:
    listing = rows.add_listing(session, rows.add_centre(session))
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre)
    session.commit()
    return Scene(session, listing, officer)


def test_every_kind_says_who_has_to_keep_it_and_has_its_words():
    assert set(SIDES) == set(PROMISE_WORDS) == set(PromiseKind)
    assert {side: sum(whose is side for whose in SIDES.values()) for side in Side} == {
        Side.OFFICE: 5, Side.LANDLORD: 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"promised_on": TODAY + DAY}, "promised_on"),
        ({"due_on": TODAY - DAY}, "due_on"),
        ({"kind": PromiseKind.OFFICE_OTHER, "words": ""}, "words"),
    ],
    ids=["promised-tomorrow", "due-before-it-is-made", "what-else"],
)
def test_a_slip_is_said(scene: Scene, change: dict[str, object], field: str):
    with pytest.raises(Refused) as refused:
        scene.promise(replace(DETAILS, **change))
    assert refused.value.field == field


def test_what_is_promised_about_a_flat_is_promised_by_its_landlord(scene: Scene):
    other = rows.add_listing(scene.session, scene.listing.centre)
    with pytest.raises(Refused, match="let by somebody else"):
        scene.promise(listing=other)


@pytest.mark.parametrize(
    ("close", "status"),
    [
        (promises.keep_promise, PromiseStatus.KEPT),
        (promises.break_promise, PromiseStatus.BROKEN),
        (promises.lift_promise, PromiseStatus.LIFTED),
    ],
)
def test_what_became_of_it_is_written_down(scene: Scene, close: Callable, status: PromiseStatus):
    promise = scene.promise()
    close(scene.session, promise, words="Done on Monday", on=TODAY + DAY, actor=scene.officer)
    assert (promise.status, promise.closed_on, promise.outcome) == (status, TODAY + DAY, "Done on Monday")


def test_of_a_broken_promise_one_says_what_happened(scene: Scene):
    with pytest.raises(Refused, match="what happened"):
        promises.break_promise(scene.session, scene.promise(), words="", on=TODAY, actor=scene.officer)


def test_what_is_due_first_comes_first_and_what_is_closed_last(scene: Scene):
    later, undated, first, closed = (
        scene.promise(replace(DETAILS, due_on=due_on)) for due_on in (DUE_ON, None, TODAY, TODAY)
    )
    promises.keep_promise(scene.session, closed, words="", on=TODAY, actor=scene.officer)
    expected = [first, later, undated, closed]
    assert promises.list_promises(scene.session, scene.officer).rows == expected
    assert promises.promises_of_flat(scene.session, scene.listing, scene.officer) == expected
    assert promises.promises_of_landlord(scene.session, scene.landlord, scene.officer) == expected


@pytest.mark.parametrize(
    ("on", "due"),
    [(DUE_ON - COMES_UP - DAY, 0), (DUE_ON - COMES_UP, 1), (DUE_ON + DAY, 1)],
    ids=["eight-days-before", "a-week-before", "late"],
)
def test_it_is_counted_from_a_week_before_its_day_until_it_is_closed(scene: Scene, on: date, due: int):
    promise = scene.promise()
    count = scene.session.execute(promises.count_due(scene.officer, on)).one()
    assert tuple(count) == (due, DUE_ON if due else None)
    promises.keep_promise(scene.session, promise, words="", on=on, actor=scene.officer)
    assert scene.session.execute(promises.count_due(scene.officer, on)).one().due == 0


def test_a_promise_belongs_to_the_centre_that_gave_or_got_it(scene: Scene):
    promise = scene.promise()
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, rows.add_centre(scene.session, "chania"))
    assert promises.list_promises(scene.session, stranger).rows == []
    with pytest.raises(Forbidden):
        promises.get_promise(scene.session, promise.id, stranger)


def test_the_commitment_lists_what_is_promised_and_open_on_either_side(app: Flask, scene: Scene):
    scene.promise(replace(DETAILS, words="the boiler <b>"))
    scene.promise(replace(DETAILS, kind=PromiseKind.INTERPRETER, words="", due_on=None))
    kept = scene.promise(replace(DETAILS, words="the shutters"))
    promises.keep_promise(scene.session, kept, words="", on=TODAY, actor=scene.officer)
    household = rows.add_household(scene.session, scene.listing.centre)
    offer = add_offer(scene.session, household, scene.listing)
    accept_offer(scene.session, offer, at=NOW, on=TODAY)
    with app.app_context():
        written = unescape(compose(commitment_letter(scene.session, offer, on=TODAY)))
    assert "the boiler <b>" in written
    assert "the shutters" not in written


@pytest.mark.usefixtures("clock")
def test_it_is_written_down_met_and_closed(client: PageClient, scene: Scene):
    enter(client, scene.session, scene.officer)
    landlord_id, listing_id = scene.landlord.id, scene.listing.id
    scene.session.commit()
    form = f"/landlords/{landlord_id}/promises/new?listing={listing_id}"
    assert client.submit(form, words="the boiler", status=422).xpath("//*[@id='kind-error']")
    assert client.submit(form, kind="landlord-other", words="", status=422).xpath("//*[@id='words-error']")
    page = client.submit(form, kind="repairs", words="the boiler", due_on=TODAY.strftime("%d/%m/%Y"))
    assert "the boiler" in text(page)
    assert "1 promise about this flat is open." in text(client.page(f"/listings/{listing_id}"))
    assert "To repair something" in text(client.page(f"/landlords/{landlord_id}"))
    assert "1 promise with a landlord is due" in text(client.page("/"))
    assert "the boiler" in text(client.page("/promises"))
    (promise_id,) = scene.session.scalars(select(LandlordPromise.id)).all()
    scene.session.commit()
    assert client.submit(f"/promises/{promise_id}", step="break", status=422).xpath("//*[@id='words-error']")
    assert "No plumber came" in text(client.submit(f"/promises/{promise_id}", step="break", words="No plumber came"))
    assert "still open" not in text(client.page(f"/landlords/{landlord_id}"))
    assert "promise about this flat" not in text(client.page(f"/listings/{listing_id}"))

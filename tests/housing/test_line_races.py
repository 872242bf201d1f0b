"""Lines that go on by themselves, and two at once: an officer, another, the worker, a household."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY, day_of, start_of, today, utc_now
from core.jobs.models import Job, JobStatus
from core.structure import Centre
from core.text import Sentence
from housing.jobs.lines import NOT_ALLOWED, TAKE_TURN, ask_again
from housing.models import LinePlace, Listing, Offer
from housing.reasons.declines import DeclineReason
from housing.services.offers import lines, offers
from housing.services.offers.line_turns import offer_to_next
from housing.states import ListingStatus, OfferStatus
from housing.states.listings import LISTING_REFUSALS
from people.models import Household
from tests.housing.allocation_scene import PaysAllThreeHundred
from tests.housing.line_scene import UNTIL, LineScene
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY


@pytest.fixture
def scene(session: Session, centre: Centre, officer: User) -> LineScene:
    return LineScene(session, centre, officer)


def turns(session: Session) -> list[Job]:
    found = session.scalars(select(Job).where(Job.kind == TAKE_TURN).order_by(Job.id)).all()
    return list(found)


def go(scene: LineScene, flat: Listing, by_itself: bool = True) -> None:
    lines.let_line_go(scene.session, flat, by_itself=by_itself, actor=scene.officer, at=NOW)


def made(scene: LineScene) -> list[tuple[str, str]]:
    """Whom the flat was offered to, and how it stands."""
    scene.session.expire_all()
    query = select(Offer).order_by(Offer.id)
    found = [(offer.household.name, offer.status.value) for offer in scene.session.scalars(query)]
    scene.session.rollback()
    return found


def test_nothing_goes_out_by_itself_unless_somebody_said_so(scene: LineScene, app: Flask):
    flat = scene.flat()
    offer = scene.offer(flat, scene.household("First"))
    scene.line(flat, "Next")
    scene.decline(offer)
    scene.session.commit()
    do_jobs(app)
    assert made(scene) == [("First", "declined")]


def test_a_line_that_goes_by_itself_offers_the_flat_to_the_next(scene: LineScene, app: Flask):
    flat = scene.flat()
    offer = scene.offer(flat, scene.household("First"))
    scene.line(flat, "Next", "Last")
    go(scene, flat)
    scene.put(flat, scene.household("Late comer"))
    scene.session.commit()
    do_jobs(app)
    assert made(scene) == [("First", "open")]
    scene.decline(scene.session.get_one(Offer, offer.id))
    scene.session.commit()
    do_jobs(app)
    assert made(scene) == [("First", "declined"), ("Next", "open")]
    (place,) = scene.session.scalars(select(LinePlace).where(LinePlace.offer_id.is_not(None)))
    assert (place.offer and place.offer.made_by_id) == scene.officer.id
    assert place.offer is not None
    assert place.offer.answer_by == today() + timedelta(days=offers.DAYS_TO_ANSWER)
    assert {one.auto_offer_by_id for one in lines.lock_line(scene.session, flat)} == {scene.officer.id}


def test_it_waits_for_the_day_after_the_last_and_closes_what_nobody_answered(scene: LineScene, app: Flask):
    flat = scene.flat()
    offer = scene.offer(flat, scene.household("First"))
    scene.line(flat, "Next")
    go(scene, flat)
    (job,) = turns(scene.session)
    assert job.due_at == start_of(UNTIL + DAY)
    offer.answer_by, job.due_at = day_of(utc_now()) - DAY, utc_now()
    scene.session.commit()
    do_jobs(app)
    assert made(scene) == [("First", "expired"), ("Next", "open")]
    assert {job.status for job in turns(scene.session)} == {JobStatus.DONE}


def test_a_turn_that_comes_to_nothing_says_why_and_is_done(scene: LineScene, app: Flask):
    flat = scene.flat()
    scene.line(flat, "Next")
    go(scene, flat)
    flat.status = ListingStatus.OFFERED
    scene.session.commit()
    do_jobs(app)
    scene.session.expire_all()
    (job,) = turns(scene.session)
    assert (job.status, job.said) == (JobStatus.DONE, Sentence(LISTING_REFUSALS[ListingStatus.OFFERED]).as_json())
    assert scene.waiting(flat) == ["Next"]


def test_a_line_that_was_stopped_offers_nothing(scene: LineScene, app: Flask):
    flat = scene.flat()
    scene.line(flat, "Next")
    go(scene, flat)
    go(scene, flat, by_itself=False)
    scene.session.commit()
    do_jobs(app)
    assert made(scene) == []


def test_in_the_name_of_who_makes_offers_no_more_nothing_goes_out(scene: LineScene, app: Flask):
    flat = scene.flat()
    scene.line(flat, "Next")
    go(scene, flat)
    scene.officer.active = False
    scene.session.commit()
    do_jobs(app)
    assert made(scene) == []
    (job,) = turns(scene.session)
    assert (job.status, job.said) == (JobStatus.DONE, NOT_ALLOWED.as_json())


def test_after_a_restore_the_line_goes_on(scene: LineScene):
    flat = scene.flat()
    scene.line(flat, "Next")
    scene.line(scene.flat(450), "Pressed only")
    go(scene, flat)
    for job in turns(scene.session):
        scene.session.delete(job)
    scene.session.flush()
    ask_again(scene.session, NOW)
    assert [job.payload for job in turns(scene.session)] == [{"listing": flat.id}]


def press(own: Session, flat: int, officer: int, expected: int | None = None) -> None:
    """What the button does."""
    who = own.get_one(User, officer)
    rows.go_to_work(own, who)
    offer_to_next(
        own, own.get_one(Listing, flat), PaysAllThreeHundred(), expected=expected, answer_by=UNTIL, actor=who, at=NOW,
        on=TODAY,
    )  # fmt: skip


def test_of_two_who_offer_to_the_next_at_once_one_does_and_the_other_reads_why_not(scene: LineScene):
    flat = scene.flat()
    one, _two = scene.line(flat, "One", "Two")
    keys = flat.id, scene.officer.id, one.id
    scene.session.commit()
    step = partial(press, flat=keys[0], officer=keys[1], expected=keys[2])
    refused, done = at_once(scene.session, step, step)
    assert (done, "is offered to a household" in refused) == ("done", True)
    assert made(scene) == [("One", "open")]


def test_of_one_who_offers_to_the_next_and_one_who_offers_to_another_one_succeeds(scene: LineScene):
    flat, other = scene.flat(), scene.household("Other")
    scene.line(flat, "One")
    keys = flat.id, scene.officer.id, other.id
    scene.session.commit()

    def by_hand(own: Session) -> None:
        LineScene(own, own.get_one(Centre, scene.centre.id), own.get_one(User, keys[1])).offer(
            own.get_one(Listing, keys[0]), own.get_one(Household, keys[2])
        )

    refused, done = at_once(scene.session, partial(press, flat=keys[0], officer=keys[1]), by_hand)
    assert done == "done"
    assert "next in line" in refused or "offered to" in refused
    assert made(scene) == [("One", "open")]


def test_two_who_accept_at_once_and_stand_in_each_others_lines_never_wait_for_each_other(scene: LineScene):
    flats, families = [scene.flat(400), scene.flat(450)], [scene.household("One"), scene.household("Two")]
    made_offers = [scene.offer(flat, family) for flat, family in zip(flats, families, strict=True)]
    for flat, family in zip(flats, reversed(families), strict=True):
        scene.put(flat, family)
    keys = [offer.id for offer in made_offers]
    scene.session.commit()

    def accept(key: int, own: Session) -> None:
        offers.accept_offer(own, own.get_one(Offer, key), at=NOW, on=TODAY)

    assert at_once(scene.session, *(partial(accept, key) for key in keys)) == ["done", "done"]
    assert made(scene) == [("One", "accepted"), ("Two", "accepted")]
    assert {end for end, _why in scene.ended().values()} == {"released"}


def take_out(own: Session, place: int, officer: int) -> None:
    lines.take_out_of_line(
        own, own.get_one(LinePlace, place), because=lines.OF_OFFICERS[0], words="", actor=own.get_one(User, officer),
        on=TODAY,
    )  # fmt: skip


def test_who_is_taken_out_while_its_turn_comes_is_offered_it_or_out_never_both(scene: LineScene):
    flat = scene.flat()
    one, _two = scene.line(flat, "One", "Two")
    keys = flat.id, scene.officer.id, one.id
    scene.session.commit()
    steps: list[Callable[[Session], None]] = [
        partial(press, flat=keys[0], officer=keys[1]),
        partial(take_out, place=keys[2], officer=keys[1]),
    ]
    ends = at_once(scene.session, *steps)
    found, ended = made(scene), scene.ended()
    if ends == ["done", "done"]:
        assert (found, ended["One"]) == ([("Two", "open")], ("taken-out", "unwilling"))
    else:
        assert "look at its offer" in ends[0]
        assert (found, ended["One"]) == ([("One", "open")], ("offered", None))


def test_a_household_that_declines_while_the_line_is_put_on_leaves_it_free_for_the_next(scene: LineScene, app: Flask):
    flat = scene.flat()
    offer = scene.offer(flat, scene.household("First"))
    scene.line(flat, "Next")
    go(scene, flat)
    keys = flat.id, scene.officer.id, offer.id
    scene.session.commit()

    def decline(own: Session) -> None:
        offers.decline_offer(own, own.get_one(Offer, keys[2]), reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)

    ends = at_once(scene.session, decline, partial(press, flat=keys[0], officer=keys[1]))
    assert ends[-1] == "done"
    do_jobs(app)
    assert made(scene) == [("First", "declined"), ("Next", OfferStatus.OPEN.value)]

"""Lines behind flats: in order, gone on with, passed over with reasons, and released when somebody accepts."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, Refused
from core.structure import Centre
from housing.models import ListingPair
from housing.reasons.lines import OF_OFFICERS, LineReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.leases.leases import LeaseTerms, sign_lease
from housing.services.listings.listing_life import move_listing
from housing.services.listings.merged_flats import merge_flats, part_flat
from housing.services.offers import lines
from housing.services.offers.line_queries import line_of, offers_and_lines
from housing.states import ListingAction, ListingStatus
from housing.states.lines import LineStatus
from housing.words.lines import LINE_REASON_WORDS, LINE_SHAPES, LINE_WORDS
from people.services.households import HouseholdDetails, change_household
from people.services.stages import StageDetails, move_stage
from people.stages import Stage, StageFact, StageReason
from tests.housing.line_scene import LineScene, has_home, has_offer
from tests.support import rows
from tests.support.audit import events
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted


@pytest.fixture
def scene(session: Session, centre: Centre, officer: User) -> LineScene:
    return LineScene(session, centre, officer)


def test_every_end_has_its_words():
    assert set(LINE_WORDS) == set(LINE_SHAPES) == set(LineStatus)
    assert set(LINE_REASON_WORDS) == set(LineReason)


def test_the_order_is_that_in_which_they_were_put_and_can_be_changed(scene: LineScene):
    flat = scene.flat()
    one, two, _three = scene.line(flat, "One", "Two", "Three")
    lines.move_in_line(scene.session, two, earlier=True, actor=scene.officer)
    assert scene.waiting(flat) == ["Two", "One", "Three"]
    lines.move_in_line(scene.session, one, earlier=False, actor=scene.officer)
    assert scene.waiting(flat) == ["Two", "Three", "One"]
    lines.move_in_line(scene.session, one, earlier=False, actor=scene.officer)  # the last already
    assert scene.waiting(flat) == ["Two", "Three", "One"]


def test_who_accepts_releases_the_others_and_its_other_lines(scene: LineScene):
    flat, other = scene.flat(400), scene.flat(450)
    first = scene.household("First")
    offer = scene.offer(flat, first)
    scene.line(flat, "Behind")
    scene.put(other, first)
    (kept,) = scene.line(other, "Kept")
    scene.accept(offer)
    assert scene.ended() == {
        "Behind": ("released", LineReason.FLAT_TAKEN),
        "First": ("released", LineReason.TOOK_ANOTHER),
    }
    assert scene.waiting(other) == ["Kept"]
    assert kept.status is LineStatus.WAITING


def test_a_lease_without_an_offer_releases_too(scene: LineScene):
    flat = scene.flat()
    scene.line(flat, "Behind")
    terms = LeaseTerms(flat.monthly_rent, None, TODAY, TODAY, TODAY + timedelta(days=1100))
    sign_lease(scene.session, flat, scene.household("Tenant"), terms, actor=scene.officer, at=NOW)
    assert scene.ended() == {"Behind": ("released", LineReason.FLAT_TAKEN)}


def test_a_flat_that_is_gone_has_no_line(scene: LineScene):
    flat = scene.flat()
    scene.line(flat, "Behind")
    reason = WithdrawalReason.REFUSED
    move_listing(scene.session, flat, ListingAction.WITHDRAW, reason=reason, on=TODAY, actor=scene.officer)
    assert scene.ended() == {"Behind": ("released", LineReason.FLAT_GONE)}


@pytest.mark.usefixtures("app")  # which introduces those who hear of it
def test_who_leaves_the_programme_stands_in_no_line(scene: LineScene):
    flat = scene.flat()
    one, _two = scene.line(flat, "One", "Two")
    left = StageDetails(StageFact(Stage.EXITED, TODAY, StageReason.MOVED_AWAY))
    move_stage(scene.session, one.household, left, actor=scene.officer, at=NOW)
    assert scene.ended() == {"One": ("released", LineReason.LEFT)}
    assert scene.waiting(flat) == ["Two"]


def test_whom_another_centre_serves_from_now_on_stands_in_no_line_here(scene: LineScene):
    flat, chania = scene.flat(), rows.add_centre(scene.session, "chania")
    gone, _stays = scene.line(flat, "Gone", "Stays")
    boss = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, name="Both centres")
    details = HouseholdDetails("Gone", gone.household.language, chania.id)
    change_household(scene.session, gone.household, details, actor=boss, on=TODAY)
    assert scene.ended() == {"Gone": ("released", LineReason.OTHER_CENTRE)}
    (shown,) = line_of(scene.session, flat.id, scene.officer).waiting
    assert scene.next(flat, expected=shown.id).offer is not None


def test_who_is_renamed_stays_in_line(scene: LineScene):
    flat = scene.flat()
    (place,) = scene.line(flat, "One")
    details = HouseholdDetails("Other name", "ar", scene.centre.id)
    change_household(scene.session, place.household, details, actor=scene.officer, on=TODAY)
    assert scene.waiting(flat) == ["Other name"]


def test_of_an_advert_of_another_centre_nobody_comes_into_the_line(scene: LineScene):
    leads, chania = scene.flat(400), rows.add_centre(scene.session, "chania")
    scene.line(leads, "Ours")
    theirs = LineScene(scene.session, chania, rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, chania))
    merged = theirs.flat(401)
    theirs.line(merged, "Theirs")
    pair = ListingPair(one=leads, other=merged, score=9, agree=[], differ=[], found_at=NOW)
    scene.session.add(pair)
    scene.session.flush()
    merge_flats(scene.session, pair, leads, actor=scene.officer, on=TODAY, at=NOW)
    assert scene.waiting(leads) == ["Ours"]
    assert scene.ended() == {"Theirs": ("released", LineReason.OTHER_CENTRE)}


def test_an_empty_line_does_not_go_on_by_itself(scene: LineScene):
    flat = scene.flat(400)
    with pytest.raises(Refused, match="Nobody stands in line"):
        lines.let_line_go(scene.session, flat, by_itself=True, actor=scene.officer, at=NOW)


@pytest.mark.parametrize("by_itself", [True, False])
def test_who_comes_into_the_line_of_another_advert_waits_as_the_others_there(scene: LineScene, by_itself: bool):
    leads, merged = scene.flat(400), scene.flat(401)
    scene.line(leads, "First")
    scene.line(merged, "Comes")
    goes = leads if by_itself else merged
    lines.let_line_go(scene.session, goes, by_itself=True, actor=scene.officer, at=NOW)
    pair = ListingPair(one=leads, other=merged, score=9, agree=[], differ=[], found_at=NOW)
    scene.session.add(pair)
    scene.session.flush()
    merge_flats(scene.session, pair, leads, actor=scene.officer, on=TODAY, at=NOW)
    found = {
        place.household.name: place.auto_offer_by_id is not None for place in lines.lock_line(scene.session, leads)
    }
    assert found == {"First": by_itself, "Comes": by_itself}


def test_an_officer_takes_a_household_out_with_a_reason(scene: LineScene):
    flat = scene.flat()
    one, two = scene.line(flat, "One", "Two")
    out = {"actor": scene.officer, "on": TODAY}
    with pytest.raises(Refused, match="in a few words") as refusal:
        lines.take_out_of_line(scene.session, one, because=LineReason.OTHER, words="", **out)  # type: ignore[arg-type]
    assert refusal.value.field == "words"
    with pytest.raises(ValueError, match="flat-taken"):
        lines.take_out_of_line(scene.session, one, because=LineReason.FLAT_TAKEN, words="", **out)  # type: ignore[arg-type]
    for place, because in zip((one, two), OF_OFFICERS, strict=False):
        lines.take_out_of_line(scene.session, place, because=because, words="She said so", **out)  # type: ignore[arg-type]
    assert scene.ended() == {"One": ("taken-out", "unwilling"), "Two": ("taken-out", "unsuited")}
    assert one.closed_words == "She said so"
    with pytest.raises(Refused, match="put it in line again"):
        lines.take_out_of_line(scene.session, one, because=LineReason.MISTAKE, words="", **out)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="put it in line again"):
        lines.move_in_line(scene.session, one, earlier=True, actor=scene.officer)
    assert scene.put(flat, one.household).position == 1


def test_it_is_said_why_somebody_is_not_put_in_line(scene: LineScene):
    flat, household = scene.flat(), scene.household("One")
    with pytest.raises(Refused, match="does not fit"):
        scene.put(flat, household, fits=False)
    with pytest.raises(Refused, match="contact the landlord first"):
        scene.put(scene.flat(420, ListingStatus.CANDIDATE), household)
    offer = scene.offer(flat, household)
    with pytest.raises(Refused, match="has the offer of this flat"):
        scene.put(flat, household)
    other = scene.flat(450)
    scene.put(other, household)
    with pytest.raises(Refused, match="stands in line for the flat already"):
        scene.put(other, household)
    scene.accept(offer)
    with pytest.raises(Refused, match="has accepted another flat"):
        scene.put(other, household)
    tenant = scene.household("Tenant")
    has_home(scene, tenant)
    with pytest.raises(Refused, match="not looking for a home"):
        scene.put(other, tenant)
    scene.line(other, *(f"Household {number}" for number in range(lines.MOST_IN_LINE)))
    with pytest.raises(Refused, match="At most 5 households"):
        scene.put(other, scene.household("Sixth"))
    chania = rows.add_centre(scene.session, "chania")
    with pytest.raises(Forbidden):
        scene.put(other, rows.add_household(scene.session, chania))
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, chania)
    with pytest.raises(Forbidden):
        lines.put_in_line(scene.session, other, scene.household("Seventh"), fits=True, actor=stranger, at=NOW)


def test_two_adverts_of_one_flat_have_one_line_and_each_its_own_again(scene: LineScene):
    leads, merged = scene.flat(400), scene.flat(401)
    both, one = scene.household("Both"), scene.household("One")
    scene.put(leads, both)
    scene.put(merged, both)
    scene.put(merged, one)
    pair = ListingPair(one=leads, other=merged, score=9, agree=[], differ=[], found_at=NOW)
    scene.session.add(pair)
    scene.session.flush()
    merge_flats(scene.session, pair, leads, actor=scene.officer, on=TODAY, at=NOW)
    assert scene.waiting(leads) == ["Both", "One"]
    assert scene.ended() == {"Both": ("released", LineReason.SAME_FLAT)}
    part_flat(scene.session, merged, actor=scene.officer, on=TODAY, at=NOW)
    assert (scene.waiting(leads), scene.waiting(merged)) == (["Both"], ["One"])


def test_a_households_offers_and_lines_are_read_at_once(scene: LineScene):
    flat, other, household = scene.flat(400), scene.flat(450), scene.household("One")
    scene.decline(scene.offer(flat, household))
    declined_again = scene.offer(flat, household)
    scene.line(other, "Before")
    scene.put(other, household)
    with counted(scene.session) as asked:
        found, standing = offers_and_lines(scene.session, household.id)
    assert len(asked) == 1
    assert [one.id for one in found] == sorted((one.id for one in found), reverse=True)
    assert found[0] is declined_again
    assert [(one.place.listing_id, one.before) for one in standing] == [(other.id, 1)]


def test_the_log_names_every_step_of_a_line(scene: LineScene):
    flat = scene.flat()
    one, two = scene.line(flat, "One", "Two")
    lines.move_in_line(scene.session, two, earlier=True, actor=scene.officer)
    has_offer(scene, two.household)
    turn = scene.next(flat)
    assert turn.offer is not None
    scene.line(flat, "Three")
    scene.accept(turn.offer)
    scene.session.commit()
    steps = [event.action for event in events(scene.session) if event.subject_kind == "line_place"]
    assert steps == [
        "put-in-line", "put-in-line", "move-in-line", "pass-over-in-line", "take-turn-in-line", "put-in-line",
        "release-from-line",
    ]  # fmt: skip
    assert one.offer_id == turn.offer.id

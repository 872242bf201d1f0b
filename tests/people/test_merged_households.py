"""Two households that are one family become one, and are parted again."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.auth.posts import duty_on
from core.db import Base
from core.errors import Forbidden, Refused
from core.pairs.moving import pointing_at
from core.structure import Centre
from housing.models import Needs
from housing.services.households.gates import passages
from housing.services.households.needs import NeedsDetails, find_needs, set_needs
from housing.services.households.shortlists import keep_flats, kept_and_refused
from housing.services.offers.offers import make_offer
from housing.services.ranking.costs import MonthlyFigures
from people.models import (
    Contact,
    ContactKind,
    Household,
    HouseholdMember,
    HouseholdNumber,
    LogEntry,
    Person,
    PersonPair,
    RentSupport,
)
from people.services.household_rows import tables_that_stay
from people.services.households import find_household
from people.services.merged_households import merge_households, part_households
from people.services.numbered import households_by_reference
from people.services.same_people import keep_people_apart
from people.services.stages import StageDetails, correct_stage, history_of, move_stage
from people.stages import Stage, StageFact, StageReason
from tests.people.family_twice import a_family, family_of, hang_much_on, other_tax_numbers
from tests.support import rows
from tests.support.audit import events
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY

DAY = timedelta(days=1)
# What stays with the household that leaves: history, and what is seen to elsewhere.
STAYS = {
    "flat_hold", "household_feed", "household_link", "household_member", "household_stage", "lease",
    "line_place", "needs", "offer", "pair_ruling", "proposal", "viewing_guest",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _handlers(app: object) -> None:
    """The application names who acts on what happens."""


def merge(session: Session, families: tuple[Household, Household], officer: User) -> tuple[Household, Household]:
    merge_households(session, *families, family_of(*families), actor=officer, at=NOW)
    session.flush()
    session.expire_all()
    return families


def reach(session: Session, household: Household, value: str, **more: bool) -> None:
    session.add(Contact(household=household, kind=ContactKind.PHONE, value=value, created_at=NOW, **more))
    session.flush()


def keys_of(session: Session, kind: type[Base], household: Household) -> list[int]:
    return list(session.scalars(select(kind.id).where(kind.household_id == household.id).order_by(kind.id)))


def test_every_table_of_households_goes_along_or_is_known_to_stay(session: Session, families):
    tables = {column.table.name for _mapper, column in pointing_at(families[0])}
    assert tables_that_stay(families[0]) == STAYS, "what is new says whether it goes along"
    assert tables - STAYS == {
        "contact", "household", "household_document", "household_number", "household_place", "log_entry",
        "rent_support", "shortlist_entry",
    }  # fmt: skip


def test_one_family_leads_and_the_other_leaves_as_written_twice(session: Session, families, officer: User):
    hang_much_on(session, families[1], officer)
    kinds = (Contact, HouseholdNumber, LogEntry, RentSupport)
    moving = [keys_of(session, kind, families[1]) for kind in kinds]
    kept, other = merge(session, families, officer)
    last = history_of(session, other)[-1]
    assert (other.stage, last.reason, last.since_on) == (Stage.EXITED, StageReason.WRITTEN_TWICE, TODAY)
    assert other.same_as is kept
    assert [passage.household_id for passage in passages(session, officer, on=TODAY)] == [kept.id], "it counts once"
    assert [keys_of(session, kind, kept) for kind in kinds] == moving
    assert [keys_of(session, kind, other) for kind in kinds] == [[], [], [], []]
    assert [member.name for member in kept.members] == ["Amal Haddad", "Sami Haddad", "Lina Haddad"]
    assert [member.person.same_as and member.person.same_as.name for member in other.members] == [
        "Amal Haddad", "Sami Haddad",
    ]  # fmt: skip
    session.commit()
    assert [event.action for event in events(session)][-1] == "merge-households"


def test_parted_again_both_are_as_before(session: Session, families, officer: User):
    hang_much_on(session, families[1], officer)
    session.add(
        Contact(household=families[0], kind=ContactKind.PHONE, value="+306900000000", is_preferred=True, created_at=NOW)
    )
    session.flush()
    kinds = (Contact, HouseholdNumber, LogEntry, RentSupport, HouseholdMember)
    before = [[keys_of(session, kind, each) for kind in kinds] for each in families]
    kept, other = merge(session, families, officer)
    part_households(session, other, actor=officer, at=NOW)
    session.flush()
    session.expire_all()
    assert [[keys_of(session, kind, each) for kind in kinds] for each in families] == before
    assert (other.stage, other.same_as_id, other.merge_trace) == (Stage.SEARCHING, None, None)
    assert [row.stage for row in history_of(session, other)] == [Stage.SEARCHING]
    assert session.scalars(select(Person).where(Person.same_as_id.is_not(None))).all() == []
    assert set(session.scalars(select(Contact.is_preferred))) == {True}
    with pytest.raises(Refused, match="stands for itself already"):
        part_households(session, other, actor=officer, at=NOW)
    with pytest.raises(Refused, match="two people"):
        merge(session, families, officer)


def test_what_both_say_stands_once_and_a_flat_is_kept_once(session: Session, centre: Centre, families, officer: User):
    for household in families:
        reach(session, household, "+306912345678")
    flats = [rows.add_listing(session, centre, f"Flat {n}") for n in (1, 2)]
    keep_flats(session, families[0], flats[:1], actor=officer, at=NOW)
    keep_flats(session, families[1], flats, actor=officer, at=NOW)
    session.flush()
    kept, other = merge(session, families, officer)
    assert kept_and_refused(session, kept.id) == ({flat.id for flat in flats}, set())
    assert [len(keys_of(session, Contact, each)) for each in (kept, other)] == [1, 1]


def test_a_family_that_was_written_three_times_is_one_and_each_is_parted_by_itself(
    session: Session, centre: Centre, families, officer: User
):
    people = {"Amal Haddad": "1990-02-14", "Sami Haddad": "2015-05-05", "Nadia Haddad": "2022-01-09"}
    third = a_family(session, centre, "Al Haddad", people, officer)
    hang_much_on(session, families[1], officer)
    kinds = (Contact, HouseholdNumber, LogEntry, RentSupport, HouseholdMember)
    before = [[keys_of(session, kind, each) for kind in kinds] for each in (*families, third)]
    families[1].reference = "N-0002"
    kept, other = merge(session, families, officer)
    merge(session, (third, kept), officer)
    assert find_household(session, "N-0002", officer) is third
    assert len(keys_of(session, Contact, third)) == 1
    for each in (other, kept):
        part_households(session, each, actor=officer, at=NOW)
        session.flush()
        session.expire_all()
    assert [[keys_of(session, kind, each) for kind in kinds] for each in (*families, third)] == before


@pytest.mark.parametrize("is_asked", [False, True])
def test_what_it_looks_for_holds_where_nobody_has_asked_yet(session: Session, families, officer: User, is_asked: bool):
    set_needs(session, families[1], NeedsDetails(step_free=True), on=TODAY, actor=officer)
    if is_asked:
        set_needs(session, families[0], NeedsDetails(wheelchair=True), on=TODAY, actor=officer)
    kept, other = merge(session, families, officer)
    needs = find_needs(session, kept.id)
    assert (needs.step_free, needs.wheelchair) == (not is_asked, is_asked)
    assert session.get(Needs, other.id).step_free


def itself(session: Session, families, officer: User) -> str:
    return "household itself"


def has_a_home(session: Session, families, officer: User) -> str:
    families[1].stage = Stage.HOUSED
    return "let it lead"


def has_left(session: Session, families, officer: User) -> str:
    families[0].stage = Stage.EXITED
    return "left the programme"


def has_an_offer(session: Session, families, officer: User) -> str:
    listing = rows.add_listing(session, families[1].centre)
    figures = MonthlyFigures(Decimal("600.00"), Decimal("600.00"), None)
    make_offer(
        session, families[1], listing, figures=figures, answer_by=TODAY + 3 * DAY, actor=officer, at=NOW, on=TODAY
    )
    return "offer"


def two_people(session: Session, families, officer: User) -> str:
    one, other = (household.members[1].person_id for household in families)
    pair = PersonPair(one_id=one, other_id=other, score=60, agree=[], differ=[], found_at=NOW)
    session.add(pair)
    session.flush()
    keep_people_apart(session, pair, actor=officer, at=NOW)
    return "these are two people"


@pytest.mark.parametrize(
    "arrange",
    [itself, has_a_home, has_left, has_an_offer, other_tax_numbers, two_people],
    ids=lambda case: case.__name__,
)
def test_what_is_in_the_way_is_said_and_nothing_is_changed(
    session: Session, families, officer: User, arrange: Callable[..., str]
):
    said = arrange(session, families, officer)
    session.commit()
    kept, other = (families[0], families[0]) if arrange is itself else families
    with pytest.raises(Refused, match=said):
        merge_households(session, kept, other, family_of(*families), actor=officer, at=NOW)
    session.rollback()
    assert session.scalars(select(Household).where(Household.same_as_id.is_not(None))).all() == []


def test_who_does_not_serve_both_centres_merges_nothing(session: Session, families, officer: User):
    elsewhere = rows.add_centre(session, "chania")
    families[1].centre = elsewhere
    session.commit()
    with pytest.raises(Forbidden):
        merge(session, families, officer)
    session.rollback()
    merge(session, families, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    with pytest.raises(Forbidden):
        part_households(session, families[1], actor=officer, at=NOW)


def test_whoever_types_the_other_number_and_a_file_with_it_come_to_the_one_that_leads(
    session: Session, families, officer: User
):
    families[1].reference = "N-0002"
    kept, other = merge(session, families, officer)
    assert find_household(session, "n-0002", officer) is kept
    assert households_by_reference(session, [other.reference]) == {other.reference: kept}


def test_a_household_that_was_merged_does_not_come_back_by_hand(session: Session, families, officer: User):
    _, other = merge(session, families, officer)
    back = StageFact(Stage.SEARCHING, TODAY, StageReason.CAME_BACK)
    with pytest.raises(Refused, match="part the two first"):
        move_stage(session, other, StageDetails(back), actor=officer, at=NOW)
    with pytest.raises(Refused, match="part the two first"):
        correct_stage(session, history_of(session, other)[-1], StageDetails(None), actor=officer, at=NOW)


def test_of_two_who_merge_the_same_two_at_once_one_does(session: Session, families, officer: User):
    keys, who, family = [household.id for household in families], officer.id, family_of(*families)
    session.commit()

    def merging(own: Session) -> None:
        kept, other = (own.get_one(Household, key) for key in keys)
        actor = own.get_one(User, who)
        actor.take_up(duty_on(own, actor, TODAY))
        merge_households(own, kept, other, family, actor=actor, at=NOW)

    refused, merged = at_once(session, merging, merging)
    assert merged == "done"
    assert "was merged already" in refused

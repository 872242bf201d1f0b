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
from housing.services.figures import MonthlyFigures
from housing.services.gates import passages
from housing.services.needs import NeedsDetails, find_needs, set_needs
from housing.services.offers import make_offer
from housing.services.shortlists import keep_flats, kept_and_refused
from people.models import (
    Contact,
    ContactKind,
    Household,
    HouseholdMember,
    HouseholdNumber,
    LogEntry,
    Per,
    Person,
    PersonPair,
    RentSupport,
    SupportKind,
)
from people.services.household_rows import tables_that_stay
from people.services.households import find_household
from people.services.log import NextStepDetails, add_task
from people.services.merged_households import WhoIsWho, merge_households, part_households
from people.services.numbered import households_by_reference
from people.services.same_people import keep_people_apart
from people.services.stages import StageDetails, correct_stage, history_of, move_stage
from people.services.supports import SupportDetails, add_support
from people.services.suspected_people import look_for_same_people
from people.stages import Stage, StageFact, StageReason
from tests.people.twice import number
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

AFM, OTHER_AFM, PERMIT = "123456783", "094429812", "AB 123456"
DAY = timedelta(days=1)
# What stays with the household that leaves: history, and what is seen to elsewhere.
STAYS = {
    "flat_hold", "household", "household_feed", "household_link", "household_member", "household_stage", "lease",
    "line_place", "needs", "offer", "pair_ruling", "proposal", "viewing_guest",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _handlers(app: object) -> None:
    """The application names who acts on what happens."""


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def user(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)


def a_family(session: Session, centre: Centre, name: str, people: dict[str, str], user: User) -> Household:
    household = rows.add_household(session, centre, name, tuple(people.values()))
    for member, its in zip(household.members, people, strict=True):
        member.person.name = its
    household.officer = user
    session.flush()
    return household


@pytest.fixture
def two(session: Session, centre: Centre, user: User) -> tuple[Household, Household]:
    """A mother and a son; and the same once more, in Greek letters, with a daughter."""
    own = {"Amal Haddad": "1990-02-14", "Sami Haddad": "2015-05-05"}
    again = {"Άμαλ Χαντάντ": "1990-02-14", "Σάμι Χαντάντ": "2015-05-05", "Lina Haddad": "2020-01-09"}
    return a_family(session, centre, "Haddad", own, user), a_family(session, centre, "Χαντάντ", again, user)


def family_of(kept: Household, other: Household) -> WhoIsWho:
    mother, son, daughter = (member.person_id for member in other.members)
    own_mother, own_son = (member.person_id for member in kept.members[:2])
    return WhoIsWho({mother: own_mother, son: own_son}, frozenset({daughter}))


def merge(session: Session, two: tuple[Household, Household], user: User) -> tuple[Household, Household]:
    merge_households(session, *two, family_of(*two), actor=user, at=NOW)
    session.flush()
    session.expire_all()
    return two


def reach(session: Session, household: Household, value: str, **more: bool) -> None:
    session.add(Contact(household=household, kind=ContactKind.PHONE, value=value, created_at=NOW, **more))
    session.flush()


def hang_much_on(session: Session, household: Household, user: User) -> None:
    session.add(
        Contact(household=household, kind=ContactKind.PHONE, value="+306912345678", is_preferred=True, created_at=NOW)
    )
    session.add(HouseholdNumber(household=household, source="register", value="17", created_at=NOW))
    add_task(session, household, NextStepDetails("Ask for the permit", user.id, TODAY + DAY), actor=user, at=NOW)
    support = SupportDetails(kind=SupportKind.AGENCY, amount=Decimal("80.00"), per=Per.MONTH, starts_on=TODAY)
    add_support(session, household, support, actor=user, at=NOW)
    session.flush()


def keys_of(session: Session, kind: type[Base], household: Household) -> list[int]:
    return list(session.scalars(select(kind.id).where(kind.household_id == household.id).order_by(kind.id)))


def test_every_table_of_households_goes_along_or_is_known_to_stay(session: Session, two):
    tables = {column.table.name for _mapper, column in pointing_at(two[0])}
    assert tables_that_stay(two[0]) == STAYS, "what is new says whether it goes along"
    assert tables - STAYS == {
        "contact", "household_document", "household_number", "household_place", "log_entry", "rent_support",
        "shortlist_entry",
    }  # fmt: skip


def test_one_family_leads_and_the_other_leaves_as_written_twice(session: Session, two, user: User):
    hang_much_on(session, two[1], user)
    kinds = (Contact, HouseholdNumber, LogEntry, RentSupport)
    moving = [keys_of(session, kind, two[1]) for kind in kinds]
    kept, other = merge(session, two, user)
    last = history_of(session, other)[-1]
    assert (other.stage, last.reason, last.since_on) == (Stage.EXITED, StageReason.WRITTEN_TWICE, TODAY)
    assert other.same_as is kept
    assert [passage.household_id for passage in passages(session, user, on=TODAY)] == [kept.id], "it counts once"
    assert [keys_of(session, kind, kept) for kind in kinds] == moving
    assert [keys_of(session, kind, other) for kind in kinds] == [[], [], [], []]
    assert [member.name for member in kept.members] == ["Amal Haddad", "Sami Haddad", "Lina Haddad"]
    assert [member.person.same_as and member.person.same_as.name for member in other.members] == [
        "Amal Haddad", "Sami Haddad",
    ]  # fmt: skip
    session.commit()
    assert [event.action for event in events(session)][-1] == "merge-households"


def test_parted_again_both_are_as_before(session: Session, two, user: User):
    hang_much_on(session, two[1], user)
    session.add(
        Contact(household=two[0], kind=ContactKind.PHONE, value="+306900000000", is_preferred=True, created_at=NOW)
    )
    session.flush()
    kinds = (Contact, HouseholdNumber, LogEntry, RentSupport, HouseholdMember)
    before = [[keys_of(session, kind, each) for kind in kinds] for each in two]
    kept, other = merge(session, two, user)
    part_households(session, other, actor=user, at=NOW)
    session.flush()
    session.expire_all()
    assert [[keys_of(session, kind, each) for kind in kinds] for each in two] == before
    assert (other.stage, other.same_as_id, other.gave) == (Stage.SEARCHING, None, None)
    assert [row.stage for row in history_of(session, other)] == [Stage.SEARCHING]
    assert session.scalars(select(Person).where(Person.same_as_id.is_not(None))).all() == []
    assert set(session.scalars(select(Contact.is_preferred))) == {True}
    with pytest.raises(Refused, match="stands for itself already"):
        part_households(session, other, actor=user, at=NOW)
    with pytest.raises(Refused, match="two people"):
        merge(session, two, user)


def test_what_both_say_stands_once_and_a_flat_is_kept_once(session: Session, centre: Centre, two, user: User):
    for household in two:
        reach(session, household, "+306912345678")
    flats = [rows.add_listing(session, centre, f"Flat {n}") for n in (1, 2)]
    keep_flats(session, two[0], flats[:1], actor=user, at=NOW)
    keep_flats(session, two[1], flats, actor=user, at=NOW)
    session.flush()
    kept, other = merge(session, two, user)
    assert kept_and_refused(session, kept.id) == ({flat.id for flat in flats}, set())
    assert [len(keys_of(session, Contact, each)) for each in (kept, other)] == [1, 1]


@pytest.mark.parametrize("is_asked", [False, True])
def test_what_it_looks_for_holds_where_nobody_has_asked_yet(session: Session, two, user: User, is_asked: bool):
    set_needs(session, two[1], NeedsDetails(step_free=True), on=TODAY, actor=user)
    if is_asked:
        set_needs(session, two[0], NeedsDetails(wheelchair=True), on=TODAY, actor=user)
    kept, other = merge(session, two, user)
    needs = find_needs(session, kept.id)
    assert (needs.step_free, needs.wheelchair) == (not is_asked, is_asked)
    assert session.get(Needs, other.id).step_free


def itself(session: Session, two, user: User) -> str:
    return "household itself"


def has_a_home(session: Session, two, user: User) -> str:
    two[1].stage = Stage.HOUSED
    return "let it lead"


def has_left(session: Session, two, user: User) -> str:
    two[0].stage = Stage.EXITED
    return "left the programme"


def has_an_offer(session: Session, two, user: User) -> str:
    listing = rows.add_listing(session, two[1].centre)
    figures = MonthlyFigures(Decimal("600.00"), Decimal("600.00"), None)
    make_offer(session, two[1], listing, figures=figures, answer_by=TODAY + 3 * DAY, actor=user, at=NOW, on=TODAY)
    return "offer"


def other_tax_numbers(session: Session, two, user: User) -> str:
    for household, value in zip(two, (AFM, OTHER_AFM), strict=True):
        number(session, household.members[0].person, value)
    return "different tax numbers"


def two_people(session: Session, two, user: User) -> str:
    one, other = (household.members[1].person_id for household in two)
    pair = PersonPair(one_id=one, other_id=other, score=60, agree=[], differ=[], found_at=NOW)
    session.add(pair)
    session.flush()
    keep_people_apart(session, pair, actor=user, at=NOW)
    return "these are two people"


@pytest.mark.parametrize(
    "arrange",
    [itself, has_a_home, has_left, has_an_offer, other_tax_numbers, two_people],
    ids=lambda case: case.__name__,
)
def test_what_is_in_the_way_is_said_and_nothing_is_changed(
    session: Session, two, user: User, arrange: Callable[..., str]
):
    said = arrange(session, two, user)
    session.commit()
    kept, other = (two[0], two[0]) if arrange is itself else two
    with pytest.raises(Refused, match=said):
        merge_households(session, kept, other, family_of(*two), actor=user, at=NOW)
    session.rollback()
    assert session.scalars(select(Household).where(Household.same_as_id.is_not(None))).all() == []


def test_who_does_not_serve_both_centres_merges_nothing(session: Session, two, user: User):
    elsewhere = rows.add_centre(session, "chania")
    two[1].centre = elsewhere
    session.commit()
    with pytest.raises(Forbidden):
        merge(session, two, user)
    session.rollback()
    merge(session, two, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    with pytest.raises(Forbidden):
        part_households(session, two[1], actor=user, at=NOW)


def test_whoever_types_the_other_number_and_a_file_with_it_come_to_the_one_that_leads(
    session: Session, two, user: User
):
    two[1].reference = "N-0002"
    kept, other = merge(session, two, user)
    assert find_household(session, "n-0002", user) is kept
    assert households_by_reference(session, [other.reference]) == {other.reference: kept}


def test_a_household_that_was_merged_does_not_come_back_by_hand(session: Session, two, user: User):
    _, other = merge(session, two, user)
    back = StageFact(Stage.SEARCHING, TODAY, StageReason.CAME_BACK)
    with pytest.raises(Refused, match="part the two first"):
        move_stage(session, other, StageDetails(back), actor=user, at=NOW)
    with pytest.raises(Refused, match="part the two first"):
        correct_stage(session, history_of(session, other)[-1], StageDetails(None), actor=user, at=NOW)


def test_of_two_who_merge_the_same_two_at_once_one_does(session: Session, two, user: User):
    keys, who, family = [household.id for household in two], user.id, family_of(*two)
    session.commit()

    def merging(own: Session) -> None:
        kept, other = (own.get_one(Household, key) for key in keys)
        actor = own.get_one(User, who)
        actor.take_up(duty_on(own, actor, TODAY))
        merge_households(own, kept, other, family, actor=actor, at=NOW)

    refused, merged = at_once(session, merging, merging)
    assert merged == "done"
    assert "was merged already" in refused


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_officer_merges_and_parts_two_households_on_their_pages(
    session: Session, client: PageClient, two, user: User
):
    hang_much_on(session, two[1], user)
    kept, other = two
    kept.reference, other.reference = "N-0001", "N-0002"
    look_for_same_people(session, at=NOW)
    addresses, numbers = [f"/households/{each.id}" for each in two], [each.reference for each in two]
    people = [[member.person_id for member in each.members] for each in two]
    enter(client, session, user)
    session.commit()
    assert client.page(addresses[0]).xpath(f"//a[@href='{addresses[0]}/merge']")
    [pair, *_] = client.page("/people/doubles").xpath("//tbody//a/@href")
    assert client.page(pair).xpath(f"//a[@href='{addresses[0]}/merge?number={numbers[1]}']")
    wrong = client.submit(f"{addresses[0]}/merge", number="N-9999", status=422)
    assert wrong.xpath("//*[@id='number-error']")
    page = client.submit(f"{addresses[0]}/merge", number=numbers[1])
    address = f"{addresses[0]}/merge?number={numbers[1]}"
    chosen = [page.xpath(f"string(//select[@id='person_{key}']/option[@selected]/@value)") for key in people[1]]
    assert chosen == [str(people[0][0]), str(people[0][1]), "comes"], "the likely answer stands there"
    goes, stays = (text(page.xpath(f"//*[@aria-labelledby='{card}']")[0]) for card in ("goes", "stays"))
    assert "Contact: 1" in goes
    assert "Stage of a household: 1" in stays
    same = client.submit(address, **{f"person_{people[1][1]}": str(people[0][0])}, status=422)
    assert "cannot be the same person" in text(same)
    page = client.submit(address, action=address)
    assert "The two households are one family now" in text(page)
    assert "Lina Haddad" in text(page)
    page = client.page(addresses[1])
    assert f"It is here as household {numbers[0]}" in text(page)
    assert not page.xpath(f"//a[@href='{addresses[1]}/stage']")
    assert client.page(address).xpath("//*[contains(@class, 'st-note')]"), "what is in the way is said"
    page = client.submit(addresses[1], action=f"{addresses[1]}/part")
    assert "stands for itself again" in text(page)
    session.expire_all()
    assert session.get_one(Household, other.id).stage is Stage.SEARCHING


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_in_the_way_of_two_people_stands_beside_them_and_the_rest_as_it_was(
    session: Session, client: PageClient, two, user: User
):
    kept, other = two
    kept.reference, other.reference = "N-0001", "N-0002"
    other_tax_numbers(session, two, user)
    key, address = other.members[0].person_id, f"/households/{kept.id}/merge?number=N-0002"
    enter(client, session, user)
    session.commit()
    page = client.submit(address, action=address, status=422)
    assert "different tax numbers" in text(page.xpath(f"//*[@id='person_{key}-error']")[0])
    assert page.xpath("//*[@aria-labelledby='who']//select"), "the questions are still there"
    session.expire_all()
    assert (other.stage, other.same_as_id) == (Stage.SEARCHING, None)

"""Who waits for a home at a centre and what is free there: read by columns, for the best set of offers."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ColumnElement, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from core.structure import Centre
from housing.allocation import Fairness, FairnessWeights, Kind, Pair, fairness_of, groups_of, kinds_needed
from housing.models import FlatHold, Listing, Needs, Offer, ShortlistEntry
from housing.opinions import Opinion
from housing.ranking import Wishes
from housing.services.dealings.flat_hold_queries import runs_on
from housing.services.dealings.landlord_refusals import pairs_refused
from housing.services.offers.offer_queries import IS_LIVE
from housing.services.ranking.matching import is_free, wishes_of
from housing.services.ranking.waiting import searching
from housing.states import OFFERABLE, OfferStatus
from people.models import Household
from people.services.stages import courses
from people.stages import Stage


@dataclass(frozen=True, slots=True)
class WaitingHousehold:
    """A household that waits without an offer, what it looks for and what it gets for fairness."""

    needs: Needs
    wishes: Wishes
    since_on: date
    fairness: Fairness

    @property
    def household(self) -> Household:
        return self.needs.household

    @property
    def kinds(self) -> frozenset[Kind]:
        """Which kinds of flats it cannot do without."""
        wishes = self.wishes
        return kinds_needed(wishes.bedrooms, step_free=wishes.step_free, wheelchair=wishes.wheelchair)


@dataclass(frozen=True, slots=True)
class FreeFlat:
    """A flat as the plan's rows show it."""

    listing_id: int
    title: str
    monthly_rent: Decimal


class Against(StrEnum):
    """Why a pair is in no plan by itself, though it may fit."""

    DECLINED = "declined"  # by the household
    DROPPED = "dropped"  # from its shortlist
    REFUSED = "refused"  # by the landlord
    HELD = "held"  # by the landlord, for another household


OVER = frozenset({Against.DECLINED, Against.DROPPED, Against.REFUSED})


@dataclass(frozen=True, slots=True)
class Objections:
    """What households and landlords have said of pairs, and of flats that are held."""

    ends: Mapping[Against, Set[Pair]]  # what is over between them, by why
    not_liked: Set[Pair]
    kept_for: Mapping[int, int]  # the flats that landlords hold for one household, and which

    @property
    def over(self) -> set[Pair]:
        """Whatever for."""
        return {pair for pairs in self.ends.values() for pair in pairs}

    def against(self, pair: Pair) -> list[Against]:
        """What speaks against a pair: who pins it overrides that."""
        household, flat = pair
        is_held = self.kept_for.get(flat, household) != household
        return [why for why in Against if pair in self.ends.get(why, ()) or (why is Against.HELD and is_held)]

    def keeps_from(self, households: Iterable[int], flats: Iterable[int]) -> set[Pair]:
        """Of these, the pairs that are not to be: what is over, and others with a flat that is held for one."""
        kept = {flat: self.kept_for[flat] for flat in flats if flat in self.kept_for}
        return self.over | {(one, flat) for one in households for flat, whose in kept.items() if one != whose}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many wait or are free and are in no plan."""

    not_asked: int  # households of which nobody asked what they need
    with_offer: int  # households that have one
    not_spoken: int  # flats whose landlord nobody has spoken with


def who_waits(session: Session, centre: Centre, weights: FairnessWeights, *, on: date) -> list[WaitingHousehold]:
    """Those whose needs are known and that have no offer that is open or accepted."""
    here = Household.centre_id == centre.id, Household.id.not_in(select(Offer.household_id).where(IS_LIVE))
    waiting = searching(session, *here)
    course = courses(session, (Household.centre_id == centre.id) & (Household.stage == Stage.SEARCHING))
    return [_waiting_household(needs, course[needs.household_id][-1].since_on, weights, on) for needs in waiting]


def what_is_free(session: Session, centre: Centre, *, on: date) -> Mapping[int, FreeFlat]:
    """By key what may be offered today; of several adverts of one home the first."""
    query = select(Listing.id, Listing.title, Listing.monthly_rent, Listing.dwelling_id).where(
        *may_be_offered(centre, on)
    )
    flats: dict[int, FreeFlat] = {}
    homes: set[int] = set()
    for listing_id, title, rent, dwelling_id in session.execute(query.order_by(Listing.id)):
        if dwelling_id not in homes:
            flats[listing_id] = FreeFlat(listing_id, title, rent)
            homes.add(dwelling_id)
    return flats


def may_be_offered(centre: Centre, on: date) -> tuple[ColumnElement[bool], ...]:
    """Free, somebody has spoken with the landlord, and the home is in no offer by another advert."""
    offered = select(Listing.dwelling_id).join(Offer, Offer.listing_id == Listing.id).where(IS_LIVE)
    here = Listing.centre_id == centre.id, Listing.dwelling_id.not_in(offered)
    return *here, *is_free(on), Listing.status.in_(OFFERABLE)


def objections_to_pairs(session: Session, centre: Centre, *, on: date) -> Objections:
    """By one query."""
    here = Household.centre_id == centre.id
    entry = ShortlistEntry.household_id, ShortlistEntry.listing_id
    declined = select(Offer.household_id, Offer.listing_id, literal("declined").label("kind")).join(Offer.household)
    dropped = select(*entry, literal("dropped")).join(ShortlistEntry.household)
    not_liked = select(*entry, literal("not-liked")).join(ShortlistEntry.household)
    refused = pairs_refused().add_columns(literal("refused"))
    held, advert = select(FlatHold.household_id, Listing.id, literal("held")), aliased(Listing)
    held = held.join(advert, advert.id == FlatHold.listing_id).join(Listing, Listing.dwelling_id == advert.dwelling_id)
    query = union_all(
        declined.where(here, Offer.status == OfferStatus.DECLINED),
        dropped.where(here, ShortlistEntry.dropped_for.is_not(None)),
        not_liked.where(here, ShortlistEntry.opinion == Opinion.NOT_LIKED),
        refused.where(Listing.centre_id == centre.id),
        held.where(Listing.centre_id == centre.id, FlatHold.household_id.is_not(None), runs_on(on)),
    )
    rows = session.execute(query).all()
    by_kind: dict[str, set[Pair]] = {}
    for one, flat, kind in rows:
        by_kind.setdefault(kind, set()).add((one, flat))
    kept_for = {flat: one for one, flat in by_kind.get(Against.HELD, ())}
    return Objections({why: by_kind.get(why, set()) for why in OVER}, by_kind.get("not-liked", set()), kept_for)


def left_out(session: Session, centre: Centre, *, on: date) -> LeftOut:
    """What a reader may miss in a plan, by one query."""
    waiting = Household.centre_id == centre.id, Household.stage == Stage.SEARCHING
    offered, asked = select(Offer.household_id).where(IS_LIVE), select(Needs.household_id)
    households = select(func.count(Household.id)).where(*waiting)
    not_asked = households.where(Household.id.not_in(asked), Household.id.not_in(offered))
    candidates = Listing.centre_id == centre.id, *is_free(on), Listing.status.not_in(OFFERABLE)
    counts = (
        not_asked.scalar_subquery(),
        households.where(Household.id.in_(offered)).scalar_subquery(),
        select(func.count(Listing.id)).where(*candidates).scalar_subquery(),
    )
    return LeftOut(*session.execute(select(*counts)).one())


def _waiting_household(needs: Needs, since_on: date, weights: FairnessWeights, on: date) -> WaitingHousehold:
    household, wishes = needs.household, wishes_of(needs, on)
    ages = [member.age_on(on) for member in household.present_on(on)]
    groups = groups_of(ages, single_parent=household.single_parent, wheelchair=wishes.wheelchair)
    return WaitingHousehold(needs, wishes, since_on, fairness_of(since_on, groups, weights, on=on))

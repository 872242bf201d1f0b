"""Both sides of an offer as they are on a day: kept with it, and shown beside what has become of them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from housing.models import Listing, Offer
from housing.services.households.needs import bedrooms_needed, find_needs
from people.models import Household

ADULT_FROM = 18

Facts = Mapping[str, str | int | bool | None]  # by name, as JSON has it; money as text, None: not known


def facts_of_both(session: Session, household: Household, listing: Listing, *, on: date) -> Facts:
    """What the flat is like, and who it is offered to with which needs; no name, no address."""
    return _of_flat(listing) | facts_of_household(session, household, on=on)


def changed_since(session: Session, offer: Offer, *, on: date) -> Facts:
    """What has become of the facts that were kept with the offer, where they are others now."""
    now = facts_of_both(session, offer.household, offer.listing, on=on)
    return {name: now.get(name) for name, then in (offer.facts or {}).items() if now.get(name) != then}


def has_flat_changed(offer: Offer) -> bool:
    """Whether the flat is another, or dearer, than it was offered."""
    then, now = offer.facts or {}, _of_flat(offer.listing)
    rent = offer.listing.monthly_rent, offer.listing.charges_on_top
    return rent != (offer.monthly_rent, offer.common_charges) or any(then.get(name) != now[name] for name in now)


def _of_flat(listing: Listing) -> dict[str, str | int | bool | None]:
    home = listing.dwelling
    return {
        "size_m2": home.size_m2,
        "bedrooms": home.bedrooms,
        "floor": home.floor,
        "has_lift": home.has_lift,
        "wheelchair": home.wheelchair,
        "quiet": home.quiet,
        "deposit": _written(listing.deposit),
    }


def facts_of_household(session: Session, household: Household, *, on: date) -> dict[str, str | int | bool | None]:
    """Who looks for a home, with which needs."""
    people = household.present_on(on)
    facts: dict[str, str | int | bool | None] = {
        "people": len(people),
        "children": sum(member.person.age_on(on) < ADULT_FROM for member in people),
    }
    needs = find_needs(session, household.id)
    if needs is not None:
        facts |= {
            "needs_bedrooms": bedrooms_needed(needs, household, on),
            "needs_step_free": needs.step_free,
            "needs_wheelchair": needs.wheelchair,
            "has_pet": needs.has_pet,
            "wants_quiet": needs.quiet is not None,
            "most_rent": _written(needs.most_rent),
        }
    return facts


def _written(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"

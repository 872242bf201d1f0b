"""Housing's statuses and facts in words, for pages."""

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.i18n import distance, kilometres, money
from core.money import round_cents
from housing.bulk_steps import BulkStep
from housing.home import COVERS_CHARGES
from housing.models import Listing
from housing.ranking import RankedFlat, Verdict
from housing.reasons.drops import DropReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.search import Order
from housing.states import ListingAction, ListingStatus
from housing.words.homes import home_facts
from maps.doubts import Doubt
from maps.located import PIN, Precision

# The shape that stands beside the word (templates/components/status.html).
LISTING_SHAPES = {
    ListingStatus.CANDIDATE: "todo",
    ListingStatus.CONTACTED: "doing",
    ListingStatus.VERIFIED: "done",
    ListingStatus.OFFERED: "waits",
    ListingStatus.RESERVED: "waits",
    ListingStatus.LET: "here",
    ListingStatus.WITHDRAWN: "refused",
    ListingStatus.EXPIRED: "late",
}
LISTING_WORDS = {
    ListingStatus.CANDIDATE: _l("Candidate"),
    ListingStatus.CONTACTED: _l("Contacted"),
    ListingStatus.VERIFIED: _l("Verified"),
    ListingStatus.OFFERED: _l("Offered"),
    ListingStatus.RESERVED: _l("Reserved"),
    ListingStatus.LET: _l("Let"),
    ListingStatus.WITHDRAWN: _l("Withdrawn"),
    ListingStatus.EXPIRED: _l("Expired"),
}
ORDER_WORDS = {
    Order.DISTANCE: _l("nearest first"),
    Order.RENT: _l("lowest rent first"),
    Order.RENT_PER_M2: _l("lowest rent per m² first"),
    Order.NEWEST: _l("newest first"),
}
LISTING_STEPS = {
    ListingAction.CONTACT: _l("Landlord contacted"),
    ListingAction.VERIFY: _l("Flat verified"),
    ListingAction.STEP_BACK: _l("One step back"),
    ListingAction.WITHDRAW: _l("Withdraw"),
    ListingAction.EXPIRE: _l("Close, its last day has passed"),
    ListingAction.REOPEN: _l("Take up again"),
}
BULK_STEPS = {
    BulkStep.CONFIRM: _l("Still to be had, as of today"),
    BulkStep.CONTACT: LISTING_STEPS[ListingAction.CONTACT],
    BulkStep.VERIFY: LISTING_STEPS[ListingAction.VERIFY],
    BulkStep.WITHDRAW: LISTING_STEPS[ListingAction.WITHDRAW],
}
WITHDRAWAL_WORDS = {
    WithdrawalReason.LET: _l("Let to others"),
    WithdrawalReason.REFUSED: _l("The landlord refused"),
    WithdrawalReason.UNSUITABLE: _l("Does not suit"),
    WithdrawalReason.DOUBTFUL: _l("Doubtful, perhaps a fraud"),
    WithdrawalReason.DUPLICATE: _l("Is here twice"),
    WithdrawalReason.OTHER: _l("Another reason"),
}

COLUMN_WORDS = {
    "": _l("the whole row"),
    "reference": _l("Reference"),
    "title": _l("Title"),
    "address": _l("Address"),
    "area": _l("Neighbourhood or village"),
    "city": _l("Town"),
    "postal_code": _l("Postal code"),
    "latitude": _l("Latitude"),
    "longitude": _l("Longitude"),
    "monthly_rent": _l("Rent for one month"),
    "common_charges": _l("Common charges"),
    "rent_covers": _l("What the rent covers"),
    "deposit": _l("Deposit"),
    "size_m2": _l("Size"),
    "bedrooms": _l("Bedrooms"),
    "floor": _l("Floor"),
    "top_floor": _l("Top floor"),
    "lift": _l("Lift"),
    "wheelchair": _l("For a wheelchair"),
    "quiet": _l("Quiet"),
    "furnished": _l("Furnished"),
    "energy_class": _l("Energy class"),
    "available_from": _l("Available from"),
    "landlord_name": _l("Landlord's name"),
    "phone": _l("Landlord's telephone"),
    "email": _l("Landlord's e-mail"),
    "source_link": _l("Its address on the web"),
    "description": _l("Description"),
    "bathrooms": _l("Bathrooms"),
    "heating": _l("Heating"),
    "pets": _l("Pets"),
    "year_built": _l("Year built"),
    "available_until": _l("Available until"),
    "afm": _l("Landlord's tax number"),
    "winter_only": _l("Winter only"),
    "condition": _l("Condition"),
    "parking": _l("Parking"),
    "atak": _l("Property number (ATAK)"),
    "electricity_supply_number": _l("Electricity supply number"),
    "energy_certificate_number": _l("Energy certificate number"),
    "energy_certificate_expires_on": _l("Energy certificate valid until"),
}

DROP_WORDS = {
    DropReason.TOO_EXPENSIVE: _l("Costs too much"),
    DropReason.TOO_FAR: _l("Too far away"),
    DropReason.TOO_SMALL: _l("Too small"),
    DropReason.STAIRS: _l("Too many stairs"),
    DropReason.CONDITION: _l("In a bad state"),
    DropReason.LANDLORD: _l("The landlord does not want to"),
    DropReason.GONE: _l("No longer to be had"),
    DropReason.OTHER: _l("Another reason"),
}
PRECISION_WORDS = {
    PIN: _l("the house, by somebody's pin"),
    Precision.ADDRESS: _l("the house, by its address"),
    Precision.STREET: _l("the street, not the house"),
    Precision.PLACE: _l("the middle of the town or village"),
}
DOUBT_WORDS = {
    Doubt.OUTSIDE: _l("This point is outside the region. Are latitude and longitude the right way round?"),
    Doubt.AT_SEA: _l("This point is in the sea. Are latitude and longitude right?"),
}
ADDRESS_WORDS = {
    Doubt.OUTSIDE: _l("its address was found outside the region"),
    Doubt.AT_SEA: _l("its address was found in the sea"),
    Doubt.SEVERAL: _l("which place is meant?"),
    Doubt.UNKNOWN: _l("its address was not found"),
}
_VERDICT_SHAPES = {Verdict.FITS: "done", Verdict.NEARLY: "doing", Verdict.NO: "refused"}
VERDICT_WORDS = {
    Verdict.FITS: _l("Fits"),
    Verdict.NEARLY: _l("One obstacle"),
    Verdict.NO: _l("Several obstacles"),
}


def charges_words(listing: Listing, charges: Decimal | None) -> str:
    """What a family reads of the common charges on top of the rent, as they were reckoned with."""
    if charges is None:
        return str(_("not known yet"))
    return str(_("the rent covers them")) if not charges and listing.rent_covers in COVERS_CHARGES else money(charges)


def verdict_words(ranked: RankedFlat) -> str:
    """How a flat fits. One obstacle may be as hard as two: nothing is called near."""
    if not ranked.broken:
        return str(VERDICT_WORDS[Verdict.FITS])
    if ranked.is_to_ask:
        return _("Not known whether it fits")
    known = sum(not broken.change.is_to_ask for broken in ranked.broken)
    return ngettext("One limit broken", "%(num)s limits broken", known)


def verdict_shape(ranked: RankedFlat) -> str:
    """The shape beside it."""
    return "waits" if ranked.is_to_ask else _VERDICT_SHAPES[ranked.verdict]


def listing_facts(listing: Listing) -> str:
    """The dwelling's facts in one line."""
    return home_facts(listing.dwelling)


def rent_per_m2(listing: Listing) -> str | None:
    """What a square metre costs a month, in words."""
    amount = amount_per_m2(listing)
    return None if amount is None else _("%(amount)s per m²", amount=amount)


def rent_words(listing: Listing) -> str:
    """What the flat costs a month, and a square metre of it."""
    rent = _("%(rent)s a month", rent=money(listing.monthly_rent))
    return " · ".join(filter(None, (rent, rent_per_m2(listing))))


def amount_per_m2(listing: Listing) -> str | None:
    """What a square metre costs a month, where the size is known."""
    size_m2 = listing.dwelling.size_m2
    return None if size_m2 is None else money(round_cents(listing.monthly_rent / size_m2))


def distance_words(listing: Listing, distance_km: float, *, from_point: bool = False) -> str:
    """How far it is from the centre, or from a point that somebody chose; and whether only its town's distance."""
    is_rough = listing.dwelling.is_roughly_placed
    far = kilometres(distance_km) if is_rough else distance(distance_km)
    if from_point:
        far = _("%(distance)s from the point", distance=far)
    return _("about %(distance)s: only the town is known", distance=far) if is_rough else far

"""What the marks and colours of a map mean, in words, for its legend."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.i18n import whole_euros
from housing.map_marks import PER_M2_LIMITS, RENT_LIMITS, MarkBy, rent_band
from housing.models import Listing
from housing.states import GONE, ListingStatus
from housing.words.listings import LISTING_SHAPES, LISTING_WORDS

MARK_WORDS = {
    MarkBy.STAGE: _l("the stage"),
    MarkBy.RENT: _l("the rent"),
}
STILL_TO_BE_HAD = tuple(status for status in ListingStatus if status not in GONE)


def shape_of(listing: Listing, by: MarkBy) -> str:
    """The shape of a flat's marker (static/shapes.svg)."""
    if by is MarkBy.RENT:
        return rent_shape(rent_band(listing.monthly_rent))
    return LISTING_SHAPES[listing.status]


def rent_shape(band: int) -> str:
    """As many bars as the band has below it, and one."""
    return f"bars-{band + 1}"


def legend(by: MarkBy, statuses: Collection[ListingStatus] = STILL_TO_BE_HAD) -> list[tuple[str, str]]:
    """Each shape with what it says."""
    if by is MarkBy.RENT:
        return [(rent_shape(band), words) for band, words in enumerate(spans(RENT_LIMITS))]
    return list(_stages(statuses))


def _stages(statuses: Collection[ListingStatus]) -> Iterator[tuple[str, str]]:
    """Stages that share a shape stand together."""
    known = [status for status in ListingStatus if status in statuses]
    for shape in dict.fromkeys(LISTING_SHAPES[status] for status in known):
        alike = [str(LISTING_WORDS[status]) for status in known if LISTING_SHAPES[status] == shape]
        yield shape, alike[0] if len(alike) == 1 else _("Offered or reserved")


def spans(limits: Sequence[Decimal]) -> list[str]:
    """The parts into which limits divide all sums of money; each begins with its lower limit."""
    between = [_("%(low)s to %(high)s", low=whole_euros(low), high=whole_euros(high)) for low, high in pairwise(limits)]
    first, last = whole_euros(limits[0]), whole_euros(limits[-1])
    return [_("under %(limit)s", limit=first), *between, _("%(limit)s and more", limit=last)]


def per_m2_legend() -> list[str]:
    """What each of the colours says, from the least."""
    return spans(PER_M2_LIMITS)

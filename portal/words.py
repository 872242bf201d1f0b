"""What families read about a flat and about money, in few words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.i18n import day_long
from housing.home_words import floor_words
from housing.models import Listing
from housing.ranking import Limit, RankedFlat
from housing.wants import Strength
from subsidies.services.statements import StatementState

STATEMENT_SHAPES = {
    StatementState.PAID: "done",
    StatementState.ON_ITS_WAY: "waits",
    StatementState.COMING: "todo",
}
# Of what a family may need: that the home has it, that it has not, that somebody has to ask.
_NEEDED = {
    Limit.STEP_FREE: (
        _l("you do not have to climb stairs"),
        _l("you have to climb stairs"),
        _l("we still have to ask whether you have to climb stairs"),
    ),
    Limit.WHEELCHAIR: (
        _l("a wheelchair gets in"),
        _l("a wheelchair does not get in"),
        _l("we still have to ask whether a wheelchair gets in"),
    ),
    Limit.PETS: (
        _l("a pet is allowed"),
        _l("a pet is not allowed"),
        _l("we still have to ask whether a pet is allowed"),
    ),
    Limit.QUIET: (
        _l("it is quiet"),
        _l("it is not quiet"),
        _l("we still have to ask whether it is quiet"),
    ),
}


def home_pictures(listing: Listing) -> list[tuple[str, str]]:
    """Icon and words of each fact that is known. Neither title nor address: both can name the door."""
    home = listing.dwelling
    pairs = []
    if home.bedrooms is not None:
        pairs.append(("door-open", ngettext("%(num)s bedroom", "%(num)s bedrooms", home.bedrooms)))
    if home.floor is not None:
        lift = _("with a lift") if home.has_lift else _("without a lift") if home.has_lift is False else ""
        pairs.append(("building", ", ".join(part for part in (floor_words(home.floor), lift) if part)))
    if home.size_m2 is not None:
        pairs.append(("arrows-fullscreen", _("%(size)s square metres", size=home.size_m2)))
    if listing.available_from is not None:
        pairs.append(("calendar-check", _("from %(day)s", day=day_long(listing.available_from))))
    return pairs


def needed_pictures(fit: RankedFlat) -> list[tuple[str, str]]:
    """Icon and words of what the family cannot do without: whether the home has it, or nobody knows."""
    wishes, broken = fit.wishes, {one.limit: one.change for one in fit.broken}
    needs = {
        Limit.STEP_FREE: wishes.step_free,
        Limit.WHEELCHAIR: wishes.wheelchair,
        Limit.PETS: wishes.has_pet,
        Limit.QUIET: wishes.quiet is Strength.MUST,
    }
    pairs = []
    for limit in (limit for limit, is_needed in needs.items() if is_needed):
        has, lacks, to_ask = _NEEDED[limit]
        if limit not in broken:
            pairs.append(("check-lg", str(has)))
        elif broken[limit].is_to_ask:
            pairs.append(("info-circle", str(to_ask)))
        else:
            pairs.append(("x-lg", str(lacks)))
    return pairs

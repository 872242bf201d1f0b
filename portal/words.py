"""What families read about a flat and about money, in few words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from core.i18n import day_long
from housing.models import Listing
from housing.ranking import RankedFlat
from housing.words.homes import floor_words
from housing.words.needed import Met, needed
from subsidies.services.statements import StatementState

STATEMENT_SHAPES = {
    StatementState.PAID: "done",
    StatementState.ON_ITS_WAY: "waits",
    StatementState.COMING: "todo",
}
# Of what a family needs: that the home has it, that it has not, that somebody has to ask.
_MET_PICTURES = {Met.YES: "check-lg", Met.NO: "x-lg", Met.TO_ASK: "info-circle"}


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
    return [(_MET_PICTURES[met], words) for met, words in needed(fit)]

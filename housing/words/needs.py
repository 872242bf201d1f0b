"""What a household needs, in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.i18n import say
from housing.bedrooms import Room
from housing.models import NeedsArea
from housing.services.households.needs_areas import as_area
from housing.wants import AreaWish, Strength

STRENGTH_WORDS = {
    Strength.WISH: _l("If possible"),
    Strength.MUST: _l("In any case"),
}
AREA_WISH_WORDS = {
    AreaWish.ONLY: _l("Only there"),
    AreaWish.RATHER: _l("There if possible"),
    AreaWish.RATHER_NOT: _l("Elsewhere if possible"),
    AreaWish.NEVER: _l("Never there"),
}


def area_words(area: NeedsArea) -> str:
    """`3 km around Archanes`, `municipality of Malevizi`."""
    return say(as_area(area).name)


def room_words(rooms: Mapping[Room, int]) -> list[str]:
    """`1 for a couple`, `2 for two children under 12 each`: whom each bedroom is for."""
    return [_room_words(room, number) for room, number in rooms.items()]


def _room_words(room: Room, number: int) -> str:
    if room is Room.COUPLE:
        return ngettext("%(num)s for a couple", "%(num)s for couples", number)
    if room is Room.ADULT:
        return ngettext("%(num)s for an adult", "%(num)s for adults, one each", number)
    if room is Room.YOUNG_PAIR:
        return ngettext(
            "%(num)s for two of the same sex between 12 and 17",
            "%(num)s for pairs of the same sex between 12 and 17",
            number,
        )
    if room is Room.YOUNG:
        return ngettext(
            "%(num)s for somebody between 12 and 17 who shares with nobody",
            "%(num)s for people between 12 and 17 who share with nobody",
            number,
        )
    if room is Room.CHILDREN:
        return ngettext("%(num)s for two children under 12", "%(num)s for pairs of children under 12", number)
    return ngettext("%(num)s for a child under 12", "%(num)s for children under 12, one each", number)

"""What a line behind a flat is called: how its places stand, and why they end."""

from flask_babel import lazy_gettext as _l

from housing.reasons.lines import LineReason
from housing.states.lines import LineStatus

LINE_SHAPES = {
    LineStatus.WAITING: "waits",
    LineStatus.OFFERED: "done",
    LineStatus.PASSED_OVER: "late",
    LineStatus.RELEASED: "paused",
    LineStatus.TAKEN_OUT: "refused",
}
LINE_WORDS = {
    LineStatus.WAITING: _l("Waits in line"),
    LineStatus.OFFERED: _l("Was offered it"),
    LineStatus.PASSED_OVER: _l("Passed over"),
    LineStatus.RELEASED: _l("Released"),
    LineStatus.TAKEN_OUT: _l("Taken out"),
}
LINE_REASON_WORDS = {
    LineReason.HAS_OFFER: _l("it has the offer of another flat"),
    LineReason.HAS_HOME: _l("it has a home"),
    LineReason.FITS_NO_MORE: _l("the flat does not fit it any more"),
    LineReason.KEPT_APART: _l("somebody has kept the two apart"),
    LineReason.LANDLORD_REFUSED: _l("the landlord would not let it to this household"),
    LineReason.HELD: _l("the landlord holds it for another household"),
    LineReason.OTHER_CENTRE: _l("another centre serves it now"),
    LineReason.FLAT_TAKEN: _l("another household gets the flat"),
    LineReason.TOOK_ANOTHER: _l("it has accepted another flat"),
    LineReason.FLAT_GONE: _l("the flat is not to be had any more"),
    LineReason.SAME_FLAT: _l("it stands in line by another advert of the flat"),
    LineReason.LEFT: _l("it has left the programme"),
    LineReason.UNWILLING: _l("it does not want the flat"),
    LineReason.UNSUITED: _l("the flat does not suit it"),
    LineReason.MISTAKE: _l("it was put in line by mistake"),
    LineReason.OTHER: _l("something else"),
}

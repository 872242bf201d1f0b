"""The best set of offers in words, for pages."""

from flask_babel import lazy_gettext as _l

from housing.allocation import Change, Group, Kind
from housing.allocation.rulings import Ruling
from housing.services.allocation.waiting_and_free import Against

RULING_WORDS = {
    Ruling.PIN: _l("Pin: it is to be offered this flat"),
    Ruling.BAR: _l("Keep apart: it is not to be offered this flat"),
}
RULED_WORDS = {Ruling.PIN: _l("pinned"), Ruling.BAR: _l("kept apart")}
AGAINST_WORDS = {
    Against.DECLINED: _l("The household has declined this flat."),
    Against.DROPPED: _l("Somebody has dropped the flat from the household's shortlist."),
    Against.REFUSED: _l("The landlord would not let it to this household."),
    Against.HELD: _l("The landlord holds it for another household."),
}
SCARCE_WORDS = {
    Kind.LARGE: _l("Three bedrooms or more"),
    Kind.STEP_FREE: _l("Ground floor or lift"),
    Kind.WHEELCHAIR: _l("For a wheelchair"),
}
GROUP_WORDS = {
    Group.SINGLE_PARENT: _l("single parent"),
    Group.MINOR: _l("children"),
    Group.ELDERLY: _l("somebody of 65 or more"),
    Group.WHEELCHAIR: _l("wheelchair"),
}
CHANGE_WORDS = {
    Change.HOME: _l("would get none"),
    Change.BETTER: _l("would get one with fewer points"),
    Change.SAME: _l("would get the same, or one as good"),
    Change.WORSE: _l("would get one with more points"),
    Change.WAITS: _l("would get one"),
}
GAIN_WORDS = {
    Change.HOME: _l("gets a home"),
    Change.BETTER: _l("gains"),
    Change.SAME: _l("as good"),
    Change.WORSE: _l("gives way"),
    Change.WAITS: _l("waits for it"),
}
CHANGE_SHAPES = {
    Change.HOME: "new",
    Change.BETTER: "done",
    Change.SAME: "doing",
    Change.WORSE: "nearly",
    Change.WAITS: "waits",
}

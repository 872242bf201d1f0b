"""What is said of homes that landlords keep for us, in words and shapes."""

from flask_babel import lazy_gettext as _l

from housing.states.landlords import HoldAction, HoldStatus

HOLD_SHAPES = {
    HoldStatus.RUNNING: "waits",
    HoldStatus.RUN_OUT: "late",
    HoldStatus.KEPT: "done",
    HoldStatus.BROKEN: "refused",
    HoldStatus.RELEASED: "paused",
}
HOLD_WORDS = {
    HoldStatus.RUNNING: _l("Held"),
    HoldStatus.RUN_OUT: _l("Its last day is over"),
    HoldStatus.KEPT: _l("Word kept"),
    HoldStatus.BROKEN: _l("Word broken"),
    HoldStatus.RELEASED: _l("Released by us"),
}
HOLD_STEPS = {
    HoldAction.EXTEND: _l("The landlord holds it for longer"),
    HoldAction.KEEP: _l("The landlord has kept the word"),
    HoldAction.BREAK: _l("The landlord has broken the word"),
    HoldAction.RELEASE: _l("We release the flat"),
}

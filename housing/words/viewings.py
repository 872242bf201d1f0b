"""What is said of viewings, in words and shapes."""

from flask_babel import lazy_gettext as _l

from housing.states import Course, GuestStatus
from housing.viewing_facts import CancelReason, Interest, Opener

VIEWING_SHAPES = {
    Course.PLANNED: "waits",
    Course.PARTLY: "doing",
    Course.SEEN: "done",
    Course.NOBODY: "alert",
    Course.CANCELLED: "paused",
}
VIEWING_WORDS = {
    Course.PLANNED: _l("Planned"),
    Course.PARTLY: _l("Partly written down"),
    Course.SEEN: _l("Took place"),
    Course.NOBODY: _l("Nobody came"),
    Course.CANCELLED: _l("Cancelled"),
}
GUEST_SHAPES = {
    GuestStatus.INVITED: "waits",
    GuestStatus.CONFIRMED: "doing",
    GuestStatus.DECLINED: "refused",
    GuestStatus.CAME: "done",
    GuestStatus.NO_SHOW: "alert",
    GuestStatus.RELEASED: "paused",
}
GUEST_WORDS = {
    GuestStatus.INVITED: _l("Has not answered"),
    GuestStatus.CONFIRMED: _l("Says it comes"),
    GuestStatus.DECLINED: _l("Cannot come"),
    GuestStatus.CAME: _l("Came"),
    GuestStatus.NO_SHOW: _l("Did not come"),
    GuestStatus.RELEASED: _l("Not expected any more"),
}
INTEREST_WORDS = {
    Interest.WANTS: _l("Came, wants it"),
    Interest.UNSURE: _l("Came, thinks about it"),
    Interest.REFUSES: _l("Came, does not want it"),
}
OPENER_WORDS = {
    Opener.LANDLORD: _l("The landlord"),
    Opener.AGENT: _l("An agent of the landlord"),
    Opener.OFFICE: _l("The centre, with a key"),
    Opener.OTHER: _l("Somebody else"),
}
CANCEL_WORDS = {
    CancelReason.LANDLORD: _l("The landlord cannot"),
    CancelReason.GONE: _l("The flat is no longer to be had"),
    CancelReason.HOUSEHOLD: _l("The household cannot"),
    CancelReason.OFFICE: _l("The centre cannot"),
    CancelReason.OTHER: _l("Another reason"),
}

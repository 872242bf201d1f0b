"""Statuses and ends of leases and who must act, in words, for pages."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.i18n import day
from housing.lease_ends import EndedBy, EndReason
from housing.lease_points import Party
from housing.models import Lease
from housing.states import LeaseStatus

LEASE_SHAPES = {
    LeaseStatus.SIGNED: "todo",
    LeaseStatus.DECLARED: "doing",
    LeaseStatus.ACCEPTED: "done",
    LeaseStatus.ENDED: "paused",
}
LEASE_WORDS = {
    LeaseStatus.SIGNED: _l("Signed"),
    LeaseStatus.DECLARED: _l("Declared"),
    LeaseStatus.ACCEPTED: _l("Accepted"),
    LeaseStatus.ENDED: _l("Ended"),
}
PARTY_WORDS = {
    Party.LANDLORD: _l("Landlord"),
    Party.HOUSEHOLD: _l("Household"),
    Party.CENTRE: _l("Centre"),
}
END_BY_WORDS = {
    EndedBy.HOUSEHOLD: _l("The household"),
    EndedBy.LANDLORD: _l("The landlord"),
    EndedBy.BOTH: _l("Both agreed"),
    EndedBy.OTHERS: _l("Others: a court, the state, a disaster"),
}
END_WORDS = {
    EndReason.OTHER_HOME: _l("The household moves to another home"),
    EndReason.TOO_DEAR: _l("It cannot pay the rent any more"),
    EndReason.UNFIT: _l("The home is not fit to live in"),
    EndReason.MOVES_AWAY: _l("It moves to another place"),
    EndReason.OWN_USE: _l("The landlord needs the home"),
    EndReason.SOLD: _l("The home is sold"),
    EndReason.UNPAID: _l("Rent was not paid"),
    EndReason.QUARREL: _l("They do not get along"),
    EndReason.NEVER_BEGAN: _l("It came to nothing before the household moved in"),
    EndReason.OTHER: _l("Another reason"),
}


def last_day_words(lease: Lease) -> str:
    """By law, unless somebody ends it before."""
    if lease.cut_short_on is not None:
        return _("Ends early, with %(day)s", day=day(lease.last_day))
    return _("Last day by law: %(day)s", day=day(lease.last_day))

"""Statuses of leases and who must act, in words, for pages."""

from flask_babel import lazy_gettext as _l

from housing.lease_points import Party
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

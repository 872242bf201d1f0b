"""Statuses and kinds of subsidies in words, for pages. The shapes are those of templates/components/status.html."""

from flask_babel import lazy_gettext as _l

from subsidies.models import AwardStatus, BatchStatus, PaymentStatus, VersionStatus
from subsidies.rules.case import Kind
from subsidies.rules.scheme import SchemeStatus
from subsidies.rules.scheme_changes import TableEvent, TableKind
from subsidies.services.statements import StatementState

AWARD_SHAPES = {
    AwardStatus.PREPARED: "waits",
    AwardStatus.APPROVED: "done",
    AwardStatus.RETURNED: "refused",
    AwardStatus.SUPERSEDED: "paused",
}
AWARD_WORDS = {
    AwardStatus.PREPARED: _l("For approval"),
    AwardStatus.APPROVED: _l("Approved"),
    AwardStatus.RETURNED: _l("Returned"),
    AwardStatus.SUPERSEDED: _l("Replaced"),
}
BATCH_SHAPES = {BatchStatus.PREPARED: "waits", BatchStatus.APPROVED: "done", BatchStatus.RETURNED: "refused"}
BATCH_WORDS = {
    BatchStatus.PREPARED: _l("For approval"),
    BatchStatus.APPROVED: _l("Approved"),
    BatchStatus.RETURNED: _l("Returned"),
}
PAYMENT_SHAPES = {PaymentStatus.PENDING: "doing", PaymentStatus.PAID: "done", PaymentStatus.REJECTED: "refused"}
PAYMENT_WORDS = {
    PaymentStatus.PENDING: _l("In a run"),
    PaymentStatus.PAID: _l("Paid"),
    PaymentStatus.REJECTED: _l("Sent back"),
}
KIND_WORDS = {Kind.ONE_OFF: _l("One-off"), Kind.MONTHLY: _l("Rent"), Kind.ARREARS: _l("Arrears")}
UNCHECKED_WORDS = {
    "income": _l("annual income"),
    "lease_declared": _l("declaration of the lease"),
    "lease_accepted": _l("acceptance of the lease"),
    "rent_paid_by_bank": _l("rent paid by bank"),
    "status": _l("residence status"),
    "recognised_on": _l("day of recognition"),
    "enrolled_on": _l("day of enrolment"),
}
STATEMENT_WORDS = {
    StatementState.PAID: _l("Paid"),
    StatementState.ON_ITS_WAY: _l("On its way"),
    StatementState.COMING: _l("Will come"),
}
SCHEME_SHAPES = {
    SchemeStatus.DRAFT: "todo",
    SchemeStatus.ACTIVE: "done",
    SchemeStatus.HISTORICAL: "todo",
    SchemeStatus.REFERENCE: "todo",
}
SCHEME_WORDS = {
    SchemeStatus.DRAFT: _l("Draft"),
    SchemeStatus.ACTIVE: _l("In force"),
    SchemeStatus.HISTORICAL: _l("Historical"),
    SchemeStatus.REFERENCE: _l("For reference"),
}
VERSION_SHAPES = {
    VersionStatus.PROPOSED: "waits",
    VersionStatus.APPROVED: "done",
    VersionStatus.RETURNED: "refused",
    VersionStatus.WITHDRAWN: "paused",
}
VERSION_WORDS = {
    VersionStatus.PROPOSED: _l("For approval"),
    VersionStatus.APPROVED: _l("Approved"),
    VersionStatus.RETURNED: _l("Returned"),
    VersionStatus.WITHDRAWN: _l("Withdrawn"),
}
TABLE_WORDS = {TableKind.MONTHLY: _l("Each month"), TableKind.ONE_OFF: _l("Once, at the start")}
TABLE_SHAPES = {TableEvent.ADDED: "new", TableEvent.REMOVED: "refused", TableEvent.CHANGED: "doing"}
TABLE_EVENTS = {
    TableEvent.ADDED: _l("New table"),
    TableEvent.REMOVED: _l("Table taken out"),
    TableEvent.CHANGED: _l("Table changed"),
}

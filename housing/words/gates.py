"""The gates to the subsidy in words, and what is to be done at each, for pages."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from housing.gate_sums import PASSED
from housing.gates import Gate

GATE_WORDS: Mapping[str | None, LazyString] = {
    Gate.AFM: _l("AFM"),
    Gate.ACCOUNT: _l("Bank account"),
    Gate.PERMIT: _l("Residence permit"),
    Gate.SIGNED: _l("Lease signed"),
    Gate.DECLARED: _l("Lease declared"),
    Gate.ACCEPTED: _l("Lease accepted"),
}
STOP_WORDS: Mapping[str | None, LazyString] = {**GATE_WORDS, PASSED: _l("All passed"), None: _l("Total")}
GATE_STEPS = {
    Gate.AFM: _l("Get a tax number, and have it written down here."),
    Gate.ACCOUNT: _l("Open an account, and have its IBAN written down here."),
    Gate.PERMIT: _l("Have the permit issued or renewed, and written down here."),
    Gate.SIGNED: _l("Find a home that suits the household, and write the lease."),
    Gate.DECLARED: _l("Declare the lease to AADE and tell us the number of the declaration."),
    Gate.ACCEPTED: _l("Accept the declaration in myAADE."),
}

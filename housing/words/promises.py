"""What centres and landlords promise each other, in words and shapes."""

from flask_babel import lazy_gettext as _l

from housing.promise_kinds import PromiseKind, Side
from housing.states.landlords import PromiseAction, PromiseStatus

PROMISE_SHAPES = {
    PromiseStatus.OPEN: "waits",
    PromiseStatus.KEPT: "done",
    PromiseStatus.BROKEN: "refused",
    PromiseStatus.LIFTED: "paused",
}
PROMISE_STAGES = {
    PromiseStatus.OPEN: _l("Still open"),
    PromiseStatus.KEPT: _l("Word kept"),
    PromiseStatus.BROKEN: _l("Word broken"),
    PromiseStatus.LIFTED: _l("No longer asked for"),
}
PROMISE_STEPS = {
    PromiseAction.KEEP: _l("It was kept"),
    PromiseAction.BREAK: _l("It was broken"),
    PromiseAction.LIFT: _l("Nobody asks for it any more"),
}
SIDE_WORDS = {Side.OFFICE: _l("We to the landlord"), Side.LANDLORD: _l("The landlord to us")}
PROMISE_WORDS = {
    PromiseKind.DEPOSIT: _l("To guarantee the deposit"),
    PromiseKind.REPAIRS_PAID: _l("To pay for repairs"),
    PromiseKind.RENT_BY_DAY: _l("To see that the rent is there by a day"),
    PromiseKind.INTERPRETER: _l("To send an interpreter"),
    PromiseKind.OFFICE_OTHER: _l("Something else that we promise"),
    PromiseKind.FURNITURE: _l("To furnish the home"),
    PromiseKind.REPAIRS: _l("To repair something"),
    PromiseKind.RENT_FIXED: _l("Not to raise the rent"),
    PromiseKind.LANDLORD_OTHER: _l("Something else that the landlord promises"),
}

"""Who may do what. One verb of a service, one permission; a role is a set of them."""

from enum import StrEnum


class Permission(StrEnum):
    """What a person of the staff may be allowed to do."""

    VIEW_LISTINGS = "view-listings"
    EDIT_LISTINGS = "edit-listings"
    KEEP_DISCRIMINATION_LOG = "keep-discrimination-log"
    VIEW_HOUSEHOLDS = "view-households"
    EDIT_HOUSEHOLDS = "edit-households"
    INVITE_HOUSEHOLDS = "invite-households"
    MAKE_OFFERS = "make-offers"
    VIEW_LEASES = "view-leases"
    EDIT_LEASES = "edit-leases"
    RECKON_CASES = "reckon-cases"
    VIEW_AWARDS = "view-awards"
    PREPARE_AWARDS = "prepare-awards"
    APPROVE_AWARDS = "approve-awards"
    VIEW_SCHEMES = "view-schemes"
    PROPOSE_SCHEMES = "propose-schemes"
    APPROVE_SCHEMES = "approve-schemes"
    VIEW_PAYMENTS = "view-payments"
    PREPARE_PAYMENTS = "prepare-payments"
    APPROVE_PAYMENTS = "approve-payments"
    RECORD_PAYMENTS = "record-payments"
    VIEW_DOCUMENTS = "view-documents"
    ADD_DOCUMENTS = "add-documents"
    VIEW_AUDIT = "view-audit"
    ADMINISTER = "administer"


class StaffRole(StrEnum):
    """The four kinds of staff."""

    HOUSING_OFFICER = "housing-officer"
    FINANCE_OFFICER = "finance-officer"
    FINANCE_APPROVER = "finance-approver"
    ADMINISTRATOR = "administrator"


# Housing officers see homes and cases and no payment, but reckon what a case would bring; finance sees cases and money
# and no search for homes. Where, is the matter of their posts: a lead's finance officer stands at the project, a
# partner's housing officer at the partner.
_LOOK_AT_CASES = {Permission.VIEW_HOUSEHOLDS, Permission.VIEW_LEASES, Permission.RECKON_CASES}
_LOOK = _LOOK_AT_CASES | {Permission.VIEW_LISTINGS}
_LOOK_AT_MONEY = _LOOK_AT_CASES | {
    Permission.VIEW_AWARDS,
    Permission.VIEW_SCHEMES,
    Permission.VIEW_PAYMENTS,
}
_PAPERS = {Permission.VIEW_DOCUMENTS, Permission.ADD_DOCUMENTS}

PERMISSIONS: dict[StaffRole, frozenset[Permission]] = {
    StaffRole.HOUSING_OFFICER: frozenset(
        _LOOK
        | {
            Permission.EDIT_LISTINGS,
            Permission.KEEP_DISCRIMINATION_LOG,
            Permission.EDIT_HOUSEHOLDS,
            Permission.INVITE_HOUSEHOLDS,
            Permission.MAKE_OFFERS,
            Permission.EDIT_LEASES,
        }
        | _PAPERS
    ),
    StaffRole.FINANCE_OFFICER: frozenset(
        _LOOK_AT_MONEY
        | {
            Permission.PREPARE_AWARDS,
            Permission.PROPOSE_SCHEMES,
            Permission.PREPARE_PAYMENTS,
            Permission.RECORD_PAYMENTS,
        }
        | _PAPERS
    ),
    StaffRole.FINANCE_APPROVER: frozenset(
        _LOOK_AT_MONEY
        | {
            Permission.APPROVE_AWARDS,
            Permission.APPROVE_SCHEMES,
            Permission.APPROVE_PAYMENTS,
            Permission.VIEW_DOCUMENTS,
            Permission.VIEW_AUDIT,
        }
    ),
    # Whoever makes accounts opens no case and decides no money.
    StaffRole.ADMINISTRATOR: frozenset({Permission.ADMINISTER, Permission.VIEW_AUDIT}),
}

# What asks for a second factor, and the roles whose holders are let in by two administrators.
GUARDED = frozenset(
    {
        Permission.APPROVE_AWARDS,
        Permission.APPROVE_SCHEMES,
        Permission.APPROVE_PAYMENTS,
        Permission.ADMINISTER,
    }
)
GUARDED_ROLES = frozenset(role for role, permissions in PERMISSIONS.items() if permissions & GUARDED)

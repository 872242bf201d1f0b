"""The names under which the columns of awards are known: Greek, Greek in Latin letters, and English."""

from collections.abc import Mapping

from housing.importing.lease_columns import FIELDS as OF_LEASES
from people.importing.columns import spelt

_NAMES = {
    "scheme": (
        "scheme key, subsidy scheme, key of the scheme, σχήμα, κλειδί του σχήματος, κλειδί σχήματος, σχήμα επιδότησης"
    ),
    "month": (
        "month of payment, for month, period, μήνας, μήνας πληρωμής, μήνας αναφοράς, μήνας επιδότησης, για τον μήνα, "
        "περίοδος"
    ),
    "kind": (
        "kind, type, kind of payment, what for, what it is for, για τι είναι, είδος, είδος πληρωμής, τύπος, είδος δόσης"
    ),
    "amount": (
        "subsidy, instalment, payment, sum, euros, ποσό, επιδότηση, ποσό επιδότησης, δόση, ποσό δόσης, ποσό πληρωμής, "
        "πληρωμή, ευρώ"
    ),
    "paid_on": (
        "paid, paid on, date paid, payment date, date of payment, πληρώθηκε, ημερομηνία πληρωμής, ημ/νία πληρωμής, "
        "ημ. πληρωμής, πληρώθηκε στις, εξοφλήθηκε"
    ),
    "paid_until": (
        "paid until, paid up to, paid up to the month, last month paid, paid through, πληρωμένο έως, πληρωμένα έως, "
        "πληρωμένη έως, πληρωμένοι μήνες έως, πληρωμένο έως και τον μήνα, πληρώθηκε έως, τελευταίος μήνας πληρωμής"
    ),
    "one_off": "lump sum, amount at the start, αρχική ενίσχυση, εφάπαξ, εφάπαξ ποσό, αρχικό ποσό",
    "decided_on": (
        "decision date, date of decision, awarded on, decided, ημερομηνία απόφασης, ημ/νία απόφασης, ημέρα "
        "απόφασης, απόφαση, ημερομηνία έγκρισης"
    ),
    "starts_on": (
        "subsidy from, award from, first day, start, from, έναρξη επιδότησης, έναρξη, από, πρώτη ημέρα, "
        "ημερομηνία έναρξης, ημ/νία έναρξης"
    ),
    "last_day": (
        "subsidy until, award until, last day, end, until, λήξη επιδότησης, λήξη, έως, τελευταία ημέρα, "
        "ημερομηνία λήξης, ημ/νία λήξης"
    ),
    "to_landlord": (
        "who is paid, paid to, payee, recipient, ποιος πληρώνεται, δικαιούχος πληρωμής, πληρώνεται σε, αποδέκτης"
    ),
}
_OF_HOUSEHOLD = ("number", "reference", "tenant_name", "tenant_afm")
FIELDS: Mapping[str, tuple[str, ...]] = {field: OF_LEASES[field] for field in _OF_HOUSEHOLD} | {
    field: tuple(dict.fromkeys(spelt(names))) for field, names in _NAMES.items()
}

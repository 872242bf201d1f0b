"""What the pages of an import of awards say."""

from flask_babel import lazy_gettext as _l

from housing.words.imports import IMPORT_WORDS, LEASE_FIELDS, ImportWords

IMPORT_WORDS["awards"] = ImportWords(
    _l("Import awards that run"),
    "subsidies.import_awards",
    (_l("Awards"), "subsidies.list_awards"),
    {
        **{field: LEASE_FIELDS[field] for field in ("number", "reference", "tenant_name", "tenant_afm")},
        "scheme": _l("Key of the scheme"),
        "month": _l("Month"),
        "kind": _l("What it is for"),
        "amount": _l("Amount"),
        "paid_on": _l("Paid on"),
        "paid_until": _l("Paid up to the month"),
        "one_off": _l("One-off"),
        "decided_on": _l("Decided on"),
        "starts_on": _l("First day"),
        "last_day": _l("Last day"),
        "to_landlord": _l("Who is paid"),
    },
    _l(
        "One row for each month of a household, with its amount and the day on which it was paid, if it was; or one row"
        " for each household with a column for each month, such as 11/2026, and the month up to which all is paid. The"
        " number of the household leads to its lease that runs, and the key names the scheme. Amounts stay as they are"
        " in the file. Another person approves each award; then runs pay only the months that were not paid."
    ),
)

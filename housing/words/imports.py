"""What stands on the pages of imports, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.importing.statuses import RowStatus
from housing.importing import lease_columns
from housing.models import ImportStatus
from housing.words.listings import COLUMN_WORDS
from people.import_words import MEMBER_FIELDS

ROW_WORDS = {
    RowStatus.READY: _l("Ready"),
    RowStatus.DOUBTFUL: _l("To be confirmed"),
    RowStatus.FAULTY: _l("With a fault"),
    RowStatus.REPEATED: _l("Repeated in the file"),
    RowStatus.NEW: _l("New"),
    RowStatus.UPDATED: _l("Brought up to date"),
    RowStatus.UNCHANGED: _l("As it was here"),
}
IMPORT_TABS = {
    "attention": _l("To look at"),
    "ready": _l("Ready rows"),
    "repeated": _l("Repeated in the file"),
    "new": _l("New rows"),
    "updated": _l("Brought up to date"),
    "unchanged": _l("As they were here"),
}


@dataclass(frozen=True, slots=True)
class ImportWords:
    """What the pages of one kind of file say. `page` is where one is sent, `home` where the way back leads."""

    title: LazyString
    page: str
    home: tuple[LazyString, str]
    fields: Mapping[str, LazyString]
    hint: LazyString | str = ""  # what stands in the file


LEASE_FIELDS = {
    "number": MEMBER_FIELDS["number"],
    "reference": MEMBER_FIELDS["reference"],
    "tenant_name": _l("Name of the tenant"),
    "tenant_surname": _l("Surname of the tenant"),
    "tenant_afm": _l("Tax number (AFM) of the tenant"),
    **{field: COLUMN_WORDS[field] for field in lease_columns.FIELDS if field in COLUMN_WORDS and field != "reference"},
    "street_number": _l("House number"),
    "landlord_name": _l("Landlord's name"),
    "landlord_surname": _l("Landlord's surname"),
    "landlord_afm": _l("Tax number (AFM) of the landlord"),
    "landlord_phone": _l("Landlord's telephone"),
    "landlord_email": _l("Landlord's e-mail"),
    "landlord_iban": _l("IBAN, in the landlord's own name"),
    "signed_on": _l("Signed on"),
    "starts_on": _l("First day"),
    "last_day": _l("Last day, on paper"),
    "declaration_number": _l("Number of the declaration"),
    "declared_on": _l("Declared on"),
    "accepted_on": _l("Accepted on"),
}
IMPORT_WORDS = {
    "listings": ImportWords(
        _l("Import adverts"), "housing.import_listings", (_l("Listings"), "housing.list_listings"), COLUMN_WORDS
    ),
    "landlords": ImportWords(
        _l("Import landlords"),
        "housing.import_landlords",
        (_l("Landlords"), "housing.list_landlords"),
        {
            "name": _l("Name"),
            "kind": _l("Kind"),
            "phone": _l("Telephone"),
            "email": _l("E-mail"),
            "afm": _l("Tax number (AFM)"),
            "iban": _l("IBAN, in the landlord's own name"),
        },
    ),
    "households": ImportWords(
        _l("Import households"),
        "housing.import_households",
        (_l("Households"), "people.list_households"),
        MEMBER_FIELDS,
        _l(
            "One row for each person. The number of the household in the file holds a family together: it is taken"
            " whole. Columns for number, name and date of birth are needed; sex, relation, nationality, languages,"
            " permit, AFM, telephone and more are read where they are there."
        ),
    ),
    "leases": ImportWords(
        _l("Import leases that run"),
        "housing.import_leases",
        (_l("Leases"), "housing.list_leases"),
        LEASE_FIELDS,
        _l(
            "One row for each lease that runs today. Columns are needed for the number of the household (here, or in"
            " the file it came from: then give that source here too), first day, last day and rent, and something that"
            " says which flat it is and who lets it: AFM, telephone or e-mail beside the landlord's name. Deposit, day"
            " of signing, declaration and acceptance at AADE, ATAK and more are read where they are there."
        ),
    ),
}  # packages above add theirs
IMPORT_STATUS_WORDS = {
    ImportStatus.READING: _l("being read"),
    ImportStatus.OPEN: _l("waits for you"),
    ImportStatus.TAKING: _l("being taken"),
    ImportStatus.DONE: _l("taken"),
}

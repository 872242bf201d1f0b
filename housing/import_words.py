"""What stands on the pages of imports, in words."""

from flask_babel import lazy_gettext as _l

from core.importing.statuses import RowStatus
from housing.models import ImportStatus
from housing.words import COLUMN_WORDS
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
IMPORT_TITLES = {
    "listings": _l("Import adverts"),
    "landlords": _l("Import landlords"),
    "households": _l("Import households"),
}
IMPORT_HINTS = {  # what stands in the file
    "households": _l(
        "One row for each person. The number of the household in the file holds a family together: it is taken whole."
        " Columns for number, name and date of birth are needed; sex, relation, nationality, languages, permit, AFM,"
        " telephone and more are read where they are there."
    ),
}
IMPORT_FIELDS = {
    "listings": COLUMN_WORDS,
    "landlords": {
        "name": _l("Name"),
        "kind": _l("Kind"),
        "phone": _l("Telephone"),
        "email": _l("E-mail"),
        "afm": _l("Tax number (AFM)"),
        "iban": _l("IBAN, in the landlord's own name"),
    },
    "households": MEMBER_FIELDS,
}
IMPORT_HOMES = {  # where the way back leads
    "listings": (_l("Listings"), "housing.list_listings"),
    "landlords": (_l("Landlords"), "housing.list_landlords"),
    "households": (_l("Households"), "people.list_households"),
}
IMPORT_STATUS_WORDS = {
    ImportStatus.READING: _l("being read"),
    ImportStatus.OPEN: _l("waits for you"),
    ImportStatus.TAKING: _l("being taken"),
    ImportStatus.DONE: _l("taken"),
}

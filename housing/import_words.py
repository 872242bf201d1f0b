"""What stands on the pages of imports, in words."""

from flask_babel import lazy_gettext as _l

from housing.models import ImportStatus, RowStatus
from housing.words import COLUMN_WORDS

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
IMPORT_TITLES = {"listings": _l("Import adverts")}
IMPORT_FIELDS = {"listings": COLUMN_WORDS}
IMPORT_HOMES = {"listings": (_l("Listings"), "housing.list_listings")}  # where the way back leads
IMPORT_STATUS_WORDS = {
    ImportStatus.READING: _l("being read"),
    ImportStatus.OPEN: _l("waits for you"),
    ImportStatus.TAKING: _l("being taken"),
    ImportStatus.DONE: _l("taken"),
}

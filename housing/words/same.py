"""What speaks for the same flat and the same landlord, in words for pages."""

from flask_babel import lazy_gettext as _l

SIGN_WORDS = {
    "address": _l("Address"),
    "afm": _l("Tax number (AFM)"),
    "area": _l("Neighbourhood or village"),
    "atak": _l("Property number (ATAK)"),
    "bedrooms": _l("Bedrooms"),
    "email": _l("E-mail"),
    "floor": _l("Floor"),
    "landlord": _l("Landlord"),
    "name": _l("Name"),
    "phone": _l("Telephone"),
    "place": _l("Place on the map"),
    "rent": _l("Rent"),
    "size": _l("Size"),
    "supply": _l("Electricity supply number"),
}

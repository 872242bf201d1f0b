"""What is said of landlords, in words, for pages."""

from flask_babel import lazy_gettext as _l

from housing.models import LandlordKind

LANDLORD_KINDS = {
    LandlordKind.PERSON: _l("Person"),
    LandlordKind.ORGANISATION: _l("Organisation"),
}

"""The form that puts a flat on the map."""

from flask_babel import lazy_gettext as _l

from core.forms import CoordinateField, Required, StegiForm, TextField, between

LATITUDE = between(-90, 90, _l("Latitude is between -90 and 90"))
LONGITUDE = between(-180, 180, _l("Longitude is between -180 and 180"))


class PlaceForm(StegiForm):
    """A point for a flat that has none, or a better one."""

    latitude = CoordinateField(_l("Latitude"), [Required(_l("Enter the latitude, such as 35,3387")), LATITUDE])
    longitude = CoordinateField(_l("Longitude"), [Required(_l("Enter the longitude, such as 25,1442")), LONGITUDE])
    precision = TextField("", most=20)

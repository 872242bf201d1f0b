"""The form of a place that a household goes to."""

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from core.forms import ChoiceField, CoordinateField, StegiForm, TextField, between
from people.models import HouseholdPlaceKind
from people.services.places import PlaceDetails
from people.words import HOUSEHOLD_PLACE_WORDS


class HouseholdPlaceForm(StegiForm):
    """What the household does there, and where it is: a point, or only the town."""

    kind = ChoiceField(_l("What it is"), HouseholdPlaceKind, HOUSEHOLD_PLACE_WORDS)
    note = TextField(_l("Whose, or which"))
    town = TextField(_l("Town or village"))
    latitude = CoordinateField(_l("Latitude"), [between(-90, 90, _l("Latitude is between -90 and 90"))])
    longitude = CoordinateField(_l("Longitude"), [between(-180, 180, _l("Longitude is between -180 and 180"))])

    def validate_longitude(self, field: CoordinateField) -> None:
        if (field.data is None) != (self.latitude.data is None):
            raise ValidationError(_l("A point needs both latitude and longitude"))

    def details(self) -> PlaceDetails:
        """What was typed, for the service."""
        return PlaceDetails(
            kind=self.kind.data,
            note=self.note.data or None,
            town=self.town.data or None,
            latitude=self.latitude.data,
            longitude=self.longitude.data,
        )

"""The form of an area where a household wants to live, or does not."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, ValidationError

from core.forms import ChoiceField, CoordinateField, StegiForm, TextField, between
from housing.forms.municipality import MunicipalityField
from housing.services.households.needs_areas import AreaDetails
from housing.wants import AreaWish
from housing.words.needs import AREA_WISH_WORDS
from maps.boundaries import municipalities

RADII_KM = (1, 2, 3, 5, 10, 15, 20)


class NeedsAreaForm(StegiForm):
    """How firmly, and which: around a town or village, or a municipality."""

    wish = ChoiceField(_l("The household wants to live"), AreaWish, AREA_WISH_WORDS, default=AreaWish.RATHER)
    town = TextField(_l("Town, village or neighbourhood"))
    radius_km = SelectField(
        _l("So far around it"), coerce=int, default=2,
        choices=[SelectChoice(radius, _l("%(distance)s km", distance=radius)) for radius in RADII_KM],
    )  # fmt: skip
    latitude = CoordinateField(_l("Latitude"), [between(-90, 90, _l("Latitude is between -90 and 90"))])
    longitude = CoordinateField(_l("Longitude"), [between(-180, 180, _l("Longitude is between -180 and 180"))])
    municipality = MunicipalityField(_l("Municipality"), empty=_l("None"))
    reason = TextField(_l("Why"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not municipalities():
            del self.municipality

    def validate_longitude(self, field: CoordinateField) -> None:
        if (field.data is None) != (self.latitude.data is None):
            raise ValidationError(_("A point needs both latitude and longitude"))

    def details(self) -> AreaDetails:
        """What was typed, for the service."""
        within = self.municipality.meaning if self.municipality else None
        return AreaDetails(
            wish=self.wish.data,
            municipality=within and within.key,
            town=self.town.data or None,
            radius_km=self.radius_km.data if self.town.data else None,
            reason=self.reason.data or None,
            latitude=self.latitude.data,
            longitude=self.longitude.data,
        )

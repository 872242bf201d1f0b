"""Forms about adverts: typing one in, giving it a place, filtering the list."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, ValidationError
from wtforms.validators import Optional as MayBeEmpty
from wtforms.validators import Regexp

from core.emails import check_email
from core.errors import Refused
from core.forms import (
    CoordinateField,
    DayField,
    LongTextField,
    MoneyField,
    Required,
    StegiForm,
    TextField,
    WholeNumberField,
    YesNoField,
    between,
)
from core.i18n import say
from core.importing.measures import HIGHEST_FLOOR, LOWEST_FLOOR
from core.importing.table import MAX_CELL
from core.money import ZERO
from core.phones import check_phone
from housing.importing.fields import ENERGY_CLASSES

RADII_KM = (1, 2, 5, 10, 20, 50)

_LATITUDE = between(-90, 90, _l("Latitude is between -90 and 90"))
_LONGITUDE = between(-180, 180, _l("Longitude is between -180 and 180"))


def _positive(form: StegiForm, field: MoneyField) -> None:
    if field.data is not None and field.data <= ZERO:
        raise ValidationError(_l("Enter an amount above zero"))


class ListingForm(StegiForm):
    """An advert, as somebody reads it out on the telephone."""

    title = TextField(_l("Title"), [Required(_l("Give the advert a title, such as Flat 82 m², Poros"))])
    monthly_rent = MoneyField(
        _l("Rent for one month"), [Required(_l("Enter the rent for one month, such as 450 or 450,50")), _positive],
        message=_l("The rent must be an amount such as 450 or 450,50"),
    )  # fmt: skip
    common_charges = MoneyField(_l("Common charges for one month"))
    deposit = MoneyField(_l("Deposit"))
    address = TextField(_l("Street and number"))
    area = TextField(_l("Neighbourhood or village"))
    city = TextField(_l("Town"))
    postal_code = TextField(
        _l("Postal code"), [MayBeEmpty(), Regexp(r"^\d{3} ?\d{2}$", message=_l("A postal code has 5 digits"))]
    )
    latitude = CoordinateField(_l("Latitude"), [_LATITUDE])
    longitude = CoordinateField(_l("Longitude"), [_LONGITUDE])
    size_m2 = WholeNumberField(_l("Size"), [between(5, 1000, _l("The size is between 5 and 1000 m²"))])
    bedrooms = WholeNumberField(_l("Bedrooms"), [between(0, 20, _l("Bedrooms are between 0 and 20"))])
    floor = WholeNumberField(_l("Floor"), [between(LOWEST_FLOOR, HIGHEST_FLOOR, _l("The floor is between -5 and 50"))])
    lift = YesNoField(_l("Lift"))
    furnished = YesNoField(_l("Furnished"))
    energy_class = SelectField(
        _l("Energy class"),
        choices=[
            SelectChoice("", _l("Not asked")),
            *(SelectChoice(name, _l("pending") if name == "pending" else name) for name in ENERGY_CLASSES),
        ],
    )
    available_from = DayField(_l("Available from"))
    landlord_name = TextField(_l("Landlord's name"))
    phone = TextField(_l("Landlord's telephone"))
    email = TextField(_l("Landlord's e-mail"))
    source = TextField(_l("Where the advert was found"))
    reference = TextField(_l("Its number there"))
    source_link = TextField(
        _l("Its address on the web"),
        [MayBeEmpty(), Regexp(r"^https?://\S+$", message=_l("A web address begins with https://"))],
        most=2000,
    )
    description = LongTextField(_l("Description"), most=MAX_CELL)

    def validate_phone(self, field: TextField) -> None:
        _check(field, check_phone)

    def validate_email(self, field: TextField) -> None:
        _check(field, check_email)

    def validate_longitude(self, field: CoordinateField) -> None:
        if (field.data is None) != (self.latitude.data is None) and not self.latitude.errors and not field.errors:
            raise ValidationError(_l("Give both latitude and longitude, or neither"))


class PlaceForm(StegiForm):
    """A point for a flat that has none, or a better one."""

    latitude = CoordinateField(_l("Latitude"), [Required(_l("Enter the latitude, such as 35,3387")), _LATITUDE])
    longitude = CoordinateField(_l("Longitude"), [Required(_l("Enter the longitude, such as 25,1442")), _LONGITUDE])
    precision = TextField("", most=20)


class FilterForm(StegiForm):
    """The filters over list and map; sent by GET, so that a view can be passed on as an address."""

    class Meta:
        csrf = False

    centre = SelectField(_l("Near"))
    most_rent = MoneyField(_l("Rent up to, for one month"))
    least_bedrooms = WholeNumberField(_l("Bedrooms from"), [between(0, 20, _l("Bedrooms are between 0 and 20"))])
    least_size_m2 = WholeNumberField(_l("Size from"), [between(0, 1000, _l("The size is between 0 and 1000 m²"))])
    radius_km = SelectField(
        _l("Within"), coerce=int, default=5,
        choices=[SelectChoice(radius, _l("%(distance)s km", distance=radius)) for radius in RADII_KM],
    )  # fmt: skip


def _check(field: TextField, check: Callable[[str], str]) -> None:
    """What was typed as it is stored."""
    try:
        field.data = check(field.data) if field.data else field.data
    except Refused as refusal:
        raise ValidationError(say(refusal.sentence)) from refusal

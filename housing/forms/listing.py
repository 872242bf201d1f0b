"""The form of an advert."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, ValidationError
from wtforms.validators import Optional as MayBeEmpty
from wtforms.validators import Regexp

from core.emails import check_email
from core.forms import (
    ChoiceField,
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
    checked_by,
)
from core.importing.cells import whole_number
from core.importing.measures import square_metres
from core.importing.reading import Answers
from core.importing.table import MAX_CELL
from core.money import ZERO
from core.phones import check_phone
from housing.forms.cell import CellField
from housing.forms.place import PointForm
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.importing.choices import MOST_PARKING, floor_or_top
from housing.importing.fields import EARLIEST_YEAR, ENERGY_CLASSES, rooms
from housing.importing.numbers import atak, supply_number
from housing.importing.plausibility import latest_year
from housing.words.homes import CONDITION_WORDS, ENERGY_WORDS, FURNISHED_WORDS, HEATING_WORDS, RENT_COVERS_WORDS

_NOT_ASKED = _l("Not asked")


def _positive(form: StegiForm, field: MoneyField) -> None:
    if field.data is not None and field.data <= ZERO:
        raise ValidationError(_l("Enter an amount above zero"))


class ListingForm(PointForm):
    """An advert, as somebody reads it out on the telephone."""

    title = TextField(_l("Title"), [Required(_l("Give the advert a title, such as Flat 82 m², Poros"))])
    monthly_rent = MoneyField(
        _l("Rent for one month"), [Required(_l("Enter the rent for one month, such as 450 or 450,50")), _positive],
        message=_l("The rent must be an amount such as 450 or 450,50"),
    )  # fmt: skip
    common_charges = MoneyField(_l("Common charges for one month"))
    rent_covers = ChoiceField(_l("The rent covers"), RentCovers, RENT_COVERS_WORDS, empty=_NOT_ASKED)
    deposit = MoneyField(_l("Deposit"))
    address = TextField(_l("Street and number"))
    area = TextField(_l("Neighbourhood or village"))
    city = TextField(_l("Town"))
    postal_code = TextField(
        _l("Postal code"), [MayBeEmpty(), Regexp(r"^\d{3} ?\d{2}$", message=_l("A postal code has 5 digits"))]
    )
    size_m2 = CellField(_l("Size"), square_metres, [between(5, 1000, _l("The size is between 5 and 1000 m²"))])
    bedrooms = CellField(_l("Bedrooms"), rooms, [between(0, 20, _l("Bedrooms are between 0 and 20"))])
    bathrooms = CellField(_l("Bathrooms"), whole_number, [between(0, 20, _l("Bathrooms are between 0 and 20"))])
    floor = CellField(_l("Floor"), floor_or_top)
    top_floor = YesNoField(_l("Top floor"))
    lift = YesNoField(_l("Lift"))
    wheelchair = YesNoField(_l("For a wheelchair"))
    quiet = YesNoField(_l("Quiet"))
    furnished = ChoiceField(_l("Furnished"), Furnished, FURNISHED_WORDS, empty=_NOT_ASKED)
    heating = ChoiceField(_l("Heating"), Heating, HEATING_WORDS, empty=_NOT_ASKED)
    condition = ChoiceField(_l("Condition"), Condition, CONDITION_WORDS, empty=_NOT_ASKED)
    parking = WholeNumberField(
        _l("Parking places"), [between(0, MOST_PARKING, _l("Parking places are between 0 and 20"))]
    )
    year_built = CellField(_l("Year built"), whole_number)
    pets = YesNoField(_l("Pets allowed"))
    energy_class = SelectField(
        _l("Energy class"),
        choices=[
            SelectChoice("", _NOT_ASKED),
            *(SelectChoice(name, ENERGY_WORDS[name]) for name in ENERGY_CLASSES),
        ],
    )
    energy_certificate_number = TextField(_l("Energy certificate number"), most=50)
    energy_certificate_expires_on = DayField(_l("Energy certificate valid until"))
    atak = CellField(_l("Property number (ATAK)"), atak, message=_l("A property number (ATAK) has 11 digits"))
    electricity_supply_number = CellField(
        _l("Electricity supply number"), supply_number,
        message=_l("An electricity supply number has 9 to 12 digits"),
    )  # fmt: skip
    available_from = DayField(_l("Available from"))
    available_until = DayField(_l("Available until"))
    winter_only = YesNoField(_l("Winter only"))
    landlord_name = TextField(_l("Landlord's name"))
    phone = TextField(_l("Landlord's telephone"), [checked_by(check_phone)])
    email = TextField(_l("Landlord's e-mail"), [checked_by(check_email)])
    source = TextField(_l("Where the advert was found"))
    reference = TextField(_l("Its number there"))
    source_link = TextField(
        _l("Its address on the web"),
        [MayBeEmpty(), Regexp(r"^https?://\S+$", message=_l("A web address begins with https://"))],
        most=2000,
    )
    description = LongTextField(_l("Description"), most=MAX_CELL)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """`on` is the day on which it is written down."""
        super().__init__(*args, **kwargs)
        self._latest_year = latest_year(on)

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        if isinstance(self.floor.data, Answers):  # a penthouse: the top floor, and how high that is nobody says
            self.floor.data = None
            self.top_floor.data = True if self.top_floor.data is None else self.top_floor.data

    def validate_year_built(self, field: CellField) -> None:
        if field.data is not None and not EARLIEST_YEAR <= field.data <= self._latest_year:
            raise ValidationError(_("The year is between 1800 and %(latest)s", latest=str(self._latest_year)))

    def validate_available_until(self, field: DayField) -> None:
        if field.data and self.available_from.data and field.data < self.available_from.data:
            raise ValidationError(_l("It becomes available only after this day: choose a later one"))

    def validate_longitude(self, field: CoordinateField) -> None:
        if (field.data is None) != (self.latitude.data is None) and not self.latitude.errors and not field.errors:
            raise ValidationError(_l("Give both latitude and longitude, or neither"))

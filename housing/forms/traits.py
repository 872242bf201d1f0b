"""The further filters over list and map: what a home, its advert and its landlord are asked for."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Optional as MayBeEmpty
from wtforms.validators import Regexp, ValidationError

from core.forms import DayField, MoneyField, StegiForm, TextField, WholeNumberField, between
from core.importing.measures import floor
from housing.forms.answers import OneOfField, TickField, by_value
from housing.forms.cell import CellField
from housing.importing.choices import MOST_PARKING
from housing.importing.fields import EARLIEST_YEAR
from housing.models import StanceTopic
from housing.search import Placing, Traits, meanings
from housing.words.homes import CONDITION_WORDS, ENERGY_WORDS, FURNISHED_WORDS, HEATING_WORDS
from housing.words.stances import TOPIC_QUESTIONS

_FLOOR = _l("Enter a number, ground floor or basement")


class TraitFields(StegiForm):
    """Each leaves its filter out where it is empty."""

    lift = TickField(_l("With a lift"))
    step_free = TickField(_l("With a lift or on the ground floor"))
    wheelchair = TickField(_l("For a wheelchair"))
    quiet = TickField(_l("Quiet"))
    least_floor = CellField(_l("Floor from"), floor, message=_FLOOR)
    most_floor = CellField(_l("Floor up to"), floor, message=_FLOOR)
    top_floor = OneOfField(_l("Top floor"), {"yes": True, "no": False}, {"yes": _l("Yes"), "no": _l("No")})
    least_bathrooms = WholeNumberField(_l("Bathrooms from"), [between(0, 20, _l("Bathrooms are between 0 and 20"))])
    least_parking = WholeNumberField(
        _l("Parking places from"), [between(0, MOST_PARKING, _l("Parking places are between 0 and 20"))]
    )
    least_year_built = WholeNumberField(
        _l("Built from"), [between(EARLIEST_YEAR, 2100, _l("The year is between 1800 and 2100"))]
    )
    furnished = OneOfField(_l("Furnished"), meanings.FURNISHED, FURNISHED_WORDS | {"partly": _l("at least partly")})
    heating = OneOfField(_l("Heating"), meanings.HEATING, HEATING_WORDS | {"some": _l("some heating")})
    condition = OneOfField(
        _l("Condition"),
        meanings.CONDITION,
        CONDITION_WORDS | {"renovated": _l("newly built or renovated"), "good": _l("good or better")},
    )
    energy_class = OneOfField(_l("Energy class from"), meanings.ENERGY, ENERGY_WORDS)
    certified = TickField(_l("With a valid energy certificate"))
    postal_code = TextField(
        _l("Postal code"),
        [MayBeEmpty(), Regexp(r"^[0-9 ]{1,6}$", message=_l("Give the first digits of a postal code"))],
    )
    placing = OneOfField(
        _l("Place"),
        by_value(Placing),
        {Placing.EXACT: _l("known, not only the town"), Placing.ROUGH: _l("only the town is known")},
    )
    source = TextField(_l("Where the advert was found"))  # a portal or a file, never a person's name
    pets = TickField(_l("Pets allowed"))
    all_year = TickField(_l("Not for the winter only"))
    available_on = DayField(_l("Available by"))
    confirmed_from = DayField(_l("Confirmed since"))
    rent_covers = OneOfField(
        _l("The rent covers"),
        meanings.RENT_COVERS,
        {"charges": _l("the common charges"), "bills": _l("electricity and water too")},
    )
    most_charges = MoneyField(_l("Common charges up to"))
    most_deposit = MoneyField(_l("Deposit up to"))
    photographs = TickField(_l("With photographs"))
    subsidised = TickField(TOPIC_QUESTIONS[StanceTopic.SUBSIDISED])
    children = TickField(TOPIC_QUESTIONS[StanceTopic.CHILDREN])
    foreigners = TickField(TOPIC_QUESTIONS[StanceTopic.FOREIGNERS])
    landlord_pets = TickField(_l("The landlord allows pets"))
    landlord_all_year = TickField(_l("The landlord lets all year round"))

    @property
    def further(self) -> list[str]:
        """The names of these fields, the others of the form apart."""
        return [name for name in self._fields if hasattr(TraitFields, name)]

    def validate_most_floor(self, field: Field) -> None:
        least, most = self.least_floor.data, field.data
        if least is not None and most is not None and most < least:
            raise ValidationError(_l("This is below the floor from which to look"))

    def traits(self, on: date) -> Traits:
        """What is asked for on that day."""
        return Traits(
            has_lift=self.lift.data,
            is_step_free=self.step_free.data,
            for_wheelchair=self.wheelchair.data,
            is_quiet=self.quiet.data,
            least_floor=self.least_floor.data,
            most_floor=self.most_floor.data,
            is_top_floor=self.top_floor.meaning,
            least_bathrooms=self.least_bathrooms.data,
            least_parking=self.least_parking.data,
            least_year_built=self.least_year_built.data,
            furnished=self.furnished.meaning,
            heating=self.heating.meaning,
            condition=self.condition.meaning,
            energy_classes=self.energy_class.meaning,
            certified_on=on if self.certified.data else None,
            postal_code=(self.postal_code.data or "").replace(" ", ""),
            placing=self.placing.meaning,
            source=self.source.data or "",
            allows_pets=self.pets.data,
            all_year=self.all_year.data,
            available_on=self.available_on.data,
            confirmed_from=self.confirmed_from.data,
            rent_covers=self.rent_covers.meaning,
            most_charges=self.most_charges.data,
            most_deposit=self.most_deposit.data,
            has_photographs=self.photographs.data,
            open_to=self._open_to(),
        )

    def _open_to(self) -> frozenset[StanceTopic]:
        ticks = {
            StanceTopic.SUBSIDISED: self.subsidised,
            StanceTopic.CHILDREN: self.children,
            StanceTopic.FOREIGNERS: self.foreigners,
            StanceTopic.PETS: self.landlord_pets,
            StanceTopic.SEASONAL_ONLY: self.landlord_all_year,
        }
        return frozenset(topic for topic, tick in ticks.items() if tick.data)
